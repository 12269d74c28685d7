//! What leaves and what stays, each with its reason; how the recipient sees it; what is new since the last time.

use ::web::{Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use wire::CaseCode;

use super::{
    changed::{ChangedRows, shown_rows},
    draft::ids,
    handling::{Frame, Handling, page_of},
    problem::DoorProblem,
    review_view::{Difference, StayView, difference, stays},
};
use crate::{
    CaseHandover, DraftId, DraftProblem, HandoverDraft, Preview, PreviewDigest, SendProblem, Staff, ViewPurpose,
    web::{PreviewView, other_edition},
};

/// Which way of looking at it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    /// `receiver`, `difference`, or empty.
    view: String,
}

#[derive(Template)]
#[template(path = "handovers/review.html")]
struct ReviewPage {
    page: Page,
    frame: Frame,
    draft: DraftId,
    view: String,
    unit: String,
    purpose: String,
    preview: PreviewView,
    stays: Vec<StayView>,
    /// Since the last handover to the same unit; none when there was none.
    difference: Option<Difference>,
    shown: Vec<String>,
    /// It becomes two: the duty goes first and alone.
    two: bool,
    verified: bool,
    reachable: bool,
}

#[derive(Template)]
#[template(path = "handovers/changed.html")]
struct ChangedPage {
    page: Page,
    frame: Frame,
    draft: DraftId,
    changed: ChangedRows,
    /// The rule book that the page was judged by, and the one in force now, when that is another.
    editions: Option<(String, String)>,
}

struct Judged {
    draft: HandoverDraft,
    preview: Preview,
    last: Option<CaseHandover>,
}

/// `GET /cases/{code}/drafts/{draft}/review`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    look: Query<Look>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, draft) = ids(&path)?;
    let view = look.into_inner().view;
    match judge(&handling, code, draft, &staff, page.now, view == "difference").await {
        Ok(judged) => page::html(&review(page, &handling, code, view, &judged)),
        // Somebody who goes back after sending sees what was sent.
        Err(DoorProblem::Draft(DraftProblem::NotOpen(_))) => Ok(redirect::see_other(&format!("/cases/{code}/handovers"), None)),
        Err(other) => Err(other.into()),
    }
}

fn review(page: Page, handling: &Handling, code: CaseCode, view: String, judged: &Judged) -> ReviewPage {
    let (draft, preview) = (&judged.draft, &judged.preview);
    let recipient = handling.casework.recipients().into_iter().find(|unit| unit.address.unit == draft.to.unit);
    let stays = stays(&page, &code, draft, preview);
    ReviewPage {
        frame: Frame::of(handling, &code),
        draft: draft.id,
        unit: handling.unit_name(&draft.to.unit),
        purpose: page.text(&format!("purpose-{}", draft.purpose)),
        preview: PreviewView::of(&page, preview),
        stays,
        difference: judged.last.as_ref().map(|last| difference(&page, preview, last)),
        shown: shown_rows(preview),
        two: preview.offers.len() > 1,
        verified: recipient.is_some_and(|unit| unit.verified),
        reachable: handling.casework.link().broker_reachable,
        view,
        page: page_of(page, &code),
    }
}

/// The preview, and the last handover to the same unit when the page compares with it.
async fn judge(
    handling: &Handling,
    code: CaseCode,
    draft: DraftId,
    staff: &Staff,
    now: jiff::Timestamp,
    compare: bool,
) -> Result<Judged, DoorProblem> {
    let (own, staff) = (handling.clone(), staff.clone());
    let judged = handling.casework.db().try_write("preview_handover_draft", move |conn| -> Result<Judged, DoorProblem> {
        let found = own.draft(conn, &code, draft, &staff)?;
        let preview = own.casework.preview_draft(conn, draft, &staff, now)?;
        let mut last = None;
        if compare {
            let case = crate::cases::find(conn, found.case)?.ok_or(DoorProblem::NotFound)?;
            let opened = own.opened(conn, &case, &staff, ViewPurpose::Review, now)?;
            let same = opened.sent.into_iter().filter(|sent| sent.handover.to.unit == found.to.unit);
            last = same.max_by_key(|sent| sent.handover.made_at);
        }
        Ok(Judged { draft: found, preview, last })
    });
    judged.await
}

/// What the button carries: the digest decides, the rows say what is different when it does not fit.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SendForm {
    digest: String,
    edition: String,
    shown: Vec<String>,
}

/// `POST /cases/{code}/drafts/{draft}/send`
pub(super) async fn send(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<SendForm>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, draft) = ids(&path)?;
    let digest: PreviewDigest = form.digest.parse().map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "sharing-no-digest"))?;
    let (own, now) = ((**handling).clone(), page.now);
    let sent = handling.casework.db().try_write("send_handover_draft", move |conn| -> Result<(), DoorProblem> {
        own.draft(conn, &code, draft, &staff)?;
        own.casework.send_draft(conn, draft, &digest, &staff, now)?;
        Ok(())
    });
    match sent.await {
        Ok(()) => Ok(redirect::see_other(&format!("/cases/{code}/handovers"), Some("flash-sharing-sent"))),
        Err(DoorProblem::Draft(DraftProblem::Send(SendProblem::Changed(preview)))) => {
            let changed = ChangedRows::of(&page, &preview, &form.shown);
            let editions = other_edition(&form.edition, &preview);
            let changed = ChangedPage { frame: Frame::of(&handling, &code), draft, changed, editions, page: page_of(page, &code) };
            page::html_with(StatusCode::CONFLICT, &changed)
        }
        Err(other) => Err(other.into()),
    }
}
