//! What a spreadsheet's headings suggest: which column holds what. People look at it before it counts.

use std::collections::BTreeMap;

use paiwei_protocol::rules::{OrderKey, Rules};

use super::{
    ChoiceSource, ClaimSource, Mapping, Source,
    batch::{Batch, batches, choice_source},
};
use crate::{
    documents::DocumentKind,
    spreadsheet::{Cell, Row, Table},
};

/// Rows among which the headings are looked for.
const HEAD: usize = 10;
/// Cells that a row of headings has at least: a title above stands alone.
const LEAST: usize = 3;
/// Values that are shown of a column.
const SAMPLES: usize = 3;

/// What people put between several values of one cell.
const SEPARATORS: [char; 7] = ['、', '，', ',', '；', ';', '|', '/'];

/// Personal fields that a mapping is asked about, with words that their headings hold.
pub const FIELDS: [(&str, &[&str]); 6] = [
    ("name", &["学生姓名", "儿童姓名", "姓名", "name"]),
    ("sex", &["性别", "sex", "gender"]),
    ("birth", &["出生", "生日", "birth"]),
    ("guardian", &["监护人", "家长", "guardian", "parent"]),
    ("phone", &["电话", "手机", "phone", "mobile"]),
    ("address", &["住址", "地址", "address"]),
];
const REGISTRATION: &[&str] = &["登记号", "报名号", "报名序号", "报名编号", "registration"];
const DOCUMENT_TYPE: &[&str] = &["证件类型", "证件种类", "document type", "document kind"];
const DOCUMENT_NUMBER: &[&str] = &["证件号", "身份证", "document number", "id number"];
const POINTS: &[&str] = &["积分", "points"];
const BUNDLE: &[&str] = &["捆绑", "多胞胎", "双胞胎", "linked", "bundle"];
const CLAIMS: &[&str] = &["类别", "资格", "优先", "claim", "category"];
const CHOICES: &[&str] = &["志愿", "报名学校", "报读学校", "choice", "wish"];

/// A column that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its heading.
    pub heading: String,
    /// The first values in it.
    pub samples: Vec<String>,
}

/// The row that most likely holds the headings.
#[must_use]
pub fn header_row(table: &Table) -> u64 {
    let full =
        |row: &&Row| row.cells.iter().filter(|cell| !cell.shown().is_empty()).count() >= LEAST;
    let found = table.rows.iter().take(HEAD).find(full).or(table.rows.first());
    found.map_or(1, |row| row.number)
}

/// The columns of a table whose headings stand in a row.
#[must_use]
pub fn headings(table: &Table, header_row: u64) -> Vec<Heading> {
    let Some(row) = table.rows.iter().find(|row| row.number == header_row) else {
        return Vec::new();
    };
    let below: Vec<_> = table.rows.iter().filter(|row| row.number > header_row).collect();
    let heading = |(at, cell): (usize, &Cell)| {
        let values = below.iter().filter_map(|row| row.cells.get(at)).map(Cell::shown);
        let samples = values.filter(|text| !text.is_empty()).take(SAMPLES).map(str::to_owned);
        Heading { heading: cell.shown().to_owned(), samples: samples.collect() }
    };
    let all = row.cells.iter().enumerate().map(heading);
    all.filter(|column| !column.heading.is_empty()).collect()
}

/// Whether any pool ranks by points.
#[must_use]
pub fn uses_points(rules: &Rules) -> bool {
    let mut pools = rules.programs.iter().flat_map(|program| &program.pools);
    pools.any(|pool| pool.order.contains(&OrderKey::Points))
}

/// What the headings suggest under these rules.
#[must_use]
pub fn suggest(columns: &[Heading], rules: &Rules) -> Mapping {
    let mut free: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
    let bundle = rules.bundles.and_then(|_| take(&mut free, BUNDLE));
    let choices = choices(&mut free, columns, rules);
    let registration = column(take(&mut free, REGISTRATION));
    let document_type = match take(&mut free, DOCUMENT_TYPE) {
        Some(heading) => column(Some(heading)),
        None => {
            Source { constant: Some(DocumentKind::ResidentId.id().to_owned()), ..Source::default() }
        }
    };
    let document_number = column(take(&mut free, DOCUMENT_NUMBER));
    let points = if uses_points(rules) { take(&mut free, POINTS) } else { None };
    let guardian_first = [3, 0, 1, 2, 4, 5].map(|at| FIELDS[at]);
    let fields: BTreeMap<String, Source> = guardian_first
        .into_iter()
        .filter_map(|(name, words)| Some((name.to_owned(), column(Some(take(&mut free, words)?)))))
        .collect();
    Mapping {
        registration,
        document_type,
        document_number,
        fields,
        claims: if rules.categories.is_empty() { Vec::new() } else { claims(&mut free) },
        points: points.map(|heading| column(Some(heading))),
        choices,
        bundle: bundle.map(|heading| column(Some(heading))),
        ..Mapping::default()
    }
}

