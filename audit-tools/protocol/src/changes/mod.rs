//! `changes.csv`: every difference between the posting and the frozen roll, with its reason
//! (PROTOCOL.md, section 7.5).

mod error;
#[cfg(test)]
mod tests;

use std::fmt;

pub use error::ChangesError;

use crate::{
    encoding::csv::{self, Record},
    ident::Code,
    place::Place,
    roll::{Line, Roll},
    rules::Rules,
};

/// Header of `changes.csv`.
pub const CHANGES_HEADER: &str = "code,field,old,new,reason";

/// A field of the roll that review may change after the posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `status`.
    Status,
    /// `bundle`.
    Bundle,
    /// `categories`.
    Categories,
    /// `points`.
    Points,
    /// `choices`.
    Choices,
}

impl Field {
    /// All of them, in the order of the file.
    pub const ALL: [Self; 5] =
        [Self::Status, Self::Bundle, Self::Categories, Self::Points, Self::Choices];

    /// The column of the roll.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Bundle => "bundle",
            Self::Categories => "categories",
            Self::Points => "points",
            Self::Choices => "choices",
        }
    }

    /// What a line has in this field.
    #[must_use]
    pub fn text(self, line: &Line) -> String {
        match self {
            Self::Status => line.status.to_string(),
            Self::Bundle => line.bundle_text(),
            Self::Categories => line.categories.join("+"),
            Self::Points => line.points_text(),
            Self::Choices => line.choices.to_string(),
        }
    }
}

/// A field that differs between posting and frozen roll. Printed as the first four fields of its
/// record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line.
    pub code: Code,
    /// The field.
    pub field: Field,
    /// As posted.
    pub old: String,
    /// As frozen.
    pub new: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", self.code, self.field.as_str(), self.old, self.new)
    }
}

/// A difference and the reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What differs.
    pub difference: Difference,
    /// Id of the reason.
    pub reason: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.difference, self.reason)
    }
}

/// The differences between the posting and a frozen roll, whose file is called `file`, in the
/// order of `changes.csv`.
///
/// # Errors
///
/// [`ChangesError::CodeMissing`], [`ChangesError::CodeAdded`] or [`ChangesError::Fixed`] for what
/// must not differ.
pub fn differences(
    file: &str,
    posted: &Roll,
    frozen: &Roll,
) -> Result<Vec<Difference>, ChangesError> {
    check_codes(file, posted, frozen)?;
    let mut all = Vec::new();
    for (index, (old, new)) in posted.lines.iter().zip(&frozen.lines).enumerate() {
        if old != new {
            check_fixed(old, new, &Place::line(file, index as u64 + 2))?;
            all.extend(Field::ALL.into_iter().filter_map(|field| difference(field, old, new)));
        }
    }
    Ok(all)
}

/// Judges `changes.csv`, called `file`, which must list exactly `differences`.
///
/// # Errors
///
/// [`ChangesError::Unlike`] at the first record that is not the next difference, and
/// [`ChangesError::UnknownReason`].
pub fn check(
    file: &str,
    bytes: &[u8],
    differences: &[Difference],
    rules: &Rules,
) -> Result<Vec<Change>, ChangesError> {
    let mut changes = Vec::new();
    for record in csv::stream(file, bytes, CHANGES_HEADER)? {
        let record = record?;
        let (found, reason) = record.text.rsplit_once(',').unwrap_or((record.text, ""));
        let next = differences.get(changes.len());
        let Some(difference) = next.filter(|next| next.to_string() == found).cloned() else {
            return Err(unlike(file, record.line, Some(&record), next));
        };
        let reason = reason.to_owned();
        if rules.reason(&reason).is_none() {
            let place = Place::line(file, record.line).field("reason");
            return Err(ChangesError::UnknownReason { place, reason });
        }
        changes.push(Change { difference, reason });
    }
    match differences.get(changes.len()) {
        None => Ok(changes),
        next => Err(unlike(file, changes.len() as u64 + 2, None, next)),
    }
}

/// The bytes of `changes.csv`; `changes` in the order of [`differences`].
#[must_use]
pub fn write(changes: &[Change]) -> Vec<u8> {
    csv::table(CHANGES_HEADER, changes.iter().map(Change::to_string))
}

/// The first field of `record` that isn't as the next difference has it.
fn unlike_field(record: Option<&Record<'_>>, next: Option<&Difference>) -> Option<&'static str> {
    let (next, record) = (next?.to_string(), record?);
    let pairs = CHANGES_HEADER.split(',').zip(record.fields.iter().zip(next.split(',')));
    pairs.into_iter().find(|(_, (found, expected))| *found != expected).map(|(field, _)| field)
}

fn unlike(
    file: &str,
    line: u64,
    record: Option<&Record<'_>>,
    next: Option<&Difference>,
) -> ChangesError {
    let place = match unlike_field(record, next) {
        Some(field) => Place::line(file, line).field(field),
        None => Place::line(file, line),
    };
    let expected = match next {
        Some(next) => format!("the difference {next} and a reason"),
        None => "the end of the file, as the rolls differ in nothing more".to_owned(),
    };
    ChangesError::Unlike { place, expected }
}

fn difference(field: Field, old: &Line, new: &Line) -> Option<Difference> {
    let (code, old, new) = (new.code, field.text(old), field.text(new));
    (old != new).then_some(Difference { code, field, old, new })
}

/// The codes of both rolls must be the same; both ascend.
fn check_codes(file: &str, posted: &Roll, frozen: &Roll) -> Result<(), ChangesError> {
    let missing = posted.lines.iter().find(|line| frozen.index_of(line.code).is_none());
    if let Some(line) = missing {
        return Err(ChangesError::CodeMissing { place: Place::file(file), code: line.code });
    }
    let added = |line: &&Line| posted.index_of(line.code).is_none();
    match (2..).zip(&frozen.lines).find(|(_, line)| added(line)) {
        None => Ok(()),
        Some((number, line)) => {
            let place = Place::line(file, number).field("code");
            Err(ChangesError::CodeAdded { place, code: line.code })
        }
    }
}

/// What nobody may change after the posting.
fn check_fixed(old: &Line, new: &Line, place: &Place) -> Result<(), ChangesError> {
    let key = |line: &Line| line.key.map_or_else(|| "-".to_owned(), hex::encode);
    let fields = [
        ("revision", old.revision.to_string(), new.revision.to_string()),
        ("key", key(old), key(new)),
        ("tag", old.tag.clone(), new.tag.clone()),
        ("commitment", old.commitment.to_string(), new.commitment.to_string()),
    ];
    match fields.into_iter().find(|(_, old, new)| old != new) {
        None => Ok(()),
        Some((field, posted, _)) => {
            Err(ChangesError::Fixed { place: place.clone().field(field), posted })
        }
    }
}
