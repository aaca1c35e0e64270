//! Stating that an order was not cosigned in time, so that the office may set another or void the
//! round (PROTOCOL.md, section 11.7).

use paiwei_protocol::{
    journal::{Round, State},
    note::Note,
    statement,
};

use super::{Cosigned, ObserverError, Session};

impl Session<'_> {
    /// States that this witness didn't cosign the order of the round (`wanted`, or the bundle's)
    /// in time. From here on it never cosigns a journal in which that order is the last.
    ///
    /// # Errors
    /// [`ObserverError`] if there is no order waiting, or it did cosign it in time.
    pub fn deny(&self, wanted: Option<&str>) -> Result<Note, ObserverError> {
        let round = self.round(wanted)?;
        self.named_for(round, "witness", |observer| observer.witness)?;
        let order = round.current().order.filter(|_| round.state == State::Ordered);
        let Some((index, _)) = order else {
            return Err(self.wrong_state(round, &[State::Ordered]));
        };
        if let Some(Cosigned { size, time }) = self.cosigned_in_time(round, index)? {
            return Err(ObserverError::DidCosign { round: round.id.clone(), size, time });
        }
        let journal = self.journal();
        self.remember()?;
        self.home.remember_denied(journal.origin(), index)?;
        let (attempt, hash) = (round.current().number, journal.entry_hash(index));
        let text = statement::not_cosigned(journal.origin(), &round.id, attempt, index, &hash);
        self.home.sign(&text)
    }

    fn cosigned_in_time(
        &self,
        round: &Round,
        index: u64,
    ) -> Result<Option<Cosigned>, ObserverError> {
        let given = self.remembered.iter().flat_map(|remembered| &remembered.cosigned);
        let covering: Vec<&Cosigned> = given.filter(|cosigned| cosigned.size > index).collect();
        if covering.is_empty() {
            return Ok(None);
        }
        let latest = self.latest(round)?;
        let in_time = |c: &&&Cosigned| latest.is_none_or(|latest| c.time <= latest);
        Ok(covering.iter().find(in_time).map(|cosigned| **cosigned))
    }
}
