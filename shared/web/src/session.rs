//! Who is logged in: a server-side session behind an opaque cookie. The database holds
//! only the SHA-256 of the cookie's value, so a copy of the database opens no session.
//!
//! This is small middleware of our own rather than `actix-session`: that crate keeps all
//! state as one map and refreshes it by a write on every request, while here staff and
//! times are columns (so that all sessions of a person can be ended at once), the time is
//! an argument, and "last seen" is written at most once a minute.

use std::{
    fmt,
    future::{Ready, ready},
};

use actix_web::{
    Error, FromRequest, HttpMessage as _, HttpRequest,
    body::{BoxBody, MessageBody},
    cookie::{Cookie, SameSite, time::Duration as CookieDuration},
    dev::{Payload, ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use jiff::{SignedDuration, Timestamp};
use store::Hash32;

use crate::{Problem, site::Site};

pub(crate) mod secret;
mod table;

use secret::Secret;

/// The table of sessions.
pub const MIGRATIONS: store::Migrations = store::embed!("web", "../../migrations/web/postgres", "../../migrations/web/sqlite");

/// How long a session lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Ends after this long without a request.
    pub idle: SignedDuration,
    /// Ends after this long whatever happens.
    pub longest: SignedDuration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { idle: SignedDuration::from_mins(60), longest: SignedDuration::from_hours(12) }
    }
}

/// The token that forms of a session carry. Debug does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct CsrfToken(String);

impl CsrfToken {
    /// Whether a form brought this very token; takes the same time wherever they differ.
    #[must_use]
    pub fn matches(&self, brought: &str) -> bool {
        secret::equal(self.0.as_bytes(), brought.as_bytes())
    }
}

impl fmt::Display for CsrfToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A living session: extract it in a handler that needs somebody logged in (401 without),
/// or `Option<Session>` where nobody is fine too.
#[derive(Clone)]
pub struct Session {
    id: Hash32,
    /// The opaque reference to the member of staff.
    pub staff: String,
    /// What the header shows that person about itself.
    pub line: String,
    /// The token of this session's forms.
    pub csrf: CsrfToken,
    /// What the service remembers for the session.
    pub data: serde_json::Map<String, serde_json::Value>,
    last_seen: Timestamp,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(…)")
    }
}

/// Somebody who has just proved who they are.
pub struct NewSession {
    /// The opaque reference to the member of staff.
    pub staff: String,
    /// What the header shows that person about itself.
    pub line: String,
    /// What the service remembers for the session.
    pub data: serde_json::Map<String, serde_json::Value>,
}

/// Starts a session; put the cookie into the answer to the login. Always a new secret, so
/// that a cookie planted before the login is worth nothing after it (session fixation).
///
/// # Errors
/// 503 or 500 when the database or the random source fails.
pub async fn start(site: &Site, new: NewSession) -> Result<Cookie<'static>, Problem> {
    let secret = Secret::random()?;
    let now = site.clock.now();
    let row = table::Row {
        id_hash: secret.hash(),
        staff: new.staff,
        line: new.line,
        csrf: Secret::random()?.text(),
        data: serde_json::Value::Object(new.data).to_string(),
        created_at: now.into(),
        last_seen_at: now.into(),
        expires_at: (now + site.session.longest).into(),
    };
    site.db.write("session_start", move |conn| table::insert(conn, &row)).await?;
    Ok(cookie(site, secret.text(), None))
}

/// Ends a session; put the cookie, which removes the browser's own, into the answer.
///
/// # Errors
/// 503 or 500 when the database fails.
pub async fn end(site: &Site, session: &Session) -> Result<Cookie<'static>, Problem> {
    let id = session.id;
    site.db.write("session_end", move |conn| table::delete(conn, id)).await?;
    Ok(cookie(site, String::new(), Some(CookieDuration::ZERO)))
}

/// Ends every session of a member of staff, at every desk.
///
/// # Errors
/// 503 or 500 when the database fails.
pub async fn end_all(site: &Site, staff: &str) -> Result<usize, Problem> {
    let staff = staff.to_owned();
    Ok(site.db.write("session_end_all", move |conn| table::delete_staff(conn, &staff)).await?)
}

/// Keeps what was changed in [`Session::data`].
///
/// # Errors
/// 503 or 500 when the database fails.
pub async fn save(site: &Site, session: &Session) -> Result<(), Problem> {
    let (id, data) = (session.id, serde_json::Value::Object(session.data.clone()).to_string());
    Ok(site.db.write("session_save", move |conn| table::save(conn, id, &data)).await?)
}

/// Removes sessions that have ended by themselves; for a service's clock to call.
///
/// # Errors
/// When the database fails.
pub async fn prune(site: &Site) -> Result<usize, store::Error> {
    let now = site.clock.now();
    let idle_since = now - site.session.idle;
    site.db.write("session_prune", move |conn| table::prune(conn, now.into(), idle_since.into())).await
}

fn cookie(site: &Site, value: String, life: Option<CookieDuration>) -> Cookie<'static> {
    let mut cookie =
        Cookie::build(site.session_cookie(), value).path("/").http_only(true).same_site(SameSite::Lax).secure(!site.demo).finish();
    // Without a life of its own the cookie goes when the browser is closed.
    cookie.set_max_age(life);
    cookie
}

/// The middleware: finds the session of the request's cookie.
pub(crate) async fn open(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let found = match request.app_data::<Data<Site>>().cloned() {
        Some(site) if !request.path().starts_with("/assets/") => find(&site, &request).await,
        _ => Ok(None),
    };
    match found {
        Ok(Some(session)) => drop(request.extensions_mut().insert(session)),
        Ok(None) => {}
        Err(problem) => return Ok(request.error_response(problem)),
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn find(site: &Site, request: &ServiceRequest) -> Result<Option<Session>, Problem> {
    let Some(secret) = request.cookie(&site.session_cookie()).and_then(|c| Secret::parse(c.value())) else {
        return Ok(None);
    };
    let id = secret.hash();
    let Some(row) = site.db.read(move |conn| table::find(conn, id)).await? else { return Ok(None) };
    let now = site.clock.now();
    if !row.alive(site.session.idle, now) {
        return Ok(None);
    }
    let session = row.into_session();
    if now.duration_since(session.last_seen) >= SignedDuration::from_mins(1) {
        site.db.write("session_seen", move |conn| table::seen(conn, id, now.into())).await?;
    }
    Ok(Some(session))
}

impl FromRequest for Session {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let session = request.extensions().get::<Self>().cloned();
        ready(session.ok_or_else(Problem::login_required))
    }
}
