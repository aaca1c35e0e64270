//! The texts that are built in: the Fluent files of `locales/`, in both languages.

use std::cell::OnceCell;

use paiwei_audit::texts::{Language, Message as Told, Texts};

use super::Message;

/// The built-in texts of a language.
pub(crate) fn texts(language: Language) -> Texts {
    Texts::of_files(language, files(language))
}

/// What a locale's Fluent files say. Their names stand here once, for both.
macro_rules! locale {
    ($locale:literal) => {
        locale!($locale: "help" "steps" "answers" "refusals" "faults" "sheets" "demo" "walk" "problems" "pages"
            "family" "office" "office-accounts" "applying" "office-import" "office-steps" "editor"
            "office-review" "public")
    };
    ($locale:literal: $($name:literal)*) => {
        &[$(include_str!(concat!("../../locales/", $locale, "/", $name, ".ftl"))),*]
    };
}

fn files(language: Language) -> &'static [&'static str] {
    match language {
        Language::Zh => locale!("zh-CN"),
        Language::En => locale!("en"),
    }
}

/// The language of texts that are made at run time.
pub(crate) fn spoken(language: Language) -> super::Language {
    match language {
        Language::Zh => super::Language::Zh,
        Language::En => super::Language::En,
    }
}

/// What `told` says in one language.
pub(crate) fn in_language(language: super::Language, told: impl Fn(&Texts) -> String) -> String {
    with_both(|[zh, en]| match language {
        super::Language::Zh => told(zh),
        super::Language::En => told(en),
    })
}

/// What `told` says in both languages.
pub(crate) fn both(told: impl Fn(&Texts) -> String) -> Message {
    with_both(|[zh, en]| Message::new(told(zh), told(en)))
}

fn with_both<R>(told: impl FnOnce(&[Texts; 2]) -> R) -> R {
    thread_local! {
        // Reading the files takes a millisecond, and what is read can't be shared among threads.
        static BOTH: OnceCell<[Texts; 2]> = const { OnceCell::new() };
    }
    BOTH.with(|cell| told(cell.get_or_init(|| [texts(Language::Zh), texts(Language::En)])))
}

/// A message in both languages.
pub(crate) fn said(message: &Told) -> Message {
    both(|texts| texts.say(message))
}

#[cfg(test)]
mod tests;
