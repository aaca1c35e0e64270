//! The form of a mapping: what it asks for, and the mapping that it says.

use std::collections::BTreeMap;

use paiwei_protocol::rules::Rules;

use crate::{
    documents::DocumentKind,
    http::pages::Shell,
    import::{
        ChoiceSource, ClaimSource, FIELDS, Heading, Mapping, Source, batches, choice_source,
        uses_points,
    },
};

/// Stands before a value that is the same for all rows.
const CONSTANT: &str = "=";

/// A column to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pick {
    /// Name of the field.
    pub(crate) name: String,
    /// What the column holds, in the reader's language.
    pub(crate) label: String,
    /// What is picked: a heading, or a value for all rows after a sign.
    pub(crate) chosen: String,
    /// There must be one.
    pub(crate) must: bool,
    /// Values for all rows, with their names.
    pub(crate) constants: Vec<(String, String)>,
}

/// The columns of a batch of choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BatchPicks {
    pub(crate) label: String,
    /// There is no other.
    pub(crate) alone: bool,
    pub(crate) picks: Vec<Pick>,
    /// Name of the field of its separator.
    pub(crate) separator: String,
    /// The separator.
    pub(crate) between: String,
}

fn pick(name: &str, label: String, source: Option<&Source>, must: bool) -> Pick {
    let chosen =
        source.map_or_else(String::new, |source| match (&source.column, &source.constant) {
            (Some(column), _) => column.clone(),
            (None, Some(constant)) => format!("{CONSTANT}{constant}"),
            (None, None) => String::new(),
        });
    Pick { name: name.to_owned(), label, chosen, must, constants: Vec::new() }
}

/// The columns that a mapping picks, but for claims and choices.
pub(super) fn picks(mapping: &Mapping, rules: &Rules, shell: &Shell) -> Vec<Pick> {
    let mut picks = vec![pick(
        "registration",
        shell.t("import-registration"),
        Some(&mapping.registration),
        true,
    )];
    let field = |name: &str, label: String| {
        pick(&format!("field-{name}"), label, mapping.fields.get(name), name == "name")
    };
    picks.extend(FIELDS.map(|(name, _)| field(name, shell.t(format!("import-field-{name}")))));
    let kind = |kind: DocumentKind| {
        let name = shell.t(format!("document-{}", kind.id()));
        (format!("{CONSTANT}{}", kind.id()), shell.t1("import-all-rows", "value", name))
    };
    let label = shell.t("field-document-type");
    let document_type = pick("document-type", label, Some(&mapping.document_type), true);
    picks.push(Pick { constants: DocumentKind::ALL.map(kind).into(), ..document_type });
    let label = shell.t("field-document-number");
    picks.push(pick("document-number", label, Some(&mapping.document_number), true));
    let others = mapping.fields.keys().filter(|name| !is_usual(name));
    picks.extend(others.map(|name| field(name, name.clone())));
    if uses_points(rules) || mapping.points.is_some() {
        picks.push(pick("points", shell.t("import-points"), mapping.points.as_ref(), false));
    }
    if rules.bundles.is_some() {
        picks.push(pick("bundle", shell.t("import-bundle"), mapping.bundle.as_ref(), false));
    }
    picks
}

fn is_usual(name: &str) -> bool {
    FIELDS.iter().any(|(usual, _)| *usual == name)
}

/// The columns of choices that a mapping picks, batch by batch.
pub(super) fn choice_picks(mapping: &Mapping, rules: &Rules, shell: &Shell) -> Vec<BatchPicks> {
    let batches = batches(rules);
    let several = batches.len() > 1;
    let of_batch = |(at, batch): (usize, &crate::import::Batch)| {
        let source = mapping
            .choices
            .iter()
            .find(|source| source.bands.first().is_some_and(|first| batch.bands.contains(first)));
        let columns = source.map_or(&[][..], |source| &source.columns);
        let one = |place: usize| Pick {
            name: format!("choice-{at}-{place}"),
            label: shell.t1("import-choice", "number", place + 1),
            chosen: columns.get(place).cloned().unwrap_or_default(),
            must: at == 0 && place == 0,
            constants: Vec::new(),
        };
        BatchPicks {
            alone: !several,
            label: match several {
                true => shell.t1("import-batch", "number", at + 1),
                false => shell.t("import-choices"),
            },
            picks: (0..batch.places).map(one).collect(),
            separator: format!("separator-{at}"),
            between: source.and_then(|source| source.separator.clone()).unwrap_or_default(),
        }
    };
    batches.iter().enumerate().map(of_batch).collect()
}

