//! What the rules say of the round as a whole, in sentences: everything that binds but its programs.

use paiwei_protocol::{
    digest::Digest,
    drand,
    rules::{
        Category, Dice, Numbers, Observer, PostedNames, Reason, Rules, Source, Stage, Vacancies,
    },
};

use super::words::named;
use crate::http::pages::{Shell, telling::Telling};

/// Headings, each with its sentences; none without any.
pub(super) fn facts(telling: Telling<'_>) -> Vec<(String, Vec<String>)> {
    let Telling { shell, rules } = telling;
    let fact = |id: &str, words: Vec<String>| (shell.t(id), words);
    let mut facts = vec![
        fact("draft-words-round", round(shell, rules)),
        fact("draft-words-calendar", calendar(telling)),
        fact("draft-words-posting", posting(telling)),
        fact("rules-choices", bands(telling)),
        fact("rules-numbers", vec![shell.t(numbers(rules.numbers))]),
        fact("rules-linked", vec![linked(telling)]),
        fact("categories-title", rules.categories.iter().map(|one| category(shell, one)).collect()),
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

/// What the round is, whose, and what it comes after.
fn round(shell: &Shell, rules: &Rules) -> Vec<String> {
    let said = |id: &str, name: &'static str, value: &str| match value {
        "" => String::new(),
        value => shell.t1(id, name, value),
    };
    let follows = rules.follows.as_ref().map_or_else(
        || shell.t("draft-words-first"),
        |before| shell.t1("draft-words-follows", "round", before),
    );
    vec![
        shell.title(&rules.titles),
        rules.round.clone(),
        said("draft-words-cohort", "cohort", &rules.cohort),
        follows,
        shell.t(match rules.stage {
            Stage::Compulsory => "draft-stage-compulsory",
            Stage::Senior => "draft-stage-senior",
        }),
        said("draft-words-jurisdiction", "code", &rules.jurisdiction),
        said("draft-words-origin", "origin", &rules.origin),
    ]
}

/// A moment, or that it isn't set.
fn moment(shell: &Shell, id: &str, at: u64) -> String {
    let at = if at == 0 { shell.t("draft-unset") } else { shell.when(at) };
    shell.t1(id, "at", at)
}

fn calendar(telling: Telling<'_>) -> Vec<String> {
    let Telling { shell, rules } = telling;
    let timeline = &rules.timeline;
    let answers = timeline.answers.map_or_else(
        || shell.t("draft-words-no-answers"),
        |until| moment(shell, "draft-words-answers", until),
    );
    vec![
        moment(shell, "draft-words-open", timeline.open),
        moment(shell, "draft-words-close", timeline.close),
        shell.t1("draft-words-reveal", "span", span(shell, timeline.reveal)),
        answers,
    ]
}

/// What is posted, for how long, and for which reasons it is changed after that.
fn posting(telling: Telling<'_>) -> Vec<String> {
    let Telling { shell, rules } = telling;
    let objection = match rules.posting.objection {
        0 => shell.t("draft-words-no-objection"),
        seconds => shell.t1("draft-words-objection", "span", span(shell, seconds)),
    };
    let names = match rules.posting.names {
        PostedNames::None => "draft-names-none",
        PostedNames::Masked => "draft-names-masked",
    };
    let reason = |one: &Reason| named(shell, &one.id, &one.titles);
    let reasons: Vec<String> = rules.reasons.iter().map(reason).collect();
    let reasons = match reasons.is_empty() {
        true => shell.t("draft-words-no-reasons"),
        false => {
            shell.t1("draft-words-reasons", "reasons", reasons.join(&shell.t("list-semicolon")))
        }
    };
    vec![objection, shell.t(names), reasons]
}

/// A category with what it rests on.
pub(super) fn category(shell: &Shell, category: &Category) -> String {
    let name = named(shell, &category.id, &category.titles);
    shell.t2("draft-words-category", "name", name, "basis", &category.basis)
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
        Source::Drand { chain } => beacon(shell, *chain),
    };
    let sources = &rules.randomness.sources;
    let mut words: Vec<String> = sources.iter().map(source).collect();
    if sources.iter().any(|source| matches!(source, Source::Drand { .. })) {
        words.push(shell.t1("draft-words-lead", "span", span(shell, rules.randomness.lead)));
    }
    let fallback = rules.randomness.fallback.as_ref();
    words.extend(fallback.map(|thrown| shell.t1("draft-words-fallback", "dice", dice(thrown))));
    words
}

/// A beacon: its chain's name where it is known, and the hash that the rules name it by.
fn beacon(shell: &Shell, chain: Digest) -> String {
    let known = [&drand::DEFAULT, &drand::QUICKNET].into_iter().find(|known| known.hash == chain);
    let name = known.map_or("?", |known| known.name);
    shell.t2("draft-words-chain", "name", name, "hash", chain.to_string())
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
