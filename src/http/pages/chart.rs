//! Charts of programs: applicants beside seats, drawn here, so that they are there before any script
//! runs. Shapes carry classes of the style sheet: the page's policy refuses inline styles, and the
//! colours of light and dark differ.

use plotters::{
    coord::{Shift, ranged1d::Ranged as _, types::RangedCoordu64},
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea as _},
    element::{PathElement, Rectangle},
    prelude::{Color as _, RGBColor, SVGBackend},
    style::{IntoFont as _, IntoTextStyle as _},
};
use unicode_width::UnicodeWidthChar as _;

/// A program in a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    /// Children who chose it.
    pub(crate) any: u64,
    /// Children who chose it first, of these.
    pub(crate) first: u64,
    /// Seats; none without limit.
    pub(crate) seats: Option<u64>,
    /// The number of applicants as people read it.
    pub(crate) figure: String,
}

/// Width in units; the style sheet's text is 13 of them.
const WIDTH: u32 = 340;
/// Where bars end at most; figures stand beyond.
const LONGEST: i32 = 290;
/// Height of a program: its name, its bar, and the gap to the next.
const ROW: u32 = 40;
const NAME: i32 = 3;
const BAR_TOP: i32 = 19;
const BAR_BOTTOM: i32 = 33;
/// Columns of a fixed-width font that fit into a name.
const COLUMNS: usize = 46;

/// Stand for classes while the library draws, which knows colours only.
const BAR: RGBColor = RGBColor(0, 0, 1);
const FIRST: RGBColor = RGBColor(0, 0, 2);
const SEATS: RGBColor = RGBColor(0, 0, 3);
const TEXT: RGBColor = RGBColor(0, 0, 4);
const HALO: RGBColor = RGBColor(0, 0, 5);

type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Failure = DrawingAreaErrorKind<std::io::Error>;

/// The chart as SVG for a page, described by the element of the id `about`; nothing without a bar.
pub(crate) fn chart(bars: &[Bar], about: &str) -> Option<String> {
    let most = bars.iter().map(|bar| bar.any.max(bar.seats.unwrap_or(0))).max()?.max(1);
    let height = ROW * u32::try_from(bars.len()).ok()?;
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        for (top, bar) in (0..).step_by(ROW as usize).zip(bars) {
            draw(&canvas, top, bar, &RangedCoordu64::from(0..most)).ok()?;
        }
        canvas.present().ok()?;
    }
    Some(with_classes(&svg, height, about))
}

fn draw(canvas: &Canvas<'_>, top: i32, bar: &Bar, scale: &RangedCoordu64) -> Result<(), Failure> {
    let at = |value: u64| scale.map(&value, (0, LONGEST));
    let (upper, lower) = (top + BAR_TOP, top + BAR_BOTTOM);
    let text = ("sans-serif", 13).into_font().into_text_style(canvas).color(&TEXT);
    canvas.draw_text(&shortened(&bar.label), &text, (0, top + NAME))?;
    canvas.draw(&Rectangle::new([(0, upper), (at(bar.any), lower)], BAR.filled()))?;
    canvas.draw(&Rectangle::new([(0, upper), (at(bar.first), lower)], FIRST.filled()))?;
    let end = bar.any.max(bar.seats.unwrap_or(0));
    canvas.draw_text(&bar.figure, &text, (at(end) + 5, upper + 1))?;
    if let Some(seats) = bar.seats {
        let line = [(at(seats), upper - 3), (at(seats), lower + 3)];
        // On a dark bar the line is seen by what is light around it.
        canvas.draw(&PathElement::new(line, HALO.stroke_width(1)))?;
        canvas.draw(&PathElement::new(line, SEATS.stroke_width(1)))?;
    }
    Ok(())
}

/// What fits into a line; a sign is one or two columns wide.
fn shortened(label: &str) -> String {
    let mut columns = 0;
    let fits = |sign: &char| {
        columns += sign.width().unwrap_or(0);
        columns <= COLUMNS
    };
    let kept: String = label.chars().take_while(fits).collect();
    if kept.len() < label.len() { format!("{}…", kept.trim_end()) } else { kept }
}

/// The library's SVG with the style sheet's classes in the place of colours and fonts.
fn with_classes(svg: &str, height: u32, about: &str) -> String {
    let inside = svg.split_once('>').map_or("", |(_, inside)| inside);
    let mut drawn =
        format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{about}\">");
    for tag in inside.split_inclusive('>') {
        let class =
            [("#000001", "bar"), ("#000002", "in"), ("#000003", "cut"), ("#000005", "halo")];
        let class = class.into_iter().find(|(colour, _)| tag.contains(colour));
        let plain = ["opacity", "fill", "stroke", "stroke-width", "font-family", "font-size"];
        let mut tag = plain.iter().fold(tag.to_owned(), |tag, name| without(&tag, name));
        if let Some((_, class)) = class {
            tag = tag.replacen("/>", &format!(" class=\"{class}\"/>"), 1);
        }
        drawn.push_str(tag.trim_matches('\n'));
    }
    drawn
}

/// A tag without one of its attributes.
fn without(tag: &str, name: &str) -> String {
    let Some((before, rest)) = tag.split_once(&format!(" {name}=\"")) else {
        return tag.to_owned();
    };
    let after = rest.split_once('"').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, any: u64, first: u64, seats: Option<u64>) -> Bar {
        Bar { label: label.to_owned(), any, first, seats, figure: any.to_string() }
    }

    #[test]
    fn bars_are_as_long_as_their_figures_and_carry_classes() {
        let bars = [bar("J1 <文汇>", 1000, 500, Some(100)), bar("P1", 0, 0, None)];
        let svg = chart(&bars, "chart-about").unwrap();
        assert!(
            svg.starts_with("<svg viewBox=\"0 0 340 80\" role=\"img\" aria-labelledby"),
            "{svg}"
        );
        assert!(svg.ends_with("</svg>"), "{svg}");
        for left in ["style", "#0000", "font-", "opacity", "stroke", "<文汇>"] {
            assert!(!svg.contains(left), "{left}: {svg}");
        }
        assert!(svg.contains("J1 &lt;文汇&gt;"), "{svg}");
        let width = |class: &str| {
            let tag = svg.split('<').find(|tag| tag.contains(&format!("class=\"{class}\"")));
            let width = tag.unwrap().split("width=\"").nth(1).unwrap();
            width.split('"').next().unwrap().parse::<i32>().unwrap()
        };
        let (any, first) = (width("bar"), width("in"));
        assert!((LONGEST - 2..=LONGEST).contains(&any) && (first - any / 2).abs() <= 1, "{svg}");
        assert_eq!(svg.matches("class=\"cut\"").count(), 1);
        assert_eq!(chart(&[], "x"), None);
    }

    #[test]
    fn long_names_are_cut_off_by_their_width() {
        assert_eq!(shortened("实验小学"), "实验小学");
        let long = "实".repeat(24);
        assert_eq!(shortened(&long), format!("{}…", "实".repeat(23)));
        assert_eq!(shortened(&"x".repeat(46)), "x".repeat(46));
    }
}
