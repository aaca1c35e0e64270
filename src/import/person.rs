//! The personal fields of one child, as identity files hold them: from a row of a spreadsheet, or from
//! a family's own device.

use std::collections::BTreeMap;

use jiff::civil::Date;
use paiwei_protocol::{ident::is_id, roll::MAX_NUMBER};

use super::{Problem, birth};
use crate::documents::{Document, DocumentKind, Sex};

/// Longest personal field, registration number and bundle text, in characters.
const MAX_FIELD: usize = 200;
/// Most personal fields of a child.
const MAX_FIELDS: usize = 40;

/// A child as its fields describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The document that its tag is computed from.
    pub document: Document,
    /// Points that the family claims: the field `points`.
    pub points: Option<u32>,
}

/// Reads the fields that a family's own device wrote: `name`, `document-type` and
/// `document-number` must be there, the number in its one spelling, and what is there must agree.
///
/// # Errors
///
/// Everything that is wrong, with the name of its field.
pub fn person(
    fields: &BTreeMap<String, String>,
    today: Date,
) -> Result<Person, Vec<(String, Problem)>> {
    let mut found = Vec::new();
    if fields.len() > MAX_FIELDS {
        found.push((String::new(), Problem::TooManyFields(MAX_FIELDS)));
    }
    let document = document(fields, today).map_err(|wrong| found.push(wrong)).ok();
    if fields.get("name").is_none_or(|name| name.trim().is_empty()) {
        found.push(("name".to_owned(), Problem::Empty));
    }
    for (name, text) in fields {
        let wrong = field(name, text, document.as_ref(), today);
        found.extend(wrong.map(|problem| (name.clone(), problem)));
    }
    match document.filter(|_| found.is_empty()) {
        Some(document) => Ok(Person { document, points: points(fields) }),
        None => Err(found),
    }
}

/// What is wrong with a field, if anything.
fn field(name: &str, text: &str, document: Option<&Document>, today: Date) -> Option<Problem> {
    if !is_id(name) {
        return Some(Problem::FieldName);
    }
    if let Err(problem) = readable(text) {
        return Some(problem);
    }
    match checked(name, text.to_owned(), document, today) {
        Ok(spelling) if spelling == text => None,
        Ok(spelling) => Some(Problem::OtherSpelling(spelling)),
        Err(problem) => Some(problem),
    }
}

fn document(fields: &BTreeMap<String, String>, today: Date) -> Result<Document, (String, Problem)> {
    let value = |name: &str| match fields.get(name) {
        Some(text) => Ok(text.as_str()),
        None => Err((name.to_owned(), Problem::Empty)),
    };
    let kind = value("document-type")?;
    let unknown = || ("document-type".to_owned(), Problem::UnknownDocumentKind(kind.to_owned()));
    let kind = DocumentKind::parse(kind).ok_or_else(unknown)?;
    let typed = value("document-number")?;
    let wrong = |problem| ("document-number".to_owned(), problem);
    let read = Document::read(kind, typed, today);
    let document = read.map_err(|error| wrong(Problem::Document(error)))?;
    if document.number() != typed {
        return Err(wrong(Problem::OtherSpelling(document.number().to_owned())));
    }
    Ok(document)
}

fn points(fields: &BTreeMap<String, String>) -> Option<u32> {
    fields.get("points").and_then(|text| parse_points(text))
}

/// Points as digits; none above what a roll takes.
pub(super) fn parse_points(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|&points| plain && points <= MAX_NUMBER)
}

/// Refuses control characters and what is too long.
pub(super) fn readable(text: &str) -> Result<(), Problem> {
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacters);
    }
    if text.chars().count() > MAX_FIELD {
        return Err(Problem::TooLong(MAX_FIELD));
    }
    Ok(())
}

/// A personal field in the spelling of identity files, held against the identity number.
pub(super) fn checked(
    name: &str,
    text: String,
    document: Option<&Document>,
    today: Date,
) -> Result<String, Problem> {
    let resident = document.and_then(Document::resident_id);
    match name {
        "birth" => {
            let birth = birth::parse(&text).ok_or(Problem::NotADate)?;
            match resident.map(|id| id.birth()) {
                Some(stated) if stated != birth => Err(Problem::BirthDisagrees(stated)),
                _ if birth > today => Err(Problem::BornAhead(birth)),
                _ => Ok(birth.to_string()),
            }
        }
        "sex" => {
            let sex = Sex::parse(&text).ok_or(Problem::NotASex(text))?;
            match resident.map(|id| id.sex()) {
                Some(stated) if stated != sex => Err(Problem::SexDisagrees),
                _ => Ok(sex.id().to_owned()),
            }
        }
        "points" => match parse_points(&text) {
            Some(points) => Ok(points.to_string()),
            None => Err(Problem::NotPoints(text)),
        },
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn fields(change: &[(&str, &str)]) -> BTreeMap<String, String> {
        let plain = [
            ("name", "王甲子"),
            ("document-type", "resident-id"),
            ("document-number", "11010519491231002X"),
            ("birth", "1949-12-31"),
            ("sex", "female"),
            ("points", "72"),
        ];
        let all = plain.iter().chain(change);
        all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_child_is_read() {
        let person = person(&fields(&[]), date(2027, 5, 1)).unwrap();
        assert_eq!(person.document.number(), "11010519491231002X");
        assert_eq!(person.points, Some(72));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_field() {
        for (name, value, wrong) in [
            ("name", " ", Problem::Empty),
            ("birth", "1949-12-30", Problem::BirthDisagrees(date(1949, 12, 31))),
            ("sex", "male", Problem::SexDisagrees),
            ("sex", "女", Problem::OtherSpelling("female".to_owned())),
            ("points", "-1", Problem::NotPoints("-1".to_owned())),
            ("points", "007", Problem::OtherSpelling("7".to_owned())),
            ("phone", "1\n2", Problem::ControlCharacters),
            ("na me", "x", Problem::FieldName),
            ("document-type", "visa", Problem::UnknownDocumentKind("visa".to_owned())),
            (
                "document-number",
                "11010519491231002x",
                Problem::OtherSpelling("11010519491231002X".to_owned()),
            ),
        ] {
            let found = person(&fields(&[(name, value)]), date(2027, 5, 1)).unwrap_err();
            assert_eq!(found, [(name.to_owned(), wrong)]);
        }
        assert!(person(&BTreeMap::new(), date(2027, 5, 1)).is_err());
    }
}
