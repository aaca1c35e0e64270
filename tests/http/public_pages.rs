//! The public pages of a round: what they tell at each stage, and that they tell nothing else than the
//! published files do.

use paiwei::device::Device;
use reqwest::{Method, Response};

use crate::{
    database::{Engine, on_both},
    service::header,
    town::{Town, linked, wish},
    world::ROUND,
};

on_both!(
    choices_are_told_once_the_roll_is_posted,
    a_result_is_told_with_cutoffs_waiting_lists_and_ledger,
    pages_tell_nothing_that_is_not_published,
);

/// Bytes of a public page with its styles, at most.
const LIGHT: usize = 100_000;

async fn answer(town: &Town, path: &str) -> Response {
    let request = town.service.request(Method::GET, &format!("/rounds/{ROUND}{path}"));
    request.header("accept", "text/html").header("accept-language", "en").send().await.unwrap()
}

/// A page, which is light, needs no script and at most two further files.
async fn page(town: &Town, path: &str) -> String {
    let answer = answer(town, path).await;
    assert_eq!(answer.status(), 200, "{path}");
    assert!(header(&answer, "content-security-policy").starts_with("default-src 'none'"), "{path}");
    let page = answer.text().await.unwrap();
    assert!(!page.contains(" style=") && !page.contains("<script"), "{path}");
    let files: Vec<&str> = page.split('"').filter(|part| part.starts_with("/static/")).collect();
    assert!(files.len() <= 2, "{path}: {files:?}");
    let mut bytes = page.len();
    for file in files {
        bytes += town.service.get(file).await.bytes().await.unwrap().len();
    }
    assert!(bytes < LIGHT, "{path}: {bytes} bytes");
    page
}

/// Five children: four want J1, which has two seats, and two of these are linked. However the numbers
/// fall, somebody waits.
async fn families(town: &Town) -> Vec<Device> {
    let mut devices = Vec::new();
    for number in 0..5 {
        devices.push(town.device(number).await);
    }
    let codes = vec![devices[2].code(), devices[3].code()];
    devices[0].apply(&wish("J1|P1"));
    devices[1].apply(&wish("|P1"));
    devices[2].apply(&linked(codes.clone()));
    devices[3].apply(&linked(codes));
    devices[4].apply(&wish("J1|P1"));
    let [one, two, three, four, five] = devices.as_mut_slice() else { panic!("five children") };
    town.send(&mut [one]).await;
    town.send(&mut [two]).await;
    town.send(&mut [three, four]).await;
    town.send(&mut [five]).await;
    devices
}

async fn choices_are_told_once_the_roll_is_posted(engine: Engine) {
    let town = Town::open(engine, "told when posted").await;
    families(&town).await;
    let open = page(&town, "").await;
    assert!(open.contains("5 receipts were given") && !open.contains("class=\"chart\""), "{open}");
    assert!(open.contains("First by tier") && open.contains("Seed committed"), "{open}");
    for path in ["/cutoffs", "/waiting", "/ledger"] {
        let early = answer(&town, path).await;
        assert_eq!(early.status(), 404, "{path}");
        assert!(early.text().await.unwrap().contains("No result is published yet"), "{path}");
    }
    town.close_and_post().await;
    for path in ["", "/programs"] {
        let posted = page(&town, path).await;
        assert!(posted.contains("5 children on the roll take part"), "{posted}");
        assert!(posted.contains("<figure class=\"chart\"><svg viewBox"), "{posted}");
        // Four children for two seats.
        let figures = "<td class=\"num\">2</td><td class=\"num\">4</td><td class=\"num\">4</td>\
                       <td class=\"num\">2.0</td>";
        assert!(posted.contains(figures), "{posted}");
    }
    let journal = page(&town, "/journal").await;
    let entry = town.service.get("/journal/entries/1").await.bytes().await.unwrap();
    let hash = paiwei_protocol::digest::Digest::of(&entry).to_string();
    assert!(journal.contains(&hash), "{journal}");
}

async fn a_result_is_told_with_cutoffs_waiting_lists_and_ledger(engine: Engine) {
    let town = Town::open(engine, "told when drawn").await;
    let devices = families(&town).await;
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let round = page(&town, "").await;
    for said in ["Witnessed: Order set", "Confirmed: Randomness recorded", "Seed opened"] {
        assert!(round.contains(said), "{said}: {round}");
    }
    for link in ["/cutoffs", "/waiting", "/ledger", "/results"] {
        assert!(round.contains(&format!("href=\"/rounds/{ROUND}{link}\"")), "{link}");
    }
    let cutoffs = page(&town, "/cutoffs").await;
    assert!(
        cutoffs.contains("J1/main") && cutoffs.contains("tier 2 (everybody) · rank"),
        "{cutoffs}"
    );
    let ledger = page(&town, "/ledger").await;
    for device in &devices {
        let code = device.code().to_string();
        assert!(ledger.contains(&code), "{ledger}");
        let found = page(&town, &format!("/ledger?prefix={}", code[..6].to_lowercase())).await;
        assert!(found.contains("Codes: 1.") && found.contains(&code), "{found}");
        let told = page(&town, &format!("/results/{code}")).await;
        assert!(told.contains("Choice by choice: why") && told.contains(" of "), "{told}");
    }
    assert!(page(&town, "/ledger?prefix=zzzzzzzzz").await.contains("Codes: 0."));
    let twin = page(&town, &format!("/results/{}", devices[2].code())).await;
    assert!(twin.contains("who share one number") && twin.contains(&devices[3].code().to_string()));
    waiting_is_told(&town, &devices).await;
}

/// Whoever was not placed at J1 waits there, and its own page says so.
async fn waiting_is_told(town: &Town, devices: &[Device]) {
    let waitlist = town.service.downloaded(ROUND).await.remove("waitlist.csv").unwrap();
    let waitlist = String::from_utf8(waitlist).unwrap();
    let lines: Vec<&str> = waitlist.lines().skip(1).collect();
    assert!(!lines.is_empty(), "four children, two seats");
    let all = page(town, "/waiting").await;
    assert!(all.contains("/waiting?pool=J1/main"), "{all}");
    let list = page(town, "/waiting?pool=J1/main").await;
    for line in lines {
        let code = line.rsplit(',').next().unwrap();
        assert!(list.contains(code) && devices.iter().any(|d| d.code().to_string() == code));
        let told = page(town, &format!("/results/{code}")).await;
        assert!(told.contains("On the waiting list it stands at position "), "{told}");
    }
    assert_eq!(answer(town, "/waiting?pool=J1/none").await.status(), 404);
}

async fn pages_tell_nothing_that_is_not_published(engine: Engine) {
    let town = Town::open(engine, "nothing else").await;
    families(&town).await;
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let mut told = String::new();
    for path in ["", "/programs", "/journal", "/cutoffs", "/waiting", "/ledger", "/screen"] {
        told += &answer(&town, path).await.text().await.unwrap();
    }
    for number in 0..5 {
        for (name, value) in &crate::families::child(number).fields {
            assert!(name == "document-type" || !told.contains(value.as_str()), "{name}: {value}");
        }
    }
}
