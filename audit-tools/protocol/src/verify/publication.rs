//! V27: what was published is what the journal names (PROTOCOL.md, section 9).

use super::{
    Case, Outcome,
    case::{path, published_attempts},
    does_not_apply, verdict_of,
};
use crate::{
    digest::Digest,
    journal::{Attempt, Body, Event, PublishedFiles, Table},
    merkle::{Frontier, leaf_hash},
};

/// V27
pub(super) fn hashes(case: &mut Case<'_>) -> Outcome {
    let mut met = false;
    let mut findings = Vec::new();
    for attempt in published_attempts(case.round()) {
        let Some((files, results)) = entry(case, attempt) else { continue };
        met = true;
        findings.extend(attempt_files(case, attempt, files, results));
        if !attempt.annulled {
            findings.extend(shared_files(case, files));
        }
    }
    if met { verdict_of(findings) } else { does_not_apply() }
}

fn entry<'c>(case: &'c Case<'_>, attempt: &Attempt) -> Option<(&'c PublishedFiles, &'c Table)> {
    let index = usize::try_from(attempt.result?).ok()?;
    match &case.entries.get(index)?.body {
        Body::Round { event: Event::ResultPublished { files, results }, .. } => {
            Some((files, results))
        }
        _ => None,
    }
}

fn attempt_files(
    case: &Case<'_>,
    attempt: &Attempt,
    files: &PublishedFiles,
    results: &Table,
) -> Vec<String> {
    let named = [
        ("cutoffs.csv", files.cutoffs),
        ("draw.txt", files.draw),
        ("results.csv", results.sha256),
        ("waitlist.csv", files.waitlist),
    ];
    let mut findings: Vec<_> = named
        .into_iter()
        .filter_map(|(name, hash)| unlike(case, &path(attempt.number, name), hash))
        .collect();
    let file = path(attempt.number, "results.csv");
    if size_and_root(case.file(&file)) != (results.size, results.root) {
        findings.push(format!("{file}: not of the size and root that the journal names"));
    }
    findings
}

/// Of the lines below the header, whatever they hold: V24 judges that.
fn size_and_root(table: &[u8]) -> (u64, Digest) {
    let mut tree = Frontier::new();
    for line in table.split_inclusive(|&byte| byte == b'\n').skip(1) {
        tree.push(leaf_hash(line.strip_suffix(b"\n").unwrap_or(line)));
    }
    (tree.size(), tree.root())
}

fn shared_files(case: &Case<'_>, files: &PublishedFiles) -> Vec<String> {
    let verify = files.verify.map(|hash| ("verify.html", hash));
    [("PROTOCOL.md", files.protocol)]
        .into_iter()
        .chain(verify)
        .filter_map(|(name, hash)| unlike(case, name, hash))
        .collect()
}

fn unlike(case: &Case<'_>, file: &str, hash: Digest) -> Option<String> {
    (Digest::of(case.file(file)) != hash)
        .then(|| format!("{file}: not the file whose hash the journal names"))
}
