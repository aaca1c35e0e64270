//! The parts of a draft, each a page of its own: long rules stay light.

use serde::Deserialize;

/// A part of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    /// Titles, ids, locality.
    #[default]
    Round,
    /// When things happen.
    Calendar,
    /// Categories with the documents that grant them.
    Categories,
    /// The list of programs.
    Programs,
    /// One program with its pools.
    Program,
    /// Bands, numbers, linked children.
    Choices,
    /// Dice and beacon.
    Randomness,
    /// Who watches.
    Observers,
    /// Reasons for changes after the posting.
    Reasons,
    /// The rules as a whole, and handing them in.
    Check,
}

impl Part {
    /// Those that the page's navigation names.
    pub(crate) const ALL: [Self; 9] = [
        Self::Round,
        Self::Calendar,
        Self::Categories,
        Self::Programs,
        Self::Choices,
        Self::Randomness,
        Self::Observers,
        Self::Reasons,
        Self::Check,
    ];

    /// Its word in addresses and ids of texts.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Calendar => "calendar",
            Self::Categories => "categories",
            Self::Programs => "programs",
            Self::Program => "program",
            Self::Choices => "choices",
            Self::Randomness => "randomness",
            Self::Observers => "observers",
            Self::Reasons => "reasons",
            Self::Check => "check",
        }
    }
}

/// The part that an address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub(crate) struct InPart {
    /// The part.
    #[serde(default)]
    pub(crate) part: Part,
    /// The program, where it is one's part.
    #[serde(default)]
    pub(crate) at: usize,
    /// What was typed has just been saved.
    #[serde(default)]
    pub(crate) saved: bool,
}

impl InPart {
    /// Its query.
    pub(crate) fn query(self) -> String {
        match self.part {
            Part::Program => format!("?part=program&at={}", self.at),
            part => format!("?part={}", part.word()),
        }
    }

    /// The part where the member of a path is written.
    pub(crate) fn of_path(path: &str) -> Self {
        let top = path.split(['.', '[']).next().unwrap_or_default();
        let part = match top {
            "timeline" | "posting" | "vacancies" => Part::Calendar,
            "categories" => Part::Categories,
            "programs" if path.starts_with("programs[") => Part::Program,
            "programs" => Part::Programs,
            "bands" | "numbers" | "bundles" => Part::Choices,
            "randomness" => Part::Randomness,
            "observers" => Part::Observers,
            "reasons" => Part::Reasons,
            _ => Part::Round,
        };
        let index = path.strip_prefix("programs[").and_then(|rest| rest.split(']').next());
        let at = index.and_then(|index| index.parse().ok()).unwrap_or(0);
        Self { part, at, saved: false }
    }
}

/// The field of the form where the member of a path is written: the form has one field for a whole list
/// of words.
pub(super) fn field_of(path: &str) -> String {
    if path.starts_with("randomness.sources") {
        return "randomness.sources".to_owned();
    }
    let listed = |name: &str| path.rfind(&format!("{name}[")).map(|at| &path[..at + name.len()]);
    let band = if path.starts_with("bands") { listed(".programs") } else { None };
    if let Some(field) = band.or_else(|| listed(".order")) {
        return field.to_owned();
    }
    // A category within a group: `tiers[1][0]`.
    match path.rsplit_once("][") {
        Some((group, _)) => format!("{group}]"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_its_part_and_its_field() {
        for (path, query, field) in [
            ("titles.zh", "?part=round", "titles.zh"),
            ("timeline.close", "?part=calendar", "timeline.close"),
            ("vacancies.dates[1]", "?part=calendar", "vacancies.dates[1]"),
            ("programs", "?part=programs", "programs"),
            (
                "programs[3].pools[1].tiers[2][0]",
                "?part=program&at=3",
                "programs[3].pools[1].tiers[2]",
            ),
            ("programs[3].pools[1].order[2]", "?part=program&at=3", "programs[3].pools[1].order"),
            ("programs[3].plan", "?part=program&at=3", "programs[3].plan"),
            ("bands[1].programs[2]", "?part=choices", "bands[1].programs"),
            ("randomness.sources[1].chain", "?part=randomness", "randomness.sources"),
            ("observers[0].note_key", "?part=observers", "observers[0].note_key"),
        ] {
            assert_eq!((InPart::of_path(path).query().as_str(), &*field_of(path)), (query, field));
        }
    }
}
