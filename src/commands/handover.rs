//! Drawing on a second, stand-alone machine: out and back on a memory stick.

use std::{path::Path, sync::Arc};

use paiwei_audit::texts::Message;
use serde_json::json;

use super::{
    Answer, Console, Failure,
    args::{BackCommand, HandoverCommand, Home},
    facts, files, open,
};
use crate::{
    clock::SystemClock,
    entropy::OsEntropy,
    rounds::{self, Given},
};

/// Runs a command of the handover.
pub(super) async fn run(
    home: &Home,
    command: &HandoverCommand,
    console: &Console,
) -> Result<Answer, Failure> {
    match command {
        HandoverCommand::Request { origin, out } => {
            let request = rounds::handover_request(home.folder(), origin, &OsEntropy)?;
            written("handover-requested", out, &request, false, console)
        }
        HandoverCommand::Export { round, request, out } => {
            let bytes = files::read(request)?;
            let given = Given { file: &request.display().to_string(), bytes: &bytes };
            agree("handover", console)?;
            let done = rounds::handover_export(&open(home).await?, round, given).await?;
            written("handover-exported", out, &done.answer, done.repeated, console)
        }
        HandoverCommand::Import { file } => import(home, file, console).await,
        HandoverCommand::Back { command: BackCommand::Export { out } } => {
            agree("handback", console)?;
            let done = rounds::handback_export(&open(home).await?).await?;
            written("handback-exported", out, &done.answer, done.repeated, console)
        }
        HandoverCommand::Back { command: BackCommand::Import { file } } => {
            import_back(home, file, console).await
        }
    }
}

fn agree(id: &str, console: &Console) -> Result<(), Failure> {
    console.tell(&Message::new(&format!("does-{id}")));
    console.tell(&Message::new(&format!("final-{id}")));
    console.consent()
}

fn written(
    id: &str,
    out: &Path,
    bytes: &[u8],
    repeated: bool,
    console: &Console,
) -> Result<Answer, Failure> {
    files::write_private(out, bytes)?;
    let path = out.display().to_string();
    let text = format!("{}\n", console.texts().say(&Message::new(id).with("path", &path)));
    Ok(Answer { text, json: json!({ "step": id, "file": path, "repeated": repeated }) })
}

async fn import(home: &Home, file: &Path, console: &Console) -> Result<Answer, Failure> {
    let bytes = files::read(file)?;
    let given = Given { file: &file.display().to_string(), bytes: &bytes };
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(OsEntropy));
    let done = rounds::handover_import(home.folder(), given, clock, entropy).await?;
    let origin = done.answer.origin().await?;
    let message = Message::new("handover-imported").with("origin", &origin);
    let text = format!("{}\n", console.texts().say(&message));
    let json = json!({ "step": "handover-imported", "origin": origin, "repeated": done.repeated });
    Ok(Answer { text, json })
}

async fn import_back(home: &Home, file: &Path, console: &Console) -> Result<Answer, Failure> {
    let bytes = files::read(file)?;
    let given = Given { file: &file.display().to_string(), bytes: &bytes };
    let done = rounds::handback_import(&open(home).await?, given).await?;
    let texts = console.texts();
    let mut text = vec![texts.text("handback-imported")];
    text.extend(facts::lines(Some(&done.answer), &[], texts));
    let json = json!({
        "step": "handback-imported",
        "entry": facts::entry_json(&done.answer),
        "repeated": done.repeated,
    });
    Ok(Answer { text: format!("{}\n", text.join("\n")), json })
}
