//! Keys and machines of the journal (PROTOCOL.md, sections 4.3, 8 and 10.3).

use crate::{
    ceremony::Ceremony,
    people::{Observer, five},
    rules::small,
    vector::Vector,
};

use super::review::keyed;

pub(super) fn all() -> Vec<Vector> {
    vec![
        handover(),
        handover_kept(),
        rotations(),
        lost_keys(),
        receipts_across_rotation(),
        surplus_signatures(),
        full_tiles(),
    ]
}

fn handover() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_posted();
    held.office.hand_over();
    held.finish();
    held.office.hand_back();
    held.stand();
    Vector::good("handover", &held, "the ceremony machine draws, the online machine goes on")
}

fn handover_kept() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_posted();
    held.office.hand_over();
    held.finish();
    Vector::good("handover-kept", &held, "published while the ceremony machine holds the journal")
}

fn rotations() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.office.rotate("journal", "journal 2", false);
    held.to_posted();
    held.office.rotate("receipts", "receipts 2", false);
    held.office.rotate("journal", "journal 3", false);
    held.office.hand_over();
    held.freeze();
    held.open_all();
    held.randomise();
    held.office.hand_back();
    held.office.rotate("journal", "journal 4", false);
    held.draw();
    held.publish();
    Vector::good("rotations", &held, "keys are replaced, before, during and after a handover")
}

fn lost_keys() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.office.rotate("journal", "journal 2", true);
    held.to_opened();
    held.office.rotate("receipts", "receipts 2", true);
    held.randomise();
    held.draw();
    held.publish();
    held.office.rotate("journal", "journal 3", true);
    Vector::good("lost-keys", &held, "lost keys are replaced by the recovery key alone")
}

fn receipts_across_rotation() -> Vector {
    let mut held = keyed();
    held.begin();
    held.open_intake();
    let children = held.children.clone();
    held.apply(&children[0]);
    // Signed by the machine that has not heard of the new key yet.
    held.apply(&children[1]);
    held.office.rotate("receipts", "receipts 2", false);
    held.office.clock += 400;
    for child in &children[2..] {
        held.apply(child);
    }
    held.close_and_draw();
    let receipts = [0, 1, 2].map(|index: usize| held.slips[index].clone());
    Vector::good("receipts-across-rotation", &held, "receipts by the old and by the new key")
        .with_receipts(receipts)
}

fn surplus_signatures() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.to_published();
    let mut vector = Vector::good("surplus-signatures", &held, "a stranger cosigned as well");
    let mut checkpoint = held.office.cosigned(&held.witnesses);
    Observer::new("stranger", "passer-by").cosign(&mut checkpoint, 1);
    vector.round = held.folder_under(&checkpoint);
    vector
}

fn full_tiles() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.begin();
    held.take_applications();
    for _ in 0..250 {
        held.hour();
    }
    held.close_and_draw();
    Vector::good("full-tiles", &held, "more than 256 entries: full tiles and a second level")
}
