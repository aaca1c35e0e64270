//! Making the proof files of a published round (PROTOCOL.md, sections 17.3 and 17.4).

use super::chosen;
use crate::{
    ident::Code,
    journal::Attempt,
    merkle::{Tree, leaf_hash},
    proof::{MAX_PROOF_ENTRIES, Proof, ProofEntry, ProofMember},
    results::Results,
    roll::Roll,
    verify::{
        Case, Folder, Verdict,
        case::{path, published_attempts},
        log, replay, rules,
    },
};

/// Why there is no proof file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// Journal or rules of the folder are not sound.
    #[error("no proof file can be made of this folder: {finding}; verify it whole")]
    Unsound {
        /// What was found.
        finding: String,
    },
    /// The round has no result in force.
    #[error("the round is in state {state}: a proof file can be made once its result is published")]
    NoResult {
        /// State of the round.
        state: String,
    },
    /// The roll has no such code.
    #[error("no child of the roll has the code {code}; compare it with the receipt")]
    NoLine {
        /// The code.
        code: Code,
    },
    /// The journal's key entries of this round are too many.
    #[error("the receipts key was rotated too often for a proof file; give the whole folder")]
    TooManyKeys,
}

/// Makes proof files of one published round: what all families share is read once.
pub struct ProofMaker {
    shared: Proof,
    roll: Roll,
    roll_tree: Tree,
    results: Results,
    results_tree: Tree,
}

impl ProofMaker {
    /// Reads a published folder. It is not verified: a proof file of a folder with faults is found
    /// wanting by the light check.
    ///
    /// # Errors
    /// [`MakeError`] if the folder has no journal to prove anything by, or no result in force.
    pub fn new(folder: &Folder) -> Result<Self, MakeError> {
        let mut case = Case::new(folder, None, &[]);
        for step in [log::tree, log::entries, replay::order_of_events, rules::announced] {
            let (verdict, findings) = step(&mut case);
            if verdict != Verdict::Passed {
                return Err(unsound(findings.join("; ")));
            }
        }
        let round = case.round();
        let attempt = published_attempts(round).find(|attempt| !attempt.annulled);
        let attempt =
            attempt.ok_or_else(|| MakeError::NoResult { state: round.state.to_string() })?;
        let named = |name| path(attempt.number, name);
        let (roll_file, results_file) = (named("roll.csv"), named("results.csv"));
        let roll = Roll::read(&roll_file, case.file(&roll_file), case.rules());
        let roll = roll.map_err(|error| unsound(error.to_string()))?;
        let results = Results::read(&results_file, case.file(&results_file));
        let results = results.map_err(|error| unsound(error.to_string()))?;
        if results.lines.len() != roll.lines.len() {
            return Err(unsound(format!("{results_file} has not as many records as {roll_file}")));
        }
        Ok(Self {
            shared: Proof {
                checkpoint: text(&case, "journal/checkpoint")?,
                entries: entries(&case, attempt)?,
                rules: text(&case, "rules.json")?,
                draw: text(&case, &named("draw.txt"))?,
                cutoffs: text(&case, &named("cutoffs.csv"))?,
                members: Vec::new(),
            },
            roll_tree: tree(&roll.texts),
            results_tree: tree(&results.texts),
            roll,
            results,
        })
    }

    /// Codes of the roll, in order.
    pub fn codes(&self) -> impl Iterator<Item = Code> {
        self.roll.lines.iter().map(|line| line.code)
    }

    /// The proof file of the unit that has this code.
    ///
    /// # Errors
    /// [`MakeError::NoLine`].
    pub fn of(&self, code: Code) -> Result<Proof, MakeError> {
        let missing = || MakeError::NoLine { code };
        let own = self.roll.index_of(code).ok_or_else(missing)?;
        let bundle = &self.roll.lines[own].bundle;
        let codes = if bundle.is_empty() { std::slice::from_ref(&code) } else { bundle };
        let members = codes.iter().map(|code| self.member(*code)).collect::<Option<_>>();
        Ok(Proof { members: members.ok_or_else(missing)?, ..self.shared.clone() })
    }

    fn member(&self, code: Code) -> Option<ProofMember> {
        let index = self.roll.index_of(code)?;
        let at = index as u64;
        Some(ProofMember {
            index: at,
            roll: self.roll.texts[index].clone(),
            roll_path: self.roll_tree.inclusion(at)?,
            result: self.results.texts[index].clone(),
            result_path: self.results_tree.inclusion(at)?,
        })
    }
}

fn unsound(finding: impl Into<String>) -> MakeError {
    MakeError::Unsound { finding: finding.into() }
}

fn text(case: &Case<'_>, file: &str) -> Result<String, MakeError> {
    let bytes = case.file(file).to_vec();
    String::from_utf8(bytes).map_err(|_| unsound(format!("{file} is not UTF-8")))
}

fn tree(lines: &[String]) -> Tree {
    Tree::new(lines.iter().map(|line| leaf_hash(line.as_bytes())).collect())
}

/// The entries that a proof file holds, in order.
fn entries(case: &Case<'_>, attempt: &Attempt) -> Result<Vec<ProofEntry>, MakeError> {
    let indexes = chosen::entries(&case.entries, case.round(), attempt);
    if indexes.len() > MAX_PROOF_ENTRIES {
        return Err(MakeError::TooManyKeys);
    }
    let tree = Tree::new(case.journal().leaves().to_vec());
    let entry = |index: u64| {
        let path = tree.inclusion(index).unwrap_or_default();
        Ok(ProofEntry { text: text(case, &log::entry_path(index))?, index, path })
    };
    indexes.into_iter().map(entry).collect()
}
