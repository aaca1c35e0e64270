//! The round editor, as an operator's browser without script meets it.

use std::io::{Cursor, Read as _, Write as _};

use paiwei::drafts;
use paiwei_protocol::rules::Rules;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    browser::{Browser, form},
    database::{Engine, on_both},
    ruleset::{dice, rules},
    service::header,
    town::Town,
};

on_both!(
    a_sample_becomes_a_round,
    nobody_saves_over_what_another_saved,
    a_draft_is_deleted_as_it_was_read,
    moments_are_asked_for_by_the_minute,
    files_are_taken_as_they_were_given_out,
    a_form_that_is_none_is_refused_with_a_page,
    a_wrong_file_is_refused_with_its_place,
);

/// Begins a draft; its address.
async fn begun(li: &Browser<'_>, from: &str) -> String {
    let answer = li.post("/office/rules", &form(&[("from", from)])).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    header(&answer, "location")
}

fn revision(page: &str) -> String {
    let from = page.split("name=\"revision\" value=\"").nth(1).unwrap();
    from.split('"').next().unwrap().to_owned()
}

/// Saves a part with the revision that it stands at.
async fn saved(li: &Browser<'_>, path: &str, pairs: &[(&str, &str)]) -> Response {
    let revision = revision(&li.page(path).await);
    let mut all = vec![("revision", revision.as_str())];
    all.extend(pairs);
    li.post(path, &form(&all)).await
}

