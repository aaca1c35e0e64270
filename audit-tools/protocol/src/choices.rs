//! The choices of an application: a ranked list of programs a band (PROTOCOL.md, Choices).

use std::{collections::BTreeSet, fmt};

use crate::{ident::is_id, rules::Rules};

/// Choices, band by band. Printed as `J1|P1>P2`: bands joined by `|`, programs by `>`; a band may
/// be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Ids of the chosen programs, per band, the most wanted first.
    pub bands: Vec<Vec<String>>,
}

/// Choices that are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoicesError {
    /// Another number of bands than the rules have.
    #[error("{found} bands where the form has {expected}; write one | fewer than bands")]
    Bands {
        /// Bands of the rules.
        expected: usize,
        /// Bands of the text.
        found: usize,
    },
    /// Something between `>` or `|` that is no id.
    #[error("{0:?} is not the id of a program; write ids joined by >")]
    Id(String),
    /// A program that is chosen twice.
    #[error("program {0} is chosen twice; keep the choice that is wanted more")]
    Twice(String),
    /// More choices than a band takes.
    #[error("band {band} takes at most {most} choices and has {found}; remove some")]
    TooMany {
        /// Band, counted from 1.
        band: usize,
        /// Most choices.
        most: u32,
        /// Choices found.
        found: usize,
    },
    /// A program that the band does not offer.
    #[error("program {program} is not offered in band {band}; choose one of its programs")]
    NotOffered {
        /// Band, counted from 1.
        band: usize,
        /// The program.
        program: String,
    },
}

impl Choices {
    /// No choice in any of `bands` bands.
    #[must_use]
    pub fn empty(bands: usize) -> Self {
        Self { bands: vec![Vec::new(); bands] }
    }

    /// Reads choices of exactly `band_count` bands, as in `J1|P1>P2`.
    ///
    /// # Errors
    ///
    /// [`ChoicesError`] for another number of bands, what is no id, and a program chosen twice.
    pub fn parse(text: &str, band_count: usize) -> Result<Self, ChoicesError> {
        let found = text.split('|').count();
        if found != band_count {
            return Err(ChoicesError::Bands { expected: band_count, found });
        }
        let bands = text.split('|').map(parse_band).collect::<Result<_, _>>()?;
        let choices = Self { bands };
        let mut seen = BTreeSet::new();
        let twice = choices.iter().map(|(_, program)| program).find(|id| !seen.insert(*id));
        if let Some(program) = twice {
            return Err(ChoicesError::Twice(program.to_owned()));
        }
        Ok(choices)
    }

    /// Reads choices as the rules allow them.
    ///
    /// # Errors
    ///
    /// As [`Choices::parse`], and what the bands do not offer or hold.
    pub fn read(text: &str, rules: &Rules) -> Result<Self, ChoicesError> {
        let choices = Self::parse(text, rules.bands.len())?;
        choices.check(rules)?;
        Ok(choices)
    }

    /// Whether the bands of the rules offer and hold these choices.
    ///
    /// # Errors
    ///
    /// The first [`ChoicesError`].
    pub fn check(&self, rules: &Rules) -> Result<(), ChoicesError> {
        for (index, (chosen, band)) in self.bands.iter().zip(&rules.bands).enumerate() {
            let number = index + 1;
            if chosen.len() as u64 > u64::from(band.most) {
                let found = chosen.len();
                return Err(ChoicesError::TooMany { band: number, most: band.most, found });
            }
            if let Some(program) = chosen.iter().find(|id| !band.programs.contains(id)) {
                let program = program.clone();
                return Err(ChoicesError::NotOffered { band: number, program });
            }
        }
        Ok(())
    }

    /// Band index (from 0) and program of each choice, in written order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.bands.iter().enumerate().flat_map(|(index, programs)| {
            programs.iter().map(move |program| (index, program.as_str()))
        })
    }

    /// Number of choices in all bands.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bands.iter().map(Vec::len).sum()
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bands.iter().all(Vec::is_empty)
    }
}

fn parse_band(text: &str) -> Result<Vec<String>, ChoicesError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let program = |id: &str| match is_id(id) {
        true => Ok(id.to_owned()),
        false => Err(ChoicesError::Id(id.to_owned())),
    };
    text.split('>').map(program).collect()
}

impl fmt::Display for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bands: Vec<_> = self.bands.iter().map(|programs| programs.join(">")).collect();
        f.write_str(&bands.join("|"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bands_keep_their_place() {
        let choices = Choices::parse("|P1>P2|", 3).unwrap();
        assert_eq!(choices.iter().collect::<Vec<_>>(), [(1, "P1"), (1, "P2")]);
        assert_eq!(choices.to_string(), "|P1>P2|");
        assert_eq!(choices.len(), 2);
        assert!(Choices::parse("||", 3).unwrap().is_empty());
        assert_eq!(Choices::parse("", 1), Ok(Choices::empty(1)));
        assert_eq!(Choices::default().to_string(), "");
    }

    #[test]
    fn malformed_choices_are_refused() {
        let bands = ChoicesError::Bands { expected: 2, found: 1 };
        assert_eq!(Choices::parse("P1", 2), Err(bands));
        for text in [">", "P1>", ">P1", "P1>>P2", "P1 ", "1P"] {
            assert!(matches!(Choices::parse(text, 1), Err(ChoicesError::Id(_))), "{text}");
        }
        assert_eq!(Choices::parse("P1|P1", 2), Err(ChoicesError::Twice("P1".into())));
    }

    proptest! {
        #[test]
        fn what_is_read_prints_back(text in "[A-C>|1]{0,12}", bands in 0..4_usize) {
            if let Ok(choices) = Choices::parse(&text, bands) {
                prop_assert_eq!(choices.to_string(), text);
            }
        }
    }
}
