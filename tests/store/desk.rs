//! An opened office in a fresh database, and rows to put into it.

use paiwei::store::{Database, Lock, RoundRow, Store};
use paiwei_protocol::digest::Digest;

use crate::database::Engine;

pub const ORIGIN: &str = "office.example/journal";

/// A store with its folder.
pub struct Desk {
    pub store: Store,
    pub database: Database,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = engine.database(folder.path());
        let store = Store::open(&database).await.unwrap();
        store.begin_office(ORIGIN).await.unwrap().commit().await.unwrap();
        Self { store, database, _folder: folder }
    }

    /// A desk with these rounds.
    pub async fn with_rounds(engine: Engine, rounds: &[&str]) -> Self {
        let desk = Self::new(engine).await;
        let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
        for round in rounds {
            write.insert_round(round, &round_row()).await.unwrap();
        }
        write.commit().await.unwrap();
        desk
    }
}

pub fn round_row() -> RoundRow {
    let (rules, data_key, tag_key) = (b"rules".into(), b"data".into(), b"tag".into());
    RoundRow { rules, data_key, tag_key, received: 0 }
}

/// Appends one entry, which says its own index.
pub async fn append(store: &Store) -> u64 {
    let mut write = store.begin_write(Lock::Journal).await.unwrap();
    let index = write.head().await.unwrap().unwrap().size;
    let entry = index.to_string();
    write.append(index, entry.as_bytes(), &Digest::of(entry.as_bytes()), "note").await.unwrap();
    write.commit().await.unwrap();
    index
}
