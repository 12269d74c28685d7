//! Services and referrals to them.

diesel::table! {
    service_lists (id) {
        id -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    services (id) {
        id -> Binary,
        list -> Binary,
        line -> Integer,
        district -> Nullable<Text>,
        kind -> Text,
        name -> Text,
        phone -> Text,
        hours -> Text,
    }
}

diesel::table! {
    referrals (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        subject -> Text,
        kind -> Text,
        service -> Nullable<Binary>,
        answer -> Text,
        way -> Nullable<Text>,
        text -> Nullable<Text>,
        text_version -> Nullable<Text>,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    referral_outcomes (referral) {
        referral -> Binary,
        result -> Text,
        heard -> Text,
        heard_on -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    referral_talks (referral, n) {
        referral -> Binary,
        n -> Integer,
        held_on -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::joinable!(referral_outcomes -> referrals (referral));
diesel::joinable!(referrals -> services (service));
diesel::allow_tables_to_appear_in_same_query!(referrals, referral_outcomes, services);
