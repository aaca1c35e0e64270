use super::*;

fn zh(finding: &str) -> String {
    told(finding, &Texts::new(Language::Zh))
}

#[test]
fn what_is_found_is_said_in_chinese_with_its_place() {
    for (finding, said) in [
        ("needs V02, which did not pass", "须先通过 V02，而它没有通过"),
        ("waitlist.csv is missing", "缺少 waitlist.csv"),
        (
            "roll.csv, line 5, tag: 009W-QGAQ-RTES-Z is the same child as 009W-QGAQ-RTES-Z",
            "roll.csv 第 5 行 tag 栏：009W-QGAQ-RTES-Z 与 009W-QGAQ-RTES-Z 是同一个孩子",
        ),
        ("my receipt.txt", "my receipt.txt"),
        ("1.txt: this is no receipt", "1.txt：这不是回执"),
        (
            "1.txt: contradicts roll.csv, line 3: the choices differ",
            "1.txt：与 roll.csv 第 3 行 矛盾：志愿不同",
        ),
        (
            "1.txt: contradicts journal/entries/4: intake left it out two hours later",
            "1.txt：与 日志第 4 条 矛盾：两小时后仍没有记入报名计数",
        ),
        (
            "journal/entries/12, order-witnessed: cosigned checkpoint: 1 of 2 observers needed for a quorum (9.6)",
            "日志第 12 条（次序获见证）：联署的检查点：须有 2 个观察方，只有 1 个（PROTOCOL.md 9.6）",
        ),
        (
            "journal/entries/7: answers cannot follow in state drawn",
            "日志第 7 条：状态为“随机数已齐备”时不能有“家庭的答复”",
        ),
        ("the draw gives \"009W-QGAQ-RTES-Z,,,,,\"", "派位算出的是“009W-QGAQ-RTES-Z,,,,,”"),
    ] {
        assert_eq!(zh(finding), said);
    }
    let signed = zh("cosigned by notary at 1808000000, committee at 1808000001");
    assert!(
        signed.starts_with("已联署：notary（2027-04-1") && signed.contains("、committee（"),
        "{signed}"
    );
}

#[test]
fn of_what_has_no_form_the_place_is_told() {
    assert_eq!(
        zh("rules.json, titles.en: text is not in Unicode normalisation form C; normalise it"),
        "rules.json 的 titles.en：text is not in Unicode normalisation form C; normalise it"
    );
    for other in ["", "something else", "a: b", "roll.csv", "x is missing and more"] {
        assert_eq!(zh(other), other);
    }
}

#[test]
fn english_stays_as_it_is() {
    let texts = Texts::new(Language::En);
    assert_eq!(told("waitlist.csv is missing", &texts), "waitlist.csv is missing");
}

#[test]
fn every_form_fits_its_own_english() {
    let texts = Texts::new(Language::En);
    let sample = |name: &str| match name {
        "where" => "roll.csv",
        "why" | "any" => "x",
        "signers" => "notary at 7",
        "state" => "drawn",
        "status" => "refused",
        "kind" => "answers",
        "code" | "other" => "009W-QGAQ-RTES-Z",
        "file" => "roll.csv",
        "section" => "9.6",
        "id" | "key" | "check" | "round" | "part" => "name",
        _ => "7",
    };
    for form in forms("finding-").chain(forms("place-")) {
        let message = Message::new(form.id);
        let english = form.names.iter().fold(message, |said, name| said.with(name, sample(name)));
        let english = texts.say(&english);
        assert!(values(&form, &english, &texts, DEEPEST).is_some(), "{}: {english}", form.id);
    }
}
