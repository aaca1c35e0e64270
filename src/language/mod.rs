//! The two languages of the product, for texts that are made at run time.

pub(crate) mod built_in;

use std::fmt;

/// A text of the Fluent files, and what it is said about.
pub use paiwei_audit::texts::Message as Told;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese (zh-CN).
    #[default]
    Zh,
    /// English.
    En,
}

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Chinese (zh-CN).
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// The text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// What is said in both languages. The Display of an error is its English text.
pub trait Speak {
    /// The text in both languages.
    fn message(&self) -> Message;
}

impl From<Told> for Message {
    fn from(told: Told) -> Self {
        built_in::said(&told)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}
