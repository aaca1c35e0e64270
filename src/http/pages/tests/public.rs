//! The pages of a round, with samples.

use std::sync::Arc;

use askama::Template as _;
use paiwei_protocol::{
    digest::Digest,
    journal::State,
    rules::{Observer, OrderKey, Rules},
};

use super::{
    super::{
        Shell,
        files::{FileTold, commands},
        journal::JournalPage,
        paging::Paging,
        programs::{Programs, ProgramsPage},
        round::RoundPage,
        standing::{Progress, Stage},
        telling::Telling,
        watching::observers,
    },
    ENTRIES, STATES, titles,
};
use crate::{
    rounds::{Act, Appended, Applicants, Deed, Interest, Record, RecordedEntry},
    samples::Sample,
};

/// The district's rules, with an observer.
pub(super) fn rules() -> Arc<Rules> {
    let mut rules = Sample::District.rules(&crate::samples::tests::setting());
    rules.observers.push(Observer {
        id: "notary".to_owned(),
        titles: titles(),
        note_key: String::new(),
        cosign_key: String::new(),
        seed: true,
        witness: true,
        confirm: true,
    });
    Arc::new(rules)
}

pub(super) fn paging() -> Paging {
    Paging::of(&[0; 9], Some(2), 3, "/x?page=".to_owned()).1
}

/// Rules with all keys in an order, and what the journal tells of a round.
fn record(rules: &Rules) -> Record {
    let entry = |kind| RecordedEntry {
        place: Appended { index: 1, at: 2, kind },
        attempt: 2,
        sha256: Digest::of(b"x"),
        routine: false,
    };
    let deeds = [
        Deed::Committed(Digest::of(b"x")),
        Deed::Opened([7; 32]),
        Deed::Missing,
        Deed::Cosigned("roll-frozen"),
        Deed::Confirmed("dice-thrown"),
        Deed::Denied,
    ];
    let observer = rules.observers[0].id.clone();
    let act = |deed| Act { observer: observer.clone(), deed, attempt: 1, at: 3, entry: 4 };
    Record {
        size: 1200,
        root: Digest::of(b"root"),
        entries: ENTRIES.map(entry).into(),
        acts: deeds.map(act).into(),
        closed: true,
        result: None,
    }
}

fn counted(rules: &Rules) -> Applicants {
    let interest = |at| Interest { first: 700 * at, any: 1107 * at };
    let programs = (0..rules.programs.len() as u64).map(interest).collect();
    Applicants { file: "roll.csv", entered: 12_000, programs }
}

/// Each page in all its states.
pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut rules = Arc::unwrap_or_clone(rules());
    rules.programs[0].pools[0].order = vec![OrderKey::Tier, OrderKey::Band, OrderKey::Points];
    let rules = Arc::new(rules);
    let telling = Telling { shell, rules: &rules };
    let counted = counted(&rules);
    let programs = |counted| Programs::of(telling, counted, None, "/x?page=".to_owned()).0;
    let record = record(&rules);
    let mut pages = Vec::new();
    for state in STATES {
        let round = RoundPage {
            shell: shell.clone(),
            id: "a-2027".to_owned(),
            rules: rules.clone(),
            state: state.to_string(),
            stages: stages(),
            received: 12_000,
            programs: programs((state != State::Open).then_some(&counted)),
            paging: None,
            observers: observers(telling, &record.acts),
            entries: record.entries.clone(),
            all_entries: 340,
            files: files(),
            software: files(),
            commands: commands(Some("https://office.example"), "a-2027"),
            published: state == State::Published,
        };
        pages.push(("round", round.render().unwrap()));
    }
    let all = ProgramsPage {
        shell: shell.clone(),
        id: "a-2027".to_owned(),
        rules: rules.clone(),
        programs: programs(Some(&counted)),
        paging: paging(),
    };
    pages.push(("programs", all.render().unwrap()));
    let journal = JournalPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        titles: titles(),
        rehearsal: true,
        size: record.size,
        root: record.root.to_string(),
        entries: record.entries,
        paging: paging(),
    };
    pages.push(("journal", journal.render().unwrap()));
    pages
}

fn stages() -> Vec<Stage> {
    let stage = |(id, progress)| Stage { id, progress, at: Some(7) };
    let ids = ["rules", "apply", "review", "post", "freeze", "seeds", "randomness", "result"];
    let mut stages: Vec<Stage> = ids.map(|id| stage((id, Progress::Done))).into();
    stages.push(stage(("answers", Progress::Now)));
    stages
}

fn files() -> Vec<FileTold> {
    let hashes = [Some("0f".repeat(32)), None];
    hashes.map(|hash| FileTold { path: "roll.csv".to_owned(), hash }).into()
}

#[test]
fn a_pages_pools_with_one_order_name_it_once() {
    let [zh, _] = super::shells();
    let rules = rules();
    let telling = Telling { shell: &zh, rules: &rules };
    let (programs, paging) = Programs::of(telling, None, None, String::new());
    assert_eq!(programs.rows.len() + programs.others, rules.programs.len());
    assert_eq!(paging.pages, 2, "pages stay light");
    let mut orders = programs.orders.clone();
    orders.dedup();
    assert_eq!(orders.len(), programs.orders.len());
    assert!(programs.pools.iter().all(|pool| (1..=orders.len()).contains(&pool.order)));
    assert_eq!((programs.chart, programs.entered), (None, None), "choices aren't told before");
}
