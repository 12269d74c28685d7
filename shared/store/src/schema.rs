//! The tables of this crate, kept by hand beside `migrations/store`.

diesel::table! {
    queue_messages (id) {
        id -> Binary,
        queue -> Text,
        key -> Text,
        payload -> Binary,
        payload_digest -> Binary,
        state -> Text,
        due_at -> BigInt,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        trace_parent -> Nullable<Text>,
        created_at -> BigInt,
        changed_at -> BigInt,
        owner -> Nullable<Text>,
    }
}

diesel::table! {
    stream_events (id) {
        id -> BigInt,
        stream -> Text,
        kind -> Text,
        subject -> Text,
        created_at -> BigInt,
    }
}
