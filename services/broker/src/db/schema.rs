//! The tables of `migrations/broker`, kept by hand.

diesel::table! {
    agencies (agency) {
        agency -> Text,
        kind -> Text,
        name -> Text,
        root -> Binary,
        key_set_version -> BigInt,
        manifest_version -> BigInt,
        registration -> Binary,
        changed_at -> BigInt,
    }
}

diesel::table! {
    agency_manifests (agency, key_set_version, manifest_version) {
        agency -> Text,
        key_set_version -> BigInt,
        manifest_version -> BigInt,
        registration -> Binary,
        log_index -> BigInt,
        registered_at -> BigInt,
    }
}

diesel::table! {
    editions (id) {
        id -> Text,
        hash -> Binary,
        file -> Binary,
        log_index -> BigInt,
        activated_at -> BigInt,
        active -> Bool,
    }
}

diesel::table! {
    edition_proposals (id) {
        id -> Text,
        hash -> Binary,
        file -> Binary,
        cases -> Text,
        cases_hash -> Binary,
        proposed_by -> Text,
        proposed_at -> BigInt,
        state -> Text,
        takes_effect -> Nullable<Text>,
        replaces_id -> Nullable<Text>,
        replaces_hash -> Nullable<Binary>,
        withdrawn_by -> Nullable<Text>,
        withdrawn_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    edition_approvals (edition, person) {
        edition -> Text,
        person -> Text,
        role -> Text,
        key_id -> Text,
        envelope -> Binary,
        approved_at -> BigInt,
    }
}

diesel::table! {
    past_decisions (log_index) {
        log_index -> BigInt,
        record -> Binary,
    }
}

diesel::table! {
    text_checks (number) {
        number -> BigInt,
        edition -> Text,
        source -> Text,
        text_hash -> Binary,
        checked_on -> Text,
        checked_by -> Text,
        outcome -> Text,
        note -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    log_head (one) {
        one -> Integer,
        origin -> Text,
        size -> BigInt,
        root -> Binary,
        frontier -> Binary,
        epoch -> BigInt,
        changed_at -> BigInt,
    }
}

diesel::table! {
    log_behind (one) {
        one -> Integer,
        size -> BigInt,
        note -> Text,
        shown_by -> Text,
        shown_at -> BigInt,
    }
}

diesel::table! {
    log_entries (log_index) {
        log_index -> BigInt,
        entry -> Nullable<Binary>,
        salt -> Nullable<Binary>,
        commitment -> Binary,
    }
}

diesel::table! {
    log_nodes (position) {
        position -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    checkpoints (size) {
        size -> BigInt,
        root -> Binary,
        made_at -> BigInt,
    }
}

diesel::table! {
    cosignatures (size, agency) {
        size -> BigInt,
        agency -> Text,
        line -> Text,
        cosigned_at -> BigInt,
    }
}

diesel::table! {
    outside_cosignatures (size, witness) {
        size -> BigInt,
        witness -> Text,
        line -> Text,
        cosigned_at -> BigInt,
    }
}

diesel::table! {
    consent_grants (id) {
        id -> Binary,
        from_agency -> Text,
        to_agency -> Text,
        payload_hash -> Binary,
        envelope -> Binary,
        log_index -> BigInt,
        registered_at -> BigInt,
        withdrawal -> Nullable<Binary>,
        withdrawn_index -> Nullable<BigInt>,
        card_code_hash -> Nullable<Binary>,
    }
}

diesel::table! {
    code_withdrawals (payload_hash) {
        payload_hash -> Binary,
        card_code_hash -> Binary,
        agency -> Text,
        envelope -> Binary,
        heard_at -> BigInt,
    }
}

diesel::table! {
    disclosures (handover) {
        handover -> Binary,
        from_agency -> Text,
        to_agency -> Text,
        payload_hash -> Binary,
        sealed -> Bool,
        answer -> Binary,
        state -> Text,
        machine -> Binary,
        headline -> Binary,
        announced -> Bool,
        needs_both -> Bool,
        decided_index -> BigInt,
        decided_at -> BigInt,
        fetched_index -> Nullable<BigInt>,
        evidence -> Nullable<Binary>,
        due_at -> Nullable<BigInt>,
        from_unit -> Nullable<Text>,
        to_unit -> Nullable<Text>,
        sequence -> Nullable<BigInt>,
        erased_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sealed_offers (handover) {
        handover -> Binary,
        envelope -> Binary,
    }
}

diesel::table! {
    disclosure_consents (consent, handover) {
        consent -> Binary,
        handover -> Binary,
        relied_on -> Bool,
    }
}

diesel::table! {
    receipts (id) {
        id -> Binary,
        handover -> Binary,
        payload_hash -> Binary,
        envelope -> Binary,
        log_index -> BigInt,
        received_at -> BigInt,
    }
}

diesel::table! {
    recalls (handover) {
        handover -> Binary,
        from_agency -> Text,
        payload_hash -> Binary,
        envelope -> Binary,
        log_index -> BigInt,
        recalled_at -> BigInt,
    }
}

diesel::table! {
    notices (agency, number) {
        agency -> Text,
        number -> BigInt,
        body -> Binary,
        made_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(consent_grants, disclosure_consents, disclosures);
