//! The API of the police as a document.

use casework::{
    HandoverStateCode,
    web::api::{documents, operations, token},
};
use serde_json::Value;
use web::openapi::{self, Info, Operation, Schema};
use wire::{
    Category, Protection,
    value::{CallWindow, ChildPlace, ChildState, ConcernGround, IncidentKind, InterpreterLanguage},
};

use crate::domain::{
    asking::{Answer, Besides, NAME_CHARACTERS_MAX, ProtectionAnswer},
    call_out::CallOutState,
    draft::Held,
    situation::{Acute, ChildrenInHome, Suspect},
};

const INFO: Info = Info {
    title: "Stafett, the police",
    description: "For the police's own case systems: the same verbs as the pages.",
    version: env!("CARGO_PKG_VERSION"),
    token_path: token::PATH,
};

/// The document, as it is served and kept in `docs/api/police.json`.
pub fn document() -> Value {
    let all: Vec<Operation> = [call_outs(), operations::operations(), operations::answers()].into_iter().flatten().collect();
    let schemas: Vec<(String, Schema)> =
        own_schemas().map(|(name, schema)| (name.to_owned(), schema)).into_iter().chain(operations::schemas()).collect();
    openapi::document(&INFO, &all, &schemas)
}

fn on(method: &'static str, path: &'static str, id: &'static str, words: &'static str) -> Operation {
    Operation::new(method, path, id, words).at("code", documents::code_schema(), "Code of the call-out.").refused(409)
}

fn call_outs() -> Vec<Operation> {
    let named = |name: &str| Some(Schema::named(name));
    vec![
        Operation::new("POST", "/api/v1/call-outs", "open_call_out", "Begins a call-out under the next unused code.")
            .body(Schema::object().done())
            .answer(201, "Its code.", named("OpenedCallOut"))
            .refused(409),
        on("GET", "/api/v1/call-outs/{code}", "show_call_out", "How far a call-out has come; no values.").answer(
            200,
            "The call-out.",
            named("CallOut"),
        ),
        on("PUT", "/api/v1/call-outs/{code}/situation", "record_situation", "Step 1. What is empty or missing is not stated.")
            .body(situation())
            .answer(204, "Recorded.", None),
        on("PUT", "/api/v1/call-outs/{code}/consent", "record_consent", "Step 2: the question, the answer, and how she can be reached.")
            .body(asking())
            .answer(200, "Recorded, with the code of the card: show it now, it is kept nowhere.", named("CardLeft"))
            .answer(204, "Recorded, without a card.", None),
        on(
            "PUT",
            "/api/v1/call-outs/{code}/concern",
            "judge_concern",
            "The concern for a child and the harm test. What is missing is not changed.",
        )
        .body(concern())
        .answer(204, "Recorded.", None),
        on("GET", "/api/v1/call-outs/{code}/preview", "preview_call_out", "What would leave, what stays, why, and the digest to send by.")
            .answer(200, "The preview.", named("CallOutPreview")),
        on(
            "POST",
            "/api/v1/call-outs/{code}/send",
            "send_call_out",
            "Sends what a preview shows. If anything has changed nothing is sent (409 preview-changed, with the preview as it is now).",
        )
        .body(operations::sending())
        .answer(200, "What was sent.", named("Sent")),
        on(
            "POST",
            "/api/v1/call-outs/{code}/withdrawal",
            "withdraw_consent",
            "Ends every consent of the person at once. Nothing to end is no error.",
        )
        .body(Schema::object().done())
        .answer(204, "Ended.", None),
    ]
}

/// A code of a list, or nothing.
fn code_or_nothing<T: ToString>(all: &[T]) -> Schema {
    Schema::code_of(all.iter().map(ToString::to_string).chain([String::new()]))
}

fn texts(codes: &[&str]) -> Schema {
    Schema::code_of(codes.iter().map(|code| (*code).to_owned()))
}

