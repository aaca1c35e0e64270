//! The rules in words, as families will read them, and what contradicts in them.

use paiwei_protocol::rules::{
    Category, Dice, Numbers, Observer, Pool, Program, Rules, Source, Tier, Vacancies,
};

use super::{
    parts::{InPart, Part},
    told::{Told, told},
};
use crate::http::pages::{Shell, telling::Telling};

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

    /// Nothing contradicts.
    pub(crate) fn is_sound(&self) -> bool {
        self.told.is_empty()
    }
}

fn facts(telling: Telling<'_>) -> Vec<(String, Vec<String>)> {
    let Telling { shell, rules } = telling;
    let fact = |id: &str, words: Vec<String>| (shell.t(id), words);
    let mut facts = vec![
        fact("draft-words-round", vec![shell.title(&rules.titles), rules.round.clone()]),
        fact("draft-words-calendar", calendar(telling)),
        fact("rules-choices", bands(telling)),
        fact("rules-numbers", vec![shell.t(numbers(rules.numbers))]),
        fact("rules-linked", vec![linked(telling)]),
        fact("rules-sources", randomness(telling)),
        fact("draft-words-observers", observers(telling)),
        fact("draft-words-vacancies", vec![vacancies(telling)]),
    ];
    for (_, words) in &mut facts {
        words.retain(|word| !word.is_empty());
    }
    facts.retain(|(_, words)| !words.is_empty());
    facts
}

/// A moment, or that it isn't set.
fn moment(shell: &Shell, id: &str, at: u64) -> String {
    let at = if at == 0 { shell.t("draft-unset") } else { shell.when(at) };
    shell.t1(id, "at", at)
}

fn calendar(telling: Telling<'_>) -> Vec<String> {
    let Telling { shell, rules } = telling;
    let timeline = &rules.timeline;
    let mut words = vec![
        moment(shell, "draft-words-open", timeline.open),
        moment(shell, "draft-words-close", timeline.close),
        match rules.posting.objection {
            0 => shell.t("draft-words-no-objection"),
            seconds => shell.t1("draft-words-objection", "span", span(shell, seconds)),
        },
    ];
    words.extend(timeline.answers.map(|until| moment(shell, "draft-words-answers", until)));
    words
}

/// A span of time in its largest whole unit.
fn span(shell: &Shell, seconds: u64) -> String {
    let (number, unit) = crate::drafts::moments::span(seconds);
    shell.t1(format!("draft-span-{unit}"), "count", number)
}

fn bands(telling: Telling<'_>) -> Vec<String> {
    let Telling { shell, rules } = telling;
    let band = |(number, band): (usize, &paiwei_protocol::rules::Band)| {
        let most = shell.t2("rules-band", "band", number, "most", band.most);
        let programs = band.programs.join(&shell.t("list-comma"));
        if rules.bands.len() == 1 { most } else { format!("{most} ({programs})") }
    };
    (1..).zip(&rules.bands).map(band).collect()
}

fn numbers(numbers: Numbers) -> &'static str {
    match numbers {
        Numbers::PerChild => "numbers-per-child",
        Numbers::PerProgram => "numbers-per-program",
    }
}

fn linked(telling: Telling<'_>) -> String {
    let Telling { shell, rules } = telling;
    let most = rules.bundles;
    most.map_or_else(|| shell.t("linked-none"), |most| shell.t1("linked-most", "most", most))
}

fn randomness(telling: Telling<'_>) -> Vec<String> {
    let Telling { shell, rules } = telling;
    let dice = |dice: &Dice| shell.t2("source-dice", "throws", dice.throws, "sides", dice.sides);
    let source = |source: &Source| match source {
        Source::Dice(thrown) => dice(thrown),
        Source::Drand { .. } => shell.t("source-drand"),
    };
    let mut words: Vec<String> = rules.randomness.sources.iter().map(source).collect();
    let fallback = rules.randomness.fallback.as_ref();
    words.extend(fallback.map(|thrown| shell.t1("draft-words-fallback", "dice", dice(thrown))));
    words
}

fn observers(telling: Telling<'_>) -> Vec<String> {
    let Telling { shell, rules } = telling;
    let observer = |observer: &Observer| {
        let duties = [
            (observer.seed, "duty-seed"),
            (observer.witness, "duty-witness"),
            (observer.confirm, "duty-confirm"),
        ];
        let duties = duties.iter().filter(|(does, _)| *does).map(|(_, id)| shell.t(id));
        let duties = duties.collect::<Vec<_>>().join(&shell.t("list-comma"));
        let name = named(shell, &observer.id, &observer.titles);
        shell.t2("draft-words-observer", "name", name, "duties", duties)
    };
    // Their keys too: whoever agrees to the rules agrees to whom they belong.
    let of_one = |one: &Observer| [observer(one), one.note_key.clone(), one.cosign_key.clone()];
    let mut words: Vec<String> = rules.observers.iter().flat_map(of_one).collect();
    if words.is_empty() {
        return vec![shell.t("observers-none")];
    }
    let (witness, confirm) = (rules.witness_quorum(), rules.confirm_quorum());
    words.push(shell.t2("draft-words-quorums", "witness", witness, "confirm", confirm));
    words
}

fn vacancies(telling: Telling<'_>) -> String {
    let Telling { shell, rules } = telling;
    match &rules.vacancies {
        Vacancies::None => shell.t("draft-words-vacancies-none"),
        Vacancies::NewRound => shell.t("draft-words-vacancies-new-round"),
        Vacancies::Succession { dates } => {
            let dates: Vec<String> = dates
                .iter()
                .map(|&at| if at == 0 { shell.t("draft-unset") } else { shell.when(at) })
                .collect();
            let dates = dates.join(&shell.t("list-comma"));
            shell.t1("draft-words-vacancies-succession", "dates", dates)
        }
    }
}

fn program(telling: Telling<'_>, program: &Program) -> ProgramWords {
    let shell = telling.shell;
    let plan = program.plan.map_or_else(|| shell.t("plan-all"), |plan| shell.count(plan));
    let ownership = telling.ownership(program.ownership);
    ProgramWords {
        title: named(shell, &program.id, &program.titles),
        about: shell.t2("draft-words-program", "ownership", ownership, "plan", plan),
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
    let category = |id: &String| {
        let found: Option<&Category> = rules.categories.iter().find(|known| known.id == *id);
        found.map_or_else(
            || id.clone(),
            |found| {
                let name = shell.title(&found.titles);
                shell.t2("draft-words-category", "name", name, "basis", &found.basis)
            },
        )
    };
    ids.iter().map(category).collect::<Vec<_>>().join(&shell.t("list-comma"))
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
