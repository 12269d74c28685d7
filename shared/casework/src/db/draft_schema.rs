//! The tables of drafts, permissions, clearances and requests, kept by hand as `schema` is.

use super::schema::cases;

diesel::table! {
    handover_drafts (id) {
        id -> Binary,
        case_id -> Binary,
        to_agency -> Text,
        to_board -> Text,
        to_unit -> Text,
        to_kind -> Text,
        purpose -> Text,
        phase -> Text,
        urgency -> Text,
        answers -> Nullable<Binary>,
        state -> Text,
        version -> Integer,
        staff -> Text,
        started_at -> BigInt,
        changed_at -> BigInt,
    }
}

diesel::table! {
    draft_fields (owner, n) {
        owner -> Binary,
        n -> Integer,
        category -> Text,
        subject -> Nullable<Binary>,
        role -> Nullable<Text>,
        sealed -> Binary,
    }
}

diesel::table! {
    draft_facts (draft, code) {
        draft -> Binary,
        code -> Text,
        yes -> Bool,
        staff -> Text,
        role -> Text,
        answered_at -> BigInt,
    }
}

diesel::table! {
    draft_handovers (draft, handover) {
        draft -> Binary,
        handover -> Binary,
    }
}

diesel::table! {
    permissions (id) {
        id -> Binary,
        case_id -> Binary,
        draft -> Nullable<Binary>,
        to_unit -> Text,
        rule -> Text,
        wording_from -> Text,
        edition -> Text,
        allowed -> Bool,
        sealed_answers -> Binary,
        staff -> Text,
        role -> Text,
        decided_at -> BigInt,
        spent_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    permission_facts (permission, code) {
        permission -> Binary,
        code -> Text,
        yes -> Bool,
    }
}

diesel::table! {
    permission_fields (owner, n) {
        owner -> Binary,
        n -> Integer,
        category -> Text,
        subject -> Nullable<Binary>,
        role -> Nullable<Text>,
        sealed -> Binary,
    }
}

diesel::table! {
    clearances (id) {
        id -> Binary,
        case_id -> Binary,
        draft -> Nullable<Binary>,
        to_agency -> Text,
        to_board -> Text,
        to_unit -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        state -> Text,
        answered_by -> Nullable<Text>,
        answered_role -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
        sealed_reason -> Nullable<Binary>,
    }
}

diesel::table! {
    clearance_fields (owner, n) {
        owner -> Binary,
        n -> Integer,
        category -> Text,
        subject -> Nullable<Binary>,
        role -> Nullable<Text>,
        sealed -> Binary,
    }
}

diesel::table! {
    request_closures (handover) {
        handover -> Binary,
        sealed_reason -> Binary,
        staff -> Text,
        closed_at -> BigInt,
    }
}

diesel::table! {
    inquiry_decisions (case_id) {
        case_id -> Binary,
        sealed_outcome -> Binary,
        decided_at -> BigInt,
        staff -> Text,
        noted_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(handover_drafts, cases);
diesel::allow_tables_to_appear_in_same_query!(clearances, cases);
