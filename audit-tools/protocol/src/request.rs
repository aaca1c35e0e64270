//! What a family signs: an application, a change or a withdrawal (PROTOCOL.md, section 6.3).

use crate::{
    bundle,
    choices::Choices,
    digest::Digest,
    ed25519::{self, SignatureError, SigningKey},
    encoding::lines::{LineError, Lines, integer, or_dash},
    ident::{Code, is_id, is_origin},
    roll::MAX_NUMBER,
    rules::limits::MOST_BUNDLE,
};

/// An application as its family wants it, at one revision.
///
/// Of a withdrawal, bundle, claims and choices are empty, the last with no bands at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Origin of the journal.
    pub origin: String,
    /// Id of the round.
    pub round: String,
    /// Code of the application.
    pub code: Code,
    /// Revision, from 1.
    pub revision: u64,
    /// Whether the family withdraws; `entered` otherwise.
    pub withdrawn: bool,
    /// Empty, or the codes of the two or more linked applications, this one among them, ascending.
    pub bundle: Vec<Code>,
    /// Ids of the categories that the family claims, ascending by bytes.
    pub claims: Vec<String>,
    /// Choices; how many bands there must be is for the rules to say.
    pub choices: Choices,
    /// SHA-256 of the identity file.
    pub commitment: Digest,
}

impl Request {
    /// The exact text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("paiwei request v1\n{}{}", self.head(), self.tail())
    }

    /// Reads the text; `file` is its name in refusals.
    ///
    /// # Errors
    ///
    /// The first [`LineError`].
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(file, bytes)?;
        lines.exactly("paiwei request v1")?;
        let head = Head::read(&mut lines)?;
        let request = head.tail(&mut lines)?;
        lines.finish()?;
        Ok(request)
    }

    /// The family's signature over the text.
    #[must_use]
    pub fn sign(&self, key: &SigningKey) -> [u8; 64] {
        key.sign(self.text().as_bytes())
    }

    /// Checks the family's signature.
    ///
    /// # Errors
    ///
    /// [`SignatureError`].
    pub fn verify(&self, key: &[u8; 32], signature: &[u8; 64]) -> Result<(), SignatureError> {
        ed25519::verify(key, self.text().as_bytes(), signature)
    }

    /// The lines from `origin` to `status`: requests and receipts share them.
    pub(crate) fn head(&self) -> String {
        let Self { origin, round, code, revision, .. } = self;
        let status = if self.withdrawn { "withdrawn" } else { "entered" };
        format!(
            "origin: {origin}\nround: {round}\ncode: {code}\nrevision: {revision}\n\
             status: {status}\n"
        )
    }

    /// The lines from `bundle` to `commitment`.
    pub(crate) fn tail(&self) -> String {
        let (bundle, claims) = (bundle::to_text(&self.bundle), self.claims.join("+"));
        let choices = self.choices.to_string();
        format!(
            "bundle: {}\nclaims: {}\nchoices: {}\ncommitment: {}\n",
            or_dash(&bundle),
            or_dash(&claims),
            or_dash(&choices),
            self.commitment
        )
    }
}

/// The lines from `origin` to `status`, read.
pub(crate) struct Head {
    origin: String,
    round: String,
    code: Code,
    revision: u64,
    withdrawn: bool,
}

impl Head {
    pub(crate) fn read(lines: &mut Lines<'_>) -> Result<Self, LineError> {
        Ok(Self {
            origin: lines.value("origin", |text| named(text, is_origin, "an origin"))?,
            round: lines.value("round", |text| named(text, is_id, "the id of a round"))?,
            code: lines.value("code", Code::parse_strict)?,
            revision: lines.value("revision", revision)?,
            withdrawn: lines.value("status", withdrawn)?,
        })
    }

    /// Reads the lines from `bundle` to `commitment`.
    pub(crate) fn tail(self, lines: &mut Lines<'_>) -> Result<Request, LineError> {
        let Self { origin, round, code, revision, withdrawn } = self;
        let bundle = lines.optional("bundle", |text| members(text, code, withdrawn))?;
        let claims = lines.optional("claims", |text| claims(text, withdrawn))?;
        let choices = lines.optional("choices", |text| choices(text, withdrawn))?;
        let commitment = lines.value("commitment", str::parse)?;
        #[rustfmt::skip]
        let request = Request {
            origin, round, code, revision, withdrawn, bundle, claims, choices, commitment,
        };
        Ok(request)
    }
}

const NOT_WITHDRAWN: &str = "a withdrawal has none; write -";

pub(crate) fn named(text: &str, is: fn(&str) -> bool, what: &str) -> Result<String, String> {
    if is(text) { Ok(text.to_owned()) } else { Err(format!("{text:?} is not {what}")) }
}

fn revision(text: &str) -> Result<u64, &'static str> {
    let number = integer(text).filter(|number| (1..=u64::from(MAX_NUMBER)).contains(number));
    number.ok_or("expected a revision, 1 to 2147483647")
}

fn withdrawn(text: &str) -> Result<bool, &'static str> {
    match text {
        "entered" => Ok(false),
        "withdrawn" => Ok(true),
        _ => Err("expected entered or withdrawn"),
    }
}

fn members(text: &str, own: Code, withdrawn: bool) -> Result<Vec<Code>, String> {
    let codes = bundle::parse(text).map_err(|error| error.to_string())?;
    if withdrawn && !codes.is_empty() {
        return Err(NOT_WITHDRAWN.to_owned());
    }
    if codes.len() > MOST_BUNDLE as usize {
        return Err(format!("a bundle links at most {MOST_BUNDLE} codes, this {}", codes.len()));
    }
    if codes.is_empty() || codes.contains(&own) {
        return Ok(codes);
    }
    Err(format!("the application's own code {own} is not in its bundle; add it"))
}

fn claims(text: &str, withdrawn: bool) -> Result<Vec<String>, &'static str> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if withdrawn {
        return Err(NOT_WITHDRAWN);
    }
    let ids: Vec<_> = text.split('+').map(str::to_owned).collect();
    let set = ids.is_sorted_by(|left, right| left < right) && ids.iter().all(|id| is_id(id));
    if set { Ok(ids) } else { Err("expected ids of categories joined by +, ascending, none twice") }
}

fn choices(text: &str, withdrawn: bool) -> Result<Choices, String> {
    match (withdrawn, text) {
        (true, "") => Ok(Choices::default()),
        (true, _) => Err(NOT_WITHDRAWN.to_owned()),
        (false, text) => {
            let bands = text.split('|').count();
            Choices::parse(text, bands).map_err(|error| error.to_string())
        }
    }
}

#[cfg(test)]
#[path = "request_tests.rs"]
pub(crate) mod tests;
