//! One row: everything that can be said about it alone, and what it repeats of earlier rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use paiwei_protocol::{choices::Choices, rules::Rules};
use unicode_normalization::UnicodeNormalization as _;

use super::{
    Finding, Problem, Registration, choices,
    columns::{Plan, Value},
    person,
};
use crate::{
    documents::{Document, DocumentKind},
    spreadsheet::Row,
};

/// A row as far as it could be read.
pub(super) struct Draft {
    pub(super) row: u64,
    pub(super) number: String,
    pub(super) document: Option<Document>,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) claims: Vec<String>,
    pub(super) points: Option<u32>,
    pub(super) choices: Option<Choices>,
    /// Text of the bundle; empty for none.
    pub(super) bundle: String,
    pub(super) findings: Vec<Finding>,
}

impl Draft {
    /// Reads a row, gathering everything that is wrong with it.
    pub(super) fn read(row: &Row, plan: &Plan<'_>, rules: &Rules, today: Date) -> Self {
        let mut reader = Reader { row, number: String::new(), findings: Vec::new() };
        reader.number = reader.required(&plan.registration).unwrap_or_default();
        let document = reader.document(plan, today);
        let fields = reader.fields(plan, document.as_ref(), today);
        let claims = reader.claims(plan, rules);
        let points = plan.points.as_ref().and_then(|value| reader.points(value));
        let choices = reader.choices(plan, rules, &claims);
        let bundle = plan.bundle.as_ref().and_then(|value| reader.text(value)).unwrap_or_default();
        let Reader { number, findings, .. } = reader;
        let row = row.number;
        Self { row, number, document, fields, claims, points, choices, bundle, findings }
    }

    /// The registration; `None` where something of it could not be read.
    pub(super) fn finish(self, linked: Vec<String>) -> Option<Registration> {
        let Self { row, number, document, fields, claims, points, choices, .. } = self;
        let (document, choices) = (document?, choices?);
        Some(Registration { row, number, document, fields, claims, points, choices, linked })
    }

    /// A finding about this row.
    pub(super) fn finding(&self, column: &str, problem: Problem) -> Finding {
        let (column, registration) = (column.to_owned(), self.number.clone());
        Finding { row: self.row, registration, column, problem }
    }
}

/// Registration numbers and documents of earlier rows.
pub(super) fn repeated(drafts: &[Draft], plan: &Plan<'_>) -> Vec<Finding> {
    let (mut numbers, mut documents) = (BTreeMap::new(), BTreeMap::new());
    let mut found = Vec::new();
    for draft in drafts {
        if !draft.number.is_empty() {
            let first = *numbers.entry(&draft.number).or_insert(draft.row);
            if first != draft.row {
                let problem = Problem::RegistrationTwice(first);
                found.push(draft.finding(plan.registration.heading(), problem));
            }
        }
        if let Some(document) = &draft.document {
            let first = *documents.entry(document).or_insert(draft.row);
            if first != draft.row {
                let problem = Problem::DocumentTwice(first);
                found.push(draft.finding(plan.document_number.heading(), problem));
            }
        }
    }
    found
}

struct Reader<'a> {
    row: &'a Row,
    number: String,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn found(&mut self, column: &str, problem: Problem) {
        let (column, registration) = (column.to_owned(), self.number.clone());
        self.findings.push(Finding { row: self.row.number, registration, column, problem });
    }

    /// A value as text in NFC, which identity files are written in; `None` if it is not readable.
    fn text(&mut self, value: &Value<'_>) -> Option<String> {
        let text: Result<String, Problem> = value.text(self.row).map(|text| text.nfc().collect());
        let problem = match text {
            Ok(text) => match person::readable(&text) {
                Ok(()) => return Some(text),
                Err(problem) => problem,
            },
            Err(problem) => problem,
        };
        self.found(value.heading(), problem);
        None
    }

    fn required(&mut self, value: &Value<'_>) -> Option<String> {
        let text = self.text(value)?;
        if text.is_empty() {
            self.found(value.heading(), Problem::Empty);
            return None;
        }
        Some(text)
    }

    fn document(&mut self, plan: &Plan<'_>, today: Date) -> Option<Document> {
        let kind = self.required(&plan.document_type);
        let number = self.required(&plan.document_number)?;
        let kind = kind?;
        let Some(kind) = DocumentKind::parse(&kind) else {
            self.found(plan.document_type.heading(), Problem::UnknownDocumentKind(kind));
            return None;
        };
        let document = Document::read(kind, &number, today).map_err(Problem::Document);
        document.map_err(|problem| self.found(plan.document_number.heading(), problem)).ok()
    }

    fn fields(
        &mut self,
        plan: &Plan<'_>,
        document: Option<&Document>,
        today: Date,
    ) -> BTreeMap<String, String> {
        let mut fields = BTreeMap::new();
        for (name, value) in &plan.fields {
            let text = if *name == "name" { self.required(value) } else { self.text(value) };
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            match person::checked(name, text, document, today) {
                Ok(text) => drop(fields.insert((*name).to_owned(), text)),
                Err(problem) => self.found(value.heading(), problem),
            }
        }
        if let Some(document) = document {
            fields.insert("document-type".to_owned(), document.kind().id().to_owned());
            fields.insert("document-number".to_owned(), document.number().to_owned());
        }
        fields
    }

    fn claims(&mut self, plan: &Plan<'_>, rules: &Rules) -> Vec<String> {
        let mut claims = Vec::new();
        for from in &plan.claims {
            let text = match from.column.text(self.row) {
                Ok(text) => text,
                Err(problem) => {
                    self.found(&from.column.heading, problem);
                    continue;
                }
            };
            for value in choices::split(text, from.source.separator.as_deref()) {
                match from.source.values.get(value).map_or(value, String::as_str) {
                    "" => {}
                    id if rules.has_category(id) => claims.push(id.to_owned()),
                    _ => {
                        let problem = Problem::UnknownCategory(value.to_owned());
                        self.found(&from.column.heading, problem);
                    }
                }
            }
        }
        claims.sort_unstable();
        claims.dedup();
        claims
    }

    fn points(&mut self, value: &Value<'_>) -> Option<u32> {
        let text = self.text(value).filter(|text| !text.is_empty())?;
        let points = person::parse_points(&text);
        if points.is_none() {
            self.found(value.heading(), Problem::NotPoints(text));
        }
        points
    }

    fn choices(&mut self, plan: &Plan<'_>, rules: &Rules, claims: &[String]) -> Option<Choices> {
        let read = choices::read(self.row, plan, rules);
        let problems = match &read {
            Ok(choices) => choices::remarks(choices, rules, claims),
            Err(problems) => problems.clone(),
        };
        for (column, problem) in problems {
            self.found(&column, problem);
        }
        read.ok()
    }
}
