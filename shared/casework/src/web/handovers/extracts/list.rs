//! The unit's extracts, and the beginning of one: from the code of a case and the role of who asks.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use wire::{CaseCode, Language, SubjectRole};

use crate::{
    AskedBy, ExtractProblem, IdentityCheck, NewExtract, Staff, SubjectExtract, ViewPurpose, access_entries, subject_extracts,
    web::{
        handovers::{
            handling::{Frame, Handling},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

/// Where it is.
pub(super) const PATH: &str = "/extracts";

/// Something to choose: value, words, whether it is chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "handovers/extracts.html")]
struct ListPage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    code: String,
    about: Vec<Choice>,
    asked_by: Vec<Choice>,
    identity: Vec<Choice>,
    language: Vec<Choice>,
    known: Vec<Known>,
}

/// One of the unit's: code, day and state alone.
struct Known {
    id: String,
    spoken: String,
    state: String,
    started_at: jiff::Timestamp,
}

impl ListPage {
    fn of(page: Page, handling: &Handling, typed: &Typed, errors: FieldErrors, known: &[SubjectExtract]) -> Self {
        let title = page.text("extract-title");
        let known = known.iter().map(|one| Known {
            id: one.id.to_string(),
            spoken: one.case_code.pairing().spoken(),
            state: page.text(&format!("extract-state-{}", one.state)),
            started_at: one.started_at,
        });
        Self {
            frame: Frame::without_case(handling),
            code: typed.one("code").to_owned(),
            about: choices(&page, "subject", SubjectRole::ALL, typed.one("about")),
            asked_by: choices(&page, "extract-asked-by", AskedBy::ALL, typed.one("asked_by")),
            identity: choices(&page, "extract-identity", IdentityCheck::ALL, typed.one("identity")),
            language: choices(&page, "extract-language", Language::ALL, typed.one("language")),
            known: known.collect(),
            errors,
            page: page.titled(&title),
        }
    }
}

/// The members of a list with their words.
pub(super) fn choices<T: ToString>(page: &Page, list: &str, all: &[T], chosen: &str) -> Vec<Choice> {
    let choice = |one: &T| {
        let code = one.to_string();
        let is_chosen = code == chosen;
        (code.clone(), page.text(&format!("{list}-{code}")), is_chosen)
    };
    all.iter().map(choice).collect()
}

/// `GET /extracts`
pub(super) async fn show(page: Page, staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let known = known(&handling, &staff, page.now).await?;
    page::html(&ListPage::of(page, &handling, &Typed::default(), FieldErrors::none(), &known))
}

/// `GET /utdrag`
pub(super) async fn in_swedish(staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    handling.let_in(staff)?;
    Ok(redirect::see_other(PATH, None))
}

/// The unit's own. That somebody has asked is told of a person: it is a view like any other.
async fn known(handling: &Handling, staff: &Staff, now: jiff::Timestamp) -> Result<Vec<SubjectExtract>, Problem> {
    let staff = staff.clone();
    let listed = handling.casework.db().try_write("list_extracts", move |conn| -> store::Result<Vec<SubjectExtract>> {
        let known = subject_extracts::of_unit(conn, &staff.unit)?;
        for one in &known {
            access_entries::insert(conn, one.case, None, &staff, ViewPurpose::Extract, &[], now)?;
        }
        Ok(known)
    });
    Ok(listed.await?)
}

/// `POST /extracts`
pub(super) async fn start(page: Page, staff: Staff, handling: Data<Handling>, form: Form<Typed>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (typed, mut errors) = (form.into_inner(), FieldErrors::none());
    let code = typed.one("code").trim().parse::<CaseCode>();
    if let Some(asked) = read(&typed, &mut errors) {
        match begin(&handling, code.ok(), asked, &staff, page.now).await {
            Ok(begun) => return Ok(redirect::see_other(&begun, None)),
            // A code that is none, of no case and of another unit's case are one and the same.
            Err(DoorProblem::NotFound) => errors.add("code", "extract-error-code"),
            Err(DoorProblem::Extract(ExtractProblem::Asker)) => errors.add("asked_by", "extract-error-asker"),
            Err(other) => return Err(other.into()),
        }
    } else if code.is_err() {
        errors.add("code", "extract-error-code");
    }
    let known = known(&handling, &staff, page.now).await?;
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &ListPage::of(page, &handling, &typed, errors, &known))
}

fn read(typed: &Typed, errors: &mut FieldErrors) -> Option<NewExtract> {
    let about = chosen(errors, typed, "about");
    let asked_by = chosen(errors, typed, "asked_by");
    let identity = chosen(errors, typed, "identity");
    let language = chosen(errors, typed, "language");
    Some(NewExtract { about: about?, asked_by: asked_by?, identity: identity?, language: language? })
}

/// What was chosen of a list; an error when nothing was.
pub(super) fn chosen<T: std::str::FromStr>(errors: &mut FieldErrors, typed: &Typed, name: &str) -> Option<T> {
    let read = typed.one(name).parse().ok();
    if read.is_none() {
        errors.add(name, "sharing-error-choose");
    }
    read
}

/// Begins it and says where it goes on.
async fn begin(
    handling: &Handling,
    code: Option<CaseCode>,
    asked: NewExtract,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<String, DoorProblem> {
    let (own, staff, code) = (handling.clone(), staff.clone(), code.ok_or(DoorProblem::NotFound)?);
    let begun = handling.casework.db().try_write("start_extract", move |conn| -> Result<_, DoorProblem> {
        let case = match own.find_one(conn, &code, "", &staff) {
            // The service's own page of the case asks why.
            Err(DoorProblem::NoRelation) => return Ok((own.case_page)(&code)),
            found => found?,
        };
        let tie = own.works_with(conn, &case, &staff)?;
        let extract = own.casework.start_extract(conn, &case, (&staff, tie), asked, now)?;
        Ok(format!("{PATH}/{}", extract.id))
    });
    begun.await
}
