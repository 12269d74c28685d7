//! The tables of `migrations/social`, kept by hand and tried on both databases.

mod her_side;
mod his_side;
mod referral;
mod ways_back;

pub use her_side::*;
pub use his_side::*;
pub use referral::*;
pub use ways_back::*;

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
        gone -> Nullable<Text>,
        district -> Nullable<Text>,
        belongs_to -> Nullable<Text>,
    }
}

diesel::table! {
    shifts (id) {
        id -> Binary,
        staff -> Text,
        unit -> Text,
        started_at -> BigInt,
        until_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        tone_heard -> Nullable<Text>,
    }
}

diesel::table! {
    desk_settings (staff) {
        staff -> Text,
        keys_off -> Bool,
    }
}

diesel::table! {
    assignments (id) {
        id -> Binary,
        case_id -> Binary,
        case_code -> Text,
        unit -> Text,
        from_staff -> Text,
        to_staff -> Text,
        by_staff -> Text,
        at -> BigInt,
        seen_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    shells (id) {
        id -> Binary,
        unit -> Text,
        case_code -> Text,
        agency -> Text,
        case_id -> Binary,
        opened_by -> Text,
        opened_at -> BigInt,
        joined_case -> Nullable<Binary>,
        joined_at -> Nullable<BigInt>,
        joined_by -> Nullable<Text>,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    shell_questions (shell_id, case_id) {
        shell_id -> Binary,
        case_id -> Binary,
        case_code -> Text,
        doubt -> Text,
        asked_at -> BigInt,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    notes (place_id, staff) {
        place_id -> Binary,
        staff -> Text,
        case_id -> Binary,
        sealed -> Binary,
        updated_at -> BigInt,
    }
}

diesel::table! {
    rail_places (staff, place_id) {
        staff -> Text,
        place_id -> Binary,
        kind -> Text,
        opened_at -> BigInt,
    }
}

diesel::table! {
    promised_calls (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        due_at -> BigInt,
        promised_by -> Text,
        promised_at -> BigInt,
        closing -> Nullable<Text>,
        closed_by -> Nullable<Text>,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    concern_steps (handover_id) {
        handover_id -> Binary,
        protection_at -> Nullable<BigInt>,
        protection_by -> Nullable<Text>,
        protection_role -> Nullable<Text>,
        decided_at -> Nullable<BigInt>,
        decided_by -> Nullable<Text>,
        feedback_asked -> Bool,
        feedback_at -> Nullable<BigInt>,
        feedback_by -> Nullable<Text>,
    }
}

diesel::table! {
    district_confirmations (handover_id) {
        handover_id -> Binary,
        confirmed_by -> Text,
        confirmed_at -> BigInt,
        by_phone -> Bool,
    }
}

diesel::table! {
    list_copies (unit, district, day, n) {
        unit -> Text,
        district -> Text,
        day -> Text,
        n -> Integer,
        made_by -> Text,
        made_at -> BigInt,
        destroy_at -> BigInt,
    }
}

diesel::table! {
    desk_presence (unit) {
        unit -> Text,
        seen_at -> BigInt,
    }
}

diesel::table! {
    silent_spells (id) {
        id -> Binary,
        unit -> Text,
        since -> BigInt,
        alarmed_at -> BigInt,
        waiting -> Integer,
        ended_at -> Nullable<BigInt>,
        seen_by -> Nullable<Text>,
        seen_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    list_views (handover_id, staff) {
        handover_id -> Binary,
        staff -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    care_entries (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        topic -> Text,
        child -> Nullable<Binary>,
        sealed_detail -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
        corrects -> Nullable<Binary>,
    }
}

diesel::table! {
    protection_assessments (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        sealed_outcome -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}
diesel::table! {
    outings (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        staff -> Text,
        role -> Text,
        out_at -> BigInt,
        expected_at -> BigInt,
        back_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    custody_talks (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        script -> Text,
        script_version -> Text,
        sealed_gate -> Binary,
        started_by -> Text,
        started_role -> Text,
        started_at -> BigInt,
        ending -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
        plan -> Nullable<Text>,
        place -> Nullable<Text>,
        stays_until -> Nullable<Text>,
        transport -> Nullable<Text>,
        contact -> Nullable<Text>,
        concern -> Nullable<Text>,
        sealed_needs -> Nullable<Binary>,
        seconds -> Nullable<BigInt>,
        outcome_by -> Nullable<Text>,
        outcome_role -> Nullable<Text>,
        outcome_at -> Nullable<BigInt>,
        called_by -> Nullable<Text>,
        called_role -> Nullable<Text>,
        called_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    custody_talk_events (talk, n) {
        talk -> Binary,
        n -> BigInt,
        at -> BigInt,
        staff -> Text,
        role -> Text,
        sealed_code -> Binary,
    }
}

diesel::table! {
    safety_plans (id) {
        id -> Binary,
        case_id -> Binary,
        unit -> Text,
        whose -> Text,
        begun_by -> Text,
        begun_role -> Text,
        begun_at -> BigInt,
    }
}

diesel::table! {
    safety_plan_versions (plan, n) {
        plan -> Binary,
        n -> BigInt,
        sealed_content -> Binary,
        review_on -> Nullable<Text>,
        seen_at -> BigInt,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    safety_plan_reviews (id) {
        id -> Binary,
        plan -> Binary,
        next_on -> Nullable<Text>,
        seen_at -> BigInt,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    safety_plan_coordinators (id) {
        id -> Binary,
        plan -> Binary,
        coordinator -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    safety_plan_papers (id) {
        id -> Binary,
        plan -> Binary,
        choice -> Text,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    safety_plan_prints (id) {
        id -> Binary,
        plan -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    safety_plan_closings (id) {
        id -> Binary,
        plan -> Binary,
        staff -> Text,
        role -> Text,
        at -> BigInt,
        taken_up_by -> Nullable<Text>,
        taken_up_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    safety_plan_follow_ups (closing, due_on) {
        closing -> Binary,
        due_on -> Text,
        closed_on -> Text,
        outcome -> Nullable<Text>,
        staff -> Nullable<Text>,
        role -> Nullable<Text>,
        at -> Nullable<BigInt>,
    }
}
