//! Closed lists stay closed.

use std::{collections::HashSet, fmt, str::FromStr};

use serde::{Serialize, de::DeserializeOwned};
use wire::{
    canonical::{from_bytes, to_bytes},
    value::*,
    *,
};

fn check<T>(all: &[T])
where
    T: Copy + PartialEq + fmt::Debug + fmt::Display + FromStr<Err = UnknownCode> + Serialize + DeserializeOwned,
{
    let codes: HashSet<String> = all.iter().map(T::to_string).collect();
    assert_eq!(codes.len(), all.len(), "every member has its own code");
    for member in all {
        let code = member.to_string();
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte)), "{code}");
        assert_eq!(code.parse().as_ref(), Ok(member));
        assert_eq!(from_bytes::<T>(&to_bytes(member).expect("written")).as_ref(), Ok(member));
        for other in [code.to_uppercase(), format!(" {code}"), format!("{code}x"), code.replace(['_', '-'], "") + "_", String::new()] {
            assert!(other.parse::<T>().is_err() || codes.contains(&other), "{other}");
            assert!(from_bytes::<T>(format!("\"{other}\"").as_bytes()).is_err() || codes.contains(&other), "{other}");
        }
    }
    assert!(from_bytes::<T>(b"0").is_err(), "no numbers for members");
}

#[test]
fn every_list_takes_its_own_codes_alone() {
    check(Category::ALL);
    check(FactCode::ALL);
    check(MessageKind::ALL);
    check(NoticeKind::ALL);
    check(GoneCause::ALL);
    check(ProblemCode::ALL);
    check(OfferOutcome::ALL);
    check(RejectCode::ALL);
    check(DeclineReason::ALL);
    check(AgencyKind::ALL);
    check(Direction::ALL);
    check(Phase::ALL);
    check(Purpose::ALL);
    check(Urgency::ALL);
    check(Language::ALL);
    check(SubjectRole::ALL);
    check(StaffRole::ALL);
    check(Protection::ALL);
    check(ConsentForm::ALL);
    check(AskedWhere::ALL);
    check(WithdrawalChannel::ALL);
}

#[test]
fn every_list_of_values_takes_its_own_codes_alone() {
    check(Stated::ALL);
    check(ChildCount::ALL);
    check(AgeBand::ALL);
    check(ChildState::ALL);
    check(ConcernGround::ALL);
    check(ChildPlace::ALL);
    check(CallWindow::ALL);
    check(InterpreterLanguage::ALL);
    check(IncidentKind::ALL);
    check(PlaceKind::ALL);
    check(AcuteNeed::ALL);
    check(DangerSign::ALL);
    check(Custody::ALL);
    check(CaseStateWord::ALL);
}

#[test]
fn every_list_of_the_later_phases_takes_its_own_codes_alone() {
    check(Feeling::ALL);
    check(Injury::ALL);
    check(CrimeCode::ALL);
    check(HowSoon::ALL);
    check(ConcreteCircumstance::ALL);
    check(Instrument::ALL);
    check(RiskLevelWord::ALL);
    check(ReleaseKind::ALL);
    check(OrderState::ALL);
    check(OrderKind::ALL);
    check(TalkPlan::ALL);
    check(Support::ALL);
    check(Help::ALL);
    check(MeetingPlace::ALL);
    check(TreatmentUnit::ALL);
    check(Participation::ALL);
    check(Service::ALL);
    check(ReferralResult::ALL);
    check(PlannedStep::ALL);
    check(AgendaItem::ALL);
    check(ConsultationAnswer::ALL);
    check(PhaseItem::ALL);
    check(ItemState::ALL);
    check(CorrectionHow::ALL);
    check(InquiryOutcome::ALL);
}

#[test]
fn a_set_of_codes_is_sorted_and_single() {
    let backwards = CodeSet::new(AcuteNeed::ALL.iter().rev().chain(AcuteNeed::ALL).copied());
    assert_eq!(backwards.codes(), AcuteNeed::ALL);
    assert!(backwards.contains(&AcuteNeed::Pets) && !backwards.is_empty());
    let taken = |text: &str| from_bytes::<CodeSet<AcuteNeed>>(text.as_bytes()).is_ok();
    assert!(taken("[]"));
    assert!(taken("[\"medical_care\",\"pets\"]"));
    assert!(!taken("[\"pets\",\"medical_care\"]"), "not in order");
    assert!(!taken("[\"pets\",\"pets\"]"), "doubled");
    assert!(!taken("[\"cats\"]"), "unknown");
}

/// A grant names its categories once each, in the order of the closed list.
#[test]
fn a_consent_names_a_set_of_categories() {
    let grant = crate::samples::consent_grant();
    let text = String::from_utf8(to_bytes(&grant).expect("written")).expect("text");
    let listed = "[\"identity\",\"safe_contact\"]";
    assert!(text.contains(listed));
    let taken = |other: &str| from_bytes::<ConsentGrant>(text.replace(listed, other).as_bytes()).is_ok();
    assert!(taken(listed));
    assert!(!taken("[\"safe_contact\",\"identity\"]"), "not in order");
    assert!(!taken("[\"identity\",\"identity\"]"), "doubled");
    assert!(!taken("[\"identity\",\"address\"]"), "unknown");
}

#[test]
fn names_have_one_form() {
    let agencies = ["polisen-exempelstad", "p1"];
    assert!(agencies.iter().all(|text| text.parse::<AgencyId>().is_ok()));
    for text in ["", "p", "-polisen", "polisen-", "Polisen", "polisen exempelstad", "polisen/jouren", "pölisen", &"p".repeat(61)] {
        assert!(text.parse::<AgencyId>().is_err(), "{text}");
    }
    for text in ["polisen", "polisen/", "/jouren", "polisen/jouren/natt", "polisen//jouren", "../etc", "polisen/.."] {
        assert!(text.parse::<UnitId>().is_err() && text.parse::<BoardId>().is_err(), "{text}");
    }
    let unit: UnitId = "polisen-exempelstad/jouren".parse().expect("a unit");
    assert_eq!(unit.agency().as_str(), "polisen-exempelstad");
    assert!("0123456789ABCDEF".parse::<KeyId>().is_err());
}

#[test]
fn only_these_directions_exist() {
    use AgencyKind::{Broker, Police, Social};
    for from in AgencyKind::ALL {
        for to in AgencyKind::ALL {
            let expected = match (from, to) {
                (Police, Social) => Some(Direction::PoliceToSocial),
                (Social, Police) => Some(Direction::SocialToPolice),
                (Social, Social) => Some(Direction::SocialToSocial),
                (Broker | Police, _) | (_, Broker) => None,
            };
            assert_eq!(Direction::between(*from, *to), expected);
        }
    }
}

#[test]
fn a_signature_of_one_kind_never_fits_another() {
    let prefixes: Vec<Vec<u8>> = MessageKind::ALL.iter().map(|kind| kind.signature_prefix()).collect();
    for (n, one) in prefixes.iter().enumerate() {
        assert!(prefixes.iter().enumerate().all(|(m, other)| n == m || !other.starts_with(one)));
    }
    assert_eq!(MessageKind::Offer.signature_prefix(), b"stafett/offer/v1\0");
}
