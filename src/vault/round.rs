//! The vault of one round: what a family told the office, sealed row by row.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{
    VaultError,
    sealing::{self, Key},
};
use crate::entropy::Entropy;

/// Seals and opens the private rows of one round.
pub struct RoundVault {
    round: String,
    sealing: Key,
    indexing: Key,
}

impl RoundVault {
    pub(super) fn new(round: &str, data_key: &Key) -> Self {
        let derived = |purpose: &str| Key::new(hmac(data_key, purpose.as_bytes()));
        Self {
            round: round.to_owned(),
            sealing: derived("paiwei sealing v1"),
            indexing: derived("paiwei index v1"),
        }
    }

    /// Seals `plain` for one row of one table: 40 bytes longer than `plain`.
    ///
    /// # Errors
    ///
    /// [`VaultError::Entropy`].
    pub fn seal(
        &self,
        table: &str,
        row: &str,
        plain: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        Ok(sealing::seal(&self.sealing, &self.place(table, row), plain, entropy)?)
    }

    /// Opens what was sealed for this row of this table.
    ///
    /// # Errors
    ///
    /// [`VaultError::Altered`] for anything that was not.
    pub fn open(
        &self,
        table: &str,
        row: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        sealing::open(&self.sealing, &self.place(table, row), sealed)
            .ok_or_else(|| VaultError::Altered(format!("{}/{table}/{row}", self.round)))
    }

    /// A keyed hash of a private value, to look it up by equality in a column of the table without
    /// storing it: 32 bytes, different for every round, table and column.
    #[must_use]
    pub fn index(&self, table: &str, column: &str, value: &str) -> [u8; 32] {
        hmac(&self.indexing, &sealing::place(&[&self.round, table, column, value]))
    }

    fn place(&self, table: &str, row: &str) -> Vec<u8> {
        sealing::place(&["paiwei row v1", &self.round, table, row])
    }
}

impl fmt::Debug for RoundVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoundVault({})", self.round)
    }
}

pub(super) fn hmac(key: &Key, message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&**key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn vault(round: &str) -> RoundVault {
        RoundVault::new(round, &Key::new([7; 32]))
    }

    #[test]
    fn only_the_same_place_opens() {
        let entropy = SeededEntropy::labelled("vault");
        let sealed = vault("a").seal("identity", "1", "王甲子".as_bytes(), &entropy).unwrap();
        assert_eq!(sealed.len(), 9 + 40);
        assert_eq!(&*vault("a").open("identity", "1", &sealed).unwrap(), "王甲子".as_bytes());
        for (round, table, row) in
            [("b", "identity", "1"), ("a", "phone", "1"), ("a", "identity", "2"), ("a", "", "")]
        {
            let refused = vault(round).open(table, row, &sealed).unwrap_err();
            assert!(refused.to_string().contains(&format!("{round}/{table}/{row}")), "{refused}");
        }
        // Not the same parts cut elsewhere.
        assert!(vault("a").open("identity1", "", &sealed).is_err());
    }

    #[test]
    fn every_changed_byte_is_noticed_and_nothing_shows_through() {
        let entropy = SeededEntropy::labelled("vault");
        let plain = b"330199201409011234";
        let sealed = vault("a").seal("t", "r", plain, &entropy).unwrap();
        assert!(!sealed.windows(6).any(|window| *window == plain[..6]));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 0x80;
            assert!(vault("a").open("t", "r", &changed).is_err(), "byte {at}");
        }
        for length in 0..sealed.len() {
            assert!(vault("a").open("t", "r", &sealed[..length]).is_err());
        }
    }

    #[test]
    fn the_same_text_is_never_sealed_alike() {
        let entropy = SeededEntropy::labelled("vault");
        let seal = || vault("a").seal("t", "r", b"same", &entropy).unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn an_index_finds_equal_values_of_one_column_only() {
        let index = |round, table, column, value| vault(round).index(table, column, value);
        let one = index("a", "t", "registration", "2027J000001");
        assert_eq!(one, index("a", "t", "registration", "2027J000001"));
        assert_ne!(one, index("b", "t", "registration", "2027J000001"));
        assert_ne!(one, index("a", "t", "phone", "2027J000001"));
        assert_ne!(one, index("a", "t", "registration", "2027J000002"));
    }
}
