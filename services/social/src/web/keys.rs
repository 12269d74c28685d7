//! The keys of the list: what they do, and the switch (WCAG 2.1, 2.1.4). A page of its own, so that it needs no scripts.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{Form, Page, Problem, page, redirect};

use crate::{access, flow};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Switching {
    keys: String,
}

#[derive(Template)]
#[template(path = "duty/keys_page.html")]
struct Keys {
    page: Page,
    keys_off: bool,
}

/// The page.
pub(crate) async fn show(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let keys_off = casework.db().read(move |conn| flow::keys_off(conn, &staff)).await?;
    let title = page.text("keys-title");
    page::html(&Keys { page: page.titled(&title), keys_off })
}

/// On or off, for this person at every desk.
pub(crate) async fn switch(staff: Staff, casework: Data<Casework>, form: Form<Switching>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let off = match form.keys.as_str() {
        "on" => false,
        "off" => true,
        _ => return Err(super::answers::not_in_the_list("keys")),
    };
    casework.db().write("switch_keys", move |conn| flow::set_keys_off(conn, &staff, off)).await?;
    Ok(redirect::see_other("/duty/keys", Some(if off { "flash-keys-off" } else { "flash-keys-on" })))
}
