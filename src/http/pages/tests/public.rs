//! The pages of a round and of what came of it, with samples.

use std::sync::Arc;

use askama::Template as _;
use paiwei_protocol::{
    digest::Digest,
    draw::Number,
    ident::Code,
    journal::State,
    light::Verdict,
    results::{Cutoff, CutoffLine, ResultLine},
    roll::Status,
    rules::{Observer, OrderKey, Rules},
};

use super::{
    super::{
        Shell,
        cutoffs::{CutoffsPage, PoolOutcome},
        files::{FileTold, commands},
        journal::JournalPage,
        ledger::{LedgerLine, LedgerPage, status_id},
        outcome::NotYet,
        paging::Paging,
        programs::{Programs, ProgramsPage},
        result::Shown,
        round::RoundPage,
        standing::{Progress, Stage},
        telling::Telling,
        waiting::{WaitingList, WaitingPage},
        watching::observers,
    },
    ENTRIES, STATES, titles,
};
use crate::{
    rounds::{
        Act, Appended, Applicants, Choice, Deed, Explained, Interest, PoolStanding, PoolStory,
        Ranked, Record, RecordedEntry,
    },
    samples::Sample,
};

const CODE: &str = "009W-QGAQ-RTES-Z";

/// Each page in all its states.
pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = rounds(shell);
    pages.extend(outcome(shell));
    pages.extend(results(shell));
    pages
}

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

