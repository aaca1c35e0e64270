//! Reading and writing `rules.json`.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    encoding::json::{self, JsonError},
    place::Place,
};

fn small() -> Value {
    serde_json::from_slice(&fixture::small().to_json()).unwrap()
}

fn refusal(value: &Value) -> JsonError {
    match Rules::read(&json::canonical(value)) {
        Err(RulesError::Json(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn written_rules_read_back() {
    let mut forms = [fixture::small(), fixture::rehearsal(), fixture::small()];
    forms[1].vacancies = Vacancies::NewRound;
    forms[1].bundles = None;
    forms[1].stage = Stage::Senior;
    forms[1].numbers = Numbers::PerChild;
    forms[1].randomness.fallback = None;
    forms[2].vacancies = Vacancies::None;
    forms[2].follows = Some("earlier".into());
    forms[2].posting = Posting { objection: 5, names: PostedNames::Masked };
    for rules in forms {
        assert_eq!(Rules::read(&rules.to_json()), Ok(rules));
    }
}

#[test]
fn the_published_example_is_the_fixture() {
    let example = include_bytes!("../../tests/data/rules-small.json");
    assert_eq!(Rules::read(example), Ok(fixture::small()));
}

#[test]
fn every_member_must_be_there_and_no_other() {
    // Every member of every object, taken out and doubled under another name.
    let mut places = Vec::new();
    pointers(&small(), "", &mut places);
    for (pointer, name) in places {
        let mut value = small();
        let object = value.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
        let member = object.remove(&name).unwrap();
        if name != "bundles" {
            assert!(matches!(refusal(&value), JsonError::Missing { .. }), "{pointer}/{name}");
        }
        let object = value.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
        object.insert(name.clone(), member.clone());
        object.insert(format!("{name}s"), member);
        assert!(matches!(refusal(&value), JsonError::Unknown { .. }), "{pointer}/{name}");
    }
}

fn pointers(value: &Value, pointer: &str, places: &mut Vec<(String, String)>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            places.extend(members.keys().map(|name| (pointer.to_owned(), name.clone())));
            members.iter().map(|(name, member)| (name.clone(), member)).collect()
        }
        Value::Array(items) => (0..).map(|n: usize| n.to_string()).zip(items).collect(),
        _ => return,
    };
    for (name, child) in children {
        pointers(child, &format!("{pointer}/{name}"), places);
    }
}

#[test]
fn words_and_types_are_those_of_the_format() {
    for (pointer, other, path) in [
        ("/format", json!("paiwei rules v2"), "format"),
        ("/stage", json!("primary"), "stage"),
        ("/rehearsal", json!(0), "rehearsal"),
        ("/follows", json!(1), "follows"),
        ("/randomness/sources/1/chain", json!("AB"), "randomness.sources[1].chain"),
        ("/randomness/fallback/type", json!("drand"), "randomness.fallback.type"),
        ("/randomness/sources/0/sides", json!(1_u64 << 32), "randomness.sources[0].sides"),
        ("/posting/names", json!("all"), "posting.names"),
        ("/programs/1/pools/1/order/0", json!("age"), "programs[1].pools[1].order[0]"),
        ("/programs/1/pools/1/tiers/0", json!("*"), "programs[1].pools[1].tiers[0]"),
        ("/vacancies/type", json!("later"), "vacancies.type"),
    ] {
        let mut value = small();
        *value.pointer_mut(pointer).unwrap() = other;
        let error = refusal(&value);
        assert!(matches!(error, JsonError::Expected { .. }), "{error}");
        assert_eq!(*error.place(), Place::file(FILE).field(path));
    }
}

#[test]
fn the_file_has_a_limit() {
    let long = format!("\"{}\"", "x".repeat(limits::FILE_BYTES));
    let error = Rules::read(long.as_bytes()).unwrap_err();
    assert!(matches!(error, RulesError::Json(JsonError::TooLarge { .. })));
}

proptest! {
    #[test]
    fn changed_bytes_are_refused_or_print_back(at in 0_usize..5000, byte in 0x20_u8..0x7f) {
        let mut bytes = fixture::small().to_json();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(rules) = Rules::read(&bytes) {
            prop_assert_eq!(rules.to_json(), bytes);
        }
    }

    #[test]
    fn no_value_in_any_place_makes_the_reader_panic(at: prop::sample::Index, other in 0..7_usize) {
        let others = [json!(null), json!(0), json!(json::MAX_INTEGER), json!(""), json!("*"), json!([]), json!({})];
        let mut value = small();
        let mut places = Vec::new();
        pointers(&value, "", &mut places);
        let (pointer, name) = at.get(&places);
        let object = value.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        object.insert(name.clone(), others[other].clone());
        let bytes = json::canonical(&value);
        if let Ok(rules) = Rules::read(&bytes) {
            prop_assert_eq!(rules.to_json(), bytes);
        }
    }
}
