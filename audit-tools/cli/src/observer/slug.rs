//! Names of files in an observer's home.

use paiwei_protocol::digest::Digest;

/// An origin as a folder's name: `+`, which no origin holds, for `/`.
pub(super) fn of_origin(origin: &str) -> String {
    origin.replace('/', "+")
}

/// The file of a seed. The digits keep ids apart that differ in case only, where the file system
/// doesn't.
pub(super) fn of_seed(origin: &str, round: &str, attempt: u32) -> String {
    let hash = Digest::of(format!("{origin}\n{round}\n{attempt}\n").as_bytes()).to_string();
    format!("{round}-{attempt}-{}", &hash[..16])
}
