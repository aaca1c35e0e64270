//! What a round has once: its names, its calendar, its randomness.

use paiwei_protocol::rules::{Dice, PostedNames, Stage, Vacancies};

use super::super::form::{Field, Filling, Group};
use crate::drafts::edit::{SOURCES, sources_word};

/// Ten-sided dice, thrown forty times: shown where the rules have no dice yet.
const USUAL: Dice = Dice { sides: 10, throws: 40 };

/// Names and ids of the round.
pub(super) fn round(f: Filling<'_>) -> Vec<Group> {
    let rules = f.rules;
    let stage = match rules.stage {
        Stage::Compulsory => "compulsory",
        Stage::Senior => "senior",
    };
    let mut fields: Vec<Field> = f.titles("", &rules.titles).into();
    let hint = |id: &str| f.shell.t(format!("draft-{id}-hint"));
    fields.extend([
        f.text("round", "round", &rules.round).hint(hint("round")),
        f.text("cohort", "cohort", &rules.cohort).hint(hint("cohort")),
        f.text("follows", "follows", rules.follows.as_deref().unwrap_or("")).hint(hint("follows")),
        f.text("jurisdiction", "jurisdiction", &rules.jurisdiction).hint(hint("jurisdiction")),
        f.select("stage", "stage", &["compulsory", "senior"], stage).hint(hint("stage")),
        f.fixed("origin", "origin", rules.origin.clone()),
        f.fixed(
            "rehearsal",
            "rehearsal",
            f.shell.t(if rules.rehearsal { "draft-yes" } else { "draft-no" }),
        )
        .hint(hint("rehearsal")),
    ]);
    vec![Group { fields, ..Group::default() }]
}

/// When it opens, closes, posts and takes answers.
pub(super) fn calendar(f: Filling<'_>) -> Vec<Group> {
    let (timeline, posting) = (&f.rules.timeline, &f.rules.posting);
    let hint = |id: &str| f.shell.t(format!("draft-{id}-hint"));
    let names = match posting.names {
        PostedNames::None => "none",
        PostedNames::Masked => "masked",
    };
    let applying = vec![
        f.moment("timeline.open", "open", timeline.open),
        f.moment("timeline.close", "close", timeline.close),
    ];
    let posted = vec![
        f.span("posting.objection", "objection", posting.objection).hint(hint("objection")),
        f.select("posting.names", "names", &["none", "masked"], names),
        f.span("timeline.reveal", "reveal", timeline.reveal).hint(hint("reveal")),
    ];
    let after = f.moment("timeline.answers", "answers", timeline.answers.unwrap_or(0));
    let group = |title: &str, fields| Group {
        title: f.shell.t(format!("draft-{title}-title")),
        fields,
        ..Group::default()
    };
    vec![
        group("applying", applying),
        group("posting", posted),
        vacancies(f, group("answers", vec![after.hint(hint("answers"))])),
    ]
}

/// What happens to free places, after the answers.
fn vacancies(f: Filling<'_>, mut group: Group) -> Group {
    let (word, dates) = match &f.rules.vacancies {
        Vacancies::None => ("none", None),
        Vacancies::NewRound => ("new-round", None),
        Vacancies::Succession { dates } => ("succession", Some(dates)),
    };
    let words = ["none", "succession", "new-round"];
    let hint = f.shell.t("draft-vacancies-hint");
    group.fields.push(f.select("vacancies.type", "vacancies", &words, word).hint(hint));
    for (index, &date) in dates.into_iter().flatten().enumerate() {
        group.fields.push(f.moment(&format!("vacancies.dates[{index}]"), "date", date));
    }
    if let Some(dates) = dates {
        group.buttons.push(f.button("add:vacancies.dates".to_owned(), "add-date"));
        let last = dates.len().checked_sub(1);
        let remove = |last| f.button(format!("remove:vacancies.dates[{last}]"), "remove-date");
        group.buttons.extend(last.map(remove));
    }
    group
}

/// Where public randomness comes from, and what stands in for it.
pub(super) fn randomness(f: Filling<'_>) -> Vec<Group> {
    let randomness = &f.rules.randomness;
    let hint = |id: &str| f.shell.t(format!("draft-{id}-hint"));
    let sources =
        f.select("randomness.sources", "sources", &SOURCES, sources_word(f.rules).unwrap_or(""));
    let mut first = vec![sources.hint(hint("sources"))];
    first.extend(dice(f, "randomness.dice", f.rules.dice().unwrap_or(USUAL)));
    let word = if randomness.fallback.is_some() { "dice" } else { "none" };
    let mut beacon = vec![
        f.span("randomness.lead", "wait", randomness.lead).hint(hint("wait")),
        f.select("randomness.fallback", "fallback", &["none", "dice"], word).hint(hint("fallback")),
    ];
    beacon.extend(dice(f, "randomness.fallback-dice", randomness.fallback.unwrap_or(USUAL)));
    let group = |title: &str, fields| Group {
        title: f.shell.t(format!("draft-{title}-title")),
        fields,
        ..Group::default()
    };
    vec![group("sources", first), group("beacon", beacon)]
}

fn dice(f: Filling<'_>, name: &str, own: Dice) -> [Field; 2] {
    [
        f.number(&format!("{name}-sides"), "sides", Some(own.sides.into())),
        f.number(&format!("{name}-throws"), "throws", Some(own.throws.into())),
    ]
}
