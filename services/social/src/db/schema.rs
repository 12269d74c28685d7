//! The tables of `migrations/social`, kept by hand and tried on both databases.

diesel::table! {
    duty_items (handover_id) {
        handover_id -> Binary,
        case_code -> Text,
        unit -> Text,
        from_unit -> Nullable<Text>,
        purpose -> Text,
        urgency -> Text,
        state -> Text,
        announced_at -> BigInt,
        received_at -> Nullable<BigInt>,
        acknowledged_at -> Nullable<BigInt>,
        state_at -> BigInt,
        state_by -> Nullable<Text>,
        owner -> Nullable<Text>,
        escalation -> Text,
        unproven -> Bool,
        case_id -> Nullable<Binary>,
        basis -> Nullable<Text>,
        children -> Bool,
        consent_until -> Nullable<BigInt>,
        custody_sealed -> Nullable<Binary>,
        withdrawn_at -> Nullable<BigInt>,
        withdrawal_confirmed_at -> Nullable<BigInt>,
        agreed -> Nullable<Text>,
    }
}
