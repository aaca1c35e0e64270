//! The reviewers' pages, as a browser without script meets them.

use paiwei::rounds;
use paiwei_protocol::ident::Code;

use crate::{
    browser::Browser,
    database::{Engine, on_both},
    families::children,
    pages::hidden,
    town::{Town, linked},
    world::ROUND,
};

on_both!(
    the_queue_shows_what_is_asked_for,
    a_decision_leads_to_the_next_application,
    what_a_colleague_decided_is_not_overwritten,
    many_are_decided_on_at_once,
    review_is_for_reviewers,
);

/// Codes of seven imported children, in the order of their numbers: the first claims, the fifth and
/// the sixth are linked.
pub async fn imported(town: &Town) -> Vec<Code> {
    let office = &town.service.world.office;
    let imported = rounds::import(office, ROUND, &children(7)).await.unwrap();
    imported.answer.children.iter().map(|child| child.code).collect()
}

/// Codes that a page lists.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("data-walk>").skip(1);
    links.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

fn sorted(codes: &[Code]) -> Vec<String> {
    let mut texts: Vec<String> = codes.iter().map(ToString::to_string).collect();
    texts.sort_unstable();
    texts
}

async fn the_queue_shows_what_is_asked_for(engine: Engine) {
    let town = Town::open(engine, "queue page").await;
    let codes = imported(&town).await;
    let zhao = Browser::of(&town, "zhao").await;
    assert_eq!(listed(&zhao.page("review").await), sorted(&codes));
    assert_eq!(listed(&zhao.page("review?claim=sibling").await), sorted(&codes[..1]));
    assert_eq!(listed(&zhao.page("review?claim=-").await), sorted(&codes[1..]));
    assert_eq!(listed(&zhao.page("review?program=P1").await), sorted(&codes));
    let first: Vec<Code> = codes.iter().copied().filter(|code| *code != codes[3]).collect();
    assert_eq!(listed(&zhao.page("review?program=J1").await), sorted(&first));
    assert_eq!(listed(&zhao.page("review?linked=yes").await), sorted(&codes[4..6]));
    assert_eq!(listed(&zhao.page("review?claim=nothing").await), Vec::<String>::new());
    rounds::withdraw(&town.service.world.office, ROUND, codes[4]).await.unwrap();
    assert_eq!(listed(&zhao.page("review?standing=withdrawn").await), sorted(&codes[4..5]));
    assert_eq!(listed(&zhao.page("review?linked=yes").await), Vec::<String>::new());
    assert_eq!(listed(&zhao.page("review?standing=all").await).len(), 7);
    let all = sorted(&codes);
    let later = zhao.page(&format!("review?standing=all&after={}", all[3])).await;
    assert_eq!(listed(&later), all[4..]);
    assert!(later.contains("?standing=all\" rel=\"prev\""), "{later}");

    for typed in ["QC2027-00003", &codes[3].to_string().to_lowercase()] {
        let found = zhao.send("review?standing=all", &[("find", typed)]).await;
        assert!(found.url().path().ends_with(&codes[3].to_string()), "{}", found.url());
        assert_eq!(found.url().query(), Some("standing=all"), "no address holds what was typed");
        let found = found.text().await.unwrap();
        assert!(found.contains("刘丁卯") && found.contains("QC2027-00003"), "{found}");
    }
    let missing = zhao.send("review", &[("find", "QC2027-99999")]).await;
    assert_eq!(missing.status(), 422);
    let missing = missing.text().await.unwrap();
    assert!(missing.contains("Nothing was found under"), "{missing}");
    let trail = town.service.app.staff().trail_of(ROUND, "look", codes[3]).await.unwrap();
    assert_eq!(trail.len(), 2, "every look at a child stands in the trail");
}

async fn a_decision_leads_to_the_next_application(engine: Engine) {
    let town = Town::open(engine, "decisions page").await;
    let codes = imported(&town).await;
    let zhao = Browser::of(&town, "zhao").await;
    let all = sorted(&codes);
    let path = format!("review/{}", codes[0]);
    let page = zhao.page(&path).await;
    assert!(page.contains("Qingchuan 2027, 3"), "what a claim rests on: {page}");
    let mark = hidden(&page, "mark");
    let empty = zhao.send(&path, &[("mark", &mark), ("verdict", "refuse")]).await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().await.unwrap().contains("A refusal needs a reason"));
    let form = [("mark", mark.as_str()), ("verdict", "accept"), ("category", "sibling")];
    let next = zhao.send(&path, &form).await;
    let at = all.iter().position(|code| *code == codes[0].to_string()).unwrap();
    let expected = all.get(at + 1).map_or("review?".to_owned(), |code| format!("review/{code}"));
    assert!(next.url().as_str().contains(&expected), "{}", next.url());
    assert!(next.text().await.unwrap().contains(&format!("{} is accepted", codes[0])));

    let path = format!("review/{}", codes[1]);
    let mark = hidden(&zhao.page(&path).await, "mark");
    let form = [
        ("mark", mark.as_str()),
        ("verdict", "refuse"),
        ("standard", "review-why-papers"),
        ("note", "seen\r\nat the desk"),
    ];
    assert_eq!(zhao.send(&path, &form).await.status(), 200);
    let page = zhao.page(&path).await;
    assert!(page.contains("Documents are missing") && page.contains("at the desk"), "{page}");
    assert!(page.contains("zhao: refused"), "{page}");
    let office = &town.service.world.office;
    let granted = rounds::queued(office, ROUND, codes[0]).await.unwrap().decided.unwrap();
    assert_eq!((granted.status.as_str(), granted.categories), ("entered", vec!["sibling".into()]));
    assert_eq!(listed(&zhao.page("review").await).len(), 5);
}

