//! A whole published folder: everything that the light check needs is in it.

use super::{Ground, Member, Outcome, Verdict, failed};
use crate::{
    digest::Digest,
    draw::DrawKey,
    ident::Code,
    journal::{Attempt, Body, Event, PublishedFiles, Table},
    merkle,
    note::Note,
    results::{Cutoffs, Results},
    roll::Roll,
    rules::Rules,
    verify::{
        Case, Folder,
        case::{path, published_attempts},
        log, replay, rules, witnesses,
    },
};

/// The files of the attempt in force.
pub(super) struct Published<'a> {
    case: Case<'a>,
    attempt: Option<Attempt>,
}

/// The journal and the rules of a folder, if they are sound.
pub(super) fn open(folder: &Folder) -> Result<(Ground, Published<'_>), String> {
    let mut case = Case::new(folder, None, &[]);
    let steps = [log::tree, log::entries, replay::keys, replay::order_of_events, rules::announced];
    for step in steps {
        let (verdict, findings) = step(&mut case);
        if verdict != Verdict::Passed {
            return Err(findings.join("; "));
        }
    }
    let attempt = published_attempts(case.round()).find(|attempt| !attempt.annulled).cloned();
    let seen = witnesses::standing_checkpoint(&mut case);
    let ground = Ground {
        origin: case.journal().origin().to_owned(),
        keys: case.journal().keys().clone(),
        rules: case.rules().clone(),
        attempt: attempt.as_ref().map_or(0, |attempt| attempt.number),
        seen,
        witnessed_at: witnessed_at(&case),
        in_force_at: case.entries.last().map(|entry| entry.at),
    };
    Ok((ground, Published { case, attempt }))
}

/// The newest cosignature of an observer who witnesses.
fn witnessed_at(case: &Case<'_>) -> Option<u64> {
    let note: &Note = case.checkpoint.as_ref()?;
    let witnesses = case.round().announced.observers.iter().filter(|o| o.witness);
    witnesses.filter_map(|o| note.cosigned(&o.cosign_key).ok().flatten()).max()
}

impl Published<'_> {
    /// L3
    pub(super) fn files(&self, rules: &Rules) -> Result<(DrawKey, Cutoffs), Outcome> {
        let Some(attempt) = &self.attempt else {
            let state = self.case.round().state;
            let finding = format!("the round is in state {state}: no result is in force");
            return Err((Verdict::NotRun, vec![finding]));
        };
        let named = |name| path(attempt.number, name);
        let (draw, cutoffs) = (named("draw.txt"), named("cutoffs.csv"));
        let (files, _) = self.result(attempt).map_err(failed)?;
        self.hashed(&draw, files.draw).map_err(failed)?;
        self.hashed(&cutoffs, files.cutoffs).map_err(failed)?;
        let key = DrawKey::of_text(self.case.file(&draw));
        let read = Cutoffs::read(&cutoffs, self.case.file(&cutoffs), rules);
        Ok((key, read.map_err(|error| failed(error.to_string()))?))
    }

    /// The unit's lines, of the files that the entries name.
    pub(super) fn lines(&self, rules: &Rules, code: Code) -> Result<Vec<Member>, String> {
        let attempt = self.attempt.as_ref().ok_or("no result is in force")?;
        let named = |name| path(attempt.number, name);
        let (roll_file, results_file) = (named("roll.csv"), named("results.csv"));
        let (roll_bytes, bytes) = (self.case.file(&roll_file), self.case.file(&results_file));
        let roll = Roll::read(&roll_file, roll_bytes, rules).map_err(|e| e.to_string())?;
        let results = Results::read(&results_file, bytes).map_err(|error| error.to_string())?;
        let (_, table) = self.result(attempt)?;
        let frozen = attempt.frozen.map(|(_, table)| table.root);
        if frozen != Some(roll.root()) {
            return Err(unlike(&roll_file));
        }
        let same = merkle::root(&results.texts) == table.root;
        if !same || results.lines.len() != roll.lines.len() {
            return Err(unlike(&results_file));
        }
        let own = roll.index_of(code).map(|index| &roll.lines[index]);
        let own = own.ok_or(format!("contradicts {roll_file}: {code} is not there"))?;
        let codes = if own.bundle.is_empty() { vec![code] } else { own.bundle.clone() };
        let member = |code: &Code| {
            let index = roll.index_of(*code)?;
            let (line, result) = (roll.lines[index].clone(), results.lines[index].clone());
            Some(Member { index: u32::try_from(index).ok()?, line, result })
        };
        let missing = || format!("{roll_file}: not all children linked with {code} are there");
        codes.iter().map(member).collect::<Option<_>>().ok_or_else(missing)
    }

    /// What the attempt's result-published entry says.
    fn result(&self, attempt: &Attempt) -> Result<(&PublishedFiles, &Table), String> {
        let index = attempt.result.and_then(|index| usize::try_from(index).ok());
        let entry = index.and_then(|index| self.case.entries.get(index)).map(|entry| &entry.body);
        match entry {
            Some(Body::Round { event: Event::ResultPublished { files, results }, .. }) => {
                Ok((files, results))
            }
            _ => Err("the result's entry is missing".to_owned()),
        }
    }

    fn hashed(&self, file: &str, hash: Digest) -> Result<(), String> {
        if Digest::of(self.case.file(file)) == hash { Ok(()) } else { Err(unlike(file)) }
    }
}

fn unlike(file: &str) -> String {
    format!("{file}: not the file that the journal names")
}
