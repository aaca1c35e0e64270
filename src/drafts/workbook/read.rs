//! Reading rules from a workbook.

use paiwei_protocol::{
    drand,
    rules::{
        Band, Category, Dice, Numbers, Observer, OrderKey, Ownership, Pool, PostedNames, Posting,
        Program, Randomness, Reason, Rules, Source, Stage, Tier, Timeline, Titles, Vacancies,
    },
};

use super::{
    CALENDAR, CATEGORIES, CHOICES, OBSERVERS, POOLS, PROGRAMS, REASONS, ROUND, TIERS,
    table::{Read, SheetError, known_as},
};
use crate::spreadsheet::Row;

type Found<T> = Result<T, SheetError>;

/// The rules of a workbook as [`write`](super::write()) makes it. They may contradict themselves.
///
/// # Errors
///
/// [`SheetError`] for the first cell that can't be read.
pub fn read(bytes: &[u8]) -> Found<Rules> {
    let round = Read::of(bytes, ROUND)?;
    let calendar = Read::of(bytes, CALENDAR)?;
    Ok(Rules {
        origin: item(&round, "origin")?,
        round: item(&round, "round")?,
        cohort: item(&round, "cohort")?,
        follows: Some(item(&round, "follows")?).filter(|id| !id.is_empty()),
        titles: Titles { zh: item(&round, "zh")?, en: item(&round, "en")? },
        jurisdiction: item(&round, "jurisdiction")?,
        stage: word(
            &round,
            "stage",
            &[("compulsory", Stage::Compulsory), ("senior", Stage::Senior)],
        )?,
        rehearsal: round.truth(round.item("rehearsal")?, "value")?,
        timeline: timeline(&round, &calendar)?,
        observers: observers(&Read::of(bytes, OBSERVERS)?)?,
        randomness: randomness(&round)?,
        posting: posting(&round)?,
        bands: bands(&Read::of(bytes, CHOICES)?)?,
        numbers: word(
            &round,
            "numbers",
            &[("per-child", Numbers::PerChild), ("per-program", Numbers::PerProgram)],
        )?,
        bundles: bundles(&round)?,
        categories: categories(&Read::of(bytes, CATEGORIES)?)?,
        reasons: reasons(&Read::of(bytes, REASONS)?)?,
        programs: programs(bytes)?,
        vacancies: vacancies(&round, &calendar)?,
    })
}

fn item(round: &Read, name: &str) -> Found<String> {
    round.text(round.item(name)?, "value")
}

fn word<T: Copy>(round: &Read, name: &str, known: &[(&str, T)]) -> Found<T> {
    let row = round.item(name)?;
    of_words(round, row, "value", known)
}

fn of_words<T: Copy>(sheet: &Read, row: &Row, column: &str, known: &[(&str, T)]) -> Found<T> {
    let text = sheet.text(row, column)?;
    let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| sheet.wrong(row, column, "sheet-word"))
}

fn whole(round: &Read, name: &str) -> Found<u64> {
    let row = round.item(name)?;
    round.number(row, "value")?.ok_or_else(|| round.wrong(row, "value", "sheet-number"))
}

fn posting(round: &Read) -> Found<Posting> {
    let known = [("none", PostedNames::None), ("masked", PostedNames::Masked)];
    Ok(Posting { objection: whole(round, "objection")?, names: word(round, "names", &known)? })
}

fn bundles(round: &Read) -> Found<Option<u32>> {
    let row = round.item("bundles")?;
    if round.text(row, "value")?.is_empty() {
        return Ok(None);
    }
    round.small(row, "value").map(Some)
}

fn timeline(round: &Read, calendar: &Read) -> Found<Timeline> {
    let at = |name: &str| calendar.moment(calendar.item(name)?, "time");
    let answers = Some(at("answers")?).filter(|&until| until != 0);
    Ok(Timeline {
        open: at("open")?,
        close: at("close")?,
        reveal: whole(round, "reveal")?,
        answers,
    })
}

