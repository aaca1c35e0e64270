//! A QR code as inline SVG.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// The SVG of `text` with medium error correction; `None` if it is too long for a QR code.
///
/// Each row is a stroke of its dark runs, which takes a tenth of what a rectangle a module does.
pub(crate) fn svg(text: &str) -> Option<String> {
    let (side, path) = drawn(text)?;
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         role=\"img\" aria-label=\"QR\"><path stroke=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// The code's side, in modules with the light ones around, and the path that paints its dark ones.
pub(super) fn drawn(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let modules = code.into_colors();
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        push_row(&mut path, y, row);
    }
    Some((width + 2 * QUIET, path))
}

/// The dark runs of a row: a move to its start, then the steps between runs.
fn push_row(path: &mut String, y: usize, row: &[Color]) {
    let mut pen = None;
    let mut x = 0;
    for run in row.chunk_by(|a, b| a == b) {
        if run[0] == Color::Dark {
            let step = match pen {
                None => write!(path, "M{} {}.5", x + QUIET, y + QUIET),
                Some(end) => write!(path, "m{} 0", x - end),
            };
            step.and_then(|()| write!(path, "h{}", run.len())).expect("a String takes all writes");
            pen = Some(x + run.len());
        }
        x += run.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules that a path of ours paints, back as rows of `#` and `.`.
    fn painted(svg: &str) -> Vec<String> {
        let width: usize =
            svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let mut rows = vec![vec!['.'; width]; width];
        let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        for row in path.split('M').skip(1) {
            let (x, rest) = row.split_once(' ').unwrap();
            let (y, runs) = rest.split_once(".5").unwrap();
            let mut x: usize = x.parse().unwrap();
            for (at, run) in runs.split("h").skip(1).enumerate() {
                let (length, gap) = run.split_once('m').unwrap_or((run, "0 0"));
                let length: usize = length.parse().unwrap();
                rows[y.parse::<usize>().unwrap()][x..x + length].fill('#');
                x += length + gap.split(' ').next().unwrap().parse::<usize>().unwrap();
                assert!(at < width);
            }
        }
        rows.into_iter().map(|row| row.into_iter().collect()).collect()
    }

    #[test]
    fn the_path_paints_the_codes_modules() {
        let text = "paiwei receipt v1\norigin: 330199.admissions.example/journal\n— 回执\n";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let expected =
            code.render::<char>().quiet_zone(true).dark_color('#').light_color('.').build();
        assert_eq!(painted(&svg(text).unwrap()).join("\n"), expected);
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert!(svg(&"x".repeat(2331)).is_some());
        assert!(svg(&"x".repeat(2332)).is_none());
    }
}
