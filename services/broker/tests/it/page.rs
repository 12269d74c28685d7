//! The public page.

use std::sync::Arc;

use crate::{on_both, town::Town};

on_both!(the_status_page_names_agencies_and_nobody_else);

async fn the_status_page_names_agencies_and_nobody_else(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    for (language, words) in [("sv", "Anslutna myndigheter"), ("en", "Agencies taking part")] {
        let page = server.page("/", language).await;
        assert_eq!(page.status, 200);
        let html = page.text();
        assert!(html.contains(words) && html.contains("SAMORDNING"), "{html}");
        assert!(html.contains("Myndigheten polisen-exempelstad") && html.contains("Myndigheten socialtjansten-exempelstad"));
        let secret = [offer.header.id.to_string(), offer.header.case_code.to_string(), offer.header.subjects[0].id.to_string()];
        assert!(secret.iter().all(|secret| !html.contains(secret.as_str())), "{html}");
        // No count of handovers: a live one tells of single refusals and withdrawals.
        assert!(!html.contains("<table") && !html.contains("Väntar på att hämtas") && !html.contains("Waiting to be fetched"), "{html}");
        assert!(!html.contains("style=") && !html.contains('['), "{html}");
    }
    for path in ["/healthz", "/readyz", "/versionz"] {
        assert_eq!(server.send(reqwest::Method::GET, path, b"", None).await.status, 200, "{path}");
    }
    assert_eq!(server.page("/nothing-here", "en").await.status, 404);
}
