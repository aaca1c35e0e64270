//! A service under attack from a thousand connections: its memory stays within what its limits
//! allow, and whoever comes after is served.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::Child,
    thread,
    time::Duration,
};

use crate::process::{begun, office, paiwei, terminate};

const CONNECTIONS: usize = 1000;
/// KiB by which the service may grow at most: 64 KiB a connection for heads, 512 requests' bodies of
/// 256 KiB, and as much again for what holds them.
const MOST: u64 = 2 * (1000 * 64 + 512 * 256);

#[test]
fn a_thousand_slow_connections_cost_bounded_memory() {
    let folder = office();
    let limits = ["--limit-seconds", "5", "--rate-reads", "0", "--rate-writes", "0"];
    let listen = ["serve", "--listen", "127.0.0.1:0", "--log", "error"];
    let mut child = paiwei(folder.path()).args(listen).args(limits).spawn().unwrap();
    let (line, _rest) = begun(&mut child);
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap();
    let address: SocketAddr = address.parse().unwrap();
    assert_eq!(
        status(address, b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
        200
    );
    let before = resident(&child, "VmRSS");

    let head = format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: {}", "a".repeat(15_000));
    let body = "POST /api/v1/rounds/x/codes HTTP/1.1\r\nhost: x\r\ncontent-length: 262144\r\n\r\n";
    let body = format!("{body}{}", "a".repeat(262_143));
    let mut held: Vec<TcpStream> = (0..CONNECTIONS)
        .map(|number| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
            // Whoever is refused at once needn't write to the end.
            let _refused = stream.write_all(if number % 2 == 0 { &head } else { &body }.as_bytes());
            stream
        })
        .collect();
    let grown = resident(&child, "VmHWM").saturating_sub(before);
    println!("{CONNECTIONS} slow connections: the service grew by {grown} KiB from {before} KiB");
    assert!(grown < MOST, "{grown} KiB");

    let mut answered = 0;
    for stream in &mut held {
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut answer = [0; 16];
        answered += usize::from(matches!(stream.read(&mut answer), Ok(read) if read > 0));
    }
    println!("{answered} of them were answered, the others closed");
    drop(held);
    thread::sleep(Duration::from_millis(200));
    assert_eq!(
        status(address, b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
        200
    );
    terminate(&child);
    assert!(child.wait().unwrap().success());
}

fn status(address: SocketAddr, request: &[u8]) -> u16 {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer[9..12].parse().unwrap()
}

/// KiB of memory, as Linux counts it.
fn resident(child: &Child, field: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
