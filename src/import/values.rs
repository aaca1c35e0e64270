//! Texts of a spreadsheet that stand for something: what the office says they mean.

use std::collections::BTreeMap;

use paiwei_protocol::rules::{Rules, Titles};

use super::{
    Mapping, MappingError, choices,
    columns::{Claims, Column, Plan},
};
use crate::{
    documents::{DocumentKind, Sex},
    spreadsheet::Table,
};

/// Texts of one column that people are asked about.
const MOST: usize = 200;

/// What the texts of a column stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// A kind of document.
    DocumentType,
    /// Male or female.
    Sex,
    /// A category, of this claim of the mapping.
    Claim(usize),
    /// A program.
    Program,
}

/// Texts that say nothing to the program by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// What they stand for.
    pub means: Means,
    /// Headings of their columns.
    pub headings: Vec<String>,
    /// Each text, how often it is there, and what it means as far as that is known or likely; an
    /// empty meaning: none.
    pub texts: Vec<(String, u64, Option<String>)>,
    /// Texts besides.
    pub more: usize,
}

/// The texts of a table that a mapping must explain, or explains.
///
/// # Errors
///
/// [`MappingError`] when the mapping fits neither the table nor the rules.
pub fn unclear(
    table: &Table,
    mapping: &Mapping,
    rules: &Rules,
) -> Result<Vec<Unclear>, MappingError> {
    let plan = Plan::new(table, mapping, rules)?;
    let counter = Counter { table, header: mapping.header_row };
    let mut found = Vec::new();
    found.extend(documents(&counter, &plan, mapping));
    found.extend(sexes(&counter, &plan, mapping));
    found.extend(claims(&counter, &plan, rules));
    found.push(programs(&counter, &plan, mapping, rules));
    Ok(found.into_iter().filter(|one| !one.texts.is_empty()).collect())
}

fn documents(counter: &Counter<'_>, plan: &Plan<'_>, mapping: &Mapping) -> Option<Unclear> {
    let column = plan.document_type.column()?;
    let texts = counter.texts(&[(column, None)]);
    let known = |text: &str| DocumentKind::parse(text).is_some();
    let told = &mapping.document_type.values;
    let meaning = |text: &str| told.get(text).cloned().or_else(|| document(text));
    Some(sorted(Means::DocumentType, &[column], texts, known, meaning))
}

fn sexes(counter: &Counter<'_>, plan: &Plan<'_>, mapping: &Mapping) -> Option<Unclear> {
    let (_, sex) = plan.fields.iter().find(|(name, _)| *name == "sex")?;
    let column = sex.column()?;
    let texts = counter.texts(&[(column, None)]);
    let known = |text: &str| Sex::parse(text).is_some();
    let told = mapping.fields.get("sex").map(|source| &source.values);
    let meaning = |text: &str| told.and_then(|told| told.get(text)).cloned();
    Some(sorted(Means::Sex, &[column], texts, known, meaning))
}

fn claims(counter: &Counter<'_>, plan: &Plan<'_>, rules: &Rules) -> Vec<Unclear> {
    let known = |text: &str| rules.has_category(text);
    let titles = rules.categories.iter().map(|category| (&category.id, &category.titles));
    let of = |(at, claim): (usize, &Claims<'_>)| {
        let texts = counter.texts(&[(&claim.column, claim.source.separator.as_deref())]);
        sorted(Means::Claim(at), &[&claim.column], texts, known, |text| {
            let told = claim.source.values.get(text).cloned();
            told.or_else(|| likely(text, titles.clone()))
        })
    };
    plan.claims.iter().enumerate().map(of).collect()
}

fn programs(counter: &Counter<'_>, plan: &Plan<'_>, mapping: &Mapping, rules: &Rules) -> Unclear {
    let columns = plan.choices.iter().flat_map(|wishes| {
        let separator = wishes.source.separator.as_deref();
        wishes.columns.iter().map(move |column| (column, separator))
    });
    let columns: Vec<(&Column, Option<&str>)> = columns.collect();
    let known = |text: &str| rules.program(text).is_some();
    let titles = rules.programs.iter().map(|program| (&program.id, &program.titles));
    let headings: Vec<&Column> = columns.iter().map(|(column, _)| *column).collect();
    sorted(Means::Program, &headings, counter.texts(&columns), known, |text| {
        mapping.programs.get(text).cloned().or_else(|| likely(text, titles.clone()))
    })
}

impl Mapping {
    /// Says what a text means; `None`: nothing any more.
    pub fn explain(&mut self, means: &Means, text: &str, meaning: Option<String>) {
        let values = match means {
            Means::DocumentType => Some(&mut self.document_type.values),
            Means::Sex => self.fields.get_mut("sex").map(|source| &mut source.values),
            Means::Claim(at) => self.claims.get_mut(*at).map(|source| &mut source.values),
            Means::Program => Some(&mut self.programs),
        };
        let Some(values) = values else { return };
        match meaning {
            Some(meaning) => drop(values.insert(text.to_owned(), meaning)),
            None => drop(values.remove(text)),
        }
    }
}

