//! Texts in the reader's language: Fluent files, built into the program.

use std::{ffi::OsString, fmt::Display};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::langid;

/// The languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language that a locale such as `zh_CN.UTF-8` means: Chinese, or else English.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The language before the command line is read: `--lang`, else that of the environment.
    #[must_use]
    pub fn asked(args: &[OsString]) -> Self {
        let asked = args.iter().zip(args.iter().skip(1)).find(|(name, _)| *name == "--lang");
        let joined = args.iter().find_map(|arg| arg.to_str()?.strip_prefix("--lang="));
        let asked = asked.and_then(|(_, value)| value.to_str()).or(joined);
        if let Some(asked) = asked {
            return Self::of_locale(asked);
        }
        let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(set);
        let locale = name.and_then(|name| std::env::var(name).ok()).unwrap_or_default();
        Self::of_locale(&locale)
    }

    fn files(self) -> [&'static str; 9] {
        match self {
            Self::Zh => [
                include_str!("../locales/zh-CN/help.ftl"),
                include_str!("../locales/zh-CN/journal.ftl"),
                include_str!("../locales/zh-CN/observer.ftl"),
                include_str!("../locales/zh-CN/errors.ftl"),
                include_str!("../locales/zh-CN/child.ftl"),
                include_str!("../locales/zh-CN/answer.ftl"),
                include_str!("../locales/zh-CN/remark.ftl"),
                include_str!("../locales/zh-CN/verify.ftl"),
                include_str!("../locales/zh-CN/finding.ftl"),
            ],
            Self::En => [
                include_str!("../locales/en/help.ftl"),
                include_str!("../locales/en/journal.ftl"),
                include_str!("../locales/en/observer.ftl"),
                include_str!("../locales/en/errors.ftl"),
                include_str!("../locales/en/child.ftl"),
                include_str!("../locales/en/answer.ftl"),
                include_str!("../locales/en/remark.ftl"),
                include_str!("../locales/en/verify.ftl"),
                include_str!("../locales/en/finding.ftl"),
            ],
        }
    }
}

/// A text to be said: its id in the Fluent files, and what it is said about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    id: String,
    values: Vec<(&'static str, Value)>,
}

/// What stands for a value in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Plain(String),
    Said(Vec<Message>),
}

impl Message {
    /// The message of this id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned(), values: Vec::new() }
    }

    /// A value that the message names.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.values.push((name, Value::Plain(value.to_string())));
        self
    }

    /// Values that are messages themselves: a list of these.
    #[must_use]
    pub fn listing(mut self, name: &'static str, said: impl IntoIterator<Item = Self>) -> Self {
        self.values.push((name, Value::Said(said.into_iter().collect())));
        self
    }
}

/// Something that is said to people, such as a refusal.
pub trait Tell {
    /// What to say.
    fn tell(&self) -> Message;
}

/// `told` in English, for `Display` of errors.
#[must_use]
pub fn in_english(told: &impl Tell) -> String {
    Texts::new(Language::En).say(&told.tell())
}

/// All texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of `language`.
    ///
    /// # Panics
    /// Never: a test reads the built-in files.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self::of_files(language, &language.files())
    }

    /// The texts of another program's Fluent files.
    ///
    /// # Panics
    /// If a file is none, or two have a text of one id: built-in files are for a test to read.
    #[must_use]
    pub fn of_files(language: Language, files: &[&'static str]) -> Self {
        let id = match language {
            Language::Zh => langid!("zh-CN"),
            Language::En => langid!("en"),
        };
        let mut bundle = FluentBundle::new(vec![id]);
        bundle.set_use_isolating(false);
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned());
            let resource = resource.expect("a test reads the built-in files");
            bundle.add_resource(resource).expect("a test finds repeated ids");
        }
        Self { language, bundle }
    }

    /// Their language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a message without values.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.say(&Message::new(id))
    }

    /// The text of a message; its id where there is none.
    #[must_use]
    pub fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.bundle.get_message(&message.id).and_then(|found| found.value())
        else {
            return message.id.clone();
        };
        let mut values = FluentArgs::new();
        for (name, value) in &message.values {
            let text = self.value(value);
            match whole(&text) {
                // A text chooses by a number: one step, two steps.
                Some(number) => values.set(*name, number),
                None => values.set(*name, text),
            }
        }
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&values), &mut faults);
        said.into_owned()
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Plain(text) => text.clone(),
            Value::Said(list) => {
                let said: Vec<String> = list.iter().map(|message| self.say(message)).collect();
                said.join(&self.text("list-comma"))
            }
        }
    }

    /// Whether there is a text of this id.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}

/// The number of a text that is written as numbers are; what is long is a name made of digits.
fn whole(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && text.len() <= 9 && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// A count as people read it: `1,107`.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests;
