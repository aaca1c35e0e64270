//! The posted and the frozen roll: V13, V14, V17.

use paiwei_protocol::{
    roll::{Line, Status},
    rules::Rules,
};

use crate::{
    ceremony::Ceremony,
    folder::{file, replace},
    people::five,
    rules::{category, plain as program, rules, small},
    secret::code,
    vector::Vector,
};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    [posted(), frozen(), spellings()].concat()
}

/// A round whose posting is other than the intake.
fn posting(name: &'static str, why: &'static str, act: fn(&mut Vec<Line>)) -> Vector {
    let mut held = plain();
    held.begin();
    held.take_applications();
    held.revise("An", "P1");
    held.close_intake();
    held.review();
    act(&mut held.posted);
    held.roll = held.posted.clone();
    held.post();
    held.finish();
    Vector::bad(name, &held, "V13", why)
}

fn line<'a>(lines: &'a mut [Line], name: &str) -> &'a mut Line {
    let code = code(name);
    lines.iter_mut().find(|line| line.code == code).expect("a child of the script")
}

fn posted() -> Vec<Vector> {
    vec![
        posting("posted-without-code", "a code of the intake is not posted", |lines| {
            lines.retain(|line| line.code != code("Bo"));
        }),
        posting("posted-invented-code", "a code is posted that never applied", |lines| {
            let invented = Line { code: code("Nobody"), tag: "0".repeat(32), ..lines[0].clone() };
            lines.push(invented);
            lines.sort_by_key(|line| line.code);
        }),
        posting("posted-invented-revision", "a revision is posted that nobody made", |lines| {
            line(lines, "Bo").revision = 2;
        }),
        posting("posted-older-revision", "an older revision is posted", |lines| {
            line(lines, "An").revision = 1;
        }),
        posting("posted-unsorted", "the posting is not sorted by code", |lines| lines.swap(0, 1)),
        posted_replaced(),
    ]
}

fn posted_replaced() -> Vector {
    let mut held = published();
    replace(&mut held.files, "posted.csv", "entered", "refused");
    replace(&mut held.files, "posted.csv", ",,,,P1,", ",,,,,");
    let why = "posted.csv is not the one in the journal";
    Vector::bad("posted-replaced", &held, "V13", why)
}

/// A round whose roll is changed between posting and freeze by `act`, with the reasons of the
/// rules; the result is that of the roll before, so that only the roll is wrong.
fn freezing(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    act: fn(&mut Ceremony),
) -> Vector {
    let rules = rules(vec![program("P1", 2), program("P2", 1)]);
    let mut held = Ceremony::alone(Rules { bundles: Some(2), ..rules }, five());
    held.to_posted();
    let before = held.roll.clone();
    act(&mut held);
    held.freeze();
    held.roll = before;
    held.open_all();
    held.randomise();
    held.draw();
    held.publish();
    Vector::bad(name, &held, check, why)
}

fn frozen() -> Vec<Vector> {
    vec![
        roll_after_freeze(),
        freezing("roll-unsorted", "V14", "the roll is not sorted by code", |held| {
            held.roll.swap(0, 1);
        }),
        freezing("roll-line-doubled", "V14", "a line stands twice", |held| {
            let line = held.roll[0].clone();
            held.roll.insert(0, line);
        }),
        freezing("roll-line-dropped", "V14", "a code was dropped at the freeze", |held| {
            held.roll.remove(2);
        }),
        freezing("roll-revision-raised", "V14", "a revision that nobody made", |held| {
            held.line("An").revision = 2;
        }),
        freezing("roll-program-twice", "V14", "a child chose a program twice", |held| {
            held.line("An").choices.bands[0] = ["P1", "P1"].map(str::to_owned).into();
        }),
        freezing("roll-unknown-program", "V14", "a child chose a program that is none", |held| {
            held.line("An").choices.bands[0] = vec!["P3".to_owned()];
        }),
        freezing("roll-unknown-category", "V14", "a category that is none", |held| {
            held.line("An").categories = vec!["staff".to_owned()];
        }),
        freezing("roll-withdrawn-chooses", "V14", "a withdrawn child still chooses", |held| {
            held.line("An").status = Status::Withdrawn;
        }),
        freezing("roll-bundle-one-sided", "V14", "a bundle that one of two carries", |held| {
            held.line("An").bundle = bundle(["An", "Bo"]);
        }),
        freezing("roll-bundle-too-large", "V14", "three linked where two may be", |held| {
            for name in ["An", "Bo", "Cai"] {
                held.line(name).bundle = bundle(["An", "Bo", "Cai"]);
            }
        }),
        freezing("roll-bundle-disagrees", "V14", "linked children with other choices", |held| {
            for name in ["An", "Bo"] {
                held.line(name).bundle = bundle(["An", "Bo"]);
            }
            held.line("Bo").choices.bands[0] = vec!["P2".to_owned()];
        }),
        second_attempt_roll(),
        same_child_twice(),
    ]
}

