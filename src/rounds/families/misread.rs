//! What is wrong with the children's fields of a form, told together with all else that is.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{ByHand, FieldRefusal, check::refusal};
use crate::{
    clock::china_date,
    import::{Problem, person},
};

/// What is wrong with the identity fields that revisions give; `now` in Unix seconds. Nothing is
/// asked of the store: whether a child has applied before is found out when the form is taken.
#[must_use]
pub fn misread(asked: &ByHand, now: u64) -> Vec<FieldRefusal> {
    let today = china_date(now);
    let mut found = Vec::new();
    for (index, revision) in asked.revisions.iter().enumerate() {
        let Some(fields) = &revision.fields else { continue };
        let pointer = format!("/children/{index}");
        if let Err(problems) = person(&spelled(fields, today), today) {
            found.extend(problems.iter().map(|(field, problem)| refusal(&pointer, field, problem)));
        }
    }
    found
}

/// The fields in the spelling of identity files: the office writes the file.
pub(super) fn spelled(fields: &BTreeMap<String, String>, today: Date) -> BTreeMap<String, String> {
    let mut fields = fields.clone();
    if let Err(problems) = person(&fields, today) {
        for (field, problem) in problems {
            if let Problem::OtherSpelling(spelling) = problem {
                fields.insert(field, spelling);
            }
        }
    }
    fields
}
