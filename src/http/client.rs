//! The address that a request came from, seen past trusted proxies.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use ipnet::IpNet;
use serde::Deserialize;

use super::App;

/// The address that a request came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address(pub(crate) IpAddr);

impl FromRequestParts<App> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(address(parts, app.proxies())))
    }
}

/// A network, such as `10.0.0.0/8`, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| format!("{text:?} is no network such as 10.0.0.0/8"))
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The header in which proxies name who asked. Only this one is believed: a proxy that writes one
/// lets the other pass as the client sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// The proxies in front of the service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proxies {
    /// Where they are.
    pub trusted: Vec<Network>,
    /// Where they write who asked.
    pub header: ForwardedHeader,
}

impl Proxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.0.contains(&address))
    }
}

/// The last address on the way that is no trusted proxy's. Whatever stands before it in the headers
/// was written by a stranger.
pub(super) fn address(parts: &Parts, proxies: &Proxies) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let mut last =
        peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0.ip().to_canonical());
    let mut hops = hops(&parts.headers, proxies.header);
    while proxies.trusts(last) {
        match hops.pop() {
            Some(hop) => last = hop,
            None => break,
        }
    }
    last
}

/// The addresses of the header in their order. What can't be read ends the trust: it hides what
/// stands before it.
fn hops(headers: &HeaderMap, header: ForwardedHeader) -> Vec<IpAddr> {
    let name = match header {
        ForwardedHeader::XForwardedFor => "x-forwarded-for",
        ForwardedHeader::Forwarded => header::FORWARDED.as_str(),
    };
    let mut hops = Vec::new();
    for value in headers.get_all(name) {
        for hop in value.to_str().unwrap_or_default().split(',') {
            let hop = match header {
                ForwardedHeader::XForwardedFor => hop.trim(),
                ForwardedHeader::Forwarded => forwarded_for(hop).unwrap_or_default(),
            };
            match parsed(hop) {
                Some(address) => hops.push(address),
                None => hops.clear(),
            }
        }
    }
    hops
}

fn forwarded_for(hop: &str) -> Option<&str> {
    let pairs = hop.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut named = pairs.filter(|(name, _)| name.eq_ignore_ascii_case("for"));
    named.next().map(|(_, value)| value.trim_matches('"'))
}

/// An address, with or without port.
fn parsed(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().ok().or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
}

/// What shares a budget: an address, or the 64 bits of an IPv6 network that one household has.
pub(super) fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)], proxies: &Proxies) -> String {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 9)));
        address(&parts, proxies).to_string()
    }

    fn behind(header: ForwardedHeader) -> Proxies {
        let trusted = ["10.0.0.0/8", "192.0.2.7"].map(|text| text.parse().unwrap()).to_vec();
        Proxies { trusted, header }
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let (none, some) = (Proxies::default(), behind(ForwardedHeader::XForwardedFor));
        let forged = [("x-forwarded-for", "1.1.1.1")];
        assert_eq!(seen("203.0.113.5", &forged, &none), "203.0.113.5");
        assert_eq!(seen("203.0.113.5", &forged, &some), "203.0.113.5");
        assert_eq!(seen("10.1.2.3", &forged, &some), "1.1.1.1");
        assert_eq!(seen("10.1.2.3", &[], &some), "10.1.2.3");
    }

    #[test]
    fn the_last_untrusted_hop_is_the_client() {
        let some = behind(ForwardedHeader::XForwardedFor);
        let chain =
            [("x-forwarded-for", "6.6.6.6, 203.0.113.5:81"), ("x-forwarded-for", "192.0.2.7")];
        assert_eq!(seen("10.1.2.3", &chain, &some), "203.0.113.5");
        let hidden = [("x-forwarded-for", "6.6.6.6, unknown, 10.9.9.9")];
        assert_eq!(seen("10.1.2.3", &hidden, &some), "10.9.9.9");
        let other = [("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "203.0.113.5")];
        assert_eq!(seen("10.1.2.3", &other, &some), "203.0.113.5");
    }

    #[test]
    fn the_standard_header_is_read_where_it_is_said() {
        let some = behind(ForwardedHeader::Forwarded);
        let value = "for=6.6.6.6, For=\"[2001:db8:1:2::9]:80\";proto=https";
        assert_eq!(seen("10.1.2.3", &[("forwarded", value)], &some), "2001:db8:1:2::9");
    }

    #[test]
    fn an_ipv6_household_shares_its_budget() {
        let of = |text: &str| household(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.1"), "192.0.2.1");
        assert!("10.0.0.0/99".parse::<Network>().is_err());
    }
}
