//! The language that a client asks for.

use axum::http::{HeaderMap, header};

use crate::language::Language;

/// The language that a reader chose, as the pages' cookie says; else that of `Accept-Language` (RFC 9110, section 12.5.4): the one with the greatest weight,
/// Chinese where they are equal or nothing is said.
pub(crate) fn of_request(headers: &HeaderMap) -> Language {
    if let Some(chosen) = chosen(headers) {
        return chosen;
    }
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let Some(asked) = asked else { return Language::Zh };
    let (mut zh, mut en) = (None, None);
    for range in asked.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight = thousandths(weight);
        match tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "zh" => zh = zh.max(weight),
            "en" => en = en.max(weight),
            "*" => (zh, en) = (zh.or(weight), en.or(weight)),
            _ => {}
        }
    }
    if en > zh { Language::En } else { Language::Zh }
}

fn chosen(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';'));
    match pairs.find_map(|pair| pair.trim().strip_prefix("paiwei-language="))? {
        "en" => Some(Language::En),
        "zh-CN" => Some(Language::Zh),
        _ => None,
    }
}

/// `q=0.8` as 800; 1000 without a weight, nothing for what isn't one.
fn thousandths(weight: &str) -> Option<u16> {
    let Some(value) = weight.trim().strip_prefix("q=") else {
        return weight.trim().is_empty().then_some(1000);
    };
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits = format!("{part:0<3}");
    match whole {
        "1" => Some(1000),
        // A weight of zero says that the language is not wanted.
        "0" => digits.get(..3)?.parse().ok().filter(|weight| *weight > 0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
        of_request(&headers)
    }

    #[test]
    fn the_greatest_weight_wins_and_chinese_comes_first() {
        assert_eq!(of_request(&HeaderMap::new()), Language::Zh);
        for zh in [
            "",
            "*",
            "fr",
            "zh-TW, en;q=0.9",
            "en;q=0.2, zh;q=0.25",
            "zh, en",
            "fr, *;q=0.1",
            "en;q=0",
        ] {
            assert_eq!(asked(zh), Language::Zh, "{zh}");
        }
        for en in
            ["en", "en-GB,en;q=0.5", "zh;q=0.8, EN;q=0.85", "fr, en;q=0.1", "zh;q=x, en;q=0.001"]
        {
            assert_eq!(asked(en), Language::En, "{en}");
        }
    }
}
