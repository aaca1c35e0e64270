use proptest::prelude::*;

use super::*;
use crate::note::{KeyKind, VerifierKey};

const TEXT: &str = "paiwei answer v1\n\
    origin: a.example/journal\n\
    round: j2027\n\
    attempt: 2\n\
    code: 0000-0000-0001-Y\n\
    number: 1\n\
    answer: accept\n";

fn answer() -> Answer {
    Answer {
        origin: "a.example/journal".to_owned(),
        round: "j2027".to_owned(),
        attempt: 2,
        code: Code::from_bits(1),
        number: 1,
        said: Said::Accept,
    }
}

fn signed() -> AnswerReceipt {
    let (key, answer) = (SigningKey::from_seed([4; 32]), answer());
    let signature = answer.sign(&key);
    let family = Some(FamilyKey { key: key.public(), signature: Some(signature) });
    AnswerReceipt { answer, family, time: 1_800_000_000, index: 41 }
}

fn parse(text: &str) -> Result<AnswerReceipt, LineError> {
    AnswerReceipt::parse("receipt", text.as_bytes())
}

#[test]
fn the_texts_are_the_protocols() {
    assert_eq!(answer().text(), TEXT);
    assert_eq!(Answer::parse("answer", TEXT.as_bytes()), Ok(answer()));
    let receipt = signed();
    let family = receipt.family.unwrap();
    let text = format!(
        "paiwei answered v1\n{}key: {}\nsignature: {}\ntime: 1800000000\nindex: 41\n",
        TEXT.strip_prefix("paiwei answer v1\n").unwrap(),
        hex::encode(family.key),
        hex::encode(family.signature.unwrap()),
    );
    assert_eq!(receipt.text(), text);
    assert_eq!(receipt.hash(), Digest::of(text.as_bytes()));
    assert_eq!(parse(&text), Ok(receipt));
}

#[test]
fn only_a_decline_follows_and_only_on_an_accept() {
    use Said::{Accept, Decline};
    for (before, said, may) in [
        (None, Accept, true),
        (None, Decline, true),
        (Some(Accept), Decline, true),
        (Some(Accept), Accept, false),
        (Some(Decline), Accept, false),
        (Some(Decline), Decline, false),
    ] {
        assert_eq!(said.may_follow(before), may, "{said} after {before:?}");
        assert_eq!(Said::parse(said.as_str()), Some(said));
    }
    assert_eq!(Said::parse("accepted"), None);
}

#[test]
fn the_family_signs_what_the_receipt_restates() {
    let mut receipt = signed();
    receipt.index += 1;
    assert_eq!(receipt.family_signed(), Ok(true));
    receipt.answer.said = Said::Decline;
    assert_eq!(receipt.family_signed(), Err(SignatureError::Mismatch));
    let typed = AnswerReceipt { family: None, ..receipt };
    assert!(typed.text().contains("\nkey: -\nsignature: -\n"));
    assert_eq!(typed.family_signed(), Ok(false));
}

#[test]
fn a_receipt_is_a_note_of_the_receipts_key() {
    let key = SigningKey::from_seed([1; 32]);
    let bytes = signed().to_note(&key).unwrap().to_string().into_bytes();
    assert!(AnswerReceipt::is_meant(&bytes));
    assert!(!AnswerReceipt::is_meant(b"paiwei receipt v1\n"));
    let (note, receipt) = AnswerReceipt::read("receipt", &bytes).unwrap();
    assert_eq!(receipt, signed());
    let verifier = VerifierKey::new("a.example/journal/receipts", KeyKind::Note, key.public());
    assert_eq!(note.verify(&verifier.unwrap()), Ok(true));
    let large = [&bytes[..], &vec![b'x'; MAX_RECEIPT]].concat();
    assert!(matches!(AnswerReceipt::read("r", &large), Err(ReceiptError::TooLarge { .. })));
    assert!(matches!(AnswerReceipt::read("r", b"x\n"), Err(ReceiptError::Note(_))));
}

#[test]
fn refusals_name_the_line() {
    let text = signed().text();
    for (old, new, line) in [
        ("answered v1", "answered v2", 1),
        ("origin: a", "origin: A", 2),
        ("round: j2027", "round: 2027", 3),
        ("attempt: 2", "attempt: 0", 4),
        ("attempt: 2", "attempt: 2147483648", 4),
        ("0001-Y", "0001-Z", 5),
        ("number: 1", "number: 01", 6),
        ("answer: accept", "answer: accepted", 7),
        ("key: ", "key: 0", 8),
        ("signature: ", "signature: 0", 9),
        ("time: 1", "time: 01", 10),
        ("index: 41", "index: -1", 11),
        ("index: 41\n", "index: 41\n\n", 12),
    ] {
        let error = parse(&text.replace(old, new)).expect_err(new);
        assert_eq!(error.place().line, Some(line), "{new}: {error}");
    }
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let numbers = (any::<u64>(), 1..1u32 << 31, 1..1u64 << 31);
    (numbers, any::<bool>()).prop_map(|((code, attempt, number), accept)| Answer {
        attempt,
        code: Code::from_bits(code),
        number,
        said: if accept { Said::Accept } else { Said::Decline },
        ..answer()
    })
}

proptest! {
    #[test]
    fn parsing_reverses_printing(
        answer in any_answer(), key: Option<[u8; 32]>, time in 0..1u64 << 53, index in 0..1u64 << 53,
    ) {
        prop_assert_eq!(&Answer::parse("answer", answer.text().as_bytes()).unwrap(), &answer);
        let family = key.map(|key| FamilyKey { key, signature: None });
        let receipt = AnswerReceipt { answer, family, time, index };
        prop_assert_eq!(parse(&receipt.text()), Ok(receipt));
    }

    #[test]
    fn what_is_read_prints_back(at: usize, byte in prop::sample::select(b"0a+-|>\n Z".to_vec())) {
        let mut bytes = signed().text().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(receipt) = AnswerReceipt::parse("receipt", &bytes) {
            prop_assert_eq!(receipt.text().into_bytes(), bytes);
        }
    }

    #[test]
    fn no_bytes_make_the_parsers_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..80), cut: usize,
    ) {
        let text = signed().text();
        let _ = AnswerReceipt::read("receipt", &bytes);
        let cut_off = [&text.as_bytes()[..cut % text.len()], &bytes].concat();
        let _ = AnswerReceipt::parse("receipt", &cut_off);
        let _ = Answer::parse("answer", &[&TEXT.as_bytes()[..cut % TEXT.len()], &bytes].concat());
    }
}
