//! Lines on their way to the family: L4.

use paiwei_protocol::{
    digest::Digest,
    proof::{Proof, ProofMember},
};

use super::{
    ProofVector,
    family::{Family, published, slip},
};

pub(super) fn all() -> Vec<ProofVector> {
    [one(), linked()].concat()
}

fn act(
    name: &'static str,
    names: &[&str],
    why: &'static str,
    change: impl FnOnce(&mut Proof),
) -> ProofVector {
    Family::of(&published(), names).changed(change).bad(name, "L4", why)
}

/// The only member.
fn own(proof: &mut Proof) -> &mut ProofMember {
    &mut proof.members[0]
}

fn one() -> Vec<ProofVector> {
    let held = published();
    let stranger = Family::of(&held, &["Du"]).proof.members.remove(0);
    let strangers_line = stranger.clone();
    vec![
        act("roll-line-changed", &["An"], "a category is taken away", |proof| {
            own(proof).roll = own(proof).roll.replace("sibling", "");
        }),
        act("result-line-changed", &["An"], "a rank is another one", |proof| {
            let line = &mut own(proof).result;
            let last = line.len() - 1;
            line.replace_range(last.., if line.ends_with('1') { "2" } else { "1" });
        }),
        act("roll-path-changed", &["An"], "the path of the roll line is changed", |proof| {
            own(proof).roll_path[0] = Digest::of(b"another sibling");
        }),
        act("result-path-short", &["An"], "the path of the result line is short", |proof| {
            own(proof).result_path.pop();
        }),
        act("line-at-other-index", &["An"], "the line is said to stand elsewhere", |proof| {
            own(proof).index ^= 1;
        }),
        act("result-of-other-child", &["An"], "the result line is another child's", |proof| {
            let other = strangers_line;
            *own(proof) = ProofMember {
                roll: other.roll.clone(),
                roll_path: other.roll_path.clone(),
                index: other.index,
                ..own(proof).clone()
            };
        }),
        act("two-units", &["An"], "a second child that isn't linked", |proof| {
            proof.members.push(stranger);
            proof.members.sort_by_key(|member| member.index);
        }),
    ]
}

fn linked() -> Vec<ProofVector> {
    let held = published();
    let receipts = vec![slip(&held, "Bo", None), slip(&held, "An", None)];
    vec![
        act("linked-child-left-out", &["Bo"], "the linked child's lines are left out", |proof| {
            let bundle = proof.members[0].roll.split(',').nth(5).expect("a bundle").to_owned();
            let first = crate::secret::code("Bo").to_string();
            assert!(bundle.contains(&first));
            proof.members.retain(|member| member.roll.starts_with(&first));
        }),
        Family::of(&held, &["Bo"]).with(receipts).bad(
            "receipt-of-stranger",
            "L4",
            "one receipt is the unit's, another a stranger's",
        ),
    ]
}