fn column(heading: Option<String>) -> Source {
    Source { column: heading, ..Source::default() }
}

/// Takes the first column whose heading holds one of the words, the first word first.
fn take(free: &mut Vec<&str>, words: &[&str]) -> Option<String> {
    let at = words.iter().find_map(|word| free.iter().position(|heading| holds(heading, word)))?;
    Some(free.remove(at).to_owned())
}

fn take_all(free: &mut Vec<&str>, words: &[&str]) -> Vec<String> {
    std::iter::from_fn(|| {
        let at = free.iter().position(|heading| words.iter().any(|word| holds(heading, word)))?;
        Some(free.remove(at).to_owned())
    })
    .collect()
}

fn holds(heading: &str, word: &str) -> bool {
    heading.to_lowercase().contains(word)
}

fn claims(free: &mut Vec<&str>) -> Vec<ClaimSource> {
    let claim = |column| ClaimSource { column, separator: None, values: BTreeMap::new() };
    take_all(free, CLAIMS).into_iter().map(claim).collect()
}

/// The columns of choices go to the batches in their order, as many as each has room for.
fn choices(free: &mut Vec<&str>, all: &[Heading], rules: &Rules) -> Vec<ChoiceSource> {
    let mut columns = take_all(free, CHOICES).into_iter();
    let of_batch = |batch: Batch| {
        let own: Vec<String> = columns.by_ref().take(batch.places).collect();
        let several = own.len() < batch.places;
        let separator = own.last().filter(|_| several).and_then(|last| separator(all, last));
        (!own.is_empty()).then(|| choice_source(&batch, own, separator))
    };
    batches(rules).into_iter().filter_map(of_batch).collect()
}

/// What stands between several choices in the cells of a column.
fn separator(all: &[Heading], heading: &str) -> Option<String> {
    let column = all.iter().find(|column| column.heading == heading)?;
    let between = |c: &char| SEPARATORS.contains(c);
    column.samples.iter().find_map(|text| text.chars().find(between)).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Sample;

    fn table(rows: &[&[&str]]) -> Table {
        let cells = |texts: &&[&str]| texts.iter().map(|text| Cell::Text((*text).into())).collect();
        let row =
            |(at, texts): (usize, &&[&str])| Row { number: at as u64 + 1, cells: cells(texts) };
        Table { rows: rows.iter().enumerate().map(row).collect() }
    }

    #[test]
    fn headings_below_a_title_are_found_and_understood() {
        let head: &[&str] = &[
            "报名号",
            "监护人姓名",
            "学生姓名",
            "性别",
            "身份证号",
            "手机",
            "户籍类别",
            "第一志愿",
            "第二志愿",
            "捆绑组",
            "备注",
        ];
        let table = table(&[&["2027 年报名信息"], head, &["1", "", "王甲子"], &["2"]]);
        assert_eq!(header_row(&table), 2);
        let columns = headings(&table, 2);
        assert_eq!(columns[0].samples, ["1", "2"]);
        let rules = Sample::District.rules(&crate::samples::tests::setting());
        let mapping = suggest(&columns, &rules);
        assert_eq!(mapping.registration.column.as_deref(), Some("报名号"));
        let issued = Heading { heading: "登记号".to_owned(), samples: Vec::new() };
        let both = [&columns[..], &[issued]].concat();
        let registration = suggest(&both, &rules).registration;
        assert_eq!(registration.column.as_deref(), Some("登记号"), "the platform's own word wins");
        assert_eq!(mapping.document_type.constant.as_deref(), Some("resident-id"));
        assert_eq!(mapping.document_number.column.as_deref(), Some("身份证号"));
        assert_eq!(mapping.fields["name"].column.as_deref(), Some("学生姓名"));
        assert_eq!(mapping.fields["guardian"].column.as_deref(), Some("监护人姓名"));
        assert_eq!(mapping.claims[0].column, "户籍类别");
        assert_eq!(mapping.choices.len(), 2);
        assert_eq!(mapping.choices[1].columns, ["第二志愿"]);
        assert_eq!(mapping.bundle.unwrap().column.as_deref(), Some("捆绑组"));
    }
}
