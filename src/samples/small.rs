//! Small rounds beside the samples, each to be left at another point of its way: for whoever tries the
//! service out.

use jiff::civil::date;
use paiwei_protocol::rules::Rules;

use super::{
    Sample, SampleError, Setting,
    campus::{self, School},
    district_children,
    people::People,
    rules::titles,
    sheet::Sheet,
};

/// A small round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SmallRound {
    /// A school of two campuses.
    Tingxi,
    /// Another.
    Wangchao,
    /// Another.
    Lanyue,
    /// Another.
    Shiguang,
    /// The district's round of the next year, with few who have applied.
    NextYear,
}

const TINGXI: School = School {
    round: "tingxi-2027",
    zh: "听溪学校",
    en: "Tingxi School",
    children: 160,
    region: "330196",
};
const WANGCHAO: School = School {
    round: "wangchao-2027",
    zh: "望潮学校",
    en: "Wangchao School",
    children: 140,
    region: "330195",
};
const LANYUE: School = School {
    round: "lanyue-2027",
    zh: "揽月学校",
    en: "Lanyue School",
    children: 320,
    region: "330194",
};
const SHIGUANG: School = School {
    round: "shiguang-2027",
    zh: "拾光学校",
    en: "Shiguang School",
    children: 200,
    region: "330193",
};
/// Who has applied so far.
const EARLY: usize = 48;

impl SmallRound {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Tingxi, Self::Wangchao, Self::Lanyue, Self::Shiguang, Self::NextYear];

    fn school(self) -> Option<School> {
        match self {
            Self::Tingxi => Some(TINGXI),
            Self::Wangchao => Some(WANGCHAO),
            Self::Lanyue => Some(LANYUE),
            Self::Shiguang => Some(SHIGUANG),
            Self::NextYear => None,
        }
    }

    /// Id of the round.
    #[must_use]
    pub fn round(self) -> &'static str {
        self.school().map_or("junior-2028", |school| school.round)
    }

    /// The rules of the round.
    #[must_use]
    pub fn rules(self, setting: &Setting) -> Rules {
        if let Some(school) = self.school() {
            return school.rules(setting);
        }
        let mut rules = Sample::District.rules(setting);
        for category in &mut rules.categories {
            category.basis = category.basis.replace("2027", "2028");
        }
        Rules {
            round: self.round().to_owned(),
            cohort: "junior-entry-2028".to_owned(),
            titles: titles("清川区 2028 年初中招生派位", "Qingchuan district, junior entry 2028"),
            ..rules
        }
    }

    /// The registrations, at most `rows` and the rest of a bundle that would be cut.
    #[must_use]
    pub fn sheet(self, rows: Option<usize>) -> Sheet {
        let rows = rows.unwrap_or(usize::MAX);
        match self.school() {
            Some(school) => school.sheet().first_families(rows),
            None => district_children::sheet_of("2028J", "330192", date(2015, 9, 1))
                .first_families(rows.min(EARLY)),
        }
    }

    /// The platform's file of some registrations: .csv in UTF-8, for the district .xlsx.
    ///
    /// # Errors
    ///
    /// [`SampleError`] when the writers fail.
    pub fn file_of(self, sheet: &Sheet) -> Result<Vec<u8>, SampleError> {
        if self.school().is_some() { sheet.csv_utf8_bom() } else { sheet.xlsx() }
    }

    /// A name for that file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        if self.school().is_some() { "registrations.csv" } else { "registrations.xlsx" }
    }

    /// The mapping file that reads it.
    #[must_use]
    pub fn mapping(self) -> String {
        self.school().map_or_else(|| Sample::District.mapping(), |_| campus::mapping())
    }
}

/// Rows of a file for whoever tries to import one.
const LATE: usize = 40;

