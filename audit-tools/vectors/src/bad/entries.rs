//! Entries that are not of their form: V03.

use paiwei_protocol::encoding::json::canonical;
use serde_json::{Value, json};

use crate::{ceremony::Ceremony, vector::Vector};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    vec![
        time_decreases(),
        forged("entry-unknown-member", "an entry has a member that no entry has", |entry| {
            entry["remark"] = json!("as agreed");
        }),
        forged("entry-missing-member", "an entry lacks a member", |entry| {
            entry.as_object_mut().map(|members| members.remove("notes"));
        }),
        forged("entry-unknown-type", "an entry of a type that is none", |entry| {
            entry["type"] = json!("order-remembered");
        }),
        forged("entry-attempt-zero", "attempts are counted from 1", |entry| {
            entry["attempt"] = json!(0);
        }),
        forged("entry-of-round-called-office", "no round is called after the office", |entry| {
            entry["round"] = json!("office");
        }),
        observer_called_office(),
        rewritten("entry-not-canonical", "an entry with a space in it", |text| {
            text.replacen("{\"at\"", "{ \"at\"", 1)
        }),
        rewritten("entry-number-with-fraction", "attempt 1.0 is not the integer 1", |text| {
            text.replacen("\"attempt\":1", "\"attempt\":1.0", 1)
        }),
        rewritten("entry-member-twice", "a member stands twice in an entry", |text| {
            text.replacen("\"attempt\":1", "\"attempt\":1,\"attempt\":1", 1)
        }),
        rewritten("entry-with-line-feed", "an entry ends in a line feed", |text| {
            format!("{text}\n")
        }),
        upper_case(),
        reason_empty(),
        reason_not_normalised(),
        note_signed_twice(),
        opened_twice(),
        other_origin(),
    ]
}

/// A round whose order-set entry is forged.
fn forged(name: &'static str, why: &'static str, act: fn(&mut Value)) -> Vector {
    let mut held = plain();
    held.to_opened();
    held.office.forge(act);
    rest(&mut held);
    Vector::bad(name, &held, "V03", why)
}

/// The announcement names an observer after the office.
fn observer_called_office() -> Vector {
    let mut held = plain();
    held.office.forge(|entry| entry["observers"][0]["id"] = json!("office"));
    held.to_published();
    let why = "an observer is called after the office in the announcement";
    Vector::bad("entry-of-observer-called-office", &held, "V03", why)
}

/// From order-set to the result.
fn rest(held: &mut Ceremony) {
    held.randomise();
    held.draw();
    held.publish();
}

/// A round whose order-set entry is written otherwise than canonically.
fn rewritten(name: &'static str, why: &'static str, act: fn(&str) -> String) -> Vector {
    let mut held = plain();
    held.to_opened();
    let mut entry = held.step("order-set", json!({ "drand": null, "notes": [] }));
    entry["at"] = json!(held.office.clock);
    let text = String::from_utf8_lossy(&canonical(&entry)).into_owned();
    held.order = held.office.append_bytes(act(&text).into_bytes());
    held.witness_order();
    held.throw();
    held.record_dice();
    held.draw();
    held.publish();
    Vector::bad(name, &held, "V03", why)
}

fn time_decreases() -> Vector {
    let mut held = plain();
    held.to_opened();
    held.office.clock -= 60;
    rest(&mut held);
    Vector::bad("time-decreases", &held, "V03", "an entry is older than the one before it")
}

fn upper_case() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.office.forge(|entry| {
        let root = entry["root"].as_str().unwrap_or_default().to_uppercase();
        entry["root"] = json!(root);
    });
    held.finish();
    Vector::bad("entry-upper-case-hash", &held, "V03", "a hash is written in upper case")
}

fn reason_empty() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.office.forge(|entry| entry["reason"] = json!(""));
    held.void();
    Vector::bad("void-without-reason", &held, "V03", "the round is given up without a reason")
}

fn reason_not_normalised() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.office.forge(|entry| entry["reason"] = json!("annule\u{301}"));
    held.void();
    let why = "a string is not in normalisation form C";
    Vector::bad("entry-not-normalised", &held, "V03", why)
}

fn note_signed_twice() -> Vector {
    let mut held = plain();
    held.to_opened();
    held.set_order();
    held.witness_order();
    held.throw();
    held.office.forge(|entry| {
        let note = entry["confirmations"][0].as_str().unwrap_or_default().to_owned();
        let line = note.lines().last().unwrap_or_default();
        entry["confirmations"] = json!([format!("{note}{line}\n")]);
    });
    held.record_dice();
    held.draw();
    held.publish();
    Vector::bad("note-signed-twice", &held, "V03", "a note has two lines of one key")
}

fn opened_twice() -> Vector {
    let mut held = plain();
    held.to_posted();
    let opening = held.office.entries[0].clone();
    let mut opening: Value = serde_json::from_slice(&opening).unwrap_or_default();
    opening["at"] = json!(held.office.clock);
    held.office.append(opening);
    held.finish();
    Vector::bad("journal-opened-twice", &held, "V03", "journal-opened is entry 0 and only there")
}

fn other_origin() -> Vector {
    let held = published();
    let size = held.office.entries.len();
    let text = held.office.checkpoint_text(size).replacen("330199", "330198", 1);
    let mut checkpoint =
        crate::people::note(&text, &held.office.origin, &held.office.key("journal"));
    held.office.observer("notary").cosign(&mut checkpoint, held.office.clock);
    let folder = held.folder_under(&checkpoint);
    let why = "the checkpoint is of another origin than the journal";
    Vector::bad_folder("checkpoint-of-other-origin", &held, folder, "V03", why)
}
