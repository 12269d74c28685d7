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

diesel::table! {
    code_blocks (year_month, number) {
        year_month -> Text,
        number -> BigInt,
        holder -> Text,
        used -> BigInt,
        reserved_at -> BigInt,
    }
}

diesel::table! {
    call_out_relations (case_id, staff) {
        case_id -> Binary,
        staff -> Text,
        relation -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    ring_attempts (case_id, at, staff) {
        case_id -> Binary,
        staff -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    duty_decisions (id) {
        id -> Binary,
        case_id -> Binary,
        category -> Text,
        reason -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
        taken_back_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    emergency_disclosures (id) {
        id -> Binary,
        case_id -> Binary,
        to_unit -> Text,
        categories -> Text,
        necessity -> Text,
        told_at -> BigInt,
        staff -> Text,
        role -> Text,
        entered_at -> BigInt,
        reviewed_by -> Nullable<Text>,
        reviewed_at -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    incoming (handover) {
        handover -> Binary,
        case_id -> Binary,
        code -> Text,
        unit -> Text,
        from_unit -> Text,
        purpose -> Text,
        urgency -> Text,
        received_at -> BigInt,
        alarmed_at -> Nullable<BigInt>,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    outreach_cases (case_id) {
        case_id -> Binary,
        code -> Text,
        unit -> Text,
        route -> Text,
        event_on -> Nullable<Text>,
        area -> Nullable<Text>,
        children -> Text,
        opened_by -> Text,
    }
}

diesel::table! {
    outreach_spells (case_id, opened_at) {
        case_id -> Binary,
        opened_at -> BigInt,
        staff -> Text,
        role -> Text,
        closed_at -> Nullable<BigInt>,
        closed_by -> Nullable<Text>,
        closed_role -> Nullable<Text>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    outreach_follow_ups (case_id, spell_at, step) {
        case_id -> Binary,
        spell_at -> BigInt,
        step -> Text,
        made -> Text,
        reason -> Nullable<Text>,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    home_visits (id) {
        id -> Binary,
        case_id -> Binary,
        planned_on -> Text,
        place -> Text,
        board -> Nullable<Text>,
        identity -> Nullable<Text>,
        consent -> Nullable<Binary>,
        staff -> Text,
        role -> Text,
        planned_at -> BigInt,
        outcome -> Nullable<Text>,
        outcome_role -> Nullable<Text>,
        outcome_at -> Nullable<BigInt>,
        out_by -> Nullable<Text>,
        out_role -> Nullable<Text>,
        out_at -> Nullable<BigInt>,
        expected_at -> Nullable<BigInt>,
        back_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    practical_help (id) {
        id -> Binary,
        case_id -> Binary,
        kind -> Text,
        promised_on -> Nullable<Text>,
        staff -> Text,
        role -> Text,
        at -> BigInt,
        outcome -> Nullable<Text>,
        outcome_role -> Nullable<Text>,
        outcome_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    told_hints (id) {
        id -> Binary,
        case_id -> Binary,
        told_at -> BigInt,
        heard_by -> Text,
        heard_role -> Text,
        taken_by -> Nullable<Text>,
        taken_role -> Nullable<Text>,
        taken_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    focus_persons (id) {
        id -> Binary,
        unit -> Text,
        number -> Integer,
        wrapped_key -> Binary,
        sealed -> Binary,
        author -> Text,
        life_from -> BigInt,
        lapses_at -> BigInt,
        renewed_by -> Nullable<Text>,
        renewal_reason -> Nullable<Text>,
    }
}

diesel::table! {
    focus_items (id) {
        id -> Binary,
        focus_person -> Binary,
        kind -> Text,
        slot -> Integer,
        sealed -> Binary,
        source -> Text,
        source_on -> Text,
        author -> Text,
        added_at -> BigInt,
        cleared_by -> Nullable<Text>,
        cleared_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    focus_passings (item, at, staff) {
        item -> Binary,
        at -> BigInt,
        staff -> Text,
    }
}

diesel::table! {
    focus_views (id) {
        id -> Binary,
        focus_person -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    shift_briefings (id) {
        id -> Binary,
        unit -> Text,
        made_by -> Text,
        made_at -> BigInt,
        starts_at -> BigInt,
        ends_at -> BigInt,
        taken_down_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    shift_briefing_cards (briefing, position) {
        briefing -> Binary,
        position -> Integer,
        focus_person -> Binary,
    }
}

diesel::table! {
    shift_briefing_readings (briefing, at, staff, shown_on) {
        briefing -> Binary,
        at -> BigInt,
        staff -> Text,
        shown_on -> Text,
    }
}

diesel::table! {
    shift_briefing_copies (id) {
        id -> Binary,
        briefing -> Binary,
        number -> Integer,
        staff -> Text,
        printed_at -> BigInt,
        destroyed_at -> Nullable<BigInt>,
        destroyed_by -> Nullable<Text>,
    }
}

diesel::table! {
    custody_steps (id) {
        id -> Binary,
        case_id -> Binary,
        kind -> Text,
        status -> Nullable<Text>,
        at -> Nullable<BigInt>,
        order_applied -> Nullable<Text>,
        staff -> Text,
        role -> Text,
        written_at -> BigInt,
    }
}

diesel::table! {
    custody_talk_offers (id) {
        id -> Binary,
        case_id -> Binary,
        suitable -> Text,
        willing -> Text,
        officer_present -> Text,
        lead_cleared -> Text,
        proposed_at -> Nullable<BigInt>,
        staff -> Text,
        role -> Text,
        written_at -> BigInt,
    }
}

diesel::table! {
    release_notices (id) {
        id -> Binary,
        case_id -> Binary,
        outcome -> Text,
        staff -> Text,
        role -> Text,
        written_at -> BigInt,
    }
}

diesel::joinable!(emergency_disclosures -> call_outs (case_id));
diesel::joinable!(shift_briefing_cards -> shift_briefings (briefing));
diesel::joinable!(home_visits -> outreach_cases (case_id));
diesel::allow_tables_to_appear_in_same_query!(emergency_disclosures, call_outs);
diesel::allow_tables_to_appear_in_same_query!(home_visits, outreach_cases);
diesel::allow_tables_to_appear_in_same_query!(shift_briefing_cards, shift_briefings);
