//! The rules in words, as families will read them, and what contradicts in them.

use paiwei_protocol::rules::{Pool, Program, Rules, Tier};

use super::{
    facts::{category, facts},
    parts::{InPart, Part},
    told::{Told, told},
};
use crate::http::pages::{Shell, paging::Paging, telling::Telling};

/// Programs whose pools are told at once.
const PROGRAMS: usize = 40;

/// Rules in words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// What is true of the whole round: a heading and its sentences.
    pub(crate) facts: Vec<(String, Vec<String>)>,
    /// Programs with their pools.
    pub(crate) programs: Vec<ProgramWords>,
    /// Programs that aren't told here.
    pub(crate) others: usize,
    /// What contradicts.
    pub(crate) told: Vec<Told>,
}

/// A program in words.
#[derive(Debug, Clone)]
pub(crate) struct ProgramWords {
    pub(crate) title: String,
    pub(crate) about: String,
    pub(crate) pools: Vec<PoolWords>,
}

/// A pool in words.
#[derive(Debug, Clone)]
pub(crate) struct PoolWords {
    pub(crate) title: String,
    pub(crate) seats: String,
    pub(crate) order: Vec<String>,
    pub(crate) tiers: Vec<String>,
}

impl Words {
    /// The words beside a part: the round's, or one program's.
    pub(crate) fn of(shell: &Shell, rules: &Rules, rounds: &[String], part: InPart) -> Self {
        let telling = Telling { shell, rules };
        let told = told(shell, rules, rounds);
        if part.part == Part::Program {
            let program = rules.programs.get(part.at);
            let programs = program.map(|program| self::program(telling, program));
            return Self { programs: programs.into_iter().collect(), told, ..Self::default() };
        }
        let programs = rules.programs.iter().take(PROGRAMS);
        Self {
            facts: facts(telling),
            programs: programs.map(|program| self::program(telling, program)).collect(),
            others: rules.programs.len().saturating_sub(PROGRAMS),
            told,
        }
    }

    /// The words of rules that somebody handed in, with a page of programs: all pages together say
    /// everything that will bind. `address` is what the number of a page is written after.
    pub(crate) fn handed_in(
        shell: &Shell,
        rules: &Rules,
        page: Option<usize>,
        address: String,
    ) -> (Self, Paging) {
        let telling = Telling { shell, rules };
        let (programs, paging) = Paging::of(&rules.programs, page, PROGRAMS, address);
        let programs = programs.iter().map(|program| self::program(telling, program)).collect();
        (Self { facts: facts(telling), programs, others: 0, told: Vec::new() }, paging)
    }

    /// Nothing contradicts.
    pub(crate) fn is_sound(&self) -> bool {
        self.told.is_empty()
    }
}

fn program(telling: Telling<'_>, program: &Program) -> ProgramWords {
    let shell = telling.shell;
    let plan = program.plan.map_or_else(|| shell.t("plan-all"), |plan| shell.count(plan));
    let ownership = telling.ownership(program.ownership);
    let about = [
        shell.t2("draft-words-program", "ownership", ownership, "plan", plan),
        shell.t2(
            "draft-words-school",
            "school",
            &program.school,
            "jurisdiction",
            &program.jurisdiction,
        ),
    ];
    ProgramWords {
        title: named(shell, &program.id, &program.titles),
        about: about.join(&shell.t("list-semicolon")),
        pools: program.pools.iter().map(|pool| self::pool(telling, pool)).collect(),
    }
}

fn pool(telling: Telling<'_>, pool: &Pool) -> PoolWords {
    let shell = telling.shell;
    let seats = pool.seats.map_or_else(|| shell.t("plan-all"), |seats| shell.count(seats));
    PoolWords {
        title: shell.t1("draft-pool", "pool", &pool.id),
        seats: shell.t1("draft-words-seats", "seats", seats),
        order: telling.order(pool),
        tiers: pool.tiers.iter().map(|tier| self::tier(telling, tier)).collect(),
    }
}

/// A tier with what its categories rest on.
fn tier(telling: Telling<'_>, tier: &Tier) -> String {
    let Telling { shell, rules } = telling;
    let Tier::Categories(ids) = tier else { return shell.t("tier-everyone") };
    let named = |id: &String| {
        let found = rules.categories.iter().find(|known| known.id == *id);
        found.map_or_else(|| id.clone(), |found| category(shell, found))
    };
    ids.iter().map(named).collect::<Vec<_>>().join(&shell.t("list-comma"))
}

/// A draft's title: the round's, or its id, or that it has none.
pub(super) fn titled(shell: &Shell, rules: &Rules) -> String {
    let title = named(shell, &rules.round, &rules.titles);
    if title.is_empty() { shell.t("draft-untitled") } else { title }
}

/// A title with its id; the id alone where there is no title yet.
pub(super) fn named(shell: &Shell, id: &str, titles: &paiwei_protocol::rules::Titles) -> String {
    let title = shell.title(titles);
    if title.is_empty() { id.to_owned() } else { format!("{id} {title}") }
}
