//! The tables of the police service, kept by hand. The tests read and write every column on both databases.

diesel::table! {
    call_outs (case_id) {
        case_id -> Binary,
        code -> Text,
        unit -> Text,
        started_by -> Text,
        state -> Text,
        started_at -> BigInt,
        rang_at -> Nullable<BigInt>,
        sent_at -> Nullable<BigInt>,
        revision -> BigInt,
        sealed -> Binary,
    }
}

diesel::table! {
    replies (handover) {
        handover -> Binary,
        case_id -> Binary,
        word -> Text,
        at -> BigInt,
    }
}
