//! A case: what has gone, what has come, what is asked and what is being put together.

use ::web::{Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use wire::{CaseCode, Subject};

use super::{
    case_view::CaseView,
    closing::closed_words,
    consents::ending,
    contacts::{ContactLine, contact_lines},
    handling::{Found, Frame, Handling, code_of, page_of},
    problem::DoorProblem,
    risks::CallView,
};
use crate::{CaseClosing, CaseConsent, ContactCadence, OpenedCase, RiskId, Staff, ViewPurpose, gaps};

/// Which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    /// The agency that opened it.
    pub of: String,
}

#[derive(Template)]
#[template(path = "handovers/case.html")]
struct CasePage {
    page: Page,
    frame: Frame,
    case: CaseView,
    /// The line of each exposed person.
    lines: Vec<ContactLine>,
    /// The support line to ring now.
    calls: Vec<CallView>,
    back: String,
    /// The close that stands here.
    closed: Option<String>,
    /// Pages of the case that the service alone has.
    links: &'static [(&'static str, &'static str)],
    is_police: bool,
    /// The reader leads investigations: questions to them wait on a page of their own.
    leads: bool,
    /// The agency that opened the case, once a person has said which: empty otherwise.
    of: String,
}

impl CasePage {
    /// The same as the first part of a query.
    fn only_of(&self) -> String {
        if self.of.is_empty() { String::new() } else { format!("?of={}", self.of) }
    }

    /// The same behind another part.
    fn and_of(&self) -> String {
        if self.of.is_empty() { String::new() } else { format!("&of={}", self.of) }
    }
}

#[derive(Template)]
#[template(path = "handovers/which.html")]
struct WhichPage {
    page: Page,
    frame: Frame,
    /// Agencies that opened a case with this code: id.
    agencies: Vec<String>,
}

struct Open {
    case: OpenedCase,
    consents: Vec<CaseConsent>,
    persons: Vec<Subject>,
    cadences: Vec<ContactCadence>,
    /// Whether the person who uses violence may be contacted.
    gate: bool,
    calls: Vec<RiskId>,
    gaps: u64,
    closed: Option<CaseClosing>,
}

enum Shown {
    One(Box<Open>),
    Several(Vec<String>),
}

/// `GET /cases/{code}/handovers`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let code = code_of(&path)?;
    let of = which.into_inner().of;
    let (own, person, now, opened_by) = ((**handling).clone(), staff.clone(), page.now, of.clone());
    let shown =
        handling.casework.db().try_write("view_case_handovers", move |conn| look(&own, conn, &code, &opened_by, &person, now)).await;
    // The service's own page of the case asks why.
    if matches!(shown, Err(DoorProblem::NoRelation)) {
        return Ok(redirect::see_other(&(handling.case_page)(&code), None));
    }
    match shown? {
        Shown::One(open) => {
            let ending = ending(&page, &open.consents, &open.persons);
            let case = CaseView::of(&page, &handling, &open.case, ending, (open.gaps, open.gate));
            page::html(&CasePage {
                frame: Frame::of(&handling, &code),
                back: (handling.case_page)(&code),
                closed: open.closed.as_ref().map(|closing| closed_words(&page, closing)),
                links: handling.case_links,
                calls: open.calls.iter().map(|risk| CallView::of(&page, &handling, *risk)).collect(),
                is_police: handling.is_police(),
                leads: handling.let_lead_in(staff).is_ok(),
                lines: contact_lines(&page, &open.persons, &open.cadences),
                case,
                of,
                page: page_of(page, &code),
            })
        }
        Shown::Several(agencies) => page::html(&WhichPage { frame: Frame::of(&handling, &code), agencies, page: page_of(page, &code) }),
    }
}

fn look(
    handling: &Handling,
    conn: &mut store::Conn,
    code: &CaseCode,
    of: &str,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<Shown, DoorProblem> {
    match handling.find(conn, code, of, staff)? {
        Found::One(case) => {
            let tie = handling.works_with(conn, &case, staff)?;
            let consents = handling.casework.case_consents(conn, &case, (staff, tie))?;
            let calls = handling.casework.open_risk_calls(conn, &case, (staff, tie), now)?;
            let persons = handling.casework.persons(conn, &case)?;
            let cadences = handling.casework.contact_cadences(conn, &case, (staff, tie), now)?;
            let gate = handling.casework.contact_gate(conn, &case, (staff, tie))?.is_open();
            let gaps = u64::try_from(gaps::open(conn)?.len()).unwrap_or_default();
            let closed = handling.casework.standing_close(conn, &case, staff)?;
            let case = handling.opened(conn, &case, staff, ViewPurpose::Handle, now)?;
            Ok(Shown::One(Box::new(Open { case, consents, persons, cadences, gate, calls, gaps, closed })))
        }
        Found::Several(cases) => Ok(Shown::Several(cases.into_iter().map(|case| case.opened_by.to_string()).collect())),
    }
}
