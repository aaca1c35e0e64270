//! What all handlers share.

use std::{
    fmt,
    net::IpAddr,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use super::{
    Limits, Problem, Proxies,
    budgets::Budgets,
    kind,
    proofs::Proofs,
    publications::Publications,
    shares::{Share, Shares},
};
use crate::{
    rounds::{self, Counter, Office},
    staff::Staff,
};

/// What the service is told besides its office.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Limits.
    pub limits: Limits,
    /// The proxies in front of it.
    pub proxies: Proxies,
    /// The address that clients know it by, `https://host[:port]`, where a proxy changes `Host`.
    pub public_url: Option<String>,
    /// Clients reach it by TLS: its own, or its proxy's.
    pub secure: bool,
    /// Where published rounds are written.
    pub published: PathBuf,
    /// Submissions that share a transaction at most; 0: as many as usual.
    pub batch: usize,
}

/// An open office with what a service needs besides. Clones are the same.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    office: Arc<Office>,
    options: Options,
    budgets: Budgets,
    requests: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    documents: Shares,
    publications: Publications,
    proofs: Proofs,
    document: OnceLock<String>,
    counter: Counter,
    staff: Staff,
    pulse: tokio::sync::Mutex<Option<(Instant, u64)>>,
}

/// How old what listeners are told may be.
const PULSE: Duration = Duration::from_millis(900);

/// Submissions that share a transaction at most.
const BATCH: usize = 256;

impl App {
    /// A service of this office. Its counter works on the runtime that calls this.
    #[must_use]
    pub fn new(office: Arc<Office>, options: Options) -> Self {
        let limits = &options.limits;
        let batch = if options.batch == 0 { BATCH } else { options.batch };
        Self(Arc::new(Inner {
            counter: Counter::open(office.clone(), batch),
            staff: Staff::new(office.clone(), options.published.clone()),
            office,
            budgets: Budgets::new(limits),
            requests: Arc::new(Semaphore::new(limits.requests)),
            uploads: Arc::new(Semaphore::new(limits.uploads)),
            documents: Shares::new(limits.documents, limits.documents_share),
            publications: Publications::default(),
            proofs: Proofs::default(),
            document: OnceLock::new(),
            pulse: tokio::sync::Mutex::default(),
            options,
        }))
    }

    /// The office.
    #[must_use]
    pub fn office(&self) -> &Arc<Office> {
        &self.0.office
    }

    /// The counter that takes families' submissions.
    #[must_use]
    pub fn counter(&self) -> &Counter {
        &self.0.counter
    }

    /// The office's people.
    #[must_use]
    pub fn staff(&self) -> &Staff {
        &self.0.staff
    }

    /// Its options.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// Its limits.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.0.options.limits
    }

    pub(super) fn proxies(&self) -> &Proxies {
        &self.0.options.proxies
    }

    pub(super) fn budgets(&self) -> &Budgets {
        &self.0.budgets
    }

    pub(super) fn proofs(&self) -> &Proofs {
        &self.0.proofs
    }

    pub(super) fn publications(&self) -> &Publications {
        &self.0.publications
    }

    /// The OpenAPI document, once the router is built.
    pub(super) fn document(&self) -> &OnceLock<String> {
        &self.0.document
    }

    /// A place among the requests at once. It is held until their work is done, not only until
    /// their clients have gone.
    pub(super) fn place(&self) -> Result<Place, Problem> {
        place(&self.0.requests).map(Arc::new)
    }

    /// A place among the uploads at once.
    pub(super) fn upload_place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        place(&self.0.uploads)
    }

    /// A place among the families' documents at once: their bytes lie in memory until they are kept.
    pub(super) fn document_place(&self, address: IpAddr) -> Result<Share, Problem> {
        self.0.documents.take(address)
    }

    /// Entries of the journal as they were a second ago at most: many listeners ask, one looks.
    /// Nothing where the database doesn't answer now.
    pub(super) async fn pulse(&self) -> Option<u64> {
        let mut pulse = self.0.pulse.lock().await;
        if pulse.is_none_or(|(felt, _)| felt.elapsed() >= PULSE) {
            let entries = rounds::edition(self.office()).await.ok()?.entries;
            *pulse = Some((Instant::now(), entries));
        }
        pulse.map(|(_, entries)| entries)
    }

    /// Forgets what is only remembered for a while. Due every minute.
    pub fn tidy(&self) {
        self.0.budgets.forget();
    }

    /// Waits until no request is worked on any more, for at most `patience`; whether it came to
    /// that.
    pub(super) async fn idle(&self, patience: Duration) -> bool {
        let all = u32::try_from(self.limits().requests).unwrap_or(u32::MAX);
        let idle = self.0.requests.acquire_many(all);
        timeout(patience, idle).await.is_ok_and(|places| places.is_ok())
    }
}

/// A place among the requests at once: free when the last holder has gone.
pub(super) type Place = Arc<OwnedSemaphorePermit>;

fn place(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    let place = Arc::clone(places).try_acquire_owned();
    place.map_err(|_| Problem::of(kind::BUSY).retry_after(1))
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "App({:?})", self.0.office)
    }
}
