//! Sample A, the mapping of the platform's columns.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    district::GROUPS,
    district_children::{CLASSES, ENTITLEMENTS, PRIVATE},
    sheet,
};

/// The mapping file.
pub(super) fn mapping() -> String {
    let groups = GROUPS.iter().map(|group| (group.zh, group.id));
    sheet::mapping(json!({
        "sheet": "报名信息",
        "claims": [
            {"column": "户籍类别", "values": table(CLASSES)},
            {"column": "民办报名资格", "values": table(ENTITLEMENTS)},
        ],
        "points": {"column": "积分"},
        "choices": [
            {"bands": [1], "columns": ["第一志愿"]},
            {"bands": [2], "columns": ["第二志愿"]},
        ],
        "programs": table(PRIVATE.into_iter().chain(groups)),
        "bundle": {"column": "捆绑组"},
    }))
}

fn table<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, &'a str> {
    pairs.into_iter().collect()
}
