//! The value of the drand round that the order names, as somebody brings it.

use serde_json::Value;

use super::{Answer, Failure, args_round::BeaconArgs, desk::Desk, files};
use crate::rounds::{self, Task};

pub(super) async fn run(desk: &Desk<'_>, args: &BeaconArgs) -> Result<Answer, Failure> {
    let (signature, previous) = match &args.file {
        Some(file) => {
            let wrong = || Failure::Beacon { path: file.clone() };
            answer_of_server(&files::read(file)?).ok_or_else(wrong)?
        }
        None => {
            let wrong = || Failure::Beacon { path: "--signature".into() };
            let signature = args.signature.as_deref().and_then(decoded).ok_or_else(wrong)?;
            let previous = args.previous.as_deref().map(|hex| decoded(hex).ok_or_else(wrong));
            (signature, previous.transpose()?)
        }
    };
    let (office, round) = (&desk.office, desk.round);
    let done = rounds::beacon(office, round, &signature, previous.as_deref()).await?;
    desk.appended(Task::Beacon, &done).await
}

/// The JSON that drand's servers give: `{"round":…,"signature":"…","previous_signature":"…"}`.
fn answer_of_server(bytes: &[u8]) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
    let answer: Value = serde_json::from_slice(bytes).ok()?;
    let signature = decoded(answer.get("signature")?.as_str()?)?;
    let previous = match answer.get("previous_signature") {
        None | Some(Value::Null) => None,
        Some(previous) => Some(decoded(previous.as_str()?)?),
    };
    Some((signature, previous))
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    hex::decode(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_both_chains_are_read() {
        let chained =
            br#"{"round":1,"randomness":"00","signature":"0a0b","previous_signature":"0c"}"#;
        assert_eq!(answer_of_server(chained), Some((vec![10, 11], Some(vec![12]))));
        let unchained = br#"{"round":1,"signature":"0a0b"}"#;
        assert_eq!(answer_of_server(unchained), Some((vec![10, 11], None)));
        for wrong in [&b"{}"[..], b"x", br#"{"signature":"0"}"#, br#"{"signature":7}"#] {
            assert_eq!(answer_of_server(wrong), None);
        }
    }
}
