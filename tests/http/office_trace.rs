//! Nobody of the office does anything without a trace: what stands in the trail, and what doesn't.

use paiwei::rounds;
use paiwei_protocol::ident::Code;

use crate::{
    browser::Browser,
    database::{Engine, on_both},
    office_review::imported,
    pages::hidden,
    town::Town,
    world::ROUND,
};

on_both!(
    a_decision_and_its_trace_are_one,
    the_rest_is_accepted_as_it_was_seen,
    notes_leave_their_trace_first,
);

/// Who did something of this kind to an application, the oldest first.
async fn traced(town: &Town, act: &str, code: Code) -> Vec<String> {
    let found = town.service.app.staff().trail_of(ROUND, act, code).await.unwrap();
    found.into_iter().map(|entry| entry.account).collect()
}

/// How often something of this kind was done.
async fn count(town: &Town, act: &str) -> usize {
    let trail = town.service.app.staff().trail(0, 1000).await.unwrap();
    trail.iter().filter(|entry| entry.act == act).count()
}

async fn a_decision_and_its_trace_are_one(engine: Engine) {
    let town = Town::open(engine, "one with its trace").await;
    let codes = imported(&town).await;
    let zhao = Browser::of(&town, "zhao").await;
    let path = format!("review/{}", codes[2]);
    let mark = hidden(&zhao.page(&path).await, "mark");
    let form = [("mark", mark.as_str()), ("verdict", "accept"), ("points", "many")];
    assert_eq!(zhao.send(&path, &form).await.status(), 422);
    assert_eq!(traced(&town, "decide", codes[2]).await, [""; 0], "nothing was decided");
    let form = [("mark", mark.as_str()), ("verdict", "refuse"), ("note", "moved away")];
    assert_eq!(zhao.send(&path, &form).await.status(), 200);
    assert_eq!(traced(&town, "decide", codes[2]).await, ["zhao"]);
    let late = [("mark", mark.as_str()), ("verdict", "accept")];
    assert_eq!(zhao.send(&path, &late).await.status(), 409);
    assert_eq!(traced(&town, "decide", codes[2]).await, ["zhao"], "what wasn't done isn't told");

    town.close_and_post().await;
    let (office, code) = (&town.service.world.office, codes[1].to_string());
    rounds::object(office, ROUND, codes[1], 1, "she is her sister", None).await.unwrap();
    let zhao = Browser::of(&town, "zhao").await;
    for (outcome, status) in [("upheld", 200), ("dismissed", 409)] {
        let form =
            [("code", code.as_str()), ("number", "1"), ("reply", "proved"), ("outcome", outcome)];
        assert_eq!(zhao.send("objections", &form).await.status(), status);
        assert_eq!(traced(&town, "reply", codes[1]).await, ["zhao"]);
    }
    town.service.app.staff().export_trail().await.unwrap();
}

async fn the_rest_is_accepted_as_it_was_seen(engine: Engine) {
    let town = Town::open(engine, "rest as seen").await;
    let codes = imported(&town).await;
    let office = &town.service.world.office;
    let zhao = Browser::of(&town, "zhao").await;
    let seen = hidden(&zhao.page("review").await, "undecided");
    assert_eq!(seen, "7");
    town.applied(8).await;
    for form in [&[("which", "all"), ("undecided", seen.as_str())][..], &[("which", "all")]] {
        let refused = zhao.send("review/rest", form).await;
        assert_eq!(refused.status(), 409);
        let refused = refused.text().await.unwrap();
        assert!(refused.contains("now there are \u{2068}8") || refused.contains("now there are 8"));
        assert_eq!(hidden(&refused, "undecided"), "8", "what is there now was seen by this");
    }
    assert!(rounds::queued(office, ROUND, codes[0]).await.unwrap().decided.is_none());
    assert_eq!(count(&town, "accept-rest").await, 0);

    let form = [("which", "unclaimed"), ("undecided", "8")];
    assert_eq!(zhao.send("review/rest", &form).await.status(), 200);
    assert_eq!(traced(&town, "accept-rest", codes[0]).await, [""; 0], "the first one claims");
    assert_eq!(traced(&town, "accept-rest", codes[1]).await, ["zhao"]);
    let item = zhao.page(&format!("review/{}?standing=all", codes[1])).await;
    assert!(item.contains("zhao: accepted together with the rest"), "{item}");

    let path = format!("/api/v1/staff/rounds/{ROUND}/decisions/rest");
    let asked = async |query: &str| {
        let path = format!("{path}{query}");
        let answer = town.desk.as_somebody("zhao", reqwest::Method::POST, &path, None).await;
        let answer: serde_json::Value = serde_json::from_slice(&answer.unwrap()).unwrap();
        (answer["changed"].as_u64().unwrap(), answer["undecided"].as_u64().unwrap())
    };
    assert_eq!(asked("?undecided=2").await, (0, 1), "another number awaits: nothing was changed");
    assert_eq!(asked("?undecided=1").await, (1, 0));
    assert_eq!(traced(&town, "accept-rest", codes[0]).await, ["zhao"]);
}

async fn notes_leave_their_trace_first(engine: Engine) {
    let town = Town::open(engine, "notes traced").await;
    let li = Browser::of(&town, "li").await;
    // Somebody signed it, but it confirms nothing and is no checkpoint.
    let note = town.service.world.observers[0].commit(&town.service.world.origin, ROUND, 1);
    for (step, act) in [("confirm", "hand-in-confirmations"), ("cosign", "hand-in-cosignatures")] {
        let parts = [("step", None, step.as_bytes()), ("notes", None, note.as_slice())];
        let refused = li.upload("notes", &parts).await;
        assert!(refused.status().is_client_error(), "{}", refused.status());
        assert_eq!(count(&town, act).await, 1, "handed in, though it was refused");
    }
    let refused = li.upload("draw", &[]).await;
    assert!(refused.status().is_client_error(), "{}", refused.status());
    assert_eq!(count(&town, "draw").await, 1);
    let path = "/api/v1/staff/rounds/elsewhere-2027/draw";
    let elsewhere = town.desk.as_somebody("li", reqwest::Method::POST, path, None).await;
    assert!(elsewhere.is_err());
    assert_eq!(count(&town, "draw").await, 1, "of a round that isn't there nothing is told");
}
