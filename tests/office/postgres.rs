//! An office whose database is on a PostgreSQL server: what people read when it isn't as it should
//! be. No password is ever shown.

use crate::{
    database::Cluster,
    programs::{Desk, Said},
};

const INIT: &str = "paiwei init --origin 330199.admissions.example/journal --recovery recovery.key";

/// Refused, with this stable word, and these texts in Chinese and English.
#[track_caller]
fn refused(desk: &Desk, command: &str, word: &str, zh: &str, en: &str) {
    let without_password = |said: Said| {
        assert_eq!(said.status, 1, "{command}: {}{}", said.out, said.err);
        assert!(!said.err.contains("hunter2") && !said.out.contains("hunter2"), "{}", said.err);
        said
    };
    let said = without_password(desk.run_in("zh", command));
    assert!(said.err.contains(zh), "{command}: {}", said.err);
    let said = without_password(desk.run(command));
    assert!(said.err.contains(en), "{command}: {}", said.err);
    let said = without_password(desk.run(&format!("{command} --json")));
    assert_eq!(said.json()["refused"], word, "{command}");
}

#[test]
fn a_server_that_cannot_be_reached_is_told() {
    let nowhere = "postgres://paiwei:hunter2@localhost/paiwei?host=/nowhere";
    let desk = Desk::on(nowhere.to_owned());
    refused(
        &desk,
        INIT,
        "database-lost",
        "无法连接数据库",
        "There is no connection to the database",
    );
    let help = desk.run("paiwei --help").well();
    assert!(help.out.contains("PAIWEI_DATABASE_URL") && !help.out.contains("hunter2"));
}

#[test]
fn an_address_that_is_none_is_told() {
    for url in ["postgres://paiwei:hunter2@localhost:port/paiwei", "paiwei:hunter2@localhost"] {
        refused(&Desk::on(url.to_owned()), INIT, "database-address", "数据库地址", "address");
    }
}

#[test]
fn an_office_is_not_opened_on_the_database_of_another() {
    let url = Cluster::shared().database();
    let desk = Desk::on(url.clone());
    desk.run(INIT).well();
    desk.run("paiwei round status").well();
    let again = desk.run(&format!("{INIT} --json")).well().json();
    assert_eq!(again["repeated"], true);
    // Another folder has other keys; another origin is another office.
    let elsewhere = Desk::on(url);
    refused(&elsewhere, "paiwei round status", "folder", "paiwei-data", "paiwei-data");
    let other = "paiwei init --origin other.example/journal --recovery recovery.key";
    refused(&elsewhere, other, "other-office", "属于招办", "belongs to the office");
}
