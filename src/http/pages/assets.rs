//! Styles and scripts, which are part of the program: made by `static/build.mjs`, committed, and served
//! under a name that says what is in them, so that browsers keep them for good. They hold nobody's
//! secrets, so they may be compressed.

use std::{io::Write as _, sync::OnceLock};

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use paiwei_protocol::digest::Digest;

use crate::http::{
    InPath, Problem, access::Everyone, conditional, kind, publications::Published,
    publications::file,
};

macro_rules! assets {
    ($($name:ident = $file:literal $kind:literal;)+) => {
        /// A style or a script.
        #[derive(Debug, Clone, Copy)]
        pub(crate) enum Asset { $(
            #[doc = concat!("`static/dist/", $file, "`")]
            $name,
        )+ }

        impl Asset {
            const ALL: &[Self] = &[$(Self::$name),+];

            fn bytes(self) -> &'static [u8] {
                match self { $(
                    Self::$name => include_bytes!(concat!("../../../static/dist/", $file)),
                )+ }
            }

            fn name(self) -> &'static str {
                match self { $(Self::$name => $file),+ }
            }

            fn kind(self) -> &'static str {
                match self { $(Self::$name => $kind),+ }
            }
        }
    };
}

assets! {
    Styles = "paiwei.css" "text/css; charset=utf-8";
    Family = "family.js" "text/javascript; charset=utf-8";
    Office = "office.js" "text/javascript; charset=utf-8";
    Screen = "screen.js" "text/javascript; charset=utf-8";
}

impl Asset {
    /// Its address, which changes with its bytes.
    pub(crate) fn address(self) -> String {
        let hash = Digest::of(self.bytes()).to_string();
        format!("/static/{}/{}", &hash[..16], self.name())
    }
}

/// An asset by its address.
pub(crate) async fn asset(
    _: Everyone,
    InPath((hash, name)): InPath<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let address = format!("/static/{hash}/{name}");
    let found = known().iter().find(|known| known.address == address);
    let Known { kind, plain, small, .. } = found.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let compressed = takes_gzip(&headers);
    let file = if compressed { small } else { plain };
    let mut response = conditional::answered(file, kind, &headers)?;
    let told = response.headers_mut();
    told.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if compressed {
        told.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// Whether a client reads what is compressed by gzip (RFC 9110, section 12.5.3).
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let codings = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    codings.map(|coding| coding.replace(' ', "").to_ascii_lowercase()).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((&coding, "q=1"));
        name == "gzip" && !weight.trim_start_matches(['q', '=', '0', '.']).is_empty()
    })
}

/// An asset as it is served.
struct Known {
    address: String,
    kind: &'static str,
    plain: Published,
    small: Published,
}

/// All assets, hashed and compressed once.
fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lasting = |asset: &Asset, bytes: Vec<u8>| Published {
            lasting: true,
            ..file(asset.name(), bytes)
        };
        let one = |asset: &Asset| Known {
            address: asset.address(),
            kind: asset.kind(),
            plain: lasting(asset, asset.bytes().into()),
            small: lasting(asset, compressed(asset.bytes())),
        };
        Asset::ALL.iter().map(one).collect()
    })
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Nothing is refused by memory.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_ask_for_it() {
        for (asked, takes) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.8", true),
            ("deflate", false),
            ("gzip;q=0", false),
            ("gzip; q=0.000", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(asked));
            assert_eq!(takes_gzip(&headers), takes, "{asked}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
