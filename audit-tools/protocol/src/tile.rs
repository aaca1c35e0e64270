//! The static files of a journal: hash tiles and entry bundles (C2SP tlog-tiles; PROTOCOL.md,
//! section 4.3).

use std::collections::BTreeMap;

use crate::{
    digest::Digest,
    merkle::{leaf_hash, root_of_hashes},
};

/// Longest entry in bytes: a bundle writes lengths in two.
pub const MAX_ENTRY: usize = 65_535;

/// Hashes of a full tile, entries of a full bundle.
const WIDTH: usize = 256;

/// An entry that no bundle can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {index} has {length} bytes; an entry has at most {MAX_ENTRY}")]
pub struct EntryTooLong {
    /// Index of the entry.
    pub index: usize,
    /// Its bytes.
    pub length: usize,
}

/// Path and bytes of every tile and bundle of a log of exactly these entries: full ones, and at
/// each level the partial one at the right edge, if there is one. Paths begin with `tile/`.
///
/// # Errors
///
/// [`EntryTooLong`].
pub fn files(entries: &[impl AsRef<[u8]>]) -> Result<BTreeMap<String, Vec<u8>>, EntryTooLong> {
    let mut files = BTreeMap::new();
    for (number, bundle) in entries.chunks(WIDTH).enumerate() {
        let path = format!("tile/entries/{}", tile_path(number, bundle.len()));
        files.insert(path, bundle_bytes(number, bundle)?);
    }
    let mut hashes: Vec<_> = entries.iter().map(|entry| leaf_hash(entry.as_ref())).collect();
    for level in 0.. {
        if hashes.is_empty() {
            break;
        }
        for (number, tile) in hashes.chunks(WIDTH).enumerate() {
            let path = format!("tile/{level}/{}", tile_path(number, tile.len()));
            files.insert(path, tile.iter().flat_map(Digest::as_bytes).copied().collect());
        }
        // A partial tile has no hash above it.
        hashes = hashes.chunks_exact(WIDTH).map(root_of_hashes).collect();
    }
    Ok(files)
}

fn bundle_bytes(number: usize, bundle: &[impl AsRef<[u8]>]) -> Result<Vec<u8>, EntryTooLong> {
    let mut bytes = Vec::new();
    for (place, entry) in bundle.iter().enumerate() {
        let entry = entry.as_ref();
        let (index, length) = (number * WIDTH + place, entry.len());
        let prefix = u16::try_from(length).map_err(|_| EntryTooLong { index, length })?;
        bytes.extend_from_slice(&prefix.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// `x001/x234/067` for tile 1234067, and `.p/<width>` behind it if it is partial.
fn tile_path(number: usize, width: usize) -> String {
    let mut path = format!("{:03}", number % 1000);
    let mut rest = number / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    if width < WIDTH { format!("{path}.p/{width}") } else { path }
}

#[cfg(test)]
mod tests {
    use tlog_tiles::{Error, Hash, HashReader, Tile, stored_hashes};

    use super::*;

    /// The oracle's store of all hashes of a log.
    struct Store(Vec<Hash>);

    impl HashReader for Store {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
            Ok(indexes.iter().map(|&index| self.0[usize::try_from(index).unwrap()]).collect())
        }
    }

    fn entries(count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|number| format!("{{\"entry\":{number}}}").into_bytes()).collect()
    }

    /// Hash tiles as the oracle makes them, under our paths.
    fn oracle(entries: &[Vec<u8>]) -> BTreeMap<String, Vec<u8>> {
        let mut store = Store(Vec::new());
        for (number, entry) in (0..).zip(entries) {
            let new = stored_hashes(number, entry, &store).unwrap();
            store.0.extend(new);
        }
        let tiles = Tile::new_tiles(8, 0, entries.len() as u64);
        let file = |tile: Tile| {
            (tile.path().replacen("tile/8/", "tile/", 1), tile.read_data(&store).unwrap())
        };
        tiles.into_iter().map(file).collect()
    }

    #[test]
    fn hash_tiles_are_the_oracles() {
        for count in [0, 1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537] {
            let entries = entries(count);
            let mut files = files(&entries).unwrap();
            files.retain(|path, _| !path.starts_with("tile/entries/"));
            assert!(files == oracle(&entries), "{count} entries");
        }
    }

    /// The example of the specification.
    #[test]
    fn seventy_thousand_entries() {
        let files = files(&entries(70_000)).unwrap();
        let width = |path: &str| files[path].len() / 32;
        let full = |path: &&String| path.starts_with("tile/0/") && !path.contains(".p/");
        assert_eq!(files.keys().filter(full).count(), 273);
        assert_eq!(width("tile/0/272"), 256);
        assert_eq!(width("tile/0/273.p/112"), 112);
        assert_eq!(width("tile/1/000"), 256);
        assert_eq!(width("tile/1/001.p/17"), 17);
        assert_eq!(width("tile/2/000.p/1"), 1);
        assert_eq!(files.len(), 274 + 2 + 1 + 274);
    }

    #[test]
    fn bundles_hold_lengths_and_entries() {
        let files = files(&[&b"ab"[..], b"", b"c"]).unwrap();
        assert_eq!(files["tile/entries/000.p/3"], b"\0\x02ab\0\0\0\x01c");
        let two = super::files(&entries(257)).unwrap();
        assert!(two.contains_key("tile/entries/000"));
        assert_eq!(two["tile/entries/001.p/1"], [&[0, 13], &b"{\"entry\":256}"[..]].concat());
    }

    #[test]
    fn an_entry_has_a_length() {
        assert!(files(&[vec![0; MAX_ENTRY]]).is_ok());
        let refusal = Err(EntryTooLong { index: 1, length: MAX_ENTRY + 1 });
        assert_eq!(files(&[vec![], vec![0; MAX_ENTRY + 1]]), refusal);
    }

    #[test]
    fn paths_group_their_digits() {
        assert_eq!(tile_path(0, 256), "000");
        assert_eq!(tile_path(1000, 256), "x001/000");
        assert_eq!(tile_path(1_234_067, 255), "x001/x234/067.p/255");
    }
}
