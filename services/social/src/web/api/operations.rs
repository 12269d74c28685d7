//! The API of the social services as a document.

use casework::web::api::{documents, operations, token};
use protocol::acknowledgement::Wait;
use serde_json::Value;
use web::openapi::{self, Info, Operation, Schema};
use wire::{Category, DeclineReason, Purpose, Urgency, WithdrawalChannel, value::CaseStateWord};

use crate::domain::DutyState;

const INFO: Info = Info {
    title: "Stafett, social services",
    description: "For the social services' own case systems: the same verbs as the pages.",
    version: env!("CARGO_PKG_VERSION"),
    token_path: token::PATH,
};

/// The document, as it is served and kept in `docs/api/social.json`.
pub(crate) fn document() -> Value {
    let all: Vec<Operation> = [duty_items(), operations::operations()].into_iter().flatten().collect();
    let schemas: Vec<(String, Schema)> =
        own_schemas().map(|(name, schema)| (name.to_owned(), schema)).into_iter().chain(operations::schemas()).collect();
    openapi::document(&INFO, &all, &schemas)
}

fn on(method: &'static str, path: &'static str, id: &'static str, words: &'static str) -> Operation {
    Operation::new(method, path, id, words).at("handover", Schema::uuid(), "The handover.").refused(409)
}

fn duty_items() -> Vec<Operation> {
    let named = |name: &str| Some(Schema::named(name));
    vec![
        Operation::new(
            "GET",
            "/api/v1/duty-items",
            "duty_items",
            "The rows of the desk that are not done, and tonight's that are; no values.",
        )
        .answer(200, "The rows.", named("DutyItems")),
        on("GET", "/api/v1/duty-items/{handover}", "open_duty_item", "One row with its fields. The view is in the access log.").answer(
            200,
            "The row.",
            named("OpenedDutyItem"),
        ),
        on("POST", "/api/v1/duty-items/{handover}/acknowledge", "acknowledge", "“I own it.” Owning is not having handled it.")
            .body(Schema::object().done())
            .answer(200, "The row.", named("DutyItem")),
        on("POST", "/api/v1/duty-items/{handover}/decline", "decline", "“Not for us.”")
            .body(Schema::object().must("reason", Schema::code(DeclineReason::ALL)).done())
            .answer(200, "The row.", named("DutyItem")),
        on(
            "POST",
            "/api/v1/duty-items/{handover}/redirect",
            "redirect",
            "“It belongs to another unit.” The sender is told and sends it there.",
        )
        .body(Schema::object().must("unit", documents::unit_schema()).done())
        .answer(200, "The row.", named("DutyItem")),
        on("POST", "/api/v1/duty-items/{handover}/state", "tell_state", "A word of state to the sender, without content.")
            .body(Schema::object().must("state", Schema::code(CaseStateWord::ALL)).done())
            .answer(200, "The row.", named("DutyItem")),
        on(
            "POST",
            "/api/v1/duty-items/{handover}/take-back",
            "take_back_consent",
            "The person takes back the consents a handover came by: at once, without a reason.",
        )
        .body(Schema::object().must("channel", Schema::code(WithdrawalChannel::ALL)).done())
        .answer(200, "The case.", Some(Schema::object().must("case_code", documents::code_schema()).done())),
    ]
}

fn own_schemas() -> [(&'static str, Schema); 3] {
    let items = Schema::object().must("items", Schema::list(&Schema::named("DutyItem"), 10_000)).done();
    let field = Schema::object()
        .must("n", documents::place_schema())
        .must("category", Schema::code(Category::ALL))
        .must("subject", Schema::named("Subject").or_null())
        .must("value", Schema::named("Value"))
        .must("rules", Schema::list(&Schema::text(80), 20))
        .done();
    let opened = Schema::object()
        .must("item", Schema::named("DutyItem"))
        .must("fields", Schema::list(&field, 200))
        .must("edition", Schema::text(40).or_null())
        .must("log_index", Schema::integer(0, i64::MAX).or_null())
        .done();
    [("DutyItem", item()), ("DutyItems", items), ("OpenedDutyItem", opened)]
}

fn item() -> Schema {
    let moment = || Schema::moment().or_null();
    Schema::object()
        .must("handover", Schema::uuid())
        .must("case_code", documents::code_schema())
        .must("from_unit", documents::unit_schema().or_null())
        .must("purpose", Schema::code(Purpose::ALL))
        .must("urgency", Schema::code(Urgency::ALL))
        .must("state", Schema::code(DutyState::ALL))
        .must("basis", documents::basis_schema().or_null())
        .must("children", Schema::boolean())
        .must("announced_at", Schema::moment())
        .must("received_at", moment())
        .must("acknowledged_at", moment())
        .must("state_at", Schema::moment())
        .must("consent_until", moment())
        .must("owner", Schema::text(200).or_null().said("Name of the colleague."))
        .must("escalation", Schema::code(Wait::ALL))
        .must("unproven", Schema::boolean().said("No proof from the log in time: ring the sender."))
        .must("withdrawn_at", moment())
        .must("belongs_to", documents::unit_schema().or_null().said("The unit it belongs to, when it was declined for that."))
        .done()
}
