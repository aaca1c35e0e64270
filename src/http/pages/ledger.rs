//! Everybody's result, by code.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{results::ResultLine, roll::Status, rules::Titles};
use serde::Deserialize;

use super::{
    Page, Shell,
    assets::Asset,
    outcome::{Frame, outcome},
    paging::Paging,
    telling::Telling,
};
use crate::http::{App, InPath, InQuery, Problem, access::Everyone, api::families::InRound};

/// Lines of the ledger on a page.
const LINES: usize = 250;

/// Results by code.
#[derive(Template)]
#[template(path = "public/ledger.html")]
pub(crate) struct LedgerPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    /// What codes are to begin with, as it was typed.
    pub(crate) prefix: String,
    /// Lines that fit, on all pages.
    pub(crate) found: usize,
    pub(crate) lines: Vec<LedgerLine>,
    pub(crate) paging: Paging,
}

/// A child's line.
pub(crate) struct LedgerLine {
    pub(crate) code: String,
    /// Id of the text of what became of it.
    pub(crate) status: &'static str,
    /// Program and pool.
    pub(crate) place: Option<String>,
    /// Which choice it was, from 1.
    pub(crate) choice: Option<u32>,
    /// Ranks, by choice.
    pub(crate) ranks: String,
}

/// What a query picks.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
    prefix: Option<String>,
}

/// Results by code.
pub(crate) async fn ledger(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { page, prefix }): InQuery<Asked>,
) -> Result<Response, Problem> {
    let (tables, frame) = match outcome(&app, shell, round).await? {
        Ok(found) => found,
        Err(none) => return Ok(none),
    };
    let Frame { shell, round, titles, rehearsal } = frame;
    let prefix = prefix.unwrap_or_default();
    let begin = symbols(&prefix);
    let fits = |line: &ResultLine| bare(line).cmp_prefix(&begin);
    let lines = &tables.results.lines;
    let from = lines.partition_point(|line| fits(line).is_lt());
    let to = lines.partition_point(|line| fits(line).is_le());
    let address = format!("/rounds/{round}/ledger?prefix={begin}&page=");
    let (shown, paging) = Paging::of(&lines[from..to], page, LINES, address);
    let first = from + (paging.page - 1) * LINES;
    let telling = Telling { shell: &shell, rules: &tables.rules };
    let shown = (first..)
        .zip(shown)
        .map(|(at, line)| ledger_line(line, tables.roll.lines[at].status, telling));
    let lines = shown.collect();
    let found = to - from;
    let page = LedgerPage { shell, round, titles, rehearsal, prefix, found, lines, paging };
    Ok(Page(page).into_response())
}

fn ledger_line(line: &ResultLine, status: Status, telling: Telling<'_>) -> LedgerLine {
    let place = line.placement.as_ref();
    let ranks: Vec<String> = line.ranks.iter().map(|rank| telling.shell.count(rank)).collect();
    LedgerLine {
        code: line.code.to_string(),
        status: status_id(status),
        place: place.map(|place| telling.program(&place.program)),
        choice: place.map(|place| place.choice),
        ranks: ranks.join(" · "),
    }
}

/// The text of what became of an application.
pub(crate) fn status_id(status: Status) -> &'static str {
    match status {
        Status::Entered => "ledger-unplaced",
        Status::Withdrawn => "ledger-withdrawn",
        Status::Refused => "ledger-refused",
        Status::Lapsed => "ledger-lapsed",
    }
}

/// A code's symbols, without its dashes.
struct Bare(String);

fn bare(line: &ResultLine) -> Bare {
    Bare(line.code.to_string().replace('-', ""))
}

impl Bare {
    /// Where the code stands to those that begin with `begin`.
    fn cmp_prefix(&self, begin: &str) -> std::cmp::Ordering {
        self.0[..begin.len().min(self.0.len())].cmp(begin)
    }
}

/// The beginning of a code as people type it: case, dashes and blanks don't matter, `O` is `0`, `I` and
/// `L` are `1`.
fn symbols(typed: &str) -> String {
    let half_width = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        sign => sign,
    };
    let symbol = |sign: char| match half_width(sign).to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        sign if sign.is_ascii_alphanumeric() => Some(sign),
        _ => None,
    };
    typed.chars().filter_map(symbol).take(13).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_of_codes_are_read_as_people_type_them() {
        assert_eq!(symbols(" o09w-qg "), "009WQG");
        assert_eq!(symbols("l I"), "11");
        assert_eq!(symbols("０９Ｗ"), "09W");
        assert_eq!(symbols("<&汉>"), "");
        let bare = Bare("009WQGAQRTESZ".to_owned());
        assert!(bare.cmp_prefix("009W").is_eq() && bare.cmp_prefix("").is_eq());
        assert!(bare.cmp_prefix("00A").is_lt() && bare.cmp_prefix("008").is_gt());
    }
}
