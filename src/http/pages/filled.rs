//! What was filled in: a form's fields, as the pages name them.

use std::collections::{BTreeMap, BTreeSet};

use paiwei_protocol::rules::Rules;

use super::{Shell, eligible};
use crate::rounds::{self, ByHand, Entered, FieldRefusal, HandRevision, MOST_CODES};

/// The fields of a child that the form has; others that an identity file may hold stay as they are.
const OF_CHILD: [&str; 4] = ["name", "phone", "document-type", "document-number"];

/// The fields of a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filled {
    fields: BTreeMap<String, String>,
    /// Claims, `child-<i>-claims` with a category's id each.
    claims: Vec<(String, String)>,
}

/// Something that is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The field's name, as in the form.
    pub(crate) field: String,
    /// What is wrong and what to do, in the reader's language.
    pub(crate) why: String,
}

impl Filled {
    /// A form of these fields, in which no category is claimed.
    pub(crate) fn new(fields: BTreeMap<String, String>) -> Self {
        Self { fields, claims: Vec::new() }
    }

    /// The fields as a browser sends them; checkboxes come once for each that is set.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        let (claims, fields): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| name.ends_with("-claims"));
        Self { fields: fields.into_iter().collect(), claims }
    }

    /// What applications say, as fields of the form that changes them.
    pub(crate) fn entered(found: &[Entered], rules: &Rules) -> Self {
        let (mut fields, mut claims) = (BTreeMap::new(), Vec::new());
        for (child, one) in found.iter().enumerate() {
            for (name, value) in &one.fields {
                fields.insert(format!("child-{child}-{name}"), value.clone());
            }
            let name = format!("child-{child}-claims");
            claims.extend(one.request.claims.iter().map(|id| (name.clone(), id.clone())));
        }
        let request = found.first().map(|one| &one.request);
        let chosen = request.map(|request| request.choices.bands.as_slice()).unwrap_or_default();
        for (band, programs) in chosen.iter().enumerate().take(rules.bands.len()) {
            for (place, program) in programs.iter().enumerate() {
                fields.insert(format!("choice-{band}-{place}"), program.clone());
            }
        }
        if request.is_some_and(|request| !request.bundle.is_empty()) {
            fields.insert("linked".to_owned(), "yes".to_owned());
        }
        Self { fields, claims }
    }

    /// The next revisions of applications, as the form says; what it doesn't change stays.
    pub(crate) fn changed(&self, rules: &Rules, found: &[Entered], arrived: u64) -> ByHand {
        let choices = self.choices(rules);
        let one = |(child, one): (usize, &Entered)| {
            let mut fields = one.fields.clone();
            let typed = self.identity(child);
            for name in OF_CHILD {
                match typed.get(name) {
                    Some(value) => fields.insert(name.to_owned(), value.clone()),
                    None => fields.remove(name),
                };
            }
            HandRevision {
                code: Some(one.request.code),
                fields: (fields != one.fields).then_some(fields),
                claims: Some(self.claimed(child)),
                choices: Some(choices.clone()),
                withdrawn: false,
            }
        };
        ByHand {
            revisions: found.iter().enumerate().map(one).collect(),
            linked: Some(self.is("linked", "yes")),
            attempt: None,
            arrived,
        }
    }

    /// All that can be told to be wrong before the form is taken; `now` in Unix seconds.
    pub(crate) fn faults(
        &self,
        rules: &Rules,
        asked: &ByHand,
        now: u64,
        shell: &Shell,
    ) -> Vec<Wrong> {
        let misread = rounds::misread(asked, now);
        let mut wrong: Vec<_> = misread.iter().map(|one| self.wrong(one, shell)).collect();
        wrong.extend(self.closed(rules, shell));
        wrong
    }

    /// Choices that lead to no pool with the categories that are claimed: nobody is tried there, and
    /// the choice would be lost.
    fn closed(&self, rules: &Rules, shell: &Shell) -> Vec<Wrong> {
        let children = (0..self.children()).map(|child| self.claimed(child));
        let claimed: Vec<Vec<String>> = children.collect();
        let sets = claimed.iter().map(|ids| ids.iter().map(String::as_str).collect());
        let mut sets: Vec<BTreeSet<&str>> = sets.collect();
        if self.is("linked", "yes") {
            // Linked children have the categories that all of them have.
            let shared =
                sets.into_iter().reduce(|all, one| all.intersection(&one).copied().collect());
            sets = shared.into_iter().collect();
        }
        let mut wrong = Vec::new();
        for (index, band) in rules.bands.iter().enumerate() {
            for place in 0..band.most {
                let field = format!("choice-{index}-{place}");
                let chosen = rules.programs.iter().find(|program| self.is(&field, &program.id));
                let Some(program) = chosen else { continue };
                if sets.iter().any(|claims| eligible::is_open(program, claims)) {
                    continue;
                }
                let needed = eligible::needed(program).unwrap_or_default();
                let needed = eligible::titles(rules, &needed, shell);
                let program = shell.title(&program.titles);
                let why = shell.t2("apply-closed-to", "program", program, "categories", needed);
                wrong.push(Wrong { field, why });
            }
        }
        wrong
    }

    /// A field's value; empty for none.
    pub(crate) fn value(&self, name: impl AsRef<str>) -> &str {
        self.fields.get(name.as_ref()).map_or("", String::as_str)
    }

    /// Whether a field has this value.
    pub(crate) fn is(&self, name: impl AsRef<str>, value: impl AsRef<str>) -> bool {
        self.value(name) == value.as_ref()
    }

    /// Whether a child claims a category.
    pub(crate) fn claims(&self, child: usize, category: &str) -> bool {
        let name = format!("child-{child}-claims");
        self.claims.iter().any(|(field, id)| *field == name && id == category)
    }

    /// How many children the form is of.
    pub(crate) fn children(&self) -> usize {
        let named = |child: &usize| self.fields.contains_key(&format!("child-{child}-name"));
        (0..MOST_CODES).take_while(named).count().max(1)
    }

    /// The applications that the form asks for; the id of a text that says what it lacks.
    pub(crate) fn asked(&self, rules: &Rules, arrived: u64) -> Result<ByHand, &'static str> {
        let attempt = paiwei_protocol::digest::parse_hex(self.value("attempt"));
        let attempt = attempt.ok_or("apply-attempt-lost")?;
        let choices = self.choices(rules);
        let child = |child: usize| HandRevision {
            code: None,
            fields: Some(self.identity(child)),
            claims: Some(self.claimed(child)),
            choices: Some(choices.clone()),
            withdrawn: false,
        };
        Ok(ByHand {
            revisions: (0..self.children()).map(child).collect(),
            linked: (self.value("linked") == "yes").then_some(true),
            attempt: Some(attempt),
            arrived,
        })
    }

    /// A child's identity fields; what is left empty isn't there.
    fn identity(&self, child: usize) -> BTreeMap<String, String> {
        let prefix = format!("child-{child}-");
        let own = |(name, value): (&String, &String)| {
            let field = name.strip_prefix(&prefix)?;
            let value = value.trim();
            (!value.is_empty()).then(|| (field.to_owned(), value.to_owned()))
        };
        self.fields.iter().filter_map(own).collect()
    }

    fn claimed(&self, child: usize) -> Vec<String> {
        let name = format!("child-{child}-claims");
        self.claims.iter().filter(|(field, _)| *field == name).map(|(_, id)| id.clone()).collect()
    }

    /// The choices as rolls write them, from the fields `choice-<band>-<place>`.
    pub(crate) fn choices(&self, rules: &Rules) -> String {
        let band = |(index, band): (usize, &paiwei_protocol::rules::Band)| {
            let chosen = (0..band.most).map(|place| self.value(format!("choice-{index}-{place}")));
            chosen.filter(|program| !program.is_empty()).collect::<Vec<_>>().join(">")
        };
        rules.bands.iter().enumerate().map(band).collect::<Vec<_>>().join("|")
    }

    /// A refusal of the counter at the field of the form that it means.
    pub(crate) fn wrong(&self, refusal: &FieldRefusal, shell: &Shell) -> Wrong {
        let parts: Vec<&str> = refusal.pointer.split('/').collect();
        let field = match parts.as_slice() {
            ["", "children", child, .., "fields", field] => format!("child-{child}-{field}"),
            ["", "linked"] => "linked".to_owned(),
            ["", "children", child] => format!("child-{child}-document-number"),
            _ => "choice-0-0".to_owned(),
        };
        Wrong { field, why: shell.pick(&refusal.message).to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        language::{Language, Message},
        samples::Sample,
    };

    fn filled(pairs: &[(&str, &str)]) -> Filled {
        Filled::of(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn a_form_says_what_children_want() {
        let rules = Sample::School.rules(&crate::samples::tests::setting());
        let program = &rules.programs[0].id;
        let attempt = "00112233445566778899aabbccddeeff";
        let form = filled(&[
            ("attempt", attempt),
            ("child-0-name", " 王甲子 "),
            ("child-0-phone", ""),
            ("child-0-claims", "a"),
            ("child-0-claims", "b"),
            ("child-1-name", "王乙丑"),
            ("choice-0-0", program),
            ("linked", "yes"),
        ]);
        let asked = form.asked(&rules, 7).unwrap();
        assert_eq!((asked.revisions.len(), asked.linked, asked.arrived), (2, Some(true), 7));
        let first = &asked.revisions[0];
        assert_eq!(first.fields.as_ref().unwrap().len(), 1, "what is empty isn't there");
        assert_eq!(first.fields.as_ref().unwrap()["name"], "王甲子");
        assert_eq!(first.claims.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
        assert!(first.choices.as_ref().unwrap().starts_with(program));
        assert!(filled(&[("attempt", "x")]).asked(&rules, 7).is_err());
    }

    #[test]
    fn a_refusal_is_told_at_its_field() {
        let shell = Shell::new(Language::En, "/", 0);
        let at = |pointer: &str| {
            let message = Message::new("错", "wrong");
            let refusal = FieldRefusal { pointer: pointer.to_owned(), message };
            Filled::default().wrong(&refusal, &shell).field
        };
        assert_eq!(at("/children/1/fields/document-number"), "child-1-document-number");
        assert_eq!(at("/children/0/choices"), "choice-0-0");
        assert_eq!(at("/linked"), "linked");
        assert_eq!(at("/children/1"), "child-1-document-number");
    }
}
