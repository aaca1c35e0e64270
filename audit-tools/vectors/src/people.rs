//! Observers and children, each made of a name.

use paiwei_protocol::{
    digest::Digest,
    ed25519::SigningKey,
    note::{KeyKind, Note, VerifierKey, cosign},
    roll::Status,
    rules::{self, Titles},
};

use crate::secret::{secret, signing_key};

/// Says why a step that the script takes cannot fail.
pub const SCRIPTED: &str = "the script's names, keys and texts are well-formed";

/// A title in both languages.
#[must_use]
pub fn titles(en: &str, zh: &str) -> Titles {
    Titles { en: en.to_owned(), zh: zh.to_owned() }
}

/// The verifier key of a signing key.
#[must_use]
pub fn verifier(name: &str, kind: KeyKind, key: &SigningKey) -> VerifierKey {
    VerifierKey::new(name, kind, key.public()).expect(SCRIPTED)
}

/// A note by one signer.
#[must_use]
pub fn note(text: &str, name: &str, key: &SigningKey) -> Note {
    Note::sign(text, &[(name, key)]).expect(SCRIPTED)
}

/// Somebody outside the office, with the two keys of an observer.
pub struct Observer {
    /// Id in the rules.
    pub id: String,
    /// Name of both keys.
    pub name: String,
    /// Signs notes.
    pub notes: SigningKey,
    /// Signs cosignatures.
    pub cosigns: SigningKey,
}

impl Observer {
    /// The observer `id` of the office of `whose` story: a forger's observers have the same names
    /// and other keys.
    #[must_use]
    pub fn new(whose: &str, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: format!("{id}.example/key"),
            notes: signing_key(&format!("{whose} {id} notes")),
            cosigns: signing_key(&format!("{whose} {id} cosigns")),
        }
    }

    /// The observer with all duties, as the rules name it.
    #[must_use]
    pub fn in_rules(&self) -> rules::Observer {
        rules::Observer {
            id: self.id.clone(),
            titles: titles(&self.id, "观察员"),
            note_key: verifier(&self.name, KeyKind::Note, &self.notes).to_string(),
            cosign_key: verifier(&self.name, KeyKind::Cosignature, &self.cosigns).to_string(),
            seed: true,
            witness: true,
            confirm: true,
        }
    }

    /// A note that this observer signs.
    #[must_use]
    pub fn sign(&self, text: &str) -> Note {
        note(text, &self.name, &self.notes)
    }

    /// Adds this observer's cosignature, made at `time`, to a checkpoint.
    pub fn cosign(&self, checkpoint: &mut Note, time: u64) {
        let line = cosign(&checkpoint.text, &self.name, &self.cosigns, time).expect(SCRIPTED);
        checkpoint.add(line).expect(SCRIPTED);
    }
}

/// A child as its application and its review tell it.
#[derive(Debug, Clone)]
pub struct Child {
    /// Name within the script; gives the code.
    pub name: &'static str,
    /// The family's device holds a key; without, the office makes the revisions.
    pub key: bool,
    /// The child's document; gives the tag.
    pub document: &'static str,
    /// Choices of the last revision.
    pub choices: String,
    /// Names of the children linked with this one, itself included.
    pub bundle: Vec<&'static str>,
    /// Categories that review grants, and that the family claims.
    pub categories: Vec<&'static str>,
    /// Points that review enters.
    pub points: Option<u32>,
    /// What review makes of it.
    pub status: Status,
}

/// A child with these choices, without claims, whose revisions the office makes.
#[must_use]
pub fn child(name: &'static str, choices: &str) -> Child {
    Child {
        name,
        key: false,
        document: name,
        choices: choices.to_owned(),
        bundle: Vec::new(),
        categories: Vec::new(),
        points: None,
        status: Status::Entered,
    }
}

/// Several such children.
#[must_use]
pub fn children<const N: usize>(choices: [(&'static str, &str); N]) -> Vec<Child> {
    choices.map(|(name, choices)| child(name, choices)).into()
}

/// Five children who all choose P1.
#[must_use]
pub fn five() -> Vec<Child> {
    children([("An", "P1"), ("Bo", "P1"), ("Cai", "P1"), ("Du", "P1"), ("E", "P1")])
}

impl Child {
    /// With a key on the family's device.
    #[must_use]
    pub fn with_key(self) -> Self {
        Self { key: true, ..self }
    }

    /// With categories.
    #[must_use]
    pub fn of<const N: usize>(self, categories: [&'static str; N]) -> Self {
        Self { categories: categories.into(), ..self }
    }

    /// With points.
    #[must_use]
    pub fn points(self, points: u32) -> Self {
        Self { points: Some(points), ..self }
    }

    /// Linked with others.
    #[must_use]
    pub fn linked<const N: usize>(self, bundle: [&'static str; N]) -> Self {
        Self { bundle: bundle.into(), ..self }
    }

    /// Not entered, for this reason.
    #[must_use]
    pub fn status(self, status: Status) -> Self {
        Self { status, ..self }
    }

    /// The family's signing key.
    #[must_use]
    pub fn signing_key(&self) -> SigningKey {
        signing_key(&format!("family {}", self.name))
    }

    /// The tag. Tests of tags need real documents; a verifier only compares tags.
    #[must_use]
    pub fn tag(&self) -> String {
        hex::encode(&secret(&format!("document {}", self.document))[..16])
    }

    /// Hash of the identity file, which no verifier of a round sees.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        Digest(secret(&format!("identity {}", self.name)))
    }
}
