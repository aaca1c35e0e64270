//! The samples are read as an office would read them, and drawn.

use std::collections::BTreeMap;

use jiff::civil::date;
use paiwei_protocol::{
    assign::{Outcome, assign},
    choices::Choices,
    digest::Digest,
    draw::DrawKey,
    ident::Code,
    results::{Cutoff, Cutoffs, Results, Waitlist},
    roll::{Line, Roll, Status},
    rules::{Dice, Randomness, Source},
    tag::TagKey,
};

use super::*;
use crate::{
    import::{self, Mapping, Registration},
    spreadsheet::{self, Limits},
};

pub(crate) fn setting() -> Setting {
    let randomness = Randomness {
        sources: vec![Source::Dice(Dice { sides: 10, throws: 40 })],
        lead: 600,
        fallback: None,
    };
    Setting {
        origin: "330199.admissions.example/rehearsal".to_owned(),
        observers: Vec::new(),
        open: 1_808_000_000,
        close: 1_808_600_000,
        reveal: 3_600,
        objection: 259_200,
        randomness,
    }
}

fn registrations(sample: Sample, rules: &Rules) -> Vec<Registration> {
    let mapping = Mapping::read(sample.mapping().as_bytes()).unwrap();
    let bytes = sample.spreadsheet().unwrap();
    let table = spreadsheet::read(&bytes, mapping.sheet.as_deref(), &Limits::default()).unwrap();
    let reading = import::read(&table, &mapping, rules, date(2027, 5, 1)).unwrap();
    assert!(reading.findings.is_empty(), "{:?}", &reading.findings[..1]);
    reading.into_registrations().unwrap()
}

/// A line a registration, with codes as they would be minted.
fn roll(registrations: &[Registration], rules: &Rules) -> Roll {
    let code = |number: &str| {
        let digest = Digest::of(number.as_bytes());
        Code::from_bits(u64::from_be_bytes(digest.0[..8].try_into().unwrap()))
    };
    let line = |registration: &Registration| {
        let mut bundle: Vec<Code> = registration.linked.iter().map(|number| code(number)).collect();
        bundle.sort_unstable();
        Line {
            code: code(&registration.number),
            status: Status::Entered,
            revision: 1,
            key: None,
            tag: registration.document.tag(&TagKey::new([3; 32])),
            bundle,
            categories: registration.claims.clone(),
            points: registration.points,
            choices: registration.choices.clone(),
            commitment: Digest::of(b"identity"),
        }
    };
    let mut lines: Vec<Line> = registrations.iter().map(line).collect();
    lines.sort_by_key(|line| line.code);
    Roll::read("roll.csv", &Roll::write(&lines), rules).unwrap()
}

/// Applied and admitted children by `program/pool`.
fn figures(outcome: &Outcome<'_>) -> BTreeMap<String, (u64, u64)> {
    let line = |line: &paiwei_protocol::results::CutoffLine| {
        (format!("{}/{}", line.program, line.pool), (line.applied, line.admitted))
    };
    Cutoffs::of(outcome).lines.iter().map(line).collect()
}

fn sum(figures: &BTreeMap<String, (u64, u64)>, of: impl Fn(&str) -> bool) -> (u64, u64) {
    let chosen = figures.iter().filter(|(pool, _)| of(pool)).map(|(_, figures)| figures);
    chosen.fold((0, 0), |sum, figures| (sum.0 + figures.0, sum.1 + figures.1))
}

#[test]
fn all_rules_are_sound() {
    for sample in Sample::ALL {
        let rules = sample.rules(&setting());
        assert_eq!(Rules::read(&rules.to_json()), Ok(rules.clone()), "{sample:?}");
        assert_eq!(rules.round, sample.round());
    }
}

#[test]
fn the_district_comes_out_as_it_must() {
    let rules = Sample::District.rules(&setting());
    let registrations = registrations(Sample::District, &rules);
    assert_eq!(registrations.len(), 12_000);
    let private = |id: &str| id.starts_with(['J', 'P']);
    let choosing = |choices: &Choices| choices.iter().any(|(_, id)| private(id));
    assert_eq!(registrations.iter().filter(|it| choosing(&it.choices)).count(), 5_125);
    let roll = roll(&registrations, &rules);
    let plan: u64 =
        rules.programs.iter().filter(|it| private(&it.id)).filter_map(|it| it.plan).sum();
    assert_eq!(plan, 2_186);
    for key in 0..3_u8 {
        let outcome = assign(&rules, &roll, &DrawKey::from_bytes([key; 32]));
        let figures = figures(&outcome);
        for (pool, applied, admitted) in DISTRICT_FIGURES {
            assert_eq!(figures[pool], (applied, admitted), "{pool}, key {key}");
        }
        assert_eq!(sum(&figures, private), (5_125, 2_098), "88 of 2,186 are vacant");
        let others = sum(&figures, |pool| !private(pool) && pool != "G4/open");
        let unplaced = outcome.lines().len() as u64 - 2_098 - 900 - others.1;
        let seats_left = 9_030 - others.1;
        assert!((105..=150).contains(&unplaced) && seats_left >= unplaced, "{unplaced}");
        for line in Cutoffs::of(&outcome).lines {
            let overflows = line.program == "G4";
            assert_eq!(
                line.cutoff == Cutoff::Open,
                !overflows && line.program.starts_with('G') || line.admitted < line.seats.unwrap(),
                "{}",
                line.program
            );
        }
    }
}

