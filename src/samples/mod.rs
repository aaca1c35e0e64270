//! The sample rounds: fictional children, realistic figures, the same bytes every time.
//!
//! - [`Sample::District`]: one year's entry of a district. 12,000 children, ten private schools, ten
//!   public school groups of 9,930 seats; a number a program.
//! - [`Sample::School`]: one school. 2,310 children for 288 places; 2,278 numbers.
//! - [`Sample::ZoneChoiceFirst`] and [`Sample::ZoneNumberFirst`]: a zone with ranked choices. The
//!   same 5,209 children under two sets of bands.
//! - [`SmallRound`]: a school of two campuses, four times, and the district's next year: some hundred
//!   children each.
//!
//! Names are made of the signs of the sexagenary cycle, telephone numbers begin with 120, which no
//! subscriber has, and the region of the identity numbers is not assigned: nobody is meant.

mod campus;
mod district;
mod district_children;
mod district_mapping;
mod examples;
mod people;
mod rules;
mod school;
mod sheet;
mod small;
mod stream;
mod zone;
mod zone_children;

use paiwei_protocol::{
    ident::is_rehearsal_origin,
    rules::{Observer, Randomness, Rules},
};

pub use examples::example_files;
pub use sheet::{SampleError, Sheet};
pub use small::{Newcomer, SmallRound, late_comers, newcomers};

/// What the sample rounds leave to the office that runs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Origin of the journal. One that ends in `/rehearsal` makes rehearsals.
    pub origin: String,
    /// Who watches.
    pub observers: Vec<Observer>,
    /// Opening of applications, Unix seconds.
    pub open: u64,
    /// Close of applications, Unix seconds.
    pub close: u64,
    /// Seconds that observers have to open their seeds.
    pub reveal: u64,
    /// Seconds of objection; 0 for none.
    pub objection: u64,
    /// Where the public randomness comes from.
    pub randomness: Randomness,
}

impl Setting {
    fn is_rehearsal(&self) -> bool {
        is_rehearsal_origin(&self.origin)
    }
}

/// A sample round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sample {
    /// A: one year's entry of a district.
    District,
    /// B: one school.
    School,
    /// C: a zone with ranked choices, each choice a band of its own (顺序志愿).
    ZoneChoiceFirst,
    /// C: the same children, the batches being the bands (平行志愿).
    ZoneNumberFirst,
}

impl Sample {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::District, Self::School, Self::ZoneChoiceFirst, Self::ZoneNumberFirst];

    /// Id of the round, which is also a fit name for its folder.
    #[must_use]
    pub fn round(self) -> &'static str {
        match self {
            Self::District => "junior-2027",
            Self::School => "hudong-2027",
            Self::ZoneChoiceFirst => "zone-2027-choice-first",
            Self::ZoneNumberFirst => "zone-2027-number-first",
        }
    }

    /// The rules of the round.
    #[must_use]
    pub fn rules(self, setting: &Setting) -> Rules {
        match self {
            Self::District => district::rules(setting),
            Self::School => school::rules(setting),
            Self::ZoneChoiceFirst => zone::choice_first(setting),
            Self::ZoneNumberFirst => zone::number_first(setting),
        }
    }

    /// The registrations as the platform would show them.
    #[must_use]
    pub fn sheet(self) -> Sheet {
        match self {
            Self::District => district_children::sheet(),
            Self::School => school::sheet(),
            Self::ZoneChoiceFirst | Self::ZoneNumberFirst => zone_children::sheet(),
        }
    }

    /// The bytes of the platform's file: an .xlsx for the district, a GB18030 .csv for the school, a
    /// UTF-8 .csv with byte order mark and CRLF for the zone.
    ///
    /// # Errors
    ///
    /// [`SampleError`] when the writers fail.
    pub fn spreadsheet(self) -> Result<Vec<u8>, SampleError> {
        self.file_of(&self.sheet())
    }

    /// The same of some of the registrations: see [`Sheet::first_families`].
    ///
    /// # Errors
    ///
    /// [`SampleError`] when the writers fail.
    pub fn file_of(self, sheet: &Sheet) -> Result<Vec<u8>, SampleError> {
        match self {
            Self::District => sheet.xlsx(),
            Self::School => sheet.csv_gb18030(),
            Self::ZoneChoiceFirst | Self::ZoneNumberFirst => sheet.csv_utf8_bom(),
        }
    }

    /// A name for the platform's file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::District => "registrations-district.xlsx",
            Self::School => "registrations-school.csv",
            Self::ZoneChoiceFirst | Self::ZoneNumberFirst => "registrations-zone.csv",
        }
    }

    /// The mapping file that reads it.
    #[must_use]
    pub fn mapping(self) -> String {
        match self {
            Self::District => district_mapping::mapping(),
            Self::School => school::mapping(),
            Self::ZoneChoiceFirst => zone::mapping(true),
            Self::ZoneNumberFirst => zone::mapping(false),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
