//! The platform's spreadsheet: written, read back from the disk, and imported.

use std::{collections::BTreeMap, fs};

use paiwei_protocol::{ident::Code, note::Note, rules::Rules};

use super::{DemoError, place::Place};
use crate::{
    clock::china_date,
    import::{self, Mapping, Registration, report_text},
    language::Language,
    samples::{Sample, SmallRound, late_comers},
    slips::{Handout, handouts},
    spreadsheet::{self, Limits},
};

/// Names of the files of late comers, who have not applied.
pub const LATE_FILES: [&str; 2] = ["late-comers.xlsx", "late-comers-with-mistakes.xlsx"];

/// What the platform hands over for a round.
pub(super) struct HandedOver {
    round: &'static str,
    file_name: &'static str,
    pub(super) file: Vec<u8>,
    pub(super) mapping: String,
}

impl HandedOver {
    /// For a sample round; `rows`: only the first families.
    pub(super) fn of(sample: Sample, rows: Option<usize>) -> Result<Self, DemoError> {
        let mut sheet = sample.sheet();
        if let Some(rows) = rows {
            sheet = sheet.first_families(rows);
        }
        Ok(Self {
            round: sample.round(),
            file_name: sample.file_name(),
            file: sample.file_of(&sheet)?,
            mapping: sample.mapping(),
        })
    }

    /// For a small round; `rows`: only the first families.
    pub(super) fn of_small(small: SmallRound, rows: Option<usize>) -> Result<Self, DemoError> {
        Ok(Self {
            round: small.round(),
            file_name: small.file_name(),
            file: small.file_of(&small.sheet(rows))?,
            mapping: small.mapping(),
        })
    }

    /// Writes spreadsheet, mapping and rules as an office would have them, then reads the spreadsheet
    /// from the disk.
    pub(super) fn written_and_read(
        &self,
        place: &Place,
        rules: &Rules,
        now: u64,
    ) -> Result<Vec<Registration>, DemoError> {
        let folder = folder(self.round);
        place.write(&folder, "rules.json", &rules.to_json())?;
        place.write(&folder, "mapping.json", self.mapping.as_bytes())?;
        let file = place.write(&folder, self.file_name, &self.file)?;
        let bytes = fs::read(&file).map_err(DemoError::at(&file))?;
        let refused = |why: String| DemoError::Registrations(why);
        let mapping =
            Mapping::read(self.mapping.as_bytes()).map_err(|error| refused(error.to_string()))?;
        let table = spreadsheet::read(&bytes, mapping.sheet.as_deref(), &Limits::default())
            .map_err(|error| refused(error.to_string()))?;
        let reading = import::read(&table, &mapping, rules, china_date(now))
            .map_err(|error| refused(error.to_string()))?;
        place.write(&folder, "report.txt", report_text(&reading, Language::Zh).as_bytes())?;
        reading.into_registrations().map_err(|reading| refused(report_text(&reading, Language::En)))
    }
}

/// Writes the two files of late comers, for whoever tries to import one: the sound and the other.
pub(super) fn late(place: &Place) -> Result<(), DemoError> {
    let small = SmallRound::NextYear;
    for (sheet, name) in late_comers().iter().zip(LATE_FILES) {
        place.write(&folder(small.round()), name, &small.file_of(sheet)?)?;
    }
    Ok(())
}

/// Where the files of a round's registrations lie.
fn folder(round: &str) -> String {
    format!("registrations/{round}")
}

/// Writes the workbook of codes and the slips; gives the receipts, by the names of their files.
pub(super) fn hand_out(
    place: &Place,
    rules: &Rules,
    registrations: &[Registration],
    children: &[(Code, Note)],
) -> Result<BTreeMap<String, Vec<u8>>, DemoError> {
    let families: Vec<Handout> = registrations
        .iter()
        .zip(children)
        .map(|(registration, (code, receipt))| Handout {
            registration: registration.number.clone(),
            name: registration.fields.get("name").cloned().unwrap_or_default(),
            code: *code,
            receipt: receipt.clone(),
        })
        .collect();
    let mut receipts = BTreeMap::new();
    for (name, bytes) in handouts(rules, &families)? {
        match name.strip_prefix("receipts/") {
            Some(receipt) => drop(receipts.insert(receipt.to_owned(), bytes)),
            None => drop(place.write(&folder(&rules.round), &name, &bytes)?),
        }
    }
    Ok(receipts)
}
