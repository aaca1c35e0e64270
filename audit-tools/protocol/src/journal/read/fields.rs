//! The forms that members of entries have.

use crate::{
    digest::{Digest, parse_hex},
    encoding::json::{Element, JsonError, Object},
    ident::{OFFICE, is_id, is_origin},
    journal::entry::{MAX_NOTES, MAX_REASON},
    note::{Note, VerifierKey},
};

type Read<T> = Result<T, JsonError>;

/// The id of a round, a cohort or an observer, none of which may be called after the office.
pub(super) fn id(object: &mut Object<'_>, name: &str) -> Read<String> {
    let element = object.element(name)?;
    id_of(&element)
}

/// The holder of a seed: the office or an observer.
pub(super) fn holder(object: &mut Object<'_>) -> Read<String> {
    let element = object.element("holder")?;
    if element.text()? == OFFICE { Ok(OFFICE.to_owned()) } else { id_of(&element) }
}

fn id_of(element: &Element<'_>) -> Read<String> {
    let text = element.text()?;
    if is_id(text) && text != OFFICE {
        Ok(text.to_owned())
    } else {
        Err(element.expected("an id: a letter, then up to 31 of A-Z a-z 0-9 . _ -; not office"))
    }
}

pub(super) fn optional_id(object: &mut Object<'_>, name: &str) -> Read<Option<String>> {
    object.nullable(name)?.as_ref().map(id_of).transpose()
}

pub(super) fn origin(object: &mut Object<'_>, name: &str) -> Read<String> {
    let element = object.element(name)?;
    let text = element.text()?;
    if is_origin(text) { Ok(text.to_owned()) } else { Err(element.expected("an origin")) }
}

pub(super) fn attempt(object: &mut Object<'_>) -> Read<u32> {
    let element = object.element("attempt")?;
    match element.small_integer()? {
        0 => Err(element.expected("an attempt, counted from 1")),
        attempt => Ok(attempt),
    }
}

pub(super) fn digest(object: &mut Object<'_>, name: &str) -> Read<Digest> {
    fixed_hex(object, name).map(Digest)
}

pub(super) fn fixed_hex<const N: usize>(object: &mut Object<'_>, name: &str) -> Read<[u8; N]> {
    let element = object.element(name)?;
    parse_hex(element.text()?)
        .ok_or_else(|| element.expected(&format!("{} lower-case hex digits", 2 * N)))
}

pub(super) fn hex(element: &Element<'_>) -> Read<Vec<u8>> {
    let text = element.text()?;
    let lower = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match hex::decode(text) {
        Ok(bytes) if lower => Ok(bytes),
        _ => Err(element.expected("lower-case hex digits")),
    }
}

pub(super) fn key(object: &mut Object<'_>, name: &str) -> Read<VerifierKey> {
    let element = object.element(name)?;
    element.text()?.parse().map_err(|error| element.expected(&format!("a verifier key ({error})")))
}

pub(super) fn note(object: &mut Object<'_>, name: &str) -> Read<Note> {
    let element = object.element(name)?;
    note_of(&element)
}

fn note_of(element: &Element<'_>) -> Read<Note> {
    Note::parse("note", element.text()?.as_bytes())
        .map_err(|error| element.expected(&format!("a signed note ({error})")))
}

pub(super) fn optional_note(object: &mut Object<'_>, name: &str) -> Read<Option<Note>> {
    object.nullable(name)?.as_ref().map(note_of).transpose()
}

pub(super) fn notes(object: &mut Object<'_>, name: &str) -> Read<Vec<Note>> {
    let element = object.element(name)?;
    let list = element.array()?;
    if list.len() > MAX_NOTES {
        return Err(element.expected(&format!("at most {MAX_NOTES} notes")));
    }
    list.iter().map(note_of).collect()
}

pub(super) fn reason(object: &mut Object<'_>, name: &str) -> Read<String> {
    let element = object.element(name)?;
    reason_of(&element)
}

pub(super) fn optional_reason(object: &mut Object<'_>, name: &str) -> Read<Option<String>> {
    object.nullable(name)?.as_ref().map(reason_of).transpose()
}

fn reason_of(element: &Element<'_>) -> Read<String> {
    let text = element.text()?;
    // A verdict prints reasons: they must not steer the terminal of whoever reads it.
    if (1..=MAX_REASON).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(element.expected(&format!("1 to {MAX_REASON} characters, no control character")))
    }
}