/// Pool, applied, admitted, as PRACTICE has them.
const DISTRICT_FIGURES: [(&str, u64, u64); 19] = [
    ("J1/open", 1107, 100),
    ("J2-feeder/feeder", 128, 128),
    ("J2-boarding/boys", 212, 48),
    ("J2-boarding/girls", 188, 48),
    ("J2-day/open", 431, 96),
    ("J3/staff", 4, 4),
    ("J3/district", 702, 188),
    ("J3/city", 331, 48),
    ("J4/open", 159, 129),
    ("J5/open", 298, 298),
    ("J6/through-train", 214, 180),
    ("P1/open", 517, 238),
    ("P1-small/open", 61, 53),
    ("P2/open", 305, 72),
    ("P3-direct/direct", 17, 17),
    ("P3/open", 141, 141),
    ("P4-direct/direct", 244, 244),
    ("P4/open", 66, 66),
    ("G4/open", 1050, 900),
];

#[test]
fn the_full_group_takes_class_two_by_points_and_losers_last() {
    let rules = Sample::District.rules(&setting());
    let registrations = registrations(Sample::District, &rules);
    let roll = roll(&registrations, &rules);
    let outcome = assign(&rules, &roll, &DrawKey::from_bytes([9; 32]));
    let results = Results::of(&outcome);
    let listing: Vec<(&Line, bool)> = roll
        .lines
        .iter()
        .zip(&results.lines)
        .filter(|(line, _)| line.choices.iter().any(|(_, id)| id == "G4"))
        .map(|(line, result)| {
            (line, result.placement.as_ref().is_some_and(|it| it.program == "G4"))
        })
        .collect();
    let of = |class: &str| {
        let class = class.to_owned();
        listing.iter().filter(move |(line, _)| line.categories.contains(&class))
    };
    assert_eq!(
        (of("class-1").count(), of("class-1").filter(|(_, placed)| *placed).count()),
        (842, 842)
    );
    assert_eq!(
        (of("class-2").count(), of("class-2").filter(|(_, placed)| *placed).count()),
        (131, 58)
    );
    assert_eq!(
        (of("class-3").count(), of("class-3").filter(|(_, placed)| *placed).count()),
        (77, 0)
    );
    let lost = |line: &Line| !line.choices.bands[1].is_empty();
    assert!(of("class-2").all(|(line, placed)| !(lost(line) && *placed)));
    let worst =
        of("class-2").filter(|(_, placed)| *placed).filter_map(|(line, _)| line.points).min();
    let best = of("class-2")
        .filter(|(line, placed)| !placed && !lost(line))
        .filter_map(|(line, _)| line.points)
        .max();
    assert!(best <= worst);
    let passed_over = of("class-2").any(|(line, _)| lost(line) && line.points > worst);
    assert!(passed_over, "some loser has more points than some child who got in");
}

#[test]
fn the_school_has_its_numbers() {
    let rules = Sample::School.rules(&setting());
    let registrations = registrations(Sample::School, &rules);
    assert_eq!(registrations.len(), 2_310);
    let sizes = |size| registrations.iter().filter(|it| it.linked.len() == size).count();
    assert_eq!((sizes(2), sizes(3), sizes(1)), (60, 3, 0));
    let roll = roll(&registrations, &rules);
    let outcome = assign(&rules, &roll, &DrawKey::from_bytes([1; 32]));
    assert_eq!(outcome.units().len(), 2_278);
    let (applied, admitted) = figures(&outcome)["S1/open"];
    assert_eq!(applied, 2_310);
    assert!((288..=290).contains(&admitted));
    let waiting = Waitlist::of(&outcome).lines.len() as u64;
    assert!((2_278 - 288..=2_278 - 250).contains(&waiting), "{waiting}");
}

#[test]
fn the_zone_places_everybody_and_the_bands_matter() {
    let placements = |sample: Sample| {
        let rules = sample.rules(&setting());
        let registrations = registrations(sample, &rules);
        assert_eq!(registrations.len(), 5_209);
        let roll = roll(&registrations, &rules);
        let outcome = assign(&rules, &roll, &DrawKey::from_bytes([5; 32]));
        let figures = figures(&outcome);
        let batch = |letter| sum(&figures, |pool| pool.starts_with(letter)).1;
        assert!((900..=909).contains(&batch('Y')) && (1800..=1812).contains(&batch('D')));
        assert_eq!(batch('Y') + batch('D') + batch('Z'), 5_209);
        let results = Results::of(&outcome);
        let choice =
            |line: &paiwei_protocol::results::ResultLine| line.placement.as_ref().unwrap().choice;
        results.lines.iter().map(choice).collect::<Vec<_>>()
    };
    let (choice_first, number_first) =
        (placements(Sample::ZoneChoiceFirst), placements(Sample::ZoneNumberFirst));
    let differing = choice_first.iter().zip(&number_first).filter(|(a, b)| a != b).count();
    assert!(differing > 500, "{differing}");
}

#[test]
fn files_are_the_same_every_time() {
    for sample in Sample::ALL {
        assert_eq!(sample.spreadsheet().unwrap(), sample.spreadsheet().unwrap(), "{sample:?}");
    }
    let school = Sample::School.spreadsheet().unwrap();
    assert!(std::str::from_utf8(&school).is_err(), "GB18030 is not UTF-8");
    assert!(Sample::ZoneNumberFirst.spreadsheet().unwrap().starts_with(b"\xef\xbb\xbf"));
}
