//! Signed calls to a service, and what came back.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use reqwest::{
    Method,
    blocking::{Client, RequestBuilder},
};
use serde_json::Value;
use web::machine::{Call, MachineSigner};

use crate::random_bytes;

/// One who calls a service with the machine tokens of `web::machine`.
pub struct Caller {
    http: Client,
    base: Mutex<String>,
    signer: MachineSigner,
    audience: String,
    /// A case system of the agency's own shows an access token beside its signed call.
    own: bool,
    access: Mutex<Option<(Timestamp, String)>>,
    /// How many seconds the service's clock is ahead.
    ahead: AtomicI64,
}

/// An access token is good for five minutes; after this long a new one is asked for.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_mins(4);

/// What a service answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Content type, empty when none was given.
    pub kind: String,
    /// The body.
    pub body: Vec<u8>,
    /// What was asked, for the message of a failing test.
    pub asked: String,
}

impl Caller {
    /// A caller with this Ed25519 seed. `issuer` signs, `audience` is called; both are ids of agencies.
    pub fn new(base: &str, seed: &[u8; 32], key_id: &str, issuer: &str, audience: &str) -> Self {
        let http = Client::builder().timeout(Duration::from_secs(50)).redirect(reqwest::redirect::Policy::none()).build();
        Self {
            http: http.expect("an HTTP client"),
            base: Mutex::new(base.to_owned()),
            signer: MachineSigner::from_seed(seed, key_id, issuer),
            audience: audience.to_owned(),
            own: issuer == audience,
            access: Mutex::new(None),
            ahead: AtomicI64::new(0),
        }
    }

    /// The service's clock is so many seconds ahead, and so is the caller's.
    pub fn set_ahead(&self, seconds: i64) {
        self.ahead.store(seconds, Ordering::Relaxed);
        *self.access.lock().expect("nobody panics with it") = None;
    }

    fn now(&self) -> Timestamp {
        crate::now() + jiff::SignedDuration::from_secs(self.ahead.load(Ordering::Relaxed))
    }

    /// The address that is called.
    pub fn base(&self) -> String {
        self.base.lock().expect("nobody panics with it").clone()
    }

    /// The service has another address now.
    pub fn move_to(&self, base: &str) {
        base.clone_into(&mut self.base.lock().expect("nobody panics with it"));
    }

    /// The value of `Authorization` for a call.
    pub fn authorization(&self, method: &str, path: &str, body: &[u8]) -> String {
        let call = Call { audience: &self.audience, method, path, body };
        self.signer.authorization(&call, self.now(), random_bytes()).expect("a key that signs")
    }

    /// A call that may fail because the service is not there.
    ///
    /// # Errors
    /// No answer: why.
    pub fn attempt(&self, method: &str, path: &str, body: &[u8]) -> Result<Answer, String> {
        let signed = self.authorization(method, path, body);
        let mut request = self.request(method, path).header("accept", "application/json");
        request = if self.own {
            let request = request.header("authorization", format!("Bearer {}", self.access()?));
            request.header("stafett-proof", signed.trim_start_matches("Bearer "))
        } else {
            request.header("authorization", signed)
        };
        if self.own && method == "POST" {
            request = request.header("idempotency-key", u128::from_be_bytes(random_bytes()).to_string());
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json").body(body.to_vec());
        }
        finish(format!("{method} {path}"), request)
    }

    /// The access token, asked for when it is old.
    fn access(&self) -> Result<String, String> {
        let mut kept = self.access.lock().expect("nobody panics with it");
        let now = self.now();
        if let Some((_, token)) = kept.as_ref().filter(|(at, _)| now.duration_since(*at) < KEPT) {
            return Ok(token.clone());
        }
        let form = self.signer.token_request(&format!("{}/oauth/token", self.base()), now, random_bytes()).expect("a key that signs");
        let request = self.request("POST", "/oauth/token").header("content-type", "application/x-www-form-urlencoded").body(form);
        let answer = finish("POST /oauth/token".to_owned(), request)?;
        if answer.status != 200 {
            return Err(format!("{}: {} {}", answer.asked, answer.status, answer.text()));
        }
        let token = answer.json()["access_token"].as_str().unwrap_or_default().to_owned();
        *kept = Some((now, token.clone()));
        Ok(token)
    }

    /// A call with headers of the test's own, or none: how a stranger would call.
    ///
    /// # Errors
    /// No answer: why.
    pub fn plain(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer, String> {
        let request = self.request(method, path).body(body.to_vec());
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        finish(format!("{method} {path}"), request)
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        self.http.request(method, format!("{}{path}", self.base()))
    }

    /// A call to a service that is there.
    #[track_caller]
    pub fn call(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        self.attempt(method, path, body).unwrap_or_else(|why| panic!("{method} {path}: {why}"))
    }

    /// GET.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path, b"")
    }

    /// POST of JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path, body.to_string().as_bytes())
    }

    /// PUT of JSON.
    #[track_caller]
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.call("PUT", path, body.to_string().as_bytes())
    }
}

fn finish(asked: String, request: RequestBuilder) -> Result<Answer, String> {
    let response = request.send().map_err(|error| format!("{error:?}"))?;
    let status = response.status().as_u16();
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let body = response.bytes().map_err(|error| format!("{error:?}"))?.to_vec();
    Ok(Answer { status, kind, body, asked })
}

impl Answer {
    /// The JSON of an answer with a status of 2xx.
    ///
    /// # Panics
    /// Any other answer.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {} {}", self.asked, self.status, self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A problem (RFC 9457) with this status and this stable code; gives its JSON back.
    ///
    /// # Panics
    /// Any other answer.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let seen = format!("{}: {} {} {}", self.asked, self.status, self.kind, self.text());
        assert_eq!(self.status, status, "{seen}");
        assert!(self.kind.starts_with("application/problem+json"), "not a problem: {seen}");
        let body = self.json();
        assert_eq!(body["code"], code, "{seen}");
        assert!(body["title"].as_str().is_some_and(|title| !title.is_empty()), "a problem without a title: {seen}");
        body
    }
}
