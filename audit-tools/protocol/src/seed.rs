//! Seeds and their commitments (PROTOCOL.md, section 11.1).

use zeroize::Zeroizing;

use crate::digest::Digest;

/// The commitment to a seed: SHA-256 of its six lines.
#[must_use]
pub fn commitment(
    origin: &str,
    round: &str,
    attempt: u32,
    holder: &str,
    seed: &[u8; 32],
) -> Digest {
    let seed = Zeroizing::new(hex::encode(seed));
    let head = format!("paiwei seed v1\n{origin}\n{round}\n{attempt}\n{holder}\n");
    Digest::of_parts(&[head.as_bytes(), seed.as_bytes(), b"\n"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commitment_is_of_the_lines_of_the_text() {
        let text = format!("paiwei seed v1\na.example/j\nr\n1\noffice\n{}\n", "07".repeat(32));
        assert_eq!(
            commitment("a.example/j", "r", 1, "office", &[7; 32]),
            Digest::of(text.as_bytes())
        );
    }
}
