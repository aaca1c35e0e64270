//! The mapping file: which column of the platform's spreadsheet holds what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MappingError;

const FORMAT: &str = "paiwei mapping v1";

/// A mapping, as its JSON file says it. Columns are named by their heading.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// `paiwei mapping v1`.
    pub format: String,
    /// Sheet of an .xlsx file; without it, the first.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Row of the headings, counted from 1; what lies above is passed over.
    #[serde(default = "first_row")]
    pub header_row: u64,
    /// The platform's registration number.
    pub registration: Source,
    /// Kind of the child's document: ids of PROTOCOL.md, 6.2, or values translated to them.
    pub document_type: Source,
    /// Number of the child's document.
    pub document_number: Source,
    /// Personal fields of the identity file, by name (small letters, digits, hyphens). `name` must
    /// be there; `birth` and `sex` are checked against the document.
    pub fields: BTreeMap<String, Source>,
    /// Columns of categories that families claim.
    #[serde(default)]
    pub claims: Vec<ClaimSource>,
    /// Points.
    #[serde(default)]
    pub points: Option<Source>,
    /// Columns of choices.
    pub choices: Vec<ChoiceSource>,
    /// What the spreadsheet calls programs, and their ids. Ids need no entry.
    #[serde(default)]
    pub programs: BTreeMap<String, String>,
    /// A text that linked children share; empty for a child that is not linked.
    #[serde(default)]
    pub bundle: Option<Source>,
}

/// Where one value comes from: a column, or the same for every row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Heading of the column.
    #[serde(default)]
    pub column: Option<String>,
    /// The value of every row, where there is no column.
    #[serde(default)]
    pub constant: Option<String>,
    /// What values of the column stand for. Others are taken as they are.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// A column of claimed categories.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimSource {
    /// Heading of the column.
    pub column: String,
    /// What stands between several values of one cell.
    #[serde(default)]
    pub separator: Option<String>,
    /// What values stand for: ids of categories, or an empty text for no category.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// Columns of choices, in the order of wishes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceSource {
    /// Bands of the rules, counted from 1. One band takes all the choices of these columns; several
    /// take one each, the first choice going to the first band.
    pub bands: Vec<usize>,
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// What stands between several choices of one cell.
    #[serde(default)]
    pub separator: Option<String>,
}

fn first_row() -> u64 {
    1
}

impl Mapping {
    /// Reads a mapping file: JSON, in any spelling.
    ///
    /// # Errors
    ///
    /// [`MappingError::Json`] and [`MappingError::Format`].
    pub fn read(bytes: &[u8]) -> Result<Self, MappingError> {
        let mapping: Self = serde_json::from_slice(bytes)
            .map_err(|error| MappingError::Json { line: error.line(), what: error.to_string() })?;
        if mapping.format != FORMAT {
            return Err(MappingError::Format(mapping.format));
        }
        Ok(mapping)
    }

    /// The text of its file.
    ///
    /// # Panics
    ///
    /// Never: it holds texts and numbers only.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts and numbers are JSON")
    }
}

impl Default for Mapping {
    /// A mapping that says nothing yet.
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            sheet: None,
            header_row: first_row(),
            registration: Source::default(),
            document_type: Source::default(),
            document_number: Source::default(),
            fields: BTreeMap::new(),
            claims: Vec::new(),
            points: None,
            choices: Vec::new(),
            programs: BTreeMap::new(),
            bundle: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_members_and_formats_are_refused() {
        let minimal = r#"{"format":"paiwei mapping v1","registration":{"column":"a"},
            "document_type":{"constant":"passport"},"document_number":{"column":"b"},
            "fields":{"name":{"column":"c"}},"choices":[]}"#;
        let mapping = Mapping::read(minimal.as_bytes()).unwrap();
        assert_eq!(mapping.header_row, 1);
        assert_eq!(mapping.document_type.constant.as_deref(), Some("passport"));
        let newer = minimal.replace("v1", "v2");
        assert!(matches!(Mapping::read(newer.as_bytes()), Err(MappingError::Format(_))));
        let misspelt = minimal.replace("\"choices\"", "\"choice\"");
        let refused = Mapping::read(misspelt.as_bytes()).unwrap_err().to_string();
        assert!(refused.contains("line 3") && refused.contains("`choice`"), "{refused}");
    }
}
