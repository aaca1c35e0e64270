//! The files of a round that are out, with their hashes, and how anybody checks them.

use paiwei_audit::enclosed::{PROTOCOL, VERIFY_PAGE};
use paiwei_protocol::digest::Digest;

use crate::rounds::{Overview, Record};

/// A published file.
pub(crate) struct FileTold {
    /// Its path in the round's folder.
    pub(crate) path: String,
    /// Its SHA-256, where the journal has it.
    pub(crate) hash: Option<String>,
}

/// The files of a round's current attempt that are out (PROTOCOL.md, section 4).
pub(crate) fn files(found: &Overview, record: &Record) -> Vec<FileTold> {
    let (round, attempt) = (&found.round, found.round.current());
    let known = |digest: Digest| Some(Some(digest));
    let result = attempt.result.and(record.result);
    let own = |name: &'static str| match attempt.number {
        1 => name.to_owned(),
        number => format!("attempt-{number}/{name}"),
    };
    let all = [
        ("rules.json".to_owned(), known(round.announced.rules)),
        ("intake.csv".to_owned(), record.closed.then_some(None)),
        ("posted.csv".to_owned(), round.posted.map(|(_, table)| Some(table.sha256))),
        (own("roll.csv"), attempt.frozen.map(|(_, table)| Some(table.sha256))),
        (own("changes.csv"), attempt.changes.map(Some)),
        (own("draw.txt"), result.map(|result| Some(result.draw))),
        (own("results.csv"), result.map(|result| Some(result.results))),
        (own("cutoffs.csv"), result.map(|result| Some(result.cutoffs))),
        (own("waitlist.csv"), result.map(|result| Some(result.waitlist))),
        (own("answers.csv"), (attempt.answers > 0).then_some(None)),
        ("trust.txt".to_owned(), Some(None)),
        ("SHA256SUMS".to_owned(), Some(None)),
    ];
    let file = |(path, hash): (String, Option<Option<Digest>>)| {
        hash.map(|hash| FileTold { path, hash: hash.map(|hash| hash.to_string()) })
    };
    all.into_iter().filter_map(file).collect()
}

/// The texts and programs that a round is judged by: those that its result names, or, before there is
/// one, those of this program.
pub(crate) fn software(record: &Record) -> Vec<FileTold> {
    let protocol = record.result.map_or_else(|| Digest::of(PROTOCOL), |result| result.protocol);
    let verify = match record.result {
        Some(result) => result.verify,
        None => Some(Digest::of(VERIFY_PAGE)),
    };
    let file =
        |path: &str, hash: Digest| FileTold { path: path.to_owned(), hash: Some(hash.to_string()) };
    let mut files = vec![file("PROTOCOL.md", protocol)];
    files.extend(verify.map(|hash| file("verify.html", hash)));
    files
}

/// What to type to get a round's files and to check all of them; `base` is the service's address.
pub(crate) fn commands(base: Option<&str>, round: &str) -> Vec<String> {
    let mut commands = Vec::new();
    if let Some(base) = base {
        let from = format!("{base}/published/{round}");
        commands.push(format!("mkdir {round} && cd {round} && curl -sO {from}/SHA256SUMS"));
        commands.push(format!(
            "cut -c67- SHA256SUMS | while read f; do curl -s --create-dirs -o \"$f\" {from}/\"$f\"; done"
        ));
    }
    commands.push("sha256sum -c SHA256SUMS".to_owned());
    commands.push("paiwei-audit verify . --trust ../trust.txt".to_owned());
    commands
}
