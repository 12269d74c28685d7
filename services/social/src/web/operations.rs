//! Whether anybody is at each desk, and which edition of the rule book is used, for who operates the service: units, counts
//! and ids, no case.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, EditionDoubt, Staff};
use web::{Page, Problem, page};

use crate::{
    access,
    flow::{UnitWatched, units_watched},
};

#[derive(Template)]
#[template(path = "operations/desks.html")]
struct Desks {
    page: Page,
    units: Vec<UnitWatched>,
    edition: String,
    doubted: Option<Doubted>,
}

/// An edition that the broker tells and that is not used here.
struct Doubted {
    /// Its id.
    told: String,
    /// Why not, and what to do.
    advice: String,
    /// What the log and the manual call it.
    alarm: &'static str,
}

impl Doubted {
    fn of(page: &Page, casework: &Casework) -> Option<Self> {
        let (told, doubt) = casework.edition_doubt()?;
        Some(Self { told: told.to_string(), advice: page.text(advice(doubt)), alarm: doubt.code() })
    }
}

/// The message with what to do, as the manual groups the alarms.
const fn advice(doubt: EditionDoubt) -> &'static str {
    use EditionDoubt as D;
    match doubt {
        D::Unproved | D::NotCosigned | D::Early => "edition-doubt-waits",
        D::Unreadable => "edition-doubt-program",
        D::NoSigners => "edition-doubt-pins",
        D::TooFew | D::NoLawyer => "edition-doubt-signers",
        D::BadApproval | D::OtherAct | D::OtherBytes | D::OtherEntry | D::BadProof => "edition-doubt-bytes",
        D::Older | D::SameId | D::LogIndex | D::ReplacesOther => "edition-doubt-order",
    }
}

/// The page.
pub(crate) async fn desks(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::operates(&staff)?;
    let units = casework.db().read(units_watched).await?;
    let title = page.text("operations-title");
    let (edition, doubted) = (casework.edition().id().to_string(), Doubted::of(&page, &casework));
    page::html(&Desks { page: page.titled(&title), units, edition, doubted })
}
