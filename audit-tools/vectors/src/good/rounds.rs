//! Attempts, voids, rounds of a cohort, rehearsals (PROTOCOL.md, sections 10.1 and 10.3).

use paiwei_protocol::rules::Rules;

use crate::{
    ceremony::Ceremony,
    folder::replace,
    people::{child, five},
    rules::{REHEARSAL, small, timeline},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![
        annulled_attempt(),
        annulled_twice(),
        void_round(),
        void_after_order(),
        void_second_attempt(),
        follow_up(),
        follow_up_of_void(),
        follow_up_of_annulled(),
        third_round(),
        other_cohort(),
        other_round_unsound(),
        protocol_mended(),
        rehearsal(),
        rehearsal_unwatched(),
        rehearsal_repeated(),
        standing(),
        with_verify_page(),
    ]
}

/// A small round, published.
pub(crate) fn published() -> Ceremony {
    let mut held = Ceremony::alone(small(), five());
    held.to_published();
    held
}

fn annulled_attempt() -> Vector {
    let mut held = published();
    held.annul();
    held.line("An").points = Some(1);
    held.draw_again();
    Vector::good("annulled-attempt", &held, "attempt 1 was annulled, attempt 2 is in force")
}

fn annulled_twice() -> Vector {
    let mut held = published();
    for _ in 0..2 {
        held.annul();
        held.draw_again();
    }
    Vector::good("annulled-twice", &held, "attempts 1 and 2 were annulled")
}

fn void_round() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_posted();
    held.freeze();
    held.void();
    Vector::good("void-round", &held, "given up after the freeze")
}

fn void_after_order() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_opened();
    held.set_order();
    let notes = held.denials(&held.witnesses);
    held.void_with(&notes);
    Vector::good("void-after-order", &held, "the notary states that it did not cosign the order")
}

fn void_second_attempt() -> Vector {
    let mut held = published();
    held.annul();
    held.void();
    Vector::good("void-second-attempt", &held, "attempt 1 was annulled, then the round given up")
}

fn follow_up() -> Vector {
    let held = published();
    let (placed, mut left) = held.by_place();
    // A child with a place may apply and withdraw again: only entered lines count.
    left.extend(placed.into_iter().take(1));
    let mut held = held.follow("junior-2027-2", left);
    held.begin();
    held.take_applications();
    let name = held.children[3].name;
    held.withdraw(name);
    held.close_and_draw();
    Vector::good("follow-up", &held, "the cohort's second round, for those without a place")
}

fn follow_up_of_void() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_posted();
    held.void();
    let mut held = held.follow("junior-2027-2", five());
    held.to_published();
    Vector::good("follow-up-of-void", &held, "the cohort's first round was void")
}

fn follow_up_of_annulled() -> Vector {
    let mut held = published();
    held.annul();
    held.draw_again();
    let (_, left) = held.by_place();
    let mut held = held.follow("junior-2027-2", left);
    held.to_published();
    Vector::good("follow-up-of-annulled", &held, "earlier/ holds the attempt in force")
}

fn third_round() -> Vector {
    let held = published();
    let (_, left) = held.by_place();
    let mut held = held.follow("junior-2027-2", left.clone());
    held.announce();
    held.void();
    let mut held = held.follow("junior-2027-3", left);
    held.to_published();
    Vector::good("third-round", &held, "follows a void round, which follows one in force")
}

fn other_cohort() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    let other =
        Rules { round: "primary-2027".to_owned(), cohort: "born-2021".to_owned(), ..small() };
    let mut other = Ceremony::alone(other, vec![child("Ji", "P1")]);
    held.announce();
    std::mem::swap(&mut held.office, &mut other.office);
    other.begin();
    std::mem::swap(&mut held.office, &mut other.office);
    held.commit_all();
    held.take_applications();
    held.close_intake();
    held.review();
    held.post();
    held.freeze();
    held.open_all();
    std::mem::swap(&mut held.office, &mut other.office);
    other.open_intake();
    other.apply_all();
    std::mem::swap(&mut held.office, &mut other.office);
    held.randomise();
    held.draw();
    held.publish();
    Vector::good("other-cohort-running", &held, "another cohort's round runs in the same journal")
}

fn other_round_unsound() -> Vector {
    let mut held = Ceremony::alone(
        Rules { round: "primary-2027".to_owned(), cohort: "born-2021".to_owned(), ..small() },
        five(),
    );
    held.to_posted();
    held.freeze();
    held.seeds.insert("office".to_owned(), [5; 32]);
    held.open_all();
    let rules = Rules { timeline: timeline(held.office.clock), ..small() };
    let mut held = Ceremony::new(held.close(), rules, five());
    held.to_published();
    let why = "another round opened a seed that it had not committed to: not this one's matter";
    Vector::good("other-round-unsound", &held, why)
}

fn protocol_mended() -> Vector {
    let mut held = published();
    held.annul();
    replace(&mut held.files, "PROTOCOL.md", "stand-in", "mended stand-in");
    held.draw_again();
    let why = "PROTOCOL.md is that of the attempt in force, not of the annulled one";
    Vector::good("protocol-mended", &held, why)
}

/// Rules of a rehearsal.
fn rehearsal_rules() -> Rules {
    Rules { origin: REHEARSAL.to_owned(), rehearsal: true, ..small() }
}

fn rehearsal() -> Vector {
    let mut held = Ceremony::alone(rehearsal_rules(), five());
    held.to_published();
    Vector::good("rehearsal", &held, "a rehearsal has a journal and a draw text of its own")
}

fn rehearsal_unwatched() -> Vector {
    let mut held = Ceremony::alone(Rules { observers: Vec::new(), ..rehearsal_rules() }, five());
    held.rules.posting.objection = 60;
    held.to_posted();
    held.witness_posting();
    held.freeze();
    held.witness_freeze();
    held.open_all();
    held.set_order();
    held.set_order_again(0, &[]);
    held.witness_order();
    held.throw();
    held.record_dice();
    held.draw();
    held.publish();
    Vector::good("rehearsal-unwatched", &held, "a rehearsal may have no observer: quorums are 0")
}

fn rehearsal_repeated() -> Vector {
    let mut held = Ceremony::alone(rehearsal_rules(), five());
    held.announce();
    let mut held = held.follow("again", five());
    held.rules.follows = None;
    held.tag_key = "another tag key".to_owned();
    held.to_published();
    Vector::good("rehearsal-repeated", &held, "the rules of cohorts do not bind rehearsals")
}

fn standing() -> Vector {
    let mut held = published();
    held.stand();
    held.office.clock += 86_400;
    held.stand();
    Vector::good("standing", &held, "standing is renewed")
}

fn with_verify_page() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    let page = b"<!doctype html><title>A vector's stand-in</title>\n".to_vec();
    held.files.insert("verify.html".to_owned(), page);
    held.to_published();
    Vector::good("verify-page", &held, "the result lists verify.html")
}
