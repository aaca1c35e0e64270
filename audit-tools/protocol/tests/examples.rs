//! Rules that offices run, as small rounds that can be followed by hand, and refusals of files
//! that contradict them.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod small_rounds;

use paiwei_protocol::{
    assign::assign,
    light::{LightError, LightUnit},
    results::{Cutoffs, ResultLine, Results, Waitlist, seat_ledgers},
    roll::{Line, Status},
    rules::{Numbers, OrderKey, Rules},
};
use small_rounds::{
    SmallRound,
    fixed::{lines_of, link, pool, program, rules_of},
    key, roll,
};

const CUTOFFS: &str = "cutoffs.csv";
const WAITLIST: &str = "waitlist.csv";

fn round(rules: Rules, lines: Vec<Line>) -> SmallRound {
    SmallRound { rules, roll: roll(lines), key: key(1) }
}

/// Places as `program/pool`, line by line; `-` for the unplaced.
fn places(round: &SmallRound) -> Vec<String> {
    let place = |line: ResultLine| {
        line.placement.map_or("-".into(), |place| format!("{}/{}", place.program, place.pool))
    };
    let outcome = assign(&round.rules, &round.roll, &round.key);
    Results::of(&outcome).lines.into_iter().map(place).collect()
}

fn cutoffs(round: &SmallRound) -> String {
    let outcome = assign(&round.rules, &round.roll, &round.key);
    String::from_utf8(Cutoffs::of(&outcome).write(&round.rules)).unwrap()
}

/// One program of one pool that ranks by points.
fn by_points(seats: Option<u64>) -> Rules {
    let all = pool("all", seats, &["*"], &[OrderKey::Points]);
    rules_of(Numbers::PerChild, &["P1"], vec![program("P1", vec![all])])
}

#[test]
fn the_last_seat_admits_both_twins() {
    let mut lines = lines_of(&[("", 90, "P1"), ("", 80, "P1"), ("", 85, "P1"), ("", 70, "P1")]);
    link(&mut lines, &[1, 2]);
    let round = round(by_points(Some(2)), lines);
    assert_eq!(places(&round), ["P1/all", "P1/all", "P1/all", "-"]);
    let outcome = assign(&round.rules, &round.roll, &round.key);
    let ledger = &seat_ledgers(&outcome, &Cutoffs::of(&outcome))[0];
    assert_eq!((ledger.plan, ledger.applied, ledger.admitted), (Some(2), 4, 3));
    assert_eq!((ledger.over_plan, ledger.left), (1, Some(0)));
    let number = outcome.applicants().draws(1)[0].number;
    assert!(cutoffs(&round).ends_with(&format!("P1/all,2,4,3,80:{number}:1\n")));
}

#[test]
fn seats_reserved_for_siblings_go_to_the_rest_if_unused() {
    let reserve = pool("sibling", Some(2), &["sibling", "*"], &[OrderKey::Tier, OrderKey::Points]);
    let rest = pool("rest", Some(1), &["*"], &[OrderKey::Points]);
    let rules = rules_of(Numbers::PerChild, &["P1"], vec![program("P1", vec![reserve, rest])]);
    let lines = lines_of(&[("", 90, "P1"), ("sibling", 10, "P1"), ("", 80, "P1"), ("", 70, "P1")]);
    let places = places(&round(rules, lines));
    assert_eq!(places, ["P1/sibling", "P1/sibling", "P1/rest", "-"]);
}

#[test]
fn losers_of_the_private_draw_come_last_within_their_category() {
    use OrderKey::{Band, Points, Tier};
    let private = program("J1", vec![pool("all", Some(1), &["*"], &[Points])]);
    let public = pool("all", Some(3), &["district", "*"], &[Tier, Band]);
    let programs = vec![private, program("P1", vec![public])];
    let rules = rules_of(Numbers::PerChild, &["J1 P1", "P1"], programs);
    let lines = lines_of(&[
        ("", 90, "J1|P1"),
        ("district", 80, "J1|P1"),
        ("", 0, "|P1"),
        ("", 0, "P1|"),
        ("district", 0, "|P1"),
    ]);
    assert_eq!(places(&round(rules, lines)), ["J1/all", "P1/all", "-", "P1/all", "P1/all"]);
}

#[test]
fn no_seats_are_closed_and_no_limit_is_open() {
    let lines = || lines_of(&[("", 1, "P1"), ("", 2, "P1"), ("", 3, "")]);
    let closed = round(by_points(Some(0)), lines());
    assert_eq!(places(&closed), ["-", "-", "-"]);
    assert!(cutoffs(&closed).ends_with("\nP1/all,0,2,0,closed\n"));
    let open = round(by_points(None), lines());
    assert_eq!(places(&open), ["P1/all", "P1/all", "-"]);
    assert!(cutoffs(&open).ends_with("\nP1/all,,2,2,open\n"));
    let outcome = assign(&open.rules, &open.roll, &open.key);
    assert!(Waitlist::of(&outcome).lines.is_empty());
}

