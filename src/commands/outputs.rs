//! What an import writes: codes, slips and receipts.

use std::{collections::BTreeMap, path::Path};

use paiwei_protocol::rules::Rules;

use super::{Failure, files};
use crate::{
    import::Registration,
    rounds::{Imported, ImportedChild},
    slips::{Handout, handouts},
};

/// Writes codes, slips and receipts of an import into a folder; how many files.
pub(super) fn write(
    out: &Path,
    rules: &Rules,
    registrations: &[Registration],
    imported: &Imported,
) -> Result<usize, Failure> {
    let names: BTreeMap<&str, &str> = registrations
        .iter()
        .map(|one| (one.number.as_str(), one.fields.get("name").map_or("", String::as_str)))
        .collect();
    let handout = |child: &ImportedChild| Handout {
        registration: child.number.clone(),
        name: names.get(child.number.as_str()).copied().unwrap_or_default().to_owned(),
        code: child.code,
        receipt: child.receipt.clone(),
    };
    let families: Vec<Handout> = imported.children.iter().map(handout).collect();
    let files = handouts(rules, &families)?;
    for (name, bytes) in &files {
        files::write_private(&out.join(name), bytes)?;
    }
    Ok(files.len())
}
