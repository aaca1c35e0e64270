//! The account of a demonstration, in words and as values for programs.

use std::path::Path;

use paiwei_audit::texts::{Message, Texts, count};
use paiwei_protocol::rules::Ownership;
use serde_json::{Value, json};

use super::super::{Console, seats, words};
use crate::demo::{self, Account, Comparison, Family, RoundAccount};

/// Changes after the posting that are told one by one.
const TOLD_CHANGES: usize = 6;

/// The account in words.
pub(super) fn page(account: &Account, console: &Console) -> Vec<String> {
    let texts = console.texts();
    let mut lines: Vec<String> =
        account.rounds.iter().flat_map(|round| of_round(round, account, console)).collect();
    lines.extend(of_comparison(&account.comparison, texts));
    lines.push(String::new());
    let folder = account.folder.display().to_string();
    lines.push(texts.say(&Message::new("demo-files").with("path", &folder)));
    lines.extend(to_try(account, texts));
    lines
}

fn of_round(round: &RoundAccount, account: &Account, console: &Console) -> Vec<String> {
    let (texts, language) = (console.texts(), console.language());
    let title = words::title(&round.rules.titles, language);
    let mark = if round.rules.rehearsal { texts.text("demo-rehearsal") } else { String::new() };
    let head = Message::new("demo-round").with("title", title).with("round", &round.rules.round);
    let children = Message::new("demo-children")
        .with("entered", count(round.entered))
        .with("units", count(round.units))
        .with("placed", count(round.placed));
    let mut lines =
        vec![String::new(), format!("{}{mark}", texts.say(&head)), texts.say(&children)];
    lines.extend(seats::table(&round.rules, &round.ledgers, &round.cutoffs, texts, language));
    lines.extend(sums(round, texts));
    lines.extend(changes(round, console));
    lines.push(texts.say(&Message::new("demo-dice").with("dice", words::dice(&round.dice))));
    lines.push(texts.say(&Message::new("demo-key").with("key", words::grouped(&round.key))));
    let verified = Message::new("demo-verified")
        .with("passed", round.passed)
        .with("path", account.folder.join(&round.rules.round).display());
    lines.push(texts.say(&verified));
    lines.extend(round.families.iter().map(|family| of_family(family, texts)));
    lines
}

/// Private and public programs together, where a round has both or a private one turned away.
fn sums(round: &RoundAccount, texts: &Texts) -> Vec<String> {
    let kinds = [(Ownership::Private, "demo-sum-private"), (Ownership::Public, "demo-sum-public")];
    let of = |(ownership, id): (Ownership, &str)| {
        let programs = round.rules.programs.iter().zip(&round.ledgers);
        let ledgers: Vec<_> = programs
            .filter(|(program, _)| program.ownership == ownership)
            .map(|(_, ledger)| ledger)
            .collect();
        let sum = |part: fn(&paiwei_protocol::results::SeatLedger) -> u64| {
            ledgers.iter().map(|ledger| part(ledger)).sum::<u64>()
        };
        let message = Message::new(id)
            .with("plan", count(sum(|ledger| ledger.plan.unwrap_or(0))))
            .with("admitted", count(sum(|ledger| ledger.admitted)))
            .with("over", count(sum(|ledger| ledger.over_plan)))
            .with("left", count(sum(|ledger| ledger.left.unwrap_or(0))));
        (!ledgers.is_empty()).then(|| texts.say(&message))
    };
    kinds.into_iter().filter_map(of).collect()
}

fn changes(round: &RoundAccount, console: &Console) -> Vec<String> {
    let texts = console.texts();
    let told = Message::new("demo-changes").with("count", round.changes.len());
    let mut lines = vec![texts.say(&told)];
    for change in round.changes.iter().take(TOLD_CHANGES) {
        let reason = round.rules.reason(&change.reason).map_or(change.reason.as_str(), |reason| {
            words::title(&reason.titles, console.language())
        });
        let empty = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let message = Message::new("demo-change")
            .with("code", change.difference.code)
            .with("field", change.difference.field.as_str())
            .with("old", empty(&change.difference.old))
            .with("new", empty(&change.difference.new))
            .with("reason", reason);
        lines.push(texts.say(&message));
    }
    lines
}

