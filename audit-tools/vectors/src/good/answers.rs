//! Answers after the draw (PROTOCOL.md, sections 6.7 to 6.10).

use paiwei_protocol::rules::{Rules, Timeline};

use crate::{
    answer::Answer,
    ceremony::Ceremony,
    people::{Child, five},
    rules::{START, plain, rules, timeline},
    vector::Vector,
};

/// Until when answers are taken.
pub(crate) const UNTIL: u64 = START + 100_000;

pub(super) fn all() -> Vec<Vector> {
    vec![
        answers(),
        after_annulment(),
        at_the_deadline(),
        soon_to_be_entered(),
        during_handover(),
        none_given(),
        later_unanswered(),
        of_a_later_attempt(),
    ]
}

/// A round that takes answers, with three seats for five children, two of whom hold no key.
pub(crate) fn answering() -> Ceremony {
    let timeline = Timeline { answers: Some(UNTIL), ..timeline(START) };
    let rules = Rules { timeline, ..rules(vec![plain("P1", 3)]) };
    let children = five().into_iter().enumerate();
    let children = children.map(|(at, child)| if at < 2 { child } else { child.with_key() });
    Ceremony::alone(rules, children.collect())
}

/// The same, published.
pub(crate) fn published() -> Ceremony {
    let mut held = answering();
    held.to_published();
    held
}

/// The children who have a place, those with keys first.
pub(crate) fn placed(held: &Ceremony) -> Vec<Child> {
    let (mut placed, _) = held.by_place();
    placed.sort_by_key(|child| !child.key);
    placed
}

/// The receipts of answers that were given so far, in order of arrival.
pub(crate) fn slips(held: &Ceremony) -> &[Vec<u8>] {
    &held.slips[held.receipts.len()..]
}

/// A good round with receipts.
fn good(name: &'static str, held: &Ceremony, why: &'static str, receipts: &[Vec<u8>]) -> Vector {
    let mut vector = Vector::good(name, held, why);
    let names = (1..).map(|number| format!("{number}.txt"));
    vector.receipts = names.zip(receipts.iter().cloned()).collect();
    vector
}

fn answers() -> Vector {
    let mut held = published();
    let placed = placed(&held);
    held.answer(&placed[0], "accept");
    held.answer(&placed[1], "decline");
    held.enter_answers();
    held.office.clock += 3600;
    let mut typed_in = held.next_answer(&placed[2], "accept");
    typed_in.signature = None;
    held.receive_answer(typed_in);
    held.answer(&placed[0], "decline");
    held.enter_answers();
    held.stand();
    // All receipts of the round, of applications and of answers.
    let receipts = held.slips.clone();
    let why = "accepted and declined, changed from the one to the other, typed in by the office";
    good("answers", &held, why, &receipts).remarked([("An", "1 office"), ("Bo", "1 office")])
}

fn after_annulment() -> Vector {
    let mut held = published();
    let first = placed(&held);
    held.answer(&first[0], "decline");
    held.answer(&first[1], "accept");
    held.enter_answers();
    // Given, and not entered before the result is annulled: nothing follows from it any more.
    held.answer(&first[2], "accept");
    held.annul();
    held.draw_again();
    for child in placed(&held) {
        held.answer(&child, "accept");
    }
    held.enter_answers();
    held.office.clock += 86_400;
    held.stand();
    let receipts = slips(&held).to_vec();
    let why = "answers to the annulled result, and anew to the one in force";
    good("answers-after-annulment", &held, why, &receipts)
}

fn at_the_deadline() -> Vector {
    let mut held = published();
    held.office.wait_until(UNTIL - 1);
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.office.clock += 600;
    held.enter_answers();
    let receipts = slips(&held).to_vec();
    good("answers-at-their-end", &held, "answered in the last second, entered later", &receipts)
}

fn soon_to_be_entered() -> Vector {
    let mut held = published();
    let placed = placed(&held);
    held.answer(&placed[0], "decline");
    held.answer(&placed[1], "accept");
    held.office.wait_until(held.answered[0].time + 7199);
    held.stand();
    let receipts = slips(&held).to_vec();
    let why = "two answers that the office has two hours to enter";
    good("answers-soon-entered", &held, why, &receipts)
}

fn during_handover() -> Vector {
    let mut held = published();
    held.office.hand_over();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.office.clock += 20_000;
    held.office.hand_back();
    held.office.clock += 7000;
    held.stand();
    let receipts = slips(&held).to_vec();
    let why = "an answer that came while the ceremony machine held the journal, to be entered now";
    good("answers-during-handover", &held, why, &receipts)
}

fn none_given() -> Vector {
    Vector::good("answers-none-given", &published(), "a round that takes answers, and got none yet")
}

fn later_unanswered() -> Vector {
    let mut held = published();
    let child = placed(&held).remove(0);
    held.answer(&child, "accept");
    held.answer(&child, "decline");
    held.enter_answers();
    let receipts = [slips(&held)[0].clone()];
    let why = "answers.csv has a later answer of the child, whose receipt is not given";
    good("answer-later-unanswered", &held, why, &receipts).open("V32")
}

fn of_a_later_attempt() -> Vector {
    let held = published();
    let child = placed(&held).remove(0);
    let mut answer: Answer = held.next_answer(&child, "accept");
    answer.of.number = 2;
    answer.sign(&child.signing_key());
    answer.time = held.office.clock;
    let receipts = [held.sign_answer(&answer)];
    let why = "an answer to a second attempt, of which this folder knows nothing";
    good("answer-of-later-attempt", &held, why, &receipts).open("V32")
}
