//! The office's pages of imports, lists, notices and sheets, as a browser without script meets them.

use paiwei::{
    demo::unzipped,
    rounds,
    spreadsheet::{self, Cell, Limits},
};

use crate::{
    browser::{Browser, below},
    database::{Engine, on_both},
    families::NAMES,
    town::Town,
    world::ROUND,
};

on_both!(
    a_file_is_tried_mended_and_imported,
    what_is_imported_is_what_was_shown,
    an_account_keeps_five_files,
    a_meaning_that_is_none_is_asked_for_anew,
    what_is_out_opens_for_those_who_may,
);

/// Uploads a file; the address of the page that comes then, below the round's.
async fn uploaded(browser: &Browser<'_>, file: &str) -> String {
    let parts = [("file", Some("c:\\\\报名.csv"), file.as_bytes())];
    let answer = browser.upload("import", &parts).await;
    assert_eq!(answer.status(), 200);
    below(&answer)
}

fn shown(book: &[u8]) -> Vec<Vec<String>> {
    let table = spreadsheet::read(book, None, &Limits::default()).unwrap();
    let cells =
        |row: &spreadsheet::Row| row.cells.iter().map(Cell::shown).map(str::to_owned).collect();
    table.rows.iter().map(cells).collect()
}

/// A file of children: of the second, this is what it chose first.
fn file(second: &str) -> String {
    let mut file =
        "2027 年报名\n报名号,学生姓名,证件类型,证件号码,手机,类别,第一志愿,第二志愿\n".to_owned();
    for (number, name) in NAMES.iter().enumerate().take(3) {
        let first = if number == 1 { second } else { "甲校" };
        let class = if number == 0 { "有哥哥" } else { "" };
        file.push_str(&format!("N{number},{name},护照本,ZZ99{number:05},199,{class},{first},P1\n"));
    }
    file
}

async fn received(town: &Town) -> u64 {
    rounds::overview(&town.service.world.office, ROUND).await.unwrap().received
}

async fn a_file_is_tried_mended_and_imported(engine: Engine) {
    let town = Town::open(engine, "office import").await;
    let li = Browser::of(&town, "li").await;
    assert_eq!(Browser::of(&town, "zhao").await.open("import").await.status(), 403);
    assert!(li.page("import").await.contains("multipart/form-data"));

    let columns = uploaded(&li, &file("乙校")).await;
    let upload = columns.strip_suffix("/columns").unwrap().to_owned();
    let form = li.page(&columns).await;
    assert!(form.contains("value=\"2\" required"), "the headings are below the title");
    for picked in ["报名号", "学生姓名", "证件号码", "第二志愿"] {
        assert!(form.contains(&format!("<option value=\"{picked}\" selected>")), "{picked}");
    }
    let mut filled = vec![
        ("sheet", ""),
        ("header", "2"),
        ("registration", "报名号"),
        ("field-name", "学生姓名"),
        ("field-phone", "手机"),
        ("document-type", "证件类型"),
        ("claims", "类别"),
        ("choice-0-0", "第一志愿"),
        ("choice-1-0", "第二志愿"),
    ];
    let lacking = li.send(&columns, &filled).await;
    assert_eq!(lacking.status(), 422);
    assert!(lacking.text().await.unwrap().contains("href=\"#document-number\""));
    filled.push(("document-number", "证件号码"));
    let values = below(&li.send(&columns, &filled).await);
    assert_eq!(values, format!("{upload}/values"));
    let asked = li.page(&values).await;
    for text in ["护照本", "有哥哥", "甲校", "乙校"] {
        assert!(asked.contains(text), "{text}");
    }
    let told = [
        ("type|护照本", "passport"),
        ("claim-0|有哥哥", "sibling"),
        ("program|甲校", "J1"),
        ("program|乙校", ""),
    ];
    let check = below(&li.send(&values, &told).await);
    assert_eq!(check, format!("{upload}/check"));

    let trial = li.page(&check).await;
    assert!(trial.contains("Row 4") && trial.contains("乙校"), "{trial}");
    assert!(!trial.contains("Import 3 children"));
    let marked = shown(&li.bytes(&format!("{upload}/check.xlsx")).await);
    assert_eq!(marked[3][0], "N1");
    assert!(marked[3].last().unwrap().contains("乙校"), "{marked:?}");
    let list = li.page(&format!("{upload}/check.csv")).await;
    assert!(list.contains("\n4,N1,第一志愿,"), "{list}");
    assert_eq!(
        below(&li.send(&check, &[]).await),
        check,
        "nothing is imported while rows are wrong"
    );
    assert_eq!(received(&town).await, 0);

    let check = uploaded(&li, &file("甲校")).await;
    let upload = check.strip_suffix("/check").expect("what was said is remembered").to_owned();
    assert!(li.page(&check).await.contains("Import 3 children"));
    let mark = mark(&li.page(&check).await);
    for _ in 0..2 {
        let done = li.send(&check, &[("mark", &mark)]).await;
        assert_eq!(below(&done), format!("{upload}/done"));
        assert_eq!(received(&town).await, 3, "a repeated import changes nothing");
    }
    assert!(li.page(&format!("{upload}/done")).await.contains("New children: 3"));
    assert!(li.page(&check).await.contains("left as they are: 3"));
    let id = upload.strip_prefix("import/").unwrap();
    let codes = shown(&li.bytes(&format!("codes.xlsx?upload={id}")).await);
    assert_eq!(codes.len(), 4);
    assert_eq!(codes[1][..2], ["N0", NAMES[0]]);
    let files = unzipped(&li.bytes("handouts.zip").await).unwrap();
    let slips = files.keys().filter(|name| name.starts_with("receipts/")).count();
    assert_eq!((files.len(), slips), (5, 3), "{:?}", files.keys());

    let changed = uploaded(&li, &file("甲校").replace("有哥哥", "")).await;
    let trial = li.page(&changed).await;
    assert!(
        trial.contains("imported as"),
        "another content is refused before it is tried: {trial}"
    );
    li.send(&format!("{upload}/forget"), &[]).await;
    let gone = li.open(&format!("{upload}/check")).await;
    assert_eq!(below(&gone), "import");
    town.service.world.clock.advance(rounds::UPLOAD_KEPT);
    let li = Browser::of(&town, "li").await;
    assert_eq!(below(&li.open(&changed).await), "import", "files are forgotten by themselves");
    rounds::sweep_uploads(&town.service.world.office).await.unwrap();
}

