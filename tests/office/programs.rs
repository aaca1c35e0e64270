//! The two programs, as people run them: in a folder of their own, with a language, without a
//! terminal.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
    thread,
    time::Duration,
};

use paiwei::store::Database;
use serde_json::Value;
use tempfile::TempDir;

use crate::database::Cluster;

/// A desk: an empty folder in which commands are run.
pub(crate) struct Desk {
    folder: TempDir,
    /// The address of a PostgreSQL database, as the environment gives it.
    database_url: Option<String>,
}

/// What a program said.
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The answer as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// Refuses anything but success.
    #[track_caller]
    pub(crate) fn well(self) -> Self {
        assert_eq!(self.status, 0, "{}\n{}", self.out, self.err);
        self
    }
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database_url: None }
    }

    /// A desk whose office keeps its database on a PostgreSQL server.
    pub(crate) fn on_postgres() -> Self {
        Self::on(Cluster::shared().database())
    }

    /// A desk whose office has the database of this address.
    pub(crate) fn on(database_url: String) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database_url: Some(database_url) }
    }

    /// The office's database.
    pub(crate) fn database(&self) -> Database {
        match &self.database_url {
            Some(url) => Database::Postgres(url.clone()),
            None => Database::Sqlite(self.path("paiwei-data/paiwei.db")),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Another desk with the same on it, and a copy of its database.
    pub(crate) fn copy(&self) -> Self {
        let copy = match &self.database_url {
            Some(url) => Self::on(Cluster::shared().copy(url)),
            None => Self::new(),
        };
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    /// Clears the desk, and removes its database: copies of one are many.
    pub(crate) fn clear(self) {
        if let Some(url) = &self.database_url {
            Cluster::shared().remove(url);
        }
    }

    /// Starts a command line and kills it after a while; whether it had ended by then.
    pub(crate) fn kill(&self, line: &str, after: Duration) -> bool {
        let mut command = self.command("en", line);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(after);
        let finished = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();
        finished
    }

    /// Runs a command line of either program, in English.
    pub(crate) fn run(&self, line: &str) -> Said {
        self.run_in("en", line)
    }

    /// Runs a command line of either program. Arguments are split at spaces, `"…"` holds them
    /// together.
    pub(crate) fn run_in(&self, language: &str, line: &str) -> Said {
        said(&self.command(language, line).output().unwrap())
    }

    fn command(&self, language: &str, line: &str) -> Command {
        let mut words = words(line).into_iter();
        let program = match words.next().as_deref() {
            Some("paiwei") => PathBuf::from(env!("CARGO_BIN_EXE_paiwei")),
            Some("paiwei-audit") => audit().to_owned(),
            other => panic!("no such program: {other:?}"),
        };
        let mut command = Command::new(program);
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_remove("PAIWEI_DATA")
            .env_remove("PAIWEI_DATABASE_URL")
            .env("LC_ALL", if language == "zh" { "zh_CN.UTF-8" } else { "en_US.UTF-8" });
        if let Some(url) = &self.database_url {
            command.env("PAIWEI_DATABASE_URL", url);
        }
        command
    }
}

/// Copies files and folders with their permissions.
fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir(&copy).unwrap();
            copy_folder(&path, &copy);
            fs::set_permissions(&copy, fs::metadata(&path).unwrap().permissions()).unwrap();
        } else {
            fs::copy(&path, &copy).unwrap();
        }
    }
}

fn said(output: &Output) -> Said {
    Said {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// `paiwei-audit`, a program of another package: built where it isn't yet, beside ours.
fn audit() -> &'static Path {
    static AUDIT: OnceLock<PathBuf> = OnceLock::new();
    AUDIT.get_or_init(|| {
        let ours = Path::new(env!("CARGO_BIN_EXE_paiwei"));
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--locked", "-p", "paiwei-audit"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(built.success());
        ours.with_file_name(format!("paiwei-audit{}", std::env::consts::EXE_SUFFIX))
    })
}
