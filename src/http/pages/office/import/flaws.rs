//! What is wrong with a mapping, told at the fields of its form.

use paiwei_protocol::rules::Rules;

use crate::{
    http::pages::{Shell, filled::Wrong},
    import::{self, Flaw, Mapping, MappingError},
    language::Speak as _,
    spreadsheet::Table,
};

/// Everything that is wrong with a mapping, at the fields of the form.
pub(super) fn wrong(table: &Table, mapping: &Mapping, rules: &Rules, shell: &Shell) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let must = [
        ("registration", Some(&mapping.registration)),
        ("field-name", mapping.fields.get("name")),
        ("document-type", Some(&mapping.document_type)),
        ("document-number", Some(&mapping.document_number)),
    ];
    for (field, source) in must {
        let said = source.is_some_and(|it| it.column.is_some() || it.constant.is_some());
        if !said {
            wrong.push(Wrong { field: field.to_owned(), why: shell.t("import-column-missing") });
        }
    }
    if mapping.choices.is_empty() {
        let why = shell.t("import-choices-missing");
        wrong.push(Wrong { field: "choice-0-0".to_owned(), why });
    }
    if let (true, Err(error)) = (wrong.is_empty(), import::fits(table, mapping, rules)) {
        wrong = flaws(&error, mapping, rules, shell);
    }
    wrong
}

fn flaws(error: &MappingError, mapping: &Mapping, rules: &Rules, shell: &Shell) -> Vec<Wrong> {
    let MappingError::Unfit(flaws) = error else {
        let why = shell.pick(&error.message()).to_owned();
        return vec![Wrong { field: "registration".to_owned(), why }];
    };
    let wrong = |flaw: &Flaw| Wrong {
        field: field_of(&flaw.member, mapping, rules),
        why: shell.say(&flaw.told),
    };
    flaws.iter().map(wrong).collect()
}

/// The field of the form for a member of a mapping.
fn field_of(member: &str, mapping: &Mapping, rules: &Rules) -> String {
    let index = |rest: &str| rest.split(']').next().and_then(|at| at.parse::<usize>().ok());
    if let Some(name) = member.strip_prefix("fields.") {
        return format!("field-{name}");
    }
    if let Some(at) = member.strip_prefix("choices[").and_then(index) {
        let band = mapping.choices.get(at).and_then(|source| source.bands.first());
        let batches = import::batches(rules);
        let of = |band| batches.iter().position(|batch| batch.bands.contains(band));
        let place = member.split("columns[").nth(1).and_then(index).unwrap_or(0);
        return format!("choice-{}-{place}", band.and_then(of).unwrap_or(0));
    }
    match member {
        "registration" | "points" | "bundle" => member.to_owned(),
        "document_type" => "document-type".to_owned(),
        "document_number" => "document-number".to_owned(),
        "header_row" => "header".to_owned(),
        _ if member.starts_with("claims") => "claims".to_owned(),
        _ => "registration".to_owned(),
    }
}
