//! The doors that are alike in both agencies, as the API's document has them.

use ::web::openapi::{Operation, Schema};
use serde_json::json;
use wire::{Category, DeclineReason, FactCode, Phase, Purpose, SubjectRole, Urgency, value::CorrectionHow};

use super::{
    documents::{categories_schema, code_schema, digest_schema, place_schema, unit_schema},
    notices,
};
use crate::{
    DraftState, RequestState,
    domain::{ConsentState, ViewPurpose},
};

const CASE: &str = "Code of the case; two agencies may have opened one with the same (409).";
const DRAFT: &str = "The draft.";
const HANDOVER: &str = "The handover.";

fn on(method: &'static str, path: &'static str, id: &'static str, words: &'static str) -> Operation {
    let operation = Operation::new(method, path, id, words);
    let operation = if path.contains("{code}") { operation.at("code", code_schema(), CASE).refused(409) } else { operation };
    let operation = if path.contains("{draft}") { operation.at("draft", Schema::uuid(), DRAFT) } else { operation };
    if path.contains("{handover}") { operation.at("handover", Schema::uuid(), HANDOVER) } else { operation }
}

fn named(name: &str) -> Option<Schema> {
    Some(Schema::named(name))
}

fn nothing() -> Schema {
    Schema::object().done()
}

/// Both agencies' doors.
pub fn operations() -> Vec<Operation> {
    [cases(), vec![card_code()], drafts(), requests()].into_iter().flatten().collect()
}

fn cases() -> Vec<Operation> {
    vec![
        on("GET", "/api/v1/notices", "notices", "What waits and what has changed, without values; held open until there is something.")
            .query("after", notices::number(), "Notices with a greater number.")
            .query("wait_seconds", notices::wait_schema(), "How long the call may be held open.")
            .answer(200, "The notices.", named("Notices")),
        on("GET", "/api/v1/cases/{code}", "show_case", "A case of the unit without values: persons, consents, handovers, drafts.").answer(
            200,
            "The case.",
            named("Case"),
        ),
        on(
            "GET",
            "/api/v1/cases/{code}/subjects/{subject}/extract",
            "extract",
            "What is held about one person of a case and touches nobody else. The view is in the access log. Of the person using violence it is refused (409 needs-a-person): what is held may come from somebody else.",
        )
        .at("subject", Schema::uuid(), "The person's id in this case.")
        .answer(200, "For the agency's own decision on what is handed out.", named("Extract")),
        on(
            "GET",
            "/api/v1/handovers/{handover}",
            "fetch_handover",
            "A handover of the unit, sent or received, with its fields. The view is in the access log.",
        )
        .answer(200, "The handover.", named("OpenedHandover")),
    ]
}

fn card_code() -> Operation {
    on(
        "POST",
        "/api/v1/consents/withdraw-by-code",
        "withdraw_by_code",
        "Ends the consent that the code of a contact card belongs to. The answer is the same when it belongs to none; ten an hour.",
    )
    .body(Schema::object().must("code", Schema::text(200)).done())
    .answer(202, "Heard.", None)
}

