//! The public page that checks a receipt: here on the server, or in the browser by its own script.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use askama::Template;
use ledger::EntryKind;
use web::{Page, Problem, Upload, page};

use super::faults::Faults;
use crate::flow::{
    Broker, ReceiptFault,
    verify_receipt::{HeldReceipt, verify_receipt},
};

/// The field of a receipt that was pasted.
const FIELD: &str = "receipt";

#[derive(Template)]
#[template(path = "verify/page.html")]
struct VerifyPage {
    page: Page,
    receipt: String,
    held: Option<HeldReceipt>,
    faults: Faults,
    /// The log's verifier key, and those of its witnesses, as the script needs them.
    log_key: String,
    witness_keys: String,
}

impl VerifyPage {
    fn kinds(&self) -> &'static [EntryKind] {
        &EntryKind::ALL
    }

    fn all_faults(&self) -> &'static [ReceiptFault] {
        ReceiptFault::ALL
    }

    fn kind_word(&self, kind: &EntryKind) -> String {
        self.page.text(&format!("entry-{}", kind.code()))
    }

    fn fault_word(&self, fault: &ReceiptFault) -> String {
        fault_word(&self.page, *fault)
    }
}

fn fault_word(page: &Page, fault: ReceiptFault) -> String {
    page.text(&format!("receipt-{fault}"))
}

pub(crate) async fn ask(broker: Data<Broker>, page: Page) -> Result<HttpResponse, Problem> {
    render(&broker, page, String::new(), None, Faults::none())
}

pub(crate) async fn check(broker: Data<Broker>, page: Page, upload: Upload) -> Result<HttpResponse, Problem> {
    let chosen = upload.bytes("file").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let receipt = chosen.unwrap_or_else(|| upload.text(FIELD));
    let (held, faults) = match verify_receipt(&broker, &receipt).await? {
        Ok(held) => (Some(held), Faults::none()),
        Err(fault) => (None, Faults::one(FIELD, fault_word(&page, fault))),
    };
    render(&broker, page, receipt, held, faults)
}

/// The address that is printed on Swedish papers.
pub(crate) async fn alias() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/verify")).finish()
}

fn render(broker: &Broker, page: Page, receipt: String, held: Option<HeldReceipt>, faults: Faults) -> Result<HttpResponse, Problem> {
    let status = if faults.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = page.text("verify-title");
    let log_key = broker.signer.key().to_string();
    let directory = broker.live.directory();
    let keys: Vec<String> = directory.members().filter_map(|member| member.witness()).map(ToString::to_string).collect();
    let witness_keys = keys.join("\n");
    page::html_with(status, &VerifyPage { page: page.titled(&title), receipt, held, faults, log_key, witness_keys })
}
