//! How the service is configured: flags over environment over one TOML file. The names are the same
//! everywhere: `--rate-reads`, `PAIWEI_RATE_READS`, `rate-reads = …`.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Args, ValueEnum};
use serde::Deserialize;

use crate::{
    http::{ForwardedHeader, Limits, Network, Options, Proxies},
    rounds::IN_FLIGHT,
};

/// Where the service listens unless it is told otherwise.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Where published rounds are written unless it is told otherwise.
const PUBLISHED: &str = "paiwei-published";

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file isn't TOML, or holds what isn't known.
    #[error("{path}: {why}")]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        why: String,
    },
    /// A certificate without its key, or the reverse.
    #[error("TLS needs both: the certificate (tls-certificate) and its key (tls-key)")]
    HalfTls,
    /// Requests may not take longer than closing waits for them.
    #[error(
        "limit-seconds is {0}; a request may take at most {IN_FLIGHT}, as closing waits for it"
    )]
    Seconds(u64),
    /// An address that can't be the service's.
    #[error("{0:?} is no address such as https://admissions.example; name scheme and host only")]
    PublicUrl(String),
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

macro_rules! settings {
    ($($(#[$meta:meta])* $name:ident: $of:ty,)+) => {
        /// What may be set. Explained in `locales/*/help.ftl`.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Settings {
            $($(#[$meta])* pub $name: Option<$of>,)+
        }

        impl Settings {
            /// These, and for what isn't set here, those.
            #[must_use]
            pub fn over(self, those: Self) -> Self {
                Self { $($name: self.$name.or(those.$name),)+ }
            }
        }
    };
}

settings! {
    /// Folder of the office. Among flags it is one of all commands.
    #[arg(skip)]
    data: PathBuf,
    /// A PostgreSQL database. Among flags it is one of all commands.
    #[arg(skip)]
    database_url: String,
    /// Where the service listens.
    #[arg(long, env = "PAIWEI_LISTEN", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Certificate chain (PEM).
    #[arg(long, env = "PAIWEI_TLS_CERTIFICATE", value_name = "FILE")]
    tls_certificate: PathBuf,
    /// Its key (PEM).
    #[arg(long, env = "PAIWEI_TLS_KEY", value_name = "FILE")]
    tls_key: PathBuf,
    /// How clients know the service.
    #[arg(long, env = "PAIWEI_PUBLIC_URL", value_name = "URL")]
    public_url: String,
    /// Where published rounds are written.
    #[arg(long, env = "PAIWEI_PUBLISHED", value_name = "DIR")]
    published: PathBuf,
    /// Networks of trusted proxies.
    #[arg(long, env = "PAIWEI_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',')]
    trusted_proxy: Vec<Network>,
    /// Where those proxies write who asked.
    #[arg(long, env = "PAIWEI_FORWARDED_HEADER", value_enum)]
    forwarded_header: ForwardedHeader,
    /// What is logged, as tracing's filters say.
    #[arg(long, env = "PAIWEI_LOG", value_name = "FILTER")]
    log: String,
    /// How.
    #[arg(long, env = "PAIWEI_LOG_FORMAT", value_enum)]
    log_format: LogFormat,
    /// Bytes of a body.
    #[arg(long, env = "PAIWEI_LIMIT_BODY", value_name = "BYTES")]
    limit_body: usize,
    /// Bytes of an upload.
    #[arg(long, env = "PAIWEI_LIMIT_UPLOAD", value_name = "BYTES")]
    limit_upload: usize,
    /// Bytes of all families' documents of a round.
    #[arg(long, env = "PAIWEI_LIMIT_DOCUMENTS", value_name = "BYTES")]
    limit_documents: u64,
    /// Seconds of a request.
    #[arg(long, env = "PAIWEI_LIMIT_SECONDS", value_name = "SECONDS")]
    limit_seconds: u64,
    /// Connections at once.
    #[arg(long, env = "PAIWEI_LIMIT_CONNECTIONS", value_name = "COUNT")]
    limit_connections: usize,
    /// Requests at once.
    #[arg(long, env = "PAIWEI_LIMIT_REQUESTS", value_name = "COUNT")]
    limit_requests: usize,
    /// Reading requests a minute and address.
    #[arg(long, env = "PAIWEI_RATE_READS", value_name = "PER-MINUTE")]
    rate_reads: u32,
    /// Changing requests a minute and address.
    #[arg(long, env = "PAIWEI_RATE_WRITES", value_name = "PER-MINUTE")]
    rate_writes: u32,
    /// Families' documents an hour and address.
    #[arg(long, env = "PAIWEI_RATE_DOCUMENTS", value_name = "PER-HOUR")]
    rate_documents: u32,
    /// Attempts to sign in a minute and address.
    #[arg(long, env = "PAIWEI_RATE_SIGN_INS", value_name = "PER-MINUTE")]
    rate_sign_ins: u32,
    /// Seconds to wait for requests at the end.
    #[arg(long, env = "PAIWEI_DRAIN_SECONDS", value_name = "SECONDS")]
    drain_seconds: u64,
}

/// The files of TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// Certificate chain (PEM).
    pub certificate: PathBuf,
    /// Its key (PEM).
    pub key: PathBuf,
}

/// A whole configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// TLS; without, a proxy does it, or nobody but this machine listens.
    pub tls: Option<TlsFiles>,
    /// What the service is told.
    pub service: Options,
    /// What is logged.
    pub log: String,
    /// How.
    pub log_format: LogFormat,
}

impl Settings {
    /// The settings of a TOML file.
    ///
    /// # Errors
    ///
    /// [`ConfigError::File`], and [`ConfigError::Form`] for keys that aren't known.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
        let form = |error: toml::de::Error| {
            let why = error.to_string();
            ConfigError::Form { path: path.to_owned(), why: why.trim_end().to_owned() }
        };
        toml::from_str(&text).map_err(form)
    }

    /// The configuration that they come to.
    ///
    /// # Errors
    ///
    /// [`ConfigError::HalfTls`], [`ConfigError::Seconds`] and [`ConfigError::PublicUrl`].
    pub fn config(self) -> Result<Config, ConfigError> {
        let tls = match (self.tls_certificate.clone(), self.tls_key.clone()) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
            (None, None) => None,
            _ => return Err(ConfigError::HalfTls),
        };
        if let Some(seconds) = self.limit_seconds.filter(|seconds| *seconds > IN_FLIGHT) {
            return Err(ConfigError::Seconds(seconds));
        }
        let public_url = self.public_url.clone().map(public_url).transpose()?;
        let by_proxy = public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        let service = Options {
            limits: self.limits(),
            proxies: Proxies {
                trusted: self.trusted_proxy.unwrap_or_default(),
                header: self.forwarded_header.unwrap_or_default(),
            },
            secure: tls.is_some() || by_proxy,
            public_url,
            published: self.published.unwrap_or_else(|| PUBLISHED.into()),
            batch: 0,
        };
        Ok(Config {
            listen: self.listen.unwrap_or(LISTEN),
            tls,
            service,
            log: self.log.unwrap_or_else(|| "info".to_owned()),
            log_format: self.log_format.unwrap_or_default(),
        })
    }

    fn limits(&self) -> Limits {
        let usual = Limits::default();
        let time = self.limit_seconds.map_or(usual.time, Duration::from_secs);
        Limits {
            body: self.limit_body.unwrap_or(usual.body),
            upload: self.limit_upload.unwrap_or(usual.upload),
            time,
            upload_time: usual.upload_time.max(time),
            documents_room: self.limit_documents.unwrap_or(usual.documents_room),
            documents_hourly: self.rate_documents.unwrap_or(usual.documents_hourly),
            step_time: usual.step_time.max(time),
            connections: self.limit_connections.unwrap_or(usual.connections),
            requests: self.limit_requests.unwrap_or(usual.requests),
            reads: self.rate_reads.unwrap_or(usual.reads),
            writes: self.rate_writes.unwrap_or(usual.writes),
            sign_ins: self.rate_sign_ins.unwrap_or(usual.sign_ins),
            drain: self.drain_seconds.map_or(usual.drain, Duration::from_secs),
            ..usual
        }
    }
}

