//! Deprivation of liberty as the police know it: what holds now, what may be offered, and who is to be told of the release.

use jiff::Timestamp;
use wire::{
    StaffRole, Value, codes,
    value::{Custody, CustodyStatus, CustodyTalkOffer, Release, ReleaseKind, Stated},
};

codes!(
    /// What became of telling the exposed person of the release.
    NoticeOutcome, "outcome of telling of a release" {
        /// The person was told.
        Told = "told",
        /// Somebody tried and did not reach the person: the duty stands.
        NotReached = "not_reached",
        /// Whoever decides judged that it is not needed.
        NotNeeded = "not_needed",
    }
);

/// What is written down of custody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustodyStep {
    /// The status, and since when if that is known.
    Status(Custody, Option<Timestamp>),
    /// Release is expected or has been, and whether a restraining order is applied for.
    Release(ReleaseKind, Timestamp, Stated),
}

/// A step as it was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenStep {
    /// What.
    pub step: CustodyStep,
    /// In which role.
    pub role: StaffRole,
    /// When it was written.
    pub written_at: Timestamp,
}

/// What became of telling the exposed person, as it was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenNotice {
    /// What.
    pub outcome: NoticeOutcome,
    /// In which role.
    pub role: StaffRole,
    /// When it was written.
    pub written_at: Timestamp,
}

/// The offer of a talk, as it was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TalkOffer {
    /// Have the police, who met the person first, judged that a talk suits? What does not suit is not offered.
    pub suitable: bool,
    /// Does the person want to?
    pub willing: Stated,
    /// Will an officer sit in?
    pub officer_present: Stated,
    /// Has the lead of the investigation or the prosecutor agreed?
    pub lead_cleared: Stated,
    /// When it could be.
    pub proposed_at: Option<Timestamp>,
}

/// Why an offer can't be as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a talk that does not suit is not offered")]
pub struct Unsuitable;

impl TalkOffer {
    /// An offer from the value that a form gives.
    ///
    /// # Errors
    /// [`Unsuitable`] when a talk that was not judged suitable was offered all the same.
    pub fn read(value: &CustodyTalkOffer) -> Result<Self, Unsuitable> {
        let suitable = value.judged_suitable == Stated::Yes;
        let offered = value.willing == Stated::Yes || value.at.is_some();
        if !suitable && offered {
            return Err(Unsuitable);
        }
        let CustodyTalkOffer { willing, officer_present, lead_cleared, at: proposed_at, .. } = *value;
        Ok(Self { suitable, willing, officer_present, lead_cleared, proposed_at })
    }

    /// The same as a value.
    pub const fn as_value(&self) -> CustodyTalkOffer {
        CustodyTalkOffer {
            willing: self.willing,
            at: self.proposed_at,
            officer_present: self.officer_present,
            lead_cleared: self.lead_cleared,
            judged_suitable: if self.suitable { Stated::Yes } else { Stated::No },
        }
    }
}

/// What holds now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingCustody {
    /// The status, and since when.
    pub status: Option<(Custody, Option<Timestamp>)>,
    /// When release is expected; nothing once it has been.
    pub expected: Option<Timestamp>,
    /// When release was.
    pub released: Option<Timestamp>,
    /// Whether a restraining order is applied for, as last said beside a release.
    pub order_applied: Option<Stated>,
    /// When it was first written that the person is apprehended, arrested or remanded, since the last release; nothing when the
    /// person never was.
    pub deprived_from: Option<Timestamp>,
    /// When this custody was first written, where another came before it.
    pub begun: Option<Timestamp>,
}

