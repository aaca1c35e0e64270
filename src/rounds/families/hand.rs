//! Families whose browser runs no script, and who have no key: the office's hand makes the revision.
//!
//! The office could write anything there, so every receipt of such a revision shows `-` in the key's
//! place, every check counts them, and the family keeps the receipt.

use std::collections::BTreeMap;

use paiwei_protocol::{
    choices::Choices, ident::Code, receipt::Receipt, request::Request, rules::Rules,
};

use super::{
    Counter, FamilyError, FieldRefusal,
    check::{Against, Checked, Child, Maker, by_rules, refusal, together},
    counter::tag_key,
    look_up::secret_hash,
};
use crate::{
    clock::china_date,
    entropy,
    import::person,
    language::Message,
    rounds::{
        RoundsError,
        desk::{Received, new_identity},
    },
};

/// A revision that a family without a key asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandRevision {
    /// Its code; `None`: a new application.
    pub code: Option<Code>,
    /// The child's fields, as identity files hold them; `None`: as they are.
    pub fields: Option<BTreeMap<String, String>>,
    /// Ids of the categories that the family claims.
    pub claims: Vec<String>,
    /// Choices, as rolls write them.
    pub choices: String,
    /// The family withdraws; claims and choices don't count then.
    pub withdrawn: bool,
}

/// Revisions that are taken together or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByHand {
    /// The revisions: all of new applications, or all of applications that there are.
    pub revisions: Vec<HandRevision>,
    /// The children who are not withdrawn are linked.
    pub linked: bool,
    /// When the service had read them whole (Unix seconds).
    pub arrived: u64,
}

/// What was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The receipts, in the order of the revisions.
    pub received: Vec<Received>,
    /// For new applications the secret that lets the family in again, shown this once: 180 random
    /// bits as three codes.
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
        let zh = "新报名与已有报名不能一起提交";
        let en = "new applications and others can't come together; send them one after the other";
        return Err(wrong("/revisions", Message::new(zh, en)));
    }
    let secret = if new { Some(new_secret(counter)?) } else { None };
    let hash = secret.as_deref().map(secret_hash);
    let checked = checked(counter, &rules, asked, hash).await?;
    let received = counter.take(round, checked, asked.arrived).await?;
    Ok(Handed { received, secret })
}

fn wrong(pointer: impl Into<String>, message: Message) -> FamilyError {
    FamilyError::Fields(vec![FieldRefusal::new(pointer, message)])
}

fn new_secret(counter: &Counter) -> Result<String, FamilyError> {
    let code = || {
        let bits = entropy::bytes(&*counter.office().entropy).map_err(RoundsError::from)?;
        Ok::<_, FamilyError>(Code::from_bits(u64::from_be_bytes(bits)).to_string())
    };
    Ok([code()?, code()?, code()?].join(" "))
}

/// The revisions as the office makes them, held against the rules.
async fn checked(
    counter: &Counter,
    rules: &Rules,
    asked: &ByHand,
    secret: Option<[u8; 32]>,
) -> Result<Vec<Checked>, FamilyError> {
    let office = counter.office();
    let tag_key = tag_key(office, &rules.round).await?;
    let against = Against { rules, tag_key: &tag_key, today: china_date(office.now()) };
    let mut codes = Vec::new();
    for one in &asked.revisions {
        let bits = || entropy::bytes(&*office.entropy).map(u64::from_be_bytes);
        let new = || bits().map(Code::from_bits).map_err(RoundsError::from);
        codes.push(one.code.map_or_else(new, Ok)?);
    }
    let stay = codes.iter().zip(&asked.revisions).filter(|(_, one)| !one.withdrawn);
    let mut bundle: Vec<Code> = stay.map(|(code, _)| *code).filter(|_| asked.linked).collect();
    bundle.sort_unstable();
    if bundle.len() < 2 {
        bundle.clear();
    }
    let (mut checked, mut found) = (Vec::new(), Vec::new());
    for (index, (one, code)) in asked.revisions.iter().zip(codes).enumerate() {
        let made = Making { counter, against: &against, one, code, bundle: &bundle };
        match made.checked(&format!("/revisions/{index}"), secret).await {
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

/// One revision on its way.
struct Making<'a> {
    counter: &'a Counter,
    against: &'a Against<'a>,
    one: &'a HandRevision,
    code: Code,
    bundle: &'a [Code],
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
            (None, None) => return Err(wrong(format!("{pointer}/fields"), missing())),
        };
        let (claims, choices) = self.wishes(pointer)?;
        let request = Request {
            origin: against.rules.origin.clone(),
            round: against.rules.round.clone(),
            code: *code,
            revision: before.map_or(1, |before| before.revision + 1),
            withdrawn: one.withdrawn,
            bundle: if one.withdrawn { Vec::new() } else { self.bundle.to_vec() },
            claims,
            choices,
            commitment,
        };
        let found = by_rules(&request, against.rules, pointer);
        if !found.is_empty() {
            return Err(FamilyError::Fields(found));
        }
        Ok(Checked { request, maker: Maker::Office(secret), child, reservation: None })
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
        let person = person(fields, self.against.today).map_err(|problems| {
            let told = problems.iter().map(|(field, problem)| refusal(pointer, field, problem));
            FamilyError::Fields(told.collect())
        })?;
        let (office, round) = (self.counter.office(), &self.against.rules.round);
        let identity = new_identity(office, round, self.code, fields)?;
        let tag = person.document.tag(self.against.tag_key);
        Ok(Child { identity: identity.to_json(), tag, points: person.points })
    }

    fn wishes(&self, pointer: &str) -> Result<(Vec<String>, Choices), FamilyError> {
        if self.one.withdrawn {
            return Ok((Vec::new(), Choices::default()));
        }
        let bands = self.against.rules.bands.len();
        let choices = Choices::parse(&self.one.choices, bands).map_err(|error| {
            let refusal = FieldRefusal::of(format!("{pointer}/choices"), "志愿不合规定", &error);
            FamilyError::Fields(vec![refusal])
        })?;
        let mut claims = self.one.claims.clone();
        claims.sort_unstable();
        claims.dedup();
        Ok((claims, choices))
    }
}

fn missing() -> Message {
    Message::new("请填写儿童信息", "the child's fields are missing; fill them in")
}
