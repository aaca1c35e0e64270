//! The tables of a round.

use std::sync::LazyLock;

use paiwei_protocol::{
    answer::Said,
    answers::{AnswerRecord, Answers},
    changes::{self, Change, Difference},
    digest::Digest,
    encoding::csv,
    ident::Code,
    intake::{Intake, IntakeRecord},
    results::{Cutoffs, Results, Waitlist},
    roll::Roll,
};

use super::{
    Reading,
    round::{self, frozen_lines, posted_lines, rules, with_outcome},
    settle,
};

const PLAIN: &str = "a,b,c";

pub(crate) fn plain_tables() -> Vec<Vec<u8>> {
    vec![b"a,b,c\n".to_vec(), b"a,b,c\n1,x+y,|>\n,,\nZ._-,:/,0\n".to_vec()]
}

pub(crate) fn plain_table(bytes: &[u8]) -> Reading {
    let read = csv::records("t.csv", bytes, PLAIN);
    settle("t.csv", bytes, read, |records| csv::table(PLAIN, records.iter().map(|it| it.text)))
}

pub(crate) fn intakes() -> Vec<Vec<u8>> {
    let record = |code, revision| {
        let receipt = Digest::of(&[revision]);
        IntakeRecord { code: Code::from_bits(code), revision: revision.into(), receipt }
    };
    vec![Intake::write(&[record(7, 1), record(3, 1), record(7, 2)]), Intake::write(&[])]
}

pub(crate) fn intake(bytes: &[u8]) -> Reading {
    let read = Intake::read("intake.csv", bytes);
    settle("intake.csv", bytes, read, |intake| Intake::write(&intake.records))
}

pub(crate) fn all_answers() -> Vec<Vec<u8>> {
    let record = |code, number, said| {
        let receipt = Digest::of(&[code]);
        AnswerRecord { code: Code::from_bits(code.into()), number, said, receipt }
    };
    let (first, changed) = (record(7, 1, Said::Accept), record(7, 2, Said::Decline));
    vec![Answers::write(&[first, record(3, 1, Said::Decline), changed]), Answers::write(&[])]
}

pub(crate) fn answers(bytes: &[u8]) -> Reading {
    let read = Answers::read("answers.csv", bytes);
    settle("answers.csv", bytes, read, |answers| {
        assert!(answers.last().len() <= answers.texts.len());
        Answers::write(&answers.records)
    })
}

pub(crate) fn rolls() -> Vec<Vec<u8>> {
    vec![Roll::write(&posted_lines()), Roll::write(&frozen_lines()), Roll::write(&[])]
}

pub(crate) fn roll(bytes: &[u8]) -> Reading {
    let read = Roll::read("roll.csv", bytes, rules());
    settle("roll.csv", bytes, read, |roll| Roll::write(&roll.lines))
}

fn differences() -> &'static [Difference] {
    static ALL: LazyLock<Vec<Difference>> = LazyLock::new(|| {
        let (posted, frozen) = (round::roll(&posted_lines()), round::roll(&frozen_lines()));
        changes::differences("roll.csv", &posted, &frozen).unwrap()
    });
    &ALL
}

pub(crate) fn all_changes() -> Vec<Vec<u8>> {
    let with_reason =
        |difference: &Difference| Change { difference: difference.clone(), reason: "error".into() };
    vec![changes::write(&differences().iter().map(with_reason).collect::<Vec<_>>())]
}

pub(crate) fn changes(bytes: &[u8]) -> Reading {
    let read = changes::check("changes.csv", bytes, differences(), rules());
    settle("changes.csv", bytes, read, |all| changes::write(&all))
}

pub(crate) fn all_results() -> Vec<Vec<u8>> {
    vec![with_outcome(|_, outcome| Results::of(outcome).write())]
}

pub(crate) fn results(bytes: &[u8]) -> Reading {
    let read = Results::read("results.csv", bytes);
    settle("results.csv", bytes, read, |results| {
        let lines: Vec<_> = results.lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, results.texts);
        results.write()
    })
}

pub(crate) fn all_cutoffs() -> Vec<Vec<u8>> {
    vec![with_outcome(|rules, outcome| Cutoffs::of(outcome).write(rules))]
}

pub(crate) fn cutoffs(bytes: &[u8]) -> Reading {
    let rules = rules();
    let read = Cutoffs::read("cutoffs.csv", bytes, rules);
    settle("cutoffs.csv", bytes, read, |cutoffs| cutoffs.write(rules))
}

pub(crate) fn waitlists() -> Vec<Vec<u8>> {
    vec![with_outcome(|rules, outcome| Waitlist::of(outcome).write(rules))]
}

pub(crate) fn waitlist(bytes: &[u8]) -> Reading {
    let rules = rules();
    let read = Waitlist::read("waitlist.csv", bytes, rules);
    settle("waitlist.csv", bytes, read, |list| list.write(rules))
}
