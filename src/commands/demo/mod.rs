//! `paiwei demo`: runs it with progress bars, prints its account and how to look around.

mod account;
mod walk;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    net::SocketAddr,
    sync::Arc,
};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use paiwei_audit::texts::Message;
use serde_json::{Value, json};

use super::{
    Answer, Console, Failure,
    args::DemoArgs,
    print,
    serve::{ended, log_into},
};
use crate::{
    clock::SystemClock,
    demo::{self, DemoError, Demonstration, LEFT, Options, STEPS, Watcher},
};

/// Where the walk is kept, in the demonstration's folder.
const KEPT: &str = "START-HERE.txt";
/// Where the service logs, in the same folder.
const LOG: &str = "service.log";

pub(super) async fn run(args: &DemoArgs, console: &Console) -> Result<Answer, Failure> {
    console.tell(&Message::new("demo-begins"));
    let options = Options { out: args.out.clone(), force: args.force, rows: args.rows };
    let played = demo::run(&options, Arc::new(SystemClock), bars(console)).await;
    let played = played.map_err(Box::new)?;
    let account = &played.account;
    let text = format!("{}\n\n", account::page(account, console).join("\n"));
    if !args.exit {
        print(&text);
        return look_on(played, console).await;
    }
    let walk = walk::later(&played, console);
    keep(&played, &walk)?;
    let rounds = account.rounds.iter().map(account::round_json);
    let json = json!({
        "folder": account.folder.display().to_string(),
        "rounds": rounds.collect::<Value>(),
        "left": account.left.iter().map(walk::left_json).collect::<Value>(),
        "sign_ins": played.sign_ins.iter().map(walk::sign_in_json).collect::<Value>(),
        "number_first_instead": account::comparison_json(&account.comparison),
    });
    Ok(Answer { text: text + &walk, json })
}

/// Serves until Ctrl-C, for whoever wants to play one of the roles.
async fn look_on(played: Demonstration, console: &Console) -> Result<Answer, Failure> {
    let listener = played.listener().map_err(Box::new)?;
    let address: SocketAddr = listener.local_addr().map_err(Failure::Terminal)?;
    let url = format!("http://{address}");
    let ended = ended().map_err(Failure::Terminal)?;
    let log = played.account.folder.join(LOG);
    let walk = walk::now(&played, &url, &log, console);
    keep(&played, &walk)?;
    let opened = File::create(&log).map_err(|source| DemoError::File { path: log, source });
    log_into(opened.map_err(Box::new)?);
    print(&walk);
    played.serve(listener, ended).await.map_err(Box::new)?;
    let json = json!({ "served": url });
    Ok(Answer { text: String::new(), json })
}

/// Keeps the walk beside what it leads through.
fn keep(played: &Demonstration, walk: &str) -> Result<(), Failure> {
    let path = played.account.folder.join(KEPT);
    let written = fs::write(&path, walk).map_err(|source| DemoError::File { path, source });
    Ok(written.map_err(Box::new)?)
}

/// A bar a round, drawn while standard error is a terminal.
fn bars(console: &Console) -> Watcher {
    let all = MultiProgress::new();
    let words: BTreeMap<&'static str, String> = STEPS
        .into_iter()
        .chain([LEFT])
        .map(|step| (step, console.texts().text(&format!("demo-step-{step}"))))
        .collect();
    let bars = std::sync::Mutex::new(BTreeMap::<String, ProgressBar>::new());
    Arc::new(move |progress| {
        let mut bars = bars.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let new = || all.add(bar(&progress.round));
        let bar = bars.entry(progress.round.clone()).or_insert_with(new);
        bar.set_message(words.get(progress.step).cloned().unwrap_or_default());
        match STEPS.iter().position(|step| *step == progress.step) {
            Some(at) if at + 1 < STEPS.len() => bar.set_position(at as u64),
            Some(_) => bar.finish(),
            None => bar.abandon(),
        }
    })
}

fn bar(round: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("  {prefix:24} [{bar:28}] {pos:>2}/{len} {msg}");
    let bar = ProgressBar::new(STEPS.len() as u64 - 1).with_prefix(round.to_owned());
    match style {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}
