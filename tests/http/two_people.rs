//! Two people of the office at two browsers, who take steps together.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Part},
    ruleset::{dice, rules},
    town::Town,
    world::ROUND,
};

/// What a browser shows.
pub struct Shown {
    pub status: u16,
    pub place: String,
    pub page: String,
}

async fn shown(answer: Response) -> Shown {
    let (status, place) = (answer.status().as_u16(), answer.url().path().to_owned());
    Shown { status, place, page: answer.text().await.unwrap() }
}

/// Sends a form with files, as a browser does; a name with a `*` is that of a file's field.
pub async fn sent(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Shown {
    let parts: Vec<Part<'_>> = fields
        .iter()
        .map(|(name, value)| match name.strip_suffix('*') {
            Some(name) => (name, Some("x.note"), value.as_bytes()),
            None => (*name, None, value.as_bytes()),
        })
        .collect();
    shown(browser.upload(path, &parts).await).await
}

/// Proposes a step; where its proposal is.
pub async fn proposes(browser: &Browser<'_>, step: &str, fields: &[(&str, &str)]) -> String {
    let mut all = vec![("step", step), ("word", ROUND)];
    all.extend(fields);
    let Shown { status, place, page } = sent(browser, "steps", &all).await;
    assert!(status == 200 && place.starts_with("/office/proposals/"), "{step}: {page}");
    assert!(page.contains("value=\"withdraw\""), "{step}: {page}");
    place
}

/// Decides on a proposal; the answer's status and page.
pub async fn decides(browser: &Browser<'_>, place: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let Shown { status, page, .. } = shown(browser.send(place, fields).await).await;
    (status, page)
}

/// Carries a proposal out; the page that tells of it.
pub async fn accepts(browser: &Browser<'_>, place: &str, faces: &str) -> String {
    let fields = [("act", "accept"), ("word", ROUND), ("faces", faces)];
    let (status, page) = decides(browser, place, &fields).await;
    assert_eq!(status, 200, "{page}");
    page
}

/// Li and Wang.
pub struct Two<'a>(pub Browser<'a>, pub Browser<'a>);

impl<'a> Two<'a> {
    pub async fn of(town: &'a Town) -> Self {
        Self(Browser::of(town, "li").await, Browser::of(town, "wang").await)
    }

    /// Li proposes and Wang carries out; the page that tells of it.
    pub async fn step(&self, step: &str, fields: &[(&str, &str)]) -> String {
        let place = proposes(&self.0, step, fields).await;
        let page = accepts(&self.1, &place, "").await;
        assert!(page.contains("badge done"), "{step}: {page}");
        page
    }

    pub async fn announced(town: &'a Town) -> Self {
        let (two, world) = (Self::of(town).await, &town.service.world);
        let rules = rules(&world.origin, vec![dice()], &world.observers);
        let rules: Value = serde_json::from_slice(&rules.to_json()).unwrap();
        let asked = json!({ "round": "", "step": "announce", "input": { "rules": rules } });
        let path = "/api/v1/staff/proposals";
        let request = two.0.request(Method::POST, path).header("idempotency-key", "rules");
        let proposal: Value = request.json(&asked).send().await.unwrap().json().await.unwrap();
        let place = format!("/office/proposals/{}", proposal["id"].as_str().unwrap());
        let shown = two.1.page(&place).await;
        assert!(shown.contains("Hash of the rules") && shown.contains("小型派位"), "{shown}");
        let preview = two.1.page(&format!("{place}/preview")).await;
        assert!(preview.contains("J1") && preview.contains("Seats"), "{preview}");
        let file = two.1.page(&format!("{place}/rules.json")).await;
        assert_eq!(serde_json::from_str::<Value>(&file).unwrap(), rules);
        let (status, page) = decides(&two.1, &place, &[("act", "accept"), ("word", "other")]).await;
        assert_eq!(status, 422);
        assert!(
            page.contains(&format!("That isn&#39;t \u{2068}{ROUND}")) || page.contains("That isn")
        );
        let page = accepts(&two.1, &place, "").await;
        assert!(page.contains(&format!("/office/rounds/{ROUND}/steps")), "{page}");
        two
    }
}
