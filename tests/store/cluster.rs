//! The tests' own PostgreSQL: what it must be for tests on it to mean something, and what it leaves.

use std::{fs, path::PathBuf};

use crate::database::{Cluster, Fsync, name};

fn asked(cluster: &Cluster, text: &str) -> String {
    let url = cluster.database();
    String::from_utf8(cluster.sql(name(&url), text)).unwrap().trim_end().to_owned()
}

#[test]
fn its_order_of_words_is_not_that_of_bytes() {
    let order = "select 'a' < 'B', 'a' < 'B' collate \"C\"";
    assert_eq!(asked(Cluster::shared(), order), "t|f");
}

#[test]
fn nobody_reaches_it_over_a_network_and_the_store_has_no_rights_beyond_its_database() {
    let cluster = Cluster::shared();
    assert_eq!(asked(cluster, "show listen_addresses"), "");
    let role = "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = 'paiwei'";
    assert_eq!(asked(cluster, role), "f|f|f");
}

#[test]
fn it_leaves_no_process_and_no_folder() {
    let cluster = Cluster::start(Fsync::On);
    assert_eq!(asked(&cluster, "show fsync"), "on");
    let folder = cluster.folder().to_owned();
    let lock = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap();
    let process = PathBuf::from("/proc").join(lock.lines().next().unwrap());
    assert!(process.exists());
    drop(cluster);
    assert!(!folder.exists() && !process.exists());
}
