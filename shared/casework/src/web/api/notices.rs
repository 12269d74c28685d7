//! What waits and what has changed, without a value: a case system asks once and is answered when there is something.

use std::time::Duration;

use ::web::{Problem, Site, openapi::Schema};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{
    Topic,
    events::{self, Event, Replay},
};
use tokio::time::Instant;

use super::{Rights, api_caller};
use crate::{Casework, STREAM};

/// Most at once.
const MOST: u32 = 100;
/// Longest that a call is held open, in seconds.
const LONGEST: u64 = 25;
/// Looks for what another replica has written.
const POLL: Duration = Duration::from_secs(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    after: i64,
    #[serde(default)]
    wait_seconds: u64,
}

/// `GET /api/v1/notices?after=&wait_seconds=` → 200 `{notices, next, gap}`
///
/// # Errors
/// Those of the tokens; 422 for a query that can't be read; those of the database.
pub async fn list(request: HttpRequest, casework: Data<Casework>, rights: Data<Rights>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    rights.may_follow(&api_caller(&request, b"", &casework).await?)?;
    let asked: Asked = super::query(&request)?;
    if asked.after < 0 || asked.wait_seconds > LONGEST {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("wait_seconds", "error-choice"));
    }
    let found = wait(&casework, &site, &asked).await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Listening begins before the first look, so that nothing falls between.
async fn wait(casework: &Casework, site: &Site, asked: &Asked) -> Result<Value, Problem> {
    let mut listener = casework.db().listen(Topic::stream(STREAM));
    let until = Instant::now() + Duration::from_secs(asked.wait_seconds);
    loop {
        let after = asked.after;
        let replay = casework.db().read(move |conn| events::after(conn, STREAM, after, MOST)).await?;
        let left = until.saturating_duration_since(Instant::now());
        match replay {
            Replay::Gap => return Ok(json!({ "notices": [], "next": 0, "gap": true })),
            Replay::Events(events) if events.is_empty() && !left.is_zero() && !site.draining.started() => {
                listener.wait(left.min(POLL)).await;
            }
            Replay::Events(events) => {
                let next = events.last().map_or(after, |event| event.id);
                return Ok(json!({ "notices": events.iter().map(notice).collect::<Vec<_>>(), "next": next, "gap": false }));
            }
        }
    }
}

fn notice(event: &Event) -> Value {
    json!({ "number": event.id, "kind": event.kind, "subject": event.subject, "at": event.created_at.timestamp() })
}

/// Schema of the answer.
pub fn schema() -> Schema {
    let notice = Schema::object()
        .must("number", number())
        .must("kind", Schema::pattern("^[a-z_]+$").said("What happened."))
        .must("subject", Schema::text(60).said("The id of the handover, or of what the kind names."))
        .must("at", Schema::moment())
        .done();
    Schema::object()
        .must("notices", Schema::list(&notice, MOST as usize))
        .must("next", number().said("Ask after this number next time."))
        .must("gap", Schema::boolean().said("What was asked after is not kept any more: look at everything anew, from 0."))
        .done()
}

/// A number of a notice.
pub fn number() -> Schema {
    Schema::integer(0, i64::MAX)
}

/// Seconds that a call may wait.
pub fn wait_schema() -> Schema {
    Schema::integer(0, i64::try_from(LONGEST).unwrap_or(i64::MAX))
}
