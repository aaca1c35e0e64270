//! Families whose browser runs no script, and who have no key: the office's hand makes the revision.
//!
//! The office could write anything there, so every receipt of such a revision shows `-` in the key's
//! place, every check counts them, and the family keeps the receipt.

use std::{collections::BTreeMap, sync::Arc};

use paiwei_protocol::{
    choices::Choices, ident::Code, receipt::Receipt, request::Request, rules::Rules,
};

use serde_json::{Value, json};

use super::{
    Counter, FamilyError, FieldRefusal,
    check::{Against, Checked, Child, Maker, by_rules, refusal, together},
    counter::tag_key,
    look_up::secret_hash,
    misread::spelled,
};
use crate::{
    clock::china_date,
    entropy::{self, Entropy, SeededEntropy},
    import::person,
    language::Told,
    rounds::{
        Office, RoundsError,
        desk::{Received, new_identity},
        office::round_row,
    },
};

/// A revision that a family without a key asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandRevision {
    /// Its code; `None`: a new application.
    pub code: Option<Code>,
    /// The child's fields, as identity files hold them; `None`: as they are.
    pub fields: Option<BTreeMap<String, String>>,
    /// Ids of the categories that the family claims; `None`: as they are.
    pub claims: Option<Vec<String>>,
    /// Choices, as rolls write them; `None`: as they are.
    pub choices: Option<String>,
    /// The family withdraws; claims and choices don't count then.
    pub withdrawn: bool,
}

/// Revisions that are taken together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The revisions: all of new applications, or all of applications that there are.
    pub revisions: Vec<HandRevision>,
    /// The children who are not withdrawn are linked, or are not; `None`: as they are, and new ones
    /// are not.
    pub linked: Option<bool>,
    /// For new applications, random bytes of the family's: what comes with them once more is the same
    /// attempt, and gets the same codes, receipts and secret.
    pub attempt: Option<[u8; 16]>,
    /// When the service had read them whole (Unix seconds).
    pub arrived: u64,
}

/// What was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The receipts, in the order of the revisions.
    pub received: Vec<Received>,
    /// The identity files that the office wrote, in that order; none where the fields stay.
    pub identities: Vec<Option<String>>,
    /// For new applications the secret that lets the family in again: 180 random bits as three codes,
    /// of which the office keeps a hash.
    pub secret: Option<String>,
}

/// Takes revisions of a family without a key. That the applications are its own is for the caller to
/// know ([`sign_in`](super::sign_in)).
///
/// # Errors
///
/// [`FamilyError`].
pub async fn by_hand(
    counter: &Counter,
    round: &str,
    asked: &ByHand,
) -> Result<Handed, FamilyError> {
    let rules = counter.office().known_rules(round).await?;
    let new = asked.revisions.iter().all(|one| one.code.is_none());
    if !new && asked.revisions.iter().any(|one| one.code.is_none()) {
        return Err(wrong("/children", Told::new("field-new-and-old")));
    }
    let chance = chance(counter.office(), round, asked).await?;
    let secret = if new { Some(new_secret(&*chance)?) } else { None };
    let hash = secret.as_deref().map(secret_hash);
    let checked = checked(counter, &rules, asked, hash, &*chance).await?;
    let written = |one: &Checked| {
        let identity = one.child.as_ref().map(|child| &child.identity);
        identity.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    let identities = checked.iter().map(written).collect();
    let received = counter.take(round, checked, asked.arrived).await?;
    Ok(Handed { received, identities, secret })
}

fn wrong(pointer: impl Into<String>, told: Told) -> FamilyError {
    FamilyError::Fields(vec![FieldRefusal::new(pointer, told)])
}

/// The random bytes of a request. Those of new applications hang on the attempt and on all that was
/// asked for: a family whose answer was lost sends the same again, and finds what it was given.
async fn chance(
    office: &Office,
    round: &str,
    asked: &ByHand,
) -> Result<Arc<dyn Entropy>, FamilyError> {
    let Some(attempt) = asked.attempt else { return Ok(office.entropy.clone()) };
    let row = round_row(&mut office.store.begin_read().await?, round).await?;
    let vault = office.round_vault(round, &row)?;
    let child = |one: &HandRevision| json!([&one.fields, &one.claims, &one.choices]);
    let children: Vec<Value> = asked.revisions.iter().map(child).collect();
    let text = json!([hex::encode(attempt), asked.linked, children]).to_string();
    Ok(Arc::new(SeededEntropy::new(vault.index("applications", "by hand", &text))))
}

fn new_secret(chance: &dyn Entropy) -> Result<String, RoundsError> {
    let code = || {
        let bits = entropy::bytes(chance)?;
        Ok::<_, RoundsError>(Code::from_bits(u64::from_be_bytes(bits)).to_string())
    };
    Ok([code()?, code()?, code()?].join(" "))
}

/// The revisions as the office makes them, held against the rules.
async fn checked(
    counter: &Counter,
    rules: &Rules,
    asked: &ByHand,
    secret: Option<[u8; 32]>,
    chance: &dyn Entropy,
) -> Result<Vec<Checked>, FamilyError> {
    let office = counter.office();
    let tag_key = tag_key(office, &rules.round).await?;
    let against = Against { rules, tag_key: &tag_key, today: china_date(office.now()) };
    let mut codes = Vec::new();
    for one in &asked.revisions {
        let bits = || entropy::bytes(chance).map(u64::from_be_bytes);
        let new = || bits().map(Code::from_bits).map_err(RoundsError::from);
        codes.push(one.code.map_or_else(new, Ok)?);
    }
    let bundle = bundle(asked, &codes)?;
    let (mut checked, mut found) = (Vec::new(), Vec::new());
    for (index, (one, code)) in asked.revisions.iter().zip(codes).enumerate() {
        let made =
            Making { counter, against: &against, one, code, bundle: bundle.as_deref(), chance };
        match made.checked(&format!("/children/{index}"), secret).await {
            Ok(one) => checked.push(one),
            Err(FamilyError::Fields(wrong)) => found.extend(wrong),
            Err(error) => return Err(error),
        }
    }
    if found.is_empty() {
        found = together(&checked);
    }
    if found.is_empty() { Ok(checked) } else { Err(FamilyError::Fields(found)) }
}

/// The codes of the children who are linked from now on; `None`: each stays as it is.
fn bundle(asked: &ByHand, codes: &[Code]) -> Result<Option<Vec<Code>>, FamilyError> {
    let Some(linked) = asked.linked else { return Ok(None) };
    let stay = codes.iter().zip(&asked.revisions).filter(|(_, one)| !one.withdrawn);
    let mut bundle: Vec<Code> = stay.map(|(code, _)| *code).filter(|_| linked).collect();
    if linked && bundle.len() < 2 {
        return Err(wrong("/linked", Told::new("field-link-alone")));
    }
    bundle.sort_unstable();
    Ok(Some(bundle))
}

/// One revision on its way.
struct Making<'a> {
    counter: &'a Counter,
    against: &'a Against<'a>,
    one: &'a HandRevision,
    code: Code,
    /// Whom the child is linked with from now on; `None`: as it is.
    bundle: Option<&'a [Code]>,
    chance: &'a dyn Entropy,
}

