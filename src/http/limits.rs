//! What the service takes: sizes, times, and how fast from one address.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use paiwei_protocol::digest::Digest;

use super::{Problem, client, kind};
use crate::rounds::{IN_FLIGHT, MOST_DOCUMENT};

/// What one request, one address, and all together may take. Zero requests a minute: no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// Bytes of an uploaded file.
    pub upload: usize,
    /// Bytes of a document that a family sends in, with the form around it.
    pub document: usize,
    /// How long a request may take, from its first byte to its answer.
    pub time: Duration,
    /// The same for an upload.
    pub upload_time: Duration,
    /// How long a connection may take to send a request's headers, or to begin another one.
    pub header_time: Duration,
    /// Header fields of a request.
    pub header_fields: usize,
    /// Bytes of all header fields of a request.
    pub header_bytes: usize,
    /// Connections at once.
    pub connections: usize,
    /// Requests at once.
    pub requests: usize,
    /// Uploads at once.
    pub uploads: usize,
    /// Families' documents on their way in at once.
    pub documents: usize,
    /// Requests that read, a minute and address.
    pub reads: u32,
    /// Requests that change something, a minute and address.
    pub writes: u32,
    /// Attempts to sign in, a minute and address.
    pub sign_ins: u32,
    /// Refusals that tell of a child that it has an application or a place, an hour and address.
    pub tellings: u32,
    /// Attempts to find a code by a registration's number, an hour and address.
    pub finds: u32,
    /// The same an hour and registration, wherever they come from.
    pub finds_of: u32,
    /// How long requests under way are waited for at the end.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 256 << 10,
            upload: 64 << 20,
            document: MOST_DOCUMENT + (64 << 10),
            time: Duration::from_secs(IN_FLIGHT),
            upload_time: Duration::from_secs(120),
            header_time: Duration::from_secs(15),
            header_fields: 64,
            header_bytes: 16 << 10,
            connections: 4096,
            requests: 512,
            uploads: 4,
            documents: 24,
            reads: 1200,
            writes: 300,
            sign_ins: 20,
            tellings: 30,
            finds: 60,
            finds_of: 10,
            drain: Duration::from_secs(30),
        }
    }
}

/// What a request's budget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It reads.
    Read,
    /// It changes something.
    Write,
    /// It changes something and brings a file.
    Upload,
    /// A family sends in a document.
    Document,
    /// Somebody tries to sign in.
    SignIn,
}

impl Class {
    /// Bytes of its body.
    pub(super) fn body(self, limits: &Limits) -> usize {
        match self {
            Self::Upload => limits.upload,
            Self::Document => limits.document,
            Self::Read | Self::Write | Self::SignIn => limits.body,
        }
    }

    /// How long it may take.
    pub(super) fn time(self, limits: &Limits) -> Duration {
        let brings_file = matches!(self, Self::Upload | Self::Document);
        if brings_file { limits.upload_time } else { limits.time }
    }
}

/// The budgets of all addresses.
pub(super) struct Budgets {
    reads: Option<DefaultKeyedRateLimiter<IpAddr>>,
    writes: Option<DefaultKeyedRateLimiter<IpAddr>>,
    sign_ins: Option<DefaultKeyedRateLimiter<IpAddr>>,
    tellings: Option<DefaultKeyedRateLimiter<IpAddr>>,
    finds: Option<DefaultKeyedRateLimiter<IpAddr>>,
    finds_of: Option<DefaultKeyedRateLimiter<Digest>>,
}

impl Budgets {
    pub(super) fn new(limits: &Limits) -> Self {
        let of =
            |most| NonZeroU32::new(most).map(|most| RateLimiter::keyed(Quota::per_minute(most)));
        let hourly =
            |most| NonZeroU32::new(most).map(|most| RateLimiter::keyed(Quota::per_hour(most)));
        Self {
            reads: of(limits.reads),
            writes: of(limits.writes),
            sign_ins: of(limits.sign_ins),
            tellings: hourly(limits.tellings),
            finds: hourly(limits.finds),
            finds_of: NonZeroU32::new(limits.finds_of)
                .map(|most| RateLimiter::keyed(Quota::per_hour(most))),
        }
    }

