//! Which programs and pools a family's claims open, to be told beside the form. The draw itself asks
//! the categories that review grants; who has none of a pool's isn't tried there.

use std::collections::BTreeSet;

use paiwei_protocol::rules::{Pool, Program, Rules, Tier};
use serde_json::{Value, json};

use super::Shell;

/// Ids of the categories of which a pool asks for one; none where it takes everyone.
fn asked(pool: &Pool) -> Option<Vec<&str>> {
    let mut asked = Vec::new();
    for tier in &pool.tiers {
        let Tier::Categories(ids) = tier else { return None };
        asked.extend(
            ids.iter().map(String::as_str).filter(|id| !asked.contains(id)).collect::<Vec<_>>(),
        );
    }
    Some(asked)
}

/// Ids of the categories of which a program asks for one; none where some pool takes everyone.
pub(super) fn needed(program: &Program) -> Option<Vec<&str>> {
    let mut needed = Vec::new();
    for pool in &program.pools {
        for id in asked(pool)? {
            if !needed.contains(&id) {
                needed.push(id);
            }
        }
    }
    Some(needed)
}

/// Whether one who claims these categories is tried in some pool of a program.
pub(super) fn is_open(program: &Program, claims: &BTreeSet<&str>) -> bool {
    needed(program).is_none_or(|needed| needed.iter().any(|id| claims.contains(id)))
}

/// The titles of categories in the reader's language, as a list.
pub(super) fn titles(rules: &Rules, ids: &[&str], shell: &Shell) -> String {
    let title = |id: &&str| {
        let found = rules.categories.iter().find(|category| category.id == **id);
        found.map_or_else(|| (*id).to_owned(), |found| shell.title(&found.titles))
    };
    ids.iter().map(title).collect::<Vec<_>>().join(&shell.t("list-comma"))
}

/// A pool that not everyone may enter, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Restricted {
    /// Title of the program.
    pub(crate) program: String,
    /// Titles of the categories of which one must be held.
    pub(crate) categories: String,
    /// Linked children must share one of several groups of categories.
    pub(crate) several: bool,
}

/// The pools that linked children lose unless all of them have the same category.
pub(super) fn restricted_pools(rules: &Rules, shell: &Shell) -> Vec<Restricted> {
    let of_program = |program: &Program| {
        let title = shell.title(&program.titles);
        let several = program.pools.len() > 1;
        let one = |pool: &Pool| {
            let categories = titles(rules, &asked(pool)?, shell);
            Some(Restricted { program: title.clone(), categories, several })
        };
        program.pools.iter().filter_map(one).collect::<Vec<_>>()
    };
    rules.programs.iter().flat_map(of_program).collect()
}

/// The pools of all programs, for the page's script: `{"J1": [[["*"]]]}`, by program the pools with
/// their tiers.
pub(super) fn pools_json(rules: &Rules) -> String {
    let tier = |tier: &Tier| match tier {
        Tier::Everyone => json!(["*"]),
        Tier::Categories(ids) => json!(ids),
    };
    let pool = |pool: &Pool| Value::Array(pool.tiers.iter().map(tier).collect());
    let program = |program: &Program| {
        (program.id.clone(), Value::Array(program.pools.iter().map(pool).collect()))
    };
    Value::Object(rules.programs.iter().map(program).collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language::Language, samples::Sample};

    #[test]
    fn a_program_asks_for_the_categories_of_its_pools() {
        let rules = Sample::District.rules(&crate::samples::tests::setting());
        let program = |id: &str| rules.programs.iter().find(|program| program.id == id).unwrap();
        assert_eq!(needed(program("J1")), None);
        assert_eq!(needed(program("J2-boarding")).unwrap(), ["boarder-boy", "boarder-girl"]);
        let claims = |ids: &[&'static str]| ids.iter().copied().collect::<BTreeSet<_>>();
        assert!(is_open(program("J1"), &claims(&[])));
        assert!(!is_open(program("J2-boarding"), &claims(&["city"])));
        assert!(is_open(program("J2-boarding"), &claims(&["city", "boarder-girl"])));
    }

    #[test]
    fn boarding_pools_are_told_to_whoever_links() {
        let rules = Sample::District.rules(&crate::samples::tests::setting());
        let shell = Shell::new(Language::En, "/", 0);
        let pools = restricted_pools(&rules, &shell);
        let boarding: Vec<&str> = pools
            .iter()
            .filter(|one| one.program.contains("boarding"))
            .map(|one| one.categories.as_str())
            .collect();
        assert_eq!(boarding, ["boarding boy, Lanqiao", "boarding girl, Lanqiao"]);
        assert!(
            pools_json(&rules).contains(r#""J2-boarding":[[["boarder-boy"]],[["boarder-girl"]]]"#)
        );
    }
}
