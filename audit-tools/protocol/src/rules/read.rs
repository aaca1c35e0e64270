//! Reading `rules.json` (PROTOCOL.md, section 5).

use super::{
    Band, Category, Dice, FILE, FORMAT, Numbers, Observer, OrderKey, Ownership, Pool, PostedNames,
    Posting, Program, Randomness, Reason, Rules, RulesError, Source, Stage, Tier, Timeline, Titles,
    Vacancies, limits, write,
};
use crate::{
    digest::Digest,
    encoding::json::{self, Element, JsonError, Object},
};

type Read<T> = Result<T, JsonError>;

impl Rules {
    /// Reads and judges `rules.json` (PROTOCOL.md, section 5).
    ///
    /// # Errors
    ///
    /// [`RulesError::Json`] for the first thing that is not of the format, else
    /// [`RulesError::Contradictions`] with all that contradicts.
    pub fn read(bytes: &[u8]) -> Result<Self, RulesError> {
        let rules = Self::parse(bytes)?;
        let contradictions = rules.contradictions();
        if contradictions.is_empty() {
            Ok(rules)
        } else {
            Err(RulesError::Contradictions(contradictions))
        }
    }

    /// Reads the form of `rules.json` without judging what it says: a draft may still contradict
    /// itself ([`Rules::contradictions`]).
    ///
    /// # Errors
    ///
    /// [`JsonError`] for the first thing that is not of the format.
    pub fn parse(bytes: &[u8]) -> Result<Self, JsonError> {
        let value = json::parse_within(FILE, bytes, limits::FILE_BYTES)?;
        rules(Object::root(FILE, &value)?)
    }
}

fn rules(mut object: Object<'_>) -> Read<Rules> {
    word(&object.element("format")?, &[FORMAT], |known| known)?;
    let rules = Rules {
        origin: text(&mut object, "origin")?,
        round: text(&mut object, "round")?,
        cohort: text(&mut object, "cohort")?,
        follows: object.nullable("follows")?.map(|id| id.text()).transpose()?.map(str::to_owned),
        titles: titles(&mut object)?,
        jurisdiction: text(&mut object, "jurisdiction")?,
        stage: word(&object.element("stage")?, &[Stage::Compulsory, Stage::Senior], write::stage)?,
        rehearsal: object.boolean("rehearsal")?,
        timeline: timeline(object.object("timeline")?)?,
        observers: list(&mut object, "observers", observer)?,
        randomness: randomness(object.object("randomness")?)?,
        posting: posting(object.object("posting")?)?,
        bands: list(&mut object, "bands", band)?,
        numbers: numbers(&object.element("numbers")?)?,
        bundles: object.optional_object("bundles")?.map(bundles).transpose()?,
        categories: list(&mut object, "categories", category)?,
        reasons: list(&mut object, "reasons", reason)?,
        programs: list(&mut object, "programs", program)?,
        vacancies: vacancies(object.object("vacancies")?)?,
    };
    object.finish()?;
    Ok(rules)
}

fn text(object: &mut Object<'_>, name: &str) -> Read<String> {
    object.text(name).map(str::to_owned)
}

