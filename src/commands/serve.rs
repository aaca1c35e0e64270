//! `paiwei serve`: the service until it is told to end.

use std::{
    fs::File,
    io,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
};

use axum_server::tls_rustls::RustlsConfig;
use paiwei_audit::texts::Message;
use serde_json::json;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::{
    Answer, Console, Failure,
    args::{Home, ServeArgs},
    open,
};
use crate::{
    chores,
    config::{Config, ConfigError, LogFormat, Settings, TlsFiles},
    http::{self, App},
};

/// Serves until Ctrl-C or SIGTERM.
pub(super) async fn run(
    home: &Home,
    args: &ServeArgs,
    console: &Console,
) -> Result<Answer, Failure> {
    let file = args.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
    let home = home.over(&file);
    let config = args.settings.clone().over(file).config()?;
    log(&config)?;
    let office = Arc::new(open(&home).await?);
    let app = App::new(Arc::clone(&office), config.service.clone());
    let tls = match &config.tls {
        Some(files) => Some(tls(files).await?),
        None => None,
    };
    let listener = TcpListener::bind(config.listen).map_err(at(config.listen))?;
    let address = listener.local_addr().map_err(at(config.listen))?;
    // Before anybody is told that it serves: whoever is told may end it at once.
    let ended = ended().map_err(Failure::Terminal)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    console.tell(&Message::new("serve-begins").with("url", format!("{scheme}://{address}/")));
    let chores = tokio::spawn(chores::every_minute(app.clone()));
    let served = http::serve(&app, listener, tls, ended).await;
    chores.abort();
    office.close().await;
    served.map_err(at(address))?;
    let text = format!("{}\n", console.texts().text("serve-ended"));
    Ok(Answer { text, json: json!({ "served": address.to_string() }) })
}

fn at(address: SocketAddr) -> impl FnOnce(io::Error) -> Failure {
    move |source| Failure::Listen { address, source }
}

async fn tls(files: &TlsFiles) -> Result<RustlsConfig, Failure> {
    // One provider of cryptography is linked; naming it spares TLS the search.
    let _named_before = rustls::crypto::ring::default_provider().install_default();
    let read = RustlsConfig::from_pem_file(&files.certificate, &files.key).await;
    read.map_err(|source| Failure::Tls { path: files.certificate.clone(), source })
}

fn log(config: &Config) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&config.log).map_err(|_| Failure::Log(config.log.clone()))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let registry = tracing_subscriber::registry().with(filter);
    // In a program that logs already, its own log is used.
    let _set_before = match config.log_format {
        LogFormat::Text => registry.with(lines.with_ansi(false)).try_init(),
        LogFormat::Json => registry.with(lines.json()).try_init(),
    };
    Ok(())
}

/// Writes what the service logs into a file.
pub(super) fn log_into(file: File) {
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(Mutex::new(file));
    let registry = tracing_subscriber::registry().with(EnvFilter::new("info"));
    // In a program that logs already, its own log is used.
    let _set_before = registry.with(lines).try_init();
}

/// Listens from now on, and ends when somebody asks the process to.
#[cfg(unix)]
pub(super) fn ended() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Ends when somebody asks the process to.
#[cfg(not(unix))]
pub(super) fn ended() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C can't be heard");
            std::future::pending::<()>().await;
        }
    })
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}