impl Making<'_> {
    async fn checked(
        &self,
        pointer: &str,
        secret: Option<[u8; 32]>,
    ) -> Result<Checked, FamilyError> {
        let Self { one, code, against, .. } = self;
        let before = self.before().await?;
        let child = one.fields.as_ref().map(|fields| self.child(fields, pointer)).transpose()?;
        let commitment = match (&child, &before) {
            (Some(child), _) => paiwei_protocol::digest::Digest::of(&child.identity),
            (None, Some(before)) => before.commitment,
            (None, None) => {
                return Err(wrong(format!("{pointer}/fields"), Told::new("field-child-missing")));
            }
        };
        let (claims, choices) = self.wishes(before.as_ref(), pointer)?;
        let as_it_is = || before.as_ref().map_or_else(Vec::new, |before| before.bundle.clone());
        let bundle = self.bundle.map_or_else(as_it_is, <[Code]>::to_vec);
        let request = Request {
            origin: against.rules.origin.clone(),
            round: against.rules.round.clone(),
            code: *code,
            revision: before.as_ref().map_or(1, |before| before.revision + 1),
            withdrawn: one.withdrawn,
            bundle: if one.withdrawn { Vec::new() } else { bundle },
            claims,
            choices,
            commitment,
        };
        let found = by_rules(&request, against.rules, pointer);
        if !found.is_empty() {
            return Err(FamilyError::Fields(found));
        }
        let (pointer, maker) = (pointer.to_owned(), Maker::Office(secret));
        Ok(Checked { pointer, request, maker, child, reservation: None })
    }

    /// The newest revision of an application that there is.
    async fn before(&self) -> Result<Option<Request>, FamilyError> {
        let Some(code) = self.one.code else { return Ok(None) };
        let mut read = self.counter.office().store.begin_read().await?;
        let row = read.newest_revision(&self.against.rules.round, &code.to_string()).await?;
        let row = row.ok_or(FamilyError::NotYours)?;
        let receipt = Receipt::read("a stored receipt", row.receipt.as_bytes());
        Ok(Some(receipt.map_err(RoundsError::from)?.1.request))
    }

    fn child(
        &self,
        fields: &BTreeMap<String, String>,
        pointer: &str,
    ) -> Result<Child, FamilyError> {
        let fields = spelled(fields, self.against.today);
        let person = person(&fields, self.against.today).map_err(|problems| {
            let told = problems.iter().map(|(field, problem)| refusal(pointer, field, problem));
            FamilyError::Fields(told.collect())
        })?;
        let identity = new_identity(self.chance, &self.against.rules.round, self.code, &fields)?;
        let tag = person.document.tag(self.against.tag_key);
        Ok(Child { identity: identity.to_json(), tag, points: person.points })
    }

    /// Claims and choices; what is left out stays as it is.
    fn wishes(
        &self,
        before: Option<&Request>,
        pointer: &str,
    ) -> Result<(Vec<String>, Choices), FamilyError> {
        if self.one.withdrawn {
            return Ok((Vec::new(), Choices::default()));
        }
        let bands = self.against.rules.bands.len();
        let choices = match &self.one.choices {
            Some(text) => Choices::parse(text, bands).map_err(|error| {
                let refusal =
                    FieldRefusal::of(format!("{pointer}/choices"), "field-choices", &error);
                FamilyError::Fields(vec![refusal])
            })?,
            None => before.map_or_else(|| Choices::empty(bands), |before| before.choices.clone()),
        };
        // A device that signs none means it; on a form it was forgotten.
        if choices.is_empty() {
            return Err(wrong(format!("{pointer}/choices"), Told::new("field-nothing-chosen")));
        }
        let as_they_are = || before.map_or_else(Vec::new, |before| before.claims.clone());
        let mut claims = self.one.claims.clone().unwrap_or_else(as_they_are);
        claims.sort_unstable();
        claims.dedup();
        Ok((claims, choices))
    }
}
