//! What the journal and the roll come to: draw text, results, cutoffs, waiting list. Nothing here
//! decides anything; run again, it gives the same bytes.

use paiwei_audit::enclosed::{PROTOCOL, VERIFY_PAGE};
use paiwei_protocol::{
    assign::assign,
    digest::Digest,
    journal::{PublishedFiles, State, Table},
    results::{Cutoffs, Results, SeatLedger, Waitlist, seat_ledgers},
    roll::Roll,
    rules::Rules,
};

use super::{Done, Office, RoundsError, status, step::Step};

/// A draw as it was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The draw key, 64 hex digits: SHA-256 of `draw.txt`.
    pub key: String,
    /// `draw.txt`.
    pub text: String,
    /// Seats of every program, adding up.
    pub ledgers: Vec<SeatLedger>,
    /// Seats, applicants, admitted and cutoff of every pool.
    pub cutoffs: Cutoffs,
    /// Children that took part.
    pub entered: u64,
    /// Children with a place.
    pub placed: u64,
}

/// The files of a result, and what its entry says of them.
pub(super) struct Derived {
    pub(super) files: [(&'static str, Vec<u8>); 4],
    pub(super) hashes: PublishedFiles,
    pub(super) results: Table,
    pub(super) drawn: Drawn,
}

/// Computes the result of a draw and keeps its files. Nothing is journalled: `publish` does that.
///
/// # Errors
///
/// [`RoundsError::OutOfOrder`] before all randomness is recorded.
pub async fn draw(office: &Office, round: &str) -> Result<Done<Drawn>, RoundsError> {
    let mut step = office.begin().await?;
    step.expect(round, "draw", &[State::Drawn, State::Published])?;
    let attempt = step.round(round)?.current().number;
    let derived = step.derive(round, attempt).await?;
    let known = step.file(round, attempt, "draw.txt").await?.is_some();
    step.keep(round, attempt, &derived).await?;
    step.commit().await?;
    Ok(if known { Done::before(derived.drawn) } else { Done::now(derived.drawn) })
}

impl Step<'_> {
    /// The result of an attempt.
    pub(super) async fn derive(
        &mut self,
        round: &str,
        attempt: u32,
    ) -> Result<Derived, RoundsError> {
        let rules = self.rules(round).await?;
        let roll = self.file(round, attempt, "roll.csv").await?.unwrap_or_default();
        let roll = Roll::read("roll.csv", &roll, &rules)?;
        let found = self.round(round)?;
        let attempt = found.attempts.iter().find(|known| known.number == attempt);
        let origin = self.history.journal().origin();
        let text = attempt.and_then(|attempt| found.draw_text(origin, attempt));
        let text = text.ok_or_else(|| RoundsError::OutOfOrder {
            round: round.to_owned(),
            step: "draw",
            state: found.state,
            next: status::next(&self.history, found),
        })?;
        Ok(derive(&rules, &roll, &text))
    }

    /// Derives what was published without its files: they come to the same bytes here.
    pub(super) async fn derive_missing(&mut self, round: &str) -> Result<(), RoundsError> {
        let published = self.round(round)?.attempts.iter().filter(|a| a.result.is_some());
        let attempts: Vec<u32> = published.map(|attempt| attempt.number).collect();
        for attempt in attempts {
            if self.file(round, attempt, "draw.txt").await?.is_none() {
                let derived = self.derive(round, attempt).await?;
                self.keep(round, attempt, &derived).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn keep(
        &mut self,
        round: &str,
        attempt: u32,
        derived: &Derived,
    ) -> Result<(), RoundsError> {
        for (name, content) in &derived.files {
            self.put_file(round, attempt, name, content).await?;
        }
        Ok(())
    }
}

fn derive(rules: &Rules, roll: &Roll, text: &paiwei_protocol::draw::DrawText) -> Derived {
    let outcome = assign(rules, roll, &text.key());
    let (results, cutoffs) = (Results::of(&outcome), Cutoffs::of(&outcome));
    let waitlist = Waitlist::of(&outcome).write(rules);
    let (draw, cutoffs_csv, results_csv) = (text.write(), cutoffs.write(rules), results.write());
    let hashes = PublishedFiles {
        protocol: Digest::of(PROTOCOL),
        cutoffs: Digest::of(&cutoffs_csv),
        draw: Digest::of(&draw),
        verify: Some(Digest::of(VERIFY_PAGE)),
        waitlist: Digest::of(&waitlist),
    };
    let table = Table {
        size: results.lines.len() as u64,
        root: results.root(),
        sha256: Digest::of(&results_csv),
    };
    let drawn = Drawn {
        key: Digest::of(&draw).to_string(),
        text: String::from_utf8_lossy(&draw).into_owned(),
        ledgers: seat_ledgers(&outcome, &cutoffs),
        entered: outcome.units().iter().map(paiwei_protocol::assign::Unit::size).sum(),
        placed: results.lines.iter().filter(|line| line.placement.is_some()).count() as u64,
        cutoffs,
    };
    let files = [
        ("draw.txt", draw),
        ("results.csv", results_csv),
        ("cutoffs.csv", cutoffs_csv),
        ("waitlist.csv", waitlist),
    ];
    Derived { files, hashes, results: table, drawn }
}