fn drafts() -> Vec<Operation> {
    let starting =
        Schema::object().must("to", unit_schema()).must("purpose", Schema::code(Purpose::ALL)).must("phase", Schema::code(Phase::ALL));
    let putting = Schema::object().must("version", version()).may("role", Schema::code(SubjectRole::ALL).or_null());
    let answering =
        Schema::object().must("version", version()).must("yes", Schema::boolean().or_null().said("Null takes the answer back."));
    vec![
        on("POST", "/api/v1/cases/{code}/drafts", "start_draft", "Begins a handover in a case.")
            .body(starting.must("urgency", Schema::code(Urgency::ALL)).done())
            .answer(201, "The draft.", named("Draft")),
        on("GET", "/api/v1/cases/{code}/drafts/{draft}", "show_draft", "A draft with its fields. The view is in the access log.").answer(
            200,
            "The draft.",
            named("OpenedDraft"),
        ),
        on(
            "PUT",
            "/api/v1/cases/{code}/drafts/{draft}/fields/{category}",
            "put_field",
            "Puts one field into a draft; it replaces the one of the same category and person.",
        )
        .at("category", Schema::code(Category::ALL), "What the field is.")
        .body(putting.must("value", Schema::named("Value")).done())
        .answer(200, "The draft with its new version.", named("Draft")),
        on(
            "PUT",
            "/api/v1/cases/{code}/drafts/{draft}/facts/{fact}",
            "answer_fact",
            "Answers a question the rules ask. Those that a named person or the lead must answer are refused (409 needs-a-person).",
        )
        .at("fact", Schema::code(FactCode::ALL), "The question.")
        .body(answering.done())
        .answer(200, "The draft with its new version.", named("Draft")),
        on(
            "GET",
            "/api/v1/cases/{code}/drafts/{draft}/preview",
            "preview_draft",
            "What would leave, what stays, why, and the digest to send by.",
        )
        .answer(200, "The preview.", named("Preview")),
        on(
            "POST",
            "/api/v1/cases/{code}/drafts/{draft}/send",
            "send_draft",
            "Sends what a preview shows. If anything has changed nothing is sent (409 preview-changed, with the preview as it is now).",
        )
        .body(sending())
        .answer(200, "What was sent.", named("Sent")),
        on("POST", "/api/v1/cases/{code}/drafts/{draft}/drop", "drop_draft", "Puts a draft aside.")
            .body(Schema::object().must("version", version()).done())
            .answer(200, "The draft.", named("Draft")),
    ]
}

fn requests() -> Vec<Operation> {
    let asking = Schema::object()
        .must("to", unit_schema())
        .must("categories", Schema::any_number(&Schema::code(Category::ALL), 1))
        .must("purpose", Schema::code(Purpose::ALL));
    let correcting = Schema::object().must("n", place_schema()).must("how", Schema::code(CorrectionHow::ALL));
    vec![
        on("POST", "/api/v1/cases/{code}/requests", "ask", "Begins a question to the other agency: a draft to preview and send.")
            .body(asking.may("needed_by", Schema::moment().or_null()).done())
            .answer(201, "The draft.", named("Draft")),
        on("GET", "/api/v1/requests", "open_requests", "Questions to this unit that wait for an answer, most urgent first.").answer(
            200,
            "The questions.",
            named("Requests"),
        ),
        on("POST", "/api/v1/handovers/{handover}/answer", "answer_request", "Begins the answer to a question.")
            .body(nothing())
            .answer(201, "The draft.", named("Draft"))
            .refused(409),
        on("POST", "/api/v1/handovers/{handover}/correction", "correct", "Begins a correction of one field of a handover that was sent.")
            .body(correcting.done())
            .answer(201, "The draft.", named("Draft"))
            .refused(409),
        on(
            "POST",
            "/api/v1/handovers/{handover}/review-again",
            "review_again",
            "Begins anew what the broker refused because the rule book had changed (state stale): a draft under the one in force, to preview and send. What a duty sent goes again by itself where it can; its detail is then sent_anew and this is refused.",
        )
        .body(nothing())
        .answer(201, "The draft.", named("Draft"))
        .refused(409),
        on("POST", "/api/v1/handovers/{handover}/recall", "recall", "Takes a handover back that nobody has fetched.")
            .body(nothing())
            .answer(200, "The handover.", named("Handover"))
            .refused(409),
    ]
}

/// The doors for an agency without a desk: it answers what it receives here.
pub fn answers() -> Vec<Operation> {
    vec![
        on("POST", "/api/v1/handovers/{handover}/acknowledge", "acknowledge_handover", "“I own it.” Owning is not having handled it.")
            .body(nothing())
            .answer(200, "The handover.", named("Handover"))
            .refused(409),
        on("POST", "/api/v1/handovers/{handover}/decline", "decline_handover", "“Not for us.”")
            .body(Schema::object().must("reason", Schema::code(DeclineReason::ALL)).done())
            .answer(200, "The handover.", named("Handover"))
            .refused(409),
    ]
}

/// The body of a sending.
pub fn sending() -> Schema {
    Schema::object().must("digest", digest_schema()).done()
}

fn version() -> Schema {
    Schema::integer(0, i64::from(u32::MAX)).said("The version the caller has seen; a newer one is refused (409).")
}