fn of_family(family: &Family, texts: &Texts) -> String {
    let ranks: Vec<String> = family.ranks.iter().map(|rank| count(u64::from(*rank))).collect();
    let id = match &family.placement {
        Some(_) => "demo-family-placed",
        None => "demo-family-unplaced",
    };
    let mut message = Message::new(id)
        .with("code", &family.code)
        .with("members", family.members)
        .with("ranks", ranks.join(", "));
    if let Some(placement) = &family.placement {
        message = message
            .with("pool", format!("{}/{}", placement.program, placement.pool))
            .with("choice", placement.choice);
    }
    texts.say(&message)
}

fn of_comparison(comparison: &Comparison, texts: &Texts) -> Vec<String> {
    let Comparison { published, instead, moved, better, worse } = comparison;
    let mut lines = vec![String::new(), texts.text("demo-what-if")];
    let rows = [
        ("demo-what-if-first", published.first, instead.first),
        ("demo-what-if-three", published.first_three, instead.first_three),
        ("demo-what-if-placed", published.placed, instead.placed),
        ("demo-what-if-overtaken", published.overtaken, instead.overtaken),
    ];
    for (id, now, then) in rows {
        let message = Message::new(id).with("now", count(now)).with("instead", count(then));
        lines.push(texts.say(&message));
    }
    let message = Message::new("demo-what-if-moved")
        .with("moved", count(*moved))
        .with("better", count(*better))
        .with("worse", count(*worse));
    lines.push(texts.say(&message));
    lines
}

/// Three commands that work as they are printed, from the root of the repository.
fn to_try(account: &Account, texts: &Texts) -> Vec<String> {
    let Some(round) = account.rounds.first() else { return Vec::new() };
    let folder = shell(&account.folder.join(&round.rules.round));
    let trust = shell(&account.folder.join("trust.txt"));
    let audit = "cargo run --release -p paiwei-audit --";
    let mut lines =
        vec![texts.text("demo-try"), format!("  {audit} verify {folder} --trust {trust}")];
    if let Some(family) = round.families.first() {
        let receipt = shell(&family.receipt);
        lines.push(format!("  {audit} check {receipt} {folder} --trust {trust}"));
        lines.push(format!("  {audit} explain {} {folder}", family.code));
    }
    lines
}

/// A path as a shell reads it.
pub(super) fn shell(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:,@%".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

pub(super) fn round_json(round: &RoundAccount) -> Value {
    json!({
        "round": round.rules.round,
        "rehearsal": round.rules.rehearsal,
        "entered": round.entered,
        "units": round.units,
        "placed": round.placed,
        "changes": round.changes.len(),
        "dice": round.dice,
        "key": round.key,
        "passed": round.passed,
        "seats": seats::json(&round.ledgers, &round.rules, &round.cutoffs),
        "families": round.families.iter().map(|family| json!({
            "code": family.code,
            "receipt": family.receipt.display().to_string(),
            "index": family.index,
            "place": family.placement.as_ref().map(|placement| json!({
                "program": placement.program,
                "pool": placement.pool,
                "choice": placement.choice,
            })),
            "ranks": family.ranks,
        })).collect::<Value>(),
    })
}

pub(super) fn comparison_json(comparison: &Comparison) -> Value {
    let fared = |fared: &demo::Fared| {
        json!({
            "first": fared.first, "first_three": fared.first_three,
            "placed": fared.placed, "overtaken": fared.overtaken,
        })
    };
    json!({
        "published": fared(&comparison.published),
        "instead": fared(&comparison.instead),
        "moved": comparison.moved,
        "better": comparison.better,
        "worse": comparison.worse,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_where_a_shell_would_split_them() {
        assert_eq!(shell(Path::new("target/demo")), "target/demo");
        assert_eq!(shell(Path::new("/tmp/my demo")), "'/tmp/my demo'");
        assert_eq!(shell(Path::new("it's")), r"'it'\''s'");
    }
}
