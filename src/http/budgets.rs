//! What each address may ask for in a while.

use std::{net::IpAddr, num::NonZeroU32};

use governor::{
    DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use paiwei_protocol::digest::Digest;

use super::{Limits, Problem, client, kind, limits::Class};

/// The budgets of all addresses.
pub(super) struct Budgets {
    reads: Option<DefaultKeyedRateLimiter<IpAddr>>,
    writes: Option<DefaultKeyedRateLimiter<IpAddr>>,
    documents: Option<DefaultKeyedRateLimiter<IpAddr>>,
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
            documents: hourly(limits.documents_hourly),
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
            Class::Write | Class::Step | Class::Upload | Class::Document => &self.writes,
            Class::SignIn => &self.sign_ins,
        };
        spend(budget.as_ref(), address)?;
        // What is kept of them stays for long, so an hour counts as well as a minute.
        let hourly = self.documents.as_ref().filter(|_| class == Class::Document);
        spend(hourly, address)
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
    /// a while.
    pub(super) fn forget(&self) {
        let minutes = [&self.reads, &self.writes, &self.sign_ins];
        let hours = [&self.documents, &self.tellings, &self.finds];
        for budget in minutes.into_iter().chain(hours).flatten() {
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
        let few = Limits { documents_hourly: 3, writes: 0, ..Limits::default() };
        let few = Budgets::new(&few);
        let sent = (0..9).filter(|_| few.take(Class::Document, one).is_ok()).count();
        assert_eq!(sent, 3, "an address sends in so many documents an hour");
        few.take(Class::Write, one).unwrap();
        few.take(Class::Document, other).unwrap();
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