    /// Takes one request from an address's budget.
    ///
    /// # Errors
    ///
    /// [`kind::TOO_MANY`] with the time to wait.
    pub(super) fn take(&self, class: Class, address: IpAddr) -> Result<(), Problem> {
        let budget = match class {
            Class::Read => &self.reads,
            Class::Write | Class::Upload | Class::Document => &self.writes,
            Class::SignIn => &self.sign_ins,
        };
        spend(budget.as_ref(), address)
    }

    /// Takes one refusal that tells of a child: whoever tries numbers of documents learns of few.
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub(super) fn tell(&self, address: IpAddr) -> Result<(), Problem> {
        spend(self.tellings.as_ref(), address)
    }

    /// Takes one attempt to find a code, found or not: an hour has few of them.
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub(super) fn find(&self, address: IpAddr) -> Result<(), Problem> {
        spend(self.finds.as_ref(), address)
    }

    /// Takes one attempt on a registration: whoever knows its child can't try all ends of a number
    /// from many addresses. One that isn't there costs the same, so it tells nothing.
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take).
    pub(super) fn find_of(&self, round: &str, registration: &str) -> Result<(), Problem> {
        let Some(budget) = &self.finds_of else { return Ok(()) };
        let key = Digest::of_parts(&[round.as_bytes(), b"\n", registration.as_bytes()]);
        budget.check_key(&key).map_err(|until| too_many(&until))
    }

    /// Forgets addresses whose budget is whole again, so that memory is bounded by the requests of
    /// a minute.
    pub(super) fn forget(&self) {
        let all = [&self.reads, &self.writes, &self.sign_ins, &self.tellings, &self.finds];
        for budget in all.into_iter().flatten() {
            budget.retain_recent();
            budget.shrink_to_fit();
        }
        if let Some(budget) = &self.finds_of {
            budget.retain_recent();
            budget.shrink_to_fit();
        }
    }
}

fn spend(budget: Option<&DefaultKeyedRateLimiter<IpAddr>>, address: IpAddr) -> Result<(), Problem> {
    let Some(budget) = budget else { return Ok(()) };
    budget.check_key(&client::household(address)).map_err(|until| too_many(&until))
}

fn too_many(until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Problem {
    let wait = until.wait_time_from(DefaultClock::default().now());
    Problem::of(kind::TOO_MANY).retry_after(wait.as_secs() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_and_class_has_its_own_budget() {
        let limits = Limits { reads: 2, writes: 1, sign_ins: 0, ..Limits::default() };
        let budgets = Budgets::new(&limits);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..2 {
            budgets.take(Class::Read, one).unwrap();
        }
        let refused = budgets.take(Class::Read, one).unwrap_err();
        assert_eq!(refused.kind(), kind::TOO_MANY);
        budgets.take(Class::Read, other).unwrap();
        budgets.take(Class::Upload, one).unwrap();
        assert!(budgets.take(Class::Write, one).is_err());
        for _ in 0..50 {
            budgets.take(Class::SignIn, one).unwrap();
        }
        budgets.forget();
        assert!(budgets.take(Class::Write, one).is_err(), "a spent budget is not forgotten");
        let told = (0..50).filter(|_| budgets.tell(one).is_ok()).count();
        assert_eq!(told, 30, "an address learns of few children");
        let tried =
            |round, number| (0..50).filter(|_| budgets.find_of(round, number).is_ok()).count();
        assert_eq!((tried("a-2027", "QC1"), tried("a-2027", "QC2")), (10, 10));
        let found = (0..99).filter(|_| budgets.find(one).is_ok()).count();
        assert_eq!(found, 60, "an address tries few registrations");
    }
}
