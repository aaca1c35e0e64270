//! Everybody who calls: nobody, families, each role of the office, and those whose time is over.

use paiwei::{device::authorization, staff::Change};

use crate::town::Town;

/// Somebody who calls: what opens doors, and the header that shows it.
pub struct Caller {
    pub name: &'static str,
    pub may: &'static [&'static str],
    pub header: Option<String>,
}

/// All of them.
pub async fn callers(
    town: &Town,
    own: &paiwei::device::Device,
    other: &paiwei::device::Device,
) -> Vec<Caller> {
    let now = town.service.world.office.now();
    let mut callers = vec![
        Caller { name: "nobody", may: &[], header: None },
        Caller {
            name: "own family",
            may: &["family"],
            header: Some(authorization(&own.credential(now))),
        },
        Caller {
            name: "other family",
            may: &[],
            header: Some(authorization(&other.credential(now))),
        },
        Caller {
            name: "stale look-up",
            may: &[],
            header: Some(authorization(&own.credential(now - 301))),
        },
        Caller {
            name: "a made-up session",
            may: &[],
            header: Some(format!("Bearer {}", "0".repeat(64))),
        },
    ];
    for (name, may) in [
        ("li", &["staff", "operator"][..]),
        ("zhao", &["staff", "reviewer"]),
        ("sun", &["staff", "supervisor"]),
    ] {
        let token = town.desk.token(name).await.unwrap();
        callers.push(Caller { name, may, header: Some(format!("Bearer {token}")) });
    }
    let token = town.desk.token("wang").await.unwrap();
    town.service.app.staff().change("sun", "wang", &Change::locked(true)).await.unwrap();
    callers.push(Caller { name: "locked", may: &[], header: Some(format!("Bearer {token}")) });
    callers
}
