//! Sample C, the children: 5,209, twenty linked pairs among them. Good schools are named by many;
//! everybody ranks all zone schools, whose places suffice for those who are left.

use jiff::civil::date;

use super::{
    people::People,
    sheet::Sheet,
    stream::Stream,
    zone::{DISTRICT, PRIORITY, School, ZONE, second_batch},
};

const CHILDREN: usize = 5209;
const PAIRS: usize = 20;
/// How many of a hundred use the first batch.
const AMBITIOUS: usize = 92;

/// The registrations.
pub(super) fn sheet() -> Sheet {
    let mut people = People::new("330197", date(2014, 9, 1));
    let mut stream = Stream::of("paiwei sample zone");
    let headings: Vec<String> = ["第一批志愿".to_owned()]
        .into_iter()
        .chain(second_batch())
        .chain(["第三批志愿".to_owned(), "捆绑组".to_owned()])
        .collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut sheet = Sheet::new(&headings);
    let singles = CHILDREN - 2 * PAIRS;
    let sizes = std::iter::repeat_n(2, PAIRS).chain(std::iter::repeat_n(1, singles)).collect();
    for (number, size) in stream.mixed(sizes).into_iter().enumerate() {
        let mut wishes = wishes(&mut stream);
        wishes.push(if size > 1 { format!("双{number:04}") } else { String::new() });
        for child in people.siblings(size, None) {
            sheet.push("2027Z", &child, wishes.clone());
        }
    }
    sheet
}

/// One choice or none; two to eight, the columns behind them empty; all seven in one cell.
fn wishes(stream: &mut Stream) -> Vec<String> {
    let first = match stream.below(100) < AMBITIOUS {
        true => ranked(stream, &PRIORITY, 1, 3),
        false => Vec::new(),
    };
    let count = 2 + stream.below(second_batch().len() - 1);
    let mut second = ranked(stream, &DISTRICT, count, 1);
    second.resize(second_batch().len(), "");
    let third = ranked(stream, &ZONE, ZONE.len(), 2).join("、");
    let first = first.first().copied().unwrap_or_default();
    let cells = [first].into_iter().chain(second).chain([third.as_str()]);
    cells.map(str::to_owned).collect()
}

/// Names of `count` schools, those before being named more; the smaller `even`, the more unevenly.
fn ranked(stream: &mut Stream, schools: &[School], count: usize, even: usize) -> Vec<&'static str> {
    let weights: Vec<usize> = (0..schools.len()).map(|at| schools.len() - at + even).collect();
    stream.ranked(&weights, count).into_iter().map(|at| schools[at].1).collect()
}
