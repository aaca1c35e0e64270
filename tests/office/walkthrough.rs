//! The page for offices, command by command.

use std::fs;

use crate::{example::ROUND, page, programs::Desk};

#[test]
fn the_page_for_offices_works_as_it_is_printed() {
    let desk = Desk::new();
    for command in page::commands() {
        page::run(&command, &desk);
    }
    let published = desk.path("published").join(ROUND);
    assert!(published.join("results.csv").is_file());
    assert!(desk.path("report.xlsx").is_file());
    let receipts = fs::read_dir(desk.path("receipts/receipts")).unwrap().count();
    assert_eq!(receipts, 20);
}
