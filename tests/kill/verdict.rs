//! What is held against a published round: every receipt that any device was given.

use std::collections::BTreeMap;

use paiwei::{device::Device, rounds};
use paiwei_protocol::{
    ident::Code,
    intake::Intake,
    receipt::Receipt,
    request::Request,
    roll::{Line, Roll, Status},
    rules::Rules,
    verify::Folder,
};

use crate::{
    household::Household,
    world::{ROUND, World},
};

/// What a run came to.
#[derive(Debug, Default)]
pub struct Counts {
    pub applications: usize,
    pub receipts: usize,
    pub records: usize,
    /// Revisions that were taken and whose family went away without the receipt.
    pub unanswered: usize,
    pub repeated: u64,
    pub cut_off: u64,
}

/// Holds the receipts of these households against the round, file by file and by the verifier.
pub async fn judged(
    world: &World,
    rules: &Rules,
    folder: &Folder,
    households: &[Household],
) -> Counts {
    let roll = Roll::read("roll.csv", &folder["roll.csv"], rules).unwrap();
    let lines: BTreeMap<Code, &Line> = roll.lines.iter().map(|line| (line.code, line)).collect();
    let intake = Intake::read("intake.csv", &folder["intake.csv"]).unwrap();
    let mut given: BTreeMap<u64, Receipt> = BTreeMap::new();
    let mut counts = Counts { records: intake.records.len(), ..Counts::default() };
    let mut notes = Vec::new();
    for household in households {
        counts.repeated += household.repeated;
        counts.cut_off += household.cut_off;
        for device in &household.devices {
            let mut newest = None;
            for note in device.receipts() {
                let bytes = note.to_string().into_bytes();
                let (_, receipt) = Receipt::read("receipt", &bytes).unwrap();
                newest = Some(receipt.request.clone());
                notes.push((format!("{}-{}", device.code(), receipt.index), bytes));
                let index = receipt.index;
                assert!(given.insert(index, receipt).is_none(), "index {index} was given twice");
            }
            let Some(newest) = newest else { continue };
            let signed = device.signed().unwrap();
            let (key, line) = (device.public_key(), lines[&device.code()]);
            assert_eq!(line.key, Some(key), "{}", line.code);
            let stands = if line.revision == newest.revision { &newest } else { signed };
            assert!(household.gone || stands == signed, "{}", line.code);
            assert_stands(line, stands);
            if line.revision > newest.revision {
                // Whoever accuses the office of this revision is answered with its receipt.
                let answer = answered(world, device).await;
                notes.push((format!("{}-answer", device.code()), answer));
                counts.unanswered += 1;
            }
            counts.applications += 1;
        }
    }
    for (index, receipt) in &given {
        let record = &intake.records[usize::try_from(*index).unwrap()];
        let Request { code, revision, .. } = receipt.request;
        assert_eq!((record.code, record.revision), (code, revision), "intake record {index}");
        assert_eq!(record.receipt, receipt.hash(), "intake record {index}");
    }
    counts.receipts = given.len();
    // Whatever the office took came from these devices, and each of them waited for every answer
    // but perhaps its last.
    assert_eq!(counts.records, counts.receipts + counts.unanswered);
    assert_eq!(lines.len(), counts.applications);
    let report = world.verify(folder, &notes).await;
    assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
    counts
}

/// The office's answer to a family that went away before its last receipt came: that receipt, of
/// what the family did sign.
async fn answered(world: &World, device: &Device) -> Vec<u8> {
    let own = rounds::own_application(&world.office, ROUND, device.code()).await.unwrap();
    let note = own.receipts.last().unwrap().to_string().into_bytes();
    let (_, receipt) = Receipt::read("answer", &note).unwrap();
    assert_eq!(Some(&receipt.request), device.signed());
    let family = receipt.family.unwrap();
    receipt.request.verify(&device.public_key(), &family.signature.unwrap()).unwrap();
    note
}

/// The roll's line says what the family signed with this revision.
fn assert_stands(line: &Line, request: &Request) {
    assert_eq!(line.revision, request.revision, "{}", line.code);
    assert_eq!(line.commitment, request.commitment, "{}", line.code);
    let withdrawn = line.status == Status::Withdrawn;
    assert_eq!(withdrawn, request.withdrawn, "{}", line.code);
    if !withdrawn {
        assert_eq!((line.status, &line.choices), (Status::Entered, &request.choices));
        assert_eq!(line.bundle, request.bundle, "{}", line.code);
    }
}
