//! A small demonstration, as whoever looks on finds it.

use std::{collections::BTreeMap, sync::Arc};

use super::*;
use crate::clock::FixedClock;

/// A Thursday in April 2027, 15:00 in China.
const NOW: u64 = 1_808_377_200;

async fn played(out: &std::path::Path) -> Demonstration {
    let options = Options { out: Some(out.to_owned()), force: false, rows: Some(14) };
    run(&options, Arc::new(FixedClock::at(NOW)), Arc::new(|_| ())).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn rounds_are_left_on_their_way_and_the_notary_attends() {
    let parent = tempfile::tempdir().unwrap();
    let played = played(&parent.path().join("demo")).await;
    let left = &played.account.left;
    let states: BTreeMap<&str, &str> =
        left.iter().map(|round| (round.id(), round.state.as_str())).collect();
    let expected = [
        ("junior-2028", "open"),
        ("lanyue-2027", "closed"),
        ("shiguang-2027", "frozen"),
        ("tingxi-2027", "published"),
        ("wangchao-2027", "posted"),
    ];
    assert_eq!(states, BTreeMap::from(expected));
    let reviewed = left.iter().find(|round| round.id() == "lanyue-2027").unwrap();
    assert!(0 < reviewed.undecided && reviewed.undecided < reviewed.applications);
    let answering = left.iter().find(|round| round.id() == "tingxi-2027").unwrap();
    assert!(answering.families.iter().any(|family| family.placed == Some(true)));
    assert!(answering.rules.timeline.answers.is_some_and(|until| until > NOW));
    assert!(played.account.rounds.iter().any(|round| round.rules.round == "tingxi-2027"));

    // The office goes on by the machine's clock, and the notary signs what its part is.
    played.clock.run();
    assert_eq!(played.office.now(), NOW);
    let (office, place) = (played.office, played.place);
    let mut notary = Attendance::new(office.clone(), played.notary, place.clone());
    notary.look().await.unwrap();
    let laid = |name: &str| place.join(&format!("{NOTARY_FILES}/shiguang-2027/{name}"));
    assert!(laid("cosignature.note").is_file() && !laid("seed-open.note").exists());
    crate::rounds::open_seed(&office, "shiguang-2027").await.unwrap();
    notary.look().await.unwrap();
    let note = std::fs::read(laid("seed-open.note")).unwrap();
    let given = crate::rounds::Given { file: "seed-open.note", bytes: &note };
    crate::rounds::open_observer_seed(&office, "shiguang-2027", given).await.unwrap();
    office.close().await;
}
