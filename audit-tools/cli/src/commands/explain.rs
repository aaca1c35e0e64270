//! `explain`: one child, choice by choice and pool by pool, against the published cutoffs.

use paiwei_protocol::{
    ident::Code,
    light::LightUnit,
    roll::{Line, Status},
    rules::Numbers,
};
use serde_json::json;

use super::{
    Answer, Failure, Page,
    child::{self, Story},
    gather,
    published::Published,
};
use crate::{
    args,
    texts::{Message, Texts},
};

pub(super) fn run(args: &args::Explain, texts: &Texts) -> Result<Answer, Failure> {
    let code = Code::normalise(&args.code)
        .map_err(|error| Failure::Code { text: args.code.clone(), error })?;
    let published = Published::read(&gather(&args.dir, texts)?.files)?;
    let index = published.roll.index_of(code);
    let index = index.ok_or_else(|| Failure::NoLine { code: code.to_string() })?;
    let line = &published.roll.lines[index];
    let mut page = Page::default();
    if published.rules.rehearsal {
        page.text(texts, "summary-rehearsal");
    }
    if published.annulled {
        page.say(texts, &Message::new("explain-annulled").with("attempt", published.attempt));
    }
    if line.status != Status::Entered {
        return Ok(no_part(line, page, texts));
    }
    let members = members(&published, line);
    let unit = LightUnit::of(&published.rules, &members, &published.key);
    let unit = unit.map_err(|error| Failure::Published { why: error.to_string() })?;
    let result = published.results.lines.get(members[0].0 as usize);
    let ranks = result.map_or(&[][..], |result| &result.ranks);
    let story = Story {
        rules: &published.rules,
        codes: members.iter().map(|(_, line)| line.code).collect(),
        index: members[0].0,
        choices: unit.explain(&published.cutoffs, ranks),
        numbers: unit.numbers(),
        of: totals(&published, line),
        cutoffs: &published.cutoffs,
    };
    child::lines(&story, texts, &mut page);
    let published_place = result.and_then(|result| result.placement.as_ref());
    let agrees = published_place == unit.place(&published.cutoffs).as_ref();
    let last = if agrees { "explain-judges-nothing" } else { "explain-differs" };
    page.text(texts, last);
    let mut json = child::value(&story);
    json["agrees"] = agrees.into();
    Ok(Answer { text: page.into_text(), json, status: u8::from(!agrees) })
}

/// Withdrawn, refused or lapsed: no part in the draw.
fn no_part(line: &Line, mut page: Page, texts: &Texts) -> Answer {
    let status = line.status.as_str();
    let said = Message::new("explain-no-part").with("code", line.code);
    page.say(texts, &said.with("status", texts.text(&format!("status-{status}"))));
    let json = json!({ "codes": [line.code.to_string()], "status": status });
    Answer { text: page.into_text(), json, status: 0 }
}

/// The unit's lines with their indexes; a line that names missing members stays alone, and is
/// refused as a unit.
fn members<'r>(published: &'r Published, own: &'r Line) -> Vec<(u32, &'r Line)> {
    let codes = if own.bundle.is_empty() { vec![own.code] } else { own.bundle.clone() };
    let find = |code: &Code| {
        let index = published.roll.index_of(*code)?;
        Some((u32::try_from(index).ok()?, &published.roll.lines[index]))
    };
    codes.iter().filter_map(find).collect()
}

/// How many units there are in the lane of each number.
fn totals(published: &Published, own: &Line) -> Vec<u64> {
    let first = |line: &&Line| line.bundle.first().is_none_or(|first| *first == line.code);
    let entered = |line: &&Line| line.status == Status::Entered;
    let units: Vec<&Line> = published.roll.lines.iter().filter(entered).filter(first).collect();
    let count = |with: &dyn Fn(&Line) -> bool| units.iter().filter(|line| with(line)).count();
    let totals: Vec<usize> = match published.rules.numbers {
        Numbers::PerChild => vec![count(&|line| !line.choices.is_empty())],
        Numbers::PerProgram => own
            .choices
            .iter()
            .map(|(_, program)| count(&|line| line.choices.iter().any(|(_, p)| p == program)))
            .collect(),
    };
    totals.into_iter().map(|total| total as u64).collect()
}
