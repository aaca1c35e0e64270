//! The members of each step of a round.

use super::fields;
use crate::{
    encoding::json::{Element, JsonError, Object},
    journal::{
        Announced, Beacon, BeaconRound, Event, IntakePhase, Plan, PublishedFiles, Recorded, Table,
        Watcher,
    },
};

type Read<T> = Result<T, JsonError>;

pub(super) fn event(kind: &str, object: &mut Object<'_>) -> Read<Event> {
    Ok(match kind {
        "round-announced" => Event::Announced(Box::new(announced(object)?)),
        "seed-committed" => Event::SeedCommitted {
            holder: fields::holder(object)?,
            commitment: fields::digest(object, "commitment")?,
            note: fields::optional_note(object, "note")?,
        },
        "intake" => Event::Intake {
            phase: phase(object)?,
            size: object.integer("size")?,
            root: fields::digest(object, "root")?,
        },
        "roll-posted" => Event::RollPosted(table(object)?),
        "posting-witnessed" => {
            Event::PostingWitnessed { checkpoint: fields::note(object, "checkpoint")? }
        }
        "roll-frozen" => {
            Event::RollFrozen { roll: table(object)?, changes: fields::digest(object, "changes")? }
        }
        "freeze-witnessed" => {
            Event::FreezeWitnessed { checkpoint: fields::note(object, "checkpoint")? }
        }
        "seed-opened" => Event::SeedOpened {
            holder: fields::holder(object)?,
            seed: fields::fixed_hex(object, "seed")?,
            note: fields::optional_note(object, "note")?,
        },
        "seed-missing" => Event::SeedMissing { holder: fields::holder(object)? },
        "order-set" => Event::OrderSet {
            drand: object.nullable("drand")?.map(|e| beacon_round(e.object()?)).transpose()?,
            notes: fields::notes(object, "notes")?,
        },
        "order-witnessed" => {
            Event::OrderWitnessed { checkpoint: fields::note(object, "checkpoint")? }
        }
        _ => return outcome_event(kind, object),
    })
}

/// The steps from the throw on.
fn outcome_event(kind: &str, object: &mut Object<'_>) -> Read<Event> {
    Ok(match kind {
        "dice-thrown" => Event::DiceThrown {
            dice: object.text("dice")?.to_owned(),
            again: fields::optional_reason(object, "again")?,
            confirmations: fields::notes(object, "confirmations")?,
        },
        "source-failed" => Event::SourceFailed {
            reason: fields::reason(object, "reason")?,
            confirmations: fields::notes(object, "confirmations")?,
        },
        "randomness-recorded" => Event::RandomnessRecorded(recorded(object)?),
        "result-published" => {
            let mut files = object.object("files")?;
            let published = published(&mut files)?;
            files.finish()?;
            let mut results = object.object("results")?;
            let table = table(&mut results)?;
            results.finish()?;
            Event::ResultPublished { files: published, results: table }
        }
        "standing" => Event::Standing { result: object.integer("result")? },
        "answers" => {
            Event::Answers { size: object.integer("size")?, root: fields::digest(object, "root")? }
        }
        "round-voided" => Event::Voided {
            reason: fields::reason(object, "reason")?,
            notes: fields::notes(object, "notes")?,
        },
        "result-annulled" => Event::Annulled {
            reason: fields::reason(object, "reason")?,
            result: object.integer("result")?,
            confirmations: fields::notes(object, "confirmations")?,
        },
        _ => return Err(object.element("type")?.expected("a type of PROTOCOL.md, section 9")),
    })
}

fn table(object: &mut Object<'_>) -> Read<Table> {
    Ok(Table {
        size: object.integer("size")?,
        root: fields::digest(object, "root")?,
        sha256: fields::digest(object, "sha256")?,
    })
}

fn phase(object: &mut Object<'_>) -> Read<IntakePhase> {
    let element = object.element("phase")?;
    match element.text()? {
        "open" => Ok(IntakePhase::Open),
        "hour" => Ok(IntakePhase::Hour),
        "close" => Ok(IntakePhase::Close),
        _ => Err(element.expected("\"open\", \"hour\" or \"close\"")),
    }
}

fn announced(object: &mut Object<'_>) -> Read<Announced> {
    let observers = object.array("observers")?;
    Ok(Announced {
        cohort: fields::id(object, "cohort")?,
        follows: fields::optional_id(object, "follows")?,
        rules: fields::digest(object, "rules")?,
        tag_key: fields::digest(object, "tag_key")?,
        rehearsal: object.boolean("rehearsal")?,
        observers: observers.iter().map(|e| watcher(e.object()?)).collect::<Read<_>>()?,
        sources: plan(object)?,
        fallback: object.boolean("fallback")?,
    })
}

fn watcher(mut object: Object<'_>) -> Read<Watcher> {
    let watcher = Watcher {
        id: fields::id(&mut object, "id")?,
        note_key: fields::key(&mut object, "note_key")?,
        cosign_key: fields::key(&mut object, "cosign_key")?,
        seed: object.boolean("seed")?,
        witness: object.boolean("witness")?,
        confirm: object.boolean("confirm")?,
    };
    object.finish()?;
    Ok(watcher)
}

fn plan(object: &mut Object<'_>) -> Read<Plan> {
    let element = object.element("sources")?;
    let words = element.array()?;
    let words = words.iter().map(Element::text).collect::<Read<Vec<_>>>()?;
    [Plan::Dice, Plan::Drand, Plan::DiceAndDrand]
        .into_iter()
        .find(|plan| plan.words() == words)
        .ok_or_else(|| element.expected("[\"dice\"], [\"drand\"] or [\"dice\",\"drand\"]"))
}

fn beacon_round(mut object: Object<'_>) -> Read<BeaconRound> {
    let round = BeaconRound {
        chain: fields::digest(&mut object, "chain")?,
        round: object.integer("round")?,
    };
    object.finish()?;
    Ok(round)
}

fn recorded(object: &mut Object<'_>) -> Read<Recorded> {
    let source = object.element("source")?;
    let fallback = match source.text()? {
        "dice" => false,
        "fallback" => true,
        "drand" => return beacon(object.object("drand")?).map(Recorded::Drand),
        _ => return Err(source.expected("\"dice\", \"fallback\" or \"drand\"")),
    };
    Ok(Recorded::Dice {
        fallback,
        dice: object.text("dice")?.to_owned(),
        confirmations: fields::notes(object, "confirmations")?,
    })
}

fn beacon(mut object: Object<'_>) -> Read<Beacon> {
    let beacon = Beacon {
        signature: fields::hex(&object.element("signature")?)?,
        previous_signature: object
            .nullable("previous_signature")?
            .map(|e| fields::hex(&e))
            .transpose()?,
        at: BeaconRound {
            chain: fields::digest(&mut object, "chain")?,
            round: object.integer("round")?,
        },
    };
    object.finish()?;
    Ok(beacon)
}

fn published(object: &mut Object<'_>) -> Read<PublishedFiles> {
    Ok(PublishedFiles {
        protocol: fields::digest(object, "PROTOCOL.md")?,
        cutoffs: fields::digest(object, "cutoffs.csv")?,
        draw: fields::digest(object, "draw.txt")?,
        verify: match object.optional("verify.html") {
            Some(_) => Some(fields::digest(object, "verify.html")?),
            None => None,
        },
        waitlist: fields::digest(object, "waitlist.csv")?,
    })
}
