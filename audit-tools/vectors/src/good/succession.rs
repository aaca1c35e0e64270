//! Keys that the office replaced, and what review granted otherwise than was asked for: nothing is
//! wrong, and the families are told (PROTOCOL.md, sections 6.4, 6.6 and 6.12).

use paiwei_protocol::{ed25519::SigningKey, roll::Status, rules::Rules};

use super::review::revised;
use crate::{
    ceremony::Ceremony,
    people::{Child, child},
    rules::{category, plain, rules},
    secret::signing_key,
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![key_replaced(), key_unanswered(), new_key_unanswered(), remarked()]
}

/// The key of the device that An's family got at the counter, as the office says.
pub(crate) fn second_device() -> SigningKey {
    signing_key("family An, second device")
}

/// A round in which An has changed its choices, got another key and changed its choices again:
/// the receipts 0, 5, 6 and 7.
fn replaced() -> Ceremony {
    let mut held = revised();
    held.rekey("An", &second_device(), false);
    "P1".clone_into(&mut held.child("An").choices);
    held.rekey("An", &second_device(), true);
    held.close_and_draw();
    held
}

fn key_replaced() -> Vector {
    let held = replaced();
    let receipts = [0, 5, 6, 7].map(|index: usize| held.slips[index].clone());
    Vector::good(
        "key-replaced",
        &held,
        "the counter gave the family another key, which then signed",
    )
    .with_receipts(receipts)
    .remarked([("An", "3 key"), ("An", "3 office")])
}

fn key_unanswered() -> Vector {
    let held = replaced();
    let receipts = [0, 5, 7].map(|index: usize| held.slips[index].clone());
    let why = "the key of the roll is another, and the receipt of the revision that replaced it is missing";
    Vector::good("key-unanswered", &held, why).with_receipts(receipts).open("V30")
}

fn new_key_unanswered() -> Vector {
    let mut held = revised();
    held.rekey("An", &second_device(), false);
    held.rekey("An", &second_device(), false);
    held.close_and_draw();
    let receipts = [0, 7].map(|index: usize| held.slips[index].clone());
    let why = "the office made the roll's revision under another key, and shows none between";
    Vector::good("key-unanswered-by-the-counter", &held, why)
        .with_receipts(receipts)
        .open("V30")
        .remarked([("An", "4 office")])
}

/// Claims and bundles that review made otherwise.
fn remarked() -> Vector {
    let categories = ["staff", "sibling"].map(category).into();
    let rules = Rules { categories, bundles: Some(2), ..rules(vec![plain("P1", 2)]) };
    let children = vec![
        child("An", "P1").of(["staff"]),
        child("Bo", "P1"),
        child("Cai", "P1").of(["sibling"]),
        child("Du", "P1").of(["sibling"]).linked(["Du", "E"]),
        child("E", "P1").linked(["Du", "E"]),
    ];
    let mut held = Ceremony::alone(rules, children.into_iter().map(Child::with_key).collect());
    held.begin();
    held.take_applications();
    held.child("An").categories = vec!["sibling"];
    for name in ["Bo", "Cai"] {
        held.child(name).bundle = vec!["Bo", "Cai"];
    }
    for name in ["Du", "E"] {
        held.child(name).bundle.clear();
    }
    held.child("Du").categories.clear();
    held.child("E").status = Status::Refused;
    held.close_and_draw();
    let [bo_cai, du_e] = [["Bo", "Cai"], ["Du", "E"]].map(|names| linked(&names));
    let receipts = [0, 1, 2, 3, 4].map(|index: usize| held.slips[index].clone());
    let why = "review granted other categories and links than were asked for, and refused a child";
    Vector::good("review-remarked", &held, why).with_receipts(receipts).remarked([
        ("An", "1 claims staff sibling"),
        ("Bo", &format!("1 bundle - {bo_cai}")),
        ("Cai", &format!("1 bundle - {bo_cai}")),
        ("Du", "1 claims sibling -"),
        ("Du", &format!("1 bundle {du_e} -")),
        ("E", "1 status entered refused"),
    ])
}

/// A bundle as files have it.
pub(crate) fn linked(names: &[&str]) -> String {
    let mut codes: Vec<_> = names.iter().map(|name| crate::secret::code(name)).collect();
    codes.sort_unstable();
    paiwei_protocol::bundle::to_text(&codes)
}
