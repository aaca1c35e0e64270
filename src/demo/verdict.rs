//! The last act: every round is read back from the disk and verified, as anybody will; the account
//! is drawn up from what is published.

use std::{
    fs,
    path::{Path, PathBuf},
};

use paiwei_audit::folder::gather;
use paiwei_protocol::{
    assign::assign,
    changes::{self, Change},
    draw::{DrawText, SourceLine},
    journal::State,
    results::{Cutoffs, seat_ledgers},
    roll::Roll,
    rules::Rules,
    trust::Trust,
    verify::{Folder, Verdict, light_check, verify},
};

use super::{
    Account, Comparison, DemoError, Family, LeftRound, Progress, RoundAccount, Watcher,
    comparison::compare, place::Place,
};
use crate::samples::{Sample, Setting};

/// The sample round of which the account tells what other rules would change.
const COMPARED: Sample = Sample::ZoneChoiceFirst;

/// A published round, read back.
struct Published {
    folder: Folder,
    rules: Rules,
    roll: Roll,
    draw: DrawText,
}

/// Verifies all rounds and draws up the account.
pub(super) fn account(
    place: &Place,
    trust: &[u8],
    left: Vec<LeftRound>,
    watcher: &Watcher,
) -> Result<Account, DemoError> {
    let trust = Trust::read("trust.txt", trust)?;
    let mut rounds = Vec::new();
    let mut comparison = None;
    let played = [Sample::District, Sample::School, COMPARED].map(Sample::round);
    let answering = left.iter().filter(|round| round.state == State::Published);
    for round in played.into_iter().chain(answering.map(LeftRound::id)) {
        watcher(Progress { round: round.to_owned(), step: "verify" });
        let published = Published::read(&place.published(round))?;
        rounds.push(of_round(place, &published, &trust)?);
        if round == COMPARED.round() {
            comparison = Some(number_first(&published)?);
        }
        watcher(Progress { round: round.to_owned(), step: "done" });
    }
    let comparison = comparison.ok_or_else(|| DemoError::Published("no zone".to_owned()))?;
    Ok(Account { folder: place.root().to_owned(), rounds, left, comparison })
}

impl Published {
    fn read(path: &Path) -> Result<Self, DemoError> {
        let folder = gather(path, &mut |_| {})?.files;
        let file = |name: &str| folder.get(name).map_or(&[][..], Vec::as_slice);
        let rules = Rules::read(file("rules.json")).map_err(|e| DemoError::published(&e))?;
        let roll = Roll::read("roll.csv", file("roll.csv"), &rules);
        let roll = roll.map_err(|error| DemoError::published(&error))?;
        let draw = DrawText::read("draw.txt", file("draw.txt"));
        let draw = draw.map_err(|error| DemoError::published(&error))?;
        Ok(Self { folder, rules, roll, draw })
    }

    /// What differs between the posting and the roll, and why.
    fn changes(&self) -> Result<Vec<Change>, DemoError> {
        let posted = Roll::read("posted.csv", self.file("posted.csv"), &self.rules);
        let posted = posted.map_err(|error| DemoError::published(&error))?;
        let differences = changes::differences("roll.csv", &posted, &self.roll)
            .map_err(|error| DemoError::published(&error))?;
        changes::check("changes.csv", self.file("changes.csv"), &differences, &self.rules)
            .map_err(|error| DemoError::published(&error))
    }

    fn file(&self, name: &str) -> &[u8] {
        self.folder.get(name).map_or(&[][..], Vec::as_slice)
    }
}

