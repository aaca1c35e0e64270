//! Progress on standard error, if somebody looks at it.

use std::{
    io::{self, IsTerminal},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use paiwei_protocol::verify::Progress;

use crate::texts::{Message, Texts};

/// A bar over the checks of a verification.
pub(crate) struct Checking<'a> {
    bar: ProgressBar,
    texts: &'a Texts,
}

impl<'a> Checking<'a> {
    /// A bar from 0 to `total` checks.
    pub(crate) fn new(texts: &'a Texts, total: u64) -> Self {
        let bar = if shown() { ProgressBar::new(total) } else { ProgressBar::hidden() };
        bar.set_style(style("{bar:30} {pos}/{len} {msg}"));
        Self { bar, texts }
    }

    /// The check that begins.
    pub(crate) fn at(&self, progress: Progress) {
        self.bar.set_position(progress.done);
        let title = self.texts.text(&format!("check-{}", progress.check));
        self.bar.set_message(format!("{} {title}", progress.check));
    }
}

impl Drop for Checking<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A count of files read.
pub(crate) struct Counting<'a> {
    bar: ProgressBar,
    texts: &'a Texts,
}

impl<'a> Counting<'a> {
    /// A count that begins at none.
    pub(crate) fn new(texts: &'a Texts) -> Self {
        let bar = if shown() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        bar.set_style(style("{spinner} {msg}"));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar, texts }
    }

    /// So many files are read.
    pub(crate) fn at(&self, files: u64) {
        if files.is_multiple_of(100) {
            let message = Message::new("progress-reading").with("files", files);
            self.bar.set_message(self.texts.say(&message));
        }
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn shown() -> bool {
    io::stderr().is_terminal()
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the two templates above are well-formed")
}
