//! The roll as it stands: the newest revision of every application, and what review decided.

use std::collections::BTreeMap;

use paiwei_protocol::{
    choices::Choices,
    ident::Code,
    journal::Table,
    receipt::Receipt,
    request::Request,
    roll::{Line, Roll, Status},
    rules::Rules,
};

use super::RoundsError;
use crate::store::{DecisionRow, Read};

/// The newest revision of an application.
#[derive(Debug, Clone)]
pub(super) struct Newest {
    pub(super) request: Request,
    pub(super) key: Option<[u8; 32]>,
    pub(super) tag: String,
    /// Points that the registration claims.
    pub(super) points: Option<u32>,
}

/// The newest revision of every application.
pub(super) async fn newest(
    read: &mut Read,
    round: &str,
) -> Result<BTreeMap<Code, Newest>, RoundsError> {
    let mut requests = BTreeMap::new();
    for row in read.revisions(round).await? {
        let (_, receipt) = Receipt::read("a stored receipt", row.receipt.as_bytes())?;
        let key = receipt.family.map(|family| family.key);
        requests.insert(row.code, (receipt.request, key));
    }
    let mut newest = BTreeMap::new();
    for row in read.applications(round).await? {
        let Some((request, key)) = requests.remove(&row.code) else { continue };
        newest.insert(request.code, Newest { request, key, tag: row.tag, points: row.points });
    }
    Ok(newest)
}

/// The decisions of a round by code.
pub(super) async fn decisions(
    read: &mut Read,
    round: &str,
) -> Result<BTreeMap<String, DecisionRow>, RoundsError> {
    let rows = read.decisions(round).await?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), row)).collect())
}

/// The lines of the roll, ascending by code. An application that nobody has decided on has lapsed:
/// whoever posts asks for [`undecided`] first.
pub(super) fn lines(
    newest: &BTreeMap<Code, Newest>,
    decisions: &BTreeMap<String, DecisionRow>,
) -> Vec<Line> {
    let status = |code: &Code| match newest.get(code) {
        Some(one) if one.request.withdrawn => Status::Withdrawn,
        Some(_) => decisions
            .get(&code.to_string())
            .and_then(|decision| decision.status.parse().ok())
            .unwrap_or(Status::Lapsed),
        None => Status::Lapsed,
    };
    newest
        .iter()
        .map(|(code, one)| {
            let decision = decisions.get(&code.to_string());
            line(one, status(code), decision, bundle(one, newest, status))
        })
        .collect()
}

fn line(one: &Newest, status: Status, decision: Option<&DecisionRow>, bundle: Vec<Code>) -> Line {
    let entered = status == Status::Entered;
    let decision = decision.filter(|_| entered);
    let granted = decision.map_or("", |decision| decision.categories.as_str());
    Line {
        code: one.request.code,
        status,
        revision: one.request.revision,
        key: one.key,
        tag: one.tag.clone(),
        bundle,
        categories: set(granted),
        points: decision.and_then(|decision| decision.points),
        choices: if entered { one.request.choices.clone() } else { Choices::default() },
        commitment: one.request.commitment,
    }
}

/// The members of a bundle that take part and agree on it; none if fewer than two are left.
fn bundle(
    one: &Newest,
    newest: &BTreeMap<Code, Newest>,
    status: impl Fn(&Code) -> Status,
) -> Vec<Code> {
    let Request { code, bundle, choices, .. } = &one.request;
    if status(code) != Status::Entered {
        return Vec::new();
    }
    let agrees = |member: &&Code| {
        status(member) == Status::Entered
            && newest.get(member).is_some_and(|other| {
                other.request.bundle == *bundle && other.request.choices == *choices
            })
    };
    let members: Vec<Code> = bundle.iter().filter(agrees).copied().collect();
    if members.len() < 2 { Vec::new() } else { members }
}

/// A set as the tables join it.
pub(super) fn set(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split('+').map(str::to_owned).collect() }
}

/// Codes that await review.
pub(super) fn undecided(
    newest: &BTreeMap<Code, Newest>,
    decisions: &BTreeMap<String, DecisionRow>,
) -> Vec<Code> {
    let open = |(code, one): &(&Code, &Newest)| {
        !one.request.withdrawn && !decisions.contains_key(&code.to_string())
    };
    newest.iter().filter(open).map(|(code, _)| *code).collect()
}

/// A roll of these lines, as its readers will read it, and its bytes.
pub(super) fn roll(
    file: &str,
    lines: &[Line],
    rules: &Rules,
) -> Result<(Roll, Vec<u8>), RoundsError> {
    let bytes = Roll::write(lines);
    Ok((Roll::read(file, &bytes, rules)?, bytes))
}

/// Size, root and hash of a roll.
pub(super) fn table(roll: &Roll, bytes: &[u8]) -> Table {
    Table {
        size: roll.lines.len() as u64,
        root: roll.root(),
        sha256: paiwei_protocol::digest::Digest::of(bytes),
    }
}
