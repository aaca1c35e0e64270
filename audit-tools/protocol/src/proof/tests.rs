//! The form of a proof file: what is written is read, and what is damaged is not.

use proptest::prelude::*;

use super::{gzip::pack, *};
use crate::encoding::json::canonical;

fn proof() -> Proof {
    let path = vec![Digest::of(b"sibling")];
    Proof {
        checkpoint: "origin\n2\n".to_owned(),
        entries: vec![
            ProofEntry { text: "{}".to_owned(), index: 0, path: path.clone() },
            ProofEntry { text: "{\"文\":1}".to_owned(), index: 5, path: path.clone() },
        ],
        rules: "{\"a\":\"\\n\"}".to_owned(),
        draw: "paiwei draw v1\n".to_owned(),
        cutoffs: "pool\n".to_owned(),
        members: vec![ProofMember {
            index: 3,
            roll: "line".to_owned(),
            roll_path: path.clone(),
            result: "line".to_owned(),
            result_path: path,
        }],
    }
}

fn read(packed: &[u8]) -> Result<Proof, ProofFileError> {
    Proof::read("family.proof", packed)
}

/// The file, with a change to its JSON.
fn changed(change: impl FnOnce(&mut serde_json::Value)) -> Result<Proof, ProofFileError> {
    let mut value = serde_json::from_slice(&gzip::unpack(&proof().write()).unwrap()).unwrap();
    change(&mut value);
    read(&pack(&canonical(&value)))
}

#[test]
fn what_is_written_is_read() {
    assert_eq!(read(&proof().write()), Ok(proof()));
}

#[test]
fn other_forms_are_refused() {
    let hash = serde_json::json!("A".repeat(64));
    assert!(changed(|_| {}).is_ok());
    assert!(changed(|v| v["format"] = "paiwei proof v2".into()).is_err());
    assert!(changed(|v| v["more"] = 1.into()).is_err());
    assert!(changed(|v| v["members"] = serde_json::json!([])).is_err());
    assert!(changed(|v| v["members"][0]["roll"] = "a\nb".into()).is_err());
    assert!(changed(|v| v["entries"][0]["index"] = 5.into()).is_err());
    assert!(changed(|v| v["entries"][0]["path"][0] = hash).is_err());
    assert!(changed(|v| v["entries"][0]["more"] = 1.into()).is_err());
    let long = vec![serde_json::json!("a".repeat(64)); MAX_PATH + 1];
    assert!(changed(|v| v["entries"][0]["path"] = long.into()).is_err());
    let many = vec![serde_json::json!(1); MAX_MEMBERS + 1];
    assert!(changed(|v| v["members"] = many.into()).is_err());
}

#[test]
fn packing_is_read_strictly() {
    let packed = proof().write();
    let with = |at: usize, byte: u8| {
        let mut packed = packed.clone();
        packed[at] = byte;
        read(&packed)
    };
    let refused = |result: Result<Proof, ProofFileError>| match result {
        Err(ProofFileError::Pack { error, .. }) => error,
        other => panic!("{other:?}"),
    };
    let last = packed.len() - 1;
    assert!(with(4, 1).is_ok(), "the time is nobody's business");
    assert_eq!(refused(with(3, 8)), PackError::Head);
    assert_eq!(refused(with(last - 4, packed[last - 4] ^ 1)), PackError::Sum);
    assert_eq!(refused(with(last - 3, packed[last - 3] ^ 1)), PackError::Body);
    assert_eq!(refused(with(last, 0xff)), PackError::TooLarge);
    assert_eq!(refused(read(&packed[..17])), PackError::Head);
    let mut doubled = packed.clone();
    doubled.extend(&packed);
    assert_eq!(refused(read(&doubled)), PackError::Body);
    assert_eq!(refused(read(&vec![0; MAX_PROOF + 1])), PackError::TooLarge);
}

proptest! {
    #[test]
    fn every_byte_counts(at in 10_usize..100, flip in 1_u8..) {
        let mut packed = proof().write();
        packed[at] ^= flip;
        prop_assert!(read(&packed).is_err());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        let _ = read(&bytes);
        let _ = read(&pack(&bytes));
    }
}
