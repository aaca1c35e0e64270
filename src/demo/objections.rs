//! What goes wrong in every office: a file refused for papers that were there, points typed wrongly,
//! a class that a family proves. It is put right after the posting, with its reason.

use serde_json::{Value, json};

use crate::rounds::{Application, Decision, ReviewVerdict};

/// A decision, and the reason of the rules where the roll is posted.
pub(super) type Correction = (Decision, &'static str);

/// The application that review refuses though it shouldn't: the first single child in the middle of
/// the list.
pub(super) fn wrongly_refused(applications: &[Application]) -> Option<Decision> {
    let half = &applications[applications.len() / 2..];
    let one = half.iter().find(|one| one.request.bundle.is_empty())?;
    Some(Decision {
        code: one.request.code,
        verdict: ReviewVerdict::Refuse,
        why: "no proof of household in the file".to_owned(),
    })
}

/// What is put right after objections.
pub(super) fn corrections(
    applications: &[Application],
    refused: Option<&Decision>,
) -> Vec<Correction> {
    let restored = refused.and_then(|refused| {
        let one = applications.iter().find(|one| one.request.code == refused.code)?;
        let why = "the proof was filed under the sibling's name";
        Some((accepted(one, one.request.claims.clone(), one.points, why), "objection-upheld"))
    });
    let others = [promoted(applications), mistyped(applications)];
    restored.into_iter().chain(others.into_iter().flatten()).collect()
}

/// A child of the second class who belongs to the first.
fn promoted(applications: &[Application]) -> Option<Correction> {
    let of_second = |one: &&Application| {
        usual(one) && one.request.claims.iter().any(|claim| claim == "class-2")
    };
    let one = applications.iter().find(of_second)?;
    let claims = one.request.claims.iter().map(|claim| match claim.as_str() {
        "class-2" => "class-1".to_owned(),
        other => other.to_owned(),
    });
    let why = "the deed was registered before the deadline";
    Some((accepted(one, claims.collect(), one.points, why), "objection-upheld"))
}

/// A child whose points were typed wrongly.
fn mistyped(applications: &[Application]) -> Option<Correction> {
    let with_points = |one: &&Application| {
        usual(one)
            && one.points.is_some()
            && one.request.claims.iter().any(|claim| claim == "class-3")
    };
    let one = applications.iter().find(with_points)?;
    let points = one.points.map(|points| points + 5);
    let claims = one.request.claims.clone();
    Some((accepted(one, claims, points, "85, typed as 80"), "clerical-error"))
}

/// A single child who has nothing to do with the group that overflows, so that the figures of the
/// sample stay what its makers tell.
fn usual(one: &Application) -> bool {
    one.request.bundle.is_empty() && one.request.choices.iter().all(|(_, id)| id != "G4")
}

fn accepted(
    one: &Application,
    categories: Vec<String>,
    points: Option<u32>,
    why: &str,
) -> Decision {
    let verdict = ReviewVerdict::Accept { categories, points };
    Decision { code: one.request.code, verdict, why: why.to_owned() }
}

/// A decision as the interface takes it.
pub(super) fn decision(decision: &Decision) -> Value {
    let (verdict, categories, points) = match &decision.verdict {
        ReviewVerdict::Accept { categories, points } => ("accept", categories.clone(), *points),
        ReviewVerdict::Refuse => ("refuse", Vec::new(), None),
        ReviewVerdict::Lapse => ("lapse", Vec::new(), None),
    };
    json!({
        "code": decision.code.to_string(), "verdict": verdict, "categories": categories,
        "points": points, "why": decision.why,
    })
}
