//! A receipt as a picture, to keep among one's photographs: what people read, and the code that a
//! program reads. No key is in it, whoever looks at it.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::qr;

const WIDTH: usize = 720;
const MARGIN: usize = 48;
/// Height of a line of text.
const LINE: usize = 44;
/// Side of the QR code.
const CODE: usize = WIDTH - 2 * MARGIN;
/// Width of a line, in halves of an ideograph.
const HALVES: usize = 44;

/// What is on the picture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Picture {
    /// Above everything, and in red: that this is a rehearsal.
    pub(crate) warning: Option<String>,
    /// What it is, and of which round.
    pub(crate) titles: Vec<String>,
    /// The application's code.
    pub(crate) code: String,
    /// What stands below the QR code.
    pub(crate) lines: Vec<String>,
    /// The receipt, for the QR code.
    pub(crate) receipt: String,
}

impl Picture {
    /// The picture as SVG; `None` if the receipt is too long for a QR code.
    pub(crate) fn svg(&self) -> Option<String> {
        let (side, path) = qr::drawn(&self.receipt)?;
        let mut below = String::new();
        let mut at = MARGIN;
        let mut text = |texts: &[String], size: usize, weight: usize, fill: &str| {
            for line in texts.iter().flat_map(|text| wrapped(text)) {
                at += LINE;
                write_line(&mut below, &line, (at, size, weight, fill));
            }
        };
        text(self.warning.as_slice(), 34, 700, "#b00020");
        text(&self.titles, 32, 600, "#16202c");
        at += LINE / 2;
        let mut code = String::new();
        at += 56;
        write_line(&mut code, &self.code, (at, 58, 700, "#16202c"));
        let top = at + LINE / 2;
        at = top + CODE;
        let mut text = |texts: &[String]| {
            for line in texts.iter().flat_map(|text| wrapped(text)) {
                at += LINE;
                write_line(&mut below, &line, (at, 28, 400, "#16202c"));
            }
        };
        text(&self.lines);
        let height = at + MARGIN;
        Some(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\">\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>{below}\
             <g font-family=\"monospace\">{code}</g>\
             <svg x=\"{MARGIN}\" y=\"{top}\" width=\"{CODE}\" height=\"{CODE}\" \
             viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path stroke=\"#000\" d=\"{path}\"/></svg></svg>"
        ))
    }

    /// The picture as an address that holds it whole; empty if it can't be drawn.
    pub(crate) fn address(&self) -> String {
        let encoded = self.svg().map(|svg| STANDARD.encode(svg));
        encoded.map_or_else(String::new, |svg| format!("data:image/svg+xml;base64,{svg}"))
    }
}

/// A line in the middle: its base line, size, weight and colour.
fn write_line(to: &mut String, line: &str, (y, size, weight, fill): (usize, usize, usize, &str)) {
    let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let x = WIDTH / 2;
    write!(
        to,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\" \
         text-anchor=\"middle\">{line}</text>"
    )
    .expect("a String takes all writes");
}

/// A text in lines that fit: words stay whole where there are blanks, ideographs break anywhere.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(|c: char| c == ' ' || !c.is_ascii()) {
        let line = lines.last_mut().expect("there is always one");
        if !line.is_empty() && halves(line) + halves(word.trim_end()) > HALVES {
            lines.push(word.to_owned());
        } else {
            line.push_str(word);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_shows_code_and_lines_and_holds_itself() {
        let picture = Picture {
            warning: Some("演练".to_owned()),
            titles: vec!["报名回执".to_owned(), "A & B <school>".to_owned()],
            code: "009W-QGAQ-RTES-Z".to_owned(),
            lines: vec!["第 1 次提交".to_owned()],
            receipt: "paiwei receipt v1\n".to_owned(),
        };
        let svg = picture.svg().unwrap();
        for shown in ["演练", "A &amp; B &lt;school&gt;", "009W-QGAQ-RTES-Z", "第 1 次提交"] {
            assert!(svg.contains(shown), "{shown}: {svg}");
        }
        let address = picture.address();
        let encoded = address.strip_prefix("data:image/svg+xml;base64,").unwrap();
        assert_eq!(STANDARD.decode(encoded).unwrap(), svg.as_bytes());
        let long = Picture { receipt: "x".repeat(3000), ..picture };
        assert_eq!(long.address(), "");
    }

    #[test]
    fn long_lines_are_broken_where_they_may_be() {
        assert_eq!(wrapped("short"), ["short"]);
        let english = wrapped(&"word ".repeat(20));
        assert!(english.len() == 3 && english.iter().all(|line| line.starts_with("word")));
        let chinese = wrapped(&"字".repeat(50));
        assert_eq!(
            chinese.iter().map(|line| line.chars().count()).collect::<Vec<_>>(),
            [22, 22, 6]
        );
    }
}
