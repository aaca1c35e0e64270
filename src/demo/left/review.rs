//! What review finds in the applications of a round that is left: most are as they say, some are not.

use crate::rounds::{Application, Decision, ReviewVerdict};

/// Why applications are refused.
const REFUSED: [&str; 4] = [
    "户口簿缺户主页，两次电话通知后未补交",
    "出生日期不在招生年龄范围内（应为 2020-09-01 至 2021-08-31）",
    "提交的居住证已过期，未补交有效证件",
    "监护关系证明与户口簿不一致",
];
const LAPSED: &str = "截止前未上传任何材料，联系电话无人接听";
const NO_SIBLING: &str = "在校生学籍中未查到其兄姐，不认定优先类别";
const AS_CLAIMED: &str = "材料齐全，与申报一致";

/// Decisions on the first so many of every hundred applications, in the order of their codes. Linked
/// children are decided alike, as they claim.
pub(super) fn decisions(applications: &[Application], percent: usize) -> Vec<Decision> {
    let taking_part: Vec<&Application> =
        applications.iter().filter(|one| !one.request.withdrawn).collect();
    let few = taking_part.len() * percent / 100;
    (0..).zip(taking_part.into_iter().take(few)).map(|(at, one)| decision(at, one)).collect()
}

fn decision(at: usize, one: &Application) -> Decision {
    let single = one.request.bundle.is_empty();
    let accept = |categories| ReviewVerdict::Accept { categories, points: one.points };
    let claims = &one.request.claims;
    let (verdict, why) = if single && at % 17 == 7 {
        (ReviewVerdict::Refuse, REFUSED[at / 17 % REFUSED.len()])
    } else if single && at % 89 == 40 {
        (ReviewVerdict::Lapse, LAPSED)
    } else if single && at.is_multiple_of(3) && claims.iter().any(|claim| claim == "sibling") {
        let granted = claims.iter().filter(|claim| *claim != "sibling").cloned().collect();
        (accept(granted), NO_SIBLING)
    } else {
        (accept(claims.clone()), AS_CLAIMED)
    };
    Decision { code: one.request.code, verdict, why: why.to_owned() }
}
