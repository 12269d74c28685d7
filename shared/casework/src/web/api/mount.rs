//! The URLs of the doors that are alike in both agencies.

use actix_web::{
    HttpResponse,
    web::{Data, ServiceConfig, get, post, put, resource},
};

use crate::Casework;

use super::{Rights, card_codes, cases, drafts, notices, requests, token};

/// The address of the API's document.
pub const DOCUMENT_PATH: &str = "/api/openapi.json";

/// The API's document, as it is served.
#[derive(Clone)]
struct Document(serde_json::Value);

/// Mounts the token endpoint, the document and the doors of both agencies. The service mounts its own beside them.
pub fn mount(cfg: &mut ServiceConfig, casework: &Casework, rights: &Rights, document: serde_json::Value) {
    cfg.app_data(Data::new(casework.clone()))
        .app_data(Data::new(rights.clone()))
        .app_data(Data::new(Document(document)))
        .service(resource(token::PATH).route(post().to(token::grant)))
        .service(resource(DOCUMENT_PATH).route(get().to(serve)))
        .service(resource("/api/v1/notices").route(get().to(notices::list)))
        .service(resource("/api/v1/requests").route(get().to(requests::open)))
        .service(resource("/api/v1/consents/withdraw-by-code").route(post().to(card_codes::withdraw)))
        .service(resource("/api/v1/cases/{code}").route(get().to(cases::show)))
        .service(resource("/api/v1/cases/{code}/subjects/{subject}/extract").route(get().to(cases::extract)))
        .service(resource("/api/v1/cases/{code}/requests").route(post().to(requests::ask)))
        .service(resource("/api/v1/cases/{code}/drafts").route(post().to(drafts::start)))
        .service(resource("/api/v1/cases/{code}/drafts/{draft}").route(get().to(drafts::show)))
        .service(resource("/api/v1/cases/{code}/drafts/{draft}/fields/{category}").route(put().to(drafts::put_field)))
        .service(resource("/api/v1/cases/{code}/drafts/{draft}/facts/{fact}").route(put().to(drafts::answer_fact)))
        .service(resource("/api/v1/cases/{code}/drafts/{draft}/preview").route(get().to(drafts::preview)))
        .service(resource("/api/v1/cases/{code}/drafts/{draft}/send").route(post().to(drafts::send)))
        .service(resource("/api/v1/cases/{code}/drafts/{draft}/drop").route(post().to(drafts::drop_draft)))
        .service(resource("/api/v1/handovers/{handover}").route(get().to(cases::fetch)))
        .service(resource("/api/v1/handovers/{handover}/answer").route(post().to(requests::answer)))
        .service(resource("/api/v1/handovers/{handover}/correction").route(post().to(requests::correct)))
        .service(resource("/api/v1/handovers/{handover}/review-again").route(post().to(requests::review_again)))
        .service(resource("/api/v1/handovers/{handover}/recall").route(post().to(requests::recall)));
}

/// Mounts what an agency without a desk answers received handovers by.
pub fn mount_answers(cfg: &mut ServiceConfig) {
    cfg.service(resource("/api/v1/handovers/{handover}/acknowledge").route(post().to(requests::acknowledge)))
        .service(resource("/api/v1/handovers/{handover}/decline").route(post().to(requests::decline)));
}

async fn serve(document: Data<Document>) -> HttpResponse {
    HttpResponse::Ok().json(&document.0)
}
