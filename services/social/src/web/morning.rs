//! The hand-over at seven.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use jiff::Timestamp;
use serde::Deserialize;
use web::{Form, Page, Problem, page, redirect};
use wire::{HandoverId, UnitId};

use super::{
    answers::{not_in_the_list, to_the_case},
    handover_of,
};
use crate::{
    access,
    config::{DeskConfig, District},
    domain::{DutyItem, DutyState},
    flow,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Handing {
    district: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Confirming {
    handover: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Plain {}

#[derive(Template)]
#[template(path = "morning/lists.html")]
struct Lists {
    page: Page,
    districts: Vec<(String, String, usize, usize)>,
    without: Vec<ItemView>,
}

#[derive(Template)]
#[template(path = "morning/district.html")]
struct List {
    page: Page,
    code: String,
    name: String,
    open: usize,
    items: Vec<ItemView>,
    copies: Vec<CopyView>,
    /// Who looks belongs to the desk.
    at_the_desk: bool,
    by_phone: bool,
}

/// For who takes over: their unit has more than one list, or none.
#[derive(Template)]
#[template(path = "morning/own.html")]
struct Own {
    page: Page,
    districts: Vec<(String, String)>,
}

struct ItemView {
    handover: String,
    code: String,
    spoken: String,
    state: String,
    since: Timestamp,
    state_at: Timestamp,
    concern: bool,
    open: bool,
}

struct CopyView {
    n: i32,
    by: String,
    at: Timestamp,
    destroy_at: Timestamp,
}

impl ItemView {
    fn of(page: &Page, item: &DutyItem) -> Self {
        Self {
            handover: item.handover.to_string(),
            code: item.case_code.to_string(),
            spoken: item.case_code.pairing().spoken(),
            state: page.text(&format!("duty-state-{}", item.state.code())),
            since: item.announced_at,
            state_at: item.state_at,
            concern: item.is_concern(),
            open: item.state == DutyState::HandedToDistrict,
        }
    }
}

/// One list a district, and what is on none; for who takes over, the way to the list of the own unit.
pub(crate) async fn lists(page: Page, staff: Staff, casework: Data<Casework>, rules: Data<DeskConfig>) -> Result<HttpResponse, Problem> {
    if access::at_desk(&staff).is_err() {
        return own(page, &staff, &rules);
    }
    let (unit, now, districts) = (staff.unit.clone(), page.now, rules.districts.clone());
    let read = casework.db().read(move |conn| {
        let lists = districts.iter().map(|district| flow::district_list(conn, &unit, district, now)).collect::<store::Result<Vec<_>>>()?;
        Ok((lists, flow::for_the_morning(conn, &unit, now)?))
    });
    let (lists, waiting) = read.await?;
    let count = |items: &[DutyItem], open: bool| items.iter().filter(|item| (item.state == DutyState::HandedToDistrict) == open).count();
    let named = rules.districts.iter().zip(&lists);
    let districts =
        named.map(|(district, items)| (district.code.clone(), district.name.clone(), count(items, true), count(items, false))).collect();
    let without = waiting.iter().filter(|item| item.is_in_hand()).map(|item| ItemView::of(&page, item)).collect();
    let title = page.text("morning-title");
    page::html(&Lists { page: page.titled(&title), districts, without })
}

/// Straight to the list when there is one.
fn own(page: Page, staff: &Staff, rules: &DeskConfig) -> Result<HttpResponse, Problem> {
    access::takes_over(staff)?;
    let own = rules.districts.iter().filter(|district| district.unit.as_ref() == Some(&staff.unit));
    let districts: Vec<_> = own.map(|district| (district.code.clone(), district.name.clone())).collect();
    if let [(code, _)] = districts.as_slice() {
        return Ok(redirect::see_other(&format!("/morning/{code}"), None));
    }
    let title = page.text("morning-title");
    page::html(&Own { page: page.titled(&title), districts })
}

/// The list of a district: on screen, and on A4 with codes only.
pub(crate) async fn list(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    path: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (district, unit) = seen_by(&staff, &casework, &rules, &path)?;
    let (asked, now) = (district.clone(), page.now);
    let at_the_desk = unit == staff.unit;
    let read = casework.db().read(move |conn| {
        let copies = flow::copies(conn, &unit, &asked, now)?;
        let mut named = Vec::new();
        for copy in copies {
            let by = casework::staff::find(conn, &copy.by)?.map(|member| member.name).unwrap_or_default();
            named.push(CopyView { n: copy.n, by, at: copy.at, destroy_at: copy.destroy_at });
        }
        Ok((flow::district_list(conn, &unit, &asked, now)?, named))
    });
    let (items, copies) = read.await?;
    let items: Vec<_> = items.iter().map(|item| ItemView::of(&page, item)).collect();
    let title = page.text("morning-title");
    let open = items.iter().filter(|item| item.open).count();
    let (code, name) = (district.code, district.name);
    page::html(&List { page: page.titled(&title), code, name, open, items, copies, at_the_desk, by_phone: at_the_desk })
}

/// The district, and the desk whose list it is: the desk's own people, and the case workers of the district's unit.
fn seen_by(staff: &Staff, casework: &Casework, rules: &DeskConfig, code: &str) -> Result<(District, UnitId), Problem> {
    let district = rules.district(code).cloned();
    if access::at_desk(staff).is_ok() {
        return Ok((district.ok_or_else(Problem::not_found)?, staff.unit.clone()));
    }
    access::takes_over(staff)?;
    let own = district.filter(|district| district.unit.as_ref() == Some(&staff.unit));
    Ok((own.ok_or_else(Problem::not_found)?, casework.config().unit.clone()))
}

/// A numbered copy on paper.
pub(crate) async fn copy(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    path: Path<String>,
    _form: Form<Plain>,
) -> Result<HttpResponse, Problem> {
    let (district, unit) = seen_by(&staff, &casework, &rules, &path)?;
    let (now, code) = (page.now, district.code.clone());
    casework.db().try_write("add_copy", move |conn| flow::add_copy(conn, &unit, &district, &staff, now)).await?;
    Ok(redirect::see_other(&format!("/morning/{code}"), Some("flash-copy")))
}

/// “It is ours now.”
pub(crate) async fn confirm(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    path: Path<String>,
    form: Form<Confirming>,
) -> Result<HttpResponse, Problem> {
    let (district, _) = seen_by(&staff, &casework, &rules, &path)?;
    let handover: HandoverId = form.handover.parse().map_err(|_| Problem::not_found())?;
    let (now, desk, code) = (page.now, (**casework).clone(), district.code.clone());
    casework.db().try_write("confirm", move |conn| flow::confirm(&desk, conn, handover, &district, &staff, now)).await?;
    Ok(redirect::see_other(&format!("/morning/{code}"), Some("flash-confirmed")))
}

/// On the list of a district.
pub(crate) async fn hand(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    path: Path<String>,
    form: Form<Handing>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let district = rules.district(&form.district).cloned().ok_or_else(|| not_in_the_list("district"))?;
    let handed = casework.db().try_write("hand_to_district", move |conn| flow::hand_to_district(conn, handover, &district, &staff, now));
    to_the_case(handed.await, "flash-handed")
}

/// Nothing more to do tonight.
pub(crate) async fn finish(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    _form: Form<Plain>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let finished = casework.db().try_write("finish_tonight", move |conn| flow::finish_tonight(conn, handover, &staff, now));
    to_the_case(finished.await, "flash-finished")
}
