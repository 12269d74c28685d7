//! States of work, questions and corrections: codes and ids, nothing about a person.

use wire::{
    Category, Purpose,
    value::{
        AgendaItem, CaseStateWord, Consultation, ConsultationAnswer, CorrectionHow, InquiryOutcome, ItemState, PhaseItem, PlannedStep,
    },
};

use crate::web::value_forms::control::{
    Control,
    Kind::{AnyOf, Day, Moment, Moments, OneOf, PhaseOfItem, Slug, Whole},
    List, list,
};

/// What can be asked for: neither a question nor a correction.
pub(in crate::web) const ASKED_FOR: List = List {
    words: "category",
    codes: || {
        let asked = Category::ALL.iter().filter(|category| !matches!(category, Category::Request | Category::Correction));
        asked.map(|category| category.code()).collect()
    },
};

/// What it can be asked for for.
pub(in crate::web) const PURPOSES: List = List {
    words: "purpose",
    codes: || {
        let purposes = Purpose::ALL.iter().filter(|purpose| !matches!(purpose, Purpose::Request | Purpose::Correction));
        purposes.map(|purpose| purpose.code()).collect()
    },
};

pub(super) const CONCERN_FEEDBACK: &[Control] = &[Control::needed("outcome", "ask-inquiry", OneOf(list!(InquiryOutcome, "inquiry")))];

pub(super) const CASE_STATE: &[Control] = &[Control::needed("state", "ask-case-state", OneOf(list!(CaseStateWord, "case-state")))];

pub(super) const PHASE_STATE: &[Control] = &[
    Control::needed("item", "ask-phase-item", OneOf(list!(PhaseItem, "phase-item"))),
    Control::needed("state", "ask-item-state", OneOf(list!(ItemState, "item-state"))),
    Control::optional("phase", "ask-phase-item", PhaseOfItem),
];

pub(super) const INVESTIGATION_STEP: &[Control] =
    &[Control::needed("step", "ask-step", OneOf(list!(PlannedStep, "step"))), Control::needed("planned_on", "ask-planned-on", Day)];

pub(super) const CONSULTATION: &[Control] = &[
    Control::needed("answer", "ask-consultation", OneOf(list!(ConsultationAnswer, "consultation"))),
    Control::optional("times", "ask-times", Moments(Consultation::TIMES_MAX)),
    Control::optional("agenda", "ask-agenda", AnyOf(list!(AgendaItem, "agenda"))),
];

pub(super) const REQUEST: &[Control] = &[
    Control::needed("categories", "ask-categories", AnyOf(ASKED_FOR)),
    Control::needed("purpose", "ask-purpose", OneOf(PURPOSES)),
    Control::optional("needed_by", "ask-needed-by", Moment),
];

pub(super) const CORRECTION: &[Control] = &[
    Control::needed("how", "ask-correction-how", OneOf(list!(CorrectionHow, "correction-how"))),
    Control::needed("category", "ask-corrected", OneOf(list!(Category, "category"))),
    Control::needed("handover", "ask-corrected-handover", Slug(|text| text.parse::<wire::HandoverId>().is_ok())),
    Control::needed("n", "ask-corrected-field", Whole(99)),
];
