//! The first page: tonight's list, for whoever is logged in.

use actix_web::HttpResponse;
use casework::Staff;
use web::{Problem, redirect};

/// `GET /`
pub async fn show(_staff: Staff) -> Result<HttpResponse, Problem> {
    Ok(redirect::see_other("/call-outs", None))
}