/// Children for [`SmallRound::NextYear`] who have not applied yet, in a file to be imported: one that
/// is sound, and one with mistakes as they come.
#[must_use]
pub fn late_comers() -> [Sheet; 2] {
    let all = district_children::sheet_of("2028J", "330192", date(2015, 9, 1));
    let single = |row: &&Vec<String>| row.last().is_some_and(String::is_empty);
    let rows = all.rows.iter().skip(2 * EARLY).filter(single).take(LATE).cloned().collect();
    let sound = Sheet { headings: all.headings, rows };
    let mut wrong = sound.clone();
    let column = |name: &str| sound.headings.iter().position(|heading| heading == name);
    let mistakes = [
        (4, "学生姓名", ""),
        (9, "证件号码", "330192201601010000"),
        (15, "第一志愿", "文汇中学"),
        (22, "性别", "未知"),
        (31, "出生日期", "2016年2月30日"),
    ];
    for (row, name, cell) in mistakes {
        if let (Some(row), Some(column)) = (wrong.rows.get_mut(row), column(name)) {
            cell.clone_into(&mut row[column]);
        }
    }
    [sound, wrong]
}

/// A child who is in no round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// Its name.
    pub name: String,
    /// The number of its identity card.
    pub number: String,
}

/// A girl and a boy, twins, of an age for [`SmallRound::NextYear`]: for whoever tries to apply.
#[must_use]
pub fn newcomers() -> Vec<Newcomer> {
    let mut people = People::new("330191", date(2015, 9, 1));
    let mut twins = std::iter::repeat_with(|| people.siblings(2, None));
    let mixed = twins.find(|twins| twins[0].sex != twins[1].sex).unwrap_or_default();
    mixed.into_iter().map(|child| Newcomer { name: child.name, number: child.number }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        documents::ResidentId,
        import::{self, Mapping},
        samples::tests::setting,
        spreadsheet::{self, Limits},
    };

    #[test]
    fn the_late_comers_are_read_and_their_mistakes_are_found() {
        let small = SmallRound::NextYear;
        let rules = Rules::read(&small.rules(&setting()).to_json()).unwrap();
        let mapping = Mapping::read(small.mapping().as_bytes()).unwrap();
        let errors = late_comers().map(|sheet| {
            let file = small.file_of(&sheet).unwrap();
            let table = spreadsheet::read(&file, mapping.sheet.as_deref(), &Limits::default());
            let reading = import::read(&table.unwrap(), &mapping, &rules, date(2027, 4, 20));
            reading.unwrap().errors()
        });
        assert_eq!(errors[0], 0);
        assert!(errors[1] >= 5, "{errors:?}");
    }

    #[test]
    fn the_newcomers_are_twins_with_sound_papers() {
        let numbers = newcomers().into_iter().map(|child| child.number);
        let numbers: Vec<_> =
            numbers.map(|it| ResidentId::parse(&it, date(2027, 4, 20)).unwrap()).collect();
        assert_eq!(numbers.len(), 2);
        assert_eq!(numbers[0].birth(), numbers[1].birth());
        assert_ne!(numbers[0].sex(), numbers[1].sex());
    }

    #[test]
    fn every_small_round_is_sound_and_its_registrations_are_read() {
        let mut documents = BTreeSet::new();
        for small in SmallRound::ALL {
            let rules = small.rules(&setting());
            let rules = Rules::read(&rules.to_json()).unwrap();
            assert_eq!(rules.round, small.round());
            let file = small.file_of(&small.sheet(None)).unwrap();
            let mapping = Mapping::read(small.mapping().as_bytes()).unwrap();
            let table =
                spreadsheet::read(&file, mapping.sheet.as_deref(), &Limits::default()).unwrap();
            let reading = import::read(&table, &mapping, &rules, date(2027, 4, 20)).unwrap();
            let read = reading.into_registrations().unwrap();
            assert!(read.iter().any(|child| child.claims.len() > 1), "{}", small.round());
            assert!(read.iter().all(|child| !child.choices.is_empty()));
            for child in read {
                assert!(documents.insert(child.document), "{} twice", child.number);
            }
        }
    }
}
