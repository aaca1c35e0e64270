//! Families of small rounds: fictional, with passports of a series that is not issued.

use std::collections::BTreeMap;

use jiff::civil::date;
use paiwei::{
    documents::{Document, DocumentKind},
    import::Registration,
};
use paiwei_protocol::choices::Choices;

/// What nobody may find in a stolen database.
pub const NAMES: [&str; 7] = ["王甲子", "李乙丑", "张丙寅", "刘丁卯", "陈戊辰", "陈己巳", "赵庚午"];

/// A child by its number: the fifth and sixth are twins.
pub fn child(number: usize) -> Registration {
    let document = format!("ZZ990{number:04}");
    let fields = [
        ("name", NAMES[number % NAMES.len()].to_owned()),
        ("document-type", "passport".to_owned()),
        ("document-number", document.clone()),
        ("phone", format!("1990000{number:04}")),
    ];
    let twins = [4, 5].contains(&number);
    Registration {
        row: number as u64 + 2,
        number: format!("QC2027-{number:05}"),
        document: Document::read(DocumentKind::Passport, &document, date(2027, 5, 1)).unwrap(),
        fields: fields
            .map(|(name, value)| (name.to_owned(), value))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        claims: if number == 0 { vec!["sibling".to_owned()] } else { Vec::new() },
        points: None,
        choices: Choices::parse(if number == 3 { "|P1" } else { "J1|P1" }, 2).unwrap(),
        linked: if twins { [4, 5].map(|n| format!("QC2027-{n:05}")).into() } else { Vec::new() },
    }
}

pub fn children(count: usize) -> Vec<Registration> {
    (0..count).map(child).collect()
}
