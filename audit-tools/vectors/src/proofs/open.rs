//! Nothing is wrong, but something cannot be told.

use super::{
    ProofVector,
    family::{Family, published, round, slip},
};
use crate::{
    ceremony::{Ceremony, trust},
    people::five,
    rules::{observers, small},
};

pub(super) fn all() -> Vec<ProofVector> {
    let held = published();
    let an = || Family::of(&held, &["An"]);
    let unpinned =
        ProofVector { trust: None, exit: 2, ..an().good("unpinned", "no trust is given") };
    vec![
        unpinned,
        observer_unpinned(),
        not_cosigned(),
        one_of_three(),
        an().with(vec![slip(&held, "Du", None)]).open(
            "other-familys-receipt",
            "L4",
            "the receipt of a child that this proof file doesn't hold",
        ),
        an().with(Vec::new()).open("no-receipt", "L1", "no receipt is given"),
        older_revision(),
        withdrawn(),
    ]
}

fn observer_unpinned() -> ProofVector {
    let held = published();
    let mut other = held.rules.clone();
    other.observers = observers("forger", ["notary"]);
    let vector = Family::of(&held, &["An"]).good("unpinned-observer", "another notary is pinned");
    ProofVector { trust: Some(trust(&held.office, &other)), exit: 2, ..vector }
}

fn not_cosigned() -> ProofVector {
    let held = published();
    let folder = held.folder_under(&held.office.cosigned(&[]));
    let why = "nobody has cosigned the checkpoint";
    Family::from_folder(&held, &folder, &["An"]).open("not-cosigned", "L2", why)
}

fn one_of_three() -> ProofVector {
    let rules = paiwei_protocol::rules::Rules {
        observers: observers("office", ["notary", "parents", "district"]),
        ..small()
    };
    let mut held = Ceremony::alone(rules, five());
    held.to_published();
    let folder = held.folder_under(&held.office.cosigned(&["notary".to_owned()]));
    let why = "one of three witnesses has cosigned";
    Family::from_folder(&held, &folder, &["An"])
        .open("too-few-cosignatures", "L2", why)
        .remarked([("An", "1 office")])
}

fn older_revision() -> ProofVector {
    let mut held = round();
    held.begin();
    held.take_applications();
    held.revise("Fang", "P2|P3");
    held.close_and_draw();
    let why = "the roll has a later revision than the only receipt";
    let receipts = vec![slip(&held, "Fang", Some(1))];
    Family::of(&held, &["Fang"]).with(receipts).open("older-revision", "L4", why)
}

fn withdrawn() -> ProofVector {
    let mut held = round();
    held.begin();
    held.take_applications();
    held.withdraw("Fang");
    held.close_and_draw();
    Family::of(&held, &["Fang"]).open("withdrawn", "L4", "the child took no part in the draw")
}
