//! The other implementation: one process, lines in, lines out.

use std::{
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    thread::{self, JoinHandle},
};

use serde_json::Value;

const PROGRAM: &str = "../browser/test/differential.mjs";

/// A running process.
pub(crate) struct Other {
    process: Child,
    questions: BufWriter<ChildStdin>,
    answers: JoinHandle<Vec<String>>,
}

impl Other {
    /// Starts `script`, or the second implementation of this repository.
    pub(crate) fn start(script: Option<&Path>) -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(PROGRAM);
        let program = script.unwrap_or(&own);
        let mut command = Command::new("node");
        command.arg(program).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("node is installed");
        let questions = BufWriter::new(process.stdin.take().unwrap());
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        // Answers are read while questions are written, or both sides would wait.
        let answers = thread::spawn(|| lines.map(Result::unwrap).collect());
        Self { process, questions, answers }
    }

    pub(crate) fn ask(&mut self, line: &Value) {
        writeln!(self.questions, "{line}").expect("the other implementation reads on");
    }

    /// All answers, in the order of the questions.
    pub(crate) fn answers(mut self) -> Vec<String> {
        self.questions.flush().unwrap();
        drop(self.questions);
        let answers = self.answers.join().unwrap();
        assert!(self.process.wait().unwrap().success(), "the other implementation failed");
        answers
    }
}
