//! A broker on a thread of its own, and calls to it.

use std::{net::SocketAddr, sync::Arc, thread::JoinHandle, time::Duration};

use broker::{App, Config};
use jiff::Timestamp;
use reqwest::{Method, Response, StatusCode};
use store::{Db, clock::ManualClock, testing::TestDatabase};
use web::{machine::Call, server::Draining};

use crate::agency::TestAgency;

pub struct Server {
    pub address: SocketAddr,
    pub db: Db,
    pub broker: broker::flow::Broker,
    draining: Draining,
    thread: Option<JoinHandle<()>>,
    client: reqwest::Client,
    clock: Arc<ManualClock>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub body: Vec<u8>,
    pub content_type: String,
}

impl Server {
    /// Builds, binds and runs; panics when the start fails.
    pub fn start(database: &TestDatabase, config: Config, clock: Arc<ManualClock>) -> Self {
        Self::try_start(database, config, clock).unwrap()
    }

    pub fn try_start(database: &TestDatabase, config: Config, clock: Arc<ManualClock>) -> Result<Self, String> {
        let db = database.open(&broker::schema().unwrap());
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (own_db, own_clock) = (db.clone(), clock.clone());
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let bound = match App::build_on(own_db, config, own_clock).await.and_then(App::bind) {
                    Ok(bound) => bound,
                    Err(error) => return ready.send(Err(error.to_string())).unwrap(),
                };
                ready.send(Ok((bound.address(), bound.draining(), bound.broker()))).unwrap();
                bound.run().await.unwrap();
            });
        });
        let (address, draining, broker) = is_ready.recv().unwrap()?;
        // A connection that has lain idle is not used again: the server closes it at its own moment.
        let client = reqwest::Client::builder().pool_idle_timeout(Duration::from_secs(1)).build().unwrap();
        Ok(Self { address, db, broker, draining, thread: Some(thread), client, clock })
    }

    pub fn now(&self) -> Timestamp {
        store::clock::Clock::now(&*self.clock)
    }

    pub fn token(&self, agency: &TestAgency, method: &str, path: &str, body: &[u8]) -> String {
        let call = Call { audience: crate::town::BROKER, method, path, body };
        agency.token.authorization(&call, self.now(), crate::town::random()).unwrap()
    }

    /// A call with a token for exactly this call.
    pub async fn call(&self, agency: &TestAgency, method: Method, path: &str, body: &[u8]) -> Answer {
        let token = self.token(agency, method.as_str(), path, body);
        self.send(method, path, body, Some(&token)).await
    }

    pub async fn get(&self, agency: &TestAgency, path: &str) -> Answer {
        self.call(agency, Method::GET, path, b"").await
    }

    pub async fn post(&self, agency: &TestAgency, path: &str, body: &[u8]) -> Answer {
        self.call(agency, Method::POST, path, body).await
    }

    /// A call with whatever token.
    pub async fn send(&self, method: Method, path: &str, body: &[u8], token: Option<&str>) -> Answer {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("Authorization", token);
        }
        if !body.is_empty() {
            request = request.header("Content-Type", "application/json").body(body.to_vec());
        }
        answer(request.send().await.unwrap()).await
    }

    pub async fn page(&self, path: &str, language: &str) -> Answer {
        let request = self.client.get(format!("http://{}{path}", self.address));
        answer(request.header("Accept", "text/html").header("Accept-Language", language).send().await.unwrap()).await
    }

    /// Stops as SIGTERM does and waits for the end.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.draining.start();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.end();
        }
    }
}

async fn answer(response: Response) -> Answer {
    let content_type = response.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
    Answer { status: response.status(), content_type: content_type.unwrap_or_default(), body: response.bytes().await.unwrap().to_vec() }
}

impl Answer {
    #[track_caller]
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The problem's status and code.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.content_type, "application/problem+json", "{} {}", self.status, self.text());
        let document: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert!(!document["title"].as_str().unwrap().starts_with('['), "no words for {document}");
        (self.status.as_u16(), document["code"].as_str().unwrap().to_owned())
    }

    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) {
        assert_eq!(self.problem(), (status, code.to_owned()));
    }
}
