//! Text for people. What published files say is printed as it is, but can't command a terminal or
//! imitate the program's own lines.

use crate::texts::{Message, Texts};

/// Lines of text, built up.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// A line, with its line feed.
    pub(super) fn line(&mut self, text: impl AsRef<str>) {
        self.0.push_str(&plain(text.as_ref()));
        self.0.push('\n');
    }

    /// A message as a line.
    pub(super) fn say(&mut self, texts: &Texts, message: &Message) {
        self.line(texts.say(message));
    }

    /// A message without values as a line.
    pub(super) fn text(&mut self, texts: &Texts, id: &str) {
        self.line(texts.text(id));
    }

    /// What was found: set in, however many lines it has.
    pub(super) fn finding(&mut self, text: &str) {
        for line in text.lines() {
            self.line(format!("      {line}"));
        }
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// One line without control characters and without those that turn the direction of writing.
pub(crate) fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
    let shown = |c: char| if c.is_control() || turns(c) || breaks(c) { '\u{fffd}' } else { c };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_printed_commands_a_terminal() {
        let mut page = Page::default();
        page.line("a\u{1b}[2Jb\n✓ V01\u{202e}");
        page.finding("one\n✓ two");
        let expected = "a\u{fffd}[2Jb\u{fffd}✓ V01\u{fffd}\n      one\n      ✓ two\n";
        assert_eq!(page.into_text(), expected);
    }
}