fn situation() -> Schema {
    Schema::object()
        .may("children", code_or_nothing(ChildrenInHome::ALL))
        .may("children_state", code_or_nothing(ChildState::ALL))
        .may("suspect", code_or_nothing(Suspect::ALL))
        .may("acute", Schema::any_number(&Schema::code(Acute::ALL), 0))
        .may("kind", code_or_nothing(IncidentKind::ALL))
        .may("interpreter", code_or_nothing(InterpreterLanguage::ALL))
        .may("event_number", Schema::text(20).said("The police's own number of the event. It never leaves the police."))
        .done()
}

fn asking() -> Schema {
    Schema::object()
        .may("out_of_earshot", texts(&["yes", "no", ""]))
        .may("answer", code_or_nothing(Answer::ALL))
        .may("reason", code_or_nothing(casework::CouldNotAsk::ALL))
        .may("name", Schema::text(NAME_CHARACTERS_MAX))
        .may("phone", Schema::text(40))
        .may("protection", code_or_nothing(ProtectionAnswer::ALL))
        .may("level", code_or_nothing(Protection::ALL))
        .may("windows", Schema::any_number(&Schema::code(CallWindow::ALL), 0))
        .may("besides", Schema::any_number(&Schema::code(Besides::ALL), 0))
        .may("code_word", Schema::text(wire::value::SafeContact::CODE_WORD_CHARACTERS_MAX))
        .may("card", texts(&["yes", "no", ""]).said("Whether a card with a code is left with the person, after a yes."))
        .may("language", texts(&["sv", "en", ""]))
        .done()
}

fn concern() -> Schema {
    let details = Schema::object()
        .must("grounds", Schema::any_number(&Schema::code(ConcernGround::ALL), 1))
        .may("immediate", texts(&["yes", "no", ""]))
        .may("place", code_or_nothing(ChildPlace::ALL))
        .may("all_belongs", texts(&["yes", "no", ""]))
        .may("address", Schema::text(80))
        .may("protection", code_or_nothing(ProtectionAnswer::ALL))
        .done();
    Schema::object()
        .may("suspected", Schema::boolean().or_null())
        .may("details", details.or_null())
        .may("harm_test_passed", Schema::boolean().or_null())
        .done()
}

fn own_schemas() -> [(&'static str, Schema); 4] {
    let moment = || Schema::moment().or_null();
    let state = || Schema::code(HandoverStateCode::ALL);
    let refusal = Schema::object().must("category", Schema::code(Category::ALL)).must("reason", Schema::text(80));
    let handover = Schema::object()
        .must("id", Schema::uuid())
        .must("basis", documents::basis_schema())
        .must("categories", documents::categories_schema())
        .must("state", state())
        .must("detail", documents::detail_schema())
        .must("at", Schema::moment())
        .must("steps", Schema::list(&Schema::named("Step"), 200))
        .must("refusals", Schema::list(&refusal.done(), 200))
        .done();
    let reply = Schema::object().must("state", Schema::code(wire::value::CaseStateWord::ALL)).must("at", Schema::moment()).done();
    let call_out = Schema::object()
        .must("code", documents::code_schema())
        .must("state", Schema::code(CallOutState::ALL))
        .must("started_at", Schema::moment())
        .must("rang_at", moment())
        .must("sent_at", moment())
        .must("handovers", Schema::list(&handover, 200))
        .must("replies", Schema::list(&reply, 1000))
        .done();
    let preview = documents::preview_schema()
        .must("held", Schema::list(&held(), 200))
        .must("left_out", documents::categories_schema())
        .must("under_way", documents::categories_schema())
        .done();
    let opened = Schema::object().must("code", documents::code_schema()).must("spoken", Schema::text(20)).done();
    let card = Schema::object().must("card_code", Schema::text(14)).done();
    [("CardLeft", card), ("OpenedCallOut", opened), ("CallOut", call_out), ("CallOutPreview", preview)]
}

fn held() -> Schema {
    Schema::code(Held::ALL)
}
