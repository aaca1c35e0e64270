//! Whatever is changed in a published round is found: every byte, line and file, once as it is and
//! once with SHA256SUMS written anew.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use paiwei_protocol::{
    trust::Trust,
    verify::{Folder, verify},
};
use paiwei_vectors::{
    ceremony::Ceremony,
    folder::{SUMS, sum},
    people::five,
    rules::small,
};
use rayon::prelude::*;

/// Each byte is changed by these, in turn: the next value, the other case. The second is tried only
/// with the sums written anew: without, any change is one to V01.
const FLIPS: [u8; 2] = [0x01, 0x20];
/// Of PROTOCOL.md only every so many bytes.
const PROTOCOL_STEP: usize = 997;

/// A published round of five lines with a change between posting and freeze, and an answer to the
/// result; PROTOCOL.md is the real one.
fn round() -> (Folder, Trust) {
    let mut rules = small();
    rules.timeline.answers = Some(rules.timeline.close + 86_400);
    let mut held = Ceremony::alone(rules, five());
    let protocol = include_bytes!("../../PROTOCOL.md").to_vec();
    held.files.insert("PROTOCOL.md".to_owned(), protocol);
    held.to_posted();
    held.line("An").points = Some(7);
    held.finish();
    let placed = held.by_place().0;
    held.answer(&placed[0], "accept");
    held.enter_answers();
    (held.folder(), Trust::read("trust.txt", &held.trust()).unwrap())
}

/// One way of tampering: what is done, and the folder after it.
struct Act {
    what: String,
    folder: Folder,
    /// Also without new sums.
    as_is: bool,
}

impl Act {
    fn new(what: String, folder: &Folder, change: impl FnOnce(&mut Folder)) -> Self {
        let mut folder = folder.clone();
        change(&mut folder);
        Self { what, folder, as_is: true }
    }

    /// What goes unnoticed, or unnamed, of this act: as it is, and with the sums written anew.
    fn unnoticed(mut self, honest: &Folder, trust: &Trust) -> Vec<String> {
        let mut found = Vec::new();
        if self.as_is {
            found.extend(unnoticed(&self.what, &self.folder, trust));
        }
        sum(&mut self.folder);
        if self.folder != *honest {
            found.extend(unnoticed(&format!("{}, summed anew", self.what), &self.folder, trust));
        }
        found
    }
}

fn unnoticed(what: &str, folder: &Folder, trust: &Trust) -> Option<String> {
    let report = verify(folder, Some(trust), &[], &mut |_| {});
    let named = report.deciding().is_some_and(|check| !check.findings.is_empty());
    (report.exit() == 0 || !named).then(|| format!("{what}: exit {}", report.exit()))
}

/// Tampers with `places` of the round, in parallel.
fn tamper<P: Send>(places: Vec<P>, act: impl Fn(&Folder, P) -> Option<Act> + Sync) {
    let (folder, trust) = round();
    let unnoticed: Vec<String> = places
        .into_par_iter()
        .filter_map(|place| act(&folder, place))
        .flat_map_iter(|act| act.unnoticed(&folder, &trust))
        .collect();
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}

#[test]
fn the_round_is_sound_and_small() {
    let (folder, trust) = round();
    assert_eq!(verify(&folder, Some(&trust), &[], &mut |_| {}).exit(), 0);
    assert!(String::from_utf8_lossy(&folder["roll.csv"]).lines().count() - 1 <= 12);
}

#[test]
fn every_byte() {
    let (folder, _) = round();
    let mut places = Vec::new();
    for (path, bytes) in &folder {
        let step = if path == "PROTOCOL.md" { PROTOCOL_STEP } else { 1 };
        let bytes = (0..bytes.len()).step_by(step);
        places.extend(bytes.flat_map(|at| FLIPS.map(|flip| (path.clone(), at, flip))));
    }
    tamper(places, |folder, (path, at, flip)| {
        let what = format!("{path}, byte {at} ^ {flip:#x}");
        let act = Act::new(what, folder, |folder| folder.get_mut(&path).unwrap()[at] ^= flip);
        Some(Act { as_is: flip == FLIPS[0], ..act })
    });
}

