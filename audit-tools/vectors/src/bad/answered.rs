//! Receipts of answers that contradict the round: V32.

use paiwei_protocol::digest::Digest;

use crate::{
    answer::Answer,
    ceremony::Ceremony,
    good::answers::{UNTIL, placed, published, slips},
    people::{Child, note},
    secret::signing_key,
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    [lost(), altered(), texts()].concat()
}

fn vector(name: &'static str, held: &Ceremony, why: &'static str, receipts: &[Vec<u8>]) -> Vector {
    let mut vector = Vector::bad(name, held, "V32", why);
    let names = (1..).map(|number| format!("{number}.txt"));
    vector.receipts = names.zip(receipts.iter().cloned()).collect();
    vector
}

/// A round in which two children answered, of whom the first keeps its receipt; then comes `act`.
fn taken(name: &'static str, why: &'static str, act: fn(&mut Ceremony)) -> Vector {
    let mut held = published();
    let placed = placed(&held);
    held.answer(&placed[0], "accept");
    held.answer(&placed[1], "accept");
    act(&mut held);
    let slip = slips(&held)[0].clone();
    vector(name, &held, why, &[slip])
}

fn lost() -> Vec<Vector> {
    vec![
        taken("answer-dropped", "the first answer was dropped before it was entered", |held| {
            held.answers.remove(0);
            held.enter_answers();
        }),
        taken("answer-replaced", "the office entered a decline for an accept", |held| {
            let mut other = held.answered[0].clone();
            other.said = "decline";
            held.answers[0] = other.record();
            held.enter_answers();
        }),
        taken("answer-receipt-replaced", "the office entered another receipt", |held| {
            let mut other = held.answered[0].clone();
            other.time += 1;
            held.answers[0] = other.record();
            held.enter_answers();
        }),
        taken("answer-never-entered", "two hours passed, and no answer was entered", |held| {
            held.office.clock += 7200;
            held.stand();
        }),
        taken("answer-of-annulled-dropped", "dropped, and the result annulled since", |held| {
            held.answers.remove(0);
            held.enter_answers();
            held.annul();
            held.draw_again();
        }),
        held_back(),
        kept_back_after_handover(),
    ]
}

fn held_back() -> Vector {
    let mut held = published();
    let placed = placed(&held);
    held.answer(&placed[0], "accept");
    held.answer(&placed[1], "accept");
    let (record, received) = (held.answers.pop().unwrap_or_default(), held.answered[1].time);
    held.office.wait_until(received + 7200);
    held.enter_answers();
    held.answers.push(record);
    held.enter_answers();
    let why = "two hours after it was received, an answer was not entered; it was later";
    let slip = slips(&held)[1].clone();
    vector("answer-held-back", &held, why, &[slip])
}

fn kept_back_after_handover() -> Vector {
    let mut held = published();
    held.office.hand_over();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.office.clock += 20_000;
    held.office.hand_back();
    held.office.clock += 7200;
    held.stand();
    let why = "two hours after the machine was back, the answer was not entered";
    let slip = slips(&held)[0].clone();
    vector("answer-kept-back", &held, why, &[slip])
}

/// A round with one answer, which `act` changes before it is received; it is entered and given.
fn changed(name: &'static str, why: &'static str, act: fn(&Child, &mut Answer)) -> Vector {
    let mut held = published();
    let child = placed(&held).remove(0);
    let mut answer = held.next_answer(&child, "accept");
    act(&child, &mut answer);
    held.receive_answer(answer);
    held.enter_answers();
    let slip = slips(&held)[0].clone();
    vector(name, &held, why, &[slip])
}

fn altered() -> Vec<Vector> {
    vec![
        changed("answer-invented", "a decline under the signature of the accept", |_, answer| {
            answer.said = "decline";
        }),
        changed(
            "answer-signed-otherwise",
            "an answer signed for another attempt",
            |child, answer| {
                answer.of.number = 2;
                answer.sign(&child.signing_key());
                answer.of.number = 1;
            },
        ),
        changed("answer-by-other-key", "a key that is not the roll's", |_, answer| {
            answer.sign(&signing_key("office's own"));
        }),
        changed("answer-key-left-out", "the roll has a key, the receipt none", |_, answer| {
            (answer.key, answer.signature) = (None, None);
        }),
        late(),
        without_place(),
        not_in_rules(),
        by_other_key(),
        later_contradicts(),
    ]
}

fn late() -> Vector {
    let mut held = published();
    held.office.wait_until(UNTIL);
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.enter_answers();
    let slip = slips(&held)[0].clone();
    vector("answer-late", &held, "an answer was taken when their time was over", &[slip])
}

fn without_place() -> Vector {
    let mut held = published();
    let child = held.by_place().1.remove(0);
    held.answer(&child, "accept");
    let slip = slips(&held)[0].clone();
    let why = "the office took an answer of a child without a place";
    vector("answer-taken-without-place", &held, why, &[slip])
}

fn not_in_rules() -> Vector {
    let mut held = super::published();
    let child = held.by_place().0.remove(0);
    held.answer(&child, "accept");
    let slip = slips(&held)[0].clone();
    let why = "the office took an answer in a round that takes none";
    vector("answer-taken-against-rules", &held, why, &[slip])
}

fn by_other_key() -> Vector {
    let mut held = published();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.enter_answers();
    let name = format!("{}/receipts", held.office.origin);
    let slip = note(&held.answered[0].text(), &name, &signing_key("somebody's"));
    let why = "the receipt is signed by a key that is not the office's";
    vector("answer-receipt-by-other-key", &held, why, &[slip.to_string().into_bytes()])
}

fn later_contradicts() -> Vector {
    let mut held = published();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    let mut invented = held.next_answer(&child, "decline");
    invented.signature = Some([7; 64]);
    held.receive_answer(invented);
    held.enter_answers();
    let receipts = slips(&held).to_vec();
    let why = "the office answers with a decline whose signature is not the family's";
    vector("answer-later-invented", &held, why, &receipts)
}

/// A good receipt whose text is changed before the office signs it.
fn text(name: &'static str, why: &'static str, old: &str, new: &str) -> Vector {
    let mut held = published();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.enter_answers();
    let text = held.answered[0].text();
    assert!(text.contains(old), "the receipt doesn't hold {old}");
    let text = text.replacen(old, new, 1);
    let (signer, key) = held.office.receipts_key();
    let slip = note(&text, &signer, &key).to_string().into_bytes();
    vector(name, &held, why, &[slip])
}

fn texts() -> Vec<Vector> {
    let signature = format!("\nsignature: {}", Digest::of(b""));
    vec![
        text("answered-other-word", "a receipt of maybe", "answer: accept", "answer: maybe"),
        text("answered-line-missing", "a receipt without time", "time: ", "ime: "),
        text("answered-signature-short", "half a signature", "\nsignature: ", &signature),
        text("answered-surplus-line", "a line too many", "index: 0\n", "index: 0\nnote: -\n"),
    ]
}
