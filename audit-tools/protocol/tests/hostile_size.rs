//! How much memory hostile bytes can make the readers take: some times their size, never what a
//! number in them claims.
//!
//! An allocator that counts measures it, for the whole program: so this test crate holds one test.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod readers;

use std::collections::BTreeMap;

use paiwei_protocol::{
    digest::Digest,
    ident::Code,
    note::{Checkpoint, Note},
    roll::{Line, Roll},
    verify::{Verdict, verify},
};
use peak_alloc::PeakAlloc;
use readers::{READERS, notes::signer, reader, round};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;
/// What a reader may take besides: rules that it is given anew, first allocations of libraries.
const BESIDES: usize = MIB;

/// Bytes for a reader, and how many times their size it may take.
struct Case {
    reader: &'static str,
    times: usize,
    bytes: Vec<u8>,
}

fn case(reader: &'static str, times: usize, bytes: impl Into<Vec<u8>>) -> Case {
    Case { reader, times, bytes: bytes.into() }
}

/// `head`, then `unit` until there are about `length` bytes, then `tail`.
fn filled(head: &str, unit: &str, length: usize, tail: &str) -> String {
    format!("{head}{}{tail}", unit.repeat(length / unit.len()))
}

/// The rules with `unit` again and again before the one member of an array.
fn rules(array: &str, unit: &str, member: &str) -> String {
    let rules = String::from_utf8(round::RULES.to_vec()).unwrap();
    let (old, head) = (format!("{array}[{member}]"), format!("{array}["));
    assert!(rules.contains(&old), "no {old}");
    rules.replacen(&old, &filled(&head, unit, MIB - 8000, &format!("{member}]")), 1)
}

