use super::*;
use crate::{
    digest::Digest,
    receipt::FamilyKey,
    request::Request,
    roll::{Status, fixture::line},
    verify::remarks,
};

const OWN: Key = Some([7; 32]);
const OTHER: Key = Some([2; 32]);

/// A receipt of a revision, whose key is nobody's: signatures were accepted before.
fn receipt(revision: u64, key: Key, signed: bool) -> Receipt {
    let line = line(1);
    let request = Request {
        origin: "a.example/journal".to_owned(),
        round: "j2027".to_owned(),
        code: line.code,
        revision,
        withdrawn: false,
        bundle: Vec::new(),
        claims: Vec::new(),
        choices: line.choices,
        commitment: Digest::of(b"identity"),
    };
    let signature = signed.then_some([0; 64]);
    let family = key.map(|key| FamilyKey { key, signature });
    Receipt { request, family, time: 0, index: revision }
}

fn owed(receipts: &[Receipt], revision: u64) -> Vec<String> {
    let line = Line { revision, ..line(1) };
    Succession::of(receipts).owed(|_| Some(&line))
}

#[test]
fn the_receipt_of_the_rolls_revision_is_owed_and_where_the_key_changed_all_on_the_way() {
    let own = [receipt(1, OWN, true), receipt(4, OWN, true)];
    assert!(owed(&own, 4).is_empty());
    assert!(owed(&own[..1], 4)[0].ends_with("the receipt of revision 4"));
    let other = [receipt(1, OTHER, true), receipt(3, OWN, false), receipt(4, OWN, true)];
    assert!(
        owed(&other, 4)[0]
            .ends_with("not that of revision 1; the office owes the receipt of revision 2")
    );
    let all = [&other[..], &[receipt(2, OTHER, true)]].concat();
    assert!(owed(&all, 4).is_empty());
    assert!(owed(&all[1..2], 1 << 40)[0].ends_with("the receipt of revision 1099511627776"));
    assert!(owed(&all[..1], 1 << 40)[0].ends_with("the receipt of revision 2"));
}

#[test]
fn a_key_changes_only_in_a_revision_that_the_office_makes() {
    let first = receipt(1, OWN, true);
    let usurped = |second: Receipt| Succession::of([&first, &second]).usurped().len();
    assert_eq!(usurped(receipt(2, OWN, true)), 0);
    assert_eq!(usurped(receipt(2, OTHER, false)), 0);
    assert_eq!(usurped(receipt(2, None, false)), 0);
    assert_eq!(usurped(receipt(2, OTHER, true)), 1);
    assert_eq!(usurped(receipt(3, OTHER, true)), 0, "nothing is known of revision 2");
    let keyless = receipt(1, None, false);
    assert_eq!(Succession::of([&keyless, &receipt(2, OWN, true)]).usurped().len(), 1);
    assert_eq!(Succession::of([&keyless, &receipt(2, OWN, false)]).usurped().len(), 0);
    // Of two receipts of one revision, one is enough.
    let both = [receipt(2, OWN, true), receipt(2, OTHER, false), receipt(3, OTHER, true)];
    assert_eq!(Succession::of(&both).usurped().len(), 1);
}

#[test]
fn remarks_are_lines_in_order_and_none_is_there_twice() {
    let mut last = receipt(3, OWN, true);
    last.request.claims = vec!["staff".to_owned()];
    let receipts = [last, receipt(2, OWN, false), receipt(2, OWN, false), receipt(1, OTHER, true)];
    let said = |line: &Line| -> Vec<String> {
        let given = Succession::of(&receipts);
        remarks::of(&given, |_| Some(line)).iter().map(ToString::to_string).collect()
    };
    let entered = Line { revision: 3, categories: vec!["sibling".to_owned()], ..line(1) };
    let lines = ["2 key", "2 office", "3 claims staff sibling"];
    assert_eq!(said(&entered), lines.map(|line| format!("0000-0000-0001-Y {line}")));
    let refused = Line { status: Status::Refused, categories: Vec::new(), ..entered };
    let lines = ["2 key", "2 office", "3 status entered refused"];
    assert_eq!(said(&refused), lines.map(|line| format!("0000-0000-0001-Y {line}")));
}
