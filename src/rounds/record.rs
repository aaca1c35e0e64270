//! What the journal tells of a round to everybody: its entries with their hashes, and what each
//! observer signed.

use std::sync::{Arc, PoisonError};

use paiwei_protocol::{
    digest::Digest,
    journal::{Entry, Event, IntakePhase, Recorded, Round, Watcher},
    note::Note,
};

use super::{
    Appended, Edition, Office, RoundsError, history::History, witnessing::newest_checkpoint,
};
use crate::store::Read;

/// What the journal tells of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Entries of the whole journal.
    pub size: u64,
    /// Its root.
    pub root: Digest,
    /// The round's entries, in order.
    pub entries: Vec<RecordedEntry>,
    /// What observers signed, in order.
    pub acts: Vec<Act>,
    /// Intake is closed, so that its list is out.
    pub closed: bool,
    /// Hashes of the result that was published last.
    pub result: Option<ResultHashes>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEntry {
    /// Where it stands.
    pub place: Appended,
    /// The attempt that it belongs to.
    pub attempt: u32,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Written every hour that brought something, or now and then: many of these say little.
    pub routine: bool,
}

/// Something that an observer signed, or failed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Id of the observer.
    pub observer: String,
    /// What it is.
    pub deed: Deed,
    /// The attempt that it belongs to.
    pub attempt: u32,
    /// When (Unix seconds): of a cosignature its own time, else the entry's.
    pub at: u64,
    /// Index of the entry that holds it, or that it covers.
    pub entry: u64,
}

/// What an observer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Committed to a seed.
    Committed(Digest),
    /// Opened it.
    Opened([u8; 32]),
    /// Did not open it in time.
    Missing,
    /// Cosigned the journal over an entry of this type.
    Cosigned(&'static str),
    /// Confirmed an entry of this type.
    Confirmed(&'static str),
    /// Stated that it did not cosign the order in time.
    Denied,
}

/// Hashes of a published result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultHashes {
    /// SHA-256 of `draw.txt`, which is the draw key.
    pub draw: Digest,
    /// SHA-256 of `results.csv`.
    pub results: Digest,
    /// SHA-256 of `cutoffs.csv`.
    pub cutoffs: Digest,
    /// SHA-256 of `waitlist.csv`.
    pub waitlist: Digest,
    /// SHA-256 of the PROTOCOL.md that it goes by.
    pub protocol: Digest,
    /// SHA-256 of its `verify.html`.
    pub verify: Option<Digest>,
}

/// What the journal told of a round at an edition: read anew only when something was added.
#[derive(Debug, Clone)]
pub(super) struct KnownRecord {
    edition: Edition,
    record: Arc<Record>,
}

/// What the journal tells of a round.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn record(office: &Office, round: &str) -> Result<Arc<Record>, RoundsError> {
    let (mut read, history) = office.read().await?;
    let cosignatures = read.cosignature_count().await?;
    let edition = Edition { entries: history.journal().size(), cosignatures };
    if let Some(known) = known(office, round, edition) {
        return Ok(known);
    }
    let record = Arc::new(gather(&mut read, &history, history.round(round)?).await?);
    let known = KnownRecord { edition, record: record.clone() };
    let mut all = office.known_records.lock().unwrap_or_else(PoisonError::into_inner);
    all.insert(round.to_owned(), known);
    Ok(record)
}

fn known(office: &Office, round: &str, edition: Edition) -> Option<Arc<Record>> {
    let all = office.known_records.lock().unwrap_or_else(PoisonError::into_inner);
    all.get(round).filter(|known| known.edition == edition).map(|known| known.record.clone())
}

async fn gather(read: &mut Read, history: &History, found: &Round) -> Result<Record, RoundsError> {
    let mut record = Record {
        size: history.journal().size(),
        root: history.root(),
        entries: Vec::new(),
        acts: Vec::new(),
        closed: false,
        result: None,
    };
    for attempt in &found.attempts {
        for (place, entry, event) in history.events(&found.id, attempt.number) {
            record.entries.push(entry_of(history, place, attempt.number, event));
            record.acts.extend(acts(found, place, attempt.number, entry, event));
            record.closed |= matches!(event, Event::Intake { phase: IntakePhase::Close, .. });
            record.result = hashes(event).or(record.result);
        }
    }
    record.entries.sort_by_key(|entry| entry.place.index);
    if let Some(result) = found.current().result {
        let (_, note) = newest_checkpoint(read, history, found, result + 1).await?;
        let attempt = found.current().number;
        record.acts.extend(cosigned(found, &note, "result-published", attempt, result));
    }
    record.acts.sort_by_key(|act| act.at);
    Ok(record)
}

