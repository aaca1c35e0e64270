//! What every page is rendered with: the reader's language, and the words in it.

use std::{borrow::Borrow, convert::Infallible, fmt::Display};

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::{Timestamp, tz::Offset};
use paiwei_audit::texts::{Message, count};
use paiwei_protocol::rules::Titles;

use crate::{
    http::{App, envelope::Asked},
    language::Language,
    rounds::Task,
    words,
};

/// The frame of a page: whose language it speaks, and where it is.
#[derive(Debug, Clone)]
pub(crate) struct Shell {
    language: Language,
    /// The page's own path.
    pub(crate) path: String,
    /// The service's clock (Unix seconds): the one that deadlines go by.
    pub(crate) now: u64,
}

impl FromRequestParts<App> for Shell {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let asked = parts.extensions.get::<Asked>().cloned().unwrap_or_default();
        Ok(Self::new(asked.language, parts.uri.path(), app.office().now()))
    }
}

impl Shell {
    pub(crate) fn new(language: Language, path: &str, now: u64) -> Self {
        Self { language, path: path.to_owned(), now }
    }

    /// The language of texts that are made at run time.
    pub(crate) fn spoken(&self) -> Language {
        self.language
    }

    /// The language's tag (BCP 47).
    pub(crate) fn tag(&self) -> &'static str {
        match self.language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    }

    /// The tag of the language that one may change to.
    pub(crate) fn other(&self) -> &'static str {
        match self.language {
            Language::Zh => "en",
            Language::En => "zh-CN",
        }
    }

    /// A text of the Fluent files.
    pub(crate) fn t(&self, id: impl AsRef<str>) -> String {
        self.say(&Message::new(id.as_ref()))
    }

    /// A text that names one value.
    pub(crate) fn t1(
        &self,
        id: impl AsRef<str>,
        name: &'static str,
        value: impl Display,
    ) -> String {
        self.say(&Message::new(id.as_ref()).with(name, value))
    }

    /// A text that names two values.
    pub(crate) fn t2(
        &self,
        id: impl AsRef<str>,
        one: &'static str,
        its: impl Display,
        two: &'static str,
        other: impl Display,
    ) -> String {
        self.say(&Message::new(id.as_ref()).with(one, its).with(two, other))
    }

    /// A message in the reader's language.
    pub(crate) fn say(&self, message: &Message) -> String {
        words::in_language(self.language, |texts| texts.say(message))
    }

    /// What a task is called.
    pub(crate) fn task(&self, task: impl Borrow<Task>) -> String {
        self.t(format!("task-{}", words::tasks::id(*task.borrow())))
    }

    /// What a proposed step is called, by the step's word.
    pub(crate) fn step(&self, word: impl AsRef<str>) -> String {
        self.t(format!("task-{}", words::tasks::of_step(word.as_ref())))
    }

    /// What was said in both languages, in the reader's.
    pub(crate) fn pick<'a>(&self, message: &'a crate::language::Message) -> &'a str {
        message.text(self.language)
    }

    /// A title of the rules in the reader's language.
    pub(crate) fn title(&self, titles: impl Borrow<Titles>) -> String {
        let titles = titles.borrow();
        match self.language {
            Language::Zh => titles.zh.clone(),
            Language::En => titles.en.clone(),
        }
    }

    /// A count as people read it: `1,107`.
    pub(crate) fn count(&self, number: impl Display) -> String {
        let digits = number.to_string();
        digits.parse().map_or(digits, count)
    }

    /// A moment as the language writes it, in China's time (UTC+8).
    pub(crate) fn when(&self, seconds: impl Borrow<u64>) -> String {
        let form = match self.language {
            Language::Zh => "%Y年%-m月%-d日 %H:%M",
            Language::En => "%-d %B %Y, %H:%M",
        };
        china(*seconds.borrow(), form)
    }

    /// A moment as machines read it (RFC 3339).
    pub(crate) fn machine(&self, seconds: impl Borrow<u64>) -> String {
        china(*seconds.borrow(), "%Y-%m-%dT%H:%M:%S+08:00")
    }

    /// The time of day to the second, in China's time.
    pub(crate) fn clock(&self, seconds: impl Borrow<u64>) -> String {
        china(*seconds.borrow(), "%H:%M:%S")
    }

    /// A hash in groups of four digits.
    pub(crate) fn grouped(&self, hash: impl Display) -> String {
        words::grouped(&hash.to_string())
    }
}

fn china(seconds: u64, form: &str) -> String {
    let timestamp = i64::try_from(seconds).ok().and_then(|s| Timestamp::from_second(s).ok());
    timestamp.map_or_else(
        || seconds.to_string(),
        |timestamp| Offset::constant(8).to_datetime(timestamp).strftime(form).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_times_and_counts_its_way() {
        let shell = |language| Shell::new(language, "/", 0);
        assert_eq!(shell(Language::Zh).when(1_798_732_800), "2027年1月1日 00:00");
        assert_eq!(shell(Language::En).when(1_798_732_800), "1 January 2027, 00:00");
        assert_eq!(shell(Language::En).machine(1_798_732_800), "2027-01-01T00:00:00+08:00");
        assert_eq!(shell(Language::En).when(u64::MAX), u64::MAX.to_string());
        assert_eq!(shell(Language::Zh).count(1107_usize), "1,107");
    }
}
