//! What is written about a request, and what never is. One test: telemetry is one a process.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use actix_web::test::{TestRequest, call_service, init_service};
use store::Db;
use tracing::Instrument as _;
use web::{metrics, telemetry};

use crate::site::{clock, routes, schema, site};

const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn the_route_is_told_and_the_path_is_not(db: Db) {
    let written = Written::default();
    let writer = written.clone();
    let settings = telemetry::Settings { json: true, filter: "info".into(), otlp: None, service: "police" };
    // The other database's test may have been first; then there is nothing to read here.
    let Ok(_running) = telemetry::start(&settings, move || writer.clone()) else { return };
    let metrics = metrics::recorder();
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    for path in ["/things/Kim-Exempel?name=Kim-Exempel", "/nowhere/Kim-Exempel"] {
        let request = TestRequest::get().uri(path).insert_header(("traceparent", PARENT));
        call_service(&app, request.to_request()).await;
    }
    let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("not-found"), "the positive control: {log}");
    let counted = metrics.render();
    assert!(counted.contains("route=\"/things/{name}\"") && counted.contains("route=\"none\""), "{counted}");
    assert!(!log.contains("Kim-Exempel") && !counted.contains("Kim-Exempel"));
    let span = tracing::info_span!("call");
    telemetry::adopt(&span, PARENT);
    let sent = async { telemetry::inject() }.instrument(span).await.unwrap();
    let (ours, parents) = (sent.split('-').collect::<Vec<_>>(), PARENT.split('-').collect::<Vec<_>>());
    assert_eq!(ours[1], parents[1], "the same trace");
    assert_ne!(ours[2], parents[2], "another span");
}

store::test_on_both!(schema(), the_route_is_told_and_the_path_is_not);