/// What a trial's form says that it showed.
fn mark(page: &str) -> String {
    let from = page.split("name=\"mark\" value=\"").nth(1).expect("there is a form");
    from.split('"').next().unwrap().to_owned()
}

/// Which column of [`file`] holds what, but for the phones.
const COLUMNS: [(&str, &str); 8] = [
    ("header", "2"),
    ("registration", "报名号"),
    ("field-name", "学生姓名"),
    ("document-type", "证件类型"),
    ("document-number", "证件号码"),
    ("claims", "类别"),
    ("choice-0-0", "第一志愿"),
    ("choice-1-0", "第二志愿"),
];

/// What the words of [`file`] mean.
const WORDS: [(&str, &str); 3] =
    [("type|护照本", "passport"), ("claim-0|有哥哥", "sibling"), ("program|甲校", "J1")];

/// Uploads a file and says what is in it; the address of its trial.
async fn explained(li: &Browser<'_>) -> String {
    let columns = uploaded(li, &file("甲校")).await;
    let values = below(&li.send(&columns, &COLUMNS).await);
    below(&li.send(&values, &WORDS).await)
}

/// How often an act stands in the trail.
async fn acts(town: &Town, act: &str) -> usize {
    let trail = town.service.app.staff().export_trail().await.unwrap();
    trail.matches(&format!("\t{act}\t")).count()
}

async fn what_is_imported_is_what_was_shown(engine: Engine) {
    let town = Town::open(engine, "import marks").await;
    let li = Browser::of(&town, "li").await;
    let check = explained(&li).await;
    let shown = mark(&li.page(&check).await);
    assert_eq!(li.send(&check, &[]).await.status(), 409, "nothing says what was shown");
    // A colleague finds the phones meanwhile.
    let colleague = Browser::of(&town, "wang").await;
    let columns = check.replace("/check", "/columns");
    let phones = [&COLUMNS[..], &[("field-phone", "手机")]].concat();
    assert_eq!(colleague.send(&columns, &phones).await.status(), 200);
    let refused = li.send(&check, &[("mark", &shown)]).await;
    assert_eq!(refused.status(), 409);
    let refused = refused.text().await.unwrap();
    assert!(refused.contains("changed after the trial"), "{refused}");
    assert_eq!((received(&town).await, acts(&town, "import").await), (0, 0));
    let now = mark(&refused);
    assert_ne!(now, shown);
    assert_eq!(li.bytes(&check.replace("/check", "/check.xlsx")).await[..2], *b"PK");
    assert_eq!(acts(&town, "export-check").await, 1);
    let done = below(&li.send(&check, &[("mark", &now)]).await);
    assert!(done.ends_with("/done"), "{done}");
    assert_eq!((received(&town).await, acts(&town, "import").await), (3, 1));
    let trail = town.service.app.staff().export_trail().await.unwrap();
    assert!(trail.contains(&now), "the trail says what was imported");
    for _ in 0..2 {
        li.send(&check.replace("/check", "/forget"), &[]).await;
    }
    assert_eq!(acts(&town, "forget-upload").await, 1);
}

