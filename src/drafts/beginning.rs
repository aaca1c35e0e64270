//! Where a draft begins: with nothing, with a sample, or with rules from elsewhere.

use paiwei_protocol::{
    drand,
    ident::is_rehearsal_origin,
    rules::{
        Band, Dice, Numbers, PostedNames, Posting, Randomness, Rules, Source, Stage, Timeline,
        Titles, Vacancies,
    },
};

use crate::samples::{Sample, Setting};

/// Seconds of a day, and China's distance from UTC.
const DAY: u64 = 86_400;
const CHINA: u64 = 8 * 3600;
/// Ten-sided dice, thrown forty times: more than the 128 bits that are due.
const DICE: Dice = Dice { sides: 10, throws: 40 };

/// Rules of an office's journal with nothing in them but what suits most offices.
#[must_use]
pub fn blank(origin: &str) -> Rules {
    Rules {
        origin: origin.to_owned(),
        round: String::new(),
        cohort: String::new(),
        follows: None,
        titles: Titles { zh: String::new(), en: String::new() },
        jurisdiction: String::new(),
        stage: Stage::Compulsory,
        rehearsal: is_rehearsal_origin(origin),
        timeline: Timeline { open: 0, close: 0, reveal: 3600, answers: None },
        observers: Vec::new(),
        randomness: randomness(),
        posting: Posting { objection: 3 * DAY, names: PostedNames::None },
        bands: vec![Band { most: 1, programs: Vec::new() }],
        numbers: Numbers::PerChild,
        bundles: None,
        categories: Vec::new(),
        reasons: Vec::new(),
        programs: Vec::new(),
        vacancies: Vacancies::None,
    }
}

/// A sample's rules for this office: applications open in two weeks, for ten days. Its observers are
/// the office's to name.
#[must_use]
pub fn of_sample(sample: Sample, origin: &str, now: u64) -> Rules {
    let day = (now.saturating_add(CHINA) / DAY + 14) * DAY - CHINA;
    sample.rules(&Setting {
        origin: origin.to_owned(),
        observers: Vec::new(),
        open: day + 9 * 3600,
        close: day + 10 * DAY + 17 * 3600,
        reveal: 3600,
        objection: 3 * DAY,
        randomness: randomness(),
    })
}

/// Rules from elsewhere as this office's: they belong to its journal.
#[must_use]
pub fn adopted(rules: Rules, origin: &str) -> Rules {
    Rules { origin: origin.to_owned(), rehearsal: is_rehearsal_origin(origin), ..rules }
}

fn randomness() -> Randomness {
    let chain = drand::QUICKNET.hash;
    Randomness {
        sources: vec![Source::Dice(DICE), Source::Drand { chain }],
        lead: 600,
        fallback: Some(DICE),
    }
}
