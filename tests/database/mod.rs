//! Both databases, for every test that a database matters to.
//!
//! A test takes an [`Engine`] and asks it for a fresh database; [`on_both`] makes two tests of it.
//! PostgreSQL runs as a cluster of the tests' own, so nothing that is set up on the machine is used
//! or touched; where it is not installed, tests fail.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "shared by several test programs, of which each uses a part"
)]
#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cluster;

use std::{fs, path::Path};

use paiwei::store::Database;

pub use cluster::{Cluster, Fsync, name};

/// What runs the SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in the folder that a test names.
    Sqlite,
    /// A database of the cluster that the tests of this program share.
    Postgres,
}

impl Engine {
    /// A fresh database; SQLite's is `paiwei.db` in `folder`.
    pub fn database(self, folder: &Path) -> Database {
        match self {
            Self::Sqlite => Database::Sqlite(folder.join("paiwei.db")),
            Self::Postgres => Database::Postgres(Cluster::shared().database()),
        }
    }
}

/// A copy of a database that is closed, as a backup; SQLite's is `backup.db` in `folder`.
pub fn copy(database: &Database, folder: &Path) -> Database {
    match database {
        Database::Sqlite(file) => {
            let backup = folder.join("backup.db");
            fs::copy(file, &backup).unwrap();
            Database::Sqlite(backup)
        }
        Database::Postgres(url) => Database::Postgres(Cluster::shared().copy(url)),
    }
}

/// What a thief of the database has: SQLite's files as they lie there; of PostgreSQL all rows of all
/// tables in binary form, texts as they are, nothing compressed.
pub fn stolen(database: &Database) -> Vec<u8> {
    match database {
        Database::Sqlite(file) => {
            let log = file.with_extension("db-wal");
            [file.as_path(), &log]
                .into_iter()
                .filter_map(|file| fs::read(file).ok())
                .flatten()
                .collect()
        }
        Database::Postgres(url) => {
            let (cluster, name) = (Cluster::shared(), name(url));
            let tables = "select relname from pg_class where relkind = 'r' \
                          and relnamespace = 'public'::regnamespace order by relname";
            let tables = String::from_utf8(cluster.sql(name, tables)).unwrap();
            let copied =
                |table| cluster.sql(name, &format!("copy {table} to stdout (format binary)"));
            tables.lines().flat_map(copied).collect()
        }
    }
}

/// Makes two tests, `name::sqlite` and `name::postgres`, of each async function that takes an
/// [`Engine`]. One that is left out of the list is dead code, which the lints refuse.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            use $crate::database::Engine;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(Engine::Postgres).await;
            }
        }
    )*};
}

pub(crate) use on_both;
