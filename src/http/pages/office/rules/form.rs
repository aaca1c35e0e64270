//! A form as its template shows it: groups of labelled fields, with what was typed and what is wrong.

use std::borrow::Cow;

use paiwei_protocol::rules::{Rules, Titles};

use super::words::named;
use crate::{
    drafts::{
        edit::{Fault, Fields, Refused},
        moments,
    },
    http::pages::Shell,
};

/// A choice of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) on: bool,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    Text(String),
    Number(String),
    Moment(String),
    Area(String),
    Select(Vec<Choice>),
    /// Several selects of one name, in order of importance.
    Ranked(Vec<Vec<Choice>>),
    Checks(Vec<Choice>),
    Check(bool),
    /// A number and its unit.
    Span(String, Vec<Choice>),
    /// What can't be changed here.
    Fixed(String),
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name, which is its id as well.
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) wrong: Option<String>,
    pub(crate) input: Input,
}

impl Field {
    /// The field with a hint.
    pub(super) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// A button that saves and does something besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Button {
    /// Its value, as `add:programs`.
    pub(crate) act: String,
    pub(crate) label: String,
    pub(crate) danger: bool,
}

/// Fields that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// The path of its row, which is its id.
    pub(crate) id: String,
    pub(crate) title: String,
    /// Where the rest of it is written, with the link's words.
    pub(crate) link: Option<(String, String)>,
    /// It is a part of the group above it.
    pub(crate) inner: bool,
    pub(crate) fields: Vec<Field>,
    pub(crate) buttons: Vec<Button>,
}

/// What a form is made from.
#[derive(Clone, Copy)]
pub(crate) struct Filling<'a> {
    pub(crate) shell: &'a Shell,
    pub(crate) rules: &'a Rules,
    /// What was typed, where it wasn't taken.
    pub(crate) typed: Option<&'a Fields>,
    pub(crate) refused: &'a [Refused],
}

impl Filling<'_> {
    /// What a field shows: what was typed, or what the rules say.
    fn value(self, name: &str, own: impl Into<String>) -> String {
        let typed = self.typed.and_then(|typed| typed.last(name));
        typed.map_or_else(|| own.into(), str::to_owned)
    }

    /// A field of a name; its label is `draft-<label>`.
    fn field(self, name: &str, label: &str, input: Input) -> Field {
        let refused = self.refused.iter().find(|refused| refused.field == name);
        let why = |refused: &Refused| match refused.fault {
            Fault::Number => "draft-fault-number",
            Fault::Moment => "draft-fault-moment",
            Fault::Word => "draft-fault-word",
        };
        Field {
            name: name.to_owned(),
            label: self.shell.t(format!("draft-{label}")),
            hint: None,
            wrong: refused.map(|refused| self.shell.t(why(refused))),
            input,
        }
    }

    /// One line of text.
    pub(super) fn text(self, name: &str, label: &str, own: &str) -> Field {
        self.field(name, label, Input::Text(self.value(name, own)))
    }

    /// Several lines of text.
    pub(super) fn area(self, name: &str, label: &str, own: &str) -> Field {
        self.field(name, label, Input::Area(self.value(name, own)))
    }

    /// A number; none is an empty field.
    pub(super) fn number(self, name: &str, label: &str, own: Option<u64>) -> Field {
        let own = own.map(|own| own.to_string()).unwrap_or_default();
        self.field(name, label, Input::Number(self.value(name, own)))
    }

    /// A moment in China's time.
    pub(super) fn moment(self, name: &str, label: &str, own: u64) -> Field {
        self.field(name, label, Input::Moment(self.value(name, moments::written(own))))
    }

    /// A span of time with its unit.
    pub(super) fn span(self, name: &str, label: &str, own: u64) -> Field {
        let (number, unit) = moments::span(own);
        let unit = self.value(&format!("{name}-unit"), unit);
        let choice = |(word, _): (&'static str, u64)| Choice {
            value: word.to_owned(),
            label: self.shell.t(format!("draft-unit-{word}")),
            on: word == unit,
        };
        let units = moments::UNITS.map(choice).into();
        self.field(name, label, Input::Span(self.value(name, number.to_string()), units))
    }

    /// One of several words; their labels are `draft-<label>-<word>`.
    pub(super) fn select(self, name: &str, label: &str, words: &[&str], own: &str) -> Field {
        let own = self.value(name, own);
        let choice = |word: &&str| Choice {
            value: (*word).to_owned(),
            label: self.shell.t(format!("draft-{label}-{word}")),
            on: **word == own,
        };
        self.field(name, label, Input::Select(words.iter().map(choice).collect()))
    }

    /// Words in order of importance, each at most once; the labels as with [`select`](Self::select).
    pub(super) fn ranked(self, name: &str, label: &str, words: &[&str], own: &[&str]) -> Field {
        let typed = self.typed.and_then(|typed| typed.all(name));
        let at = |index: usize| match typed {
            Some(typed) => typed.get(index).map_or("", String::as_str),
            None => own.get(index).copied().unwrap_or(""),
        };
        let choices = |index: usize| {
            let choice = |word: &str| Choice {
                value: word.to_owned(),
                label: self.shell.t(format!("draft-{label}-{word}")),
                on: word == at(index),
            };
            let none = Choice {
                value: String::new(),
                label: self.shell.t("draft-none"),
                on: at(index).is_empty(),
            };
            std::iter::once(none).chain(words.iter().map(|word| choice(word))).collect()
        };
        self.field(name, label, Input::Ranked((0..words.len()).map(choices).collect()))
    }

    /// Any of several ids, each with its label.
    pub(super) fn checks(
        self,
        name: &str,
        label: &str,
        options: Vec<(String, String)>,
        own: &[String],
    ) -> Field {
        let typed = self.typed.and_then(|typed| typed.all(name));
        let chosen: Cow<'_, [String]> = typed.map_or_else(|| own.into(), Into::into);
        let choice = |(value, label)| {
            let on = chosen.contains(&value);
            Choice { value, label, on }
        };
        self.field(name, label, Input::Checks(options.into_iter().map(choice).collect()))
    }

    /// Yes or no.
    pub(super) fn check(self, name: &str, label: &str, own: bool) -> Field {
        let own = self.value(name, if own { "yes" } else { "no" }) == "yes";
        self.field(name, label, Input::Check(own))
    }

    /// What can't be changed here.
    pub(super) fn fixed(self, name: &str, label: &str, shown: String) -> Field {
        self.field(name, label, Input::Fixed(shown))
    }

    /// The titles of something, in both languages.
    pub(super) fn titles(self, path: &str, own: &Titles) -> [Field; 2] {
        let dot = if path.is_empty() { "" } else { "." };
        let name = |language: &str| format!("{path}{dot}titles.{language}");
        [self.text(&name("zh"), "zh", &own.zh), self.text(&name("en"), "en", &own.en)]
    }

    /// The title of something with its id.
    pub(super) fn named(self, id: &str, titles: &Titles) -> String {
        named(self.shell, id, titles)
    }

    /// A button; its label is `draft-do-<label>`.
    pub(super) fn button(self, act: String, label: &str) -> Button {
        let danger = act.starts_with("remove:");
        Button { act, label: self.shell.t(format!("draft-do-{label}")), danger }
    }

    /// The buttons of a row: up, but for the first, and away.
    pub(super) fn moves(self, row: &str, index: usize) -> Vec<Button> {
        let up = (index > 0).then(|| self.button(format!("up:{row}"), "up"));
        up.into_iter().chain([self.button(format!("remove:{row}"), "remove")]).collect()
    }
}
