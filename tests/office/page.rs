//! `docs/OFFICE.md`: the commands that it tells people to type.

use std::{fs, path::Path, thread, time::Duration};

use crate::{example::write_files, programs::Desk};

/// The commands of the page's `sh` blocks, in order, as nobody at a terminal gives them: consent is
/// given beforehand.
pub(crate) fn commands() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/OFFICE.md");
    let page = fs::read_to_string(page).unwrap();
    let blocks = page.split("```").filter_map(|block| block.strip_prefix("sh\n"));
    let lines = blocks.flat_map(str::lines);
    let commands: Vec<String> = lines.map(|line| format!("{line}{}", consent(line))).collect();
    assert!(commands.len() > 35, "{}", commands.len());
    commands
}

fn consent(line: &str) -> &'static str {
    if line.contains("observer new") {
        " --json"
    } else if line.starts_with("paiwei-audit verify") {
        ""
    } else {
        " --yes"
    }
}

/// What the page says between the commands: time passes, rules are written.
pub(crate) fn before(command: &str, desk: &Desk) {
    if command.starts_with("paiwei init") {
        fs::create_dir_all(desk.path("stick")).unwrap();
    }
    if command.contains("round freeze") {
        // The objection time of the example's rules, as they are run here: a second.
        thread::sleep(Duration::from_millis(2100));
    }
}

/// Runs a command of the page, and does by hand what comes after it.
#[track_caller]
pub(crate) fn run(command: &str, desk: &Desk) {
    before(command, desk);
    let said = desk.run(command);
    assert_eq!(said.status, 0, "{command}\n{}\n{}", said.out, said.err);
    if command.contains("observer new") {
        write_files(desk, &said.json());
    }
}