fn vacancies(round: &Read, calendar: &Read) -> Found<Vacancies> {
    let dates = || -> Found<Vec<u64>> {
        let named = |row: &&Row| {
            row.cells.first().is_some_and(|cell| known_as(cell.shown()) == "succession")
        };
        calendar.rows.iter().filter(named).map(|row| calendar.moment(row, "time")).collect()
    };
    let known = [("none", 0), ("new-round", 1), ("succession", 2)];
    Ok(match word(round, "vacancies", &known)? {
        0 => Vacancies::None,
        1 => Vacancies::NewRound,
        _ => Vacancies::Succession { dates: dates()? },
    })
}

fn randomness(round: &Read) -> Found<Randomness> {
    let row = round.item("sources")?;
    let wrong = || round.wrong(row, "value", "sheet-sources");
    let text = round.text(row, "value")?;
    let source = |text: &str| match text.split_once(':') {
        Some(("dice", thrown)) => dice(thrown).map(Source::Dice).ok_or_else(wrong),
        Some(("drand", "quicknet")) => Ok(Source::Drand { chain: drand::QUICKNET.hash }),
        Some(("drand", "default")) => Ok(Source::Drand { chain: drand::DEFAULT.hash }),
        Some(("drand", hash)) => {
            hash.parse().map(|chain| Source::Drand { chain }).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    };
    let sources = text.split_whitespace().map(source).collect::<Found<_>>()?;
    Ok(Randomness { sources, lead: whole(round, "lead")?, fallback: fallback(round)? })
}

fn fallback(round: &Read) -> Found<Option<Dice>> {
    let row = round.item("fallback")?;
    let text = round.text(row, "value")?;
    if text.is_empty() {
        return Ok(None);
    }
    dice(&text).map(Some).ok_or_else(|| round.wrong(row, "value", "sheet-dice"))
}

/// Dice as `10x40`.
fn dice(text: &str) -> Option<Dice> {
    let (sides, throws) = text.split_once(['x', '×'])?;
    Some(Dice { sides: sides.trim().parse().ok()?, throws: throws.trim().parse().ok()? })
}

fn titles(sheet: &Read, row: &Row) -> Found<Titles> {
    Ok(Titles { zh: sheet.text(row, "zh")?, en: sheet.text(row, "en")? })
}

fn categories(sheet: &Read) -> Found<Vec<Category>> {
    let category = |row| {
        let (id, titles) = (sheet.text(row, "id")?, titles(sheet, row)?);
        Ok(Category { id, titles, basis: sheet.text(row, "basis")? })
    };
    sheet.rows.iter().map(category).collect()
}

fn reasons(sheet: &Read) -> Found<Vec<Reason>> {
    let reason = |row| Ok(Reason { id: sheet.text(row, "id")?, titles: titles(sheet, row)? });
    sheet.rows.iter().map(reason).collect()
}

fn observers(sheet: &Read) -> Found<Vec<Observer>> {
    let observer = |row| {
        Ok(Observer {
            id: sheet.text(row, "id")?,
            titles: titles(sheet, row)?,
            note_key: sheet.text(row, "note_key")?,
            cosign_key: sheet.text(row, "cosign_key")?,
            seed: sheet.truth(row, "seed")?,
            witness: sheet.truth(row, "witness")?,
            confirm: sheet.truth(row, "confirm")?,
        })
    };
    sheet.rows.iter().map(observer).collect()
}

/// Bands in the order of their numbers, which begin with 1.
fn bands(sheet: &Read) -> Found<Vec<Band>> {
    let mut bands: Vec<Band> = Vec::new();
    for row in &sheet.rows {
        let (number, most) = (sheet.small(row, "band")? as usize, sheet.small(row, "most")?);
        if number == bands.len() + 1 {
            bands.push(Band { most, programs: Vec::new() });
        }
        let band = (number == bands.len()).then(|| bands.last_mut()).flatten();
        let band = band.ok_or_else(|| sheet.wrong(row, "band", "sheet-order"))?;
        if band.most != most {
            return Err(sheet.wrong(row, "most", "sheet-same"));
        }
        band.programs.extend(Some(sheet.text(row, "program")?).filter(|id| !id.is_empty()));
    }
    Ok(bands)
}

fn programs(bytes: &[u8]) -> Found<Vec<Program>> {
    let sheet = Read::of(bytes, PROGRAMS)?;
    let known = [("public", Ownership::Public), ("private", Ownership::Private)];
    let program = |row| {
        Ok(Program {
            id: sheet.text(row, "id")?,
            school: sheet.text(row, "school")?,
            titles: titles(&sheet, row)?,
            ownership: of_words(&sheet, row, "ownership", &known)?,
            jurisdiction: sheet.text(row, "jurisdiction")?,
            plan: sheet.number(row, "plan")?,
            pools: Vec::new(),
        })
    };
    let mut programs = sheet.rows.iter().map(program).collect::<Found<Vec<_>>>()?;
    pools(&Read::of(bytes, POOLS)?, &mut programs)?;
    tiers(&Read::of(bytes, TIERS)?, &mut programs)?;
    Ok(programs)
}

fn pools(sheet: &Read, programs: &mut [Program]) -> Found<()> {
    for row in &sheet.rows {
        let program = program_of(sheet, row, programs)?;
        let order = order(sheet, row)?;
        let (id, seats) = (sheet.text(row, "pool")?, sheet.number(row, "seats")?);
        program.pools.push(Pool { id, seats, tiers: Vec::new(), order });
    }
    Ok(())
}

fn program_of<'a>(sheet: &Read, row: &Row, programs: &'a mut [Program]) -> Found<&'a mut Program> {
    let id = sheet.text(row, "program")?;
    let found = programs.iter_mut().find(|program| program.id == id);
    found.ok_or_else(|| sheet.wrong(row, "program", "sheet-no-program"))
}