fn entry_of(history: &History, place: Appended, attempt: u32, event: &Event) -> RecordedEntry {
    let bytes = usize::try_from(place.index).ok().and_then(|at| history.entry_bytes().nth(at));
    let hourly = matches!(event, Event::Intake { phase: IntakePhase::Hour, .. });
    RecordedEntry {
        place,
        attempt,
        sha256: bytes.map_or_else(|| Digest::of(b""), |bytes| Digest::of(bytes)),
        routine: hourly || matches!(event, Event::Standing { .. } | Event::Answers { .. }),
    }
}

fn hashes(event: &Event) -> Option<ResultHashes> {
    let Event::ResultPublished { files, results } = event else { return None };
    Some(ResultHashes {
        draw: files.draw,
        results: results.sha256,
        cutoffs: files.cutoffs,
        waitlist: files.waitlist,
        protocol: files.protocol,
        verify: files.verify,
    })
}

/// What observers signed in an entry. It was checked before it was journalled.
fn acts(round: &Round, place: Appended, attempt: u32, entry: &Entry, event: &Event) -> Vec<Act> {
    let act = |observer: &str, deed| {
        let observer = observer.to_owned();
        Act { observer, deed, attempt, at: place.at, entry: place.index }
    };
    let signed = |notes: &[Note], deed: Deed| -> Vec<Act> {
        let signers = signers(&round.announced.observers, notes);
        signers.map(|observer| act(&observer.id, deed.clone())).collect()
    };
    match event {
        Event::SeedCommitted { holder, commitment, note: Some(_) } => {
            vec![act(holder, Deed::Committed(*commitment))]
        }
        Event::SeedOpened { holder, seed, note: Some(_) } => {
            vec![act(holder, Deed::Opened(*seed))]
        }
        Event::SeedMissing { holder } => vec![act(holder, Deed::Missing)],
        Event::PostingWitnessed { checkpoint } => {
            cosigned(round, checkpoint, "roll-posted", attempt, place.index)
        }
        Event::FreezeWitnessed { checkpoint } => {
            cosigned(round, checkpoint, "roll-frozen", attempt, place.index)
        }
        Event::OrderWitnessed { checkpoint } => {
            cosigned(round, checkpoint, "order-set", attempt, place.index)
        }
        Event::DiceThrown { confirmations, .. }
        | Event::SourceFailed { confirmations, .. }
        | Event::Annulled { confirmations, .. }
        | Event::RandomnessRecorded(Recorded::Dice { confirmations, .. }) => {
            signed(confirmations, Deed::Confirmed(entry.kind()))
        }
        Event::OrderSet { notes, .. } | Event::Voided { notes, .. } => signed(notes, Deed::Denied),
        _ => Vec::new(),
    }
}

fn signers<'r>(
    observers: &'r [Watcher],
    notes: &[Note],
) -> impl Iterator<Item = &'r Watcher> + use<'r> {
    let signed = |observer: &&Watcher| {
        notes.iter().any(|note| note.verify(&observer.note_key).unwrap_or(false))
    };
    observers.iter().filter(signed).collect::<Vec<_>>().into_iter()
}

/// Who cosigned a checkpoint, and when.
fn cosigned(
    round: &Round,
    checkpoint: &Note,
    over: &'static str,
    attempt: u32,
    entry: u64,
) -> Vec<Act> {
    let of = |observer: &Watcher| {
        let at = checkpoint.cosigned(&observer.cosign_key).ok().flatten()?;
        let observer = observer.id.clone();
        Some(Act { observer, deed: Deed::Cosigned(over), attempt, at, entry })
    };
    round.announced.observers.iter().filter_map(of).collect()
}