async fn a_meaning_that_is_none_is_asked_for_anew(engine: Engine) {
    let town = Town::open(engine, "odd meanings").await;
    let li = Browser::of(&town, "li").await;
    let columns = uploaded(&li, &file("甲校")).await;
    let values = below(&li.send(&columns, &COLUMNS).await);
    let odd = [("claim-0|有哥哥", "nobody"), ("program|甲校", "nowhere")];
    let unfit = below(&li.send(&values, &odd).await);
    assert_eq!(unfit, columns, "nothing is tried by a mapping that the rules don't know");
    let again = below(&li.send(&columns, &COLUMNS).await);
    assert_eq!(again, values, "columns are taken, and the words asked for");
    let check = below(&li.send(&again, &WORDS).await);
    assert!(li.page(&check).await.contains("Import 3 children"));
}

async fn an_account_keeps_five_files(engine: Engine) {
    let town = Town::open(engine, "many uploads").await;
    let (li, wang) = (Browser::of(&town, "li").await, Browser::of(&town, "wang").await);
    let first = explained(&li).await;
    let done = li.send(&first, &[("mark", &mark(&li.page(&first).await))]).await;
    assert_eq!(done.status(), 200);
    let others = uploaded(&wang, &file("甲校")).await;
    let mut tried = Vec::new();
    for second in 0..5 {
        town.service.world.clock.advance(1);
        tried.push(uploaded(&li, &file(&format!("甲校{second}"))).await);
    }
    let kept = rounds::uploads(&town.service.world.office, ROUND).await.unwrap();
    assert_eq!(kept.iter().filter(|upload| upload.account == "li").count(), rounds::MOST_UPLOADS);
    assert_eq!(
        below(&li.open(&tried[0]).await),
        "import",
        "the oldest that wasn't imported is gone"
    );
    for path in [&first, &others, &tried[1]] {
        assert_eq!(below(&li.open(path).await), *path);
    }
    assert_eq!(acts(&town, "forget-upload").await, 1);
    assert!(li.page("import").await.contains("keeps 5 files"));
}

async fn what_is_out_opens_for_those_who_may(engine: Engine) {
    let town = Town::open(engine, "office outputs").await;
    for number in 0..4 {
        town.applied(number).await;
    }
    let li = Browser::of(&town, "li").await;
    for file in ["seats.xlsx", "ledger.xlsx"] {
        assert!(!li.page("outputs").await.contains(file), "there is no result yet");
        assert_eq!(li.open(file).await.status(), 404);
    }
    assert!(!li.page("sheets/roll").await.contains("class=\"sign\""), "nothing to sign yet");
    town.close_and_post().await;
    town.freeze_and_draw(1).await;

    let sun = Browser::of(&town, "sun").await;
    let (li, zhao) = (Browser::of(&town, "li").await, Browser::of(&town, "zhao").await);
    for browser in [&li, &sun, &zhao] {
        the_workbooks_say_the_result(browser).await;
        for sheet in ["software", "roll", "dice", "results"] {
            let page = browser.page(&format!("sheets/{sheet}")).await;
            assert!(page.contains("class=\"sheet\"") && page.contains("class=\"sign\""), "{sheet}");
        }
        assert_eq!(browser.open("sheets/other").await.status(), 404);
    }
    assert_eq!(li.open("posting-list.xlsx").await.status(), 404, "these rules post no names");
    for path in ["notices", "notices/J1"] {
        assert_eq!(li.open(path).await.status(), 403);
        assert_eq!(sun.open(path).await.status(), 200);
    }
    let notices = sun.page("notices/J1").await;
    assert_eq!(notices.matches("class=\"sheet\"").count(), 2);
    assert!(NAMES.iter().filter(|name| notices.contains(**name)).count() == 2, "{notices}");
}

async fn the_workbooks_say_the_result(browser: &Browser<'_>) {
    let outputs = browser.page("outputs").await;
    assert!(outputs.contains("seats.xlsx") && outputs.contains("ledger.xlsx"));
    let seats = shown(&browser.bytes("seats.xlsx").await);
    assert!(seats.iter().any(|row| row[0] == "J1" && row.contains(&"2".to_owned())), "{seats:?}");
    let ledger = shown(&browser.bytes("ledger.xlsx").await);
    let says = |row: &Vec<String>, word: &str| row.get(1).is_some_and(|cell| cell.ends_with(word));
    let placed = ledger.iter().filter(|row| says(row, "placed") && row[2] == "J1").count();
    let others = ledger.iter().filter(|row| says(row, "no place") || says(row, "placed")).count();
    assert_eq!((placed, others), (2, 4), "{ledger:?}");
    assert!(NAMES.iter().all(|name| !format!("{ledger:?}").contains(*name)), "only codes");
    let waiting = shown(&browser.bytes("waiting-lists.xlsx").await);
    assert!(waiting.len() > 1, "{waiting:?}");
}
