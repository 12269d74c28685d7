//! The page of a treatment.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff, web::value_forms::Typed};
use store::Id;
use web::{FieldErrors, Page, Problem, page};

use super::{
    super::switch_view::{Choice, ReadOut, choices, read_out, switch_line, today},
    id_of,
};
use crate::{
    access,
    domain::{
        Bundle, RiskWording, SomebodyElse, SwitchAnswer, SwitchForm, TeamDecision, TreatmentEventKind, TreatmentPart, written_number,
    },
    flow::{self, TreatmentShown},
};

#[derive(Template)]
#[template(path = "treatments/page.html")]
struct TreatmentPage {
    page: Page,
    errors: FieldErrors,
    id: String,
    number: i32,
    person: String,
    contact_person: String,
    has_ended: bool,
    /// A Monday, and what there is to consider from it on.
    bundles: Vec<(String, Vec<String>)>,
    texts: Vec<ReadOut>,
    parts: Vec<(String, String)>,
    consents: Vec<String>,
    proof: Option<String>,
    told: Vec<String>,
    events: Vec<String>,
    needs_decision: bool,
    decisions: Vec<String>,
    may_destroy: bool,
    form: TreatmentForm,
}

/// What is to be chosen and typed.
struct TreatmentForm {
    part: Vec<Choice>,
    answer: Vec<Choice>,
    answer_form: Vec<Choice>,
    answers: Vec<Choice>,
    letters: Vec<Choice>,
    kind: Vec<Choice>,
    wording: Vec<Choice>,
    decision: Vec<Choice>,
    typed: Typed,
    today: String,
}

impl TreatmentForm {
    fn of(page: &Page, typed: Typed) -> Self {
        Self {
            part: choices(page, "partner-part", TreatmentPart::ALL, typed.one("part")),
            answer: choices(page, "partner-answer", SwitchAnswer::ALL, typed.one("answer")),
            answer_form: choices(page, "partner-form", SwitchForm::ALL, typed.one("form")),
            answers: choices(page, "partner-somebody", SomebodyElse::ALL, typed.one("answers")),
            letters: choices(page, "partner-somebody", SomebodyElse::ALL, typed.one("letters")),
            kind: choices(page, "partner-event", TreatmentEventKind::ALL, typed.one("kind")),
            wording: choices(page, "partner-risk", RiskWording::ALL, typed.one("wording")),
            decision: choices(page, "partner-decision", TeamDecision::ALL, typed.one("decision")),
            today: today(page.now),
            typed,
        }
    }

    fn said(&self, field: &str) -> &str {
        self.typed.one(field)
    }

    /// A day as it was typed, or today.
    fn day(&self, field: &str) -> &str {
        let typed = self.typed.one(field);
        if typed.is_empty() { &self.today } else { typed }
    }
}

impl TreatmentPage {
    fn of(page: Page, library: &practice::Library, shown: &TreatmentShown, typed: Typed, errors: FieldErrors) -> Self {
        let switches = shown.switches();
        let part = |part: &TreatmentPart| {
            let state = switches.answer(*part).map_or("partner-not-asked".to_owned(), |answer| format!("partner-answer-{answer}"));
            (page.text(&format!("partner-part-{part}")), page.text(&state))
        };
        let consent = |(part, row, heard_by): &(TreatmentPart, _, String)| {
            switch_line(&page, &format!("{}: ", page.text(&format!("partner-part-{part}"))), row, heard_by)
        };
        let title = page.words.with("treatment-number", &[("n", shown.treatment.number)]);
        Self {
            id: shown.treatment.id.to_string(),
            number: shown.treatment.number,
            person: shown.person.expose().to_owned(),
            contact_person: shown.contact_person.clone(),
            has_ended: shown.has_ended(),
            bundles: shown.bundles.iter().map(|bundle| bundle_words(&page, bundle)).collect(),
            texts: ["partner-contact-limits", "partner-in-treatment", "partner-safety"].map(|id| read_out(&page, library, id)).to_vec(),
            parts: TreatmentPart::ALL.iter().map(part).collect(),
            consents: shown.consents.iter().map(consent).collect(),
            proof: proof_words(&page, shown),
            told: told_lines(&page, shown),
            events: event_lines(&page, shown),
            needs_decision: switches.needs_decision(),
            decisions: decision_lines(&page, shown),
            may_destroy: shown.may_destroy && shown.has_ended() && shown.proof.is_none() && !shown.consents.is_empty(),
            form: TreatmentForm::of(&page, typed),
            errors,
            page: page.titled(&title),
        }
    }
}

fn bundle_words(page: &Page, bundle: &Bundle) -> (String, Vec<String>) {
    let words = bundle.wordings.iter().map(|wording| page.text(&format!("partner-risk-{wording}")));
    (page.day(&bundle.from), words.collect())
}

fn proof_words(page: &Page, shown: &TreatmentShown) -> Option<String> {
    let proof = shown.proof.as_ref()?;
    let digest: String = proof.digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let (day, decision, role) = (page.day(&proof.at), proof.decision.clone(), page.text(&format!("role-{}", proof.role)));
    let values = [("n", proof.answers.to_string()), ("day", day), ("decision", decision), ("role", role), ("digest", digest)];
    Some(page.words.with("partner-destroyed", &values))
}

fn told_lines(page: &Page, shown: &TreatmentShown) -> Vec<String> {
    let Some(told) = &shown.told else { return Vec::new() };
    let phone = told.phone.as_ref().map_or_else(|| page.text("partner-no-number"), |phone| written_number(phone.expose()));
    let somebody = |key: &str, one: SomebodyElse| format!("{}: {}", page.text(key), page.text(&format!("partner-somebody-{one}")));
    vec![told.name.expose().to_owned(), phone, somebody("partner-who-answers", told.answers), somebody("partner-who-opens", told.letters)]
}

fn event_lines(page: &Page, shown: &TreatmentShown) -> Vec<String> {
    let line = |(event, role): &(crate::domain::TreatmentEvent, wire::StaffRole)| {
        let mut words = page.text(&format!("partner-event-{}", event.kind));
        if let Some(wording) = event.wording {
            words.push_str(&format!(": {}", page.text(&format!("partner-risk-{wording}")).to_lowercase()));
        }
        format!("{words}, {} · {}", page.date(&event.on), page.text(&format!("role-{role}")))
    };
    shown.events.iter().rev().map(line).collect()
}

fn decision_lines(page: &Page, shown: &TreatmentShown) -> Vec<String> {
    let line = |made: &crate::domain::KeptDecision| {
        let words = page.text(&format!("partner-decision-{}", made.decision));
        format!("{words}, {} · {}", page.date(&made.on), page.text(&format!("role-{}", made.role)))
    };
    shown.decisions.iter().rev().map(line).collect()
}

/// `GET /treatments/{treatment}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    again(page, &casework, id_of(&path)?, (Typed::default(), FieldErrors::none()), &staff).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn again(
    page: Page,
    casework: &Casework,
    id: Id,
    (typed, errors): (Typed, FieldErrors),
    staff: &Staff,
) -> Result<HttpResponse, Problem> {
    let (own, person, now) = (casework.clone(), staff.clone(), page.now);
    let seen = casework.db().try_write("view_treatment", move |conn| flow::view_treatment(&own, conn, id, &person, now));
    let shown = seen.await?;
    let status = if errors.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page::html_with(status, &TreatmentPage::of(page, &casework.library(), &shown, typed, errors))
}
