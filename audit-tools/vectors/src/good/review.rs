//! Applications, review, objections, receipts (PROTOCOL.md, sections 6, 7 and 11.3).

use paiwei_protocol::{roll::Status, rules::Rules};

use crate::{
    ceremony::Ceremony,
    people::{Child, child, five},
    receipt::Receipt,
    rules::{ORIGIN, band, category, plain, rules, small},
    secret::signing_key,
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![
        statuses(),
        changes(),
        doubled_child_refused(),
        objection(),
        family_receipts(),
        other_receipts(),
        answered_revision(),
        counter_revision(),
        hours(),
    ]
}

fn statuses() -> Vector {
    let mut children = five();
    children[1] = child("Bo", "P1").status(Status::Refused);
    children[2] = child("Cai", "P1").status(Status::Lapsed);
    let mut held = Ceremony::alone(small(), children);
    held.begin();
    held.take_applications();
    held.withdraw("Du");
    held.close_and_draw();
    Vector::good("statuses", &held, "lines entered, withdrawn, refused and lapsed")
}

/// A round in which each field of a line may change between posting and freeze.
pub(crate) fn reviewed() -> Ceremony {
    let bands = vec![band(1, ["P1", "P2"]), band(2, ["P1", "P2"])];
    let categories = ["sibling", "staff"].map(category).into();
    let rules = Rules {
        bands,
        categories,
        bundles: Some(2),
        ..rules(vec![plain("P1", 2), plain("P2", 2)])
    };
    let children = vec![
        child("An", "P1|P2").of(["sibling"]).points(3),
        child("Bo", "P1|P2").linked(["Bo", "Cai"]),
        child("Cai", "P1|P2").linked(["Bo", "Cai"]),
        child("Du", "P2|"),
        child("E", "|P2>P1").status(Status::Refused),
        child("Fang", "P1|"),
    ];
    Ceremony::alone(rules, children)
}

fn changes() -> Vector {
    let mut held = reviewed();
    held.to_posted();
    let line = held.line("An");
    (line.categories, line.points) = (vec!["sibling".to_owned(), "staff".to_owned()], Some(5));
    for name in ["Bo", "Cai"] {
        held.line(name).bundle.clear();
    }
    let line = held.line("Du");
    line.status = Status::Refused;
    line.choices.bands.clear();
    let choices = held.line("An").choices.clone();
    let line = held.line("E");
    (line.status, line.choices) = (Status::Entered, choices);
    held.line("Fang").choices.bands[1] = vec!["P2".to_owned()];
    held.finish();
    Vector::good("changes", &held, "every field that may change did, each with its reason")
}

fn doubled_child_refused() -> Vector {
    let mut children = five();
    children[1].document = "An";
    let mut held = Ceremony::alone(small(), children);
    held.to_posted();
    let line = held.line("Bo");
    line.status = Status::Refused;
    line.choices.bands.clear();
    held.finish();
    let why = "a child was posted under two codes, and one was refused before the freeze";
    Vector::good("doubled-child-refused", &held, why)
}

/// A round with an hour of objections.
pub(crate) fn with_objection() -> Ceremony {
    let mut rules = small();
    rules.posting.objection = 3600;
    Ceremony::alone(rules, five())
}

fn objection() -> Vector {
    let mut held = with_objection();
    held.to_posted();
    held.witness_posting();
    held.freeze();
    held.witness_freeze();
    held.open_all();
    held.randomise();
    held.draw();
    held.publish();
    Vector::good("objection", &held, "an hour between the witnessed posting and the freeze")
}

/// A round whose families hold keys.
pub(crate) fn keyed() -> Ceremony {
    Ceremony::alone(small(), five().into_iter().map(Child::with_key).collect())
}

fn family_receipts() -> Vector {
    let bands = vec![band(1, ["P1", "P2"]), band(2, ["P1", "P2"])];
    let programs = vec![plain("P1", 1), plain("P2", 1)];
    let categories = vec![category("sibling")];
    let children = vec![
        child("An", "P1|").with_key().of(["sibling"]),
        child("Bo", "P1|P2").with_key().linked(["Bo", "Cai"]),
        child("Cai", "P1|P2").with_key().linked(["Bo", "Cai"]),
        child("Du", "|P2").with_key(),
        child("E", "P2|P1"),
    ];
    let rules = Rules { bands, categories, bundles: Some(2), ..rules(programs) };
    let mut held = Ceremony::alone(rules, children);
    held.begin();
    held.take_applications();
    held.revise("An", "P2|P1");
    held.withdraw("Du");
    held.close_and_draw();
    let receipts = [0, 1, 4, 5, 6].map(|index: usize| held.slips[index].clone());
    Vector::good("family-receipts", &held, "receipts of families, also of earlier revisions")
        .with_receipts(receipts)
        .remarked([("E", "1 office")])
}

fn other_receipts() -> Vector {
    let mut held = keyed();
    held.children[1].status = Status::Refused;
    held.children[2].status = Status::Lapsed;
    held.to_published();
    let receipts = [1, 2].map(|index: usize| held.slips[index].clone());
    Vector::good("receipts-of-refused", &held, "what review may change is no contradiction")
        .with_receipts(receipts)
        .remarked([("Bo", "1 status entered refused"), ("Cai", "1 status entered lapsed")])
}

/// A round in which An has changed its choices, up to the posting.
pub(crate) fn revised() -> Ceremony {
    let mut held = Ceremony::alone(rules(vec![plain("P1", 2), plain("P2", 1)]), five());
    held.children[0].key = true;
    held.begin();
    held.take_applications();
    held.revise("An", "P2>P1");
    held
}

fn answered_revision() -> Vector {
    let mut held = revised();
    held.close_and_draw();
    let receipts = [held.slips[0].clone(), held.slips[5].clone()];
    Vector::good("revision-answered", &held, "the office answers with the receipt of revision 2")
        .with_receipts(receipts)
}

fn counter_revision() -> Vector {
    let mut held = revised();
    // The family lost its device: the counter makes revision 3, which has no key, and then gives
    // the family's new device a key in revision 4.
    held.child("An").key = false;
    held.revise("An", "P1");
    let mut receipt = Receipt::of(&held.children[0], ORIGIN, &held.rules.round, 4);
    receipt.key = Some(signing_key("family An, second device").public());
    held.receive(receipt);
    held.close_and_draw();
    let receipts = [0, 5, 6, 7].map(|index: usize| held.slips[index].clone());
    Vector::good("revision-at-the-counter", &held, "the office made revisions for the family")
        .with_receipts(receipts)
        .remarked([("An", "3 office"), ("An", "3 key"), ("An", "4 office"), ("An", "4 key")])
}

fn hours() -> Vector {
    let mut held = Ceremony::alone(small(), five());
    held.begin();
    held.open_intake();
    for child in held.children.clone() {
        held.office.clock += 700;
        held.apply(&child);
        held.hour();
    }
    held.hour();
    held.close_and_draw();
    let receipts = [held.slips[3].clone()];
    Vector::good("intake-by-the-hour", &held, "an entry for every hour that brought something")
        .with_receipts(receipts)
        .remarked([("Du", "1 office")])
}