async fn what_a_colleague_decided_is_not_overwritten(engine: Engine) {
    let town = Town::open(engine, "colleagues").await;
    let codes = imported(&town).await;
    let zhao = Browser::of(&town, "zhao").await;
    let path = format!("review/{}", codes[2]);
    let mark = hidden(&zhao.page(&path).await, "mark");
    let accept = [("mark", mark.as_str()), ("verdict", "accept")];
    let refuse = [("mark", mark.as_str()), ("verdict", "refuse"), ("note", "moved away")];
    assert_eq!(zhao.send(&path, &refuse).await.status(), 200);
    let late = zhao.send(&path, &accept).await;
    assert_eq!(late.status(), 409);
    assert!(late.text().await.unwrap().contains("has changed since you opened it"));
    let office = &town.service.world.office;
    let decided = rounds::queued(office, ROUND, codes[2]).await.unwrap().decided.unwrap();
    assert_eq!(decided.status, "refused");
    // The same again is no conflict: an answer was lost on its way.
    assert_eq!(zhao.send(&path, &refuse).await.status(), 200);

    // A family's change is one, too.
    let mark = hidden(&zhao.page(&format!("review/{}", codes[4])).await, "mark");
    rounds::withdraw(office, ROUND, codes[5]).await.unwrap();
    let form = [("mark", mark.as_str()), ("verdict", "accept")];
    assert_eq!(zhao.send(&format!("review/{}", codes[4]), &form).await.status(), 409);
}

async fn many_are_decided_on_at_once(engine: Engine) {
    let town = Town::open(engine, "many").await;
    let codes = imported(&town).await;
    let zhao = Browser::of(&town, "zhao").await;
    let page = zhao.page("review").await;
    let pick = |code: Code| {
        let from = page.split("name=\"pick\" value=\"").skip(1);
        let mut values = from.map(|rest| rest.split('"').next().unwrap().to_owned());
        values.find(|value| value.starts_with(&code.to_string())).unwrap()
    };
    let (first, second) = (pick(codes[0]), pick(codes[1]));
    let none = zhao.send("review/many", &[("verdict", "accept")]).await;
    assert_eq!(none.status(), 422);
    let form = [("pick", first.as_str()), ("pick", second.as_str()), ("verdict", "accept")];
    let done = zhao.send("review/many", &form).await.text().await.unwrap();
    assert!(done.contains("Decided: 2"), "{done}");
    let third = pick(codes[2]);
    let form = [
        ("pick", first.as_str()),
        ("pick", third.as_str()),
        ("verdict", "refuse"),
        ("standard", "review-why-late"),
    ];
    let done = zhao.send("review/many", &form).await.text().await.unwrap();
    assert!(done.contains("Decided: 1") && done.contains("One application was left"), "{done}");
    let office = &town.service.world.office;
    let decided = rounds::queued(office, ROUND, codes[0]).await.unwrap().decided.unwrap();
    assert_eq!(decided.categories, ["sibling"], "each is granted what it claims");

    let mut linked_pair = (town.device(8).await, town.device(9).await);
    let bundle = vec![linked_pair.0.code(), linked_pair.1.code()];
    linked_pair.0.apply(&linked(bundle.clone()));
    linked_pair.1.apply(&linked(bundle));
    town.send(&mut [&mut linked_pair.0, &mut linked_pair.1]).await;
    let seen = hidden(&zhao.page("review").await, "undecided");
    let rest = [("which", "unclaimed"), ("undecided", &seen)];
    let rest = zhao.send("review/rest", &rest).await.text().await.unwrap();
    assert!(rest.contains("Those without claims are accepted: 6"), "{rest}");
    let rest = [("which", "all"), ("undecided", "0")];
    let all = zhao.send("review/rest", &rest).await.text().await.unwrap();
    assert!(all.contains("The rest is accepted as claimed: 0"), "{all}");

    // After the posting a change needs its published reason.
    town.close_and_post().await;
    let zhao = Browser::of(&town, "zhao").await;
    let page = zhao.page(&format!("review/{}?standing=all", codes[1])).await;
    let mark = hidden(&page, "mark");
    let path = format!("review/{}?standing=all", codes[1]);
    let mut form = vec![("mark", mark.as_str()), ("verdict", "refuse"), ("note", "x")];
    let refused = zhao.send(&path, &form).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.unwrap().contains("choose the reason that is published"));
    form.push(("reason", "error"));
    assert_eq!(zhao.send(&path, &form).await.status(), 200);
}

async fn review_is_for_reviewers(engine: Engine) {
    let town = Town::open(engine, "reviewers").await;
    let codes = imported(&town).await;
    let li = Browser::of(&town, "li").await;
    let item = format!("review/{}", codes[0]);
    for path in ["review", &item, "objections", "counter"] {
        assert_eq!(li.open(path).await.status(), 403, "{path}");
    }
    for path in ["review/many", "review/rest", &item, "objections", "counter"] {
        assert_eq!(li.send(path, &[]).await.status(), 403, "{path}");
    }
    let nobody = Browser::strangers(&town);
    let sent = nobody.open("review").await;
    assert!(sent.url().as_str().contains("/office/sign-in?from="), "{}", sent.url());
    let unknown = Browser::of(&town, "zhao").await.open("review/0000-0000-0001-Y").await;
    assert_eq!(unknown.status(), 404);
}
