//! The walk through what a demonstration leaves: where each round stands, who signs in, which page to
//! open for each role.

use std::path::Path;

use paiwei_audit::texts::{Message, Texts, count};
use paiwei_protocol::{journal::State, rules::Rules};
use serde_json::{Value, json};

use super::{
    super::{Console, words},
    account::shell,
};
use crate::{
    demo::{Demonstration, LATE_FILES, LeftFamily, LeftRound, NOTARY_FILES, SignInAs},
    samples::newcomers,
};

/// Where a service listens without a word.
const USUAL: &str = "http://127.0.0.1:8080";

/// The walk through an office that is served at `url`, and that logs into a file.
pub(super) fn now(played: &Demonstration, url: &str, log: &Path, console: &Console) -> String {
    let texts = console.texts();
    let walk = Walk { played, url, console };
    let files = absolute(&played.account.folder.join(NOTARY_FILES)).display().to_string();
    let mut lines = walk.lines();
    lines.push(texts.say(&Message::new("walk-notary").with("path", files)));
    let log = Message::new("walk-log").with("path", absolute(log).display());
    lines.extend([String::new(), texts.say(&log), texts.text("walk-ends")]);
    lines.join("\n") + "\n"
}

/// The walk through an office that is to be served later.
pub(super) fn later(played: &Demonstration, console: &Console) -> String {
    let texts = console.texts();
    let walk = Walk { played, url: USUAL, console };
    let folder = &played.account.folder;
    let serve = format!(
        "  cargo run --release -- serve --data {} --published {}",
        shell(&absolute(&folder.join("office"))),
        shell(&absolute(folder)),
    );
    let audit = format!(
        "  cargo run --release -p paiwei-audit -- observer cosign STICK --home {}",
        shell(&absolute(&folder.join("notary"))),
    );
    let mut lines = vec![texts.text("walk-serve"), serve, String::new()];
    lines.extend(walk.lines());
    lines.extend([texts.text("walk-notary-later"), audit]);
    lines.join("\n") + "\n"
}

/// A path that works from everywhere; as it is where the machine can't tell.
fn absolute(path: &Path) -> std::path::PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

struct Walk<'a> {
    played: &'a Demonstration,
    url: &'a str,
    console: &'a Console,
}

