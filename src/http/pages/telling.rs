//! The rules put into words: whom a pool takes first, whom it is for, where somebody stands in it.

use paiwei_protocol::rules::{OrderKey, Ownership, Pool, Rules, Tier};

use super::Shell;
use crate::rounds::PoolStanding;

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
            OrderKey::Band => self.shell.t("takes-band"),
            OrderKey::Tier => self.shell.t("takes-tier"),
            OrderKey::Points => self.shell.t("takes-points"),
        };
        let number = if keys.is_empty() { "takes-number-only" } else { "takes-number" };
        keys.iter().map(sentence).chain([self.shell.t(number)]).collect()
    }

    /// A tier: everybody, or the titles of its categories.
    pub(crate) fn tier(self, tier: &Tier) -> String {
        let Tier::Categories(ids) = tier else { return self.shell.t("tier-everyone") };
        let title = |id: &String| {
            let found = self.rules.categories.iter().find(|category| category.id == *id);
            found.map_or_else(|| id.clone(), |found| self.shell.title(&found.titles))
        };
        ids.iter().map(title).collect::<Vec<_>>().join(&self.shell.t("list-comma"))
    }

    /// Whom a pool is for, the first tier first.
    pub(crate) fn tiers(self, pool: &Pool) -> String {
        let tiers: Vec<String> = pool.tiers.iter().map(|tier| self.tier(tier)).collect();
        tiers.join(" → ")
    }

    /// Who owns a program's school.
    pub(crate) fn ownership(self, ownership: Ownership) -> String {
        self.shell.t(match ownership {
            Ownership::Public => "ownership-public",
            Ownership::Private => "ownership-private",
        })
    }

    /// A program with its id, by which files name it.
    pub(crate) fn program(self, id: &str) -> String {
        let found = self.rules.program(id);
        found.map_or_else(
            || id.to_owned(),
            |(_, program)| format!("{id} {}", self.shell.title(&program.titles)),
        )
    }

    /// An observer, or the office.
    pub(crate) fn holder(self, id: &str) -> String {
        match self.rules.observer(id) {
            Some(observer) => self.shell.title(&observer.titles),
            None if id == paiwei_protocol::rules::OFFICE => self.shell.t("the-office"),
            None => id.to_owned(),
        }
    }

    /// A standing in a pool: `tier 1 (siblings) · 80 points · rank 480`.
    pub(crate) fn standing(self, standing: &PoolStanding, pool: &Pool) -> String {
        let rank = standing.rank.map_or_else(|| "-".to_owned(), |rank| self.shell.count(rank));
        let rank = self.shell.t1("standing-rank", "rank", rank);
        let parts = standing.parts.iter().map(|part| self.part(*part, pool));
        parts.chain([rank]).collect::<Vec<_>>().join(" · ")
    }

    fn part(self, (key, value): (OrderKey, u32), pool: &Pool) -> String {
        match key {
            OrderKey::Band => self.shell.t1("standing-band", "band", value + 1),
            OrderKey::Points => self.shell.t1("standing-points", "points", self.shell.count(value)),
            OrderKey::Tier => {
                let tier = pool.tiers.get(value as usize);
                let title = tier.map_or_else(String::new, |tier| self.tier(tier));
                self.shell.t2("standing-tier", "tier", value + 1, "title", title)
            }
        }
    }
}