fn paging() -> Paging {
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

fn rounds(shell: &Shell) -> Vec<(&'static str, String)> {
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

fn outcome(shell: &Shell) -> Vec<(&'static str, String)> {
    let round = || "a-2027".to_owned();
    let not_yet =
        NotYet { shell: shell.clone(), round: round(), titles: titles(), rehearsal: true };
    let outcome = |seats, waiting| PoolOutcome {
        program: "J1".to_owned(),
        name: "J1/all".to_owned(),
        line: line(seats, Cutoff::Open),
        last: "x".to_owned(),
        waiting,
    };
    let cutoffs = CutoffsPage {
        shell: shell.clone(),
        round: round(),
        titles: titles(),
        rehearsal: true,
        pools: vec![outcome(Some(1), 7), outcome(None, 0)],
        paging: paging(),
    };
    let waiting = |pools, list| WaitingPage {
        shell: shell.clone(),
        round: round(),
        titles: titles(),
        rehearsal: false,
        pools,
        list,
        paging: paging(),
    };
    let list = |lines| WaitingList { program: "J1".to_owned(), name: "J1/all".to_owned(), lines };
    let pool = ("J1".to_owned(), "J1/all".to_owned(), 7);
    let statuses = [Status::Entered, Status::Withdrawn, Status::Refused, Status::Lapsed];
    let unplaced = statuses.map(|status| ledger_line(status_id(status), None));
    let mut lines = vec![ledger_line("ledger-unplaced", Some("J1 文汇".to_owned()))];
    lines.extend(unplaced);
    let ledger = LedgerPage {
        shell: shell.clone(),
        round: round(),
        titles: titles(),
        rehearsal: true,
        prefix: "<0".to_owned(),
        found: 1200,
        lines,
        paging: paging(),
    };
    vec![
        ("not yet", not_yet.render().unwrap()),
        ("cutoffs", cutoffs.render().unwrap()),
        ("waiting", waiting(vec![pool], None).render().unwrap()),
        ("waiting", waiting(Vec::new(), None).render().unwrap()),
        ("waiting", waiting(Vec::new(), Some(list(Vec::new()))).render().unwrap()),
        ("waiting", waiting(Vec::new(), Some(list(vec![(1, CODE.to_owned())]))).render().unwrap()),
        ("ledger", ledger.render().unwrap()),
    ]
}

fn ledger_line(status: &'static str, place: Option<String>) -> LedgerLine {
    let choice = place.as_ref().map(|_| 1);
    LedgerLine { code: CODE.to_owned(), status, place, choice, ranks: "37".to_owned() }
}

fn line(seats: Option<u64>, cutoff: Cutoff) -> CutoffLine {
    CutoffLine {
        program: "J1".to_owned(),
        pool: rules().programs[0].pools[0].id.clone(),
        seats,
        applied: 1107,
        admitted: 100,
        cutoff,
    }
}

/// A pool for a child whose standing, and that of the last one admitted, has these parts.
fn pool(
    verdict: Verdict,
    parts: Option<&[(OrderKey, u32)]>,
    full: bool,
    decided_by: Option<OrderKey>,
) -> PoolStory {
    let key = paiwei_protocol::assign::RankKey::parse(&format!("{}:7", Number(9)), &[]).unwrap();
    let standing =
        |rank| PoolStanding { parts: parts.unwrap_or_default().to_vec(), rank: Some(rank) };
    PoolStory {
        line: line(Some(100), if full { Cutoff::At(key) } else { Cutoff::Open }),
        verdict,
        decided_by,
        own: parts.is_some().then(|| standing(481)),
        last: full.then(|| standing(480)),
        waiting: full.then_some((1, 627)),
    }
}

fn pools() -> Vec<PoolStory> {
    let plain = Some(&[][..]);
    let parts = [(OrderKey::Tier, 0), (OrderKey::Band, 1), (OrderKey::Points, 80)];
    let parts = Some(&parts[..]);
    let mut pools = vec![
        pool(Verdict::NotEligible, None, true, None),
        pool(Verdict::NotNeeded, plain, true, None),
        pool(Verdict::Placed, plain, false, None),
        pool(Verdict::Placed, plain, true, None),
        pool(Verdict::Placed, parts, true, None),
        pool(Verdict::Missed, plain, false, None),
        pool(Verdict::Missed, plain, true, None),
        pool(Verdict::Missed, parts, true, None),
    ];
    let keys = [OrderKey::Tier, OrderKey::Band, OrderKey::Points];
    pools.extend(keys.map(|key| pool(Verdict::Missed, parts, true, Some(key))));
    pools
}

fn explained(status: Status, placed: bool, choices: Vec<Choice>) -> Explained {
    let code: Code = CODE.parse().unwrap();
    let placement = paiwei_protocol::results::Placement {
        program: "J1".to_owned(),
        pool: "all".to_owned(),
        choice: 1,
    };
    let entered = status == Status::Entered;
    let place = placed.then_some(placement);
    let numbers = if entered { vec![Number(7)] } else { Vec::new() };
    let ranks = if choices.is_empty() { Vec::new() } else { vec![37] };
    Explained {
        status,
        members: vec![code, Code::from_bits(7)],
        index: 7,
        place: place.clone(),
        choices,
        ranked: Ranked {
            attempt: 2,
            line: ResultLine { code, placement: place, numbers, ranks },
            among: vec![(None, 1107)],
        },
        shell: vec!["sha256sum draw.txt".to_owned()],
        agrees: placed,
    }
}

fn choice() -> Choice {
    Choice {
        choice: 1,
        band: 1,
        program: "J1".to_owned(),
        number: Number(7),
        rank: Some(37),
        among: 1107,
        pools: pools(),
    }
}

fn shown(shell: &Shell, told: &Explained, rules: &Rules) -> String {
    let code = CODE.parse().unwrap();
    Shown::of(shell.clone(), "a-2027".to_owned(), code, told, rules).render().unwrap()
}

fn results(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut one = Arc::unwrap_or_clone(rules());
    one.numbers = paiwei_protocol::rules::Numbers::PerChild;
    let (placed, unplaced) = (
        explained(Status::Entered, true, vec![choice()]),
        explained(Status::Entered, false, Vec::new()),
    );
    let gone = explained(Status::Withdrawn, false, Vec::new());
    vec![
        ("result", shown(shell, &placed, &rules())),
        ("result", shown(shell, &placed, &one)),
        ("result", shown(shell, &unplaced, &rules())),
        ("result", shown(shell, &gone, &rules())),
    ]
}

#[test]
fn a_result_says_rank_reason_and_waiting_list() {
    let [_, en] = super::shells();
    let page = shown(&en, &explained(Status::Entered, true, vec![choice()]), &rules());
    for said in [
        "37 of 1,107",
        "Places here went to rank 480; your child has rank 481, which is behind.",
        "On the waiting list it stands at position 1 of 627.",
        "the tier is behind",
        "attempt-2/draw.txt",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
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
