//! Grounds, and when an offer ends.

use protocol::{Basis, Terms, TermsError};
use wire::Purpose;

use crate::samples::{after, limits, start};

#[test]
fn a_duty_travels_alone() {
    for basis in Basis::ALL {
        let mixed = matches!(basis, Basis::Consent | Basis::Permission);
        assert_eq!(Basis::Duty.with(*basis).is_none(), mixed);
        assert_eq!(basis.with(Basis::Duty).is_none(), mixed);
    }
}

#[test]
fn the_stricter_protocol_governs_and_order_does_not_matter() {
    assert_eq!(Basis::StateOnly.with(Basis::Permission), Some(Basis::Permission));
    assert_eq!(Basis::Permission.with(Basis::Consent), Some(Basis::Consent));
    for one in Basis::ALL {
        assert_eq!(one.with(*one), Some(*one));
        for other in Basis::ALL {
            assert_eq!(one.with(*other), other.with(*one));
        }
    }
}

#[test]
fn a_duty_never_ends_and_everything_else_does() {
    for basis in Basis::ALL {
        let duty = *basis == Basis::Duty;
        assert_eq!(Terms::new(*basis, None).is_ok(), duty);
        assert_eq!(Terms::new(*basis, Some(start())).is_ok(), !duty);
        let made = Terms::made(*basis, Purpose::AcuteSupport, start(), &limits());
        assert_eq!(made.expires_at(), (!duty).then(|| after(7 * 24 * 60)));
        assert_eq!(Terms::new(*basis, made.expires_at()), Ok(made));
    }
    assert_eq!(Terms::new(Basis::Duty, Some(start())), Err(TermsError::DutyExpires));
    assert_eq!(Terms::new(Basis::Consent, None), Err(TermsError::NeverExpires));
}

#[test]
fn a_request_lives_fourteen_days() {
    let request = Terms::made(Basis::StateOnly, Purpose::Request, start(), &limits());
    assert_eq!(request.expires_at(), Some(after(14 * 24 * 60)));
    assert!(!request.is_past(after(14 * 24 * 60 - 1)) && request.is_past(after(14 * 24 * 60)));
}

#[test]
fn the_end_of_the_calendar_is_no_crash() {
    let last = Terms::made(Basis::Consent, Purpose::AcuteSupport, jiff::Timestamp::MAX, &limits());
    assert_eq!(last.expires_at(), Some(jiff::Timestamp::MAX));
}
