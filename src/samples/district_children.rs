//! Sample A, the children: 12,000, of whom 5,125 choose a private program and 6,875 a public school
//! group alone.
//!
//! The figures hold for every draw, not for one lucky key: all applicants of a private program with
//! a draw name the same public group, so that the number of its losers who come there is certain.
//! Only G4 overflows, 842, 131 and 77 children of the three classes naming it for 900 seats. (If the
//! last place of a private program falls on linked twins, it admits one child more.)

use jiff::civil::{Date, date};

use super::{district::GROUPS, people::People, sheet::Sheet, stream::Stream};

/// Headings after the person's.
pub(super) const OTHERS: [&str; 6] =
    ["户籍类别", "民办报名资格", "积分", "第一志愿", "第二志愿", "捆绑组"];

/// Values of the class column with their categories.
pub(super) const CLASSES: [(&str, &str); 3] = [
    ("一类（户籍与房产一致）", "class-1"),
    ("二类（户籍在本区）", "class-2"),
    ("三类（居住证）", "class-3"),
];

/// Values of the column of private entitlements with their categories.
pub(super) const ENTITLEMENTS: [(&str, &str); 9] = [
    ("区内", "district"),
    ("市内", "city"),
    ("蓝桥直升", "feeder-J2"),
    ("寄宿男生", "boarder-boy"),
    ("寄宿女生", "boarder-girl"),
    ("金山教职工子女", "staff-J3"),
    ("澄天直升", "through-J6"),
    ("黄鹤直升", "direct-P3"),
    ("华清直升", "direct-P4"),
];

/// Children alike in what they choose: `(how many, how many pairs of linked twins among them)`.
#[derive(Clone, Copy)]
struct Part {
    children: usize,
    pairs: usize,
    /// The private program and the entitlement shown for it; none chooses the group alone.
    private: Option<(&'static str, &'static str)>,
    /// Ids of the public groups, taken in turn.
    groups: &'static [&'static str],
    /// Position in [`CLASSES`]; `None`: a usual mixture.
    class: Option<usize>,
}

/// All groups but the one that overflows.
const ELSEWHERE: &[&str] = &["G1", "G2", "G3", "G5", "G6", "G7", "G8", "G9", "G10"];

const fn private(
    children: usize,
    pairs: usize,
    program: &'static str,
    entitlement: &'static str,
    groups: &'static [&'static str],
) -> Part {
    Part { children, pairs, private: Some((program, entitlement)), groups, class: None }
}

const fn public(children: usize, pairs: usize, groups: &'static [&'static str]) -> Part {
    Part { children, pairs, private: None, groups, class: None }
}

const fn of_class(part: Part, class: usize) -> Part {
    Part { class: Some(class), ..part }
}

const PARTS: [Part; 32] = [
    private(1062, 2, "J1", "", &["G1"]),
    of_class(private(28, 0, "J1", "", &["G4"]), 1),
    of_class(private(17, 0, "J1", "", &["G4"]), 2),
    private(128, 2, "J2-feeder", "蓝桥直升", ELSEWHERE),
    private(212, 0, "J2-boarding", "寄宿男生", &["G2"]),
    private(188, 0, "J2-boarding", "寄宿女生", &["G2"]),
    private(431, 1, "J2-day", "", &["G2"]),
    private(4, 0, "J3", "金山教职工子女", ELSEWHERE),
    private(702, 1, "J3", "区内", &["G3"]),
    private(331, 0, "J3", "市内", &["G3"]),
    private(159, 0, "J4", "", &["G6"]),
    private(298, 3, "J5", "", ELSEWHERE),
    private(214, 0, "J6", "澄天直升", &["G7"]),
    private(517, 1, "P1", "", &["G5"]),
    private(61, 0, "P1-small", "", &["G5"]),
    private(305, 0, "P2", "", &["G6"]),
    private(17, 0, "P3-direct", "黄鹤直升", ELSEWHERE),
    private(141, 1, "P3", "", ELSEWHERE),
    private(244, 3, "P4-direct", "华清直升", ELSEWHERE),
    private(66, 1, "P4", "", ELSEWHERE),
    of_class(public(842, 4, &["G4"]), 0),
    of_class(public(103, 0, &["G4"]), 1),
    of_class(public(60, 0, &["G4"]), 2),
    public(425, 2, &["G1"]),
    public(516, 2, &["G2"]),
    public(450, 2, &["G3"]),
    public(652, 3, &["G5"]),
    public(620, 2, &["G6"]),
    public(797, 3, &["G7"]),
    public(786, 3, &["G8"]),
    public(768, 2, &["G9"]),
    public(856, 3, &["G10"]),
];

