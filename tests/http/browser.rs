//! Somebody's browser without script, as the tests of pages have it: it keeps a cookie, says where its
//! requests come from, and goes where it is led.

use reqwest::{Method, RequestBuilder, Response, StatusCode};

use crate::{pages::coded, service::header, town::Town, world::ROUND};

const BOUNDARY: &str = "paiwei-boundary";

/// A part of a form with files: the field, the file's name, its bytes.
pub type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// A browser. Its paths are addresses, or, without a slash at their head, what stands below the round's
/// pages of the office.
pub struct Browser<'a> {
    pub town: &'a Town,
    pub cookie: String,
}

impl<'a> Browser<'a> {
    /// Nobody's.
    pub fn nobodys(town: &'a Town) -> Self {
        Self { town, cookie: String::new() }
    }

    /// One whose session nobody has.
    pub fn strangers(town: &'a Town) -> Self {
        Self { town, cookie: format!("__Host-paiwei={}", "0".repeat(64)) }
    }

    /// Somebody's of the office, who signs in.
    pub async fn of(town: &'a Town, name: &str) -> Self {
        let password = format!("the password of {name}");
        let body = form(&[("name", name), ("password", &password)]);
        let answer = Self::nobodys(town).post("/office/sign-in", &body).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookie = header(&answer, "set-cookie");
        assert!(cookie.contains("; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
        Self { town, cookie: cookie.split(';').next().unwrap().to_owned() }
    }

    /// A request that stays where it is answered.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.headed(self.town.service.request(method, &at(path)))
    }

    /// One that goes where it is led.
    fn led(&self, method: Method, path: &str) -> RequestBuilder {
        self.headed(self.town.service.browse(method, &at(path)))
    }

    fn headed(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header("cookie", &self.cookie).header("accept", "text/html");
        request.header("accept-language", "en").header("sec-fetch-site", "same-origin")
    }

    /// The first answer of an address.
    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// The first answer to a [form](form).
    pub async fn post(&self, path: &str, form: &str) -> Response {
        filled(self.request(Method::POST, path), form).send().await.unwrap()
    }

    /// Where an address leads.
    pub async fn open(&self, path: &str) -> Response {
        self.led(Method::GET, path).send().await.unwrap()
    }

    /// Where a form leads.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        filled(self.led(Method::POST, path), &form(fields)).send().await.unwrap()
    }

    /// The first answer to a form with files.
    pub async fn uploaded(&self, path: &str, parts: &[Part<'_>]) -> Response {
        multipart(self.request(Method::POST, path), parts).send().await.unwrap()
    }

    /// Where a form with files leads.
    pub async fn upload(&self, path: &str, parts: &[Part<'_>]) -> Response {
        multipart(self.led(Method::POST, path), parts).send().await.unwrap()
    }

    /// A page that is there.
    pub async fn page(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path).await).unwrap()
    }

    /// A file that is there.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.open(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }
}

fn at(path: &str) -> String {
    match path.starts_with('/') {
        true => path.to_owned(),
        false => format!("/office/rounds/{ROUND}/{path}"),
    }
}

/// Where an answer came from, below the round's pages of the office.
pub fn below(answer: &Response) -> String {
    let prefix = format!("/office/rounds/{ROUND}/");
    answer.url().path().strip_prefix(&prefix).unwrap().to_owned()
}

/// A form as browsers send it.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", coded(name), coded(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn filled(request: RequestBuilder, form: &str) -> RequestBuilder {
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(form.to_owned())
}

fn multipart(request: RequestBuilder, parts: &[Part<'_>]) -> RequestBuilder {
    let mut body = Vec::new();
    for (field, file, bytes) in parts {
        let file = file.map_or_else(String::new, |name| format!("; filename=\"{name}\""));
        let named = format!("Content-Disposition: form-data; name=\"{field}\"{file}");
        body.extend_from_slice(format!("--{BOUNDARY}\r\n{named}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}")).body(body)
}
