//! The pages that families fill in, as a browser without script meets them.

use paiwei::{device::authorization, rounds};
use paiwei_protocol::ident::Code;
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

use crate::{
    database::{Engine, on_both},
    families::{child, children},
    pages::{filled, get, hidden, post},
    ruleset::CLOSE,
    service::header,
    town::Town,
    world::ROUND,
};

on_both!(
    a_lost_code_is_found_by_what_the_family_knows,
    a_family_without_script_changes_what_it_entered,
    linked_children_change_together_and_unlink,
    a_claim_is_proved_to_reviewers_alone,
    a_device_proves_and_has_its_receipt_as_a_picture,
);

fn form(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// Groups of the first code after `title`.
fn groups(page: &str, title: &str) -> Vec<String> {
    let part = page.split(title).nth(1).unwrap().split("</p>").next().unwrap();
    part.split("<span>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

async fn a_lost_code_is_found_by_what_the_family_knows(engine: Engine) {
    let town = Town::open(engine, "found code").await;
    let office = &town.service.world.office;
    let imported = rounds::import(office, ROUND, &children(3)).await.unwrap().answer;
    let online = town.applied(6).await.code().to_string();
    let path = format!("/rounds/{ROUND}/find");
    assert!(get(&town, &path).await.text().await.unwrap().contains("Registration number"));

    let sought = async |number: &str, ending: &str| {
        let answer = post(&town, &path, &form(&[("number", number), ("ending", ending)])).await;
        (answer.status(), answer.text().await.unwrap())
    };
    let (status, page) = sought(" qc2027-00001 ", "90 0001").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        groups(&page, "<p class=\"code\">").join("-"),
        imported.children[1].code.to_string()
    );
    assert!(!page.contains(crate::families::NAMES[1]), "a code, and nothing of the child");

    let mut misses = Vec::new();
    for (number, ending) in [
        ("QC2027-00001", "900002"),
        ("QC2027-00009", "900001"),
        ("QC2027-00001", "0001"),
        ("", ""),
        (&*format!("online {online}"), "900006"),
    ] {
        let (status, page) = sought(number, ending).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{number}");
        misses.push(page.replace(&format!("value=\"{number}\""), "value=\"\""));
    }
    misses.dedup();
    assert_eq!(misses.len(), 1, "every miss is answered alike");

    let mut last = StatusCode::OK;
    for _ in 0..60 {
        last = sought("QC2027-00001", "900001").await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "found or not, an hour has few attempts");
}

async fn a_family_without_script_changes_what_it_entered(engine: Engine) {
    let town = Town::open(engine, "changed").await;
    let apply = format!("/rounds/{ROUND}/apply");
    let attempt = hidden(&get(&town, &apply).await.text().await.unwrap(), "attempt");
    let receipt = post(&town, &apply, &filled(&attempt, 3)).await.text().await.unwrap();
    let code = groups(&receipt, "<p class=\"code\">").join("-");
    let secret = groups(&receipt, "<h3>Secret</h3><p class=\"code\">").join(" ");
    let change = format!("/rounds/{ROUND}/change");
    assert!(get(&town, &change).await.text().await.unwrap().contains("name=\"secret\""));
    let stranger = post(&town, &change, &form(&[("code", &code), ("secret", "x")])).await;
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);

    let shown = post(&town, &change, &form(&[("code", &code), ("secret", &secret)])).await;
    let shown = shown.text().await.unwrap();
    assert!(shown.contains(&child(3).fields["phone"]), "{shown}");
    assert!(shown.contains("value=\"J1\" selected") && shown.contains("value=\"P1\" selected"));

    let mut next = filled("", 3);
    next.retain(|(name, _)| name != "attempt" && name != "choice-0-0");
    next.extend(form(&[("code", &code), ("secret", &secret), ("act", "send")]));
    next.push(("child-0-claims".to_owned(), "sibling".to_owned()));
    let changed = post(&town, &change, &next).await.text().await.unwrap();
    for line in ["revision: 2", "claims: sibling", "choices: |P1"] {
        assert!(changed.contains(line), "{line}: {changed}");
    }
    assert!(!changed.contains("Identity file"), "what wasn't changed is committed to as before");
    let emptied: Vec<_> =
        next.iter().filter(|(name, _)| !name.starts_with("choice")).cloned().collect();
    let refused = post(&town, &change, &emptied).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("href=\"#choice-0-0\""));

    town.service.world.clock.set(CLOSE);
    let late = post(&town, &change, &next).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
}

