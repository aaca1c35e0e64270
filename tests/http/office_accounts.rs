//! The office's pages of accounts, as a browser without script meets them.

use reqwest::{Method, StatusCode};

use crate::{
    browser::Browser,
    database::{Engine, on_both},
    service::header,
    town::Town,
};

on_both!(
    somebody_signs_in_comes_back_and_signs_out,
    no_other_sites_page_signs_in,
    accounts_are_made_changed_and_told_in_the_trail,
);

const PASSWORD: &str = "four words with nothing in common";

fn password(name: &str) -> String {
    format!("the password of {name}")
}

async fn somebody_signs_in_comes_back_and_signs_out(engine: Engine) {
    let town = Town::open(engine, "sign-in").await;
    let nobody = Browser::nobodys(&town);
    let sent = nobody.get("/office/trail").await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    assert_eq!(header(&sent, "location"), "/office/sign-in?from=/office/trail");
    let form = nobody.get("/office/sign-in?from=/office/trail").await.text().await.unwrap();
    assert!(form.contains("name=\"from\" value=\"/office/trail\""), "{form}");
    let wrong = nobody.post("/office/sign-in", "name=sun&password=nothing&from=//x.example").await;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    let page = wrong.text().await.unwrap();
    assert!(page.contains("value=\"sun\"") && page.contains("name, password or code is wrong"));
    assert!(!page.contains("x.example"));

    let sun = Browser::of(&town, "sun").await;
    let trail = sun.get("/office/trail").await.text().await.unwrap();
    assert!(trail.contains("signed in") && trail.contains("aria-current=\"page\""), "{trail}");
    let li = Browser::of(&town, "li").await;
    let refused = li.get("/office/trail").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let out = li.post("/office/sign-out", "").await;
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    assert!(header(&out, "set-cookie").contains("Max-Age=0"));
    assert_eq!(li.get("/office").await.status(), StatusCode::SEE_OTHER);
}

async fn no_other_sites_page_signs_in(engine: Engine) {
    let town = Town::open(engine, "sign-in-foreign").await;
    let form = format!("name=sun&password={}", password("sun").replace(' ', "+"));
    let json = format!("{{\"name\":\"sun\",\"password\":\"{}\"}}", password("sun"));
    let (page, api) = ("/office/sign-in", "/api/v1/staff/sessions");
    let own = format!("http://{}", town.service.address);
    let sent = async |path, from: Option<(&'static str, &str)>| {
        let request = town.service.request(Method::POST, path);
        let (media, body) = match path == page {
            true => ("application/x-www-form-urlencoded", form.clone()),
            false => ("application/json", json.clone()),
        };
        let request = request.header("content-type", media).body(body);
        let request = match from {
            Some((name, value)) => request.header(name, value),
            None => request,
        };
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.headers().contains_key("set-cookie"))
    };
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        for path in [page, api] {
            assert_eq!(sent(path, Some(foreign)).await, (403, false), "{path}: {foreign:?}");
        }
    }
    for (path, status) in [(page, 303), (api, 200)] {
        assert_eq!(sent(path, Some(("origin", &own))).await, (status, true), "{path}");
        let own = Some(("sec-fetch-site", "same-origin"));
        assert_eq!(sent(path, own).await, (status, true), "{path}");
    }
    // Browsers say where a form is from; programs have none.
    assert_eq!(sent(page, None).await, (403, false));
    assert_eq!(sent(api, None).await, (200, true));
}

async fn accounts_are_made_changed_and_told_in_the_trail(engine: Engine) {
    let town = Town::open(engine, "accounts-pages").await;
    let sun = Browser::of(&town, "sun").await;
    let form = format!("name=chen&password={}&reviewer=on", PASSWORD.replace(' ', "+"));
    let none = sun.post("/office/accounts", &form.replace("&reviewer=on", "")).await;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().await.unwrap().contains("choose at least one role"));
    let added = sun.post("/office/accounts", &form).await;
    assert_eq!(header(&added, "location"), "/office/accounts?changed=chen");
    let again = sun.post("/office/accounts", &form).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);
    for (form, told) in
        [("act=roles&operator=on", "operator"), ("act=lock", "locked"), ("act=unlock", "chen")]
    {
        let changed = sun.post("/office/accounts/chen", form).await;
        assert_eq!(changed.status(), StatusCode::SEE_OTHER);
        let page = sun.get("/office/accounts?changed=chen").await.text().await.unwrap();
        assert!(page.contains(told) && page.contains("The account chen was saved"), "{page}");
    }
    let last = sun.post("/office/accounts/sun", "act=lock").await;
    assert_eq!(last.status(), StatusCode::CONFLICT);
    let trail = sun.get("/office/trail").await.text().await.unwrap();
    for act in ["made an account", "changed roles", "locked an account", "unlocked an account"] {
        assert!(trail.contains(act), "{act}");
    }

    let chen = town.service.app.staff();
    assert!(chen.accounts().await.unwrap().iter().any(|account| account.name == "chen"));
    let stolen = sun.post("/office/account/second-factor", "password=nothing").await;
    assert_eq!(stolen.status(), StatusCode::UNAUTHORIZED);
    let own = password("sun").replace(' ', "+");
    let begun = sun.post("/office/account/second-factor", &format!("password={own}")).await;
    let page = begun.text().await.unwrap();
    assert!(page.contains("class=\"qr\"") && page.contains("second-factor/on"), "{page}");
    let code = sun.post("/office/account/second-factor/on", "code=000000").await;
    assert_eq!(code.status(), StatusCode::UNAUTHORIZED);
    let new = PASSWORD.replace(' ', "+");
    let form = format!("old={own}&new={new}&again={new}x");
    let differs = sun.post("/office/account/password", &form).await;
    assert_eq!(differs.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let changed = sun.post("/office/account/password", form.strip_suffix('x').unwrap()).await;
    assert_eq!(header(&changed, "location"), "/office/sign-in");
    assert_eq!(sun.get("/office").await.status(), StatusCode::SEE_OTHER);
}
