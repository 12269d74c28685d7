//! The page of a person: what is said, kind by kind, what waits for a second person, and the end of this life.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use store::Id;
use web::{FieldErrors, Page, Problem, page};

use super::{
    super::outreach::view::{Choice, choices},
    id_of,
    new::lives,
    view::{ItemView, born_words},
};
use crate::{
    access::Door,
    app::Police,
    domain::{
        focus_item::FocusKind,
        focus_person::{FocusLife, RenewalReason},
    },
    flow::focus_persons::{self, OpenedFocusPerson},
};

#[derive(Template)]
#[template(path = "focus_persons/one.html")]
struct OnePage {
    page: Page,
    errors: FieldErrors,
    id: String,
    number: i32,
    name: String,
    born: String,
    kinds: Vec<KindView>,
    life: LifeView,
}

/// The items of a kind.
struct KindView {
    code: &'static str,
    title: String,
    items: Vec<ItemView>,
    has_room: bool,
}

/// Until when, and how it goes on.
struct LifeView {
    lapses_at: jiff::Timestamp,
    /// Why this life was begun, when it is not the first.
    renewed: Option<String>,
    may_renew: bool,
    lives: Vec<Choice>,
    reasons: Vec<Choice>,
}

impl OnePage {
    fn of(page: Page, opened: &OpenedFocusPerson, reader: &Staff, typed: &RenewTyped, errors: FieldErrors) -> Self {
        let person = &opened.person;
        let kind = |kind: &FocusKind| {
            let items = opened.items.iter().filter(|item| item.said.content.kind() == *kind);
            let items: Vec<_> = items.map(|item| ItemView::of(&page, item, item.may_clear(&reader.reference))).collect();
            let has_room = i32::try_from(items.len()).is_ok_and(|count| count < kind.slots());
            KindView { code: kind.code(), title: page.text(&format!("focus-kind-{kind}")), items, has_room }
        };
        let reasons: Vec<&str> = RenewalReason::ALL.iter().map(|reason| reason.code()).collect();
        let life = LifeView {
            lapses_at: person.lapses_at,
            renewed: person.renewed.as_ref().map(|(_, reason)| page.text(&format!("focus-renewal-{reason}"))),
            may_renew: person.may_renew(&reader.reference),
            lives: lives(&page, &typed.life),
            reasons: choices(&page, "focus-renewal", &reasons, &typed.reason),
        };
        let title = page.words.with("focus-number", &[("n", person.number)]);
        Self {
            errors,
            id: person.id.to_string(),
            number: person.number,
            name: opened.identity.name.expose().to_owned(),
            born: born_words(&page, &opened.identity),
            kinds: FocusKind::ALL.iter().map(kind).collect(),
            life,
            page: page.titled(&title),
        }
    }

    /// Something waits for the reader.
    fn clears(&self) -> bool {
        self.kinds.iter().any(|kind| kind.items.iter().any(|item| item.may_clear))
    }
}

/// What was chosen of a renewal.
pub(super) struct RenewTyped {
    pub life: String,
    pub reason: String,
}

impl Default for RenewTyped {
    fn default() -> Self {
        Self { life: FocusLife::USUAL.code().to_owned(), reason: String::new() }
    }
}

/// `GET /focus-persons/{focus}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::FocusPerson.let_in(staff)?;
    shown(page, &police, id_of(&path)?, &staff, RenewTyped::default(), FieldErrors::none()).await
}

/// The page as it is now, with what is wrong with a form.
pub(super) async fn shown(
    page: Page,
    police: &Police,
    id: Id,
    staff: &Staff,
    typed: RenewTyped,
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    let opened = focus_persons::view(&police.casework, id, staff, page.now).await?;
    let status = if errors.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page::html_with(status, &OnePage::of(page, &opened, staff, &typed, errors))
}
