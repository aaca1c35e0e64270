//! Sample A, the rules: one year's entry of Qingchuan district. One private choice or the public
//! school group, then the public group; private losers come last within their public category.

use paiwei_protocol::rules::{
    Category, Numbers, OrderKey, Ownership, Pool, Program, Rules, Vacancies,
};

use super::{
    Setting,
    rules::{band, category, frame, open_pool, pool_of, program, tier, titles},
};

/// A public school group: id, seats, names.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) seats: u64,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

const fn group(id: &'static str, seats: u64, zh: &'static str, en: &'static str) -> Group {
    Group { id, seats, zh, en }
}

/// The public school groups: 9,930 seats. G4 is the one that overflows.
pub(super) const GROUPS: [Group; 10] = [
    group("G1", 1440, "清川第一中学教育集团", "Qingchuan First School Group"),
    group("G2", 1170, "清川第二中学教育集团", "Qingchuan Second School Group"),
    group("G3", 1260, "城南中学教育集团", "Chengnan School Group"),
    group("G4", 900, "城北中学教育集团", "Chengbei School Group"),
    group("G5", 960, "河东中学教育集团", "Hedong School Group"),
    group("G6", 900, "河西中学教育集团", "Hexi School Group"),
    group("G7", 840, "新桥中学教育集团", "Xinqiao School Group"),
    group("G8", 810, "青山中学教育集团", "Qingshan School Group"),
    group("G9", 780, "柳湾中学教育集团", "Liuwan School Group"),
    group("G10", 870, "石门中学教育集团", "Shimen School Group"),
];

/// The rules of the round.
pub(super) fn rules(setting: &Setting) -> Rules {
    let title = titles("清川区 2027 年初中招生派位", "Qingchuan district, junior entry 2027");
    let private = private_programs();
    let groups = GROUPS.map(|group| group.id);
    let both: Vec<&str> = private.iter().map(|program| program.id.as_str()).chain(groups).collect();
    Rules {
        bands: vec![band(1, &both), band(1, &groups)],
        numbers: Numbers::PerProgram,
        bundles: Some(3),
        categories: categories(),
        programs: private.iter().cloned().chain(GROUPS.iter().map(public_group)).collect(),
        vacancies: Vacancies::NewRound,
        ..frame(setting, "junior-2027", "junior-entry-2027", title)
    }
}

fn categories() -> Vec<Category> {
    let notice = |id, zh, en, article: &str| {
        category(id, zh, en, &format!("清川区教育局〔2027〕1号 {article}"))
    };
    let charter = |id, zh, en, school: &str| {
        category(id, zh, en, &format!("{school}2027年招生简章，经清川区教育局备案"))
    };
    vec![
        notice("class-1", "第一类：户籍与房产一致", "class 1: household and home agree", "第六条"),
        notice("class-2", "第二类：户籍在本区", "class 2: household in the district", "第七条"),
        notice("class-3", "第三类：持居住证", "class 3: residence permit", "第八条"),
        notice("district", "区内户籍", "household in the district", "第十二条"),
        notice("city", "市内其他户籍", "household elsewhere in the city", "第十二条"),
        charter("feeder-J2", "蓝桥直升", "feeder pupil of Lanqiao", "蓝桥学校"),
        charter("boarder-boy", "蓝桥寄宿男生", "boarding boy, Lanqiao", "蓝桥学校"),
        charter("boarder-girl", "蓝桥寄宿女生", "boarding girl, Lanqiao", "蓝桥学校"),
        charter("staff-J3", "金山教职工子女", "staff child of Jinshan", "金山学校"),
        charter("through-J6", "澄天直升", "through-train pupil of Chengtian", "澄天学校"),
        charter("direct-P3", "黄鹤直升", "feeder pupil of Huanghe", "黄鹤学校"),
        charter("direct-P4", "华清直升", "feeder pupil of Huaqing", "华清学校"),
    ]
}

/// The programs of the ten private schools: 2,186 places. A route that has places of its own is a
/// program of its own, because families choose it.
fn private_programs() -> Vec<Program> {
    let one = |id, school, zh: &str, en: &str, pools: Vec<Pool>| {
        program(id, school, Ownership::Private, titles(zh, en), pools)
    };
    vec![
        one("J1", "J1", "文汇学校", "Wenhui School", vec![open_pool(100)]),
        one(
            "J2-feeder",
            "J2",
            "蓝桥学校（直升）",
            "Lanqiao School, feeder",
            vec![pool_of("feeder", 128, "feeder-J2")],
        ),
        one(
            "J2-boarding",
            "J2",
            "蓝桥学校（寄宿）",
            "Lanqiao School, boarding",
            vec![pool_of("boys", 48, "boarder-boy"), pool_of("girls", 48, "boarder-girl")],
        ),
        one("J2-day", "J2", "蓝桥学校（走读）", "Lanqiao School, day", vec![open_pool(96)]),
        one(
            "J3",
            "J3",
            "金山学校",
            "Jinshan School",
            vec![
                pool_of("staff", 4, "staff-J3"),
                pool_of("district", 188, "district"),
                pool_of("city", 48, "city"),
            ],
        ),
        one("J4", "J4", "湖畔学校", "Hupan School", vec![open_pool(129)]),
        one("J5", "J5", "渝杭学校", "Yuhang School", vec![open_pool(360)]),
        one(
            "J6",
            "J6",
            "澄天学校",
            "Chengtian School",
            vec![pool_of("through-train", 180, "through-J6")],
        ),
        one("P1", "P1", "实验学校（普通班）", "Shiyan School", vec![open_pool(238)]),
        one(
            "P1-small",
            "P1",
            "实验学校（小班）",
            "Shiyan School, small class",
            vec![open_pool(53)],
        ),
        one("P2", "P2", "兴国学校", "Xingguo School", vec![open_pool(72)]),
        one(
            "P3-direct",
            "P3",
            "黄鹤学校（直升）",
            "Huanghe School, feeder",
            vec![pool_of("direct", 17, "direct-P3")],
        ),
        one("P3", "P3", "黄鹤学校", "Huanghe School", vec![open_pool(163)]),
        one(
            "P4-direct",
            "P4",
            "华清学校（直升）",
            "Huaqing School, feeder",
            vec![pool_of("direct", 244, "direct-P4")],
        ),
        one("P4", "P4", "华清学校", "Huaqing School", vec![open_pool(70)]),
    ]
}

/// Classes first; within a class those who chose the group first, then who lost a private draw;
/// then points, then the number.
fn public_group(group: &Group) -> Program {
    let pool = Pool {
        id: "open".to_owned(),
        seats: Some(group.seats),
        tiers: ["class-1", "class-2", "class-3"].map(tier).into(),
        order: vec![OrderKey::Tier, OrderKey::Band, OrderKey::Points],
    };
    program(group.id, group.id, Ownership::Public, titles(group.zh, group.en), vec![pool])
}
