//! The page for offices, command by command, on both databases.

use std::fs;

use crate::{example::ROUND, page, programs::Desk};

#[track_caller]
fn assert_page_works(desk: &Desk) {
    for command in page::commands() {
        page::run(&command, desk);
    }
    let published = desk.path("published").join(ROUND);
    assert!(published.join("results.csv").is_file());
    assert!(desk.path("report.xlsx").is_file());
    let receipts = fs::read_dir(desk.path("receipts/receipts")).unwrap().count();
    assert_eq!(receipts, 20);
}

#[test]
fn the_page_for_offices_works_as_it_is_printed() {
    let desk = Desk::new();
    assert_page_works(&desk);
    assert!(desk.path("paiwei-data/paiwei.db").is_file());
}

#[test]
fn the_page_works_on_postgresql_too() {
    let desk = Desk::on_postgres();
    assert_page_works(&desk);
    assert!(!desk.path("paiwei-data/paiwei.db").exists(), "nothing is kept beside PostgreSQL");
}
