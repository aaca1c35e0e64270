//! `paiwei serve` as a process: its configuration, its words, its end.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

pub fn paiwei(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiwei"));
    command.current_dir(folder).args(["--lang", "en", "--data", "data"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let origin = ["init", "--origin", "office.example/journal", "--recovery", "r.key"];
    assert!(paiwei(folder.path()).args(origin).output().unwrap().status.success());
    folder
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits for the line that says where it serves; what it says, and the rest of the lines.
pub fn begun(child: &mut Child) -> (String, BufReader<std::process::ChildStderr>) {
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("Serving at") {
        line.clear();
        assert_ne!(lines.read_line(&mut line).unwrap(), 0, "it ended before it began");
    }
    (line, lines)
}

pub fn terminate(child: &Child) {
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(killed.unwrap().success());
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let folder = office();
    let (by_flag, by_environment, by_file) = (free_port(), free_port(), free_port());
    let file =
        format!("data = \"data\"\nlisten = \"127.0.0.1:{by_file}\"\nlog-format = \"json\"\n");
    fs::write(folder.path().join("paiwei.toml"), file).unwrap();
    let flag = format!("127.0.0.1:{by_flag}");
    for (environment, flag, port) in
        [(true, Some(&flag), by_flag), (true, None, by_environment), (false, None, by_file)]
    {
        let mut command = paiwei(folder.path());
        command.args(["serve", "--config", "paiwei.toml"]);
        if environment {
            command.env("PAIWEI_LISTEN", format!("127.0.0.1:{by_environment}"));
        }
        if let Some(flag) = flag {
            command.args(["--listen", flag]);
        }
        let mut child = command.spawn().unwrap();
        let (line, mut rest) = begun(&mut child);
        assert!(line.contains(&format!("http://127.0.0.1:{port}/")), "{line}");
        terminate(&child);
        let status = child.wait().unwrap();
        let mut logged = String::new();
        rest.read_to_string(&mut logged).unwrap();
        assert!(status.success(), "{logged}");
        let lines: Vec<&str> = logged.lines().collect();
        let json = |line: &&str| serde_json::from_str::<serde_json::Value>(line).is_ok();
        assert!(!lines.is_empty() && lines.iter().all(json), "{logged}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_with_its_place() {
    let folder = office();
    fs::write(folder.path().join("odd.toml"), "log = \"info\"\nlistne = \"x\"\n").unwrap();
    fs::write(folder.path().join("bad.pem"), "nothing").unwrap();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let busy = busy.local_addr().unwrap().to_string();
    for (args, words) in [
        (&["--config", "odd.toml"][..], &["odd.toml", "line 2", "listne"][..]),
        (&["--config", "none.toml"], &["none.toml"]),
        (&["--tls-key", "bad.pem"], &["--tls-certificate"]),
        (&["--tls-key", "bad.pem", "--tls-certificate", "bad.pem"], &["bad.pem"]),
        (&["--public-url", "admissions"], &["admissions"]),
        (&["--limit-seconds", "31"], &["31", "30"]),
        (&["--log", "paiwei=="], &["paiwei=="]),
        (&["--listen", &busy], &[&busy, "--listen"]),
    ] {
        let output = paiwei(folder.path()).arg("serve").args(args).output().unwrap();
        let told = refused(&output);
        assert!(words.iter().all(|word| told.contains(word)), "{args:?}: {told}");
    }
}
