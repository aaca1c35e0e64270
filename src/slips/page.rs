//! The printed slips: one HTML file that needs nothing else, one page a family.

use jiff::{Timestamp, tz::Offset};
use paiwei_protocol::{
    receipt::Receipt,
    rules::{Rules, Titles},
};
use rayon::prelude::*;

use crate::language::{Message, Told};

use super::{
    SlipError, qr,
    words::{HOW_TO_CHECK, both, rehearsal, said},
};

/// A family's slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The platform's registration number.
    pub registration: String,
    /// Name of the child.
    pub name: String,
    /// The receipt as the family keeps it: the signed note.
    pub receipt: String,
}

const STYLE: &str = "\
@page{margin:14mm}\
body{font-family:'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;\
color:#000;background:#fff;margin:0;font-size:10.5pt;line-height:1.45}\
section{break-after:page;break-inside:avoid;max-width:182mm;margin:0 auto}\
section:last-child{break-after:auto}\
h1{font-size:15pt;margin:0 0 1mm}h1 small{display:block;font-weight:400;font-size:10.5pt}\
.rehearsal{border:.6mm solid #000;text-align:center;font-weight:700;padding:1.5mm;margin:0 0 4mm;\
letter-spacing:.1em}\
.top{display:flex;gap:6mm;margin:4mm 0}.facts{flex:1;min-width:0}\
.qr{width:66mm;height:66mm;flex:none}\
.code{font:700 21pt/1.3 'DejaVu Sans Mono',Consolas,monospace;white-space:nowrap}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.8mm 4mm;margin:2mm 0}\
dt{color:#444}dd{margin:0;overflow-wrap:anywhere}\
.hash{font:8.5pt/1.4 'DejaVu Sans Mono',Consolas,monospace}\
.choices{margin:0;padding-left:6mm}\
.how{border-top:.3mm solid #000;padding-top:2mm}.how li{margin:0 0 1.2mm}.how span{display:block;\
font-size:9pt;color:#333}";

/// The slips as one HTML file, each on a page of its own, in the order given.
///
/// # Errors
///
/// [`SlipError`] for the first slip whose receipt is none, or is too long for a QR code.
pub fn slips_html(rules: &Rules, slips: &[Slip]) -> Result<String, SlipError> {
    let pages: Vec<String> =
        slips.par_iter().map(|slip| page(rules, slip)).collect::<Result<_, _>>()?;
    Ok(format!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <title>{} · {}</title><style>{STYLE}</style></head>\n<body>\n{}</body></html>\n",
        escaped(&rules.titles.zh),
        said("slip-title").zh,
        pages.concat()
    ))
}

fn page(rules: &Rules, slip: &Slip) -> Result<String, SlipError> {
    let Slip { registration, name, receipt: text } = slip;
    let (_, receipt) = Receipt::read("receipt", text.as_bytes()).map_err(|error| {
        SlipError::Receipt { registration: registration.clone(), source: Box::new(error) }
    })?;
    let qr = qr::svg(text).ok_or_else(|| SlipError::TooLong {
        registration: registration.clone(),
        bytes: text.len(),
    })?;
    let title = said("slip-title");
    let banner = match rules.rehearsal {
        true => format!("<p class=\"rehearsal\">{}</p>", rehearsal()),
        false => String::new(),
    };
    Ok(format!(
        "<section>{banner}<h1>{} · {}<small lang=\"en\">{} · {}</small></h1>\
         <div class=\"top\"><div class=\"facts\"><div class=\"code\">{}</div><dl>{}</dl></div>{qr}\
         </div>{}</section>\n",
        title.zh,
        escaped(&rules.titles.zh),
        title.en,
        escaped(&rules.titles.en),
        receipt.request.code,
        facts(rules, registration, name, &receipt),
        how_to_check(),
    ))
}

fn facts(rules: &Rules, registration: &str, name: &str, receipt: &Receipt) -> String {
    let request = &receipt.request;
    let linked: Vec<String> = request.bundle.iter().map(ToString::to_string).collect();
    let claims = request.claims.iter().map(|id| {
        let category = rules.categories.iter().find(|category| category.id == *id);
        named(category.map(|category| &category.titles), id)
    });
    let time =
        Message::from(Told::new("slip-china-time").with("time", china_time(receipt.time))).zh;
    [
        fact("slip-name", &escaped(name)),
        fact("slip-registration", &escaped(registration)),
        fact("slip-choices", &choices(rules, receipt)),
        fact("slip-claims", &claims.collect::<Vec<_>>().join("<br>")),
        fact("slip-linked", &linked.join("<br>")),
        fact("slip-received", &escaped(&time)),
        fact("slip-index", &format!("{} · {}", receipt.index, request.revision)),
        fact("slip-hash", &format!("<span class=\"hash\">{}</span>", receipt.hash())),
    ]
    .concat()
}

/// A line of the facts, `label` by its id; nothing where there is nothing to say. `html` is escaped already.
fn fact(label: &str, html: &str) -> String {
    match html {
        "" => String::new(),
        html => format!("<dt>{}</dt><dd>{html}</dd>", both(label)),
    }
}

/// Band by band where there are several, in the family's order.
fn choices(rules: &Rules, receipt: &Receipt) -> String {
    if receipt.request.withdrawn {
        return both("slip-withdrawn");
    }
    let several = receipt.request.choices.bands.len() > 1;
    let item = |(band, id): (usize, &str)| {
        let program = rules.program(id).map(|(_, program)| &program.titles);
        let slot = if several {
            Message::from(Told::new("slip-band").with("band", band + 1)).zh
        } else {
            String::new()
        };
        format!("<li>{}{slot}</li>", named(program, id))
    };
    let items: String = receipt.request.choices.iter().map(item).collect();
    format!("<ol class=\"choices\">{items}</ol>")
}

fn named(titles: Option<&Titles>, id: &str) -> String {
    let shown = titles.map_or(id.to_owned(), |titles| format!("{} {}", titles.zh, titles.en));
    escaped(&shown)
}

fn how_to_check() -> String {
    let item = |id: &str| {
        let Message { zh, en } = said(id);
        format!("<li>{}<span lang=\"en\">{}</span></li>", escaped(&zh), escaped(&en))
    };
    format!("<ol class=\"how\">{}</ol>", HOW_TO_CHECK.map(item).concat())
}

/// Date and minute in China.
fn china_time(time: u64) -> String {
    let second = i64::try_from(time).unwrap_or(i64::MAX);
    let timestamp = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
    Offset::constant(8).to_datetime(timestamp).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Text as HTML content or quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