impl StandingCustody {
    /// What holds after these steps, the oldest first. A new deprivation of liberty begins anew: nothing of an earlier one is of it,
    /// no release, no offer of a talk, and nothing that somebody was told.
    pub fn after<'a>(steps: impl IntoIterator<Item = &'a WrittenStep>) -> Self {
        let mut standing = Self::default();
        for written in steps {
            match written.step {
                CustodyStep::Status(status, since) => {
                    let is_deprived = is_deprived(status);
                    if is_deprived && standing.is_over(status, written.written_at) {
                        standing = Self { begun: Some(written.written_at), ..Self::default() };
                    }
                    standing.status = Some((status, since));
                    if is_deprived {
                        standing.deprived_from.get_or_insert(written.written_at);
                    }
                }
                CustodyStep::Release(kind, at, order) => {
                    match kind {
                        ReleaseKind::Expected => standing.expected = Some(at),
                        ReleaseKind::Actual => (standing.released, standing.expected) = (Some(at), None),
                    }
                    standing.order_applied = Some(order);
                }
            }
        }
        standing
    }

    /// Whether a deprivation of liberty that is written now is another than the one that stands: the person was let go, or was to
    /// be by now, or a decision has taken the place of the release that was expected.
    fn is_over(&self, status: Custody, now: Timestamp) -> bool {
        let is_another = self.status.is_some_and(|(standing, _)| standing != status);
        self.released.is_some() || self.expected.is_some_and(|expected| is_another || expected <= now)
    }

    /// Whether an offer of a talk that was written then is of this custody, and can still be taken.
    pub fn holds_offer(&self, written_at: Timestamp) -> bool {
        self.released.is_none() && self.begun.is_none_or(|begun| written_at >= begun)
    }

    /// Whether the exposed person is to be told of the release, if it is needed: whoever was apprehended, arrested or remanded is or
    /// will be let go (förundersökningskungörelsen 1947:948, 13 c §). It stands until somebody told the person or judged that it is
    /// not needed; what was told of an earlier release settles nothing.
    pub fn owes_notice(&self, notices: &[WrittenNotice]) -> bool {
        let Some(from) = self.deprived_from else { return false };
        let is_let_go = self.expected.is_some() || self.released.is_some();
        let settles = |notice: &WrittenNotice| notice.written_at >= from && notice.outcome != NoticeOutcome::NotReached;
        is_let_go && !notices.iter().any(settles)
    }

    /// What a handover to the social services could carry of it; what was not said is not in it. Where to is never told.
    pub fn values(&self, offer: Option<(TalkOffer, Timestamp)>) -> Vec<Value> {
        let status = self.status.map(|(status, since)| Value::CustodyStatus(CustodyStatus { status, since }));
        let (actual, expected) = (self.released.map(|at| (ReleaseKind::Actual, at)), self.expected.map(|at| (ReleaseKind::Expected, at)));
        let release = actual.or(expected).map(|(kind, at)| {
            let restraining_order_applied = self.order_applied.unwrap_or(Stated::NotStated);
            Value::Release(Release { kind, at, restraining_order_applied })
        });
        let offer = offer.filter(|(_, written_at)| self.holds_offer(*written_at)).map(|(offer, _)| offer);
        // A talk that does not suit, and a no, are nobody else's business.
        let offer = offer.filter(|offer| offer.suitable && offer.willing == Stated::Yes);
        let offer = offer.map(|offer| Value::CustodyTalkOffer(offer.as_value()));
        [status, release, offer].into_iter().flatten().collect()
    }
}