async fn a_sample_becomes_a_round(engine: Engine) {
    let town = Town::new(engine, "editor").await;
    let li = Browser::of(&town, "li").await;
    let empty = li.page("/office/rules").await;
    assert!(empty.contains("value=\"sample:hudong-2027\""), "{empty}");
    let draft = begun(&li, "sample:hudong-2027").await;
    let check = li.page(&format!("{draft}?part=check")).await;
    assert!(check.contains("Nobody witnesses this official round"), "{check}");
    assert!(!check.contains("value=\"hand-in\""), "{check}");

    let world = &town.service.world;
    let known = rules(&world.origin, vec![dice()], &world.observers);
    let keys = format!(
        "Note key: {}\nCosign key: {}",
        known.observers[0].note_key, known.observers[0].cosign_key
    );
    let observers = format!("{draft}?part=observers");
    let none = saved(&li, &observers, &[("do", "paste"), ("paste", "nothing")]).await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let pasted = saved(&li, &observers, &[("do", "paste"), ("paste", &keys)]).await;
    assert_eq!(header(&pasted, "location"), format!("{observers}&saved=true"));
    let titles = [("observers[0].titles.zh", "公证处"), ("observers[0].titles.en", "Notary")];
    saved(&li, &observers, &titles).await;

    let program = format!("{draft}?part=program&at=0");
    let wrong = saved(&li, &program, &[("programs[0].plan", "7 or 8")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.text().await.unwrap();
    assert!(wrong.contains("value=\"7 or 8\"") && wrong.contains("href=\"#programs[0].plan\""));
    saved(&li, &program, &[("programs[0].plan", "7")]).await;
    let shown = li.page(&program).await;
    assert!(shown.contains("The plan is 7, its pools have 288 seats"), "{shown}");
    let check = format!("{draft}?part=check");
    let early = li.post(&check, &form(&[("do", "hand-in"), ("revision", "4")])).await;
    assert_eq!(early.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let typed = form(&[("programs[0].plan", "288"), ("revision", "1")]);
    let words = li.post(&format!("{draft}/preview?part=program&at=0"), &typed).await;
    let words = words.text().await.unwrap();
    assert!(words.contains("Nothing contradicts") && !words.contains("<html"), "{words}");
    saved(&li, &program, &[("programs[0].plan", "288")]).await;

    let whole = li.page(&check).await;
    assert!(whole.contains("1 must witness, 1 must confirm"), "{whole}");
    let handed = saved_check(&li, &check, &revision(&whole)).await;
    assert_eq!(acts(&town, "draft-hand-in").await.len(), 1, "what was refused was not handed in");
    let place = header(&handed, "location");
    let id = place.strip_prefix("/office/proposals/").unwrap();
    let token = town.desk.token("sun").await.unwrap();
    let path = format!("/api/v1/staff/proposals/{id}/decision");
    let decided = town.service.request(Method::POST, &path);
    let decided = decided
        .bearer_auth(token)
        .header("idempotency-key", "decided")
        .json(&json!({ "accept": true }))
        .send()
        .await
        .unwrap();
    assert_eq!(decided.status(), StatusCode::OK, "{}", decided.text().await.unwrap());
    assert_eq!(li.get("/rounds/hudong-2027").await.status(), StatusCode::OK);
    let taken = li.page(&check).await;
    assert!(taken.contains("announced already"), "{taken}");
    let copy = begun(&li, "round:hudong-2027").await;
    assert!(li.page(&format!("{copy}?part=observers")).await.contains("Notary"));
}

async fn saved_check(li: &Browser<'_>, check: &str, revision: &str) -> Response {
    let answer = li.post(check, &form(&[("do", "hand-in"), ("revision", revision)])).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer
}

async fn nobody_saves_over_what_another_saved(engine: Engine) {
    let town = Town::new(engine, "two editors").await;
    let (li, wang) = (Browser::of(&town, "li").await, Browser::of(&town, "wang").await);
    let draft = begun(&li, "blank").await;
    let path = format!("{draft}?part=round");
    let first = form(&[("revision", "1"), ("titles.en", "One"), ("do", "save")]);
    let second = form(&[("revision", "1"), ("titles.en", "Other"), ("do", "save")]);
    assert_eq!(li.post(&path, &first).await.status(), StatusCode::SEE_OTHER);
    let refused = wang.post(&path, &second).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let refused = refused.text().await.unwrap();
    assert!(
        refused.contains("li saved this draft") && refused.contains("value=\"Other\""),
        "{refused}"
    );
    assert_eq!(revision(&refused), "2");
    assert!(li.page(&path).await.contains("value=\"One\""), "the first one stands");
    let again = form(&[("revision", "2"), ("titles.en", "Other"), ("do", "save")]);
    assert_eq!(wang.post(&path, &again).await.status(), StatusCode::SEE_OTHER);
    let stale = li
        .post(&format!("{draft}?part=check"), &form(&[("do", "hand-in"), ("revision", "2")]))
        .await;
    assert_eq!(stale.status(), StatusCode::CONFLICT);
    let added = saved(&li, &format!("{draft}?part=programs"), &[("do", "add:programs")]).await;
    assert_eq!(header(&added, "location"), format!("{draft}?part=program&at=0&saved=true"));
}

/// What stands in the trail of this act, a row a line.
async fn acts(town: &Town, act: &str) -> Vec<String> {
    let trail = town.service.app.staff().export_trail().await.unwrap();
    let of_act = |row: &&str| row.contains(&format!("\t{act}\t"));
    trail.lines().filter(of_act).map(str::to_owned).collect()
}

async fn a_draft_is_deleted_as_it_was_read(engine: Engine) {
    let town = Town::new(engine, "deleted draft").await;
    let (li, wang) = (Browser::of(&town, "li").await, Browser::of(&town, "wang").await);
    let draft = begun(&li, "blank").await;
    let id = draft.rsplit('/').next().unwrap();
    let begun = acts(&town, "draft-begin").await;
    assert!(begun.len() == 1 && begun[0].contains(id) && begun[0].contains("blank"), "{begun:?}");
    let check = li.page(&format!("{draft}?part=check")).await;
    let delete = format!("{draft}/delete");
    assert!(check.contains(&format!("href=\"{delete}\"")), "{check}");
    let read = revision(&li.page(&delete).await);
    let part = format!("{draft}?part=round");
    saved(&wang, &part, &[("titles.en", "Other"), ("do", "save")]).await;
    for unread in [read.as_str(), "0"] {
        let refused = li.post(&delete, &form(&[("revision", unread)])).await;
        assert_eq!(refused.status(), StatusCode::CONFLICT);
        let refused = refused.text().await.unwrap();
        assert!(
            refused.contains("wang saved this draft") && refused.contains("Other"),
            "{refused}"
        );
    }
    assert_eq!(li.post(&delete, "").await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(acts(&town, "draft-delete").await.len(), 0);
    let read = revision(&li.page(&delete).await);
    for _ in 0..2 {
        let deleted = li.post(&delete, &form(&[("revision", &read)])).await;
        assert_eq!(deleted.status(), StatusCode::SEE_OTHER);
        assert_eq!(header(&deleted, "location"), "/office/rules");
    }
    let rows = acts(&town, "draft-delete").await;
    assert!(rows.len() == 1 && rows[0].contains("\tli\t") && rows[0].contains(id), "{rows:?}");
    for path in [&draft, &delete] {
        assert_eq!(li.get(path).await.status(), StatusCode::NOT_FOUND);
    }
    let late = form(&[("revision", &read), ("titles.en", "Late"), ("do", "save")]);
    assert_eq!(li.post(&part, &late).await.status(), StatusCode::NOT_FOUND);
}

async fn moments_are_asked_for_by_the_minute(engine: Engine) {
    let town = Town::new(engine, "minutes").await;
    let li = Browser::of(&town, "li").await;
    let calendar = format!("{}?part=calendar", begun(&li, "sample:hudong-2027").await);
    let shown = li.page(&calendar).await;
    let field = shown.split("id=\"timeline.open\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(field.contains("type=\"datetime-local\" value=\""), "{field}");
    let value = field.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(value.len(), "2027-05-01T09:00".len(), "{value}");
    // Rules from elsewhere may be exact to the second, and stay so.
    saved(&li, &calendar, &[("timeline.open", "2027-05-01T09:00:07"), ("do", "save")]).await;
    let shown = li.page(&calendar).await;
    assert!(shown.contains("step=\"1\" value=\"2027-05-01T09:00:07\""), "{shown}");
}

/// The first answer to a file.
async fn uploaded(li: &Browser<'_>, bytes: &[u8]) -> Response {
    li.uploaded("/office/rules/upload", &[("file", Some("f"), bytes)]).await
}

async fn files_are_taken_as_they_were_given_out(engine: Engine) {
    let town = Town::new(engine, "rules as files").await;
    let li = Browser::of(&town, "li").await;
    let draft = begun(&li, "sample:junior-2027").await;
    let json = li.get(&format!("{draft}/rules.json")).await.bytes().await.unwrap();
    let workbook = li.get(&format!("{draft}/rules.xlsx")).await;
    assert!(header(&workbook, "content-disposition").contains("junior-2027-rules.xlsx"));
    let workbook = workbook.bytes().await.unwrap();
    let pretty: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let pretty = serde_json::to_vec_pretty(&pretty).unwrap();
    for file in [&json[..], &workbook[..], &pretty] {
        let answer = uploaded(&li, file).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{}", answer.text().await.unwrap());
        let copy = header(&answer, "location");
        let back = li.get(&format!("{copy}/rules.json")).await.bytes().await.unwrap();
        assert_eq!(back, json);
    }
    // A rehearsal's rules become this office's own.
    let elsewhere = drafts::adopted(Rules::parse(&json).unwrap(), "other.example/rehearsal");
    let answer = uploaded(&li, &elsewhere.to_json()).await;
    let back = li.get(&format!("{}/rules.json", header(&answer, "location"))).await;
    assert_eq!(back.bytes().await.unwrap(), json);
}

/// A workbook with one text in the place of another.
fn changed(workbook: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        out.start_file(part.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        out.write_all(text.replace(from, to).as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

async fn a_form_that_is_none_is_refused_with_a_page(engine: Engine) {
    let town = Town::new(engine, "no forms").await;
    let li = Browser::of(&town, "li").await;
    for path in ["/office/rules/upload", "/office/rounds/x/steps"] {
        let request = li.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "text/plain").body("x");
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{path}");
        let told = answer.text().await.unwrap();
        assert!(told.contains("<html") && told.contains("arrive whole"), "{path}: {told}");
    }
}

async fn a_wrong_file_is_refused_with_its_place(engine: Engine) {
    let town = Town::new(engine, "wrong files").await;
    let li = Browser::of(&town, "li").await;
    let draft = begun(&li, "sample:hudong-2027").await;
    let json = li.get(&format!("{draft}/rules.json")).await.text().await.unwrap();
    let workbook = li.get(&format!("{draft}/rules.xlsx")).await.bytes().await.unwrap();
    let cases = [
        (Vec::new(), "No file was chosen"),
        (b"{\n \"format\": ,".to_vec(), "Line 2, character"),
        (json.replace("\"plan\":288", "\"plan\":\"288\"").into_bytes(), "programs[0].plan"),
        (json.replace("\"cohort\"", "\"cohorts\"").into_bytes(), "cohort"),
        (changed(&workbook, "<t>3600</t>", "<t>soon</t>"), "“soon” is no whole number"),
        (changed(&workbook, "学位 seats", "学位"), "this column is missing"),
        (changed(&workbook, "名额组 pools", "其他"), "no sheet"),
        (b"PK\x03\x04 and nothing".to_vec(), "workbook"),
    ];
    for (file, says) in cases {
        let answer = uploaded(&li, &file).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        let page = answer.text().await.unwrap();
        let told = page.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(told.contains(says), "{says}: {told}");
    }
}
