//! How a proof file is packed: whatever unpacks to the same says the same, and what can't be
//! unpacked, or isn't of the form, is not judged.

use paiwei_protocol::encoding::json::{Value, canonical};
use serde_json::json;

use super::{
    ProofVector,
    family::{Family, published},
};
use crate::people::SCRIPTED;

/// Most bytes of a stored block.
const STORED: usize = 65_535;

pub(super) fn all() -> Vec<ProofVector> {
    let good = Family::of(&published(), &["An"]).good("stored", "packed without being compressed");
    let json = unpacked(&good.proof);
    let mut vectors = vec![ProofVector { proof: stored(&json), ..good.clone() }];
    vectors.extend(packings(&good));
    vectors.extend(forms(&good, &json));
    vectors
}

/// A proof file that can't be judged.
fn unjudged(
    good: &ProofVector,
    name: &'static str,
    why: &'static str,
    proof: Vec<u8>,
) -> ProofVector {
    ProofVector { name, why, proof, exit: 2, step: Some("L1"), ..good.clone() }
}

fn packings(good: &ProofVector) -> Vec<ProofVector> {
    let packed = &good.proof;
    let end = packed.len();
    let with = |at: usize| {
        let mut changed = packed.clone();
        changed[at] ^= 1;
        changed
    };
    vec![
        unjudged(good, "cut-off", "the end of the file is missing", packed[..end - 20].to_vec()),
        unjudged(good, "followed", "a byte follows", [&packed[..], &[0]].concat()),
        unjudged(good, "doubled", "the file stands there twice", packed.repeat(2)),
        unjudged(good, "checksum", "the checksum is another one", with(end - 8)),
        unjudged(good, "length", "the length is another one", with(end - 4)),
        unjudged(good, "optional-field", "the head announces an optional field", {
            let mut changed = packed.clone();
            changed[3] = 8;
            changed
        }),
        unjudged(good, "unpacked", "the file is not packed", unpacked(packed)),
        unjudged(good, "empty", "the file is empty", Vec::new()),
    ]
}

fn forms(good: &ProofVector, json: &[u8]) -> Vec<ProofVector> {
    let with = |name, why, change: fn(&mut Value)| {
        let mut value: Value = serde_json::from_slice(json).expect(SCRIPTED);
        change(&mut value);
        unjudged(good, name, why, stored(&canonical(&value)))
    };
    vec![
        unjudged(good, "line-feed", "a line feed at the end", stored(&[json, b"\n"].concat())),
        with("other-format", "another format", |v| v["format"] = json!("paiwei proof v2")),
        with("unknown-member", "a member that the text does not list", |v| v["note"] = json!("")),
        with("missing-member", "the draw text is missing", |v| {
            v.as_object_mut().expect(SCRIPTED).remove("draw");
        }),
        with("no-members", "no child at all", |v| v["members"] = json!([])),
        with("entry-twice", "an entry stands there twice", |v| {
            let entries = v["entries"].as_array_mut().expect(SCRIPTED);
            entries.insert(0, entries[0].clone());
        }),
        with("path-in-upper-case", "a path in upper case", |v| {
            let hash = v["members"][0]["roll_path"][0].as_str().expect(SCRIPTED).to_uppercase();
            v["members"][0]["roll_path"][0] = json!(hash);
        }),
        with("two-lines", "a line holds a line feed", |v| {
            let line = v["members"][0]["roll"].as_str().expect(SCRIPTED).to_owned();
            v["members"][0]["roll"] = json!(format!("{line}\n"));
        }),
    ]
}

/// What a proof file of ours unpacks to.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let body = &packed[10..packed.len() - 8];
    miniz_oxide::inflate::decompress_to_vec(body).expect(SCRIPTED)
}

/// Packs bytes as they are, in stored blocks, as another program might.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 0, 3];
    let blocks = bytes.chunks(STORED);
    let last = blocks.len() - 1;
    for (number, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).expect(SCRIPTED);
        packed.push(u8::from(number == last));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed.extend(crc32fast::hash(bytes).to_le_bytes());
    packed.extend(u32::try_from(bytes.len()).expect(SCRIPTED).to_le_bytes());
    packed
}
