//! Whether a service lives (`/healthz`), can work (`/readyz`) and what it is (`/versionz`).

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    web::{Data, ServiceConfig, get, resource},
};
use serde_json::{Map, Value, json};

use crate::{Problem, site::Site};

type Part = (&'static str, Arc<dyn Fn() -> String + Send + Sync>);

/// What `/versionz` answers.
#[derive(Clone)]
pub struct Version {
    service: &'static str,
    build: &'static str,
    parts: Vec<Part>,
}

impl Version {
    /// The service's name and the version it was built as.
    #[must_use]
    pub fn new(service: &'static str, build: &'static str) -> Self {
        Self { service, build, parts: Vec::new() }
    }

    /// Adds something that has a version of its own and may change while running.
    #[must_use]
    pub fn with(mut self, name: &'static str, now: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.parts.push((name, Arc::new(now)));
        self
    }

    fn document(&self) -> Value {
        let mut document = Map::new();
        document.insert("service".into(), self.service.into());
        document.insert("build".into(), self.build.into());
        document.extend(self.parts.iter().map(|(name, now)| ((*name).into(), now().into())));
        Value::Object(document)
    }
}

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(resource("/healthz").route(get().to(alive)));
    config.service(resource("/readyz").route(get().to(ready)));
    config.service(resource("/versionz").route(get().to(version)));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "alive" }))
}

async fn ready(site: Data<Site>) -> Result<HttpResponse, Problem> {
    if site.draining.started() {
        return Ok(HttpResponse::ServiceUnavailable().json(json!({ "status": "draining" })));
    }
    site.db.read(|conn| store::events::latest(conn, "readyz")).await?;
    Ok(HttpResponse::Ok().json(json!({ "status": "ready" })))
}

async fn version(site: Data<Site>) -> HttpResponse {
    HttpResponse::Ok().json(site.version.document())
}
