//! V31: answers after the draw, of codes that have a place, in order, none dropped or slipped in
//! (PROTOCOL.md, section 6.9).

use std::collections::BTreeSet;

use super::{
    Case, Outcome, Verdict,
    case::{Answered, path, published_attempts},
    decisions, does_not_apply,
    growth::{self, Mark},
    verdict_of,
};
use crate::{
    answer::Said,
    answers::Answers,
    ident::Code,
    journal::{Body, Event},
    place::Place,
};

/// V31
pub(super) fn files(case: &mut Case<'_>) -> Outcome {
    let entries = decisions::findings(case, |event| matches!(event, Event::Answers { .. }));
    let Some(mut findings) = entries else { return does_not_apply() };
    let (mut read, mut told) = (Vec::new(), Vec::new());
    let answered = published_attempts(case.round()).filter(|attempt| attempt.answers > 0);
    for attempt in answered.map(|attempt| attempt.number) {
        let Some(drawn) = case.drawn_of(attempt) else { continue };
        match table(case, attempt, &drawn.placed) {
            Ok(answers) => {
                told.push(counts(&path(attempt, "answers.csv"), &answers));
                read.push(Answered { attempt, answers });
            }
            Err(wrong) => findings.extend(wrong),
        }
    }
    case.answered = read;
    if findings.is_empty() { (Verdict::Passed, told) } else { verdict_of(findings) }
}

/// An attempt's answers.csv, if it is what its entries name, of codes with a place.
pub(super) fn table(
    case: &Case<'_>,
    attempt: u32,
    placed: &BTreeSet<Code>,
) -> Result<Answers, Vec<String>> {
    let (file, marks) = (path(attempt, "answers.csv"), marks(case, attempt));
    let answers =
        Answers::read(&file, case.file(&file)).map_err(|error| vec![error.to_string()])?;
    let mut findings = growth::differences(&file, &answers.texts, marks.iter());
    findings.extend(marks.last().and_then(|last| growth::surplus(&file, &answers.texts, last)));
    findings.extend(unplaced(&file, &answers, placed));
    if findings.is_empty() { Ok(answers) } else { Err(findings) }
}

/// The answers entries of an attempt of the judged round.
pub(super) fn marks(case: &Case<'_>, number: u32) -> Vec<Mark> {
    let id = &case.rules().round;
    let mark = |(index, entry): (u64, &crate::journal::Entry)| match &entry.body {
        Body::Round { round, attempt, event: Event::Answers { size, root } }
            if round == id && *attempt == number =>
        {
            Some(Mark { index, at: entry.at, size: *size, root: *root })
        }
        _ => None,
    };
    (0..).zip(&case.entries).filter_map(mark).collect()
}

/// Answers of codes that have no place to answer to.
fn unplaced(file: &str, answers: &Answers, placed: &BTreeSet<Code>) -> Vec<String> {
    let records = (2..).zip(&answers.records);
    let without = records.filter(|(_, record)| !placed.contains(&record.code));
    let say = |(line, record): (u64, &crate::answers::AnswerRecord)| {
        format!("{}: {} has no place", Place::line(file, line).field("code"), record.code)
    };
    without.map(say).collect()
}

fn counts(file: &str, answers: &Answers) -> String {
    let last = answers.last();
    let declined = last.values().filter(|record| record.said == Said::Decline).count();
    let (records, codes) = (answers.records.len(), last.len());
    let accepted = codes - declined;
    format!("{file}: {records} answers of {codes} codes: {accepted} accept, {declined} decline")
}