/// Scheme and host, without a slash at the end.
fn public_url(text: String) -> Result<String, ConfigError> {
    let bare = text.trim_end_matches('/');
    let host = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(bare.to_owned())
        }
        _ => Err(ConfigError::PublicUrl(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Result<Settings, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paiwei.toml");
        std::fs::write(&path, text).unwrap();
        Settings::read(&path)
    }

    #[test]
    fn what_is_set_first_wins_and_the_rest_is_usual() {
        let flags = Settings { rate_reads: Some(7), ..Settings::default() };
        let file = file("rate-reads = 9\nrate-writes = 0\nlisten = \"[::1]:9\"\n").unwrap();
        let config = flags.over(file).config().unwrap();
        let limits = &config.service.limits;
        assert_eq!((limits.reads, limits.writes), (7, 0));
        assert_eq!(limits.sign_ins, Limits::default().sign_ins);
        assert_eq!(config.listen.to_string(), "[::1]:9");
        assert_eq!(Settings::default().config().unwrap().listen, LISTEN);
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_refused_with_their_line() {
        for text in
            ["log = \"info\"\nrate_reads = 9\n", "log = \"info\"\ntrusted-proxy = [\"x\"]\n"]
        {
            let refused = file(text).unwrap_err().to_string();
            assert!(refused.contains("line 2"), "{refused}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let long = Settings { limit_seconds: Some(31), ..Settings::default() };
        assert!(matches!(long.config(), Err(ConfigError::Seconds(31))));
        let half = Settings { tls_key: Some("key.pem".into()), ..Settings::default() };
        assert!(matches!(half.config(), Err(ConfigError::HalfTls)));
        let url = |url: &str| Settings { public_url: Some(url.to_owned()), ..Settings::default() };
        for odd in ["admissions.example", "ftp://x", "https://", "https://x/y", "https://a@b"] {
            assert!(url(odd).config().is_err(), "{odd}");
        }
        let config = url("https://admissions.example/").config().unwrap();
        assert!(config.service.secure && config.tls.is_none());
    }
}
