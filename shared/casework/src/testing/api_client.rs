//! A case system that calls the API: tokens, proofs and keys as a real one, and an eye on the API's document. Every answer
//! must be one that the document names, and every body that was accepted must be one that it allows.

use ::web::{
    machine::{Call, MachineSigner, PROOF_HEADER},
    openapi::conforms,
};
use jiff::Timestamp;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header};
use serde_json::Value;

use crate::flow::random_bytes;

/// A case system of an agency.
pub struct ApiClient {
    http: Client,
    base: String,
    agency: String,
    signer: MachineSigner,
    document: Value,
    now: Timestamp,
}

/// What a service answered.
#[derive(Debug)]
pub struct Answered {
    /// Status.
    pub status: StatusCode,
    /// The document of the body; null for none.
    pub body: Value,
    /// Whether the answer says that it was given before.
    pub replayed: bool,
}

impl ApiClient {
    /// One with this key, that calls the agency's service at `base`, whose clock says `now`.
    ///
    /// # Panics
    /// When the service does not answer with its document.
    pub async fn new(base: &str, agency: &str, seed: &[u8; 32], key_id: &str, now: Timestamp) -> Self {
        let http = Client::new();
        let document = http.get(format!("{base}{}", crate::web::api::DOCUMENT_PATH)).send().await.expect("the service answers");
        let document = document.json().await.expect("the API has a document");
        let signer = MachineSigner::from_seed(seed, key_id, agency);
        Self { http, base: base.to_owned(), agency: agency.to_owned(), signer, document, now }
    }

    /// The document of the API.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The clock of the service says so from now on.
    pub fn at(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// The answer to a request for a token: status and body.
    ///
    /// # Panics
    /// When the service does not answer.
    pub async fn token_with(&self, form: String) -> (StatusCode, Value) {
        let request = self.http.post(format!("{}/oauth/token", self.base)).body(form);
        let answer = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").send().await.expect("an answer");
        (answer.status(), answer.json().await.unwrap_or_default())
    }

    /// The form for a token, for this service's endpoint.
    ///
    /// # Panics
    /// When there is no randomness.
    pub fn token_request(&self) -> String {
        let endpoint = format!("{}/oauth/token", self.base);
        self.signer.token_request(&endpoint, self.now, random_bytes().expect("randomness")).expect("a key that signs")
    }

    /// A new access token.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn access_token(&self) -> String {
        let (status, body) = self.token_with(self.token_request()).await;
        assert_eq!(status, 200, "{body}");
        body["access_token"].as_str().expect("a token").to_owned()
    }

    /// The proof of a call.
    ///
    /// # Panics
    /// When there is no randomness.
    pub fn proof(&self, method: &Method, path: &str, body: &[u8]) -> String {
        let call = Call { audience: &self.agency, method: method.as_str(), path, body };
        self.signer.token(&call, self.now, random_bytes().expect("randomness")).expect("a key that signs")
    }

    /// A request without any of the headers.
    pub fn bare(&self, method: &Method, path: &str, body: &[u8]) -> RequestBuilder {
        let request = self.http.request(method.clone(), format!("{}{path}", self.base));
        if body.is_empty() { request } else { request.header(header::CONTENT_TYPE, "application/json").body(body.to_vec()) }
    }

    /// A call with a key of its own.
    ///
    /// # Panics
    /// When the document does not know the call or the answer.
    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Answered {
        let key = u128::from_be_bytes(random_bytes().expect("randomness")).to_string();
        self.call_by(&key, method, path, body).await
    }

    /// A call with this `Idempotency-Key`.
    ///
    /// # Panics
    /// When the document does not know the call or the answer.
    pub async fn call_by(&self, key: &str, method: Method, path: &str, body: Option<&Value>) -> Answered {
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let request = self.bare(&method, path, &bytes).bearer_auth(self.access_token().await);
        let request = request.header(PROOF_HEADER, self.proof(&method, path, &bytes)).header("idempotency-key", key);
        let answered = read(request.send().await.expect("an answer")).await;
        self.must_conform(&method, path, body, &answered);
        answered
    }

    fn must_conform(&self, method: &Method, path: &str, body: Option<&Value>, answered: &Answered) {
        let status = answered.status.as_u16();
        let Some(operation) = self.operation(method, path) else { panic!("{method} {path} is not in the document") };
        let mut named = &operation["responses"][status.to_string().as_str()];
        assert!(!named.is_null(), "{method} {path} answers {status}, which the document does not name: {}", answered.body);
        if let Some(pointer) = named["$ref"].as_str().and_then(|name| name.strip_prefix('#')) {
            named = self.document.pointer(pointer).expect("a refusal that is named is there");
        }
        let kind = if status < 400 { "application/json" } else { "application/problem+json" };
        let schema = &named["content"][kind]["schema"];
        let faults = if schema.is_null() { Vec::new() } else { conforms(&self.document, schema, &answered.body) };
        assert!(faults.is_empty(), "{method} {path} answers {status} otherwise than the document says: {faults:?}\n{}", answered.body);
        if let (true, Some(body)) = (answered.status.is_success(), body) {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let faults = conforms(&self.document, schema, body);
            assert!(faults.is_empty(), "{method} {path} accepts what the document does not: {faults:?}\n{body}");
        }
    }

    fn operation(&self, method: &Method, path: &str) -> Option<&Value> {
        let asked: Vec<&str> = path.split('?').next()?.split('/').collect();
        let fits = |pattern: &str| {
            let pattern: Vec<&str> = pattern.split('/').collect();
            pattern.len() == asked.len() && pattern.iter().zip(&asked).all(|(part, asked)| part.starts_with('{') || part == asked)
        };
        let paths = self.document["paths"].as_object()?;
        let (_, path) = paths.iter().find(|(pattern, path)| fits(pattern) && path.get(method.as_str().to_lowercase()).is_some())?;
        path.get(method.as_str().to_lowercase())
    }
}

async fn read(answer: Response) -> Answered {
    let (status, replayed) = (answer.status(), answer.headers().contains_key("idempotency-replayed"));
    let text = answer.text().await.unwrap_or_default();
    Answered { status, body: serde_json::from_str(&text).unwrap_or_default(), replayed }
}
