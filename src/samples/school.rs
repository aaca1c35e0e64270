//! Sample B: Hudong School, 288 places, 2,310 children: thirty linked pairs, one linked triplet, four
//! pairs that chose not to link. 2,278 numbers, one a child or bundle.

use jiff::civil::date;
use paiwei_protocol::rules::{Numbers, Ownership, Rules, Vacancies};
use serde_json::json;

use super::{
    Setting,
    people::People,
    rules::{band, frame, open_pool, program, titles},
    sheet::{self, Sheet},
    stream::Stream,
};

const PAIRS: usize = 30;
const TRIPLETS: usize = 1;
const UNLINKED_PAIRS: usize = 4;
const CHILDREN: usize = 2310;
const DAYS: u64 = 86_400;

/// The rules of the round. Places that become free go by the same numbers, twice.
pub(super) fn rules(setting: &Setting) -> Rules {
    let title = titles("湖东学校 2027 年一年级招生摇号", "Hudong School, first grade 2027");
    let school = titles("湖东学校", "Hudong School");
    let dates = vec![setting.close + 30 * DAYS, setting.close + 45 * DAYS];
    Rules {
        bands: vec![band(1, &["S1"])],
        numbers: Numbers::PerChild,
        bundles: Some(3),
        programs: vec![program("S1", "S1", Ownership::Private, school, vec![open_pool(288)])],
        vacancies: Vacancies::Succession { dates },
        ..frame(setting, "hudong-2027", "hudong-entry-2027", title)
    }
}

/// The registrations.
pub(super) fn sheet() -> Sheet {
    let mut people = People::new("330198", date(2020, 9, 1));
    let mut sheet = Sheet::new(&["报名学校", "捆绑组"]);
    for (number, (size, linked)) in
        Stream::of("paiwei sample school").mixed(families()).into_iter().enumerate()
    {
        let group = if linked { format!("B{number:04}") } else { String::new() };
        for child in people.siblings(size, None) {
            sheet.push("2027H", &child, vec!["湖东学校".to_owned(), group.clone()]);
        }
    }
    sheet
}

/// Births: how many children, and whether they are linked.
fn families() -> Vec<(usize, bool)> {
    let births = [(2, true, PAIRS), (3, true, TRIPLETS), (2, false, UNLINKED_PAIRS)];
    let several: Vec<_> = births
        .into_iter()
        .flat_map(|(size, linked, times)| std::iter::repeat_n((size, linked), times))
        .collect();
    let placed: usize = several.iter().map(|(size, _)| size).sum();
    several.into_iter().chain(std::iter::repeat_n((1, false), CHILDREN - placed)).collect()
}

/// The mapping file.
pub(super) fn mapping() -> String {
    sheet::mapping(json!({
        "choices": [{"bands": [1], "columns": ["报名学校"]}],
        "programs": {"湖东学校": "S1"},
        "bundle": {"column": "捆绑组"},
    }))
}
