//! Every refusal of a table names file, line and field: each row here spoils one thing of a good
//! table, and says where the refusal must point.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod readers;

use paiwei_protocol::{
    answers::Answers,
    changes,
    intake::Intake,
    place::Place,
    results::{Cutoffs, Results, Waitlist},
    roll::Roll,
};
use readers::{reader, round};

/// What is replaced (its first occurrence), by what, and the line and field that are then wrong.
type Row = (&'static str, &'static str, u64, Option<&'static str>);

/// What is wrong with any table, whatever is in it. A line as such has no field.
const OF_ANY_TABLE: [Row; 5] = [
    ("code", "kode", 1, None),
    ("\n", "\r\n", 1, None),
    ("\n", "\n\n", 2, None),
    ("\n", "\n,", 2, None),
    ("\n", "\n\u{e9}", 2, Some("")),
];

/// Tries all rows on the first good table of a reader.
fn try_rows(name: &str, file: &str, rows: &[Row], refusal: impl Fn(&[u8]) -> (Place, String)) {
    let good = String::from_utf8((reader(name).good)().remove(0)).unwrap();
    let first = good.split(',').next().unwrap();
    for &(old, new, line, field) in rows {
        assert!(good.contains(old), "{name}: the good table has no {old:?}");
        let (place, words) = refusal(good.replacen(old, new, 1).as_bytes());
        // A byte at the head of a line is in the first field.
        let field = field.map(|field| if field.is_empty() { first } else { field });
        let expected = Place { file: file.into(), line: Some(line), field: field.map(Into::into) };
        assert_eq!(place, expected, "{name}: {old:?} as {new:?}: {words}");
        assert!(words.starts_with(&format!("{expected}: ")), "{words}");
    }
    let (place, _) = refusal(good.strip_suffix('\n').unwrap().as_bytes());
    assert_eq!((place.line, place.field), (Some(good.lines().count() as u64), None), "{name}");
}

/// The rows of any table; tables of pools begin with another header.
fn of_any_table(first: &str) -> Vec<Row> {
    OF_ANY_TABLE.into_iter().filter(|row| row.0 != "code" || first == "code").collect()
}

#[test]
fn of_the_roll() {
    let refusal = |bytes: &[u8]| {
        let error = Roll::read("roll.csv", bytes, round::rules()).unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("0001-Y", "0001-Z", 2, Some("code")),
        ("0001-Y", "0003-T", 3, Some("code")),
        (",entered,", ",Entered,", 2, Some("status")),
        (",1,0707", ",0,0707", 2, Some("revision")),
        (",1,0707", ",01,0707", 2, Some("revision")),
        (",1,0707", ",2147483648,0707", 2, Some("revision")),
        (",0707", ",0G07", 2, Some("key")),
        ("00000001,,", "0000000A,,", 2, Some("tag")),
        ("00000001,,", "0000001,,", 2, Some("tag")),
        ("00000001,,", "00000001,X,", 2, Some("bundle")),
        ("00000001,,", "00000001,0000-0000-0001-Y,", 2, Some("bundle")),
        ("00000001,,", "00000001,0000-0000-0001-Y+0000-0000-0009-E,", 2, Some("bundle")),
        ("0002-W+0000-0000-0004-R", "0002-W+0000-0000-0005-P", 3, Some("bundle")),
        (",district+staff,", ",staff+district,", 2, Some("categories")),
        (",district+staff,", ",staff+staff,", 2, Some("categories")),
        (",district+staff,", ",nobody,", 2, Some("categories")),
        (",90,", ",090,", 2, Some("points")),
        (",90,", ",2147483648,", 2, Some("points")),
        (",J1|P1>P2,", ",J1,", 2, Some("choices")),
        (",J1|P1>P2,", ",P1|P2,", 2, Some("choices")),
        (",J1|P1>P2,", ",J1|P1>P1,", 2, Some("choices")),
        (",J1|P1>P2,", ",J1|P1>P2>P3,", 2, Some("choices")),
        (",0,|P1,", ",0,|P2,", 5, Some("choices")),
        (
            "withdrawn,1,-,00000000000000000000000000000003,,,,,",
            "withdrawn,1,-,00000000000000000000000000000003,,,0,,",
            4,
            Some("points"),
        ),
        (
            "withdrawn,1,-,00000000000000000000000000000003,,,,,",
            "withdrawn,1,-,00000000000000000000000000000003,,,,|,",
            4,
            Some("choices"),
        ),
        (
            "withdrawn,1,-,00000000000000000000000000000003,,,,,",
            "withdrawn,1,-,00000000000000000000000000000003,,staff,,,",
            4,
            Some("categories"),
        ),
        (",0000-0000-0002-W+0000-0000-0004-R,,,|P1,", ",,,,|P1,", 3, Some("bundle")),
    ];
    try_rows("roll", "roll.csv", &of_any_table("code"), refusal);
    try_rows("roll", "roll.csv", &rows, refusal);
    let (place, _) = refusal(spoiled_end("roll", "x").as_bytes());
    assert_eq!(place.field.as_deref(), Some("commitment"));
}

/// The first good table of a reader, with a byte added to its last field.
fn spoiled_end(name: &str, byte: &str) -> String {
    let good = String::from_utf8((reader(name).good)().remove(0)).unwrap();
    format!("{}{byte}\n", good.strip_suffix('\n').unwrap())
}

#[test]
fn of_the_changes() {
    let (posted, frozen) =
        (round::roll(&round::posted_lines()), round::roll(&round::frozen_lines()));
    let differences = changes::differences("roll.csv", &posted, &frozen).unwrap();
    let refusal = |bytes: &[u8]| {
        let error = changes::check("changes.csv", bytes, &differences, round::rules());
        let error = error.unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("0001-Y", "0001-Z", 2, Some("code")),
        (",categories,", ",points,", 2, Some("field")),
        (",district+staff,", ",staff,", 2, Some("old")),
        (",staff,error", ",district,error", 2, Some("new")),
        (",error", ",Error", 2, Some("reason")),
        (",error", ",", 2, Some("reason")),
    ];
    try_rows("changes", "changes.csv", &of_any_table("code"), refusal);
    try_rows("changes", "changes.csv", &rows, refusal);
}

#[test]
fn of_rolls_that_changes_cannot_explain() {
    let posted = round::roll(&round::posted_lines());
    let refusal = |spoil: fn(&mut Vec<paiwei_protocol::roll::Line>)| {
        let mut lines = round::frozen_lines();
        spoil(&mut lines);
        let frozen = round::roll(&lines);
        let error = changes::differences("roll.csv", &posted, &frozen).unwrap_err();
        (error.place().line, error.place().field.clone(), error.to_string())
    };
    let at = |line, field: &str, words: (Option<u64>, Option<String>, String)| {
        assert_eq!((words.0, words.1.as_deref()), (Some(line), Some(field)), "{}", words.2);
        assert!(words.2.starts_with("roll.csv, line "), "{}", words.2);
    };
    at(2, "revision", refusal(|lines| lines[0].revision = 2));
    at(2, "key", refusal(|lines| lines[0].key = None));
    at(2, "tag", refusal(|lines| lines[0].tag = "0".repeat(32)));
    at(6, "commitment", refusal(|lines| lines[4].commitment.0[0] ^= 1));
    at(11, "code", refusal(|lines| lines.push(round::line(10, "", None, "|"))));
    let (line, field, words) = refusal(|lines| drop(lines.remove(0)));
    // A line that isn't there has no number; its code stands in the words.
    assert_eq!((line, field), (None, None));
    assert!(words.starts_with("roll.csv: code 0000-0000-0001-Y"), "{words}");
}

#[test]
fn of_the_intake() {
    let refusal = |bytes: &[u8]| {
        let error = Intake::read("intake.csv", bytes).unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("-0007-", "-0008-", 2, Some("code")),
        (",1,", ",2,", 2, Some("revision")),
        (",1,", ",0,", 2, Some("revision")),
        (",1,", ",+1,", 2, Some("revision")),
        (",1,", ",2147483648,", 2, Some("revision")),
        (",1,", ",1,0", 2, Some("receipt")),
        (",2,", ",3,", 4, Some("revision")),
    ];
    try_rows("intake", "intake.csv", &of_any_table("code"), refusal);
    try_rows("intake", "intake.csv", &rows, refusal);
}

#[test]
fn of_the_answers() {
    let refusal = |bytes: &[u8]| {
        let error = Answers::read("answers.csv", bytes).unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("-0007-", "-0008-", 2, Some("code")),
        (",1,", ",2,", 2, Some("number")),
        (",1,", ",0,", 2, Some("number")),
        (",1,", ",+1,", 2, Some("number")),
        (",1,", ",2147483648,", 2, Some("number")),
        (",accept,", ",Accept,", 2, Some("answer")),
        (",accept,", ",,", 2, Some("answer")),
        (",accept,", ",decline,", 4, Some("answer")),
        (",decline,", ",decline,0", 3, Some("receipt")),
        (",2,", ",3,", 4, Some("number")),
    ];
    try_rows("answers", "answers.csv", &of_any_table("code"), refusal);
    try_rows("answers", "answers.csv", &rows, refusal);
}

#[test]
fn of_the_results() {
    let refusal = |bytes: &[u8]| {
        let error = Results::read("results.csv", bytes).unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("0001-Y,", "0001-Z,", 2, Some("code")),
        ("0001-Y,J1,", "0001-Y,1J,", 2, Some("placement")),
        ("0001-Y,J1,main,", "0001-Y,J1,,", 2, Some("pool")),
        ("0001-Y,J1,main,1,", "0001-Y,J1,main,0,", 2, Some("choice")),
        ("0001-Y,J1,main,1,", "0001-Y,J1,main,,", 2, Some("choice")),
        ("0001-Y,J1,main,1,", "0001-Y,J1,main,1,0", 2, Some("numbers")),
        ("0001-Y,J1,main,1,", "0001-Y,J1,main,1,>", 2, Some("numbers")),
        (",1>", ",0>", 2, Some("ranks")),
        (",1>", ",", 2, Some("ranks")),
    ];
    try_rows("results", "results.csv", &of_any_table("code"), refusal);
    try_rows("results", "results.csv", &rows, refusal);
}

#[test]
fn of_the_cutoffs() {
    let rules = round::rules();
    let refusal = |bytes: &[u8]| {
        let error = Cutoffs::read("cutoffs.csv", bytes, rules).unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("J1/main,", "J2/main,", 2, Some("pool")),
        ("J1/main,2,", "J1/main,3,", 2, Some("seats")),
        ("J1/main,2,2,", "J1/main,2,x,", 2, Some("applied")),
        ("J1/main,2,2,2,", "J1/main,2,2,3,", 2, Some("admitted")),
        ("J1/main,2,2,2,", "J1/main,2,2,1,", 2, Some("cutoff")),
        ("J1/main,2,2,2,", "J1/main,2,2,2,0", 2, Some("cutoff")),
        ("P1/direct,1,1,0,open", "P1/direct,1,1,0,closed", 3, Some("cutoff")),
        ("P2/rest,,", "P2/rest,0,", 5, Some("seats")),
    ];
    try_rows("cutoffs", "cutoffs.csv", &of_any_table("pool"), refusal);
    try_rows("cutoffs", "cutoffs.csv", &rows, refusal);
    let good = String::from_utf8((reader("cutoffs").good)().remove(0)).unwrap();
    let (place, _) = refusal(format!("{good}P3/x,,0,0,open\n").as_bytes());
    assert_eq!((place.line, place.field.as_deref()), (Some(6), Some("pool")));
    let (place, _) =
        refusal(good.lines().take(3).fold(String::new(), |a, l| a + l + "\n").as_bytes());
    assert_eq!(place.line, Some(4));
}

#[test]
fn of_the_waiting_list() {
    let rules = round::rules();
    let refusal = |bytes: &[u8]| {
        let error = Waitlist::read("waitlist.csv", bytes, rules).unwrap_err();
        (error.place().clone(), error.to_string())
    };
    let rows = [
        ("P1/", "P3/", 2, Some("pool")),
        (",1,", ",2,", 2, Some("position")),
        (",1,", ",01,", 2, Some("position")),
        (",1,0", ",1,1", 2, Some("code")),
    ];
    try_rows("waitlist", "waitlist.csv", &of_any_table("pool"), refusal);
    try_rows("waitlist", "waitlist.csv", &rows, refusal);
}
