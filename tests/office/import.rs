//! Registrations: the dry run's report, an import, and the same import again.

use std::{collections::BTreeMap, fs};

use crate::{
    example::{ROUND, example},
    programs::Desk,
    refusals::announced,
};

/// An office whose round takes applications.
fn open() -> Desk {
    let desk = announced();
    desk.run(&format!("paiwei round open {ROUND} --yes")).well();
    desk
}

fn import(file: &str, more: &str) -> String {
    format!("paiwei round import {ROUND} {file} --mapping mapping.json {more}")
}

/// The files of a folder with all below.
fn files(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for name in [folder.to_owned(), format!("{folder}/receipts")] {
        for entry in fs::read_dir(desk.path(&name)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.insert(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_dry_run_imports_nothing_and_reports_row_by_row() {
    let desk = open();
    let said = desk.run(&import("registrations.csv", "--dry-run --report r.txt")).well();
    assert!(said.out.contains("20 rows read, no error"), "{}", said.out);
    assert!(said.out.contains("nothing was imported"), "{}", said.out);
    assert!(fs::read_to_string(desk.path("r.txt")).unwrap().contains("20 rows read"));
    let status = desk.run(&format!("paiwei round status {ROUND} --json")).well().json();
    assert_eq!(status["applications"], 0);

    // One child twice, and a bundle torn apart.
    let table = String::from_utf8(example("registrations-school.csv")).unwrap();
    let mut rows: Vec<&str> = table.split_terminator("\r\n").collect();
    let last = rows[20];
    rows.remove(1);
    rows.push(last);
    desk.write("wrong.csv", rows.join("\r\n"));
    for more in ["--dry-run --report wrong.xlsx", "--yes"] {
        let said = desk.run(&import("wrong.csv", more));
        assert_eq!(said.status, 1);
        assert!(said.out.contains("row 21") && said.out.contains("row 20"), "{}", said.out);
        assert!(said.err.contains("Nothing was imported: 3 errors"), "{}", said.err);
    }
    assert!(fs::read(desk.path("wrong.xlsx")).unwrap().starts_with(b"PK"));
    let said = desk.run_in("zh", &import("wrong.csv", "--dry-run"));
    assert!(said.out.contains("同一儿童登记了两次") && said.err.contains("没有导入任何一行"));
    let findings = desk.run(&import("wrong.csv", "--dry-run --json")).json();
    assert_eq!(findings["refused"], "rows");
    assert_eq!(findings["findings"].as_array().unwrap().len(), 3);
}

#[test]
fn an_import_gives_codes_slips_and_receipts_once() {
    let desk = open();
    let done = desk.run(&import("registrations.csv", "--out a --yes --json")).well().json();
    let codes = done["codes"].as_array().unwrap();
    assert_eq!((codes.len(), &done["repeated"]), (20, &false.into()));
    let first = files(&desk, "a");
    let names: Vec<&str> = first.keys().map(|path| path.rsplit('/').next().unwrap()).collect();
    assert!(names.contains(&"codes-0-19.xlsx") && names.contains(&"slips-0-19.html"));
    let code = codes[0]["code"].as_str().unwrap();
    assert!(names.contains(&format!("{code}.txt").as_str()));
    // The same file again: the same codes, the same receipts, no further entry.
    let again = desk.run(&import("registrations.csv", "--out a --yes --json")).well().json();
    assert_eq!((&again["codes"], &again["repeated"]), (&done["codes"], &true.into()));
    let second = files(&desk, "a");
    assert_eq!(first, second);
    // Nothing but the receipts' owner reads them.
    assert!(first.values().any(|bytes| bytes.starts_with(b"paiwei receipt v1\n")));

    let withdrawn = desk.run(&format!("paiwei round withdraw {ROUND} {code} --yes")).well();
    assert!(withdrawn.out.contains("status: withdrawn"), "{}", withdrawn.out);
    let identity = format!("paiwei round identity {ROUND} {code} --out id.json");
    desk.run(&identity).well();
    assert!(fs::read_to_string(desk.path("id.json")).unwrap().contains(code));
}
