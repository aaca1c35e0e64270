//! The mapping laid over one spreadsheet: headings found, ids of the rules checked.

use std::collections::{BTreeMap, BTreeSet};

use paiwei_protocol::rules::Rules;

use super::{ChoiceSource, ClaimSource, Flaw, Mapping, MappingError, Problem, Source};
use crate::{
    language::Told,
    spreadsheet::{Cell, Row, Table},
};

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its heading.
    pub(super) heading: String,
    at: usize,
}

impl Column {
    /// The text of a row's cell.
    pub(super) fn text<'a>(&self, row: &'a Row) -> Result<&'a str, Problem> {
        match row.cells.get(self.at) {
            None => Ok(""),
            Some(Cell::Text(text)) => Ok(text),
            Some(Cell::DigitsLost(_)) => Err(Problem::DigitsLost),
            Some(Cell::Failed(shown)) => Err(Problem::FormulaFailed(shown.clone())),
        }
    }
}

/// A source of one value that was found.
pub(super) struct Value<'a> {
    column: Option<Column>,
    constant: &'a str,
    values: &'a BTreeMap<String, String>,
}

impl Value<'_> {
    /// The value of a row, translated.
    pub(super) fn text<'b>(&'b self, row: &'b Row) -> Result<&'b str, Problem> {
        let text = match &self.column {
            Some(column) => column.text(row)?,
            None => self.constant,
        };
        Ok(self.values.get(text).map_or(text, String::as_str))
    }

    /// Its column; a constant has none.
    pub(super) fn column(&self) -> Option<&Column> {
        self.column.as_ref()
    }

    /// The heading, for reports; a constant has none.
    pub(super) fn heading(&self) -> &str {
        self.column.as_ref().map_or("", |column| &column.heading)
    }
}

/// Columns of claims that were found.
pub(super) struct Claims<'a> {
    pub(super) column: Column,
    pub(super) source: &'a ClaimSource,
}

/// Columns of choices that were found.
pub(super) struct Wishes<'a> {
    pub(super) columns: Vec<Column>,
    pub(super) source: &'a ChoiceSource,
}

/// A mapping whose columns are found and whose ids exist.
pub(super) struct Plan<'a> {
    pub(super) registration: Value<'a>,
    pub(super) document_type: Value<'a>,
    pub(super) document_number: Value<'a>,
    pub(super) fields: Vec<(&'a str, Value<'a>)>,
    pub(super) claims: Vec<Claims<'a>>,
    pub(super) points: Option<Value<'a>>,
    pub(super) choices: Vec<Wishes<'a>>,
    pub(super) programs: &'a BTreeMap<String, String>,
    pub(super) bundle: Option<Value<'a>>,
}

impl<'a> Plan<'a> {
    /// Finds every column, or names everything that does not fit.
    pub(super) fn new(
        table: &Table,
        mapping: &'a Mapping,
        rules: &Rules,
    ) -> Result<Self, MappingError> {
        let mut finder = Finder::of(table, mapping.header_row);
        finder.check_ids(mapping, rules);
        finder.check_fields(mapping);
        let plan = Self {
            registration: finder.value("registration", &mapping.registration),
            document_type: finder.value("document_type", &mapping.document_type),
            document_number: finder.value("document_number", &mapping.document_number),
            fields: finder.fields(mapping),
            claims: finder.claims(mapping),
            points: mapping.points.as_ref().map(|source| finder.value("points", source)),
            choices: finder.choices(mapping),
            programs: &mapping.programs,
            bundle: mapping.bundle.as_ref().map(|source| finder.value("bundle", source)),
        };
        if finder.flaws.is_empty() { Ok(plan) } else { Err(MappingError::Unfit(finder.flaws)) }
    }
}

/// Looks for columns and gathers what does not fit.
struct Finder<'t> {
    headings: Vec<&'t str>,
    flaws: Vec<Flaw>,
}

impl<'t> Finder<'t> {
    fn of(table: &'t Table, header_row: u64) -> Self {
        let row = table.rows.iter().find(|row| row.number == header_row);
        let headings = row.map_or(Vec::new(), |row| row.cells.iter().map(Cell::shown).collect());
        let mut finder = Self { headings, flaws: Vec::new() };
        if finder.headings.is_empty() {
            finder.flaw("header_row", Told::new("mapping-no-headings").with("row", header_row));
        }
        finder
    }

    fn flaw(&mut self, member: impl Into<String>, told: Told) {
        self.flaws.push(Flaw::new(member, told));
    }

