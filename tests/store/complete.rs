//! No method of the store is left out of these tests.

use std::{fs, path::Path};

/// The sources of a folder as one text.
fn sources(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn no_method_of_the_store_is_left_out() {
    let (store, tests) = (sources("src/store"), sources("tests/store"));
    let methods = store.split("pub async fn ").skip(1);
    let names: Vec<_> = methods.map(|rest| rest.split(['(', '<']).next().unwrap()).collect();
    assert!(names.len() > 35, "{names:?}");
    let called = |name: &str| [".", "::"].iter().any(|by| tests.contains(&format!("{by}{name}(")));
    let left_out: Vec<_> = names.into_iter().filter(|name| !called(name)).collect();
    assert!(left_out.is_empty(), "no test of the store calls {left_out:?}");
}