fn order(sheet: &Read, row: &Row) -> Found<Vec<OrderKey>> {
    let text = sheet.text(row, "order")?;
    let key = |word: &str| match word {
        "band" => Ok(OrderKey::Band),
        "tier" => Ok(OrderKey::Tier),
        "points" => Ok(OrderKey::Points),
        _ => Err(sheet.wrong(row, "order", "sheet-word")),
    };
    text.split_whitespace().map(key).collect()
}

fn tiers(sheet: &Read, programs: &mut [Program]) -> Found<()> {
    for row in &sheet.rows {
        let pool_id = sheet.text(row, "pool")?;
        let program = program_of(sheet, row, programs)?;
        let found = program.pools.iter_mut().find(|pool| pool.id == pool_id);
        let pool = found.ok_or_else(|| sheet.wrong(row, "pool", "sheet-no-pool"))?;
        let number = sheet.small(row, "tier")? as usize;
        let category = Some(sheet.text(row, "category")?).filter(|id| !id.is_empty());
        if number == pool.tiers.len() + 1 {
            pool.tiers.push(Tier::Categories(Vec::new()));
        }
        let tier = (number == pool.tiers.len()).then(|| pool.tiers.last_mut()).flatten();
        let tier = tier.ok_or_else(|| sheet.wrong(row, "tier", "sheet-order"))?;
        join(tier, category);
    }
    Ok(())
}

/// Adds a category to a group. `*` alone is everyone; beside others it stays among them, which is a
/// contradiction for the reader to see.
fn join(tier: &mut Tier, category: Option<String>) {
    let Some(id) = category else { return };
    let mut ids = match tier {
        Tier::Everyone => vec!["*".to_owned()],
        Tier::Categories(ids) => std::mem::take(ids),
    };
    ids.push(id);
    *tier = if ids == ["*"] { Tier::Everyone } else { Tier::Categories(ids) };
}
