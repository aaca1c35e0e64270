//! Identity documents of children: kinds, shapes, and the one spelling of a number.
//!
//! A tag (PROTOCOL.md, 6.2) is computed over kind and number, so one document must always be
//! written alike: capital letters, no spaces or dashes, and no part that changes on renewal.

mod error;
mod resident_id;

use jiff::civil::Date;
use paiwei_protocol::tag::TagKey;

pub use error::DocumentError;
pub use resident_id::{ResidentId, check_digit};

use crate::language::{Message, Told};

/// Sex, as registrations state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// How identity files write it: `male` or `female`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// Reads `male`, `female`, `男`, `女`, and the codes 1 and 2 of GB/T 2261.1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "male" | "男" | "1" => Some(Self::Male),
            "female" | "女" | "2" => Some(Self::Female),
            _ => None,
        }
    }
}

/// A kind of identity document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// 居民身份证号: the citizen identification number, also of the residence permit for Hong Kong,
    /// Macao and Taiwan residents.
    ResidentId,
    /// 护照.
    Passport,
    /// 港澳居民来往内地通行证.
    HkMacaoPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 外国人永久居留身份证.
    ForeignPermanentResident,
    /// 户口簿号: for children without a number of their own.
    HouseholdRegister,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::ResidentId,
        Self::Passport,
        Self::HkMacaoPermit,
        Self::TaiwanPermit,
        Self::ForeignPermanentResident,
        Self::HouseholdRegister,
    ];

    /// The id that tags and identity files use (PROTOCOL.md, 6.2).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ResidentId => "resident-id",
            Self::Passport => "passport",
            Self::HkMacaoPermit => "hk-macao-permit",
            Self::TaiwanPermit => "taiwan-permit",
            Self::ForeignPermanentResident => "foreign-permanent-resident",
            Self::HouseholdRegister => "household-register",
        }
    }

    /// The kind of this id.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The name of the document in both languages.
    #[must_use]
    pub fn titles(self) -> Message {
        self.told().into()
    }

    fn told(self) -> Told {
        Told::new(&format!("document-kind-{}", self.id()))
    }
}

/// A document: its kind, and its number in the one spelling that tags use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    kind: DocumentKind,
    number: String,
}

