//! Calls to the broker over connections that are kept open, each with a token of its own.

use std::{sync::atomic::Ordering, time::Duration};

use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap},
};
use serde::de::DeserializeOwned;
use web::machine::Call;
use wire::ProblemCode;

use crate::{Casework, config::BrokerConfig, error::StartError, flow::random_bytes};

/// How long an ordinary answer may take: the broker's decision waits for a commit, not for a person.
const ANSWER: Duration = Duration::from_secs(20);
/// What a long poll may take beyond the time it asked for.
const GRACE: Duration = Duration::from_secs(15);
/// How long it may take to be connected.
const CONNECT: Duration = Duration::from_secs(5);

/// Header of each call: how many leaves of the log the own witness has followed.
const FOLLOWED: &str = "stafett-followed";

/// The way to the broker.
pub(crate) struct BrokerClient {
    http: reqwest::Client,
    base: String,
    audience: String,
}

/// An answer that came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Whether the body says that it is problem+json (RFC 9457).
    pub(crate) is_problem: bool,
    pub(crate) body: Vec<u8>,
}

/// Why there is no answer to use.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallError {
    /// Not reached, or no answer in time.
    #[error("the broker did not answer: {0}")]
    NoAnswer(String),
    /// It answered that it can't now, or something on the way answered in its place: asked again later.
    #[error("the broker can't now (status {0})")]
    Unavailable(u16),
    /// It refused.
    #[error("the broker refused with {0}")]
    Problem(ProblemCode),
    /// The answer has not the agreed form.
    #[error("the broker's answer has not the agreed form")]
    Form,
}

impl BrokerClient {
    /// A client for the configured address.
    pub(crate) fn new(config: &BrokerConfig) -> Result<Self, StartError> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .pool_idle_timeout(Duration::from_secs(90))
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| StartError::Broker(error.to_string()))?;
        let base = config.url.trim_end_matches('/').to_owned();
        if !(base.starts_with("http://") || base.starts_with("https://")) {
            return Err(StartError::Broker("it must begin with https:// (or http:// on the same machine)".to_owned()));
        }
        Ok(Self { http, base, audience: config.agency.to_string() })
    }
}

impl Casework {
    /// Asks for something; `wait` is how long the broker may hold the call open.
    pub(crate) async fn get(&self, path: &str, wait: Option<Duration>) -> Result<Answer, CallError> {
        self.call(Method::GET, path, Vec::new(), wait).await
    }

    /// Posts bytes.
    pub(crate) async fn post(&self, path: &str, body: Vec<u8>, wait: Option<Duration>) -> Result<Answer, CallError> {
        self.call(Method::POST, path, body, wait).await
    }

    async fn call(&self, method: Method, path: &str, body: Vec<u8>, wait: Option<Duration>) -> Result<Answer, CallError> {
        let answered = self.call_once(method, path, body, wait).await;
        let reached = matches!(&answered, Ok(answer) if answer.status < 500);
        let mut link = self.lock_link();
        link.broker_reachable = reached;
        if reached {
            link.last_contact = Some(self.0.clock.now());
        }
        answered
    }

    async fn call_once(&self, method: Method, path: &str, body: Vec<u8>, wait: Option<Duration>) -> Result<Answer, CallError> {
        let broker = &self.0.broker;
        let call = Call { audience: &broker.audience, method: method.as_str(), path, body: &body };
        let jti = random_bytes().map_err(|fault| CallError::NoAnswer(fault.to_string()))?;
        let token = self.0.keyring.token.authorization(&call, self.0.clock.now(), jti);
        let token = token.map_err(|error| CallError::NoAnswer(error.to_string()))?;
        let timeout = wait.map_or(ANSWER, |wait| wait + GRACE);
        let mut request = broker.http.request(method, format!("{}{path}", broker.base)).timeout(timeout).header(AUTHORIZATION, token);
        request = request.header(FOLLOWED, self.0.followed.load(Ordering::Relaxed));
        if let Some(trace) = web::telemetry::inject() {
            request = request.header("traceparent", trace);
        }
        if !body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        // The cause names address and kind of failure, never a body.
        let no_answer = |error: reqwest::Error| CallError::NoAnswer(error.without_url().to_string());
        let response = request.body(body).send().await.map_err(no_answer)?;
        let status = response.status().as_u16();
        let is_problem = is_problem(response.headers());
        let body = response.bytes().await.map_err(no_answer)?.to_vec();
        Ok(Answer { status, is_problem, body })
    }
}

/// By media type; parameters do not matter.
fn is_problem(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/problem+json"))
}

#[derive(serde::Deserialize)]
struct ProblemBody {
    code: String,
}

impl Answer {
    /// The body of a 200.
    pub(crate) fn ok(self) -> Result<Vec<u8>, CallError> {
        match self.status {
            200 => Ok(self.body),
            _ => Err(self.problem()),
        }
    }

    /// The body of a 200 as JSON.
    pub(crate) fn json<T: DeserializeOwned>(self) -> Result<T, CallError> {
        serde_json::from_slice(&self.ok()?).map_err(|_| CallError::Form)
    }

    /// What a refusal says. Only a problem+json with one of our codes is the broker's word; whatever else comes with a
    /// status of refusal may be a proxy's and says nothing of the message.
    pub(crate) fn problem(&self) -> CallError {
        let said = self.is_problem.then(|| serde_json::from_slice::<ProblemBody>(&self.body).ok()).flatten();
        match (said.and_then(|problem| problem.code.parse().ok()), self.status) {
            (Some(ProblemCode::LogFenced), status) => CallError::Unavailable(status),
            (Some(code), 400..=499) => CallError::Problem(code),
            (_, status @ 400..) => CallError::Unavailable(status),
            _ => CallError::Form,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, is_problem: bool, body: &str) -> Answer {
        Answer { status, is_problem, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn only_a_problem_with_one_of_our_codes_is_the_brokers_word() {
        let ours = answer(404, true, r#"{"code":"not-found"}"#).problem();
        assert!(matches!(ours, CallError::Problem(ProblemCode::NotFound)), "{ours:?}");
        let strange = [
            answer(404, false, r#"{"code":"not-found"}"#),
            answer(403, false, "<html>"),
            answer(413, true, "{}"),
            answer(410, true, r#"{"code":"something-else"}"#),
            answer(400, false, ""),
            answer(503, true, r#"{"code":"not-found"}"#),
        ];
        for answer in strange {
            assert!(matches!(answer.problem(), CallError::Unavailable(status) if status == answer.status), "{answer:?}");
        }
    }

    #[test]
    fn the_media_type_may_have_parameters() {
        let of = |kind: &'static str| HeaderMap::from_iter([(CONTENT_TYPE, reqwest::header::HeaderValue::from_static(kind))]);
        assert!(is_problem(&of("application/problem+json; charset=utf-8")));
        assert!(!is_problem(&of("application/json")));
        assert!(!is_problem(&HeaderMap::new()));
    }
}
