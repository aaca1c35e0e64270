//! Places among what is held in memory at once, of which no address has more than its share: a few
//! slow connections can't keep the others out.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Problem, client, kind};

type Held = Arc<Mutex<BTreeMap<IpAddr, usize>>>;

/// The places.
pub(super) struct Shares {
    all: Arc<Semaphore>,
    /// Places of one address.
    share: usize,
    held: Held,
}

/// A place; free when it is dropped.
pub(super) struct Share {
    _place: OwnedSemaphorePermit,
    address: IpAddr,
    held: Held,
}

impl Shares {
    pub(super) fn new(all: usize, share: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), share, held: Held::default() }
    }

    /// A place for an address.
    ///
    /// # Errors
    ///
    /// [`kind::TOO_MANY`] where the address has its share, [`kind::BUSY`] where all are taken.
    pub(super) fn take(&self, address: IpAddr) -> Result<Share, Problem> {
        let address = client::household(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.get(&address).is_some_and(|count| *count >= self.share) {
            return Err(Problem::of(kind::TOO_MANY).retry_after(1));
        }
        let place = Arc::clone(&self.all).try_acquire_owned();
        let place = place.map_err(|_| Problem::of(kind::BUSY).retry_after(1))?;
        *held.entry(address).or_default() += 1;
        Ok(Share { _place: place, address, held: self.held.clone() })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_no_more() {
        let shares = Shares::new(3, 2);
        let [one, two, three] = [1, 2, 3].map(|n| IpAddr::from([192, 0, 2, n]));
        let refused = |address| shares.take(address).err().map(|problem| problem.kind());
        let first = shares.take(one).unwrap();
        let second = shares.take(one).unwrap();
        assert_eq!(refused(one), Some(kind::TOO_MANY));
        let other = shares.take(two).unwrap();
        assert_eq!(refused(three), Some(kind::BUSY));
        drop(first);
        let again = shares.take(one).unwrap();
        drop((second, other, again));
        assert!(shares.held.lock().unwrap().is_empty(), "nothing is remembered of who has gone");
    }

    #[test]
    fn a_household_has_one_share() {
        let shares = Shares::new(3, 1);
        let [one, same]: [IpAddr; 2] =
            ["2001:db8:1:2::1", "2001:db8:1:2::9"].map(|text| text.parse().unwrap());
        let held = shares.take(one).unwrap();
        assert!(shares.take(same).is_err());
        drop(held);
        assert!(shares.take(same).is_ok());
    }
}
