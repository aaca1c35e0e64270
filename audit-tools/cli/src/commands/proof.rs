//! `proof`: one family's proof file of a published round (PROTOCOL.md, section 17.3).

use paiwei_protocol::{
    ident::Code,
    verify::{MakeError, ProofMaker},
};
use serde_json::json;

use super::{Answer, Failure, Page, gather};
use crate::{
    args, disk,
    texts::{Message, Texts, count},
};

pub(super) fn run(args: &args::Proof, texts: &Texts) -> Result<Answer, Failure> {
    let code = Code::normalise(&args.code)
        .map_err(|error| Failure::Code { text: args.code.clone(), error })?;
    let files = gather(&args.dir, texts)?.files;
    let proof = ProofMaker::new(&files).and_then(|maker| maker.of(code)).map_err(failure)?;
    let packed = proof.write();
    disk::write_public(&args.out, &packed)?;
    let mut page = Page::default();
    let said = Message::new("proof-written").with("file", args.out.display());
    let said = said.with("size", count(packed.len() as u64)).with("children", proof.members.len());
    page.say(texts, &said);
    let json = json!({
        "file": args.out.display().to_string(),
        "size": packed.len(),
        "children": proof.members.len(),
    });
    Ok(Answer { text: page.into_text(), json, status: 0 })
}

fn failure(error: MakeError) -> Failure {
    match error {
        MakeError::NoResult { .. } => Failure::NoResult,
        MakeError::NoLine { code } => Failure::NoLine { code: code.to_string() },
        other => Failure::Published { why: other.to_string() },
    }
}