fn bundle<const N: usize>(names: [&str; N]) -> Vec<paiwei_protocol::ident::Code> {
    let mut codes: Vec<_> = names.map(code).into();
    codes.sort_unstable();
    codes
}

fn roll_after_freeze() -> Vector {
    let mut held = plain();
    held.to_drawn();
    // The dice have fallen: An withdraws, in a roll that was frozen long ago.
    let line = held.line("An");
    line.status = Status::Withdrawn;
    line.choices.bands.clear();
    held.write_roll();
    held.draw();
    held.publish();
    let why = "the roll was changed after the freeze, and the draw made from the new one";
    Vector::bad("roll-after-freeze", &held, "V14", why)
}

fn second_attempt_roll() -> Vector {
    let mut held = published();
    held.annul();
    held.roll.remove(0);
    held.draw_again();
    let why = "attempt 2 leaves a code out";
    Vector::bad("roll-of-attempt-2-short", &held, "V14", why)
}

fn same_child_twice() -> Vector {
    let mut held = plain();
    held.children[1].document = "An";
    held.to_published();
    Vector::bad("same-child-twice", &held, "V17", "one child is entered under two codes")
}

/// A round whose roll.csv is spelled otherwise than the protocol wants, and frozen so.
fn spelled(name: &'static str, why: &'static str, spell: fn(String) -> String) -> Vector {
    let categories = ["sibling", "staff"].map(category).into();
    let mut children = five();
    children[0] = children[0].clone().of(["sibling", "staff"]).points(7);
    let mut held = Ceremony::alone(Rules { categories, ..small() }, children);
    held.to_posted();
    held.write_roll();
    let roll = file(&mut held.files, "roll.csv");
    let text = spell(String::from_utf8_lossy(roll).into_owned());
    assert_ne!(text.as_bytes(), roll.as_slice(), "{name} stays the same");
    *roll = text.into_bytes();
    held.append_freeze();
    held.open_all();
    held.randomise();
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V14", why)
}

fn spellings() -> Vec<Vector> {
    vec![
        spelled("roll-crlf", "lines end in CR LF", |text| text.replace('\n', "\r\n")),
        spelled("roll-byte-order-mark", "a byte order mark stands first", |text| {
            format!("\u{feff}{text}")
        }),
        spelled("roll-cut-off", "the last line has no end", |text| text.trim_end().to_owned()),
        spelled("roll-empty-line", "an empty line stands at the end", |text| text + "\n"),
        spelled("roll-header", "a column has another name", |text| text.replacen("tag", "tags", 1)),
        spelled("roll-points-padded", "points with a leading zero", |text| {
            text.replacen(",7,", ",07,", 1)
        }),
        spelled("roll-categories-unsorted", "categories do not ascend", |text| {
            text.replacen("sibling+staff", "staff+sibling", 1)
        }),
        spelled("roll-quoted", "a field stands in quotes", |text| {
            text.replacen(",P1,", ",\"P1\",", 1)
        }),
    ]
}
