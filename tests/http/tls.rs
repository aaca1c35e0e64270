//! TLS by the service itself, seen by another program.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use axum_server::tls_rustls::RustlsConfig;
use paiwei::http::Options;

use crate::{database::Engine, service::Service};

fn certificate(folder: &Path) {
    let status = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"])
        .args(["-subj", "/CN=localhost", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem"])
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success());
}

/// What `openssl s_client` gets for a request, with the protocol that it insists on.
fn asked(address: &str, folder: &Path, protocol: &str) -> String {
    let mut client = Command::new("openssl")
        .current_dir(folder)
        .args(["s_client", "-connect", address, "-CAfile", "cert.pem", "-quiet", protocol])
        .args(["-verify_return_error", "-servername", "localhost"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let request = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    // It may have given up before.
    let _ = client.stdin.as_mut().unwrap().write_all(request);
    String::from_utf8_lossy(&client.wait_with_output().unwrap().stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_speak_tls_of_today() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let _named_before = rustls::crypto::ring::default_provider().install_default();
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let tls = RustlsConfig::from_pem_file(cert, key).await.unwrap();
    let options = Options { secure: true, ..Options::default() };
    let service = Service::with(Engine::Sqlite, "tls", options, Some(tls)).await;
    let address = service.address.to_string();
    for (protocol, answered) in [("-tls1_3", true), ("-tls1_2", true), ("-tls1_1", false)] {
        let (address, place) = (address.clone(), folder.path().to_owned());
        let answer = tokio::task::spawn_blocking(move || asked(&address, &place, protocol));
        let answer = answer.await.unwrap();
        assert_eq!(answer.starts_with("HTTP/1.1 200 OK"), answered, "{protocol}: {answer}");
        assert_eq!(answer.contains("strict-transport-security"), answered, "{protocol}");
    }
}