async fn linked_children_change_together_and_unlink(engine: Engine) {
    let town = Town::open(engine, "changed twins").await;
    let apply = format!("/rounds/{ROUND}/apply?children=2");
    let page = get(&town, &apply).await.text().await.unwrap();
    assert!(page.contains("What linking does"), "{page}");
    let attempt = hidden(&page, "attempt");
    let mut twins = filled(&attempt, 4);
    let second = filled("", 5).into_iter().filter(|(name, _)| name.starts_with("child-0"));
    twins.extend(second.map(|(name, value)| (name.replace("child-0", "child-1"), value)));
    twins.push(("linked".to_owned(), "yes".to_owned()));
    let path = format!("/rounds/{ROUND}/apply");
    let receipt = post(&town, &path, &twins).await.text().await.unwrap();
    let code = groups(&receipt, "<p class=\"code\">").join("-");
    let secret = groups(&receipt, "<h3>Secret</h3><p class=\"code\">").join(" ");
    let change = format!("/rounds/{ROUND}/change");
    let shown = post(&town, &change, &form(&[("code", &code), ("secret", &secret)])).await;
    let shown = shown.text().await.unwrap();
    for number in [4, 5] {
        assert!(shown.contains(&child(number).fields["document-number"]), "{shown}");
    }
    let mut apart: Vec<_> =
        twins.into_iter().filter(|(name, _)| name != "attempt" && name != "linked").collect();
    apart.extend(form(&[("code", &code), ("secret", &secret), ("act", "send")]));
    let changed = post(&town, &change, &apart).await.text().await.unwrap();
    for line in ["revision: 2", "status: entered", "bundle: -"] {
        assert_eq!(changed.matches(line).count(), 2, "{line}: {changed}");
    }
}

/// The smallest PNG picture there is, but for its end.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR";

