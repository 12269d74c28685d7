//! Pages and page parts that both agencies mount: the login picker of the demo, who acts, and values and previews in
//! words. The crate `web` is written `::web` here.

pub mod api;
pub mod handovers;
pub mod login;
mod preview;
mod staff;
mod talk_paper;
pub mod value_forms;
mod values;

pub use api::require_client;
pub use preview::{PreviewView, RowView, WhyView, other_edition};
pub use talk_paper::{PaperStep, TalkPaper};
pub use values::{ShownLine, number_shut, protection_words, value_lines, written_number};

#[allow(missing_docs, reason = "the macro takes no comment")]
mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            // Isolation marks would be invisible characters in names and codes that people copy.
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

pub use locales::LOCALES;

#[allow(missing_docs, reason = "the macro takes no comment")]
mod code_words {
    fluent_templates::static_loader! {
        pub static CODE_WORDS = {
            locales: "../wire/locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

pub use code_words::CODE_WORDS;

#[cfg(test)]
mod tests {
    use ::web::{Language, Locales};
    use wire::{Category, DeclineReason, FactCode, Phase, Protection, Purpose, StaffRole, SubjectRole, Urgency, value};

    use crate::{ClearanceState, DraftState, HandoverStateCode, RequestState};

    fn codes<T: ToString>(list: &str, all: &[T]) -> Vec<String> {
        all.iter().map(|code| format!("{list}-{}", code.to_string())).collect()
    }

    /// Keys that are made of a code at run time. What has no words on purpose is not among them.
    fn made() -> Vec<String> {
        let protected = Protection::ALL.iter().copied().filter(|level| *level != Protection::None).collect::<Vec<_>>();
        let ages = value::AgeBand::ALL.iter().copied().filter(|age| *age != value::AgeBand::Unknown).collect::<Vec<_>>();
        let stated = value::Stated::ALL.iter().copied().filter(|stated| *stated != value::Stated::NotStated).collect::<Vec<_>>();
        [
            codes("role", StaffRole::ALL),
            codes("subject", SubjectRole::ALL),
            codes("category", Category::ALL),
            codes("decline", DeclineReason::ALL),
            codes("protection", &protected),
            codes("call", value::CallWindow::ALL),
            codes("interpreter", value::InterpreterLanguage::ALL),
            codes("incident", value::IncidentKind::ALL),
            codes("place", value::PlaceKind::ALL),
            codes("children", value::ChildCount::ALL),
            codes("age", &ages),
            codes("child-state", value::ChildState::ALL),
            codes("ground", value::ConcernGround::ALL),
            codes("child-place", value::ChildPlace::ALL),
            codes("police-present", &stated),
            codes("need", value::AcuteNeed::ALL),
            codes("sign", value::DangerSign::ALL),
            codes("custody", value::Custody::ALL),
            codes("weapons", value::Stated::ALL),
            codes("case-state", value::CaseStateWord::ALL),
            codes("fact", FactCode::ALL),
            codes("sharing-state", HandoverStateCode::ALL),
            codes("sharing-state-stale", crate::StaleDetail::ALL),
            codes("sharing-why-reading", rulebook::Reading::ALL),
            codes("sharing-request", RequestState::ALL),
            codes("sharing-asked", RequestState::ALL),
            codes("clearance-state", ClearanceState::ALL),
            codes("draft-state", DraftState::ALL),
            codes("extract-state", crate::ExtractState::ALL),
            codes("extract-asked-by", crate::AskedBy::ALL),
            codes("extract-identity", crate::IdentityCheck::ALL),
            codes("extract-language", wire::Language::ALL),
            codes("extract-pressure", crate::Pressure::ALL),
            codes("extract-form", crate::ExtractForm::ALL),
            codes("extract-delivery", crate::ExtractDelivery::ALL),
            codes("extract-choice", crate::LineChoice::ALL),
            codes("extract-class", rulebook::ExtractClass::ALL),
            codes("extract-why", rulebook::ExtractReason::ALL),
            codes("extract-paper-consent", crate::PaperConsentState::ALL),
            codes("extract-paper-kept", &[wire::AgencyKind::Police, wire::AgencyKind::Social]),
            codes("urgency", Urgency::ALL),
            codes("phase", Phase::ALL),
            codes("purpose", Purpose::ALL),
            super::value_forms::keys(),
            codes("not-applicable", crate::NotApplicable::ALL),
            codes("consent-form", wire::ConsentForm::ALL),
            codes("consent-language", wire::Language::ALL),
            codes("consent-reason", crate::CouldNotAsk::ALL),
            codes("consent-child", crate::ChildAsked::ALL),
            codes("consent-child", &["disagrees"]),
            codes("consent-answer", &["yes", "no", "could_not_ask"]),
            codes("consent-earshot", &["yes", "no"]),
            codes("consent-channel", &["spoken", "phone", "written"]),
            codes("contact-outcome", crate::InteractionOutcome::ALL),
            codes("contact-channel", crate::ContactChannel::ALL),
            codes("contact-topic", crate::ContactTopic::ALL),
            codes("contact-pace", crate::ContactPace::ALL),
            codes("contact-said-by", crate::WishSaidBy::ALL),
            codes("out-for", crate::OutFor::ALL),
            codes("contact-gate", crate::GateQuestion::ALL),
            codes("contact-answer", crate::GateAnswer::ALL),
            codes("closing", crate::ClosingReason::ALL),
            codes("take-up", crate::TakeUpReason::ALL),
            codes("consultation", crate::ConsultationKind::ALL),
            codes("consultation", crate::ConsultationEnd::ALL),
            codes("participant", crate::Participant::ALL),
            codes("risk-instrument", crate::RiskInstrument::ALL),
            codes("risk-level", crate::AssessedLevel::ALL),
            codes("risk-replaced", crate::Replacing::ALL),
            codes("risk-review", crate::ReviewOutcome::ALL),
            codes("risk-call", crate::CallAnswer::ALL),
            codes("risk-not-rung", crate::NotRung::ALL),
            codes("risk-reason", &["none"]),
            codes("value-text", &["yes", "no"]),
            codes("value-message", &["yes", "no"]),
        ]
        .concat()
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        let locales = Locales::new([&*super::LOCALES, &*super::CODE_WORDS]);
        for language in Language::ALL {
            let words = locales.words(language);
            let missing: Vec<String> = made().into_iter().filter(|key| !words.has(key)).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", language.code());
        }
    }

    #[test]
    fn every_message_is_there_in_both_languages_and_used() {
        let made = made();
        let also: Vec<&str> =
            made.iter().map(String::as_str).chain(["problem-*", "sharing-link", "sharing-by-code-link", "extract-link", "out-*"]).collect();
        ::web::testing::check_keys_with(&["templates", "src"], &["locales"], &also, &["../web/locales", "../wire/locales"]);
    }
}
