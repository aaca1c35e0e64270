use proptest::prelude::*;

use super::*;
use crate::{
    choices::Choices,
    ident::Code,
    note::{KeyKind, VerifierKey},
    request::tests::any_request,
};

fn request() -> Request {
    Request {
        origin: "a.example/journal".to_owned(),
        round: "j2027".to_owned(),
        code: Code::from_bits(1),
        revision: 2,
        withdrawn: false,
        bundle: vec![Code::from_bits(1), Code::from_bits(2)],
        claims: vec!["sibling".to_owned()],
        choices: Choices::parse("J1|P1>P2", 2).unwrap(),
        commitment: Digest([7; 32]),
    }
}

fn signed() -> Receipt {
    let (key, request) = (SigningKey::from_seed([4; 32]), request());
    let signature = request.sign(&key);
    let family = Some(FamilyKey { key: key.public(), signature: Some(signature) });
    Receipt { request, family, time: 1_800_000_000, index: 41 }
}

fn parse(text: &str) -> Result<Receipt, LineError> {
    Receipt::parse("receipt", text.as_bytes())
}

#[test]
fn the_text_is_the_protocols() {
    let receipt = signed();
    let family = receipt.family.unwrap();
    let text = format!(
        "paiwei receipt v1\n\
        origin: a.example/journal\n\
        round: j2027\n\
        code: 0000-0000-0001-Y\n\
        revision: 2\n\
        status: entered\n\
        key: {}\n\
        signature: {}\n\
        bundle: 0000-0000-0001-Y+0000-0000-0002-W\n\
        claims: sibling\n\
        choices: J1|P1>P2\n\
        commitment: {}\n\
        time: 1800000000\n\
        index: 41\n",
        hex::encode(family.key),
        hex::encode(family.signature.unwrap()),
        "07".repeat(32),
    );
    assert_eq!(receipt.text(), text);
    assert_eq!(receipt.hash(), Digest::of(text.as_bytes()));
    assert_eq!(parse(&text), Ok(receipt));
}

#[test]
fn the_office_may_make_a_revision() {
    let receipt = Receipt { family: None, ..signed() };
    assert!(receipt.text().contains("\nkey: -\nsignature: -\n"));
    assert_eq!(receipt.family_signed(), Ok(false));
    let text = receipt.text().replace("key: -", &format!("key: {}", "07".repeat(32)));
    assert_eq!(parse(&text).unwrap().family, Some(FamilyKey { key: [7; 32], signature: None }));
    let text = receipt.text().replace("signature: -", &format!("signature: {}", "07".repeat(64)));
    let error = parse(&text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "receipt, line 8, signature: a signature is given, but no key that made it"
    );
}

#[test]
fn the_family_signs_what_the_receipt_restates() {
    let mut receipt = signed();
    assert_eq!(receipt.family_signed(), Ok(true));
    receipt.index += 1;
    assert_eq!(receipt.family_signed(), Ok(true));
    receipt.request.choices = Choices::empty(2);
    assert_eq!(receipt.family_signed(), Err(SignatureError::Mismatch));
}

#[test]
fn a_receipt_is_a_note_of_the_receipts_key() {
    let key = SigningKey::from_seed([1; 32]);
    let bytes = signed().to_note(&key).unwrap().to_string().into_bytes();
    let (note, receipt) = Receipt::read("receipt", &bytes).unwrap();
    assert_eq!(receipt, signed());
    let verifier = VerifierKey::new("a.example/journal/receipts", KeyKind::Note, key.public());
    assert_eq!(note.verify(&verifier.unwrap()), Ok(true));
    assert_eq!(receipt.hash(), Digest::of(note.text.as_bytes()));
    let large = [&bytes[..], &vec![b'x'; MAX_RECEIPT]].concat();
    assert!(matches!(Receipt::read("r", &large), Err(ReceiptError::TooLarge { .. })));
    assert!(matches!(Receipt::read("r", b"x\n"), Err(ReceiptError::Note(_))));
    let other = Note::sign("paiwei request v1\n", &[("a", &key)]).unwrap().to_string();
    assert!(matches!(Receipt::read("r", other.as_bytes()), Err(ReceiptError::Text(_))));
}

#[test]
fn refusals_name_the_line() {
    let text = signed().text();
    for (old, new, line) in [
        ("receipt v1", "receipt v2", 1),
        ("key: ", "key: 0", 7),
        ("signature: ", "signature: 0", 8),
        ("claims: sibling", "claims: ", 10),
        ("time: 1", "time: 01", 13),
        ("index: 41", "index: -1", 14),
        ("index: 41\n", "index: 41\n\n", 15),
    ] {
        let error = parse(&text.replace(old, new)).expect_err(new);
        assert_eq!(error.place().line, Some(line), "{new}: {error}");
    }
}

fn any_receipt() -> impl Strategy<Value = Receipt> {
    let signature = prop::option::of((any::<[u8; 32]>(), any::<[u8; 32]>()));
    let family = prop::option::of((any::<[u8; 32]>(), signature));
    let numbers = (0..1u64 << 53, 0..1u64 << 53);
    (any_request(), family, numbers).prop_map(|(request, family, (time, index))| {
        let joined = |(r, s): ([u8; 32], [u8; 32])| {
            std::array::from_fn(|at| if at < 32 { r[at] } else { s[at - 32] })
        };
        let family =
            family.map(|(key, signature)| FamilyKey { key, signature: signature.map(joined) });
        Receipt { request, family, time, index }
    })
}

proptest! {
    #[test]
    fn parsing_reverses_printing(receipt in any_receipt()) {
        prop_assert_eq!(parse(&receipt.text()), Ok(receipt));
    }

    #[test]
    fn what_is_read_prints_back(at: usize, byte in prop::sample::select(b"0a+-|>\n Z".to_vec())) {
        let mut bytes = signed().text().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(receipt) = Receipt::parse("receipt", &bytes) {
            prop_assert_eq!(receipt.text().into_bytes(), bytes);
        }
    }

    #[test]
    fn no_bytes_make_the_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..80), cut: usize) {
        let text = signed().text();
        let _ = Receipt::read("receipt", &bytes);
        let _ = Receipt::parse("receipt", &[&text.as_bytes()[..cut % text.len()], &bytes].concat());
    }
}
