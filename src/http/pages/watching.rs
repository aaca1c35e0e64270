//! What each observer did in a round, in sentences.

use super::telling::Telling;
use crate::rounds::{Act, Deed};

/// An observer, told.
pub(crate) struct ObserverTold {
    pub(crate) title: String,
    /// What it was asked to do.
    pub(crate) duties: String,
    pub(crate) acts: Vec<ActTold>,
}

/// Something that an observer did.
pub(crate) struct ActTold {
    /// When (Unix seconds).
    pub(crate) at: u64,
    pub(crate) what: String,
    /// A commitment or a seed, 64 hex digits.
    pub(crate) digits: Option<String>,
    /// Index of the entry that shows it.
    pub(crate) entry: u64,
}

/// The observers of a round, each with what it did of all that was done.
pub(crate) fn observers(telling: Telling<'_>, acts: &[Act]) -> Vec<ObserverTold> {
    let told = |observer: &paiwei_protocol::rules::Observer| {
        let acts = acts.iter().filter(|act| act.observer == observer.id);
        ObserverTold {
            title: telling.shell.title(&observer.titles),
            duties: duties(telling, observer),
            acts: acts.map(|act| act_told(telling, act)).collect(),
        }
    };
    telling.rules.observers.iter().map(told).collect()
}

fn duties(telling: Telling<'_>, observer: &paiwei_protocol::rules::Observer) -> String {
    let duties = [
        (observer.seed, "duty-seed"),
        (observer.witness, "duty-witness"),
        (observer.confirm, "duty-confirm"),
    ];
    let words = duties.iter().filter(|(does, _)| *does).map(|(_, id)| telling.shell.t(id));
    words.collect::<Vec<_>>().join(&telling.shell.t("list-comma"))
}

fn act_told(telling: Telling<'_>, act: &Act) -> ActTold {
    let shell = telling.shell;
    let entry = |kind: &str| shell.t(format!("entry-{kind}"));
    let (what, digits) = match &act.deed {
        Deed::Committed(commitment) => (shell.t("act-committed"), Some(commitment.to_string())),
        Deed::Opened(seed) => (shell.t("act-opened"), Some(hex::encode(seed))),
        Deed::Missing => (shell.t("act-missing"), None),
        Deed::Cosigned(kind) => (shell.t1("act-cosigned", "entry", entry(kind)), None),
        Deed::Confirmed(kind) => (shell.t1("act-confirmed", "entry", entry(kind)), None),
        Deed::Denied => (shell.t("act-denied"), None),
    };
    ActTold { at: act.at, what, digits, entry: act.entry }
}
