//! What can be said of a submission before the database is asked: form, signatures, rules, and the
//! child's own fields.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use paiwei_protocol::{
    ident::Code, identity::Identity, receipt::FamilyKey, request::Request, rules::Rules,
    tag::TagKey,
};

use super::{FamilyError, FieldRefusal};
use crate::{
    import::{Person, person},
    language::Told,
};

/// A revision as a family's device sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRevision {
    /// The text of the request (PROTOCOL.md, 6.3).
    pub request: String,
    /// The family's public key.
    pub key: [u8; 32],
    /// Its signature over the text.
    pub signature: [u8; 64],
    /// The identity file; may be left out where its commitment is that of the revision before.
    pub identity: Option<String>,
    /// The token of the reserved code, with the first revision.
    pub reservation: Option<[u8; 16]>,
}

/// Revisions that are taken together or not at all: of one child, or of all who are linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The revisions.
    pub revisions: Vec<SignedRevision>,
    /// When the service had read them whole (Unix seconds).
    pub arrived: u64,
}

/// Who makes a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    /// The family, with its key.
    Family(FamilyKey),
    /// The office, for a family without a key; with the hash of the secret that a new one gets.
    Office(Option<[u8; 32]>),
}

/// A revision that is right as far as it goes alone.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    /// Where it is in what was sent, as a JSON pointer.
    pub(super) pointer: String,
    pub(super) request: Request,
    pub(super) maker: Maker,
    pub(super) child: Option<Child>,
    pub(super) reservation: Option<[u8; 16]>,
}

/// The child behind a revision.
#[derive(Debug, Clone)]
pub(super) struct Child {
    pub(super) identity: Vec<u8>,
    pub(super) tag: String,
    pub(super) points: Option<u32>,
}

/// What submissions of a round are held against.
pub(super) struct Against<'a> {
    pub(super) rules: &'a Rules,
    pub(super) tag_key: &'a TagKey,
    pub(super) today: Date,
}

/// Checks signed revisions, each alone and then as linked children.
///
/// # Errors
///
/// [`FamilyError::Fields`] with everything that is wrong.
pub(super) fn signed(
    revisions: &[SignedRevision],
    against: &Against<'_>,
) -> Result<Vec<Checked>, FamilyError> {
    let mut found = Vec::new();
    let mut checked = Vec::new();
    for (index, revision) in revisions.iter().enumerate() {
        match one(revision, &format!("/revisions/{index}"), against) {
            Ok(one) => checked.push(one),
            Err(wrong) => found.extend(wrong),
        }
    }
    if found.is_empty() {
        found = together(&checked);
    }
    if found.is_empty() { Ok(checked) } else { Err(FamilyError::Fields(found)) }
}

fn one(
    revision: &SignedRevision,
    pointer: &str,
    against: &Against<'_>,
) -> Result<Checked, Vec<FieldRefusal>> {
    let at = |name: &str| format!("{pointer}/{name}");
    let request = Request::parse("request", revision.request.as_bytes())
        .map_err(|error| vec![FieldRefusal::of(at("request"), "field-request", &error)])?;
    let SignedRevision { key, signature, .. } = revision;
    request
        .verify(key, signature)
        .map_err(|error| vec![FieldRefusal::of(at("signature"), "field-signature", &error)])?;
    let mut found = by_rules(&request, against.rules, &at("request"));
    let child = revision
        .identity
        .as_deref()
        .map(|identity| child(identity.as_bytes(), &request, &at("identity"), against));
    let child = child.transpose().map_err(|wrong| found.extend(wrong)).unwrap_or_default();
    if !found.is_empty() {
        return Err(found);
    }
    let maker = Maker::Family(FamilyKey { key: *key, signature: Some(*signature) });
    let pointer = pointer.to_owned();
    Ok(Checked { pointer, request, maker, child, reservation: revision.reservation })
}

/// What the rules say of a request.
pub(super) fn by_rules(request: &Request, rules: &Rules, pointer: &str) -> Vec<FieldRefusal> {
    let mut found = Vec::new();
    let mut wrong = |told: Told| found.push(FieldRefusal::new(pointer, told));
    if request.origin != rules.origin || request.round != rules.round {
        let told = Told::new("field-origin").with("origin", &rules.origin);
        wrong(told.with("round", &rules.round));
    }
    if request.withdrawn {
        return found;
    }
    if let Some(unknown) = request.claims.iter().find(|id| !rules.has_category(id)) {
        wrong(Told::new("field-claim").with("category", unknown));
    }
    if request.choices.bands.len() != rules.bands.len() {
        wrong(Told::new("field-bands").with("bands", rules.bands.len()));
    } else if let Err(error) = request.choices.check(rules) {
        wrong(Told::new("field-choice").with("why", error));
    }
    let most = rules.bundles.unwrap_or(0) as usize;
    if request.bundle.len() > most {
        wrong(Told::new("field-bundle").with("most", most));
    }
    found
}

/// The child of an identity file that belongs to this request.
pub(super) fn child(
    bytes: &[u8],
    request: &Request,
    pointer: &str,
    against: &Against<'_>,
) -> Result<Child, Vec<FieldRefusal>> {
    let identity = Identity::parse("identity", bytes)
        .map_err(|error| vec![FieldRefusal::of(pointer, "field-identity", &error)])?;
    let same = identity.code() == request.code && identity.round() == request.round;
    if !same || identity.commitment() != request.commitment {
        return Err(vec![FieldRefusal::new(pointer, Told::new("field-identity-other"))]);
    }
    let Person { document, points } =
        person(identity.fields(), against.today).map_err(|problems| {
            problems
                .into_iter()
                .map(|(field, problem)| refusal(pointer, &field, &problem))
                .collect::<Vec<_>>()
        })?;
    let tag = document.tag(against.tag_key);
    Ok(Child { identity: bytes.to_vec(), tag, points })
}

/// A problem with a field of the identity file.
pub(super) fn refusal(
    pointer: &str,
    field: &str,
    problem: &crate::import::Problem,
) -> FieldRefusal {
    FieldRefusal::new(format!("{pointer}/fields/{field}"), problem.told())
}

/// What is wrong with revisions that come together: linked children are all here and alike.
pub(super) fn together(checked: &[Checked]) -> Vec<FieldRefusal> {
    let mut found = Vec::new();
    let mut codes = BTreeSet::new();
    let by_code: BTreeMap<Code, &Request> =
        checked.iter().map(|one| (one.request.code, &one.request)).collect();
    let mut tags = BTreeSet::new();
    for one in checked {
        let mut wrong = |told: Told| found.push(FieldRefusal::new(one.pointer.clone(), told));
        let request = &one.request;
        if !codes.insert(request.code) {
            wrong(Told::new("field-code-twice"));
        }
        let entered = one.child.as_ref().filter(|_| !request.withdrawn);
        if entered.is_some_and(|child| !tags.insert(child.tag.clone())) {
            wrong(Told::new("field-child-twice"));
        }
        let differs = request.bundle.iter().find(|member| {
            by_code.get(member).is_none_or(|other| {
                other.bundle != request.bundle || other.choices != request.choices
            })
        });
        if let Some(member) = differs {
            wrong(Told::new("field-linked-left").with("member", member));
        }
    }
    found
}
