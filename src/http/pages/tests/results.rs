//! The pages of what came of a round, with samples.

use std::sync::Arc;

use askama::Template as _;
use paiwei_protocol::{
    draw::Number,
    ident::Code,
    light::Verdict,
    results::{Cutoff, CutoffLine, ResultLine},
    roll::Status,
    rules::{OrderKey, Rules},
};

use super::{
    super::{
        Shell,
        cutoffs::{CutoffsPage, PoolOutcome},
        ledger::{LedgerLine, LedgerPage, status_id},
        outcome::NotYet,
        result::Shown,
        waiting::{WaitingList, WaitingPage},
    },
    public::{paging, rules},
    titles,
};
use crate::rounds::{Choice, Explained, PoolStanding, PoolStory, Ranked};

const CODE: &str = "009W-QGAQ-RTES-Z";

/// Each page in all its states.
pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let mut pages = outcome(shell);
    pages.extend(results(shell));
    pages
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
