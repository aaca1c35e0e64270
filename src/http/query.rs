//! What queries of addresses hold, refused by its form like every other part of an address.

use paiwei_protocol::ident::Code;
use serde::{Deserialize, Deserializer, de::Error as _};

/// A number of items, from 1 to `MOST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UpTo<const MOST: u32>(pub(crate) u32);

impl<'de, const MOST: u32> Deserialize<'de> for UpTo<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            number if (1..=MOST).contains(&number) => Ok(Self(number)),
            number => Err(D::Error::custom(format!("{number} is not from 1 to {MOST}"))),
        }
    }
}

/// A code, in whatever spelling people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Typed(pub(crate) Code);

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Code::normalise(&text).map(Self).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn up_to(json: &str) -> Option<u32> {
        serde_json::from_str::<UpTo<500>>(json).ok().map(|number| number.0)
    }

    #[test]
    fn numbers_are_within_their_bounds() {
        assert_eq!(up_to("1"), Some(1));
        assert_eq!(up_to("500"), Some(500));
        for outside in ["0", "501", "-1", "4294967296"] {
            assert_eq!(up_to(outside), None, "{outside}");
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = Code::from_bits(7);
        let typed = code.to_string().to_lowercase().replace('-', " ");
        let read: Typed = serde_json::from_value(typed.into()).unwrap();
        assert_eq!(read.0, code);
        assert!(serde_json::from_str::<Typed>("\"\"").is_err());
    }
}
