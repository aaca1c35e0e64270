use proptest::prelude::*;

use super::*;

fn record(code: u64, number: u64, said: Said) -> AnswerRecord {
    AnswerRecord { code: Code::from_bits(code), number, said, receipt: Digest::of(b"receipt") }
}

#[test]
fn what_is_written_is_read_back() {
    let records =
        [record(1, 1, Said::Accept), record(2, 1, Said::Decline), record(1, 2, Said::Decline)];
    let answers = Answers::read("answers.csv", &Answers::write(&records)).unwrap();
    assert_eq!(answers.records, records);
    assert_eq!(answers.texts[2], records[2].to_string());
    assert_eq!(answers.last()[&Code::from_bits(1)], records[2]);
}

#[test]
fn answers_of_a_code_come_one_after_the_other() {
    use Said::{Accept, Decline};
    for (records, field) in [
        (vec![record(1, 2, Accept)], "number"),
        (vec![record(1, 0, Accept)], "number"),
        (vec![record(1, 1, Accept), record(1, 3, Decline)], "number"),
        (vec![record(1, 1, Accept), record(1, 1, Decline)], "number"),
        (vec![record(1, 1, Accept), record(1, 2, Accept)], "answer"),
        (vec![record(1, 1, Decline), record(1, 2, Accept)], "answer"),
        (vec![record(1, 1, Decline), record(1, 2, Decline)], "answer"),
    ] {
        let error = Answers::read("answers.csv", &Answers::write(&records)).unwrap_err();
        assert_eq!(error.place().field.as_deref(), Some(field), "{error}");
        assert_eq!(error.place().line, Some(1 + records.len() as u64), "{error}");
    }
}

#[test]
fn refusals_name_the_field() {
    let good = String::from_utf8(Answers::write(&[record(1, 1, Said::Accept)])).unwrap();
    for (old, new, place) in [
        ("code,", "kode,", "answers.csv, line 1: "),
        ("0001-Y", "0001-Z", "answers.csv, line 2, code: "),
        ("Y,1,", "Y,01,", "answers.csv, line 2, number: "),
        ("Y,1,", "Y,2147483648,", "answers.csv, line 2, number: "),
        (",accept,", ",accepted,", "answers.csv, line 2, answer: "),
        ("accept,", "accept,0", "answers.csv, line 2, receipt: "),
    ] {
        let text = good.replace(old, new);
        let error = Answers::read("answers.csv", text.as_bytes()).expect_err(new);
        assert!(error.to_string().starts_with(place), "{error}");
    }
}

proptest! {
    #[test]
    fn what_is_read_writes_back(codes in prop::collection::vec((0u64..6, any::<bool>()), 0..12)) {
        let mut last: BTreeMap<u64, AnswerRecord> = BTreeMap::new();
        let mut records = Vec::new();
        for (code, accept) in codes {
            let before = last.get(&code);
            let said = if accept { Said::Accept } else { Said::Decline };
            if said.may_follow(before.map(|record| record.said)) {
                let next = record(code, before.map_or(1, |record| record.number + 1), said);
                last.insert(code, next);
                records.push(next);
            }
        }
        let answers = Answers::read("answers.csv", &Answers::write(&records)).unwrap();
        prop_assert_eq!(&answers.records, &records);
        let last: BTreeMap<_, _> = last.into_values().map(|record| (record.code, record)).collect();
        prop_assert_eq!(answers.last(), last);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let head = format!("{ANSWERS_HEADER}\n").into_bytes();
        let _ = Answers::read("answers.csv", &[&head[..], &bytes].concat());
    }
}
