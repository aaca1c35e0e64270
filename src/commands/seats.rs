//! The seats of a draw as a table: program by program, and pool by pool where there are several.

use paiwei_audit::texts::{Language, Texts, count};
use paiwei_protocol::{
    results::{Cutoff, CutoffLine, Cutoffs, SeatLedger},
    rules::{OrderKey, Rules},
};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::words;

/// Hex digits of a number that are shown: enough to tell any two apart by eye.
const SHOWN_DIGITS: usize = 8;

/// A row of the table: numbers to the right, words to the left.
struct Line {
    name: String,
    numbers: [String; 4],
    cutoff: String,
    title: String,
}

/// The table, a line a row, with its headings.
pub(super) fn table(
    rules: &Rules,
    ledgers: &[SeatLedger],
    cutoffs: &Cutoffs,
    texts: &Texts,
    language: Language,
) -> Vec<String> {
    let heading = |id| texts.text(&format!("seats-{id}"));
    let mut lines = vec![Line {
        name: heading("program"),
        numbers: ["plan", "applied", "admitted", "over"].map(heading),
        cutoff: heading("cutoff"),
        title: String::new(),
    }];
    for (program, ledger) in rules.programs.iter().zip(ledgers) {
        let pools: Vec<_> =
            cutoffs.lines.iter().filter(|line| line.program == program.id).collect();
        let single = pools.first().filter(|_| pools.len() == 1);
        let order = program.pools.first().map_or(&[][..], |pool| &pool.order);
        lines.push(Line {
            name: program.id.clone(),
            numbers: numbers(ledger.plan, ledger.applied, ledger.admitted, ledger.over_plan),
            cutoff: single.map_or(String::new(), |line| cutoff(&line.cutoff, order, texts)),
            title: words::title(&program.titles, language).to_owned(),
        });
        if pools.len() > 1 {
            let orders = program.pools.iter().map(|pool| &*pool.order);
            lines.extend(pools.iter().zip(orders).map(|(line, order)| of_pool(line, order, texts)));
        }
    }
    aligned(&lines)
}

fn of_pool(line: &CutoffLine, order: &[OrderKey], texts: &Texts) -> Line {
    let over = line.seats.map_or(0, |seats| line.admitted.saturating_sub(seats));
    Line {
        name: format!("  {}", line.pool),
        numbers: numbers(line.seats, line.applied, line.admitted, over),
        cutoff: cutoff(&line.cutoff, order, texts),
        title: String::new(),
    }
}

fn numbers(plan: Option<u64>, applied: u64, admitted: u64, over: u64) -> [String; 4] {
    let over = if over == 0 { String::new() } else { format!("+{over}") };
    [plan.map_or_else(|| "–".to_owned(), count), count(applied), count(admitted), over]
}

/// How far a pool admitted: what its order ranks by, and the first digits of the last number.
fn cutoff(cutoff: &Cutoff, order: &[OrderKey], texts: &Texts) -> String {
    match cutoff {
        Cutoff::Open => texts.text("seats-open"),
        Cutoff::Closed => texts.text("seats-closed"),
        Cutoff::At(_) => {
            let key = cutoff.to_text(order);
            let mut parts: Vec<&str> = key.split(':').collect();
            parts.truncate(order.len() + 1);
            let number = parts.pop().unwrap_or_default();
            let digits = words::grouped(&number[..number.len().min(SHOWN_DIGITS)]);
            let named = order.iter().zip(parts).map(|(key, value)| {
                format!("{} {value}", texts.text(&format!("seats-{}", word(*key))))
            });
            let mut shown: Vec<String> = named.collect();
            shown.push(format!("{digits}…"));
            shown.join(" · ")
        }
    }
}

fn word(key: OrderKey) -> &'static str {
    match key {
        OrderKey::Band => "band",
        OrderKey::Tier => "tier",
        OrderKey::Points => "points",
    }
}

/// Lines whose columns stand under each other, a Chinese character being two columns wide.
fn aligned(lines: &[Line]) -> Vec<String> {
    let widest = |text: fn(&Line) -> &str| lines.iter().map(|line| text(line).width()).max();
    let names = widest(|line| &line.name).unwrap_or(0);
    let cutoffs = widest(|line| &line.cutoff).unwrap_or(0);
    let columns: Vec<usize> = (0..4)
        .map(|at| lines.iter().map(|line| line.numbers[at].width()).max().unwrap_or(0))
        .collect();
    let row = |line: &Line| {
        let mut text = format!("  {}{}", line.name, space(names, &line.name));
        for (number, width) in line.numbers.iter().zip(&columns) {
            text.push_str(&format!("  {}{number}", space(*width, number)));
        }
        let cutoff = format!("  {}{}", line.cutoff, space(cutoffs, &line.cutoff));
        format!("{text}{cutoff}  {}", line.title).trim_end().to_owned()
    };
    lines.iter().map(row).collect()
}

fn space(width: usize, text: &str) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

/// The same for programs.
pub(super) fn json(ledgers: &[SeatLedger], rules: &Rules, cutoffs: &Cutoffs) -> Value {
    let programs = ledgers.iter().map(|ledger| {
        json!({
            "program": ledger.program, "plan": ledger.plan, "applied": ledger.applied,
            "admitted": ledger.admitted, "over_plan": ledger.over_plan, "left": ledger.left,
        })
    });
    let orders = rules.programs.iter().flat_map(|program| &program.pools).map(|pool| &pool.order);
    let pools = cutoffs.lines.iter().zip(orders).map(|(line, order)| {
        json!({
            "program": line.program, "pool": line.pool, "seats": line.seats,
            "applied": line.applied, "admitted": line.admitted,
            "cutoff": line.cutoff.to_text(order),
        })
    });
    json!({ "programs": programs.collect::<Value>(), "pools": pools.collect::<Value>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let line = |name: &str, applied: &str, cutoff: &str| Line {
            name: name.to_owned(),
            numbers: [String::new(), applied.to_owned(), String::new(), String::new()],
            cutoff: cutoff.to_owned(),
            title: "t".to_owned(),
        };
        let lines = [line("项目", "人数", "未满"), line("J1", "1,107", "ab"), line("P10", "3", "")];
        let shown = aligned(&lines);
        let widths: Vec<usize> = shown.iter().map(|line| line.width()).collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{shown:#?}");
    }
}
