//! A PostgreSQL cluster of the tests' own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

/// Whether the server waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fsync {
    /// As PostgreSQL is set by default.
    On,
    /// For tests that look at what is said, not at what survives.
    Off,
}

/// A running server, which ends with this value or with the process, whichever ends first, and
/// however.
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    databases: AtomicU32,
    /// Ends, and takes the server along, when its standard input closes.
    watch: Child,
}

impl Cluster {
    /// The cluster that the tests of this program share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Fsync::Off))
    }

    /// Starts a cluster. Where PostgreSQL is missing, the test fails and says which package to
    /// install.
    pub fn start(fsync: Fsync) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/database/cluster.sh");
        let mut watch = Command::new("sh")
            .arg(script)
            .arg(if fsync == Fsync::On { "on" } else { "off" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // An interrupt from the keyboard ends the tests; that ends the cluster, in order.
            .process_group(0)
            .spawn()
            .unwrap();
        let mut said = BufReader::new(watch.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let Some(ready) = line.strip_prefix("ready ") else {
            said.read_to_string(&mut line).unwrap();
            watch.wait().unwrap();
            panic!("no PostgreSQL cluster: {line}");
        };
        let (programs, folder) = ready.trim_end().split_once(' ').unwrap();
        Self {
            folder: folder.into(),
            programs: programs.into(),
            databases: AtomicU32::new(0),
            watch,
        }
    }

    /// Its folder, which ends with it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes an empty database that belongs to a role without any further right; its address.
    pub fn database(&self) -> String {
        self.made("template0 encoding 'UTF8'")
    }

    /// Makes a copy of a database that nobody is connected to; its address.
    pub fn copy(&self, url: &str) -> String {
        self.made(name(url))
    }

    fn made(&self, template: &str) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("create database {name} owner paiwei template {template}"));
        let folder = self.folder.display();
        format!("postgres://paiwei@localhost:5432/{name}?host={folder}")
    }

    /// What a query answers to the server's superuser, as psql prints it, in bytes.
    pub fn sql(&self, database: &str, text: &str) -> Vec<u8> {
        let done = Command::new(self.programs.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-p", "5432", "-U", "postgres"])
            .arg("-h")
            .arg(&self.folder)
            .args(["-d", database, "-c", text])
            .output()
            .unwrap();
        assert!(done.status.success(), "{text}: {}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    }
}

impl Drop for Cluster {
    /// Closes the script's standard input and waits for its end.
    fn drop(&mut self) {
        let _ended = self.watch.wait();
    }
}

/// The name of a database by its address.
pub fn name(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or(url);
    path.rsplit('/').next().unwrap_or(path)
}