/// A form with a file, as a browser sends it.
async fn sent(town: &Town, fields: &[(&str, &str)], file: &[u8]) -> Response {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(
        b"--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.svg\"\r\n\
          Content-Type: image/svg+xml\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let request = town.service.request(Method::POST, &format!("/rounds/{ROUND}/documents"));
    let request = request.header("accept", "text/html").header("accept-language", "en");
    let request = request.header("content-type", "multipart/form-data; boundary=xx");
    request.body(body).send().await.unwrap()
}

async fn a_claim_is_proved_to_reviewers_alone(engine: Engine) {
    let town = Town::open(engine, "documents").await;
    let apply = format!("/rounds/{ROUND}/apply");
    let attempt = hidden(&get(&town, &apply).await.text().await.unwrap(), "attempt");
    let receipt = post(&town, &apply, &filled(&attempt, 3)).await.text().await.unwrap();
    let code = groups(&receipt, "<p class=\"code\">").join("-");
    let secret = groups(&receipt, "<h3>Secret</h3><p class=\"code\">").join(" ");
    let fields = [("code", &*code), ("secret", &*secret), ("category", "sibling")];

    let broken = town.service.request(Method::POST, &format!("/rounds/{ROUND}/documents"));
    let broken = broken.header("accept", "text/html").header("accept-language", "zh-CN");
    let broken = broken.header("content-type", "multipart/form-data; boundary=xx");
    let broken = broken.body("--xx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc");
    let broken = broken.send().await.unwrap();
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
    let told = broken.text().await.unwrap();
    assert!(told.contains("<html") && told.contains("表单没有完整送到"), "{told}");
    let stranger = sent(&town, &[("code", &code), ("secret", "x")], PICTURE).await;
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    for wrong in [&b"<svg onload=alert(1)>"[..], b""] {
        let refused = sent(&town, &fields, wrong).await;
        assert_eq!(refused.status(), StatusCode::CONFLICT);
    }
    let large = [PICTURE, &vec![0; rounds::MOST_DOCUMENT]].concat();
    assert_eq!(sent(&town, &fields, &large).await.status(), StatusCode::CONFLICT);
    let elsewhere = [("code", &*code), ("secret", &*secret), ("category", "none")];
    assert_eq!(sent(&town, &elsewhere, PICTURE).await.status(), StatusCode::CONFLICT);

    for _ in 0..2 {
        let added = sent(&town, &fields, PICTURE).await;
        assert_eq!(added.status(), StatusCode::OK);
        assert!(added.text().await.unwrap().contains("The document was sent in"));
    }
    let office = &town.service.world.office;
    let family = Code::parse_strict(&code).unwrap();
    let kept = rounds::documents(office, ROUND, family).await.unwrap();
    assert_eq!(kept.len(), 1, "the same file is kept once");
    for number in 1..rounds::MOST_DOCUMENTS {
        let other = [PICTURE, &[u8::try_from(number).unwrap()]].concat();
        assert_eq!(sent(&town, &fields, &other).await.status(), StatusCode::OK);
    }
    assert_eq!(sent(&town, &fields, b"%PDF-1.7").await.status(), StatusCode::CONFLICT, "eight");

    let path = format!("/office/rounds/{ROUND}/documents/{}", kept[0].id);
    let looked = async |who: Option<&str>| {
        let mut request = town.service.request(Method::GET, &path);
        if let Some(name) = who {
            let token = town.desk.token(name).await.unwrap();
            request = request.header("authorization", format!("Bearer {token}"));
        }
        request.send().await.unwrap()
    };
    assert_eq!(looked(None).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(looked(Some("li")).await.status(), StatusCode::FORBIDDEN);
    let shown = looked(Some("zhao")).await;
    assert_eq!(shown.status(), StatusCode::OK);
    assert_eq!(header(&shown, "content-type"), "image/png");
    assert_eq!(header(&shown, "x-content-type-options"), "nosniff");
    assert!(header(&shown, "content-security-policy").contains("sandbox"));
    assert!(header(&shown, "content-disposition").starts_with("inline; filename="));
    assert_eq!(shown.bytes().await.unwrap(), PICTURE);

    let gone = [("code", &*code), ("secret", &*secret), ("remove", &*kept[0].id)];
    assert_eq!(sent(&town, &gone, b"").await.status(), StatusCode::OK);
    assert_eq!(looked(Some("zhao")).await.status(), StatusCode::NOT_FOUND);
}

async fn a_device_proves_and_has_its_receipt_as_a_picture(engine: Engine) {
    let town = Town::open(engine, "device's documents").await;
    let device = town.applied(2).await;
    let now = town.service.world.office.now();
    let signed = authorization(&device.credential(now));
    let own = format!("/api/v1/rounds/{ROUND}/applications/{}", device.code());
    let asked = |method: Method, path: String| {
        town.service.request(method, &path).header("authorization", &signed)
    };
    let path = format!("{own}/documents?category=sibling");
    let added = asked(Method::POST, path.clone()).body(PICTURE).send().await.unwrap();
    let added: Value = added.json().await.unwrap();
    assert_eq!((added["kind"].as_str(), added["bytes"].as_u64()), (Some("png"), Some(16)));
    let refused = asked(Method::POST, path).body("text").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let listed: Value = asked(Method::GET, own.clone()).send().await.unwrap().json().await.unwrap();
    assert_eq!(listed["documents"][0]["id"], added["id"]);

    let add = async |room| {
        let office = &town.service.world.office;
        rounds::add_document(office, ROUND, device.code(), "sibling", b"%PDF-1.7", room).await
    };
    assert!(matches!(add(16 + 7).await, Err(rounds::FamilyError::Fields(_))), "no room is left");
    assert!(add(16 + 8).await.is_ok());

    let picture = asked(Method::GET, format!("{own}/receipt.svg")).send().await.unwrap();
    assert_eq!(header(&picture, "content-type"), "image/svg+xml");
    assert!(picture.text().await.unwrap().contains(&device.code().to_string()));

    town.close_and_post().await;
    let id = added["id"].as_str().unwrap();
    let late = asked(Method::DELETE, format!("{own}/documents/{id}")).send().await.unwrap();
    assert!(!late.status().is_success(), "review may rest on it");
}
