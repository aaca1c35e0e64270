//! Families before the office: objections and the counter, as reviewers' browsers meet them.

use paiwei::{
    rounds::{self, Credential},
    staff::Step,
};

use crate::{
    browser::Browser,
    database::{Engine, on_both},
    office_review::imported,
    pages::hidden,
    town::Town,
    world::ROUND,
};

on_both!(
    an_objection_is_answered_once,
    a_family_is_served_at_the_counter,
    a_withdrawal_at_the_counter_takes_two_people,
);

async fn an_objection_is_answered_once(engine: Engine) {
    let town = Town::open(engine, "objections page").await;
    let codes = imported(&town).await;
    let zhao = Browser::of(&town, "zhao").await;
    let early = zhao.page("objections").await;
    assert!(early.contains("The list is not posted yet"), "{early}");
    town.close_and_post().await;
    let zhao = Browser::of(&town, "zhao").await;
    let (office, code) = (&town.service.world.office, codes[1].to_string());
    rounds::object(office, ROUND, codes[1], 1, "she is <her> sister", None).await.unwrap();
    let page = zhao.page("objections").await;
    assert!(
        page.contains("she is &#60;her&#62; sister") && page.contains("Waiting for a reply: 1")
    );
    let mut form =
        vec![("code", code.as_str()), ("number", "1"), ("reply", "proved\r\nat the desk")];
    let without = zhao.send("objections", &form).await;
    assert_eq!(without.status(), 422);
    assert!(without.text().await.unwrap().contains("at the desk"), "what was typed is kept");
    form.push(("outcome", "upheld"));
    let done = zhao.send("objections", &form).await.text().await.unwrap();
    assert!(done.contains("the reply is kept") && done.contains("Replied: 1"), "{done}");
    form[3] = ("outcome", "dismissed");
    let late = zhao.send("objections", &form).await;
    assert_eq!(late.status(), 409);
    assert!(late.text().await.unwrap().contains("A colleague has replied"));

    // What changes is a decision of its own, and the page tells of it.
    let path = format!("review/{code}?standing=all");
    let mark = hidden(&zhao.page(&path).await, "mark");
    let form = [
        ("mark", mark.as_str()),
        ("verdict", "accept"),
        ("category", "sibling"),
        ("reason", "objection"),
    ];
    assert_eq!(zhao.send(&path, &form).await.status(), 200);
    let page = zhao.page("objections").await;
    assert!(page.contains("categories: objection"), "{page}");
}

async fn a_family_is_served_at_the_counter(engine: Engine) {
    let town = Town::open(engine, "counter page").await;
    let own = town.applied(0).await;
    let (zhao, code) = (Browser::of(&town, "zhao").await, own.code().to_string());
    let missing = zhao.send("counter", &[("find", "nothing")]).await;
    assert_eq!(missing.status(), 422);
    assert!(missing.text().await.unwrap().contains("Nothing was found"));
    let found = zhao.send("counter", &[("find", &code.to_lowercase())]).await;
    assert!(found.url().path().ends_with(&format!("counter/{code}")), "{}", found.url());
    assert_eq!(found.url().query(), None, "nothing that was typed stands in an address");
    assert!(found.text().await.unwrap().contains("王甲子"));
    let path = format!("counter/{code}");
    let other = town.device(1).await.credential(town.service.world.office.now());
    let Credential::Key { key, .. } = other else { panic!("a device has a key") };
    let key: String = key.iter().map(|byte| format!("{byte:02X} ")).collect();
    let wrong = [("act", "replace"), ("key", &key[..30])];
    assert_eq!(zhao.send(&path, &wrong).await.status(), 422);
    let right = [("act", "replace"), ("key", key.as_str())];
    let proposed = zhao.send(&path, &right).await;
    assert!(proposed.url().path().starts_with("/office/proposals/"), "{}", proposed.url());
    let waiting = town.service.app.staff().waiting().await.unwrap();
    assert!(matches!(&waiting[0].step, Step::ReplaceKey { code: found, .. } if *found == code));
}

async fn a_withdrawal_at_the_counter_takes_two_people(engine: Engine) {
    let town = Town::open(engine, "counter withdrawal").await;
    let codes = imported(&town).await;
    let (zhao, li) = (Browser::of(&town, "zhao").await, Browser::of(&town, "li").await);
    let (office, staff) = (&town.service.world.office, town.service.app.staff());
    // The fifth and the sixth are linked.
    let path = format!("counter/{}", codes[4]);
    let without = zhao.send(&path, &[("act", "withdraw"), ("reason", " ")]).await;
    assert_eq!(without.status(), 422);
    assert!(without.text().await.unwrap().contains("Give the reason"));
    let form = [("act", "withdraw"), ("reason", "signed request")];
    let proposed = zhao.send(&path, &form).await;
    let place = proposed.url().path().to_owned();
    let page = proposed.text().await.unwrap();
    assert!(page.contains("signed request") && !page.contains("value=\"accept\""), "{page}");
    assert!(!rounds::queued(office, ROUND, codes[4]).await.unwrap().request.withdrawn);

    // Whoever proposed it can't confirm it, and it isn't proposed twice.
    let accept = [("act", "accept")];
    assert_eq!(zhao.send(&place, &accept).await.status(), 403);
    let other = zhao.send(&path, &[("act", "withdraw"), ("reason", "by telephone")]).await;
    assert_eq!(other.status(), 409);
    assert!(other.text().await.unwrap().contains(&place), "it leads to what waits");
    assert!(!rounds::queued(office, ROUND, codes[4]).await.unwrap().request.withdrawn);

    let done = li.send(&place, &accept).await;
    assert_eq!(done.status(), 200);
    let done = done.text().await.unwrap();
    assert!(done.contains("The application is withdrawn"), "{done}");
    assert!(done.contains("status: withdrawn") && done.contains("data:image/svg"), "{done}");
    assert_eq!(done.matches("class=\"receipt\"").count(), 2, "one for each linked child");
    assert!(rounds::queued(office, ROUND, codes[4]).await.unwrap().request.withdrawn);
    assert!(rounds::queued(office, ROUND, codes[5]).await.unwrap().request.bundle.is_empty());
    let counter = zhao.page(&path).await;
    assert!(counter.contains("status: withdrawn") && !counter.contains("value=\"withdraw\""));
    for (act, name) in [("propose", "zhao"), ("carry-out", "li")] {
        let rows = staff.trail_of(ROUND, act, codes[4]).await.unwrap();
        let told: Vec<&str> = rows.iter().map(|row| row.account.as_str()).collect();
        assert_eq!(told, [name], "{act}");
    }
}
