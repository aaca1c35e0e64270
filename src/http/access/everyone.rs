//! Anybody.

use std::net::IpAddr;

use axum::http::request::Parts;

use super::{Access, Who, argument};
use crate::http::{App, Problem, client};

/// Anybody, known only by the address that the request came from.
#[derive(Debug, Clone, Copy)]
pub struct Everyone {
    address: IpAddr,
}

impl Access for Everyone {
    const WHO: Who = Who::Everyone;

    async fn authenticate(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self { address: client::address(parts, app.proxies()) })
    }

    fn scope(&self) -> String {
        format!("everyone {}", self.address)
    }
}

argument!(Everyone);
