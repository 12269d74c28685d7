//! The doors: `add-checkpoint` as C2SP *tlog-witness* has it, and `/healthz`.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{self, Bytes, Data, PayloadConfig, ServiceConfig},
};
use ledger::{
    checkpoint::SignatureLine,
    witness::{OutsideRefusal, SIZE_CONTENT_TYPE},
};

use super::third::{NotCosigned, ThirdWitness};

/// The longest request that is read, in bytes: 63 lines of proof and a note with many signatures fit.
const BODY_MAX: usize = 64 * 1024;
/// Media type of everything but a size.
const TEXT: &str = "text/plain; charset=utf-8";

/// Both doors.
pub fn all(service: &mut ServiceConfig, witness: &Data<ThirdWitness>) {
    service
        .app_data(witness.clone())
        .app_data(PayloadConfig::new(BODY_MAX))
        .route("/add-checkpoint", web::post().to(add_checkpoint))
        .route("/healthz", web::get().to(healthz));
}

async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type(TEXT).body("ok\n")
}

/// Waits for the disk on a thread where waiting stops nobody.
async fn add_checkpoint(witness: Data<ThirdWitness>, body: Bytes) -> HttpResponse {
    match web::block(move || witness.add_checkpoint(&body)).await {
        Ok(Ok(line)) => cosigned(&line),
        Ok(Err(reason)) => refused(&reason),
        // The process is ending.
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}

fn cosigned(line: &SignatureLine) -> HttpResponse {
    HttpResponse::Ok().content_type(TEXT).body(format!("{line}\n"))
}

fn refused(reason: &NotCosigned) -> HttpResponse {
    if let NotCosigned::Refused(OutsideRefusal::OldDiffers { have, .. }) = reason {
        return HttpResponse::Conflict().content_type(SIZE_CONTENT_TYPE).body(format!("{have}\n"));
    }
    let (status, said) = match reason {
        NotCosigned::Form(_) | NotCosigned::NotText => (StatusCode::BAD_REQUEST, reason.to_string()),
        NotCosigned::Refused(refusal) => (StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST), reason.to_string()),
        NotCosigned::Memory(error) => {
            tracing::error!(alarm = "outside-memory", %error, "a head could not be written down: nothing is cosigned");
            (StatusCode::INTERNAL_SERVER_ERROR, "the head could not be written down".to_owned())
        }
    };
    HttpResponse::build(status).content_type(TEXT).body(said + "\n")
}