/// The schemas these doors name.
pub fn schemas() -> Vec<(String, Schema)> {
    let own = [
        ("Notices", notices::schema()),
        ("Case", case()),
        ("Consent", consent()),
        ("Draft", draft()),
        ("OpenedDraft", opened_draft()),
        ("OpenedHandover", Schema::object().must("handover", Schema::named("Handover")).must("fields", fields()).done()),
        ("Explanation", super::explanation::schema()),
        ("Extract", extract()),
        ("Request", request()),
        ("Requests", Schema::object().must("requests", Schema::list(&Schema::named("Request"), 10_000)).done()),
    ];
    own.into_iter().chain(super::documents::named()).map(|(name, schema)| (name.to_owned(), schema)).chain(super::values::named()).collect()
}

fn fields() -> Schema {
    Schema::list(&Schema::named("Field"), 200)
}

fn agency() -> Schema {
    Schema::pattern("^[a-z0-9-]{2,60}$").such_as(json!("polisen-exempelstad"))
}

fn case() -> Schema {
    Schema::object()
        .must("code", code_schema())
        .must("opened_by", agency())
        .must("opened_at", Schema::moment())
        .must("subjects", Schema::list(&Schema::named("Subject"), 200))
        .must("consents", Schema::list(&Schema::named("Consent"), 1000))
        .must("handovers", Schema::list(&Schema::named("Handover"), 1000))
        .must("drafts", Schema::list(&Schema::named("Draft"), 1000))
        .done()
}

fn consent() -> Schema {
    let outcome = ["given", "refused", "could_not_ask"].map(ToOwned::to_owned);
    Schema::object()
        .must("id", Schema::uuid())
        .must("giver", Schema::named("Subject"))
        .must("outcome", Schema::code_of(outcome))
        .must("state", Schema::code(ConsentState::ALL))
        .must("asked_at", Schema::moment())
        .must("board", unit_schema().or_null())
        .must("purpose", Schema::code(Purpose::ALL).or_null())
        .must("categories", categories_schema().or_null())
        .done()
}

fn draft() -> Schema {
    Schema::object()
        .must("id", Schema::uuid())
        .must("case_code", code_schema())
        .must("to", Schema::named("Address"))
        .must("purpose", Schema::code(Purpose::ALL))
        .must("phase", Schema::code(Phase::ALL))
        .must("urgency", Schema::code(Urgency::ALL))
        .must("answers", Schema::uuid().or_null())
        .must("state", Schema::code(DraftState::ALL))
        .must("version", version())
        .must("started_at", Schema::moment())
        .must("changed_at", Schema::moment())
        .done()
}

fn opened_draft() -> Schema {
    let fact = Schema::object().must("code", Schema::code(FactCode::ALL)).must("yes", Schema::boolean()).done();
    Schema::object()
        .must("draft", Schema::named("Draft"))
        .must("fields", fields())
        .must("facts", Schema::list(&fact, 200))
        .must("sent", Schema::list(&Schema::uuid(), 20))
        .done()
}

fn extract() -> Schema {
    let held = Schema::object()
        .must("handover", Schema::uuid())
        .must("fields", fields())
        .must("explanation", Schema::named("Explanation").or_null().said("Null when the edition it was judged by is not here now."))
        .done();
    let view = Schema::object()
        .must("at", Schema::moment())
        .must("role", Schema::code(wire::StaffRole::ALL))
        .must("purpose", Schema::code(ViewPurpose::ALL));
    Schema::object()
        .must("case_code", code_schema())
        .must("subject", Schema::named("Subject"))
        .must("held", Schema::list(&held, 1000))
        .must("consents", Schema::list(&Schema::named("Consent"), 1000))
        .must("views", Schema::list(&view.done(), 100_000).said("Who has looked at what is held here, by role."))
        .done()
}

fn request() -> Schema {
    Schema::object()
        .must("handover", Schema::uuid())
        .must("case_code", code_schema())
        .must("from", Schema::named("Address"))
        .must("categories", categories_schema())
        .must("purpose", Schema::code(Purpose::ALL))
        .must("needed_by", Schema::moment().or_null())
        .must("asked_at", Schema::moment())
        .must("due_at", Schema::moment())
        .must("state", Schema::code(RequestState::ALL))
        .must("answers", Schema::list(&Schema::uuid(), 1000))
        .done()
}
