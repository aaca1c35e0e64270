//! Line files and what stands in their lines.

use paiwei_protocol::{
    answer::{Answer, Said},
    bundle,
    choices::Choices,
    dice,
    digest::Digest,
    drand,
    draw::{DrawText, SeedLine, SourceLine},
    ident::Code,
    request::Request,
    rules::Dice,
    trust::{Trust, TrustBlock},
};

use super::{
    Reading,
    notes::{cosign_key, note_key},
    settle, utf8,
};

pub(crate) fn draw_texts() -> Vec<Vec<u8>> {
    let seed = |holder: &str, seed| SeedLine { holder: holder.into(), seed };
    let text = |rehearsal, sources| DrawText {
        rehearsal,
        origin: "office.example/journal".into(),
        round: "small-2027".into(),
        attempt: 2,
        rules: Digest::of(b"rules"),
        roll_size: 6,
        roll_root: Digest::of(b"roll"),
        seeds: vec![seed("office", Some([3; 32])), seed("notary", None)],
        sources,
    };
    let chain = drand::QUICKNET.hash;
    let beacon = SourceLine::Drand { chain, round: 7, signature: vec![0xab; 48] };
    let both = vec![SourceLine::Dice(vec![4, 1, 10]), beacon];
    vec![text(false, both).write(), text(true, vec![SourceLine::Dice(vec![1])]).write()]
}

pub(crate) fn draw_text(bytes: &[u8]) -> Reading {
    settle("draw.txt", bytes, DrawText::read("draw.txt", bytes), |text| text.write())
}

/// An application of two bands, and its withdrawal.
pub(crate) fn both_requests() -> [Request; 2] {
    let code = Code::from_bits(2);
    let entered = Request {
        origin: "office.example/journal".into(),
        round: "small-2027".into(),
        code,
        revision: 3,
        withdrawn: false,
        bundle: vec![code, Code::from_bits(4)],
        claims: vec!["district".into(), "staff".into()],
        choices: Choices::parse("J1|P1>P2", 2).unwrap(),
        commitment: Digest::of(b"identity"),
    };
    let withdrawn = Request {
        withdrawn: true,
        bundle: Vec::new(),
        claims: Vec::new(),
        choices: Choices::default(),
        ..entered.clone()
    };
    [entered, withdrawn]
}

pub(crate) fn requests() -> Vec<Vec<u8>> {
    both_requests().map(|request| request.text().into_bytes()).into()
}

pub(crate) fn request(bytes: &[u8]) -> Reading {
    settle("request", bytes, Request::parse("request", bytes), |it| it.text().into_bytes())
}

/// What the family of [`both_requests`] says to its place: first one thing, then the other.
pub(crate) fn accepted_and_declined() -> [Answer; 2] {
    [(1, Said::Accept), (2, Said::Decline)].map(|(number, said)| Answer {
        origin: "office.example/journal".into(),
        round: "small-2027".into(),
        attempt: 1,
        code: Code::from_bits(2),
        number,
        said,
    })
}

pub(crate) fn both_answers() -> Vec<Vec<u8>> {
    accepted_and_declined().map(|answer| answer.text().into_bytes()).into()
}

pub(crate) fn answer(bytes: &[u8]) -> Reading {
    settle("answer", bytes, Answer::parse("answer", bytes), |it| it.text().into_bytes())
}

pub(crate) fn trusts() -> Vec<Vec<u8>> {
    let block = |origin: &str, observers| TrustBlock {
        origin: origin.into(),
        recovery: note_key("office.example/journal/recovery", 1),
        observers,
    };
    let watched = vec![(note_key("notary.example/key", 2), cosign_key("notary.example/key", 2))];
    let blocks = vec![block("office.example/journal", watched), block("office.example/b", vec![])];
    vec![Trust { blocks }.to_bytes()]
}

pub(crate) fn trust(bytes: &[u8]) -> Reading {
    settle("trust.txt", bytes, Trust::read("trust.txt", bytes), |trust| trust.to_bytes())
}

pub(crate) fn throws() -> Vec<Vec<u8>> {
    vec![b"4 1 6 10 2".to_vec()]
}

pub(crate) fn throw(bytes: &[u8]) -> Reading {
    let read = |text: &str| dice::parse(text, Dice { sides: 10, throws: 5 });
    utf8(bytes, |text| settle("", bytes, read(text), |faces| dice::to_text(&faces).into_bytes()))
}

pub(crate) fn codes() -> Vec<Vec<u8>> {
    [1, u64::MAX, 1 << 59].map(|bits| Code::from_bits(bits).to_string().into_bytes()).into()
}

/// Reads a code as files have it, and as people type it: both must mean the same.
pub(crate) fn code(bytes: &[u8]) -> Reading {
    utf8(bytes, |text| {
        let typed = Code::normalise(text);
        if let Ok(code) = typed {
            assert_eq!(Code::normalise(&code.to_string()), Ok(code));
        }
        settle("", bytes, Code::parse_strict(text), |code| {
            assert_eq!(typed, Ok(code));
            code.to_string().into_bytes()
        })
    })
}

pub(crate) fn all_choices() -> Vec<Vec<u8>> {
    ["J1|P1>P2", "|", "J1|", "|P2"].map(|text| text.as_bytes().to_vec()).into()
}

/// Reads choices of two bands, and a bundle of the same bytes.
pub(crate) fn choices(bytes: &[u8]) -> Reading {
    utf8(bytes, |text| {
        if let Ok(codes) = bundle::parse(text) {
            assert_eq!(bundle::to_text(&codes), text);
        }
        settle("", bytes, Choices::parse(text, 2), |it| it.to_string().into_bytes())
    })
}
