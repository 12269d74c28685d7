//! Numbers that lead back to a case.

diesel::table! {
    number_marks (unit, mark, handover) {
        unit -> Text,
        mark -> Binary,
        handover -> Binary,
        case_id -> Binary,
        at -> BigInt,
    }
}

diesel::table! {
    number_searches (id) {
        id -> Binary,
        unit -> Text,
        staff -> Text,
        role -> Text,
        found -> Integer,
        at -> BigInt,
    }
}
