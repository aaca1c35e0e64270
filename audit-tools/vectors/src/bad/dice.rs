//! Dice and their confirmations: V21.

use paiwei_protocol::rules::Rules;
use serde_json::{Value, json};

use crate::{
    ceremony::Ceremony,
    people::{five, note},
    rules::{observers, small},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    [throws(), confirmations(), vetoes()].concat()
}

/// A round with dice and three observers of all duties, up to the witnessed order.
pub(super) fn witnessed() -> Ceremony {
    let observers = observers("office", ["notary", "committee", "neighbour"]);
    let mut held = Ceremony::alone(Rules { observers, ..small() }, five());
    held.to_opened();
    held.set_order();
    held.witness_order();
    held
}

pub(super) fn conclude(name: &'static str, mut held: Ceremony, why: &'static str) -> Vector {
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V21", why)
}

/// A round whose dice are thrown and recorded with these faces, all confirmed.
fn thrown(name: &'static str, why: &'static str, faces: &str) -> Vector {
    let mut held = witnessed();
    held.throw_faces(faces);
    held.record_dice();
    conclude(name, held, why)
}

fn throws() -> Vec<Vector> {
    vec![
        thrown("dice-too-few", "39 dice where the rules want 40", &["3"; 39].join(" ")),
        thrown("dice-too-many", "41 dice where the rules want 40", &["3"; 41].join(" ")),
        thrown("dice-face-eleven", "a ten-sided die shows 11", &(["3 "; 39].concat() + "11")),
        thrown("dice-face-zero", "a die shows 0", &(["3 "; 39].concat() + "0")),
        thrown(
            "dice-two-spaces",
            "two spaces between faces",
            &["3"; 40].join(" ").replacen(' ', "  ", 1),
        ),
        thrown(
            "dice-leading-zero",
            "a face is written 03",
            &("0".to_owned() + &["3"; 40].join(" ")),
        ),
        other_recorded(),
        vetoed_recorded(),
    ]
}

fn other_recorded() -> Vector {
    let mut held = witnessed();
    held.throw();
    held.thrown = ["7"; 40].join(" ");
    held.record_dice();
    conclude("dice-other-recorded", held, "other dice were confirmed than were thrown")
}

fn vetoed_recorded() -> Vector {
    let mut held = witnessed();
    held.throw();
    let vetoed = held.thrown.clone();
    held.throw_again("a die fell off the table");
    held.thrown = vetoed;
    held.record_dice();
    conclude("dice-vetoed-recorded", held, "the vetoed throw was recorded after all")
}

/// A round whose randomness-recorded carries these confirmations of its dice.
fn confirmed(
    name: &'static str,
    why: &'static str,
    notes: fn(&Ceremony, &Value) -> Vec<String>,
) -> Vector {
    let mut held = witnessed();
    held.throw();
    let members = json!({ "source": "dice", "dice": held.thrown });
    let notes = notes(&held, &members);
    held.office.forge(move |entry| entry["confirmations"] = json!(notes));
    held.record_dice();
    conclude(name, held, why)
}

/// What the observers saw, or so the office says.
fn sevens() -> Value {
    let faces = ["7"; 40].join(" ");
    json!({ "source": "dice", "dice": faces })
}

const RECORDED: &str = "randomness-recorded";

