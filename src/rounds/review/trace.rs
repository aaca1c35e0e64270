//! Decisions as the trail tells them: all that the roll will show, and nobody's name.

use serde_json::{Value, json};

use super::{Decision, Rest, Verdict};

/// Decisions on chosen applications.
pub(super) fn decisions(decided: &[Decision], reason: Option<&str>) -> Value {
    let decisions: Vec<Value> = decided.iter().map(decision).collect();
    json!({ "decisions": decisions, "reason": reason })
}

fn decision(decision: &Decision) -> Value {
    let code = decision.code.to_string();
    match &decision.verdict {
        Verdict::Accept { categories, points } => {
            json!({ "code": code, "accept": { "categories": categories, "points": points } })
        }
        Verdict::Refuse => json!({ "code": code, "refuse": {} }),
        Verdict::Lapse => json!({ "code": code, "lapse": {} }),
    }
}

/// The rest, accepted together: which ones.
pub(super) fn rest(accepted: &[Decision], which: Rest) -> Value {
    let codes: Vec<String> = accepted.iter().map(|one| one.code.to_string()).collect();
    let unclaimed = which == Rest::Unclaimed;
    json!({ "changed": codes.len(), "codes": codes, "unclaimed": unclaimed })
}
