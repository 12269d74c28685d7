//! “Varför?”: the law of its day behind each field of a handover, and for its sender behind what stayed.

use ::web::{Page, Problem, page};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use jiff::civil::Date;
use store::Conn;
use wire::{CaseCode, Category, HandoverId, SubjectRole};

use super::{
    handling::{Frame, Handling, code_of, id_of, page_of},
    problem::DoorProblem,
    words::in_words,
};
use crate::{
    ExplainProblem, Explained, ExplainedField, ExplainedLine, HandoverStateCode, Provision, Staff, ViewPurpose, Way, access_entries,
    flow::is_shut, offers,
};

#[derive(Template)]
#[template(path = "handovers/why.html")]
struct WhyPage {
    page: Page,
    frame: Frame,
    handover: HandoverId,
    date: Date,
    edition: String,
    sent: bool,
    fields: Vec<WhyField>,
    /// What stayed; `None` when it is not known here.
    stayed: Option<Vec<WhyField>>,
    /// Nobody sees what it carried any more.
    shut: bool,
    /// There is a proof of it in the log to be had.
    receipt: bool,
}

/// One field.
struct WhyField {
    label: String,
    lines: Vec<WhyLine>,
    way_forward: Option<String>,
}

/// One reason.
struct WhyLine {
    role: Option<String>,
    label: String,
    text: String,
    citation: Option<String>,
    amending_act: Option<String>,
    /// First and last day.
    in_force: Option<(Date, Option<Date>)>,
    provisions: Vec<WhyProvision>,
}

/// One provision, word for word.
struct WhyProvision {
    citation: String,
    amending_act: Option<String>,
    from: Option<Date>,
    until: Option<Date>,
    last_checked: Date,
    reading: String,
    paragraphs: Vec<String>,
    note: Option<String>,
}

/// `GET /cases/{code}/handovers/{handover}/why`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = (code_of(&path.0)?, id_of(&path.1)?);
    let (own, now) = ((**handling).clone(), page.now);
    let explained = handling.casework.db().try_write("explain_handover", move |conn| explained(&own, conn, code, id, &staff, now));
    page::html(&WhyPage::of(page, &handling, &code, &explained.await?))
}

/// The explanation and what goes with it.
struct Told {
    explained: Explained,
    /// Nobody sees any more what it carried.
    shut: bool,
    /// There is a proof of it in the log to be had.
    receipt: bool,
}

/// The explanation. Writes that it was looked at.
fn explained(
    handling: &Handling,
    conn: &mut Conn,
    code: CaseCode,
    id: HandoverId,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<Told, DoorProblem> {
    let handover = handling.handover(conn, &code, id, staff)?;
    let explained = handling.casework.explain(conn, id)?;
    let shut = is_shut(conn, &handover)?;
    let seen: Vec<Category> = if shut { Vec::new() } else { explained.categories() };
    access_entries::insert(conn, handover.case, Some(id), staff, ViewPurpose::Explain, &seen, now)?;
    let receipt = match handover.way {
        Way::Received => true,
        Way::Sent => handover.state != HandoverStateCode::Refused && offers::place(conn, id)?.is_some(),
    };
    let receipt = receipt && !shut;
    Ok(Told { explained, shut, receipt })
}

impl From<ExplainProblem> for DoorProblem {
    fn from(problem: ExplainProblem) -> Self {
        match problem {
            ExplainProblem::NotFound => Self::NotFound,
            ExplainProblem::EditionUnknown(_) => Self::EditionUnknown,
            ExplainProblem::Store(error) => Self::Store(error),
            ExplainProblem::Inside(fault) => Self::Case(crate::CaseError::Inside(fault)),
        }
    }
}

impl WhyPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, told: &Told) -> Self {
        let Told { explained, shut, receipt } = told;
        let views = |fields: &[ExplainedField]| fields.iter().map(|field| WhyField::of(&page, field)).collect::<Vec<_>>();
        Self {
            frame: Frame::of(handling, code),
            handover: explained.handover,
            date: explained.date,
            edition: explained.edition.id.to_string(),
            sent: explained.way == Way::Sent,
            fields: if *shut { Vec::new() } else { views(&explained.fields) },
            stayed: explained.stayed.as_deref().map(views),
            shut: *shut,
            receipt: *receipt,
            page: page_of(page, code),
        }
    }
}

impl WhyField {
    fn of(page: &Page, field: &ExplainedField) -> Self {
        Self {
            label: label(page, field.category, field.role),
            lines: field.lines.iter().map(|line| WhyLine::of(page, line)).collect(),
            way_forward: field.way_forward.as_ref().map(|words| in_words(page, words)),
        }
    }
}

/// “Namn och nummer: våldsutsatt”: no person has an id here.
fn label(page: &Page, category: Category, role: Option<SubjectRole>) -> String {
    let words = page.text(&format!("category-{category}"));
    match role.filter(|_| category.subjects().len() > 1) {
        Some(role) => format!("{words}: {}", page.text(&format!("subject-{role}")).to_lowercase()),
        None => words,
    }
}

impl WhyLine {
    fn of(page: &Page, line: &ExplainedLine) -> Self {
        let rule = line.rule.as_ref();
        Self {
            role: line.role.map(|role| page.text(&format!("subject-{role}"))),
            label: in_words(page, &line.label),
            text: in_words(page, &line.text),
            citation: rule.map(|rule| in_words(page, &rule.citation)),
            amending_act: rule.and_then(|rule| rule.amending_act.clone()),
            in_force: rule.map(|rule| (rule.from, rule.until)),
            provisions: rule.map_or(&[][..], |rule| &rule.provisions).iter().map(|provision| WhyProvision::of(page, provision)).collect(),
        }
    }
}

impl WhyProvision {
    fn of(page: &Page, provision: &Provision) -> Self {
        Self {
            citation: in_words(page, &provision.citation),
            amending_act: provision.amending_act.clone(),
            from: provision.from,
            until: provision.until,
            last_checked: provision.last_checked,
            reading: page.text(&format!("sharing-why-reading-{}", provision.reading)),
            paragraphs: provision.paragraphs.clone(),
            note: provision.note.as_ref().map(|note| in_words(page, note)),
        }
    }
}