fn of_round(
    place: &Place,
    published: &Published,
    trust: &Trust,
) -> Result<RoundAccount, DemoError> {
    let Published { folder, rules, roll, draw } = published;
    let receipts = receipts(&place.join(&format!("receipts/{}", rules.round)))?;
    let given: Vec<(String, Vec<u8>)> =
        receipts.iter().map(|(path, bytes)| (path.display().to_string(), bytes.clone())).collect();
    let report = verify(folder, Some(trust), &given, &mut |_| {});
    let wrong = |check: &&paiwei_protocol::verify::Check| {
        matches!(check.verdict, Verdict::Failed | Verdict::NotRun)
    };
    let findings: Vec<String> = report
        .checks
        .iter()
        .filter(wrong)
        .map(|check| format!("{}: {}", check.id, check.findings.join("; ")))
        .collect();
    if !findings.is_empty() {
        return Err(DemoError::Verification { round: rules.round.clone(), findings });
    }
    let outcome = assign(rules, roll, &draw.key());
    let cutoffs = Cutoffs::of(&outcome);
    let changes = published.changes()?;
    let sizes = (0..outcome.units().len()).map(|unit| (unit, outcome.units()[unit].size()));
    let (placed, rest): (Vec<_>, Vec<_>) =
        sizes.partition(|(unit, _)| outcome.place(*unit).is_some());
    let children = |units: &[(usize, u64)]| units.iter().map(|(_, size)| size).sum::<u64>();
    Ok(RoundAccount {
        entered: children(&placed) + children(&rest),
        units: outcome.units().len() as u64,
        placed: children(&placed),
        changes,
        dice: dice(draw),
        key: hex::encode(draw.key().as_bytes()),
        ledgers: seat_ledgers(&outcome, &cutoffs),
        cutoffs,
        passed: report.checks.iter().filter(|check| check.verdict == Verdict::Passed).count(),
        families: families(folder, trust, &receipts)?,
        rules: rules.clone(),
    })
}

fn dice(draw: &DrawText) -> String {
    let dice = draw.sources.iter().find_map(|source| match source {
        SourceLine::Dice(faces) => Some(paiwei_protocol::dice::to_text(faces)),
        SourceLine::Drand { .. } => None,
    });
    dice.unwrap_or_default()
}

/// The receipts that lie in a folder, by name.
fn receipts(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, DemoError> {
    let mut paths = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(DemoError::at(folder)(error)),
    };
    for entry in entries {
        paths.push(entry.map_err(DemoError::at(folder))?.path());
    }
    paths.sort();
    let read = |path: PathBuf| Ok((path.clone(), fs::read(&path).map_err(DemoError::at(&path))?));
    paths.into_iter().map(read).collect()
}

/// Each family's light check.
fn families(
    folder: &Folder,
    trust: &Trust,
    receipts: &[(PathBuf, Vec<u8>)],
) -> Result<Vec<Family>, DemoError> {
    let family = |(path, bytes): &(PathBuf, Vec<u8>)| {
        let file = path.display().to_string();
        let given = [(file.clone(), bytes.clone())];
        let report = light_check(folder, Some(trust), &given);
        let disagrees =
            |findings: Vec<String>| DemoError::Verification { round: file.clone(), findings };
        if report.exit() != 0 {
            let steps = report.steps.iter().filter(|step| step.verdict != Verdict::Passed);
            let found = steps.map(|step| format!("L{}: {}", step.number, step.findings.join("; ")));
            return Err(disagrees(found.collect()));
        }
        let code = report.receipts.first().map(|receipt| receipt.request.code);
        let child = report.child.ok_or_else(|| disagrees(Vec::new()))?;
        let own = child.members.iter().find(|member| Some(member.line.code) == code);
        let own = own.ok_or_else(|| disagrees(Vec::new()))?;
        Ok(Family {
            code: own.line.code.to_string(),
            receipt: path.clone(),
            index: own.index,
            members: child.members.len(),
            placement: own.result.placement.clone(),
            ranks: own.result.ranks.clone(),
        })
    };
    receipts.iter().map(family).collect()
}

/// What number-first rules would have changed, on the same numbers.
fn number_first(published: &Published) -> Result<Comparison, DemoError> {
    let rules = &published.rules;
    let setting = Setting {
        origin: rules.origin.clone(),
        observers: rules.observers.clone(),
        open: rules.timeline.open,
        close: rules.timeline.close,
        reveal: rules.timeline.reveal,
        objection: rules.posting.objection,
        randomness: rules.randomness.clone(),
    };
    let instead = Sample::ZoneNumberFirst.rules(&setting);
    compare(rules, &instead, &published.roll, &published.draw.key())
        .map_err(|error| DemoError::published(&error))
}
