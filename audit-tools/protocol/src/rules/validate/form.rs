//! When and what families choose: times, bands, bundles, categories, reasons, vacancies.

use std::collections::BTreeSet;

use super::{Findings, Kind, Rules, check_ids, check_length, check_text, check_titles, limits};
use crate::rules::{Band, Category, Vacancies};

pub(super) fn check(rules: &Rules, findings: &mut Findings) {
    if rules.timeline.open >= rules.timeline.close {
        let problem = "applications close before they open";
        findings.add(Kind::CloseBeforeOpen, "timeline.close", problem, "choose a later close");
    }
    if rules.timeline.answers.is_some_and(|until| until <= rules.timeline.close) {
        let problem = "answers end before applications close";
        let remedy = "choose a later end, or remove the member answers";
        findings.add(Kind::AnswersBeforeClose, "timeline.answers", problem, remedy);
    }
    check_bands(rules, findings);
    if let Some(most) = rules.bundles {
        let sizes = limits::LEAST_BUNDLE..=limits::MOST_BUNDLE;
        if !sizes.contains(&most) {
            let problem = format!("bundles of at most {most} children");
            let remedy = "allow 2 to 16, or remove the member bundles";
            findings.add(Kind::BundleSize, "bundles.most", &problem, remedy);
        }
    }
    check_categories(&rules.categories, findings);
    check_length(rules.reasons.len(), limits::REASONS, "reasons", findings);
    check_ids(rules.reasons.iter().map(|reason| &*reason.id), "reasons", findings);
    for (index, reason) in rules.reasons.iter().enumerate() {
        check_titles(&reason.titles, &format!("reasons[{index}]"), findings);
    }
    check_vacancies(rules, findings);
}

fn check_bands(rules: &Rules, findings: &mut Findings) {
    check_length(rules.bands.len(), limits::BANDS, "bands", findings);
    if rules.bands.is_empty() {
        findings.add(Kind::NoBand, "bands", "the form has no slot for choices", "add a band");
    }
    let known: BTreeSet<_> = rules.programs.iter().map(|program| &*program.id).collect();
    for (index, band) in rules.bands.iter().enumerate() {
        check_band(band, &known, &format!("bands[{index}]"), findings);
    }
    let offered: BTreeSet<_> = rules.bands.iter().flat_map(|band| &band.programs).collect();
    for (index, program) in rules.programs.iter().enumerate() {
        if !offered.contains(&program.id) {
            let problem = format!("no band offers program {}", program.id);
            let path = format!("programs[{index}].id");
            findings.add(Kind::ProgramInNoBand, &path, &problem, "add it to a band or remove it");
        }
    }
}

fn check_band(band: &Band, known: &BTreeSet<&str>, path: &str, findings: &mut Findings) {
    if band.most == 0 || band.most as usize > band.programs.len() {
        let problem = format!("{} choices of {} programs", band.most, band.programs.len());
        let remedy = "allow at least one choice and no more than there are programs";
        findings.add(Kind::BandMost, &format!("{path}.most"), &problem, remedy);
    }
    let mut seen = BTreeSet::new();
    for (index, id) in band.programs.iter().enumerate() {
        let path = format!("{path}.programs[{index}]");
        if !known.contains(&**id) {
            let problem = format!("the rules have no program {id:?}");
            findings.add(Kind::UnknownProgram, &path, &problem, "add the program or remove this");
        }
        if !seen.insert(id) {
            let problem = format!("the band offers {id} a second time");
            findings.add(Kind::ProgramTwice, &path, &problem, "remove one of the two");
        }
    }
}

fn check_categories(categories: &[Category], findings: &mut Findings) {
    check_length(categories.len(), limits::CATEGORIES, "categories", findings);
    check_ids(categories.iter().map(|category| &*category.id), "categories", findings);
    for (index, category) in categories.iter().enumerate() {
        let path = format!("categories[{index}]");
        check_titles(&category.titles, &path, findings);
        let path = format!("{path}.basis");
        if category.basis.trim().is_empty() {
            let problem = format!("nothing grants category {}", category.id);
            let remedy = "name the document that grants the priority";
            findings.add(Kind::CategoryWithoutBasis, &path, &problem, remedy);
        } else {
            check_text(&category.basis, limits::TITLE, &path, findings);
        }
    }
}

fn check_vacancies(rules: &Rules, findings: &mut Findings) {
    let Vacancies::Succession { dates } = &rules.vacancies else { return };
    check_length(dates.len(), limits::DATES, "vacancies.dates", findings);
    let before = std::iter::once(&rules.timeline.close).chain(dates);
    let late = dates.iter().zip(before).position(|(date, before)| date <= before);
    let problem = match late {
        Some(0) => "the first date is not after the close of applications",
        Some(_) => "a date is not after the one before",
        None if dates.is_empty() => "there is no date of succession",
        None => return,
    };
    let path = late.map_or("vacancies.dates".to_owned(), |at| format!("vacancies.dates[{at}]"));
    let remedy = "name one or more dates after the close, ascending";
    findings.add(Kind::SuccessionDates, &path, problem, remedy);
}
