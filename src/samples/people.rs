//! Made-up children and their papers.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use super::stream::Stream;
use crate::documents::{DocumentKind, ResidentId, Sex};

const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// One made-up child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Child {
    pub(super) name: String,
    pub(super) sex: Sex,
    pub(super) birth: Date,
    pub(super) kind: DocumentKind,
    pub(super) number: String,
    pub(super) guardian: String,
    pub(super) phone: String,
}

/// Makes children of one year of birth.
pub(super) struct People {
    stream: Stream,
    region: &'static str,
    first_birthday: Date,
    made: u32,
    /// Identity numbers given out, by birth date and sex.
    issued: BTreeMap<(Date, bool), u16>,
}

impl People {
    /// Children born in the year that begins on `first_birthday`. No two populations share a
    /// region, so no two share an identity number.
    pub(super) fn new(region: &'static str, first_birthday: Date) -> Self {
        let stream = Stream::of(&format!("paiwei sample children {region}"));
        Self { stream, region, first_birthday, made: 0, issued: BTreeMap::new() }
    }

    /// The children of one birth: one child, twins, triplets. `girl` where the sex is given.
    pub(super) fn siblings(&mut self, count: usize, girl: Option<bool>) -> Vec<Child> {
        let surname = self.sign(SURNAMES);
        let days = i64::try_from(self.stream.below(365)).unwrap_or(0);
        let birth = self.first_birthday.saturating_add(days.days());
        let serial = self.made;
        (0..count).map(|_| self.child(surname, birth, serial, girl)).collect()
    }

    fn child(&mut self, surname: char, birth: Date, family: u32, girl: Option<bool>) -> Child {
        let girl = girl.unwrap_or_else(|| self.stream.below(2) == 1);
        let (stem, branch) = (self.sign(STEMS), self.sign(BRANCHES));
        let (kind, number) = self.document(birth, girl);
        self.made += 1;
        Child {
            name: format!("{surname}{stem}{branch}"),
            sex: if girl { Sex::Female } else { Sex::Male },
            birth,
            kind,
            number,
            guardian: format!("{surname}{}家长", self.sign(STEMS)),
            phone: format!("120{family:08}"),
        }
    }

    /// One child in 499 has another document than an identity number.
    fn document(&mut self, birth: Date, girl: bool) -> (DocumentKind, String) {
        let serial = self.made;
        match serial % 499 {
            100 => (DocumentKind::Passport, format!("ZZ{}{serial:05}", &self.region[3..])),
            200 => (DocumentKind::HkMacaoPermit, format!("H{}{serial:05}", &self.region[3..])),
            300 => (DocumentKind::TaiwanPermit, format!("{}{serial:05}", &self.region[3..])),
            400 => (DocumentKind::HouseholdRegister, format!("{}{serial:06}", self.region)),
            _ => (DocumentKind::ResidentId, self.resident_id(birth, girl)),
        }
    }

    fn resident_id(&mut self, birth: Date, girl: bool) -> String {
        let issued = self.issued.entry((birth, girl)).or_insert(0);
        *issued += 1;
        let sequence = *issued * 2 - u16::from(!girl);
        ResidentId::generate(self.region, birth, sequence)
            .expect("the region has a province and 999 numbers a day are plenty")
            .to_string()
    }

    fn sign(&mut self, signs: &str) -> char {
        let at = self.stream.below(signs.chars().count());
        signs.chars().nth(at).expect("drawn below the count")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::documents::Document;

    #[test]
    fn papers_are_valid_by_form_and_nobodys_twice() {
        let mut people = People::new("330199", date(2014, 9, 1));
        let children: Vec<Child> = (0..3000).flat_map(|_| people.siblings(1, None)).collect();
        let today = date(2027, 5, 1);
        let read = |child: &Child| Document::read(child.kind, &child.number, today).unwrap();
        let documents: BTreeSet<_> = children.iter().map(read).collect();
        assert_eq!(documents.len(), 3000);
        let kinds: BTreeSet<_> = documents.iter().map(Document::kind).collect();
        assert_eq!(kinds.len(), 5);
        for (child, id) in children.iter().filter_map(|c| Some((c, read(c).resident_id()?))) {
            assert_eq!((id.birth(), id.sex()), (child.birth, child.sex));
        }
    }

    #[test]
    fn siblings_share_family_and_birthday() {
        let mut people = People::new("330199", date(2014, 9, 1));
        let twins = people.siblings(2, Some(true));
        assert_eq!((twins[0].birth, &twins[0].phone), (twins[1].birth, &twins[1].phone));
        assert_eq!(twins[0].name.chars().next(), twins[1].name.chars().next());
        assert!(twins.iter().all(|child| child.sex == Sex::Female));
        assert_ne!(twins[0].number, twins[1].number);
    }
}
