//! Findings in Chinese. The protocol's checks state what they find in English, with its place; the forms
//! that a family, an office or a journalist meets stand in `finding.ftl`, and a finding that has such a form is
//! said with the Chinese text of the same id. Of any other the place at least is told in Chinese.

use crate::{
    texts::{Language, Message, Texts},
    when,
};

/// Parts of forms within one another: a place, what is wrong there, and why.
const DEEPEST: u8 = 6;

/// The finding as readers of `texts` read it.
pub(crate) fn told(finding: &str, texts: &Texts) -> String {
    if texts.language() == Language::En {
        return finding.to_owned();
    }
    said(finding, "finding-", texts, DEEPEST).unwrap_or_else(|| finding.to_owned())
}

/// A form of an English text: what stands between its values, and their names.
struct Form {
    id: &'static str,
    literals: Vec<&'static str>,
    names: Vec<&'static str>,
}

/// The forms whose ids begin with `kind`, in the order in which they are tried.
fn forms(kind: &'static str) -> impl Iterator<Item = Form> {
    let lines = include_str!("../locales/en/finding.ftl").lines();
    let texts = lines.filter_map(|line| line.split_once(" = "));
    texts.filter(move |(id, _)| id.starts_with(kind)).map(|(id, text)| form(id, text))
}

fn form(id: &'static str, text: &'static str) -> Form {
    let (mut literals, mut names) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some((literal, (name, after))) =
        rest.split_once("{ $").and_then(|(before, after)| Some((before, after.split_once(" }")?)))
    {
        literals.push(literal);
        names.push(name);
        rest = after;
    }
    literals.push(rest);
    Form { id, literals, names }
}

/// What the first form that fits says in Chinese.
fn said(text: &str, kind: &'static str, texts: &Texts, depth: u8) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    forms(kind).find_map(|form| {
        let values = values(&form, text, texts, depth)?;
        let named = form.names.iter().zip(values);
        let message =
            named.fold(Message::new(form.id), |said, (name, value)| said.with(name, value));
        Some(texts.say(&message))
    })
}

/// The values of a form, in Chinese; none if the text hasn't this form.
fn values(form: &Form, text: &str, texts: &Texts, depth: u8) -> Option<Vec<String>> {
    let (first, others) = form.literals.split_first()?;
    filled(text.strip_prefix(first)?, &form.names, others, texts, depth)
}

/// Each value is as short as the form allows.
fn filled(
    text: &str,
    names: &[&'static str],
    literals: &[&'static str],
    texts: &Texts,
    depth: u8,
) -> Option<Vec<String>> {
    let (Some((name, names)), Some((literal, literals))) =
        (names.split_first(), literals.split_first())
    else {
        return text.is_empty().then(Vec::new);
    };
    let ends = |end: &usize| match literals.is_empty() && literal.is_empty() {
        true => *end == text.len(),
        false => text[*end..].starts_with(literal),
    };
    let all = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    all.skip(1).filter(ends).find_map(|end| {
        let value = value(name, &text[..end], texts, depth)?;
        let mut values = filled(&text[end + literal.len()..], names, literals, texts, depth)?;
        values.insert(0, value);
        Some(values)
    })
}

/// A value in Chinese; none if it isn't what its name says.
fn value(name: &str, text: &str, texts: &Texts, depth: u8) -> Option<String> {
    let word = |kind: &str| {
        let id = format!("{kind}-{text}");
        texts.has(&id).then(|| texts.text(&id))
    };
    match name {
        "where" => place(text, texts, depth),
        "why" => Some(said(text, "finding-", texts, depth).unwrap_or_else(|| text.to_owned())),
        "any" => Some(text.to_owned()),
        "at" | "latest" => Some(when::local(text.parse().ok()?)),
        "signers" => text
            .split(", ")
            .map(|one| signer(one, texts))
            .collect::<Option<Vec<_>>>()
            .map(|signers| signers.join(&texts.text("list-comma"))),
        "state" => word("state"),
        "status" => word("status"),
        "kind" => is_name(text).then(|| word("entry").unwrap_or_else(|| text.to_owned())),
        "code" | "other" => is_code(text).then(|| text.to_owned()),
        "file" | "id" | "key" | "check" | "round" | "part" => {
            is_name(text).then(|| text.to_owned())
        }
        "section" => text.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| text.to_owned()),
        _ => text.bytes().all(|b| b.is_ascii_digit()).then(|| text.to_owned()),
    }
}

/// A file, a line of it, an entry of the journal.
fn place(text: &str, texts: &Texts, depth: u8) -> Option<String> {
    said(text, "place-", texts, depth).or_else(|| {
        let path = is_name(text) && text.contains(['.', '/']);
        path.then(|| text.to_owned())
    })
}

fn signer(text: &str, texts: &Texts) -> Option<String> {
    let (id, at) = text.split_once(" at ")?;
    let when = when::local(at.parse().ok()?);
    Some(texts.say(&Message::new("signer-at").with("id", id).with("when", when)))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && !text.ends_with([':', ','])
}

fn is_code(text: &str) -> bool {
    text.len() == 16
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests;
