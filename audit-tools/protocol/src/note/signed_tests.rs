use proptest::prelude::*;
use signed_note::{StandardVerifier, VerifierList};

use super::*;

const NAME: &str = "330199.admissions.example/journal";

fn signer() -> (SigningKey, VerifierKey) {
    let key = SigningKey::from_seed([5; 32]);
    let verifier = VerifierKey::new(NAME, KeyKind::Note, key.public()).unwrap();
    (key, verifier)
}

fn parse(note: &str) -> Result<Note, NoteError> {
    Note::parse("note", note.as_bytes())
}

/// The example of the documentation of Go's note package, which C2SP's format comes from.
#[test]
fn the_published_note() {
    let text = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\
        \n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    let note = parse(text).unwrap();
    assert_eq!(note.verify(&peter.parse().unwrap()), Ok(true));
    assert_eq!(note.verify(&signer().1), Ok(false));
    assert_eq!(note.to_string(), text);
}

#[test]
fn the_oracle_verifies_our_notes() {
    let (key, verifier) = signer();
    let note = Note::sign("paiwei test v1\n\nwith an empty line\n", &[(NAME, &key)]).unwrap();
    let theirs = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
    let known = StandardVerifier::new(&verifier.to_string()).unwrap();
    let (verified, _) = theirs.verify(&VerifierList::new(vec![Box::new(known)])).unwrap();
    assert_eq!(verified[0].signature(), note.signatures[0].blob);
    assert_eq!(theirs.text(), note.text.as_bytes());
}

#[test]
fn a_bad_line_of_a_known_key_refuses_the_note() {
    let (key, verifier) = signer();
    let mut note = Note::sign("text\n", &[(NAME, &key)]).unwrap();
    assert_eq!(note.verify(&verifier), Ok(true));
    note.signatures[0].blob[40] ^= 1;
    assert!(matches!(note.verify(&verifier), Err(NoteError::Signature { .. })));
    note.signatures[0].blob.push(0);
    assert!(matches!(note.verify(&verifier), Err(NoteError::Length { found: 65, .. })));
    note.signatures[0].id = [0; 4];
    assert_eq!(note.verify(&verifier), Ok(false));
}

#[test]
fn refusals_name_the_line() {
    let note = Note::sign("one\ntwo\n", &[(NAME, &signer().0)]).unwrap();
    let line = note.signatures[0].to_string();
    let whole = note.to_string();
    let place = |line| Place::line("note", line);
    let refused = |text: &str| parse(text).unwrap_err();
    let malformed = |line| NoteError::SignatureLine { place: place(line) };
    assert_eq!(refused("one\n"), NoteError::Unsigned { place: Place::file("note") });
    assert_eq!(refused("one\n\n"), NoteError::Unsigned { place: Place::file("note") });
    assert_eq!(refused(whole.trim_end()), NoteError::Unsigned { place: Place::file("note") });
    assert_eq!(refused(&whole.replace("— ", "- ")), malformed(4));
    assert_eq!(refused(&whole.replace("— ", "—  ")), malformed(4));
    assert_eq!(refused(&format!("{whole}{line}x\n")), malformed(5));
    assert_eq!(refused(&format!("{whole}— a AAAAAA==\n")), malformed(5));
    assert_eq!(refused(&format!("{whole}— a AAAAAB==\n")), malformed(5));
    assert_eq!(
        refused(&whole.replace("two", "t\two")),
        NoteError::Control { place: place(2), byte: 9 }
    );
    let repeated = NoteError::Repeated { place: place(5), name: NAME.to_owned() };
    assert_eq!(refused(&format!("{whole}{line}\n")), repeated);
    let not_utf8 = Note::parse("note", b"one\n\xff\n\n").unwrap_err();
    assert_eq!(not_utf8, NoteError::NotUtf8 { place: place(2) });
}

#[test]
fn sizes_are_limited() {
    let long = |length: usize| format!("{}\n", "x".repeat(length - 1));
    let note = Note::sign(&long(MAX_TEXT), &[(NAME, &signer().0)]).unwrap();
    assert_eq!(parse(&note.to_string()), Ok(note));
    assert!(matches!(Note::sign(&long(MAX_TEXT + 1), &[]), Err(NoteError::TooLong { .. })));
    let lines = |count| (0..count).map(|n| format!("— n{n} AAAAAAA=\n")).collect::<String>();
    assert_eq!(parse(&format!("a\n\n{}", lines(64))).unwrap().signatures.len(), MAX_SIGNATURES);
    let refusal = NoteError::TooManySignatures { place: Place::line("note", 67) };
    assert_eq!(parse(&format!("a\n\n{}", lines(65))), Err(refusal));
    let mut full = parse(&format!("a\n\n{}", lines(64))).unwrap();
    let more = SignatureLine { name: "m".to_owned(), id: [0; 4], blob: vec![1] };
    assert!(matches!(full.add(more), Err(NoteError::TooManySignatures { .. })));
}

#[test]
fn what_cannot_stand_in_a_note_is_not_signed() {
    let (key, _) = signer();
    assert!(matches!(Note::sign("no end", &[(NAME, &key)]), Err(NoteError::CutOff { .. })));
    assert!(matches!(Note::sign("a\r\n", &[(NAME, &key)]), Err(NoteError::Control { .. })));
    assert!(matches!(Note::sign("a\n", &[("two words", &key)]), Err(NoteError::Name { .. })));
    let twice = Note::sign("a\n", &[(NAME, &key), (NAME, &key)]);
    assert!(matches!(twice, Err(NoteError::Repeated { .. })));
}

proptest! {
    #[test]
    fn printing_reverses_parsing(text in "[a-z—\n ]{0,40}", names in prop::collection::btree_set("[a-z./_-]{1,8}", 1..5)) {
        let key = signer().0;
        let signers: Vec<_> = names.iter().map(|name| (name.as_str(), &key)).collect();
        let note = Note::sign(&format!("{text}\n"), &signers).unwrap();
        prop_assert_eq!(parse(&note.to_string()), Ok(note));
    }

    #[test]
    fn what_is_accepted_prints_back(text in "[a\n]{0,5}\n\n(— [ab] [A]{6}[AE]=\n){0,3}\\PC?\n?") {
        if let Ok(note) = parse(&text) {
            prop_assert_eq!(note.to_string(), text.clone());
            prop_assert!(signed_note::Note::from_bytes(text.as_bytes()).is_ok());
        }
    }

    #[test]
    fn no_bytes_make_the_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = Note::parse("note", &bytes);
        let _ = Note::parse("note", &[b"a\n\n\xe2\x80\x94 ", &bytes[..]].concat());
    }
}