impl Document {
    /// Reads a number as typed; `today` is the date that a birth date must not lie after.
    ///
    /// # Errors
    ///
    /// [`DocumentError`], for a number that cannot be one of this kind.
    pub fn read(kind: DocumentKind, text: &str, today: Date) -> Result<Self, DocumentError> {
        let typed = normalised(text);
        let number = match kind {
            DocumentKind::ResidentId => ResidentId::parse(&typed, today)?.to_string(),
            DocumentKind::HkMacaoPermit => hk_macao_permit(&typed)?,
            _ if has_shape(kind, &typed) => typed,
            _ => return Err(DocumentError::Shape(kind)),
        };
        Ok(Self { kind, number })
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The number in its one spelling.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The number as a [`ResidentId`], if it is one.
    #[must_use]
    pub fn resident_id(&self) -> Option<ResidentId> {
        (self.kind == DocumentKind::ResidentId).then(|| ResidentId::trusted(&self.number))
    }

    /// The tag of the document under a cohort's key (PROTOCOL.md, 6.2).
    #[must_use]
    pub fn tag(&self, key: &TagKey) -> String {
        key.tag(self.kind.id(), &self.number).expect("kinds and spellings are those of tags")
    }
}

/// Capital letters, half-width, without spaces, dashes and brackets.
fn normalised(text: &str) -> String {
    let half_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let kept =
        |c: &char| !c.is_whitespace() && !c.is_control() && !"-()‐–—\u{200b}\u{feff}".contains(*c);
    text.chars().map(half_width).filter(kept).map(|c| c.to_ascii_uppercase()).collect()
}

fn all(text: &str, allowed: fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(allowed)
}

/// A home return permit: `H` or `M`, eight digits that stay with the person, and on older cards two
/// digits that count renewals. The last are left off: one child, one number.
fn hk_macao_permit(typed: &str) -> Result<String, DocumentError> {
    let shape = DocumentError::Shape(DocumentKind::HkMacaoPermit);
    let digits = typed.strip_prefix(['H', 'M']).ok_or(shape)?;
    match digits.len() {
        8 | 10 if all(digits, u8::is_ascii_digit) => Ok(typed[..9].to_owned()),
        _ => Err(DocumentError::Shape(DocumentKind::HkMacaoPermit)),
    }
}

fn has_shape(kind: DocumentKind, number: &str) -> bool {
    let (length, alphanumeric) = (number.len(), all(number, u8::is_ascii_alphanumeric));
    let digits = all(number, u8::is_ascii_digit);
    match kind {
        DocumentKind::Passport => (6..=12).contains(&length) && alphanumeric,
        DocumentKind::TaiwanPermit => length == 8 && digits,
        DocumentKind::ForeignPermanentResident => foreign_permanent_resident(number),
        DocumentKind::HouseholdRegister => (5..=20).contains(&length) && alphanumeric,
        DocumentKind::ResidentId | DocumentKind::HkMacaoPermit => false,
    }
}

/// Since 2023: 18 digits like a resident's, beginning with 9; before: three letters, twelve digits.
fn foreign_permanent_resident(number: &str) -> bool {
    match number.split_at_checked(3) {
        Some((letters, digits)) if digits.len() == 12 => {
            all(letters, u8::is_ascii_uppercase) && all(digits, u8::is_ascii_digit)
        }
        _ => number.starts_with('9') && resident_id::is_checked(number),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(kind: DocumentKind, text: &str) -> Result<Document, DocumentError> {
        Document::read(kind, text, date(2027, 5, 1))
    }

    #[test]
    fn one_document_has_one_spelling() {
        for (kind, typed, number) in [
            (DocumentKind::Passport, " zz990-0001 ", "ZZ9900001"),
            (DocumentKind::Passport, "ＺＺ９９０００２", "ZZ990002"),
            (DocumentKind::HkMacaoPermit, "h00000001", "H00000001"),
            (DocumentKind::HkMacaoPermit, "H00000001(02)", "H00000001"),
            (DocumentKind::TaiwanPermit, "0000 0001", "00000001"),
            (DocumentKind::ForeignPermanentResident, "zzz000015010101", "ZZZ000015010101"),
            (DocumentKind::HouseholdRegister, "9900001", "9900001"),
        ] {
            let document = read(kind, typed).unwrap();
            assert_eq!((document.kind(), document.number()), (kind, number));
            let key = TagKey::new([7; 32]);
            assert_eq!(document.tag(&key), key.tag(kind.id(), number).unwrap());
        }
    }

    #[test]
    fn numbers_of_another_shape_are_refused() {
        for (kind, typed) in [
            (DocumentKind::Passport, "E1"),
            (DocumentKind::Passport, "护照12345678"),
            (DocumentKind::HkMacaoPermit, "X00000001"),
            (DocumentKind::HkMacaoPermit, "H000000012"),
            (DocumentKind::HkMacaoPermit, "H0000000é"),
            (DocumentKind::TaiwanPermit, "1234567"),
            (DocumentKind::ForeignPermanentResident, "ZZZ1234"),
            (DocumentKind::ForeignPermanentResident, "é"),
            (DocumentKind::HouseholdRegister, ""),
        ] {
            assert_eq!(read(kind, typed), Err(DocumentError::Shape(kind)), "{typed}");
        }
    }

    #[test]
    fn the_new_foreign_card_is_checked_by_its_digit() {
        let body = "91119920150101001";
        let good = format!("{body}{}", check_digit(body).unwrap());
        assert!(read(DocumentKind::ForeignPermanentResident, &good).is_ok());
        let wrong = good.replace("001", "010");
        assert!(read(DocumentKind::ForeignPermanentResident, &wrong).is_err());
    }

    #[test]
    fn every_kind_has_its_id_back() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::parse(kind.id()), Some(kind));
            assert!(!kind.titles().zh.is_empty());
        }
        assert_eq!(DocumentKind::parse("student-card"), None);
    }

    #[test]
    fn sex_is_read_in_its_usual_spellings() {
        for text in ["男", "male", "1"] {
            assert_eq!(Sex::parse(text).map(Sex::id), Some("male"));
        }
        for text in ["女", "female", "2"] {
            assert_eq!(Sex::parse(text).map(Sex::id), Some("female"));
        }
        assert_eq!(Sex::parse("M"), None);
    }
}
