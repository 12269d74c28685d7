//! His side of the partner contact.

diesel::table! {
    treatments (id) {
        id -> Binary,
        unit -> Text,
        number -> Integer,
        therapist -> Text,
        contact_person -> Text,
        wrapped_key -> Binary,
        sealed_person -> Binary,
        begun_at -> BigInt,
    }
}

diesel::table! {
    treatment_consents (id) {
        id -> Binary,
        treatment -> Binary,
        part -> Text,
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
    treatment_partners (id) {
        id -> Binary,
        treatment -> Binary,
        sealed -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    treatment_events (id) {
        id -> Binary,
        treatment -> Binary,
        kind -> Text,
        wording -> Nullable<Text>,
        happened_on -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    treatment_decisions (id) {
        id -> Binary,
        treatment -> Binary,
        decision -> Text,
        decided_on -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    treatment_consent_proofs (treatment) {
        treatment -> Binary,
        digest -> Binary,
        answers -> Integer,
        decision -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    treatment_views (id) {
        id -> Binary,
        treatment -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}