const fn is_deprived(status: Custody) -> bool {
    matches!(status, Custody::Apprehended | Custody::Arrested | Custody::Remanded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        "2026-11-22T01:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_hours(hour)
    }

    /// Written at that hour.
    fn written(hour: i64, step: CustodyStep) -> WrittenStep {
        WrittenStep { step, role: StaffRole::CustodyOfficer, written_at: at(hour) }
    }

    fn apprehended(hour: i64) -> WrittenStep {
        written(hour, CustodyStep::Status(Custody::Apprehended, None))
    }

    /// Of that hour, and written then.
    fn release(kind: ReleaseKind, hour: i64) -> WrittenStep {
        written(hour, CustodyStep::Release(kind, at(hour), Stated::NotStated))
    }

    fn notice(outcome: NoticeOutcome, hour: i64) -> WrittenNotice {
        WrittenNotice { outcome, role: StaffRole::InvestigationLead, written_at: at(hour) }
    }

    #[test]
    fn the_duty_stands_from_the_first_word_of_a_release_until_she_was_told_or_it_is_not_needed() {
        assert!(!StandingCustody::after(&[apprehended(0)]).owes_notice(&[]), "nobody is let go");
        let expected = StandingCustody::after(&[apprehended(0), release(ReleaseKind::Expected, 9)]);
        assert!(expected.owes_notice(&[]) && expected.owes_notice(&[notice(NoticeOutcome::NotReached, 9)]));
        for outcome in [NoticeOutcome::Told, NoticeOutcome::NotNeeded] {
            assert!(!expected.owes_notice(&[notice(outcome, 9), notice(NoticeOutcome::NotReached, 10)]), "{outcome}");
        }
        let left = written(0, CustodyStep::Status(Custody::LeftTheScene, None));
        assert!(!StandingCustody::after(&[left, release(ReleaseKind::Actual, 9)]).owes_notice(&[]), "never held");
    }

    #[test]
    fn a_release_that_has_been_is_expected_no_more_and_a_new_arrest_begins_anew() {
        let mut steps = vec![apprehended(0), release(ReleaseKind::Expected, 7), release(ReleaseKind::Actual, 8)];
        let released = StandingCustody::after(&steps);
        assert_eq!((released.expected, released.released), (None, Some(at(8))));
        steps.push(apprehended(20));
        assert_eq!(StandingCustody::after(&steps).released, None);
        steps.push(release(ReleaseKind::Expected, 21));
        let again = StandingCustody::after(&steps);
        assert!(again.owes_notice(&[notice(NoticeOutcome::Told, 8)]), "the first release was told, not this one");
        assert!(!again.owes_notice(&[notice(NoticeOutcome::Told, 22)]));
    }

    #[test]
    fn what_was_told_of_a_release_that_did_not_come_settles_no_later_one() {
        let told = [notice(NoticeOutcome::Told, 9)];
        let expected = [apprehended(0), release(ReleaseKind::Expected, 12)];
        let remanded = written(11, CustodyStep::Status(Custody::Remanded, None));
        let steps = [expected[0], expected[1], remanded];
        let held = StandingCustody::after(&steps);
        assert_eq!((held.expected, held.owes_notice(&told)), (None, false), "nobody is let go");
        let let_go = [expected[0], expected[1], remanded, release(ReleaseKind::Actual, 500)];
        assert!(StandingCustody::after(&let_go).owes_notice(&told), "she has the old day");

        let again = [expected[0], expected[1], apprehended(300), release(ReleaseKind::Expected, 310)];
        assert!(StandingCustody::after(&again).owes_notice(&told), "nobody wrote that the first release was");
        let repeated = [expected[0], expected[1], apprehended(10)];
        assert_eq!(StandingCustody::after(&repeated).expected, Some(at(12)), "the same said once more changes nothing");
    }

    #[test]
    fn an_offer_dies_with_its_custody() {
        let offer =
            TalkOffer { suitable: true, willing: Stated::Yes, officer_present: Stated::Yes, lead_cleared: Stated::Yes, proposed_at: None };
        let offered = |steps: &[WrittenStep]| {
            let values = StandingCustody::after(steps).values(Some((offer, at(1))));
            values.iter().any(|value| matches!(value, Value::CustodyTalkOffer(_)))
        };
        assert!(offered(&[apprehended(0)]) && offered(&[apprehended(2)]), "it may be written before the status");
        assert!(offered(&[apprehended(0), release(ReleaseKind::Expected, 9)]));
        assert!(!offered(&[apprehended(0), release(ReleaseKind::Actual, 9)]), "who is let go is called otherwise");
        assert!(!offered(&[apprehended(0), release(ReleaseKind::Actual, 9), apprehended(30)]), "yesterday's judgement is not today's");
    }

    #[test]
    fn an_offer_goes_only_when_it_suits_and_was_wanted() {
        let offer = |suitable, willing| {
            let offer = TalkOffer { suitable, willing, officer_present: Stated::Yes, lead_cleared: Stated::Yes, proposed_at: None };
            StandingCustody::after(&[apprehended(0)]).values(Some((offer, at(0)))).len()
        };
        assert_eq!((offer(true, Stated::Yes), offer(true, Stated::No), offer(false, Stated::NotStated)), (2, 1, 1));
        let put = |judged_suitable, willing| {
            let (officer_present, lead_cleared) = (Stated::NotStated, Stated::NotStated);
            TalkOffer::read(&CustodyTalkOffer { willing, at: None, officer_present, lead_cleared, judged_suitable })
                .map(|offer| offer.suitable)
        };
        assert_eq!(put(Stated::No, Stated::Yes), Err(Unsuitable));
        assert_eq!((put(Stated::No, Stated::No), put(Stated::Yes, Stated::Yes)), (Ok(false), Ok(true)));
    }
}
