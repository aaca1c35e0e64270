//! The journal and the trail of a contested office.

use std::collections::BTreeMap;

use paiwei::staff::Staff;
use paiwei_protocol::{
    journal::{Entry, Journal},
    verify::Folder,
};
use serde_json::Value;

use crate::{contest::Outcome, world::World};

/// Replays the journal of a folder without a gap, and counts its entries by round and type.
pub fn replayed(folder: &Folder) -> BTreeMap<(String, String), usize> {
    let bytes = |index| folder.get(&format!("journal/entries/{index}"));
    let entries: Vec<&Vec<u8>> = (0..).map_while(bytes).collect();
    let published = folder.keys().filter(|name| name.starts_with("journal/entries/")).count();
    assert_eq!(entries.len(), published, "an entry is missing");
    let first = Entry::read("entry 0", entries[0]).unwrap();
    let mut journal = Journal::open(&first).unwrap();
    let mut counts = BTreeMap::new();
    for (index, bytes) in entries.iter().enumerate() {
        if index > 0 {
            journal.append(&Entry::read("entry", bytes).unwrap()).unwrap();
        }
        let value: Value = serde_json::from_slice(bytes).unwrap();
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        *counts.entry((text("round"), text("type"))).or_default() += 1;
    }
    assert_eq!(journal.size(), entries.len() as u64);
    counts
}

/// The journal holds what the contest's people were told, each step once.
pub fn agrees(counts: &BTreeMap<(String, String), usize>, outcome: &Outcome) {
    for (kind, done) in [
        ("round-announced", outcome.announced),
        ("seed-committed", outcome.committed),
        ("intake", outcome.opened),
        ("round-voided", outcome.voided),
    ] {
        let found = counts.get(&(outcome.round.clone(), kind.to_owned())).copied();
        assert_eq!(found.unwrap_or(0), usize::from(done), "{kind} of {outcome:?}");
    }
}

/// The trail's chain holds, and each proposal and each end of one stands in it once.
pub async fn trail_holds(world: &World, outcomes: &[Outcome]) {
    let staff = Staff::new(world.office.clone(), world.path("published"));
    let trail = staff.export_trail().await.unwrap();
    let acts =
        |act: &str| trail.lines().filter(|line| line.split('\t').nth(3) == Some(act)).count();
    let (made, refused) = outcomes
        .iter()
        .fold((0, 0), |(made, refused), one| (made + one.proposals, refused + one.refused));
    let waiting = staff.waiting().await.unwrap().len();
    assert_eq!(acts("propose"), made);
    assert_eq!(acts("refuse"), refused);
    assert_eq!(acts("carry-out") + refused + waiting, made);
}
