//! `/`

use actix_web::HttpResponse;
use web::redirect;

/// The desk is the first page.
pub(crate) async fn to_the_desk() -> HttpResponse {
    redirect::see_other("/duty", None)
}
