//! Which part of the queue an address asks for.

use paiwei_protocol::ident::{Code, is_id};
use serde::Deserialize;

use crate::rounds::{Filter, Standing};

/// The query of the queue's addresses: what doesn't fit is left out.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    /// A standing's word, or `all`; those that await a decision without.
    #[serde(default)]
    pub(crate) standing: String,
    /// A category's id; `-`: no claim.
    #[serde(default)]
    pub(crate) claim: String,
    /// A program's id.
    #[serde(default)]
    pub(crate) program: String,
    /// `yes`: only linked children.
    #[serde(default)]
    pub(crate) linked: String,
    /// The code after which the page begins.
    #[serde(default)]
    pub(crate) after: String,
    /// What was just done: a word of `review-done-…`.
    #[serde(default)]
    pub(crate) done: String,
    /// The application that it was done with, or how many.
    #[serde(default)]
    pub(crate) of: String,
    /// How many were left as they are.
    #[serde(default)]
    pub(crate) left: String,
}

impl Asked {
    /// The filter that it means.
    pub(crate) fn filter(&self) -> Filter {
        let id = |text: &str| Some(text.to_owned()).filter(|text| is_id(text));
        let claim = if self.claim == "-" { Some(self.claim.clone()) } else { id(&self.claim) };
        Filter {
            standing: self.standing(),
            claim,
            program: id(&self.program),
            linked: self.linked == "yes",
        }
    }

    /// The standing; `None`: whichever.
    pub(crate) fn standing(&self) -> Option<Standing> {
        let named = Standing::ALL.into_iter().find(|one| one.as_str() == self.standing);
        if self.standing == "all" { None } else { named.or(Some(Standing::Undecided)) }
    }

    /// The standing's word.
    pub(crate) fn word(&self) -> &'static str {
        self.standing().map_or("all", Standing::as_str)
    }

    /// The code after which the page begins.
    pub(crate) fn after(&self) -> Option<Code> {
        Code::normalise(&self.after).ok()
    }

    /// What was just done, where it is a word that there is.
    pub(crate) fn done(&self) -> Option<&str> {
        let known = ["accepted", "refused", "lapsed", "many", "rest", "unclaimed", "same"];
        known.contains(&self.done.as_str()).then_some(self.done.as_str())
    }

    /// With what: a code or a number.
    pub(crate) fn of(&self) -> &str {
        let plain =
            self.of.len() <= 20 && self.of.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if plain { &self.of } else { "" }
    }

    /// How many were left as they are.
    pub(crate) fn left(&self) -> u32 {
        self.left.parse().unwrap_or(0)
    }

    /// The query of an address with the same filter and page: `?standing=…`.
    pub(crate) fn query(&self) -> String {
        self.from(self.after().map(|code| code.to_string()).unwrap_or_default())
    }

    /// The same with another page.
    pub(crate) fn from(&self, after: impl AsRef<str>) -> String {
        self.with(self.word(), after.as_ref())
    }

    /// The first page of the same filter with another standing.
    pub(crate) fn standing_of(&self, standing: impl AsRef<str>) -> String {
        self.with(standing.as_ref(), "")
    }

    /// No value needs to be encoded: each is an id, a code or a word.
    fn with(&self, standing: &str, after: &str) -> String {
        let filter = self.filter();
        let mut query = format!("?standing={standing}");
        let linked = filter.linked.then(|| "yes".to_owned());
        let after = Some(after.to_owned()).filter(|after| !after.is_empty());
        let parts = [
            ("claim", filter.claim),
            ("program", filter.program),
            ("linked", linked),
            ("after", after),
        ];
        for (name, value) in parts {
            if let Some(value) = value {
                query.push_str(&format!("&{name}={value}"));
            }
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_what_fits_and_nothing_else() {
        let asked = Asked {
            standing: "x".to_owned(),
            claim: "a&b".to_owned(),
            program: "J1".to_owned(),
            linked: "yes".to_owned(),
            after: "no code".to_owned(),
            done: "<b>".to_owned(),
            of: "\"".to_owned(),
            ..Asked::default()
        };
        assert_eq!(asked.query(), "?standing=undecided&program=J1&linked=yes");
        assert_eq!((asked.done(), asked.of(), asked.left()), (None, "", 0));
        assert_eq!(asked.standing_of("all"), "?standing=all&program=J1&linked=yes");
        let none = Asked { claim: "-".to_owned(), standing: "all".to_owned(), ..Asked::default() };
        assert_eq!(none.query(), "?standing=all&claim=-");
        assert_eq!(none.filter().standing, None);
    }
}