/// A program's pools are tried in their order. So a child may be turned away though the seats of
/// all pools would do for all who apply: here the first takes the place that only the second could
/// have used, and the pool which would have been open to the first has a seat left.
#[test]
fn a_program_with_enough_seats_in_all_may_turn_a_child_away() {
    let first = pool("first", Some(1), &["*"], &[OrderKey::Points]);
    let staff = pool("staff", Some(1), &["staff"], &[]);
    let rules = rules_of(Numbers::PerChild, &["P1"], vec![program("P1", vec![first, staff])]);
    let lines = lines_of(&[("staff", 90, "P1"), ("", 80, "P1")]);
    assert_eq!(places(&round(rules, lines)), ["P1/first", "-"]);
}

#[test]
fn an_empty_roll_has_empty_tables() {
    let round = round(by_points(Some(1)), Vec::new());
    let outcome = assign(&round.rules, &round.roll, &round.key);
    assert_eq!(Results::of(&outcome).write(), b"code,placement,pool,choice,numbers,ranks\n");
    assert_eq!(Waitlist::of(&outcome).write(&round.rules), b"pool,position,code\n");
    assert!(cutoffs(&round).ends_with("\nP1/all,1,0,0,open\n"));
}

#[test]
fn cutoffs_that_contradict_the_rules_or_themselves_are_refused() {
    let round = round(by_points(Some(1)), lines_of(&[("", 90, "P1"), ("", 80, "P1")]));
    let good = cutoffs(&round);
    assert!(Cutoffs::read(CUTOFFS, good.as_bytes(), &round.rules).is_ok());
    let cases = [
        ("P1/all", "P1/any", "pool"),
        (",1,2,1,", ",2,2,1,", "seats"),
        (",1,2,1,", ",1,02,1,", "applied"),
        (",1,2,1,", ",1,2,3,", "admitted"),
        (",1,2,1,90", ",1,2,0,90", "cutoff"),
        (",90:", ",90:0:", "cutoff"),
        (",90:", ",090:", "cutoff"),
    ];
    for (old, new, field) in cases {
        let bad = good.replace(old, new);
        let error = Cutoffs::read(CUTOFFS, bad.as_bytes(), &round.rules).unwrap_err();
        let place = error.place();
        assert_eq!((place.line, place.field.as_deref()), (Some(2), Some(field)), "{error}");
    }
    let cut = "pool,seats,applied,admitted,cutoff\n";
    let error = Cutoffs::read(CUTOFFS, cut.as_bytes(), &round.rules).unwrap_err();
    assert_eq!(error.place().line, Some(2));
    let doubled = format!("{good}P1/all,1,2,0,open\n");
    let error = Cutoffs::read(CUTOFFS, doubled.as_bytes(), &round.rules).unwrap_err();
    assert_eq!(error.place().line, Some(3));
}

#[test]
fn waiting_lists_out_of_order_are_refused() {
    let lines = lines_of(&[("", 90, "P1"), ("", 80, "P1"), ("", 70, "P1")]);
    let round = round(by_points(Some(1)), lines);
    let outcome = assign(&round.rules, &round.roll, &round.key);
    let good = String::from_utf8(Waitlist::of(&outcome).write(&round.rules)).unwrap();
    assert!(Waitlist::read(WAITLIST, good.as_bytes(), &round.rules).is_ok());
    for (old, new, field) in
        [("all,2", "all,3", "position"), ("all,2", "any,2", "pool"), ("2,0000-", "2,000-", "code")]
    {
        let bad = good.replace(old, new);
        let error = Waitlist::read(WAITLIST, bad.as_bytes(), &round.rules).unwrap_err();
        let place = error.place();
        assert_eq!((place.line, place.field.as_deref()), (Some(3), Some(field)), "{error}");
    }
    let open = by_points(None);
    assert!(Waitlist::read(WAITLIST, good.as_bytes(), &open).is_err(), "no list without limit");
}

#[test]
fn the_light_check_wants_exactly_one_unit() {
    let mut lines = lines_of(&[("", 9, "P1"), ("", 8, "P1"), ("", 7, "P1"), ("", 6, "P9")]);
    link(&mut lines, &[0, 1]);
    let rules = by_points(Some(1));
    let codes: Vec<_> = lines.iter().map(|line| line.code).collect();
    let refusal = |lines: &[Line], indexes: &[u32]| {
        let members: Vec<_> = indexes.iter().map(|&it| (it, &lines[it as usize])).collect();
        LightUnit::of(&rules, &members, &key(1)).err()
    };
    assert_eq!(refusal(&lines, &[0, 1]), None);
    assert_eq!(refusal(&lines, &[]), Some(LightError::Empty));
    assert_eq!(refusal(&lines, &[0]), Some(LightError::Bundle(codes[0])));
    assert_eq!(refusal(&lines, &[1, 0]), Some(LightError::Bundle(codes[1])));
    assert_eq!(refusal(&lines, &[0, 2]), Some(LightError::Bundle(codes[0])));
    let unknown = LightError::Program { code: codes[3], program: "P9".into() };
    assert_eq!(refusal(&lines, &[3]), Some(unknown));
    lines[1].choices.bands[0].clear();
    assert_eq!(refusal(&lines, &[0, 1]), Some(LightError::Choices(codes[1])));
    lines[2].status = Status::Refused;
    assert_eq!(refusal(&lines, &[2]), Some(LightError::NotEntered(codes[2])));
}
