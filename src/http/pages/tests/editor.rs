//! The round editor with samples.

use askama::Template as _;
use paiwei_protocol::rules::{
    Category, Kind, Observer, Pool, Program, Reason, Rules, Source, Tier, Vacancies,
};

use super::{office::desk, shells};
use crate::{
    drafts::{
        blank,
        edit::{Fault, Fields, Refused},
        of_sample,
    },
    http::pages::{
        Shell,
        office::rules::{
            DeletePage, DraftCard, DraftPage, DraftsPage, InPart, Notice, Part, Preview, Start,
            Words, filling, told,
        },
    },
    language::Language,
    samples::Sample,
};

const ORIGIN: &str = "330199.admissions.example/rehearsal";

/// A district's rules with everything that a draft may have.
fn rich() -> Rules {
    let mut rules = of_sample(Sample::District, ORIGIN, 1_800_000_000);
    let observer = Observer {
        id: "notary".to_owned(),
        titles: super::titles(),
        note_key: "x".to_owned(),
        cosign_key: "y".to_owned(),
        seed: true,
        witness: true,
        confirm: true,
    };
    rules.observers = vec![observer];
    rules.vacancies = Vacancies::Succession { dates: vec![0, 1_820_000_000] };
    rules.timeline.answers = Some(1_819_000_000);
    rules.bundles = Some(3);
    rules
}

/// Rules that are wrong in nearly every way.
fn wrong() -> Rules {
    let mut rules = rich();
    rules.round = "9".to_owned();
    rules.follows = Some("9".to_owned());
    rules.categories.push(Category {
        id: "office".to_owned(),
        titles: super::titles(),
        basis: String::new(),
    });
    rules.reasons.push(Reason { id: "a b".to_owned(), titles: super::titles() });
    rules.bands[0].programs.push("gone".to_owned());
    rules.bands[0].most = 0;
    let pool = Pool {
        id: String::new(),
        seats: None,
        tiers: vec![Tier::Everyone, Tier::Categories(vec!["none".to_owned()])],
        order: vec![],
    };
    rules.programs.push(Program { pools: vec![pool], ..rules.programs[0].clone() });
    rules.randomness.sources =
        vec![Source::Drand { chain: paiwei_protocol::digest::Digest([7; 32]) }];
    rules.randomness.lead = 1;
    rules
}

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = vec![("drafts", drafts(shell, false)), ("drafts", drafts(shell, true))];
    for rules in [blank(ORIGIN), rich(), wrong()] {
        for part in Part::ALL.into_iter().chain([Part::Program]) {
            pages.push(("draft", draft(shell, &rules, part, None)));
        }
    }
    for notice in [
        Notice::Saved,
        Notice::Refused,
        Notice::TooLarge,
        Notice::NoKeys,
        Notice::Changed { by: "wang".to_owned(), at: 7 },
    ] {
        pages.push(("draft", draft(shell, &rich(), Part::Calendar, Some(notice))));
    }
    for changed in [false, true] {
        let page = DeletePage {
            shell: shell.clone(),
            desk: desk(),
            id: "0f".repeat(16),
            title: "<a-2027>".to_owned(),
            revision: 7,
            by: "li".to_owned(),
            at: 7,
            changed,
        };
        pages.push(("draft-delete", page.render().unwrap()));
    }
    pages
}

fn drafts(shell: &Shell, empty: bool) -> String {
    let card = |left| DraftCard {
        id: "0f".repeat(16),
        title: "a-2027".to_owned(),
        by: "li".to_owned(),
        at: 7,
        left,
    };
    let start = |label: String| Start { value: "x".to_owned(), label };
    let samples = Sample::ALL.map(|sample| shell.t(format!("draft-sample-{}", sample.round())));
    let page = DraftsPage {
        shell: shell.clone(),
        desk: desk(),
        drafts: if empty { vec![] } else { vec![card(0), card(7)] },
        starts: samples.into_iter().map(start).collect(),
        wrong: (!empty).then(|| "<x>".to_owned()),
    };
    page.render().unwrap()
}

fn draft(shell: &Shell, rules: &Rules, part: Part, notice: Option<Notice>) -> String {
    let place = InPart { part, ..InPart::default() };
    let typed = Fields::of(vec![("timeline.open".to_owned(), "<soon>".to_owned())]);
    let refused = [
        ("timeline.open", Fault::Moment),
        ("timeline.reveal", Fault::Number),
        ("posting.names", Fault::Word),
    ]
    .map(|(field, fault)| Refused { field: field.to_owned(), fault });
    let (typed, refused) = match notice {
        Some(Notice::Refused) => (Some(&typed), &refused[..]),
        _ => (None, &[][..]),
    };
    let (groups, adds) = filling(shell, rules, typed, refused, place);
    let page = DraftPage {
        shell: shell.clone(),
        desk: desk(),
        id: "0f".repeat(16),
        title: "a-2027".to_owned(),
        revision: 3,
        by: "li".to_owned(),
        at: 7,
        place,
        groups,
        adds,
        words: Words::of(shell, rules, &["a-2026".to_owned()], place),
        notice,
    };
    page.render().unwrap()
}

#[test]
fn every_contradiction_has_its_words_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        let shell = Shell::new(language, "/", 0);
        for kind in Kind::ALL {
            let id = format!("contradiction-{kind}");
            assert_ne!(shell.t(&id), id);
        }
    }
}

#[test]
fn a_contradiction_is_told_where_it_is_and_how_it_is_mended() {
    let [_, en] = shells();
    let mut rules = of_sample(Sample::School, ORIGIN, 1_800_000_000);
    assert_eq!(told(&en, &rules, &[]), []);
    rules.programs[0].plan = Some(7);
    let seats: u64 = rules.programs[0].pools.iter().filter_map(|pool| pool.seats).sum();
    let id = rules.programs[0].id.clone();
    let found = told(&en, &rules, &[rules.round.clone()]);
    assert_eq!(found[0].place, format!("Program {id} › Plan"));
    assert!(found[0].what.contains(&format!("The plan is 7, its pools have {seats} seats")));
    assert_eq!(found[0].link, "?part=program&at=0#programs[0].plan");
    assert!(found[1].what.contains("announced already"), "{found:?}");
}

#[test]
fn the_words_beside_follow_what_is_typed() {
    for shell in shells() {
        let rules = rich();
        let words = Words::of(&shell, &rules, &[], InPart::default());
        assert_eq!(words.programs.len(), rules.programs.len());
        assert!(words.programs.iter().all(|program| !program.pools[0].order.is_empty()));
        let fragment = Preview { shell: shell.clone(), id: "0f".repeat(16), words };
        let text = fragment.render().unwrap();
        assert!(text.contains(&shell.title(&rules.programs[0].titles)), "{text}");
        assert!(!text.contains("<html"));
        let one = InPart { part: Part::Program, at: 1, saved: false };
        assert_eq!(Words::of(&shell, &rules, &[], one).programs.len(), 1);
    }
}

#[test]
fn what_was_typed_and_refused_is_shown_again() {
    let [zh, _] = shells();
    let page = draft(&zh, &rich(), Part::Calendar, Some(Notice::Refused));
    assert!(page.contains("value=\"&#60;soon&#62;\"") && page.contains("href=\"#timeline.open\""));
}
