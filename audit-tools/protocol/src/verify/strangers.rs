//! What is given as a receipt and is none, or is one of another round: nothing is said by it for or
//! against the round that is judged (PROTOCOL.md, section 6.13).

use super::receipts::Issuer;
use crate::{
    answer::ANSWERED,
    ident::{OFFICE, is_id, is_origin},
    receipt::RECEIPT,
};

/// Receipts of one kind.
pub(super) struct Kind {
    /// Their first line, with its LF.
    first: &'static str,
    /// What such a receipt is checked by.
    by: &'static str,
}

/// Receipts of applications.
pub(super) const RECEIPTS: Kind = Kind { first: RECEIPT, by: "proof file" };
/// Receipts of answers.
pub(super) const ANSWERS: Kind = Kind { first: ANSWERED, by: "folder" };

/// Why something given is not a receipt of this round in which everything holds.
pub(super) enum Refused {
    /// It is no receipt, or one of another round.
    Strange(String),
    /// It is damaged, not signed, or contradicts.
    Wrong(String),
}

impl From<String> for Refused {
    fn from(finding: String) -> Self {
        Self::Wrong(finding)
    }
}

impl Refused {
    /// The receipts in which everything holds, and what is strange; what is wrong comes before all.
    pub(super) fn sorted<T>(
        judged: impl Iterator<Item = Result<T, Self>>,
    ) -> Result<(Vec<T>, Vec<String>), Vec<String>> {
        let (mut read, mut strange, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
        for receipt in judged {
            match receipt {
                Ok(receipt) => read.push(receipt),
                Err(Self::Strange(finding)) => strange.push(finding),
                Err(Self::Wrong(finding)) => wrong.push(finding),
            }
        }
        if wrong.is_empty() { Ok((read, strange)) } else { Err(wrong) }
    }
}

impl Issuer<'_> {
    /// It begins as its kind does, and does not name another round. What is damaged where it names
    /// its round is judged as one of this round.
    pub(super) fn known(&self, file: &str, bytes: &[u8], kind: &Kind) -> Result<(), Refused> {
        let strange = |what: String| Err(Refused::Strange(format!("{file}: {what}")));
        let Some(rest) = bytes.strip_prefix(kind.first.as_bytes()) else {
            return strange("this is no receipt".to_owned());
        };
        let by = kind.by;
        match names(rest) {
            Some((origin, _)) if origin != self.origin => strange(format!(
                "this receipt is of another office ({origin}); take that office's {by}"
            )),
            Some((_, round)) if round != self.round => strange(format!(
                "this receipt is of another round ({round}); take that round's {by}"
            )),
            _ => Ok(()),
        }
    }
}

/// Origin and round, which the first two lines name.
fn names(text: &[u8]) -> Option<(&str, &str)> {
    let mut lines = text.split_inclusive(|&byte| byte == b'\n');
    let mut next = |name: &str, form: fn(&str) -> bool| {
        let line = str::from_utf8(lines.next()?).ok()?;
        let value = line.strip_prefix(name)?.strip_suffix('\n')?;
        form(value).then_some(value)
    };
    Some((next("origin: ", is_origin)?, next("round: ", |text| is_id(text) && text != OFFICE)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_lines_name_a_round() {
        let names = |text: &str| names(text.as_bytes()).map(|(_, round)| round.to_owned());
        assert_eq!(names("origin: a/b\nround: r-1\nco"), Some("r-1".to_owned()));
        for damaged in [
            "",
            "origin: a/b\n",
            "origin: a/b\nround: r-1",
            "origin: a/b\r\nround: r-1\n",
            "origin: a/b\nround:  r-1\n",
            "origin: A/b\nround: r-1\n",
            "origin: a/b\nround: r\u{e9}\n",
            "origin: a/b\nround: office\n",
        ] {
            assert_eq!(names(damaged), None, "{damaged:?}");
        }
    }
}
