//! Styles and scripts, which are part of the program: made by `static/build.mjs`, committed, and served
//! under a name that says what is in them, so that browsers keep them for good.

use std::sync::OnceLock;

use axum::{http::HeaderMap, response::Response};
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
    let found = known().iter().find(|(known, ..)| *known == address);
    let (_, kind, file) = found.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    conditional::answered(file, kind, &headers)
}

/// All assets with their addresses and media types, hashed once.
fn known() -> &'static [(String, &'static str, Published)] {
    static KNOWN: OnceLock<Vec<(String, &'static str, Published)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let one = |asset: &Asset| {
            let published = Published { lasting: true, ..file(asset.name(), asset.bytes().into()) };
            (asset.address(), asset.kind(), published)
        };
        Asset::ALL.iter().map(one).collect()
    })
}
