//! The identity file: private to family and office, published only as its hash, so that erasing it
//! breaks no proof (PROTOCOL.md, section 6.1).

use std::{collections::BTreeMap, fmt};

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    digest::{Digest, parse_hex},
    encoding::json::{self, Element, JsonError, Object},
    ident::{Code, is_id},
};

/// Largest identity file in bytes.
pub const MAX_IDENTITY: usize = 64 << 10;

/// Who stands behind a code. The 32-byte salt is what keeps the commitment from being guessed.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    code: Code,
    round: String,
    salt: [u8; 32],
    fields: BTreeMap<String, String>,
}

impl Identity {
    /// The identity file of these parts; values are brought into normalisation form C.
    ///
    /// # Errors
    ///
    /// [`JsonError`] if the file could not be read again: a round that is no id, a field name
    /// beyond ASCII, too many bytes.
    pub fn new(
        code: Code,
        round: &str,
        salt: [u8; 32],
        fields: &BTreeMap<String, String>,
    ) -> Result<Self, JsonError> {
        let normal = |(name, value): (&String, &String)| (name.clone(), value.nfc().collect());
        let fields = fields.iter().map(normal).collect();
        let identity = Self { code, round: round.to_owned(), salt, fields };
        Self::parse("identity", &identity.to_json())
    }

    /// Reads an identity file.
    ///
    /// # Errors
    ///
    /// [`JsonError`].
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, JsonError> {
        let value = json::parse_within(file, bytes, MAX_IDENTITY)?;
        let mut root = Object::root(file, &value)?;
        let identity = Self {
            code: read(&root.element("code")?, "a code", |text| Code::parse_strict(text).ok())?,
            fields: fields(&root.element("fields")?)?,
            round: read(&root.element("round")?, "the id of a round", id)?,
            salt: read(&root.element("salt")?, "64 lower-case hex digits", parse_hex)?,
        };
        root.finish()?;
        Ok(identity)
    }

    /// The bytes of the file: canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        json::canonical(&json!({
            "code": self.code.to_string(),
            "fields": self.fields,
            "round": self.round,
            "salt": hex::encode(self.salt),
        }))
    }

    /// The commitment in request, receipt and roll: SHA-256 of the file.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        Digest::of(&self.to_json())
    }

    /// The code of the application.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The id of the round.
    #[must_use]
    pub fn round(&self) -> &str {
        &self.round
    }

    /// The salt.
    #[must_use]
    pub fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    /// The registration's personal fields, by name.
    #[must_use]
    pub fn fields(&self) -> &BTreeMap<String, String> {
        &self.fields
    }
}

impl fmt::Debug for Identity {
    /// Names the code and nothing personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity(of {})", self.code)
    }
}

fn read<T>(
    element: &Element<'_>,
    expected: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, JsonError> {
    read(element.text()?).ok_or_else(|| element.expected(expected))
}

fn id(text: &str) -> Option<String> {
    is_id(text).then(|| text.to_owned())
}

fn fields(element: &Element<'_>) -> Result<BTreeMap<String, String>, JsonError> {
    let members = element.value().as_object().ok_or_else(|| element.expected("an object"))?;
    let field = |(name, value): (&String, &Value)| {
        let value = value.as_str().ok_or_else(|| element.expected("an object of texts"))?;
        Ok((name.clone(), value.to_owned()))
    };
    members.iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn identity(fields: &[(&str, &str)]) -> Result<Identity, JsonError> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let fields = fields.iter().map(owned).collect();
        Identity::new(Code::from_bits(1), "j2027", [7; 32], &fields)
    }

    #[test]
    fn the_file_is_canonical() {
        let identity = identity(&[("name", "王甲子"), ("birth", "2014-03-09")]).unwrap();
        let text = format!(
            r#"{{"code":"0000-0000-0001-Y","fields":{{"birth":"2014-03-09","name":"王甲子"}},"round":"j2027","salt":"{}"}}"#,
            "07".repeat(32)
        );
        assert_eq!(String::from_utf8(identity.to_json()).unwrap(), text);
        assert_eq!(identity.commitment(), Digest::of(text.as_bytes()));
        assert_eq!(Identity::parse("identity", text.as_bytes()), Ok(identity));
    }

    #[test]
    fn values_are_normalised_when_made() {
        let decomposed = identity(&[("name", "Ame\u{301}lie")]).unwrap();
        assert_eq!(decomposed.fields()["name"], "Am\u{e9}lie");
    }

    #[test]
    fn refusals_name_the_member() {
        let good = String::from_utf8(identity(&[("name", "x")]).unwrap().to_json()).unwrap();
        for (old, new, place) in [
            ("0001-Y", "0001-Z", "i, code: "),
            ("\"j2027\"", "\"2027\"", "i, round: "),
            ("\"salt\":\"07", "\"salt\":\"", "i, salt: "),
            ("\"x\"", "1", "i, fields: "),
            ("{\"name\":\"x\"}", "[]", "i, fields: "),
            ("\"salt\"", "\"sand\"", "i, salt: "),
            ("\"round\"", "round", "i, line 1: "),
        ] {
            let text = good.replace(old, new);
            let error = Identity::parse("i", text.as_bytes()).expect_err(new);
            assert!(error.to_string().starts_with(place), "{new}: {error}");
        }
        let surplus = good.replace(r#","round""#, r#","name":"x","round""#);
        assert!(matches!(
            Identity::parse("i", surplus.as_bytes()),
            Err(JsonError::NotCanonical { .. } | JsonError::Unknown { .. })
        ));
        assert!(matches!(identity(&[("名", "x")]), Err(JsonError::Name { .. })));
        let long = "x".repeat(MAX_IDENTITY);
        assert!(matches!(identity(&[("name", &long)]), Err(JsonError::TooLarge { .. })));
    }

    #[test]
    fn nobody_is_printed_by_accident() {
        let identity = identity(&[("name", "王甲子")]).unwrap();
        assert_eq!(format!("{identity:?}"), "Identity(of 0000-0000-0001-Y)");
    }

    proptest! {
        #[test]
        fn parsing_reverses_printing(
            code: u64,
            salt: [u8; 32],
            fields in prop::collection::btree_map("[ -~]{0,6}", "\\PC{0,12}", 0..5),
        ) {
            let identity = Identity::new(Code::from_bits(code), "r", salt, &fields).unwrap();
            prop_assert_eq!(Identity::parse("i", &identity.to_json()), Ok(identity));
        }

        #[test]
        fn no_bytes_make_the_parser_panic(at: usize, byte: u8) {
            let mut bytes = identity(&[("name", "x")]).unwrap().to_json();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(identity) = Identity::parse("i", &bytes) {
                prop_assert_eq!(identity.to_json(), bytes);
            }
        }
    }
}
