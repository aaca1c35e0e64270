//! The files of `examples/`, made here so that they are never behind the program.

use std::collections::BTreeMap;

use jiff::civil::date;
use paiwei_protocol::{
    digest::Digest,
    drand,
    ed25519::SigningKey,
    note::{KeyKind, VerifierKey},
    rules::{Dice, Observer, Randomness, Source, Titles},
};

use super::{Sample, SampleError, Setting, Sheet, rules::titles};
use crate::clock::china_noon;

/// Rows of the small import.
const SMALL: usize = 20;

/// File name and bytes of every example: four rules files, four mappings, a small import for the
/// school.
///
/// # Errors
///
/// [`SampleError`] when the writers fail.
pub fn example_files() -> Result<BTreeMap<&'static str, Vec<u8>>, SampleError> {
    let rules = |sample: Sample| sample.rules(&setting(sample)).to_json();
    let mapping = |sample: Sample| sample.mapping().into_bytes();
    Ok(BTreeMap::from([
        ("rules-district.json", rules(Sample::District)),
        ("rules-school.json", rules(Sample::School)),
        ("rules-zone-choice-first.json", rules(Sample::ZoneChoiceFirst)),
        ("rules-zone-number-first.json", rules(Sample::ZoneNumberFirst)),
        ("mapping-district.json", mapping(Sample::District)),
        ("mapping-school.json", mapping(Sample::School)),
        ("mapping-zone-choice-first.json", mapping(Sample::ZoneChoiceFirst)),
        ("mapping-zone-number-first.json", mapping(Sample::ZoneNumberFirst)),
        ("registrations-school.csv", small(&Sample::School.sheet()).csv_utf8_bom()?),
    ]))
}

/// An official round of a fictional office with two observers: the district throws dice and takes
/// a drand round, the others throw dice.
fn setting(sample: Sample) -> Setting {
    let dice = Dice { sides: 10, throws: 40 };
    let beacon = Source::Drand { chain: drand::QUICKNET.hash };
    let (sources, lead, fallback) = match sample {
        Sample::District => (vec![Source::Dice(dice), beacon], 600, Some(dice)),
        _ => (vec![Source::Dice(dice)], 0, None),
    };
    Setting {
        origin: "330199.admissions.example/journal".to_owned(),
        observers: vec![
            observer("notary", titles("清川公证处", "Qingchuan notary office")),
            observer("parents", titles("家长代表", "parents' representatives")),
        ],
        open: china_noon(date(2027, 4, 20)),
        close: china_noon(date(2027, 4, 30)),
        reveal: 3_600,
        objection: 3 * 86_400,
        randomness: Randomness { sources, lead, fallback },
    }
}

/// An observer whose secret key is no secret: an example, of no use for a real round.
fn observer(id: &str, titles: Titles) -> Observer {
    let seed = Digest::of(format!("paiwei example observer {id}, never to be trusted").as_bytes());
    let public = SigningKey::from_seed(seed.0).public();
    let name = format!("{id}.example/observer");
    let key = |kind| VerifierKey::new(&name, kind, public).expect("name and key are sound");
    Observer {
        id: id.to_owned(),
        titles,
        note_key: key(KeyKind::Note).to_string(),
        cosign_key: key(KeyKind::Cosignature).to_string(),
        seed: true,
        witness: true,
        confirm: true,
    }
}

/// The first linked pair and children that are not linked.
fn small(sheet: &Sheet) -> Sheet {
    let bundle = |row: &&Vec<String>| row.last().is_some_and(|group| !group.is_empty());
    let group = sheet.rows.iter().find(bundle).and_then(|row| row.last());
    let pair = sheet.rows.iter().filter(|row| row.last() == group);
    let singles = sheet.rows.iter().filter(|row| !bundle(row));
    let rows = pair.chain(singles).take(SMALL).cloned().collect();
    Sheet { headings: sheet.headings.clone(), rows }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use paiwei_protocol::rules::Rules;

    use super::*;
    use crate::{import, spreadsheet};

    #[test]
    fn the_examples_are_up_to_date() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        for (name, bytes) in example_files().unwrap() {
            let stored = fs::read(folder.join(name)).unwrap_or_default();
            assert!(stored == bytes, "{name} is behind: cargo run --example write_examples");
        }
    }

    #[test]
    fn the_small_import_goes_through_under_the_example_rules() {
        let files = example_files().unwrap();
        let rules = Rules::read(&files["rules-school.json"]).unwrap();
        let mapping = import::Mapping::read(&files["mapping-school.json"]).unwrap();
        let limits = spreadsheet::Limits::default();
        let table = spreadsheet::read(&files["registrations-school.csv"], None, &limits).unwrap();
        let reading = import::read(&table, &mapping, &rules, date(2027, 4, 21)).unwrap();
        let registrations = reading.into_registrations().unwrap();
        assert_eq!(registrations.len(), SMALL);
        assert_eq!(registrations.iter().filter(|it| it.linked.len() == 2).count(), 2);
    }

    #[test]
    fn all_example_rules_are_sound() {
        for (name, bytes) in example_files().unwrap() {
            if name.starts_with("rules") {
                assert!(Rules::read(&bytes).is_ok(), "{name}");
            }
        }
    }
}
