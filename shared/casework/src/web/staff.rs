//! Who acts, from the session of a request.

use ::web::{Problem, Session, Site};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;

use crate::{domain::Staff, staff};

/// The member of staff whose session this is, as the table of staff says now: somebody who has left since the login is
/// turned away (401). `Option<Staff>` works too.
impl FromRequest for Staff {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let session = Session::from_request(request, payload).into_inner();
        let site = request.app_data::<Data<Site>>().cloned();
        Box::pin(async move {
            let site = site.ok_or_else(|| Problem::internal("no Site"))?;
            let reference = session?.staff.parse().map_err(|_| Problem::login_required())?;
            let found = site.db.read(move |conn| staff::find(conn, &reference)).await?;
            found.ok_or_else(Problem::login_required)
        })
    }
}
