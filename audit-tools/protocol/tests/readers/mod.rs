//! Every reader of the crate, with bytes that it accepts: what hostile bytes are tried on, here by
//! property tests and in `audit-tools/fuzz` by a fuzzer.
//!
//! A reader owes three things whatever it is given: it doesn't panic; what it accepts is written
//! back byte for byte, so that nothing has two spellings; what it refuses is refused by name.

#![allow(dead_code, reason = "no test crate needs all of it")]
#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

pub(crate) mod documents;
pub(crate) mod notes;
pub(crate) mod round;
pub(crate) mod steps;
pub(crate) mod tables;
pub(crate) mod texts;

use std::fmt::Display;

/// What became of bytes: accepted, or refused in these words.
pub(crate) type Reading = Result<(), String>;

/// A reader.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    /// Its name, which is that of its fuzz target.
    pub(crate) name: &'static str,
    /// Bytes that it accepts.
    pub(crate) good: fn() -> Vec<Vec<u8>>,
    /// Reads, and panics where it owes something.
    pub(crate) read: fn(&[u8]) -> Reading,
}

/// All readers.
pub(crate) const READERS: [Reader; 25] = [
    Reader { name: "canonical_json", good: documents::values, read: documents::value },
    Reader { name: "rules", good: documents::all_rules, read: documents::rules },
    Reader { name: "identity", good: documents::identities, read: documents::identity },
    Reader { name: "proof", good: documents::proofs, read: documents::proof },
    Reader { name: "entry", good: steps::entries, read: steps::entry },
    Reader { name: "csv_table", good: tables::plain_tables, read: tables::plain_table },
    Reader { name: "intake", good: tables::intakes, read: tables::intake },
    Reader { name: "answers", good: tables::all_answers, read: tables::answers },
    Reader { name: "roll", good: tables::rolls, read: tables::roll },
    Reader { name: "changes", good: tables::all_changes, read: tables::changes },
    Reader { name: "results", good: tables::all_results, read: tables::results },
    Reader { name: "cutoffs", good: tables::all_cutoffs, read: tables::cutoffs },
    Reader { name: "waitlist", good: tables::waitlists, read: tables::waitlist },
    Reader { name: "draw_text", good: texts::draw_texts, read: texts::draw_text },
    Reader { name: "request", good: texts::requests, read: texts::request },
    Reader { name: "answer", good: texts::both_answers, read: texts::answer },
    Reader { name: "trust", good: texts::trusts, read: texts::trust },
    Reader { name: "dice", good: texts::throws, read: texts::throw },
    Reader { name: "code", good: texts::codes, read: texts::code },
    Reader { name: "choices", good: texts::all_choices, read: texts::choices },
    Reader { name: "note", good: notes::notes, read: notes::note },
    Reader { name: "checkpoint", good: notes::checkpoints, read: notes::checkpoint },
    Reader { name: "verifier_key", good: notes::keys, read: notes::key },
    Reader { name: "receipt", good: notes::receipts, read: notes::receipt },
    Reader { name: "answer_receipt", good: notes::answered, read: notes::answer_receipt },
];

/// The reader of this name.
pub(crate) fn reader(name: &str) -> Reader {
    *READERS.iter().find(|reader| reader.name == name).expect("the table has every reader")
}

/// Holds a reader to what it owes. `file` is the name that it was given, empty if it takes none.
fn settle<T, E: Display>(
    file: &str,
    bytes: &[u8],
    read: Result<T, E>,
    write: impl FnOnce(T) -> Vec<u8>,
) -> Reading {
    match read {
        Ok(value) => {
            assert!(write(value) == bytes, "accepted, and written back otherwise");
            Ok(())
        }
        Err(error) => {
            let text = error.to_string();
            assert!(text.lines().all(|line| line.starts_with(file)), "names another file: {text}");
            Err(text)
        }
    }
}

/// Text readers are given what is UTF-8; what isn't never gets to them.
fn utf8(bytes: &[u8], read: impl FnOnce(&str) -> Reading) -> Reading {
    std::str::from_utf8(bytes).map_or_else(|error| Err(error.to_string()), read)
}