struct Counter<'a> {
    table: &'a Table,
    header: u64,
}

impl Counter<'_> {
    /// The texts of these columns, cut where a separator is given, and how often each is there.
    fn texts(&self, columns: &[(&Column, Option<&str>)]) -> BTreeMap<String, u64> {
        let mut texts = BTreeMap::new();
        for row in self.table.rows.iter().filter(|row| row.number > self.header) {
            for (column, separator) in columns {
                for text in choices::split(column.text(row).unwrap_or_default(), *separator) {
                    if !text.is_empty() {
                        *texts.entry(text.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        texts
    }
}

/// The texts that are not known by themselves, the most frequent first.
fn sorted(
    means: Means,
    columns: &[&Column],
    texts: BTreeMap<String, u64>,
    known: impl Fn(&str) -> bool,
    meaning: impl Fn(&str) -> Option<String>,
) -> Unclear {
    let mut texts: Vec<_> = texts.into_iter().filter(|(text, _)| !known(text)).collect();
    texts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = texts.len().saturating_sub(MOST);
    texts.truncate(MOST);
    let told = |(text, count): (String, u64)| {
        let meaning = meaning(&text);
        (text, count, meaning)
    };
    let headings = columns.iter().map(|column| column.heading.clone()).collect();
    Unclear { means, headings, texts: texts.into_iter().map(told).collect(), more }
}

/// What a text means by its likeness to one title, and to one only.
fn likely<'a>(
    text: &str,
    titles: impl Iterator<Item = (&'a String, &'a Titles)> + Clone,
) -> Option<String> {
    let same = |titles: &Titles| titles.zh == text || titles.en.eq_ignore_ascii_case(text);
    if let Some((id, _)) = titles.clone().find(|(_, titles)| same(titles)) {
        return Some(id.clone());
    }
    let alike = |titles: &Titles| titles.zh.contains(text) || text.contains(&titles.zh);
    let mut alike = titles.filter(|(_, titles)| alike(titles));
    let first = alike.next()?;
    alike.next().is_none().then(|| first.0.clone())
}

/// The kind of document that a text names.
fn document(text: &str) -> Option<String> {
    let words = [
        ("港澳", DocumentKind::HkMacaoPermit),
        ("台湾", DocumentKind::TaiwanPermit),
        ("外国人", DocumentKind::ForeignPermanentResident),
        ("户口", DocumentKind::HouseholdRegister),
        ("护照", DocumentKind::Passport),
        ("身份证", DocumentKind::ResidentId),
    ];
    let found = words.into_iter().find(|(word, _)| text.contains(word));
    found.map(|(_, kind)| kind.id().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{import::Source, samples::Sample, spreadsheet};

    #[test]
    fn texts_are_asked_about_once_and_guessed_from_titles() {
        let rules = Sample::School.rules(&crate::samples::tests::setting());
        let program = &rules.programs[0];
        let file = format!(
            "号,姓名,证件类型,证件,性别,学校\n1,甲,居民身份证,1,男,{zh}\n2,乙,身份证,2,女,{id}\n\
             3,丙,借书证,3,M,{zh}\n",
            zh = program.titles.zh,
            id = program.id
        );
        let table = spreadsheet::read(file.as_bytes(), None, &Default::default()).unwrap();
        let column = |heading: &str| Source { column: Some(heading.into()), ..Source::default() };
        let mut mapping = Mapping {
            registration: column("号"),
            document_type: column("证件类型"),
            document_number: column("证件"),
            fields: [("name", "姓名"), ("sex", "性别")].map(|(n, h)| (n.into(), column(h))).into(),
            choices: vec![super::super::choice_source(
                &super::super::batches(&rules)[0],
                vec!["学校".into()],
                None,
            )],
            ..Mapping::default()
        };
        let found = unclear(&table, &mapping, &rules).unwrap();
        let [documents, sexes, programs] = found.as_slice() else { panic!("{found:?}") };
        let meanings: BTreeMap<_, _> =
            documents.texts.iter().map(|(text, _, meaning)| (&**text, meaning.clone())).collect();
        assert_eq!(meanings["身份证"].as_deref(), Some("resident-id"));
        assert_eq!(meanings["借书证"], None);
        assert_eq!(sexes.texts, [("M".to_owned(), 1, None)]);
        let guessed = (program.titles.zh.clone(), 2, Some(program.id.clone()));
        assert_eq!(programs.texts, [guessed]);
        mapping.explain(&Means::Sex, "M", Some("male".to_owned()));
        let again = unclear(&table, &mapping, &rules).unwrap();
        assert_eq!(again[1].texts[0].2.as_deref(), Some("male"));
    }
}
