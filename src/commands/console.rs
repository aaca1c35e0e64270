//! The person at the keyboard: what is told before a step, the question, and the answer.
//!
//! What is told on the way goes to standard error; standard output is for the answer.

use std::{
    cell::RefCell,
    io::{self, BufRead, IsTerminal as _, Write},
};

use paiwei_audit::texts::{Language, Message, Texts};
use zeroize::Zeroizing;

use super::{Failure, words};

/// The terminal, or whatever stands in its place.
pub(crate) struct Console {
    texts: Texts,
    language: Language,
    yes: bool,
    asks: bool,
    input: RefCell<Box<dyn BufRead>>,
}

impl Console {
    /// The program's own standard input and error. With `yes`, nobody is asked; without, somebody
    /// must sit at a terminal.
    pub(crate) fn new(language: Language, yes: bool) -> Self {
        let input: Box<dyn BufRead> = Box::new(io::BufReader::new(io::stdin()));
        let asks = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self { texts: words::texts(language), language, yes, asks, input: RefCell::new(input) }
    }

    /// The texts of the reader's language.
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The reader's language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Whether somebody sits at the terminal.
    pub(crate) fn is_interactive(&self) -> bool {
        self.asks
    }

    /// Tells something on the way.
    pub(crate) fn tell(&self, message: &Message) {
        self.show(&format!("{}\n", self.texts.say(message)));
    }

    /// Nothing is left to do when standard error is gone.
    fn show(&self, text: &str) {
        let mut out = io::stderr().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Asks whether to go on with what can't be undone.
    ///
    /// # Errors
    ///
    /// [`Failure::NeedsYes`] where nobody can be asked, [`Failure::Declined`].
    pub(crate) fn consent(&self) -> Result<(), Failure> {
        if self.yes {
            return Ok(());
        }
        if !self.asks {
            return Err(Failure::NeedsYes);
        }
        match means_yes(&self.ask(&Message::new("ask-go-on"))?) {
            true => Ok(()),
            false => Err(Failure::Declined),
        }
    }

    /// Shows a question and reads a line; empty at the end of the input.
    pub(crate) fn ask(&self, question: &Message) -> Result<String, Failure> {
        self.show(&format!("{} ", self.texts.say(question)));
        let mut answer = String::new();
        self.input.borrow_mut().read_line(&mut answer).map_err(Failure::Terminal)?;
        Ok(answer)
    }

    /// Shows a question and reads a line that isn't shown while it is typed. Only at a terminal.
    pub(crate) fn ask_secret(&self, question: &Message) -> Result<Zeroizing<String>, Failure> {
        self.show(&format!("{} ", self.texts.say(question)));
        let typed = console::Term::stderr().read_secure_line().map_err(Failure::Terminal)?;
        Ok(Zeroizing::new(typed))
    }

    /// Clears the screen and what was scrolled off it: nobody reads what was typed before.
    pub(crate) fn clear(&self) {
        self.show("\u{1b}[2J\u{1b}[3J\u{1b}[H");
    }
}

#[cfg(test)]
impl Console {
    /// A terminal at which somebody types `input`.
    pub(crate) fn typing(input: &str) -> Self {
        let input: Box<dyn BufRead> = Box::new(io::Cursor::new(input.to_owned().into_bytes()));
        let language = Language::En;
        let (yes, asks, input) = (false, true, RefCell::new(input));
        Self { texts: words::texts(language), language, yes, asks, input }
    }
}

fn means_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "yes" | "y" | "是" | "确认" | "同意")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_consent() {
        for yes in ["yes\n", " Y\r\n", "是\n", "同意"] {
            assert!(Console::typing(yes).consent().is_ok(), "{yes}");
        }
        for no in ["", "\n", "no\n", "不是\n", "yes please\n"] {
            assert!(matches!(Console::typing(no).consent(), Err(Failure::Declined)), "{no}");
        }
    }
}
