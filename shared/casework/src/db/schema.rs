//! The tables of casework, kept by hand. The tests read and write every column on both databases.

diesel::table! {
    staff_members (reference) {
        reference -> Text,
        login -> Text,
        name -> Text,
        role -> Text,
        unit -> Text,
        active -> Bool,
    }
}

diesel::table! {
    cases (id) {
        id -> Binary,
        code -> Text,
        opened_by -> Text,
        opened_at -> BigInt,
        wrapped_key -> Binary,
    }
}

diesel::table! {
    case_closings (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        reason -> Text,
        closed_by -> Text,
        closed_role -> Text,
        closed_at -> BigInt,
        told_at -> Nullable<BigInt>,
        taken_up_why -> Nullable<Text>,
        taken_up_by -> Nullable<Text>,
        taken_up_role -> Nullable<Text>,
        taken_up_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    subjects (id) {
        id -> Binary,
        case_id -> Binary,
        role -> Text,
        added_at -> BigInt,
        protection -> Nullable<Text>,
    }
}

diesel::table! {
    consents (id) {
        id -> Binary,
        case_id -> Binary,
        subject -> Binary,
        outcome -> Text,
        reason -> Nullable<Text>,
        signed_grant -> Nullable<Binary>,
        state -> Text,
        asked_at -> BigInt,
        log_index -> Nullable<BigInt>,
        card_code_hash -> Nullable<Binary>,
        asked_board -> Nullable<Text>,
        asked_purpose -> Nullable<Text>,
        asked_unit -> Nullable<Text>,
        child_asked -> Nullable<Text>,
    }
}

diesel::table! {
    code_tries (id) {
        id -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
        signed_withdrawal -> Nullable<Binary>,
    }
}

diesel::table! {
    tombstones (consent) {
        consent -> Binary,
        heard_at -> BigInt,
        signed_withdrawal -> Nullable<Binary>,
        log_index -> Nullable<BigInt>,
        heard_by -> Nullable<Text>,
        channel -> Nullable<Text>,
    }
}

diesel::table! {
    handovers (id) {
        id -> Binary,
        way -> Text,
        case_id -> Binary,
        from_agency -> Text,
        from_board -> Text,
        from_unit -> Text,
        to_agency -> Text,
        to_board -> Text,
        to_unit -> Text,
        purpose -> Text,
        phase -> Text,
        urgency -> Text,
        basis -> Text,
        categories -> Text,
        state -> Text,
        detail -> Nullable<Text>,
        machine -> Text,
        state_at -> BigInt,
        made_at -> BigInt,
        answers -> Nullable<Binary>,
    }
}

diesel::table! {
    handover_steps (handover, state) {
        handover -> Binary,
        state -> Text,
        detail -> Nullable<Text>,
        at -> BigInt,
    }
}

diesel::table! {
    offers (handover) {
        handover -> Binary,
        signed_offer -> Binary,
        offer_hash -> Binary,
        consents -> Text,
        signed_answer -> Nullable<Binary>,
        log_index -> Nullable<BigInt>,
    }
}

diesel::table! {
    sealed_fields (handover, n) {
        handover -> Binary,
        n -> Integer,
        category -> Text,
        subject -> Nullable<Binary>,
        role -> Nullable<Text>,
        sealed -> Binary,
    }
}

diesel::table! {
    channel_numbers (way, from_unit, to_unit, number) {
        way -> Text,
        from_unit -> Text,
        to_unit -> Text,
        number -> BigInt,
        handover -> Binary,
        told_at -> BigInt,
    }
}

diesel::table! {
    channel_gaps (way, from_unit, to_unit, number, what) {
        way -> Text,
        from_unit -> Text,
        to_unit -> Text,
        number -> BigInt,
        what -> Text,
        state -> Text,
        noticed_at -> BigInt,
        opened_at -> Nullable<BigInt>,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    recalls (handover) {
        handover -> Binary,
        signed_recall -> Binary,
        asked_by -> Text,
        asked_at -> BigInt,
        state -> Text,
        settled_at -> Nullable<BigInt>,
        log_index -> Nullable<BigInt>,
    }
}

diesel::table! {
    cosignatures_due (handover) {
        handover -> Binary,
        agency -> Text,
        tree_size -> BigInt,
        root -> Binary,
        due_at -> BigInt,
        state -> Text,
        seen_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    arrivals (handover) {
        handover -> Binary,
        case_code -> Nullable<Text>,
        unit -> Nullable<Text>,
        purpose -> Nullable<Text>,
        urgency -> Nullable<Text>,
        announced_at -> BigInt,
        state -> Text,
        code -> Nullable<Text>,
    }
}

diesel::table! {
    parcels (handover) {
        handover -> Binary,
        offer_hash -> Binary,
        parcel -> Binary,
        received_at -> BigInt,
    }
}

diesel::table! {
    receipts (id) {
        id -> Binary,
        handover -> Binary,
        from_agency -> Text,
        state -> Text,
        signed_receipt -> Binary,
        at -> BigInt,
        log_index -> Nullable<BigInt>,
    }
}

diesel::table! {
    known_registrations (agency) {
        agency -> Text,
        key_set_version -> Integer,
        manifest_version -> Integer,
        registration -> Binary,
        seen_at -> BigInt,
    }
}

diesel::table! {
    broker_cursor (id) {
        id -> Integer,
        next -> BigInt,
    }
}

diesel::table! {
    witness_state (origin) {
        origin -> Text,
        size -> BigInt,
        state -> Binary,
        stepped_at -> BigInt,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    disputed_consents (handover) {
        handover -> Binary,
        heard_by -> Text,
        heard_at -> BigInt,
    }
}

diesel::table! {
    followed_leaves (origin, log_index) {
        origin -> Text,
        log_index -> BigInt,
        commitment -> Binary,
        entry -> Nullable<Binary>,
        salt -> Nullable<Binary>,
    }
}

diesel::table! {
    access_entries (id) {
        id -> Binary,
        case_id -> Binary,
        handover -> Nullable<Binary>,
        staff -> Text,
        role -> Text,
        purpose -> Text,
        categories -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    editions (id) {
        id -> Text,
        hash -> Binary,
        file -> Text,
        approvals -> Text,
        proof -> Text,
        log_index -> BigInt,
        kept_at -> BigInt,
        adopted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    past_decisions (handover) {
        handover -> Binary,
        sealed -> Binary,
        decided_at -> BigInt,
    }
}

diesel::table! {
    reconciliations (origin) {
        origin -> Text,
        size -> BigInt,
        frontier -> Binary,
        entries -> BigInt,
        reconciled_at -> BigInt,
    }
}

diesel::table! {
    log_differences (log_index) {
        log_index -> BigInt,
        kind -> Text,
        handover -> Nullable<Binary>,
        found_at -> BigInt,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    subject_extracts (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        about -> Text,
        asked_by -> Text,
        identity_check -> Text,
        language -> Text,
        pressure -> Nullable<Text>,
        form -> Text,
        delivery -> Text,
        state -> Text,
        composed_by -> Text,
        started_at -> BigInt,
        reviewed_by -> Nullable<Text>,
        reviewed_at -> Nullable<BigInt>,
        sealed_reason -> Nullable<Binary>,
        submissions -> Integer,
    }
}

diesel::table! {
    extract_lines (extract, place) {
        extract -> Binary,
        place -> Integer,
        handover -> Binary,
        n -> Integer,
        category -> Text,
        role -> Nullable<Text>,
        class -> Text,
        why -> Text,
        choice -> Nullable<Text>,
        until -> Nullable<Text>,
        judged_by -> Nullable<Text>,
    }
}

diesel::table! {
    interactions (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        role -> Text,
        subject -> Nullable<Binary>,
        staff -> Text,
        staff_role -> Text,
        at -> BigInt,
        outcome -> Text,
        channel -> Nullable<Text>,
        written_by -> Text,
        written_at -> BigInt,
        replaces -> Nullable<Binary>,
    }
}

diesel::table! {
    interaction_topics (interaction, topic) {
        interaction -> Binary,
        topic -> Text,
    }
}

diesel::table! {
    contact_wishes (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        subject -> Nullable<Binary>,
        kind -> Text,
        pace -> Nullable<Text>,
        next_on -> Nullable<Text>,
        said_by -> Nullable<Text>,
        staff -> Text,
        staff_role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    contact_gate_answers (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        question -> Text,
        answer -> Text,
        staff -> Text,
        staff_role -> Text,
        at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(interaction_topics, interactions);
diesel::allow_tables_to_appear_in_same_query!(subject_extracts, cases);
diesel::table! {
    checklist_runs (id) {
        id -> Binary,
        case_id -> Binary,
        phase -> Text,
        checklist -> Text,
        version -> Text,
        checksum -> Binary,
        unit -> Text,
        started_by -> Text,
        started_at -> BigInt,
    }
}

diesel::table! {
    checklist_marks (run_id, n) {
        run_id -> Binary,
        n -> Integer,
        item -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        answers -> Text,
        marked_by -> Text,
        role -> Text,
        marked_at -> BigInt,
    }
}

diesel::table! {
    phase_moves (case_id, n) {
        case_id -> Binary,
        n -> Integer,
        unit -> Text,
        phase -> Text,
        moved_by -> Text,
        moved_at -> BigInt,
    }
}

diesel::table! {
    checklist_copies (case_id, phase, n) {
        case_id -> Binary,
        phase -> Text,
        n -> Integer,
        made_by -> Text,
        made_at -> BigInt,
        destroy_at -> BigInt,
    }
}

diesel::table! {
    risks (id) {
        id -> Binary,
        case_id -> Binary,
        subject -> Binary,
        unit -> Text,
        assessed_on -> Text,
        assessor -> Text,
        sealed_outcome -> Binary,
        recorded_by -> Text,
        recorded_role -> Text,
        recorded_at -> BigInt,
        replaces -> Nullable<Binary>,
        replaces_by -> Nullable<Text>,
    }
}

diesel::table! {
    risk_reviews (id) {
        id -> Binary,
        risk -> Binary,
        planned_on -> Nullable<Text>,
        planned_by -> Text,
        planned_at -> BigInt,
        outcome -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        ended_role -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    risk_calls (risk) {
        risk -> Binary,
        answer -> Nullable<Text>,
        reason -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_role -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(risks, subjects);
diesel::allow_tables_to_appear_in_same_query!(risk_reviews, risks, cases);
diesel::allow_tables_to_appear_in_same_query!(consents, subjects);
diesel::allow_tables_to_appear_in_same_query!(handovers, cases);

diesel::table! {
    consultations (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        kind -> Text,
        planned_at -> BigInt,
        agenda -> Text,
        participants -> Text,
        written_by -> Text,
        written_role -> Text,
        written_at -> BigInt,
        ended -> Nullable<Text>,
        ended_by -> Nullable<Text>,
        ended_role -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        sealed_minutes -> Nullable<Binary>,
    }
}

diesel::table! {
    consultation_decisions (id) {
        id -> Binary,
        consultation -> Binary,
        sealed_words -> Binary,
        owner -> Text,
        due_on -> Text,
        written_by -> Text,
        written_role -> Text,
        written_at -> BigInt,
        done_by -> Nullable<Text>,
        done_at -> Nullable<BigInt>,
    }
}