    fn column(&mut self, member: &str, heading: &str) -> Column {
        let wanted = heading.trim();
        let found: Vec<_> =
            (0..self.headings.len()).filter(|&at| self.headings[at] == wanted).collect();
        match found.len() {
            1 => {}
            0 => {
                let there = self.headings.join(", ");
                let told = Told::new("mapping-no-column").with("wanted", wanted);
                self.flaw(member, told.with("there", there));
            }
            _ => {
                self.flaw(member, Told::new("mapping-columns-alike").with("wanted", wanted));
            }
        }
        Column { heading: wanted.to_owned(), at: found.first().copied().unwrap_or(0) }
    }

    fn value<'a>(&mut self, member: &str, source: &'a Source) -> Value<'a> {
        let column = source.column.as_deref().map(|heading| self.column(member, heading));
        if column.is_some() == source.constant.is_some() {
            self.flaw(member, Told::new("mapping-column-or-constant"));
        }
        let constant = source.constant.as_deref().unwrap_or_default();
        Value { column, constant, values: &source.values }
    }

    fn fields<'a>(&mut self, mapping: &'a Mapping) -> Vec<(&'a str, Value<'a>)> {
        let sources = mapping.fields.iter();
        sources
            .map(|(name, source)| (name.as_str(), self.value(&format!("fields.{name}"), source)))
            .collect()
    }

    fn claims<'a>(&mut self, mapping: &'a Mapping) -> Vec<Claims<'a>> {
        let sources = mapping.claims.iter().enumerate();
        let found = |(at, source): (usize, &'a ClaimSource)| {
            let column = self.column(&format!("claims[{at}].column"), &source.column);
            Claims { column, source }
        };
        sources.map(found).collect()
    }

    fn choices<'a>(&mut self, mapping: &'a Mapping) -> Vec<Wishes<'a>> {
        let sources = mapping.choices.iter().enumerate();
        let found = |(at, source): (usize, &'a ChoiceSource)| {
            let columns = source.columns.iter().enumerate();
            let columns = columns
                .map(|(n, heading)| self.column(&format!("choices[{at}].columns[{n}]"), heading))
                .collect();
            Wishes { columns, source }
        };
        sources.map(found).collect()
    }

    /// Field names that identity files take, and the two that come from the document.
    fn check_fields(&mut self, mapping: &Mapping) {
        let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        for name in mapping.fields.keys() {
            let fine = (1..=32).contains(&name.len()) && name.bytes().all(letters);
            if !fine || name.starts_with("document-") {
                self.flaw(format!("fields.{name}"), Told::new("mapping-field-name"));
            }
        }
        if !mapping.fields.contains_key("name") {
            self.flaw("fields", Told::new("mapping-no-name"));
        }
    }

    /// Ids that values stand for, and the bands.
    fn check_ids(&mut self, mapping: &Mapping, rules: &Rules) {
        let categories: BTreeSet<_> = rules.categories.iter().map(|it| it.id.as_str()).collect();
        for (at, source) in mapping.claims.iter().enumerate() {
            for (value, id) in source.values.iter().filter(|(_, id)| !id.is_empty()) {
                if !categories.contains(id.as_str()) {
                    self.unknown(format!("claims[{at}].values[{value}]"), id, &categories);
                }
            }
        }
        let programs: BTreeSet<_> = rules.programs.iter().map(|it| it.id.as_str()).collect();
        for (value, id) in &mapping.programs {
            if !programs.contains(id.as_str()) {
                self.unknown(format!("programs[{value}]"), id, &programs);
            }
        }
        self.check_bands(mapping, rules.bands.len());
    }

    fn unknown(&mut self, member: String, id: &str, known: &BTreeSet<&str>) {
        let there = known.iter().copied().collect::<Vec<_>>().join(", ");
        self.flaw(member, Told::new("mapping-unknown").with("id", id).with("there", there));
    }

    fn check_bands(&mut self, mapping: &Mapping, bands: usize) {
        let mut taken = BTreeSet::new();
        for (at, source) in mapping.choices.iter().enumerate() {
            let wrong = |band: &&usize| **band == 0 || **band > bands || !taken.insert(**band);
            if let Some(band) = source.bands.iter().find(wrong) {
                let told = Told::new("mapping-band").with("band", band).with("bands", bands);
                self.flaw(format!("choices[{at}].bands"), told);
            }
            let told = match (source.bands.len(), &source.separator) {
                (0, _) => "mapping-name-bands",
                (several @ 2.., None) if several != source.columns.len() => "mapping-separator",
                _ => continue,
            };
            self.flaw(format!("choices[{at}].bands"), Told::new(told));
        }
    }
}
