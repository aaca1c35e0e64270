//! Writing `rules.json`.

use serde_json::{Map, Value, json};

use super::{
    Dice, FORMAT, Numbers, Observer, OrderKey, Ownership, Pool, PostedNames, Program, Randomness,
    Rules, Source, Stage, Tier, Timeline, Titles, Vacancies,
};
use crate::encoding::json;

impl Rules {
    /// The canonical bytes of `rules.json` (PROTOCOL.md, section 5); [`Rules::read`] reads them
    /// back if the rules contradict nothing and their texts are in normalisation form C.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut members = self.heading();
        members.extend(self.form());
        if let Some(most) = self.bundles {
            members.insert("bundles".to_owned(), json!({ "most": most }));
        }
        json::canonical(&Value::Object(members))
    }

    /// Who, when and how.
    fn heading(&self) -> Map<String, Value> {
        object(json!({
            "format": FORMAT,
            "origin": self.origin,
            "round": self.round,
            "cohort": self.cohort,
            "follows": self.follows,
            "titles": titles(&self.titles),
            "jurisdiction": self.jurisdiction,
            "stage": stage(self.stage),
            "rehearsal": self.rehearsal,
            "timeline": timeline(&self.timeline),
            "observers": list(&self.observers, observer),
            "randomness": randomness(&self.randomness),
            "posting": {
                "objection": self.posting.objection,
                "names": names(self.posting.names),
            },
        }))
    }

    /// What families choose from, and what the draw reads.
    fn form(&self) -> Map<String, Value> {
        object(json!({
            "bands": list(&self.bands, |band| {
                json!({ "most": band.most, "programs": band.programs })
            }),
            "numbers": numbers(self.numbers),
            "categories": list(&self.categories, |category| {
                let (id, basis) = (&category.id, &category.basis);
                json!({ "id": id, "titles": titles(&category.titles), "basis": basis })
            }),
            "reasons": list(&self.reasons, |reason| {
                json!({ "id": reason.id, "titles": titles(&reason.titles) })
            }),
            "programs": list(&self.programs, program),
            "vacancies": vacancies(&self.vacancies),
        }))
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    items.iter().map(value).collect()
}

fn timeline(timeline: &Timeline) -> Value {
    let mut members = json!({
        "open": timeline.open,
        "close": timeline.close,
        "reveal": timeline.reveal,
    });
    if let Some(answers) = timeline.answers {
        members["answers"] = json!(answers);
    }
    members
}

fn titles(titles: &Titles) -> Value {
    json!({ "zh": titles.zh, "en": titles.en })
}

fn observer(observer: &Observer) -> Value {
    json!({
        "id": observer.id,
        "titles": titles(&observer.titles),
        "note_key": observer.note_key,
        "cosign_key": observer.cosign_key,
        "seed": observer.seed,
        "witness": observer.witness,
        "confirm": observer.confirm,
    })
}

fn randomness(randomness: &Randomness) -> Value {
    json!({
        "sources": list(&randomness.sources, source),
        "lead": randomness.lead,
        "fallback": randomness.fallback.map(dice),
    })
}

fn source(source: &Source) -> Value {
    match source {
        Source::Dice(thrown) => dice(*thrown),
        Source::Drand { chain } => json!({ "type": "drand", "chain": chain.to_string() }),
    }
}

fn dice(dice: Dice) -> Value {
    json!({ "type": "dice", "sides": dice.sides, "throws": dice.throws })
}

fn program(program: &Program) -> Value {
    json!({
        "id": program.id,
        "school": program.school,
        "titles": titles(&program.titles),
        "ownership": ownership(program.ownership),
        "jurisdiction": program.jurisdiction,
        "plan": program.plan,
        "pools": list(&program.pools, pool),
    })
}

fn pool(pool: &Pool) -> Value {
    json!({
        "id": pool.id,
        "seats": pool.seats,
        "tiers": list(&pool.tiers, |tier| match tier {
            Tier::Everyone => json!(["*"]),
            Tier::Categories(ids) => json!(ids),
        }),
        "order": list(&pool.order, |key| json!(order_key(*key))),
    })
}

fn vacancies(vacancies: &Vacancies) -> Value {
    match vacancies {
        Vacancies::None => json!({ "type": "none" }),
        Vacancies::Succession { dates } => json!({ "type": "succession", "dates": dates }),
        Vacancies::NewRound => json!({ "type": "new-round" }),
    }
}

/// The word of a stage; [`super::read`] compares with it, so for the next ones.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Compulsory => "compulsory",
        Stage::Senior => "senior",
    }
}

/// The word of the posted names.
pub(super) fn names(names: PostedNames) -> &'static str {
    match names {
        PostedNames::None => "none",
        PostedNames::Masked => "masked",
    }
}

/// The word of the numbers.
pub(super) fn numbers(numbers: Numbers) -> &'static str {
    match numbers {
        Numbers::PerChild => "per-child",
        Numbers::PerProgram => "per-program",
    }
}

/// The word of an ownership.
pub(super) fn ownership(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::Public => "public",
        Ownership::Private => "private",
    }
}

/// The word of a key of an order.
pub(super) fn order_key(key: OrderKey) -> &'static str {
    match key {
        OrderKey::Band => "band",
        OrderKey::Tier => "tier",
        OrderKey::Points => "points",
    }
}
