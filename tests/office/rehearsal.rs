//! A rehearsal without observers goes to its end by commands alone: there is nobody to hand anything in.

use serde_json::{Value, json};

use crate::programs::Desk;

const RULES: &str = include_str!("../../examples/rules-school.json");

#[test]
fn a_rehearsal_without_observers_is_drawn() {
    let desk = Desk::new();
    desk.run("paiwei init --origin office.example/rehearsal --recovery r.key").well();
    let mut rules: Value = serde_json::from_str(RULES).unwrap();
    rules["origin"] = json!("office.example/rehearsal");
    rules["rehearsal"] = json!(true);
    rules["observers"] = json!([]);
    rules["timeline"]["open"] = json!(1_700_000_000);
    rules["timeline"]["close"] = json!(1_700_000_100);
    rules["posting"]["objection"] = json!(0);
    desk.write("rules.json", paiwei_protocol::encoding::json::canonical(&rules));
    let faces = "1 2 3 4 5 6 7 8 9 10 ".repeat(4);
    for step in [
        "announce rules.json".to_owned(),
        "commit hudong-2027".to_owned(),
        "open hudong-2027".to_owned(),
        "close hudong-2027".to_owned(),
        "post hudong-2027".to_owned(),
        "freeze hudong-2027".to_owned(),
        "open-seed hudong-2027".to_owned(),
        "order hudong-2027".to_owned(),
        "witness hudong-2027".to_owned(),
        format!("dice hudong-2027 --faces \"{faces}\" --again \"{faces}\""),
        "draw hudong-2027".to_owned(),
        "publish hudong-2027 --out published".to_owned(),
    ] {
        desk.run(&format!("paiwei --yes round {step}")).well();
    }
    let drawn = std::fs::read(desk.path("published/hudong-2027/draw.txt")).unwrap();
    assert!(drawn.starts_with(b"paiwei rehearsal v1\n"));
}