impl Walk<'_> {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.text("walk-head"), self.say("walk-address")];
        lines.extend(self.sign_ins());
        lines.push(String::new());
        lines.push(self.text("walk-rounds"));
        lines.extend(self.played.account.left.iter().map(|round| self.stands(round)));
        lines.extend(self.finished());
        lines.extend([String::new(), self.text("walk-families")]);
        lines.extend(self.families());
        lines.extend([String::new(), self.text("walk-public")]);
        lines.extend(self.public());
        lines.extend([String::new(), self.text("walk-office")]);
        lines.extend(self.office());
        lines
    }

    fn sign_ins(&self) -> Vec<String> {
        let sign_in = |SignInAs { name, role, password }: &SignInAs| {
            format!("  {name:6} {password}   {}", self.text(&format!("walk-role-{role}")))
        };
        let people = self.played.sign_ins.iter().map(sign_in);
        [self.say("walk-sign-ins")].into_iter().chain(people).collect()
    }

    /// Title, where it stands, its page.
    fn stands(&self, round: &LeftRound) -> String {
        let (id, until) = match round.state {
            State::Open => ("walk-stands-open", Some(round.rules.timeline.close)),
            State::Closed => ("walk-stands-review", None),
            State::Posted => ("walk-stands-posted", None),
            State::Frozen => ("walk-stands-ceremony", None),
            _ => ("walk-stands-answers", round.rules.timeline.answers),
        };
        let stands = Message::new(id)
            .with("until", words::minute(until.unwrap_or_default()))
            .with("applications", count(round.applications))
            .with("undecided", count(round.undecided));
        self.round(&round.rules, &self.texts().say(&stands))
    }

    fn round(&self, rules: &Rules, stands: &str) -> String {
        let message = Message::new("walk-round")
            .with("title", words::title(&rules.titles, self.console.language()))
            .with("stands", stands)
            .with("url", self.url)
            .with("round", &rules.round);
        self.texts().say(&message)
    }

    fn finished(&self) -> Vec<String> {
        let left = |id: &str| self.played.account.left.iter().any(|round| round.id() == id);
        let rounds = self.played.account.rounds.iter();
        let served = rounds.filter(|round| !round.rules.rehearsal && !left(&round.rules.round));
        let stands = self.text("walk-stands-finished");
        served.map(|round| self.round(&round.rules, &stands)).collect()
    }

    fn families(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(round) = self.at(State::Open) {
            let twins = newcomers().into_iter().map(|it| format!("{} {}", it.name, it.number));
            let message = self.of("walk-apply", round);
            let message = message.with("twins", twins.collect::<Vec<_>>().join(" / "));
            lines.push(self.texts().say(&message));
        }
        let known = |state, id, pick: fn(&[LeftFamily]) -> Option<&LeftFamily>| {
            let round = self.at(state)?;
            let family = pick(&round.families)?;
            let message = self.of(id, round);
            let message = message.with("code", &family.code).with("secret", &family.secret);
            Some(self.texts().say(&message))
        };
        lines.extend(known(State::Closed, "walk-own", <[LeftFamily]>::first));
        lines.extend(known(State::Posted, "walk-object", <[LeftFamily]>::last));
        let placed: fn(&[LeftFamily]) -> Option<&LeftFamily> =
            |families| families.iter().find(|family| family.placed == Some(true));
        lines.extend(known(State::Published, "walk-answer", placed));
        lines
    }

    fn public(&self) -> Vec<String> {
        let Some(round) = self.played.account.rounds.first() else { return Vec::new() };
        let (id, folder) = (&round.rules.round, &self.played.account.folder);
        let of = |message| {
            Message::new(message)
                .with("url", self.url)
                .with("round", id)
                .with("folder", absolute(folder).display())
                .with("code", round.families.first().map_or("", |family| &family.code))
        };
        ["walk-result", "walk-verify", "walk-published"]
            .map(|message| self.texts().say(&of(message)))
            .into()
    }

    fn office(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(round) = self.at(State::Closed) {
            let message = self.of("walk-reviewer", round).with("undecided", count(round.undecided));
            lines.push(self.texts().say(&message));
        }
        if let Some(round) = self.at(State::Open) {
            let folder = self.played.account.folder.join("registrations").join(round.id());
            let [sound, mistakes] = LATE_FILES;
            let message = self
                .of("walk-import", round)
                .with("folder", absolute(&folder).display())
                .with("sound", sound)
                .with("mistakes", mistakes);
            lines.push(self.texts().say(&message));
        }
        if let Some(round) = self.at(State::Frozen) {
            let message = self
                .of("walk-operators", round)
                .with("faces", round.dice.as_deref().unwrap_or_default())
                .with("code", round.families.first().map_or("", |family| &family.code));
            lines.push(self.texts().say(&message));
        }
        lines.push(self.say("walk-supervisor"));
        lines
    }

    /// The round that is left in a state.
    fn at(&self, state: State) -> Option<&LeftRound> {
        self.played.account.left.iter().find(|round| round.state == state)
    }

    /// A message about a round.
    fn of(&self, id: &str, round: &LeftRound) -> Message {
        let title = words::title(round.titles(), self.console.language());
        Message::new(id).with("url", self.url).with("title", title).with("round", round.id())
    }

    fn say(&self, id: &str) -> String {
        self.texts().say(&Message::new(id).with("url", self.url))
    }

    fn text(&self, id: &str) -> String {
        self.texts().text(id)
    }

    fn texts(&self) -> &Texts {
        self.console.texts()
    }
}

pub(super) fn left_json(round: &LeftRound) -> Value {
    let family = |family: &LeftFamily| json!({ "code": family.code, "secret": family.secret, "placed": family.placed });
    json!({
        "round": round.id(),
        "state": round.state.as_str(),
        "applications": round.applications,
        "undecided": round.undecided,
        "families": round.families.iter().map(family).collect::<Value>(),
        "dice": round.dice,
    })
}

pub(super) fn sign_in_json(SignInAs { name, role, password }: &SignInAs) -> Value {
    json!({ "name": name, "role": role, "password": password })
}
