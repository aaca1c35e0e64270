//! The published files: what is in them, and that the light check says of every unit what the full
//! draw says (PROTOCOL.md, Results; The light check).

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod small_rounds;

use paiwei_protocol::{
    assign::{Market, Outcome, assign},
    draw::{lane_of_program, number},
    light::{LightUnit, Verdict},
    results::{Cutoffs, Placement, Results, Waitlist, seat_ledgers},
    roll::{Line, Roll, Status},
    rules::Numbers,
};
use proptest::prelude::*;
use small_rounds::{Shape, SmallRound, rounds};

fn outcome(round: &SmallRound) -> Outcome<'_> {
    assign(&round.rules, &round.roll, &round.key)
}

/// The lines of a unit with their indexes.
fn members<'a>(outcome: &Outcome<'a>, unit: usize) -> Vec<(u32, &'a Line)> {
    let members = outcome.units()[unit].members.iter();
    members.map(|&index| (index, &outcome.lines()[index as usize])).collect()
}

/// Indexes of the first lines of the units with a choice of the program at this position; of any
/// program without one.
fn entrants(round: &SmallRound, program: Option<usize>) -> Vec<u64> {
    let id = program.map(|program| round.rules.programs[program].id.as_str());
    let chooses = |line: &Line| line.choices.iter().any(|(_, it)| id.is_none_or(|id| id == it));
    let first = |line: &Line| line.bundle.first().is_none_or(|first| *first == line.code);
    let lines = (0..).zip(&round.roll.lines);
    let takes_part = |line: &Line| line.status == Status::Entered && first(line);
    lines.filter(|(_, line)| takes_part(line) && chooses(line)).map(|(index, _)| index).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_light_check_equals_the_full_result(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let bytes = Cutoffs::of(&outcome).write(&round.rules);
        let cutoffs = Cutoffs::read("cutoffs.csv", &bytes, &round.rules).unwrap();
        let results = Results::of(&outcome);
        for unit in 0..outcome.units().len() {
            let members = members(&outcome, unit);
            let light = LightUnit::of(&round.rules, &members, &round.key).unwrap();
            for (index, _) in &members {
                let line = &results.lines[*index as usize];
                prop_assert_eq!(light.numbers(), &line.numbers);
                prop_assert_eq!(&light.place(&cutoffs), &line.placement);
            }
        }
    }

    #[test]
    fn an_explanation_ends_in_the_place(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let cutoffs = Cutoffs::of(&outcome);
        for unit in 0..outcome.units().len() {
            let light = LightUnit::of(&round.rules, &members(&outcome, unit), &round.key).unwrap();
            let ranks: Vec<u32> =
                outcome.applicants().draws(unit).iter().filter_map(|draw| draw.rank).collect();
            let explained = light.explain(&cutoffs, &ranks);
            prop_assert_eq!(explained.len(), outcome.applicants().choices(unit).len());
            prop_assert!(explained.iter().all(|choice| choice.rank.is_some()));
            let verdicts: Vec<_> = explained
                .iter()
                .flat_map(|choice| choice.pools.iter().map(move |pool| (choice, pool)))
                .filter(|(_, pool)| pool.verdict != Verdict::NotEligible)
                .collect();
            let at = outcome.position(unit).unwrap_or(verdicts.len());
            prop_assert_eq!(verdicts.len(), outcome.units()[unit].list.len());
            prop_assert!(verdicts[..at].iter().all(|(_, pool)| pool.verdict == Verdict::Missed));
            if let Some((choice, pool)) = verdicts.get(at) {
                prop_assert_eq!(pool.verdict, Verdict::Placed);
                let place = Placement {
                    program: choice.program.into(), pool: pool.pool.into(), choice: choice.choice,
                };
                prop_assert_eq!(Some(place), light.place(&cutoffs));
            }
        }
    }

    #[test]
    fn the_files_read_back(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let results = Results::of(&outcome);
        prop_assert_eq!(&Results::read("results.csv", &results.write()).unwrap(), &results);
        let cutoffs = Cutoffs::of(&outcome);
        let bytes = cutoffs.write(&round.rules);
        prop_assert_eq!(Cutoffs::read("cutoffs.csv", &bytes, &round.rules).unwrap(), cutoffs);
        let waitlist = Waitlist::of(&outcome);
        let bytes = waitlist.write(&round.rules);
        prop_assert_eq!(Waitlist::read("waitlist.csv", &bytes, &round.rules).unwrap(), waitlist);
        let bytes = Roll::write(&round.roll.lines);
        prop_assert_eq!(Roll::read("roll.csv", &bytes, &round.rules).unwrap(), round.roll);
    }

    #[test]
    fn a_changed_byte_is_refused_or_reads_as_written(
        round in rounds(Shape::default()),
        at: prop::sample::Index,
        byte in prop::sample::select(b"0a,\n/:9.P".to_vec()),
    ) {
        let outcome = outcome(&round);
        let changed = |mut bytes: Vec<u8>| {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes
        };
        let bytes = changed(Cutoffs::of(&outcome).write(&round.rules));
        if let Ok(cutoffs) = Cutoffs::read("cutoffs.csv", &bytes, &round.rules) {
            prop_assert_eq!(cutoffs.write(&round.rules), bytes);
        }
        let bytes = changed(Waitlist::of(&outcome).write(&round.rules));
        if let Ok(waitlist) = Waitlist::read("waitlist.csv", &bytes, &round.rules) {
            prop_assert_eq!(waitlist.write(&round.rules), bytes);
        }
    }

    #[test]
    fn numbers_are_the_first_line_s_and_ranks_count_who_is_ahead(
        round in rounds(Shape::default()),
    ) {
        let outcome = outcome(&round);
        let results = Results::of(&outcome);
        for (unit, of_line) in outcome.units_by_line().into_iter().enumerate() {
            let (line, result) = (&round.roll.lines[unit], &results.lines[unit]);
            prop_assert_eq!(line.code, result.code);
            prop_assert_eq!(of_line.is_some(), line.status == Status::Entered);
            let lanes: Vec<(u64, Vec<u64>)> = match (of_line, round.rules.numbers) {
                (None, _) => Vec::new(),
                (Some(_), Numbers::PerChild) => vec![(0, entrants(&round, None))],
                (Some(_), Numbers::PerProgram) => line
                    .choices
                    .iter()
                    .map(|(_, id)| round.rules.program(id).unwrap().0)
                    .map(|program| (lane_of_program(program), entrants(&round, Some(program))))
                    .collect(),
            };
            let first = of_line.map_or(0, |unit| outcome.units()[unit].index());
            let ahead = |lane: u64, of: u64| (number(&round.key, lane, of), of);
            let numbers: Vec<_> =
                lanes.iter().map(|(lane, _)| number(&round.key, *lane, first.into())).collect();
            prop_assert_eq!(&result.numbers, &numbers);
            let ranks: Vec<u32> = lanes
                .iter()
                .filter(|_| !line.choices.is_empty())
                .map(|(lane, entrants)| {
                    let own = ahead(*lane, first.into());
                    entrants.iter().filter(|&&it| ahead(*lane, it) < own).count() + 1
                })
                .map(|rank| rank.try_into().unwrap())
                .collect();
            prop_assert_eq!(&result.ranks, &ranks);
        }
    }

    #[test]
    fn waiting_lists_hold_whoever_would_rather_be_there(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let applicants = outcome.applicants();
        let mut expected = Vec::new();
        for (pool, row) in applicants.pools().rows().iter().enumerate() {
            let mut waiting = Vec::new();
            for (number, unit) in outcome.units().iter().enumerate() {
                let at = unit.list.iter().position(|entry| entry.pool as usize == pool);
                let Some(at) = at.filter(|_| row.pool.seats.is_some()) else { continue };
                let place = outcome.place(number).map(|it| applicants.pools().rows()[it.pool as usize]);
                let behind = outcome.position(number).is_none_or(|place| at < place);
                if behind && place.is_none_or(|place| place.program.id != row.program.id) {
                    let code = round.roll.lines[unit.index() as usize].code;
                    waiting.push((applicants.key(number, at), code));
                }
            }
            waiting.sort();
            for (position, (_, code)) in waiting.into_iter().enumerate() {
                expected.push(format!("{},{},{code}\n", row.name(), position + 1));
            }
        }
        let bytes = Waitlist::of(&outcome).write(&round.rules);
        let expected = format!("pool,position,code\n{}", expected.concat());
        prop_assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn the_seats_add_up(round in rounds(Shape::default())) {
        let outcome = outcome(&round);
        let ledgers = seat_ledgers(&outcome, &Cutoffs::of(&outcome));
        let results = Results::of(&outcome);
        let placed_in = |id: &str| {
            let places = results.lines.iter().filter_map(|line| line.placement.as_ref());
            places.filter(|place| place.program == id).count() as u64
        };
        for (ledger, program) in ledgers.iter().zip(&round.rules.programs) {
            prop_assert_eq!(ledger.admitted, placed_in(&program.id));
            prop_assert!(ledger.admitted <= ledger.applied);
            prop_assert_eq!(ledger.left.is_some(), program.plan.is_some());
            if let (Some(plan), Some(left)) = (ledger.plan, ledger.left) {
                prop_assert_eq!(plan + ledger.over_plan, ledger.admitted + left);
            }
        }
    }
}
