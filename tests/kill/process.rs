//! `paiwei serve` as a process that can be killed.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        atomic::{AtomicU16, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use paiwei::store::Database;

/// How a service is started, always at the same address.
#[derive(Debug, Clone)]
pub struct Program {
    data: PathBuf,
    database: Database,
    port: u16,
}

/// A running process. It dies with this value.
pub struct Serving {
    child: Child,
    begun: mpsc::Receiver<()>,
}

impl Program {
    pub fn new(data: &Path, database: &Database) -> Self {
        Self { data: data.to_owned(), database: database.clone(), port: free_port() }
    }

    /// Its base address.
    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts it without waiting.
    pub fn start(&self) -> Serving {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paiwei"));
        command.args(["--lang", "en", "serve", "--log", "error"]);
        command.arg("--data").arg(&self.data);
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        command.arg("--published").arg(self.data.with_file_name("published"));
        command.args(["--rate-reads", "0", "--rate-writes", "0", "--rate-sign-ins", "0"]);
        if let Database::Postgres(url) = &self.database {
            command.env("PAIWEI_DATABASE_URL", url);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (begins, begun) = mpsc::channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if line.starts_with("Serving at") {
                    let _nobody_waits = begins.send(());
                } else {
                    println!("service: {line}");
                }
            }
        });
        Serving { child, begun }
    }

    /// Starts it and waits until it serves.
    pub fn serve(&self) -> Serving {
        let serving = self.start();
        serving.wait_until_it_serves();
        serving
    }
}

impl Serving {
    pub fn wait_until_it_serves(&self) {
        let begun = self.begun.recv_timeout(Duration::from_secs(60));
        begun.expect("the service ended before it served, or took a minute");
    }

    /// SIGKILL: whatever it was doing, it does no more.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM: it finishes what it was asked, and ends well.
    pub fn end(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _it_ended_before = self.child.kill();
        let _reaped_before = self.child.wait();
    }
}

/// A free port below those that connections go out from: while a killed service is away, a client's
/// own connection must not take its address.
fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let base = u16::try_from(std::process::id() % 10_000).unwrap() + 20_000;
    loop {
        let port = base + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
