//! Sample D: first grade at a school with two campuses, for some hundred children. Staff children have
//! places of their own; then siblings, the district's children and all others come in turn.

use jiff::civil::date;
use paiwei_protocol::rules::{Category, Numbers, OrderKey, Ownership, Pool, Rules, Tier};
use serde_json::json;

use super::{
    Setting,
    people::People,
    rules::{band, category, frame, pool_of, program, tier, titles},
    sheet::{self, Sheet},
    stream::Stream,
};

/// Pairs of linked twins.
const PAIRS: usize = 4;
const MAIN: &str = "本部";
const RIVERSIDE: &str = "滨江校区";

/// A school of this kind.
pub(super) struct School {
    /// Id of its round.
    pub(super) round: &'static str,
    /// Its name.
    pub(super) zh: &'static str,
    /// Its name in English.
    pub(super) en: &'static str,
    /// Children who apply.
    pub(super) children: usize,
    /// The region of their identity numbers: nobody else's.
    pub(super) region: &'static str,
}

impl School {
    /// The rules of its round.
    pub(super) fn rules(&self, setting: &Setting) -> Rules {
        let title = titles(
            &format!("{} 2027 年一年级招生摇号", self.zh),
            &format!("{}, first grade 2027", self.en),
        );
        let campus = |id, zh: &str, en: &str, pools: Vec<Pool>| {
            let names = titles(&format!("{}{zh}", self.zh), &format!("{}, {en}", self.en));
            program(id, "S1", Ownership::Private, names, pools)
        };
        let staff = pool_of("staff", 6, "staff");
        Rules {
            bands: vec![band(2, &["main", "riverside"])],
            numbers: Numbers::PerChild,
            bundles: Some(3),
            categories: self.categories(),
            programs: vec![
                campus("main", MAIN, "main campus", vec![staff, in_turn(54)]),
                campus("riverside", RIVERSIDE, "riverside campus", vec![in_turn(40)]),
            ],
            ..frame(setting, self.round, &format!("{}-entry", self.round), title)
        }
    }

    fn categories(&self) -> Vec<Category> {
        let basis = format!("{}2027年招生简章，经清川区教育局备案", self.zh);
        vec![
            category("staff", "教职工子女", "staff child", &basis),
            category("sibling", "在校生弟妹", "sibling of a pupil", &basis),
            category("district", "区内户籍", "household in the district", &basis),
        ]
    }

    /// The registrations.
    pub(super) fn sheet(&self) -> Sheet {
        let mut people = People::new(self.region, date(2020, 9, 1));
        let mut stream = Stream::of(&format!("paiwei sample {}", self.round));
        let mut sheet = Sheet::new(&["户籍", "优先类别", "第一志愿", "第二志愿", "捆绑组"]);
        let singles = self.children.saturating_sub(2 * PAIRS);
        let sizes = std::iter::repeat_n(2, PAIRS).chain(std::iter::repeat_n(1, singles)).collect();
        for (number, size) in stream.mixed(sizes).into_iter().enumerate() {
            let mut wishes = wishes(&mut stream);
            wishes.push(if size > 1 { format!("双{number:03}") } else { String::new() });
            for child in people.siblings(size, None) {
                sheet.push("2027D", &child, wishes.clone());
            }
        }
        sheet
    }
}

/// Seats for which siblings come first, then the district's children.
fn in_turn(seats: u64) -> Pool {
    let tiers = vec![tier("sibling"), tier("district"), Tier::Everyone];
    Pool { id: "open".to_owned(), seats: Some(seats), tiers, order: vec![OrderKey::Tier] }
}

/// The cells between the person's and the link.
fn wishes(stream: &mut Stream) -> Vec<String> {
    let household = if stream.below(100) < 65 { "区内" } else { "区外" };
    let priority = match stream.below(100) {
        0..4 => "教职工子女",
        4..16 => "在校生弟妹",
        _ => "",
    };
    let (first, second) =
        if stream.below(100) < 70 { (MAIN, RIVERSIDE) } else { (RIVERSIDE, MAIN) };
    let second = if stream.below(100) < 80 { second } else { "" };
    [household, priority, first, second].map(str::to_owned).into()
}

/// The mapping file.
pub(super) fn mapping() -> String {
    sheet::mapping(json!({
        "claims": [
            {"column": "户籍", "values": {"区内": "district", "区外": ""}},
            {"column": "优先类别", "values": {"教职工子女": "staff", "在校生弟妹": "sibling"}},
        ],
        "choices": [{"bands": [1], "columns": ["第一志愿", "第二志愿"]}],
        "programs": {MAIN: "main", RIVERSIDE: "riverside"},
        "bundle": {"column": "捆绑组"},
    }))
}
