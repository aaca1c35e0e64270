//! Samples of the pages that families fill in.

use std::sync::Arc;

use askama::Template;

use crate::{
    http::pages::{
        Shell,
        apply::{ApplyPage, Change},
        filled::{Filled, Wrong},
        find::FindPage,
    },
    samples::Sample,
};

const CODE: &str = "009W-QGAQ-RTES-Z";

pub(super) fn pages(shell: &Shell) -> Vec<(&'static str, String)> {
    let find = |number: &str, missed, found: Option<&str>, published| FindPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        titles: super::titles(),
        rehearsal: false,
        number: number.to_owned(),
        missed,
        found: found.map(str::to_owned),
        published,
    };
    let device = Change { codes: vec![CODE.to_owned(), CODE.to_owned()], ..Change::default() };
    let stranger = Change { wrong: Some("<x>".to_owned()), ..Change::default() };
    let hand = Change { codes: vec![CODE.to_owned()], secret: Some("<s>".to_owned()), wrong: None };
    vec![
        ("find", find("", false, None, false).render().unwrap()),
        ("find", find("<x>", true, None, true).render().unwrap()),
        ("find", find("x", false, Some(CODE), true).render().unwrap()),
        ("change", form(shell, Sample::District, 2, device).render().unwrap()),
        ("change", form(shell, Sample::District, 1, stranger).render().unwrap()),
        ("change", form(shell, Sample::School, 1, hand).render().unwrap()),
    ]
}

fn form(shell: &Shell, sample: Sample, children: usize, change: Change) -> ApplyPage {
    let wrong = Wrong { field: "linked".to_owned(), why: "x".to_owned() };
    ApplyPage {
        shell: shell.clone(),
        round: "a-2027".to_owned(),
        rules: Arc::new(sample.rules(&crate::samples::tests::setting())),
        children,
        filled: Filled::default(),
        wrong: vec![wrong],
        open: true,
        change: Some(change),
    }
}
