//! Reading a proof file: its form, nothing of what it says.

use super::{
    FORMAT, MAX_MEMBERS, MAX_PATH, MAX_PROOF, MAX_PROOF_ENTRIES, Proof, ProofEntry, ProofFileError,
    ProofMember, gzip,
};
use crate::{
    digest::Digest,
    encoding::json::{Element, JsonError, Object, parse_within},
};

impl Proof {
    /// Reads the bytes of `file`.
    ///
    /// # Errors
    ///
    /// [`ProofFileError`] if it is not of the form of PROTOCOL.md, section 17.3.
    pub fn read(file: &str, packed: &[u8]) -> Result<Self, ProofFileError> {
        let bytes = gzip::unpack(packed)
            .map_err(|error| ProofFileError::Pack { file: file.to_owned(), error })?;
        let value = parse_within(file, &bytes, MAX_PROOF)?;
        let mut root = Object::root(file, &value)?;
        let format = root.element("format")?;
        if format.text()? != FORMAT {
            return Err(format.expected(FORMAT).into());
        }
        let (entries, members) = (root.element("entries")?, root.element("members")?);
        let proof = Self {
            checkpoint: text(&mut root, "checkpoint")?,
            entries: list(&entries, MAX_PROOF_ENTRIES, entry)?,
            rules: text(&mut root, "rules")?,
            draw: text(&mut root, "draw")?,
            cutoffs: text(&mut root, "cutoffs")?,
            members: list(&members, MAX_MEMBERS, member)?,
        };
        root.finish()?;
        ascending(&entries, proof.entries.iter().map(|entry| entry.index))?;
        ascending(&members, proof.members.iter().map(|member| member.index))?;
        Ok(proof)
    }
}

fn ascending(element: &Element<'_>, indexes: impl Iterator<Item = u64>) -> Result<(), JsonError> {
    if indexes.is_sorted_by(|left, right| left < right) {
        Ok(())
    } else {
        Err(element.expected("indexes ascending, none twice"))
    }
}

fn entry(mut object: Object<'_>) -> Result<ProofEntry, JsonError> {
    let entry = ProofEntry {
        text: text(&mut object, "entry")?,
        index: object.integer("index")?,
        path: path(&mut object, "path")?,
    };
    object.finish().map(|()| entry)
}

fn member(mut object: Object<'_>) -> Result<ProofMember, JsonError> {
    let member = ProofMember {
        index: object.integer("index")?,
        roll: line(&mut object, "roll")?,
        roll_path: path(&mut object, "roll_path")?,
        result: line(&mut object, "result")?,
        result_path: path(&mut object, "result_path")?,
    };
    object.finish().map(|()| member)
}

fn text(object: &mut Object<'_>, name: &str) -> Result<String, JsonError> {
    object.text(name).map(str::to_owned)
}

/// A line without LF.
fn line(object: &mut Object<'_>, name: &str) -> Result<String, JsonError> {
    let element = object.element(name)?;
    match element.text()? {
        line if line.contains('\n') => Err(element.expected("one line, without line feed")),
        line => Ok(line.to_owned()),
    }
}

/// A list of at least one object and no more than `most`.
fn list<T>(
    element: &Element<'_>,
    most: usize,
    read: fn(Object<'_>) -> Result<T, JsonError>,
) -> Result<Vec<T>, JsonError> {
    let items = element.array()?;
    if items.is_empty() || items.len() > most {
        return Err(element.expected(&format!("a list of 1 to {most}")));
    }
    items.iter().map(|item| read(item.object()?)).collect()
}

fn path(object: &mut Object<'_>, name: &str) -> Result<Vec<Digest>, JsonError> {
    let element = object.element(name)?;
    let items = element.array()?;
    if items.len() > MAX_PATH {
        return Err(element.expected(&format!("at most {MAX_PATH} hashes")));
    }
    let hash = |item: &Element<'_>| {
        item.text()?.parse().map_err(|_| item.expected("64 lower-case hex digits"))
    };
    items.iter().map(hash).collect()
}
