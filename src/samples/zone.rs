//! Sample C, the rules: a zone with ranked choices in linked batches. One choice of nine priority
//! schools (900 places), up to eight of twelve district schools (1,800), then the seven zone schools
//! (2,700).
//!
//! Choice-first makes every choice a band, so whoever names a school earlier comes before whoever
//! names it later. Number-first makes every batch a band, so within a batch the number alone counts.
//! Everything else is the same, the order of the programs and with it the numbers too.

use std::collections::BTreeMap;

use paiwei_protocol::rules::{Band, Numbers, OrderKey, Ownership, Program, Rules};
use serde_json::json;

use super::{
    Setting,
    rules::{band, frame, ordered_pool, program, titles},
    sheet,
};

/// Most choices of the second batch.
pub(super) const SECOND_BATCH: u32 = 8;

/// Schools of the three batches: id, name, name in English, places.
pub(super) type School = (&'static str, &'static str, &'static str, u64);

/// Batch 1.
pub(super) const PRIORITY: [School; 9] = [
    ("Y1", "东湖一中", "Donghu First School", 100),
    ("Y2", "东湖二中", "Donghu Second School", 100),
    ("Y3", "东湖三中", "Donghu Third School", 100),
    ("Y4", "钟楼中学", "Zhonglou School", 100),
    ("Y5", "书院中学", "Shuyuan School", 100),
    ("Y6", "文昌中学", "Wenchang School", 100),
    ("Y7", "明德中学", "Mingde School", 100),
    ("Y8", "博雅中学", "Boya School", 100),
    ("Y9", "致远中学", "Zhiyuan School", 100),
];

/// Batch 2.
pub(super) const DISTRICT: [School; 12] = [
    ("D1", "南门中学", "Nanmen School", 150),
    ("D2", "北门中学", "Beimen School", 150),
    ("D3", "东门中学", "Dongmen School", 150),
    ("D4", "西门中学", "Ximen School", 150),
    ("D5", "长桥中学", "Changqiao School", 150),
    ("D6", "古塔中学", "Guta School", 150),
    ("D7", "竹园中学", "Zhuyuan School", 150),
    ("D8", "梅林中学", "Meilin School", 150),
    ("D9", "荷塘中学", "Hetang School", 150),
    ("D10", "松岗中学", "Songgang School", 150),
    ("D11", "枫桥中学", "Fengqiao School", 150),
    ("D12", "云台中学", "Yuntai School", 150),
];

/// Batch 3.
pub(super) const ZONE: [School; 7] = [
    ("Z1", "东湖片区一校", "Donghu Zone School 1", 400),
    ("Z2", "东湖片区二校", "Donghu Zone School 2", 400),
    ("Z3", "东湖片区三校", "Donghu Zone School 3", 400),
    ("Z4", "东湖片区四校", "Donghu Zone School 4", 400),
    ("Z5", "东湖片区五校", "Donghu Zone School 5", 400),
    ("Z6", "东湖片区六校", "Donghu Zone School 6", 350),
    ("Z7", "东湖片区七校", "Donghu Zone School 7", 350),
];

fn ids(schools: &[School]) -> Vec<&'static str> {
    schools.iter().map(|school| school.0).collect()
}

/// A band a choice.
pub(super) fn choice_first(setting: &Setting) -> Rules {
    let first = [band(1, &ids(&PRIORITY))];
    let second = (0..SECOND_BATCH).map(|_| band(1, &ids(&DISTRICT)));
    let third = ZONE.iter().map(|_| band(1, &ids(&ZONE)));
    let bands = first.into_iter().chain(second).chain(third).collect();
    let title = titles(
        "东湖片区 2027 年初中派位（志愿优先）",
        "Donghu zone, junior entry 2027 (choice first)",
    );
    rules(bands, frame(setting, "zone-2027-choice-first", "zone-entry-2027-a", title))
}

/// A band a batch.
pub(super) fn number_first(setting: &Setting) -> Rules {
    let most = u32::try_from(ZONE.len()).unwrap_or(u32::MAX);
    let bands = vec![
        band(1, &ids(&PRIORITY)),
        band(SECOND_BATCH, &ids(&DISTRICT)),
        band(most, &ids(&ZONE)),
    ];
    let title = titles(
        "东湖片区 2027 年初中派位（派位号优先）",
        "Donghu zone, junior entry 2027 (number first)",
    );
    rules(bands, frame(setting, "zone-2027-number-first", "zone-entry-2027-b", title))
}

fn rules(bands: Vec<Band>, frame: Rules) -> Rules {
    let schools = PRIORITY.iter().chain(&DISTRICT).chain(&ZONE);
    Rules {
        bands,
        numbers: Numbers::PerChild,
        bundles: Some(2),
        programs: schools.map(school).collect(),
        ..frame
    }
}

fn school(&(id, zh, en, seats): &School) -> Program {
    let pools = vec![ordered_pool(seats, vec![OrderKey::Band])];
    program(id, id, Ownership::Public, titles(zh, en), pools)
}

/// Headings of the second batch.
pub(super) fn second_batch() -> Vec<String> {
    (1..=SECOND_BATCH).map(|choice| format!("第二批志愿{choice}")).collect()
}

/// The mapping file, for a band a choice or a band a batch.
pub(super) fn mapping(choice_first: bool) -> String {
    let schools = PRIORITY.iter().chain(&DISTRICT).chain(&ZONE);
    let programs: BTreeMap<_, _> = schools.map(|school| (school.1, school.0)).collect();
    let (second, third): (Vec<usize>, Vec<usize>) =
        if choice_first { ((2..=9).collect(), (10..=16).collect()) } else { (vec![2], vec![3]) };
    sheet::mapping(json!({
        "choices": [
            {"bands": [1], "columns": ["第一批志愿"]},
            {"bands": second, "columns": second_batch()},
            {"bands": third, "columns": ["第三批志愿"], "separator": "、"},
        ],
        "programs": programs,
        "bundle": {"column": "捆绑组"},
    }))
}
