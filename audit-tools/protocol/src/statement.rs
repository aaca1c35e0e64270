//! The texts of notes that people sign (PROTOCOL.md, section 3.7). A verifier builds the text that
//! must stand there and compares bytes, so nothing here reads.

use crate::{digest::Digest, note::VerifierKey};

/// *keys*: the recovery key puts these keys in force, by the entry at journal index `index`.
#[must_use]
pub fn keys(origin: &str, index: u64, keys: &[(&str, &VerifierKey)]) -> String {
    let lines: String = keys.iter().map(|(role, key)| format!("{role} {key}\n")).collect();
    format!("paiwei keys v1\n{origin}\n{index}\n{lines}")
}

/// *seed-commit*: an observer commits to a seed.
#[must_use]
pub fn seed_commit(
    origin: &str,
    round: &str,
    attempt: u32,
    holder: &str,
    commitment: &Digest,
) -> String {
    format!("paiwei seed-commit v1\n{origin}\n{round}\n{attempt}\n{holder}\n{commitment}\n")
}

/// *seed-open*: an observer opens its seed.
#[must_use]
pub fn seed_open(origin: &str, round: &str, attempt: u32, holder: &str, seed: &[u8; 32]) -> String {
    let seed = hex::encode(seed);
    format!("paiwei seed-open v1\n{origin}\n{round}\n{attempt}\n{holder}\n{seed}\n")
}

/// *confirm*: an observer confirms an entry by its hash without `confirmations` and `at`.
#[must_use]
pub fn confirm(
    origin: &str,
    round: &str,
    attempt: u32,
    entry_type: &str,
    entry_hash: &Digest,
) -> String {
    format!("paiwei confirm v1\n{origin}\n{round}\n{attempt}\n{entry_type}\n{entry_hash}\n")
}

/// *not-cosigned*: a witness states that it didn't cosign an order in time; `entry` is the SHA-256
/// of the order-set entry's bytes, `index` its place in the journal.
#[must_use]
pub fn not_cosigned(origin: &str, round: &str, attempt: u32, index: u64, entry: &Digest) -> String {
    format!("paiwei not-cosigned v1\n{origin}\n{round}\n{attempt}\n{index}\n{entry}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ed25519::SigningKey, note::KeyKind};

    const JOURNAL: &str = "a.example/journal";

    #[test]
    fn the_texts_are_the_protocols() {
        let (hash, hex) = (Digest([7; 32]), "07".repeat(32));
        let line = |head: &str, rest: &str| {
            format!("paiwei {head} v1\na.example/journal\nj2027\n2\n{rest}{hex}\n")
        };
        let commit = seed_commit(JOURNAL, "j2027", 2, "notary", &hash);
        assert_eq!(commit, line("seed-commit", "notary\n"));
        let open = seed_open(JOURNAL, "j2027", 2, "notary", &[7; 32]);
        assert_eq!(open, line("seed-open", "notary\n"));
        let confirmed = confirm(JOURNAL, "j2027", 2, "dice-thrown", &hash);
        assert_eq!(confirmed, line("confirm", "dice-thrown\n"));
        let denied = not_cosigned(JOURNAL, "j2027", 2, 31, &hash);
        assert_eq!(denied, line("not-cosigned", "31\n"));
    }

    #[test]
    fn keys_stand_with_their_roles() {
        let public = SigningKey::from_seed([3; 32]).public();
        let key = |name| VerifierKey::new(name, KeyKind::Note, public).unwrap();
        let (journal, receipts) = (key(JOURNAL), key("a.example/journal/receipts"));
        let text = keys(JOURNAL, 0, &[("journal", &journal), ("receipts", &receipts)]);
        let expected = format!(
            "paiwei keys v1\na.example/journal\n0\njournal {journal}\nreceipts {receipts}\n"
        );
        assert_eq!(text, expected);
    }
}
