use proptest::prelude::*;

use super::*;

const TEXT: &str = "paiwei request v1\n\
    origin: a.example/journal\n\
    round: j2027\n\
    code: 0000-0000-0001-Y\n\
    revision: 2\n\
    status: entered\n\
    bundle: 0000-0000-0001-Y+0000-0000-0002-W\n\
    claims: district+sibling\n\
    choices: J1|P1>P2\n\
    commitment: 0707070707070707070707070707070707070707070707070707070707070707\n";

const WITHDRAWAL: &str = "paiwei request v1\n\
    origin: a.example/journal\n\
    round: j2027\n\
    code: 0000-0000-0001-Y\n\
    revision: 2\n\
    status: withdrawn\n\
    bundle: -\n\
    claims: -\n\
    choices: -\n\
    commitment: 0707070707070707070707070707070707070707070707070707070707070707\n";

fn parse(text: &str) -> Result<Request, LineError> {
    Request::parse("request", text.as_bytes())
}

/// Any request that its text can hold.
pub(crate) fn any_request() -> impl Strategy<Value = Request> {
    let set = || prop::collection::btree_set("[a-z][a-z.-]{0,5}", 0..4);
    let band = || prop::collection::vec("[A-Z][0-9]{1,4}", 0..3);
    let ids = (any::<u64>(), prop::collection::btree_set(any::<u64>(), 0..4), 1..1u64 << 31);
    let wish = (any::<bool>(), set(), prop::collection::vec(band(), 1..4), any::<[u8; 32]>());
    (ids, wish).prop_map(|((code, linked, revision), (withdrawn, claims, bands, commitment))| {
        let code = Code::from_bits(code);
        let linked = linked.into_iter().map(Code::from_bits).filter(|other| *other != code);
        let mut bundle: Vec<_> = linked.collect();
        if !bundle.is_empty() {
            bundle.push(code);
        }
        bundle.sort();
        bundle.dedup();
        let entered = Request {
            origin: "a.example/journal".to_owned(),
            round: "r-1".to_owned(),
            code,
            revision,
            withdrawn,
            bundle,
            claims: claims.into_iter().collect(),
            choices: each_once(bands),
            commitment: Digest(commitment),
        };
        let nothing = |entered| Request {
            bundle: Vec::new(),
            claims: Vec::new(),
            choices: Choices::default(),
            ..entered
        };
        if withdrawn { nothing(entered) } else { entered }
    })
}

/// Choices of these programs, each where it is first named.
fn each_once(mut bands: Vec<Vec<String>>) -> Choices {
    let mut seen = std::collections::BTreeSet::new();
    for band in &mut bands {
        band.retain(|program| seen.insert(program.clone()));
    }
    Choices { bands }
}

#[test]
fn the_text_is_the_protocols() {
    for text in [TEXT, WITHDRAWAL] {
        assert_eq!(parse(text).unwrap().text(), text);
    }
    let request = parse(TEXT).unwrap();
    assert_eq!(request.bundle, [Code::from_bits(1), Code::from_bits(2)]);
    assert_eq!(request.claims, ["district", "sibling"]);
    assert_eq!(request.choices.bands.len(), 2);
    assert_eq!(parse(WITHDRAWAL).unwrap().choices, Choices::default());
    let nothing = parse(&TEXT.replace("J1|P1>P2", "-")).unwrap();
    assert_eq!(nothing.choices, Choices::empty(1));
}

#[test]
fn refusals_name_the_line() {
    for (old, new, line) in [
        ("request v1", "request v2", 1),
        ("a.example/", "A.example/", 2),
        ("origin: ", "origin:", 2),
        ("j2027", "j 2027", 3),
        ("round: j", "round: 1", 3),
        ("0001-Y\nrev", "0001-Z\nrev", 4),
        ("revision: 2", "revision: 0", 5),
        ("revision: 2", "revision: 02", 5),
        ("revision: 2", "revision: 2147483648", 5),
        ("status: entered", "status: refused", 6),
        ("status: entered", "status: withdrawn", 7),
        ("bundle: 0000-0000-0001-Y+", "bundle: ", 7),
        ("bundle: 0000-0000-0001-Y+", "bundle: 0000-0000-0000-0+", 7),
        ("Y+0000-0000-0002-W", "Y+0000-0000-0001-Y", 7),
        ("district+sibling", "sibling+district", 8),
        ("district+sibling", "district+district", 8),
        ("district+sibling", "+", 8),
        ("claims: district+sibling", "claims: ", 8),
        ("J1|P1>P2", "J1|P1>J1", 9),
        ("J1|P1>P2", "", 9),
        ("commitment: 07", "commitment: 0A", 10),
        ("0707\n", "0707\n\n", 11),
    ] {
        let text = TEXT.replace(old, new);
        assert_ne!(text, TEXT, "{old}");
        let error = parse(&text).expect_err(new);
        assert_eq!(error.place().line, Some(line), "{new}: {error}");
    }
    assert_eq!(parse(&TEXT.replace('\n', "\r\n")).unwrap_err().place().line, Some(1));
    assert!(matches!(parse(TEXT.trim_end()), Err(LineError::CutOff { .. })));
    let all: Vec<_> = (0..17).map(Code::from_bits).collect();
    let linked = TEXT.replace("0000-0000-0001-Y+0000-0000-0002-W", &bundle::to_text(&all));
    assert_eq!(parse(&linked).unwrap_err().place().line, Some(7));
}

#[test]
fn only_the_signed_text_verifies() {
    let key = SigningKey::from_seed([4; 32]);
    let request = parse(TEXT).unwrap();
    let signature = request.sign(&key);
    assert_eq!(request.verify(&key.public(), &signature), Ok(()));
    let other = Request { revision: 3, ..request };
    assert_eq!(other.verify(&key.public(), &signature), Err(SignatureError::Mismatch));
}

proptest! {
    #[test]
    fn parsing_reverses_printing(request in any_request()) {
        prop_assert_eq!(parse(&request.text()), Ok(request));
    }

    #[test]
    fn what_is_read_prints_back(at in 0..TEXT.len(), byte in prop::sample::select(b"0a+-|>\n Z".to_vec())) {
        for text in [TEXT, WITHDRAWAL] {
            let mut bytes = text.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(request) = Request::parse("request", &bytes) {
                prop_assert_eq!(request.text().into_bytes(), bytes);
            }
        }
    }

    #[test]
    fn no_bytes_make_the_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..80), cut in 0..TEXT.len()) {
        let _ = Request::parse("request", &[&TEXT.as_bytes()[..cut], &bytes].concat());
    }
}
