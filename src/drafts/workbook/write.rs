//! Writing rules as a workbook.

use paiwei_protocol::{
    drand,
    rules::{Dice, OrderKey, Rules, Source, Tier, Vacancies},
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::Value;

use super::{
    CALENDAR, CATEGORIES, CHOICES, ITEMS, OBSERVERS, POOLS, PROGRAMS, REASONS, ROUND, Sheet, TIERS,
};
use crate::{
    drafts::{edit::value_of, moments},
    spreadsheet::blank_workbook,
};

/// The workbook of rules; [`read`](super::read) reads it back.
///
/// # Errors
///
/// [`XlsxError`] when a sheet can't hold them.
pub fn write(rules: &Rules) -> Result<Vec<u8>, XlsxError> {
    let mut book = blank_workbook();
    for (sheet, rows) in [
        (ROUND, round(rules)),
        (CALENDAR, calendar(rules)),
        (PROGRAMS, programs(rules)),
        (POOLS, pools(rules)),
        (TIERS, tiers(rules)),
        (CATEGORIES, categories(rules)),
        (CHOICES, choices(rules)),
        (OBSERVERS, observers(rules)),
        (REASONS, reasons(rules)),
    ] {
        put(&mut book, &sheet, &rows)?;
    }
    book.save_to_buffer()
}

fn put(book: &mut Workbook, sheet: &Sheet, rows: &[Vec<String>]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    // Cells of text: a spreadsheet program makes neither dates nor numbers of what is typed over them.
    let plain = Format::new().set_num_format("@");
    let page = book.add_worksheet();
    page.set_name(sheet.name)?;
    for (column, (heading, width)) in (0..).zip(sheet.headings) {
        page.set_column_format(column, &plain)?;
        page.set_column_width(column, *width)?;
        page.write_string_with_format(0, column, *heading, &bold)?;
    }
    page.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            page.write_string_with_format(row, column, cell, &plain)?;
        }
    }
    Ok(())
}

fn round(rules: &Rules) -> Vec<Vec<String>> {
    let value = value_of(rules);
    let item = |(label, word): &(&str, &str)| {
        let text = match *word {
            "zh" => rules.titles.zh.clone(),
            "en" => rules.titles.en.clone(),
            "bundles" => rules.bundles.map(|most| most.to_string()).unwrap_or_default(),
            "names" => shown(&value["posting"]["names"]),
            "objection" => rules.posting.objection.to_string(),
            "reveal" => rules.timeline.reveal.to_string(),
            "lead" => rules.randomness.lead.to_string(),
            "sources" => sources(rules),
            "fallback" => rules.randomness.fallback.map(dice).unwrap_or_default(),
            "vacancies" => shown(&value["vacancies"]["type"]),
            "rehearsal" => yes(rules.rehearsal),
            member => shown(&value[member]),
        };
        vec![(*label).to_owned(), text]
    };
    ITEMS.iter().map(item).collect()
}

/// A JSON value as a cell.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn yes(truth: bool) -> String {
    if truth { "yes" } else { "no" }.to_owned()
}

/// Dice as `10x40`: sides, then throws.
fn dice(dice: Dice) -> String {
    format!("{}x{}", dice.sides, dice.throws)
}

/// Sources as `dice:10x40 drand:quicknet`.
fn sources(rules: &Rules) -> String {
    let source = |source: &Source| match source {
        Source::Dice(thrown) => format!("dice:{}", dice(*thrown)),
        Source::Drand { chain } if *chain == drand::QUICKNET.hash => "drand:quicknet".to_owned(),
        Source::Drand { chain } if *chain == drand::DEFAULT.hash => "drand:default".to_owned(),
        Source::Drand { chain } => format!("drand:{chain}"),
    };
    rules.randomness.sources.iter().map(source).collect::<Vec<_>>().join(" ")
}

fn calendar(rules: &Rules) -> Vec<Vec<String>> {
    let row = |label: &str, at: u64| vec![label.to_owned(), moments::written(at).replace('T', " ")];
    let timeline = &rules.timeline;
    let mut rows = vec![
        row("报名开始 open", timeline.open),
        row("报名截止 close", timeline.close),
        row("答复截止 answers", timeline.answers.unwrap_or(0)),
    ];
    if let Vacancies::Succession { dates } = &rules.vacancies {
        rows.extend(dates.iter().map(|&at| row("递补 succession", at)));
    }
    rows
}

fn programs(rules: &Rules) -> Vec<Vec<String>> {
    let value = value_of(rules);
    let row = |(index, program): (usize, &paiwei_protocol::rules::Program)| {
        vec![
            program.id.clone(),
            program.school.clone(),
            program.titles.zh.clone(),
            program.titles.en.clone(),
            shown(&value["programs"][index]["ownership"]),
            program.jurisdiction.clone(),
            program.plan.map(|plan| plan.to_string()).unwrap_or_default(),
        ]
    };
    rules.programs.iter().enumerate().map(row).collect()
}

fn pools(rules: &Rules) -> Vec<Vec<String>> {
    let word = |key: &OrderKey| match key {
        OrderKey::Band => "band",
        OrderKey::Tier => "tier",
        OrderKey::Points => "points",
    };
    let pools = rules.pools().map(|(program, pool)| {
        let seats = pool.seats.map(|seats| seats.to_string()).unwrap_or_default();
        let order: Vec<&str> = pool.order.iter().map(word).collect();
        vec![program.id.clone(), pool.id.clone(), seats, order.join(" ")]
    });
    pools.collect()
}

fn tiers(rules: &Rules) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (program, pool) in rules.pools() {
        for (number, tier) in (1..).zip(&pool.tiers) {
            let ids = match tier {
                Tier::Everyone => vec!["*".to_owned()],
                Tier::Categories(ids) if ids.is_empty() => vec![String::new()],
                Tier::Categories(ids) => ids.clone(),
            };
            let number: u32 = number;
            let row = |id| vec![program.id.clone(), pool.id.clone(), number.to_string(), id];
            rows.extend(ids.into_iter().map(row));
        }
    }
    rows
}

fn categories(rules: &Rules) -> Vec<Vec<String>> {
    let rows = rules.categories.iter().map(|category| {
        let titles = category.titles.clone();
        vec![category.id.clone(), titles.zh, titles.en, category.basis.clone()]
    });
    rows.collect()
}

fn choices(rules: &Rules) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (number, band) in (1..).zip(&rules.bands) {
        let number: u32 = number;
        let row = |id: String| vec![number.to_string(), band.most.to_string(), id];
        let none = band.programs.is_empty().then(String::new);
        rows.extend(band.programs.iter().cloned().chain(none).map(row));
    }
    rows
}

fn observers(rules: &Rules) -> Vec<Vec<String>> {
    let rows = rules.observers.iter().map(|observer| {
        let titles = observer.titles.clone();
        let keys = [observer.note_key.clone(), observer.cosign_key.clone()];
        let duties = [observer.seed, observer.witness, observer.confirm].map(yes);
        [observer.id.clone(), titles.zh, titles.en].into_iter().chain(keys).chain(duties).collect()
    });
    rows.collect()
}

fn reasons(rules: &Rules) -> Vec<Vec<String>> {
    let rows = rules.reasons.iter().map(|reason| {
        let titles = reason.titles.clone();
        vec![reason.id.clone(), titles.zh, titles.en]
    });
    rows.collect()
}