fn texts(items: &[Element<'_>]) -> Read<Vec<String>> {
    items.iter().map(|item| item.text().map(str::to_owned)).collect()
}

/// One of `known`, by its word.
fn word<T: Copy>(element: &Element<'_>, known: &[T], word: fn(T) -> &'static str) -> Read<T> {
    let text = element.text()?;
    let found = known.iter().copied().find(|&value| word(value) == text);
    let words = || known.iter().map(|&value| word(value)).collect::<Vec<_>>().join(" or ");
    found.ok_or_else(|| element.expected(&words()))
}

/// The objects of an array.
fn list<T>(
    object: &mut Object<'_>,
    name: &str,
    read: fn(&mut Object<'_>) -> Read<T>,
) -> Read<Vec<T>> {
    let one = |item: &Element<'_>| {
        let mut object = item.object()?;
        let value = read(&mut object)?;
        object.finish()?;
        Ok(value)
    };
    object.array(name)?.iter().map(one).collect()
}

fn titles(object: &mut Object<'_>) -> Read<Titles> {
    let mut inner = object.object("titles")?;
    let titles = Titles { zh: text(&mut inner, "zh")?, en: text(&mut inner, "en")? };
    inner.finish()?;
    Ok(titles)
}

fn timeline(mut object: Object<'_>) -> Read<Timeline> {
    let timeline = Timeline {
        open: object.integer("open")?,
        close: object.integer("close")?,
        reveal: object.integer("reveal")?,
        answers: object.optional_integer("answers")?,
    };
    object.finish()?;
    Ok(timeline)
}

fn observer(object: &mut Object<'_>) -> Read<Observer> {
    Ok(Observer {
        id: text(object, "id")?,
        titles: titles(object)?,
        note_key: text(object, "note_key")?,
        cosign_key: text(object, "cosign_key")?,
        seed: object.boolean("seed")?,
        witness: object.boolean("witness")?,
        confirm: object.boolean("confirm")?,
    })
}

fn randomness(mut object: Object<'_>) -> Read<Randomness> {
    let randomness = Randomness {
        sources: object.array("sources")?.iter().map(source).collect::<Read<_>>()?,
        lead: object.integer("lead")?,
        fallback: object.nullable("fallback")?.as_ref().map(fallback).transpose()?,
    };
    object.finish()?;
    Ok(randomness)
}

fn source(element: &Element<'_>) -> Read<Source> {
    let mut object = element.object()?;
    let kind = word(&object.element("type")?, &["dice", "drand"], |kind| kind)?;
    let source = match kind {
        "dice" => Source::Dice(dice(&mut object)?),
        _ => Source::Drand { chain: chain(&object.element("chain")?)? },
    };
    object.finish()?;
    Ok(source)
}

fn chain(element: &Element<'_>) -> Read<Digest> {
    element
        .text()?
        .parse()
        .map_err(|_| element.expected("a chain hash of 64 lower-case hex digits"))
}

fn fallback(element: &Element<'_>) -> Read<Dice> {
    let mut object = element.object()?;
    word(&object.element("type")?, &["dice"], |kind| kind)?;
    let dice = dice(&mut object)?;
    object.finish()?;
    Ok(dice)
}

fn dice(object: &mut Object<'_>) -> Read<Dice> {
    let sides = object.element("sides")?.small_integer()?;
    Ok(Dice { sides, throws: object.element("throws")?.small_integer()? })
}

fn posting(mut object: Object<'_>) -> Read<Posting> {
    let known = [PostedNames::None, PostedNames::Masked];
    let posting = Posting {
        objection: object.integer("objection")?,
        names: word(&object.element("names")?, &known, write::names)?,
    };
    object.finish()?;
    Ok(posting)
}

fn band(object: &mut Object<'_>) -> Read<Band> {
    let most = object.element("most")?.small_integer()?;
    Ok(Band { most, programs: texts(&object.array("programs")?)? })
}

fn numbers(element: &Element<'_>) -> Read<Numbers> {
    word(element, &[Numbers::PerChild, Numbers::PerProgram], write::numbers)
}

fn bundles(mut object: Object<'_>) -> Read<u32> {
    let most = object.element("most")?.small_integer()?;
    object.finish()?;
    Ok(most)
}

fn category(object: &mut Object<'_>) -> Read<Category> {
    let (id, titles) = (text(object, "id")?, titles(object)?);
    Ok(Category { id, titles, basis: text(object, "basis")? })
}

fn reason(object: &mut Object<'_>) -> Read<Reason> {
    Ok(Reason { id: text(object, "id")?, titles: titles(object)? })
}

fn program(object: &mut Object<'_>) -> Read<Program> {
    let known = [Ownership::Public, Ownership::Private];
    Ok(Program {
        id: text(object, "id")?,
        school: text(object, "school")?,
        titles: titles(object)?,
        ownership: word(&object.element("ownership")?, &known, write::ownership)?,
        jurisdiction: text(object, "jurisdiction")?,
        plan: object.nullable("plan")?.map(|plan| plan.integer()).transpose()?,
        pools: list(object, "pools", pool)?,
    })
}

fn pool(object: &mut Object<'_>) -> Read<Pool> {
    Ok(Pool {
        id: text(object, "id")?,
        seats: object.nullable("seats")?.map(|seats| seats.integer()).transpose()?,
        tiers: object.array("tiers")?.iter().map(tier).collect::<Read<_>>()?,
        order: object.array("order")?.iter().map(order_key).collect::<Read<_>>()?,
    })
}

fn tier(element: &Element<'_>) -> Read<Tier> {
    let ids = texts(&element.array()?)?;
    // A `*` beside categories stays among them: it is a contradiction, not a matter of form.
    Ok(if ids == ["*"] { Tier::Everyone } else { Tier::Categories(ids) })
}

fn order_key(element: &Element<'_>) -> Read<OrderKey> {
    word(element, &[OrderKey::Band, OrderKey::Tier, OrderKey::Points], write::order_key)
}

fn vacancies(mut object: Object<'_>) -> Read<Vacancies> {
    let known = ["none", "succession", "new-round"];
    let vacancies = match word(&object.element("type")?, &known, |kind| kind)? {
        "none" => Vacancies::None,
        "new-round" => Vacancies::NewRound,
        _ => {
            let dates = object.array("dates")?;
            let dates = dates.iter().map(Element::integer).collect::<Read<_>>()?;
            Vacancies::Succession { dates }
        }
    };
    object.finish()?;
    Ok(vacancies)
}
