//! Files of the folder: V01, V02, V08, V10, V27.

use crate::{
    ceremony::trust,
    folder::{Folder, SUMS, file, replace, sum},
    office::Office,
    rules::{ORIGIN, observers, small},
    vector::Vector,
};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    vec![
        changed("sums-wrong-hash", "V01", "a hash of SHA256SUMS is another file's", |folder| {
            let protocol = String::from_utf8_lossy(&folder[SUMS])[..64].to_owned();
            replace_last_sum(folder, &protocol);
        }),
        changed("sums-unsorted", "V01", "the lines of SHA256SUMS do not ascend", |folder| {
            lines(folder, SUMS, |lines| lines.swap(0, 1));
        }),
        changed("sums-short", "V01", "SHA256SUMS leaves a file out", |folder| {
            lines(folder, SUMS, |lines| drop(lines.remove(3)));
        }),
        changed("sums-doubled", "V01", "SHA256SUMS lists a file twice", |folder| {
            lines(folder, SUMS, |lines| lines.insert(3, lines[3].clone()));
        }),
        summed("entry-removed", "V02", "an entry's file is missing", |folder| {
            folder.remove("journal/entries/5");
        }),
        summed(
            "entry-file-differs",
            "V02",
            "an entry's file is not what the tree holds",
            |folder| {
                replace(folder, "journal/entries/5", "\"size\":5", "\"size\":4");
            },
        ),
        summed("tile-wrong", "V02", "a tile holds another hash", |folder| {
            file(folder, "journal/tile/0/000.p/15")[40] ^= 1;
        }),
        summed("tile-missing", "V02", "the tile is missing", |folder| {
            folder.remove("journal/tile/0/000.p/15");
        }),
        summed("bundle-wrong", "V02", "an entry bundle holds other bytes", |folder| {
            file(folder, "journal/tile/entries/000.p/15")[40] ^= 1;
        }),
        summed("surplus-in-journal", "V02", "a file in journal/ that no entry has", |folder| {
            folder.insert("journal/entries/15".to_owned(), b"{}".to_vec());
        }),
        checkpoint_behind(),
        summed("surplus-file", "V08", "a file that the protocol does not know", |folder| {
            folder.insert("notice.txt".to_owned(), b"All is well.\n".to_vec());
        }),
        summed("surplus-attempt", "V08", "files of an attempt that never was", |folder| {
            let draw = folder["draw.txt"].clone();
            folder.insert("attempt-2/draw.txt".to_owned(), draw);
        }),
        summed("waitlist-missing", "V08", "a result without waiting list", |folder| {
            folder.remove("waitlist.csv");
        }),
        summed("protocol-missing", "V08", "PROTOCOL.md is not published", |folder| {
            folder.remove("PROTOCOL.md");
        }),
        summed("verify-page-unlisted", "V08", "verify.html, which no result lists", |folder| {
            folder.insert("verify.html".to_owned(), b"<title>All is well</title>\n".to_vec());
        }),
        result_of_void(),
        summed("trust-inside-recovery", "V10", "trust.txt names another recovery key", |folder| {
            let other = Office::open("forger", ORIGIN, 0);
            let inside = trust(&other, &small());
            folder.insert("trust.txt".to_owned(), inside);
        }),
        trust_inside_observers(),
        summed("trust-inside-twice", "V10", "trust.txt has a second block", |folder| {
            let trust = file(folder, "trust.txt");
            *trust = [trust.as_slice(), trust.as_slice()].concat();
        }),
        summed("trust-inside-cut-off", "V10", "the last line of trust.txt has no end", |folder| {
            file(folder, "trust.txt").pop();
        }),
        summed("protocol-replaced", "V27", "PROTOCOL.md is not the one hashed", |folder| {
            replace(folder, "PROTOCOL.md", "version 1", "version 0");
        }),
        verify_page_replaced(),
    ]
}

/// A round whose folder is changed after it was published.
fn changed(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    act: fn(&mut Folder),
) -> Vector {
    let held = published();
    let mut folder = held.folder();
    act(&mut folder);
    Vector::bad_folder(name, &held, folder, check, why)
}

/// The same, with SHA256SUMS written anew.
fn summed(
    name: &'static str,
    check: &'static str,
    why: &'static str,
    act: fn(&mut Folder),
) -> Vector {
    let mut vector = changed(name, check, why, act);
    sum(&mut vector.round);
    vector
}

/// Changes the lines of a file.
fn lines(folder: &mut Folder, path: &str, act: impl FnOnce(&mut Vec<String>)) {
    let bytes = file(folder, path);
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines = text.lines().map(|line| format!("{line}\n")).collect();
    act(&mut lines);
    *bytes = lines.concat().into_bytes();
}

fn replace_last_sum(folder: &mut Folder, hash: &str) {
    lines(folder, SUMS, |lines| {
        let last = lines.len() - 1;
        lines[last].replace_range(..64, hash);
    });
}

fn checkpoint_behind() -> Vector {
    let held = published();
    let mut checkpoint = held.office.checkpoint(held.office.entries.len() - 1);
    held.office.observer("notary").cosign(&mut checkpoint, held.office.clock);
    let folder = held.folder_under(&checkpoint);
    let why = "the checkpoint leaves the last entry out";
    Vector::bad_folder("checkpoint-behind", &held, folder, "V02", why)
}

fn result_of_void() -> Vector {
    let mut held = plain();
    held.to_drawn();
    held.draw();
    held.office.entries.truncate(held.order);
    held.void();
    let why = "a round that is void publishes a draw";
    Vector::bad("result-of-void", &held, "V08", why)
}

fn trust_inside_observers() -> Vector {
    let held = published();
    let mut rules = small();
    rules.observers = observers("office", ["committee"]);
    let mut folder = held.folder();
    let inside = trust(&held.office, &rules);
    folder.insert("trust.txt".to_owned(), inside);
    sum(&mut folder);
    let why = "trust.txt names an observer who is not in the rules";
    Vector::bad_folder("trust-inside-observers", &held, folder, "V10", why)
}

fn verify_page_replaced() -> Vector {
    let mut held = plain();
    held.files.insert("verify.html".to_owned(), b"<title>Verify</title>\n".to_vec());
    held.to_published();
    held.files.insert("verify.html".to_owned(), b"<title>All is well</title>\n".to_vec());
    Vector::bad("verify-page-replaced", &held, "V27", "verify.html is not the one hashed")
}