/// The mapping that a form says. What texts of its columns mean is taken over from `before`.
pub(super) fn mapping_of(filled: &[(String, String)], rules: &Rules, before: &Mapping) -> Mapping {
    let form = Form { filled, before };
    let mut fields = BTreeMap::new();
    for (name, value) in filled {
        let Some(field) = name.strip_prefix("field-").filter(|_| !value.is_empty()) else {
            continue;
        };
        let known = before.fields.get(field);
        fields.insert(field.to_owned(), source(value, known));
    }
    let optional = |name: &str, known: &Option<Source>| {
        Some(form.value(name)).filter(|value| !value.is_empty()).map(|v| source(v, known.as_ref()))
    };
    Mapping {
        sheet: Some(form.value("sheet").to_owned()).filter(|sheet| !sheet.is_empty()),
        header_row: form.value("header").trim().parse().unwrap_or(1),
        registration: source(form.value("registration"), Some(&before.registration)),
        document_type: source(form.value("document-type"), Some(&before.document_type)),
        document_number: source(form.value("document-number"), Some(&before.document_number)),
        fields,
        claims: form.claims(rules),
        points: optional("points", &before.points),
        choices: form.choices(rules),
        programs: known(&before.programs, |id| rules.program(id).is_some()),
        bundle: optional("bundle", &before.bundle),
        ..Mapping::default()
    }
}

/// What texts mean, where the rules know of it: the rest is asked for anew, no field holds it.
fn known(
    told: &BTreeMap<String, String>,
    is_there: impl Fn(&str) -> bool,
) -> BTreeMap<String, String> {
    let told = told.iter().filter(|(_, meaning)| is_there(meaning));
    told.map(|(text, meaning)| (text.clone(), meaning.clone())).collect()
}

/// The source that a field says, with what is known of its texts.
fn source(value: &str, known: Option<&Source>) -> Source {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    match value.strip_prefix(CONSTANT) {
        Some(constant) => Source { constant: text(constant), ..Source::default() },
        None => {
            let values = known.map(|known| known.values.clone()).unwrap_or_default();
            Source { column: text(value), constant: None, values }
        }
    }
}

struct Form<'a> {
    filled: &'a [(String, String)],
    before: &'a Mapping,
}

impl Form<'_> {
    fn value(&self, name: &str) -> &str {
        let found = self.filled.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn separator(&self, name: &str) -> Option<String> {
        Some(self.value(name).trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn claims(&self, rules: &Rules) -> Vec<ClaimSource> {
        let is_there = |id: &str| id.is_empty() || rules.has_category(id);
        let columns = self.filled.iter().filter(|(name, _)| name == "claims");
        let claim = |(_, column): &(String, String)| {
            let before = self.before.claims.iter().find(|claim| claim.column == *column);
            ClaimSource {
                column: column.clone(),
                separator: self.separator("claims-separator"),
                values: before.map(|claim| known(&claim.values, is_there)).unwrap_or_default(),
            }
        };
        columns.map(claim).collect()
    }

    fn choices(&self, rules: &Rules) -> Vec<ChoiceSource> {
        let batches = batches(rules);
        let of_batch = |(at, batch): (usize, &crate::import::Batch)| {
            let columns =
                (0..batch.places).map(|place| self.value(&format!("choice-{at}-{place}")));
            let columns: Vec<String> =
                columns.filter(|column| !column.is_empty()).map(str::to_owned).collect();
            let separator = self.separator(&format!("separator-{at}"));
            (!columns.is_empty()).then(|| choice_source(batch, columns, separator))
        };
        batches.iter().enumerate().filter_map(of_batch).collect()
    }
}

/// A suggestion, with what was used before where its columns are there.
pub(super) fn with_known(suggested: Mapping, known: &Mapping, columns: &[Heading]) -> Mapping {
    let there = |heading: &str| columns.iter().any(|column| column.heading == heading);
    let usable = |source: &&Source| source.column.as_deref().is_none_or(there);
    let or = |known: &Source, suggested: Source| {
        Some(known).filter(usable).cloned().unwrap_or(suggested)
    };
    let option = |known: &Option<Source>, suggested: Option<Source>| {
        known.as_ref().filter(usable).cloned().or(suggested)
    };
    let mut fields = suggested.fields;
    for (name, source) in known.fields.iter().filter(|(_, source)| usable(source)) {
        fields.insert(name.clone(), source.clone());
    }
    let claims: Vec<_> =
        known.claims.iter().filter(|claim| there(&claim.column)).cloned().collect();
    let choices_there = !known.choices.is_empty()
        && known.choices.iter().flat_map(|source| &source.columns).all(|column| there(column));
    Mapping {
        registration: or(&known.registration, suggested.registration),
        document_type: or(&known.document_type, suggested.document_type),
        document_number: or(&known.document_number, suggested.document_number),
        fields,
        claims: if claims.is_empty() { suggested.claims } else { claims },
        points: option(&known.points, suggested.points),
        choices: if choices_there { known.choices.clone() } else { suggested.choices },
        programs: known.programs.clone(),
        bundle: option(&known.bundle, suggested.bundle),
        ..suggested_rest(suggested.sheet, suggested.header_row)
    }
}

fn suggested_rest(sheet: Option<String>, header_row: u64) -> Mapping {
    Mapping { sheet, header_row, ..Mapping::default() }
}
