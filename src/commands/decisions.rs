//! The table that reviewers fill in: written as a list of applications, read back as decisions.

use std::path::Path;

use paiwei_protocol::{ident::Code, roll::MAX_NUMBER};

use super::Failure;
use crate::{
    language::{Message, Told},
    rounds::{Application, Decision, ReviewVerdict},
    spreadsheet::{self, Cell, Limits, Row},
};

/// Headings; a column is found by the last word.
const HEADINGS: [&str; 9] = [
    "报名号 code",
    "审核意见 decision",
    "核定类别 categories",
    "核定积分 points",
    "说明 why",
    "所报类别 claims",
    "所报积分 claimed",
    "志愿 choices",
    "捆绑 bundle",
];

/// Columns that are read back.
const CODE: usize = 0;
const DECISION: usize = 1;
const CATEGORIES: usize = 2;
const POINTS: usize = 3;
const WHY: usize = 4;

/// The list as a .csv file that spreadsheet programs open: UTF-8 with byte order mark, CRLF. What
/// awaits review has an empty decision, and what the family claims as what would be granted.
pub(super) fn list(applications: &[Application]) -> Result<Vec<u8>, Failure> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows = applications.iter().filter(|one| !one.request.withdrawn).map(row);
    let written = writer
        .write_record(HEADINGS)
        .and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row)));
    written.map_err(|error| Failure::Terminal(error.into()))?;
    let table = writer.into_inner().map_err(|error| Failure::Terminal(error.into_error()))?;
    Ok(["\u{feff}".as_bytes(), &table].concat())
}

fn row(application: &Application) -> [String; 9] {
    let request = &application.request;
    let claims = request.claims.join("+");
    let points = |points: Option<u32>| points.map_or(String::new(), |points| points.to_string());
    let (decision, categories, granted) = match &application.decided {
        Some(decided) => {
            (word(&decided.status), decided.categories.join("+"), points(decided.points))
        }
        None => ("", claims.clone(), points(application.points)),
    };
    let bundle: Vec<String> = request.bundle.iter().map(ToString::to_string).collect();
    [
        request.code.to_string(),
        decision.to_owned(),
        categories,
        granted,
        String::new(),
        claims,
        points(application.points),
        request.choices.to_string(),
        bundle.join("+"),
    ]
}

fn word(status: &str) -> &'static str {
    match status {
        "entered" => "accept",
        "refused" => "refuse",
        "lapsed" => "lapse",
        _ => "",
    }
}

/// The decisions of a .csv or .xlsx file; rows without a decision are passed over.
///
/// # Errors
///
/// [`Failure::Decisions`] for the first row that can't be read, [`Failure::Spreadsheet`].
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Vec<Decision>, Failure> {
    let table = spreadsheet::read(bytes, None, &Limits::default())
        .map_err(|error| Failure::Spreadsheet { path: path.to_owned(), error })?;
    let mut rows = table.rows.iter();
    let refused = |line: u64, why: Message| Failure::Decisions { path: path.to_owned(), line, why };
    let columns = rows.next().and_then(columns).ok_or_else(|| {
        let names = HEADINGS[..=WHY].join(", ");
        refused(1, Told::new("decisions-headings").with("names", names).into())
    })?;
    let decided =
        rows.map(|row| decision(row, &columns).map_err(|why| refused(row.number, why)).transpose());
    decided.flatten().collect()
}

/// Where the columns stand.
fn columns(heading: &Row) -> Option<[usize; WHY + 1]> {
    let at = |wanted: &str| {
        let wanted = last_word(wanted);
        heading.cells.iter().position(|cell| last_word(cell.shown()) == wanted)
    };
    let mut found = [0; WHY + 1];
    for (place, wanted) in found.iter_mut().zip(HEADINGS) {
        *place = at(wanted)?;
    }
    Some(found)
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().last().unwrap_or_default()
}

fn decision(row: &Row, columns: &[usize]) -> Result<Option<Decision>, Message> {
    let text = |column: usize| row.cells.get(columns[column]).map_or("", Cell::shown).trim();
    if text(DECISION).is_empty() {
        return Ok(None);
    }
    let code = Code::normalise(text(CODE))
        .map_err(|_| Told::new("decisions-code").with("text", text(CODE)))?;
    let verdict = match text(DECISION).to_lowercase().as_str() {
        "accept" | "通过" => {
            let categories = text(CATEGORIES).split(['+', '、', ',', '，']).map(str::trim);
            let categories = categories.filter(|id| !id.is_empty()).map(str::to_owned).collect();
            ReviewVerdict::Accept { categories, points: points(text(POINTS))? }
        }
        "refuse" | "不通过" => ReviewVerdict::Refuse,
        "lapse" | "未完成" => ReviewVerdict::Lapse,
        other => {
            return Err(Told::new("decisions-word").with("text", other).into());
        }
    };
    Ok(Some(Decision { code, verdict, why: text(WHY).to_owned() }))
}

fn points(text: &str) -> Result<Option<u32>, Message> {
    if text.is_empty() {
        return Ok(None);
    }
    let points = text.parse().ok().filter(|&points| points <= MAX_NUMBER);
    points.map(Some).ok_or_else(|| {
        Told::new("decisions-points").with("text", text).with("most", MAX_NUMBER).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(table: &str) -> Result<Vec<Decision>, Failure> {
        read(Path::new("d.csv"), table.as_bytes())
    }

    #[test]
    fn decisions_are_read_by_their_headings() {
        let code = Code::from_bits(7);
        let table = format!(
            "说明 why,报名号 code,decision,points,categories\r\n\
             ,{code},通过,12,b+a\r\n,{code},,,\r\nlate papers,{code},refuse,,\r\n"
        );
        let decided = one(&table).unwrap();
        let categories = vec!["b".to_owned(), "a".to_owned()];
        assert_eq!(decided[0].verdict, ReviewVerdict::Accept { categories, points: Some(12) });
        assert_eq!(decided[1].verdict, ReviewVerdict::Refuse);
        assert_eq!((decided.len(), &*decided[1].why), (2, "late papers"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_line() {
        let code = Code::from_bits(7);
        let head = "code,decision,categories,points,why\n";
        for row in
            [format!("{code},maybe,,,\n"), format!("{code},accept,,x,\n"), "1,accept,,,\n".into()]
        {
            match one(&format!("{head}{row}")) {
                Err(Failure::Decisions { line, why, .. }) => {
                    assert!(line == 2 && !why.zh.is_empty() && !why.en.is_empty());
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(matches!(one("code,decision\n"), Err(Failure::Decisions { line: 1, .. })));
    }
}
