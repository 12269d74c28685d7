//! Her side of the partner contact, and what passes from it.

diesel::table! {
    partner_contacts (id) {
        id -> Binary,
        treatment -> Binary,
        therapist -> Text,
        contact_person -> Text,
        unit -> Text,
        number -> Integer,
        wrapped_key -> Binary,
        begun_at -> BigInt,
    }
}

diesel::table! {
    partner_contact_answers (id) {
        id -> Binary,
        partner_contact -> Binary,
        answer -> Text,
        answered_on -> Text,
        form -> Text,
        text -> Nullable<Text>,
        text_version -> Nullable<Text>,
        heard_by -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    partner_contact_exclusions (id) {
        id -> Binary,
        partner_contact -> Binary,
        reason -> Nullable<Text>,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    partner_contact_attempts (id) {
        id -> Binary,
        partner_contact -> Binary,
        outcome -> Text,
        channel -> Text,
        day_part -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    partner_contact_tasks (id) {
        id -> Binary,
        partner_contact -> Binary,
        kind -> Text,
        wording -> Nullable<Text>,
        made_at -> BigInt,
        due_at -> BigInt,
    }
}

diesel::table! {
    partner_contact_tasks_done (task) {
        task -> Binary,
        how -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    partner_contact_views (id) {
        id -> Binary,
        partner_contact -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    risk_wordings (id) {
        id -> Binary,
        partner_contact -> Binary,
        source -> Text,
        wording -> Text,
        answered_on -> Nullable<Text>,
        form -> Nullable<Text>,
        text -> Nullable<Text>,
        text_version -> Nullable<Text>,
        staff -> Text,
        role -> Text,
        written_at -> BigInt,
    }
}

diesel::table! {
    risk_wording_withdrawals (wording) {
        wording -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    partner_contact_letters (id) {
        id -> Binary,
        partner_contact -> Binary,
        text -> Text,
        text_version -> Text,
        wording -> Text,
        digest -> Binary,
        sealed -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}
diesel::allow_tables_to_appear_in_same_query!(risk_wordings, risk_wording_withdrawals);