/// Values are trees of nodes, of which an object takes most: about a hundred bytes for each of its
/// own. Nothing that is read as JSON is larger than one MiB.
fn of_json() -> Vec<Case> {
    let array = |unit: &str, length| filled("[", unit, length, "0]");
    let fields = filled("{\"fields\":{", "\"\":\"\",", 60_000, "\"\":\"\"}}");
    vec![
        case("canonical_json", 60, array("0,", MIB)),
        case("canonical_json", 60, array("[],", MIB)),
        case("canonical_json", 120, array(r#"{"":0},"#, MIB)),
        case("canonical_json", 10, filled("", "[", MIB, "")),
        case("canonical_json", 10, filled("\"", "e\u{301}", MIB, "\"")),
        case("canonical_json", 10, "1".repeat(MIB)),
        case("rules", 120, rules(r#""tiers":"#, "[],", r#"["*"]"#)),
        case("rules", 120, rules(r#""tiers":["#, r#""*","#, r#""staff""#)),
        case("rules", 120, rules(r#""order":"#, r#""points","#, r#""points""#)),
        case("rules", 120, rules(r#""programs":"#, r#""","#, r#""J1""#)),
        case("identity", 120, fields),
        case("entry", 120, array(r#"{"":0},"#, 65_000)),
    ]
}

fn of_tables() -> Vec<Case> {
    let record = |reader: &'static str, times, head: &str, unit: &str| {
        case(reader, times, filled(head, unit, MIB, "\n"))
    };
    let intake: String =
        (0..10_000).map(|n| format!("{},1,{}\n", Code::from_bits(n), Digest::of(b""))).collect();
    let answer = |n| format!("{},1,accept,{}\n", Code::from_bits(n), Digest::of(b""));
    let answers: String = (0..10_000).map(answer).collect();
    let results: String = (0..50_000).map(|n| format!("{},,,,,\n", Code::from_bits(n))).collect();
    let head = "code,placement,pool,choice,numbers,ranks\n";
    vec![
        record("csv_table", 60, "a,b,c\n", ",,\n"),
        record("csv_table", 10, "a,b,c\n", ","),
        case("intake", 20, format!("code,revision,receipt\n{intake}")),
        case("answers", 20, format!("code,number,answer,receipt\n{answers}")),
        case("results", 20, format!("{head}{results}")),
        case("results", 20, filled(head, "0000-0000-0001-Y,,,,,0>", 60_000, "\n")),
        case("roll", 20, Roll::write(&pairs())),
        case(
            "cutoffs",
            20,
            filled("pool,seats,applied,admitted,cutoff\n", "J1/main,", 60_000, "\n"),
        ),
        case(
            "waitlist",
            20,
            filled("pool,position,code\n", "J1/main,1,0000-0000-0001-Y\n", MIB, ""),
        ),
        case("changes", 20, filled("code,field,old,new,reason\n", ",,,,\n", MIB, "")),
    ]
}

/// As many bundles as lines can make.
fn pairs() -> Vec<Line> {
    let linked = |bits: u64| Line {
        bundle: vec![Code::from_bits(bits & !1), Code::from_bits(bits | 1)],
        ..round::line(bits, "", None, "|")
    };
    (0..20_000).map(linked).collect()
}

fn of_texts() -> Vec<Case> {
    let line = "— a AAAAAAA=\n";
    let draw = "paiwei draw v1\njournal: a\nround: r\nattempt: 1\n";
    vec![
        case("note", 20, filled("a\n\n", line, MIB, "")),
        case("note", 20, filled("", "\n", MIB, line)),
        case("note", 20, filled("a\n\n— a ", "AAAA", MIB, "\n")),
        case("draw_text", 20, filled(draw, "\n", MIB, "\n")),
        case("trust", 20, filled("paiwei trust v1\n", "\n", MIB, "\n")),
        case("dice", 20, filled("", "1 ", MIB, "1")),
        case("request", 20, filled("paiwei request v1\norigin: ", "a", MIB, "\n")),
        case("answer", 20, filled("paiwei answer v1\norigin: ", "a", MIB, "\n")),
        case("choices", 30, filled("", "a>", 65_000, "a|")),
        case("choices", 30, filled("", "|", 65_000, "")),
        case("code", 20, filled("", "0", MIB, "")),
        case("verifier_key", 20, filled("a+00000000+", "AAAA", MIB, "")),
    ]
}

/// Bytes that are taken at most while `work` runs.
fn peak(work: impl FnOnce()) -> usize {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    work();
    ALLOCATOR.peak_usage().saturating_sub(before)
}

/// A checkpoint that claims a million entries beside three.
fn claims_a_million() -> BTreeMap<String, Vec<u8>> {
    let origin = "office.example/journal";
    let text = Checkpoint { origin: origin.into(), size: 1_000_000, root: Digest::of(b"") };
    let note = Note::sign(&text.to_string(), &[(origin, &signer(1))]).unwrap();
    let entry = |number: u64| (format!("journal/entries/{number}"), b"{}".to_vec());
    let checkpoint = ("journal/checkpoint".to_owned(), note.to_string().into_bytes());
    (0..3).map(entry).chain([checkpoint]).collect()
}

#[test]
fn memory_stays_in_proportion() {
    for case in [of_json(), of_tables(), of_texts()].into_iter().flatten() {
        let taken = peak(|| drop((reader(case.reader).read)(&case.bytes)));
        let size = case.bytes.len();
        let most = case.times * size + BESIDES;
        assert!(taken <= most, "{} of {size} bytes takes {taken}", case.reader);
    }
    for reader in READERS {
        let noise: Vec<u8> = (0..MIB).map(|n| n.to_le_bytes()[0]).collect();
        let taken = peak(|| drop((reader.read)(&noise)));
        assert!(taken <= 10 * MIB, "{} of noise takes {taken}", reader.name);
    }
    let folder = claims_a_million();
    let mut verdict = None;
    let taken = peak(|| verdict = Some(verify(&folder, None, &[], &mut |_| {})));
    assert_eq!(verdict.unwrap().checks[1].verdict, Verdict::Failed);
    assert!(taken <= BESIDES, "a checkpoint's claim takes {taken}");
}