fn confirmations() -> Vec<Vector> {
    vec![
        confirmed("dice-unconfirmed", "nobody confirmed the dice", |_, _| Vec::new()),
        confirmed("dice-without-quorum", "one of three confirmed the dice", |held, members| {
            held.confirmations(RECORDED, members, &held.confirmers[..1])
        }),
        confirmed("dice-confirmed-twice-by-one", "one observer gave two notes", |held, members| {
            let by = [held.confirmers[0].clone(), held.confirmers[0].clone()];
            held.confirmations(RECORDED, members, &by)
        }),
        confirmed(
            "dice-confirmed-by-stranger",
            "a stranger is among those who confirm",
            |held, members| {
                let by = ["notary", "committee", "stranger"].map(str::to_owned);
                held.confirmations(RECORDED, members, &by)
            },
        ),
        confirmed(
            "dice-confirmed-by-office",
            "the office signed for the observers",
            |held, members| {
                let honest = held.confirmations(RECORDED, members, &held.confirmers[..1]);
                let text = honest[0].split("\n\n").next().unwrap_or_default().to_owned() + "\n";
                let key = held.office.key("journal");
                let sign =
                    |id: &String| note(&text, &format!("{id}.example/key"), &key).to_string();
                held.confirmers.iter().map(sign).collect()
            },
        ),
        confirmed(
            "dice-changed-after-confirmation",
            "the observers confirmed other dice",
            |held, _| {
                let seen = sevens();
                held.confirmations(RECORDED, &seen, &held.confirmers)
            },
        ),
        confirmed(
            "dice-one-note-of-other-dice",
            "a third note is of other dice",
            |held, members| {
                let seen = sevens();
                let mut notes = held.confirmations(RECORDED, members, &held.confirmers[..2]);
                notes.extend(held.confirmations(RECORDED, &seen, &held.confirmers[2..]));
                notes
            },
        ),
        confirmed("dice-one-bad-note", "a third note is signed badly", |held, members| {
            let mut notes = held.confirmations(RECORDED, members, &held.confirmers);
            notes[2] = damaged(&notes[2]);
            notes
        }),
        only_witnesses(),
        replayed(),
    ]
}

/// The same note with a bit of its signature changed.
fn damaged(text: &str) -> String {
    let mut note = paiwei_protocol::note::Note::parse("note", text.as_bytes())
        .expect("the script's notes are well-formed");
    note.signatures[0].blob[50] ^= 1;
    note.to_string()
}

fn only_witnesses() -> Vector {
    let mut rules = small();
    rules.observers = observers("office", ["notary", "committee"]);
    rules.observers[1].confirm = false;
    let mut held = Ceremony::alone(rules, five());
    held.to_opened();
    held.set_order();
    held.witness_order();
    held.throw();
    held.confirmers = vec!["committee".to_owned()];
    held.record_dice();
    conclude("dice-confirmed-by-witness", held, "the dice are confirmed by one who only witnesses")
}

fn replayed() -> Vector {
    let mut held = witnessed();
    held.throw();
    let members = json!({ "source": "dice", "dice": held.thrown });
    let notes = held.confirmations(RECORDED, &members, &held.confirmers);
    let faces = held.thrown.clone();
    held.record_dice();
    held.draw();
    held.publish();
    held.annul();
    held.commit_all();
    held.freeze();
    held.open_all();
    held.set_order();
    held.witness_order();
    held.throw_faces(&faces);
    held.office.forge(move |entry| entry["confirmations"] = json!(notes));
    held.record_dice();
    conclude("dice-confirmation-replayed", held, "attempt 2 has attempt 1's dice and notes")
}

fn vetoes() -> Vec<Vector> {
    let again = |name, why, act: fn(&mut Ceremony)| {
        let mut held = witnessed();
        held.throw();
        act(&mut held);
        held.throw_again("a die fell off the table");
        held.record_dice();
        conclude(name, held, why)
    };
    vec![
        again("veto-unconfirmed", "a throw was vetoed by nobody", |held| {
            held.office.forge(|entry| entry["confirmations"] = json!([]));
        }),
        again("veto-without-quorum", "a throw was vetoed by one of three", |held| {
            held.office.forge(|entry| {
                if let Value::Array(notes) = &mut entry["confirmations"] {
                    notes.truncate(1);
                }
            });
        }),
        again("veto-for-other-reason", "the observers confirmed another reason", |held| {
            held.office.forge(|entry| entry["again"] = json!("the faces displeased"));
        }),
    ]
}
