//! V01: SHA256SUMS lists the folder, and the hashes are right (PROTOCOL.md, section 4.1).

use super::{Case, Folder, Outcome, failed, verdict_of};
use crate::digest::Digest;

/// Name of the manifest.
pub const MANIFEST: &str = "SHA256SUMS";

/// The manifest of a folder, the manifest itself left out.
#[must_use]
pub fn manifest(folder: &Folder) -> Vec<u8> {
    let lines = folder
        .iter()
        .filter(|(path, _)| *path != MANIFEST)
        .map(|(path, bytes)| format!("{}  {path}\n", Digest::of(bytes)));
    lines.collect::<String>().into_bytes()
}

pub(super) fn listed(case: &mut Case<'_>) -> Outcome {
    let Some(bytes) = case.folder.get(MANIFEST) else {
        return failed("SHA256SUMS is missing");
    };
    let expected = manifest(case.folder);
    if *bytes == expected {
        return verdict_of(Vec::new());
    }
    let (given, expected) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected));
    let line = given.split('\n').zip(expected.split('\n')).position(|(a, b)| a != b);
    let line = line.unwrap_or_else(|| given.lines().count().min(expected.lines().count()));
    failed(format!(
        "SHA256SUMS, line {}: expected {:?}: a file was changed, added or removed since",
        line + 1,
        expected.split('\n').nth(line).unwrap_or_default()
    ))
}
