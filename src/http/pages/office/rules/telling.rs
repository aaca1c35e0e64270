//! The rules put into words: whom a pool takes first.

use paiwei_protocol::rules::{OrderKey, Ownership, Pool, Rules};

use crate::http::pages::Shell;

/// Rules told in the reader's language.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'a> {
    pub(crate) shell: &'a Shell,
    pub(crate) rules: &'a Rules,
}

impl Telling<'_> {
    /// Whom a pool takes first, a sentence for each key that tells anybody apart; the last is the
    /// number's.
    pub(crate) fn order(self, pool: &Pool) -> Vec<String> {
        let tells = |key: &&OrderKey| match key {
            OrderKey::Band => self.rules.bands.len() > 1,
            OrderKey::Tier => pool.tiers.len() > 1,
            OrderKey::Points => true,
        };
        let keys: Vec<&OrderKey> = pool.order.iter().filter(tells).collect();
        let sentence = |key: &&OrderKey| match key {
            OrderKey::Band => self.shell.t("draft-takes-band"),
            OrderKey::Tier => self.shell.t("draft-takes-tier"),
            OrderKey::Points => self.shell.t("draft-takes-points"),
        };
        let number = if keys.is_empty() { "draft-takes-number-only" } else { "draft-takes-number" };
        keys.iter().map(sentence).chain([self.shell.t(number)]).collect()
    }

    /// Who owns a program's school.
    pub(crate) fn ownership(self, ownership: Ownership) -> String {
        self.shell.t(match ownership {
            Ownership::Public => "ownership-public",
            Ownership::Private => "ownership-private",
        })
    }
}
