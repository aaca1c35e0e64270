//! The batches of rules, as forms and headings of spreadsheets know them.

use paiwei_protocol::rules::Rules;

use super::ChoiceSource;

/// Bands that stand together on the form: a run that offers the same programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its bands, counted from 1.
    pub bands: Vec<usize>,
    /// Choices that it takes.
    pub places: usize,
}

/// The batches of the rules. Rules that put every choice into a band of its own (顺序志愿) have one
/// batch of several bands.
#[must_use]
pub fn batches(rules: &Rules) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for (at, band) in rules.bands.iter().enumerate() {
        let same = at > 0 && rules.bands[at - 1].programs == band.programs;
        match batches.last_mut().filter(|_| same) {
            Some(batch) => {
                batch.bands.push(at + 1);
                batch.places += band.most as usize;
            }
            None => batches.push(Batch { bands: vec![at + 1], places: band.most as usize }),
        }
    }
    batches
}

/// The columns of a batch. Of several bands each has one column, unless cells hold several choices.
#[must_use]
pub fn choice_source(
    batch: &Batch,
    columns: Vec<String>,
    separator: Option<String>,
) -> ChoiceSource {
    let bands = match (&separator, batch.bands.as_slice()) {
        (None, [_, _, ..]) => batch.bands.iter().take(columns.len()).copied().collect(),
        _ => batch.bands.clone(),
    };
    ChoiceSource { bands, columns, separator }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Sample;

    #[test]
    fn a_run_of_bands_with_the_same_programs_is_a_batch() {
        let rules = Sample::ZoneChoiceFirst.rules(&crate::samples::tests::setting());
        let batches = batches(&rules);
        assert_eq!(batches.len(), 3);
        assert_eq!((batches[1].bands.len(), batches[1].places), (8, 8));
        let three = choice_source(&batches[1], vec!["a".into(), "b".into(), "c".into()], None);
        assert_eq!(three.bands, batches[1].bands[..3]);
        let one = choice_source(&batches[1], vec!["a".into()], Some("、".into()));
        assert_eq!(one.bands, batches[1].bands);
    }
}