/// Lines with their ends: a file without line feeds is one line.
fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

/// Changes the lines of each file, at each line; a change that changes nothing is none.
fn every_line(what: &str, change: fn(&mut Vec<Vec<u8>>, usize)) {
    let (folder, _) = round();
    let numbers = |(path, bytes): (&String, &Vec<u8>)| {
        let path = path.clone();
        (0..lines(bytes).len()).map(move |number| (path.clone(), number)).collect::<Vec<_>>()
    };
    tamper(folder.iter().flat_map(numbers).collect(), |folder, (path, number)| {
        let mut changed = lines(&folder[&path]);
        change(&mut changed, number);
        let changed = changed.concat();
        if changed == folder[&path] || is_same_note(&path, &changed, &folder[&path]) {
            return None;
        }
        let what = format!("{path}, line {}: {what}", number + 1);
        Some(Act::new(what, folder, |folder| drop(folder.insert(path, changed))))
    });
}

/// The signature lines of a note have no order: a checkpoint with two of them swapped is the same.
fn is_same_note(path: &str, changed: &[u8], honest: &[u8]) -> bool {
    let sorted = |note: &[u8]| {
        let note = String::from_utf8_lossy(note).into_owned();
        let (text, signatures) = note.split_once("\n\n")?;
        let mut signatures: Vec<_> = signatures.lines().map(str::to_owned).collect();
        signatures.sort();
        Some((text.to_owned(), signatures))
    };
    path == "journal/checkpoint" && sorted(changed) == sorted(honest)
}

#[test]
fn every_line_dropped() {
    every_line("dropped", |lines, number| drop(lines.remove(number)));
}

#[test]
fn every_line_doubled() {
    every_line("doubled", |lines, number| lines.insert(number, lines[number].clone()));
}

#[test]
fn every_line_swapped_with_its_neighbour() {
    every_line("swapped with the next", |lines, number| {
        if number + 1 < lines.len() {
            lines.swap(number, number + 1);
        }
    });
}

#[test]
fn every_file_removed() {
    let (folder, _) = round();
    tamper(folder.into_keys().collect(), |folder, path| {
        Some(Act::new(format!("{path} removed"), folder, |folder| drop(folder.remove(&path))))
    });
}

#[test]
fn every_file_emptied() {
    let (folder, _) = round();
    let full = folder.into_iter().filter(|(_, bytes)| !bytes.is_empty());
    tamper(full.map(|(path, _)| path).collect(), |folder, path| {
        let what = format!("{path} emptied");
        Some(Act::new(what, folder, |folder| folder.get_mut(&path).unwrap().clear()))
    });
}

#[test]
fn a_file_added() {
    let paths = [
        "notice.txt",
        "verify.html",
        "attempt-2/answers.csv",
        "attempt-2/roll.csv",
        "earlier/junior-2026/roll.csv",
        "journal/entries/99",
        "journal/entries/007",
        "journal/tile/1/000",
        "journal/tile/entries/000",
        "journal/notice.txt",
        "roll.csv/roll.csv",
        " ",
    ];
    tamper(paths.into(), |folder, path| {
        let copy = folder["roll.csv"].clone();
        Some(Act::new(format!("{path} added"), folder, |folder| {
            assert!(folder.insert(path.to_owned(), copy).is_none());
        }))
    });
}

#[test]
fn the_sums_of_another_round() {
    let (folder, trust) = round();
    let mut other = Ceremony::alone(small(), five());
    other.to_published();
    let act = Act::new("sums replaced".to_owned(), &folder, |folder| {
        folder.insert(SUMS.to_owned(), other.folder()[SUMS].clone());
    });
    assert_eq!(act.unnoticed(&folder, &trust), [""; 0]);
}
