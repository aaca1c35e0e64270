//! Handing the journal over and back: V06.

use crate::{ceremony::Ceremony, vector::Vector};

use super::events::acted;

pub(super) fn all() -> Vec<Vector> {
    vec![
        acted(
            "handed-over-during-intake",
            "handed over while applications came",
            Ceremony::begin,
            |held| {
                held.take_applications();
                held.office.hand_over();
                held.office.hand_back();
                held.close_and_draw();
            },
        ),
        acted("intake-on-ceremony-machine", "intake while handed over", Ceremony::begin, |held| {
            held.office.hand_over();
            held.take_applications();
            held.close_and_draw();
        }),
        acted(
            "handed-back-without",
            "handed back without handing over",
            Ceremony::to_posted,
            |held| {
                held.office.hand_back();
                held.finish();
            },
        ),
        acted("handed-over-twice", "handed over twice", Ceremony::to_posted, |held| {
            held.office.hand_over();
            held.office.hand_over();
            held.finish();
        }),
        acted(
            "rotated-while-handed-over",
            "a key was replaced while handed over",
            Ceremony::to_posted,
            |held| {
                held.office.hand_over();
                held.office.rotate("receipts", "receipts 2", false);
                held.finish();
            },
        ),
        acted(
            "journal-key-rotated-while-handed-over",
            "the online journal key was replaced while handed over, by itself and the recovery key",
            Ceremony::to_posted,
            |held| {
                held.office.hand_over();
                held.office.rotate("journal", "journal 2", false);
                held.finish();
            },
        ),
    ]
}