/// One family: a child, or linked twins, who choose alike.
struct Family {
    children: usize,
    part: Part,
    group: &'static str,
}

/// The registrations.
pub(super) fn sheet() -> Sheet {
    sheet_of("2027J", "330199", date(2014, 9, 1))
}

/// The same of other children, who have no region in common with these; `prefix` begins their
/// registration numbers.
pub(super) fn sheet_of(prefix: &str, region: &'static str, first_birthday: Date) -> Sheet {
    let mut stream = Stream::of("paiwei sample district");
    let mut people = People::new(region, first_birthday);
    let mut sheet = Sheet::new(&OTHERS);
    for (number, family) in stream.mixed(families()).into_iter().enumerate() {
        let girl = family.part.private.and_then(|(_, entitlement)| match entitlement {
            "寄宿男生" => Some(false),
            "寄宿女生" => Some(true),
            _ => None,
        });
        let wishes = wishes(&family, number, &mut stream);
        for child in people.siblings(family.children, girl) {
            sheet.push(prefix, &child, wishes.clone());
        }
    }
    sheet
}

fn families() -> Vec<Family> {
    PARTS.iter().flat_map(families_of).collect()
}

fn families_of(part: &Part) -> Vec<Family> {
    let singles = part.children - 2 * part.pairs;
    let sizes = std::iter::repeat_n(2, part.pairs).chain(std::iter::repeat_n(1, singles));
    let groups = part.groups.iter().cycle();
    sizes.zip(groups).map(|(children, group)| Family { children, part: *part, group }).collect()
}

/// The cells after the person's, as [`OTHERS`] names them.
fn wishes(family: &Family, number: usize, stream: &mut Stream) -> Vec<String> {
    let class = family.part.class.unwrap_or_else(|| match stream.below(20) {
        0..16 => 0,
        16..19 => 1,
        _ => 2,
    });
    let points = match (class, family.part.private) {
        (0, _) => String::new(),
        // Losers of the private draw come last however many points they have.
        (_, Some(_)) => (60 + stream.below(61)).to_string(),
        (_, None) => (20 + stream.below(81)).to_string(),
    };
    let group = name_of_group(family.group);
    let (first, second, entitlement) = match family.part.private {
        Some((program, entitlement)) => (name_of_private(program), group, entitlement),
        None => (group, "", ""),
    };
    let linked = if family.children > 1 { format!("组{number:05}") } else { String::new() };
    let texts = [CLASSES[class].0, entitlement, &points, first, second, &linked];
    texts.map(str::to_owned).into()
}

fn name_of_group(id: &str) -> &'static str {
    GROUPS.iter().find(|group| group.id == id).map_or("", |group| group.zh)
}

/// What the platform calls the private programs.
pub(super) const PRIVATE: [(&str, &str); 15] = [
    ("文汇", "J1"),
    ("蓝桥直升", "J2-feeder"),
    ("蓝桥寄宿", "J2-boarding"),
    ("蓝桥走读", "J2-day"),
    ("金山", "J3"),
    ("湖畔", "J4"),
    ("渝杭", "J5"),
    ("澄天", "J6"),
    ("实验普通班", "P1"),
    ("实验小班", "P1-small"),
    ("兴国", "P2"),
    ("黄鹤直升", "P3-direct"),
    ("黄鹤", "P3"),
    ("华清直升", "P4-direct"),
    ("华清", "P4"),
];

fn name_of_private(id: &str) -> &'static str {
    PRIVATE.iter().find(|(_, program)| *program == id).map_or("", |(name, _)| *name)
}
