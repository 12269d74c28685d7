//! Care on the scene and after, in codes: no address, no name of a shelter, and of a child feelings alone, never words.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::{
    codes,
    value::{CodeSet, Feeling, Stated},
};

codes!(
    /// What a line is about.
    CareTopic, "topic of care" {
        /// Whether somebody goes there.
        GoingOut = "going_out",
        /// Where the police are met.
        MeetingPoint = "meeting_point",
        /// A talk with a child.
        ChildTalk = "child_talk",
        /// What protects tonight.
        ProtectionTonight = "protection_tonight",
        /// Pets.
        Pets = "pets",
        /// Belongings.
        Belongings = "belongings",
        /// Medical examination.
        Medical = "medical",
        /// Safe transport.
        Transport = "transport",
        /// Who was told of support.
        Informed = "informed",
    }
);

codes!(
    /// What is noted of a topic.
    CareAnswer, "answer of care" {
        /// Somebody goes there.
        GoingOut = "going_out",
        /// By phone.
        ByPhone = "by_phone",
        /// Near the home.
        NearHome = "near_home",
        /// At the police station.
        PoliceStation = "police_station",
        /// At the hospital.
        Hospital = "hospital",
        /// Somewhere or somehow else.
        Other = "other",
        /// Sheltered housing. Which one is never written.
        ShelteredHousing = "sheltered_housing",
        /// With a relative or friend.
        WithRelative = "with_relative",
        /// A hotel. Which one is never written.
        Hotel = "hotel",
        /// The police drive.
        PoliceTransport = "police_transport",
        /// Brought along.
        BroughtAlong = "brought_along",
        /// Boarded.
        Boarded = "boarded",
        /// Fetched, with the police along.
        FetchedWithPolice = "fetched_with_police",
        /// Fetched by somebody else.
        FetchedByOther = "fetched_by_other",
        /// To be arranged.
        ToArrange = "to_arrange",
        /// Offered.
        Offered = "offered",
        /// Arranged.
        Arranged = "arranged",
        /// Done.
        Done = "done",
        /// Declined.
        Declined = "declined",
        /// A taxi.
        Taxi = "taxi",
        /// The social services drive.
        OwnStaff = "own_staff",
        /// The person exposed was told.
        Victim = "victim",
        /// The person using violence was told.
        PersonUsingViolence = "person_using_violence",
        /// None is needed, or there are none.
        None = "none",
        /// Not stated. Not the same as none.
        NotStated = "not_stated",
    }
);

codes!(
    /// What an immediate protection assessment came to.
    ProtectionOutcome, "outcome of a protection assessment" {
        /// A child needs protection now.
        NeededNow = "needed_now",
        /// Not now.
        NotNow = "not_now",
    }
);

use CareAnswer as A;

impl CareAnswer {
    /// Beside it nothing else holds.
    const fn says_nothing_else(self) -> bool {
        matches!(self, Self::None | Self::NotStated)
    }
}

impl CareTopic {
    /// The topics of one tap each: all but the talk with a child, which says more.
    pub const TAPS: &'static [Self] = &[
        Self::GoingOut,
        Self::MeetingPoint,
        Self::ProtectionTonight,
        Self::Pets,
        Self::Belongings,
        Self::Medical,
        Self::Transport,
        Self::Informed,
    ];

    /// What still holds of what was noted, the oldest first: of where and whether somebody goes the last alone; of everything else
    /// “none” and “not stated” are taken back by what comes after, and take back what came before.
    pub fn standing(self, noted: impl IntoIterator<Item = CareAnswer>) -> Vec<CareAnswer> {
        let mut standing: Vec<CareAnswer> = Vec::new();
        for answer in noted {
            let alone = matches!(self, Self::GoingOut | Self::MeetingPoint) || answer.says_nothing_else();
            if alone || standing.last().is_some_and(|last| last.says_nothing_else()) {
                standing.clear();
            }
            standing.push(answer);
        }
        standing
    }

    /// What may be noted of it.
    pub const fn answers(self) -> &'static [CareAnswer] {
        match self {
            Self::GoingOut => &[A::GoingOut, A::ByPhone],
            Self::MeetingPoint => &[A::NearHome, A::PoliceStation, A::Hospital, A::Other],
            Self::ChildTalk => &[],
            Self::ProtectionTonight => &[A::ShelteredHousing, A::WithRelative, A::Hotel, A::PoliceTransport, A::None, A::NotStated],
            Self::Pets => &[A::BroughtAlong, A::WithRelative, A::Boarded, A::ToArrange, A::None, A::NotStated],
            Self::Belongings => &[A::FetchedWithPolice, A::FetchedByOther, A::ToArrange, A::None, A::NotStated],
            Self::Medical => &[A::Offered, A::Arranged, A::Done, A::Declined],
            Self::Transport => &[A::PoliceTransport, A::OwnStaff, A::Taxi, A::WithRelative, A::None, A::NotStated],
            Self::Informed => &[A::Victim, A::PersonUsingViolence],
        }
    }
}

/// What a line says. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CareDetail {
    /// One of the answers of the topic; of a meeting point also when, to the minute.
    Noted {
        /// Which.
        answer: CareAnswer,
        /// The agreed time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meets_at: Option<Timestamp>,
    },
    /// A talk with a child.
    Talked {
        /// Were the police present?
        police_present: Stated,
        /// What the child felt. None may have been seen or said.
        feelings: CodeSet<Feeling>,
    },
    /// What was noted before was a mistake: it takes that back and says nothing else.
    Mistaken,
}

impl fmt::Debug for CareDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl CareDetail {
    /// Whether it can be said of the topic.
    pub fn fits(&self, topic: CareTopic) -> bool {
        match self {
            Self::Noted { answer, meets_at } => {
                topic.answers().contains(answer) && (meets_at.is_none() || topic == CareTopic::MeetingPoint)
            }
            Self::Talked { .. } => topic == CareTopic::ChildTalk,
            Self::Mistaken => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_topic_takes_its_own_answers_alone() {
        for topic in CareTopic::TAPS {
            assert!(!topic.answers().is_empty(), "{topic}");
            for answer in CareAnswer::ALL {
                let noted = CareDetail::Noted { answer: *answer, meets_at: None };
                assert_eq!(noted.fits(*topic), topic.answers().contains(answer), "{topic} {answer}");
            }
            assert!(!CareDetail::Talked { police_present: Stated::No, feelings: CodeSet::new([]) }.fits(*topic));
        }
        for answer in CareAnswer::ALL {
            let used = CareTopic::ALL.iter().any(|topic| topic.answers().contains(answer));
            assert!(used, "{answer} is an answer of something");
        }
        let timed = |answer| CareDetail::Noted { answer, meets_at: Some(Timestamp::UNIX_EPOCH) };
        assert!(timed(A::Hospital).fits(CareTopic::MeetingPoint));
        assert!(!timed(A::ByPhone).fits(CareTopic::GoingOut), "a time belongs to a meeting point");
    }

    #[test]
    fn answers_that_exclude_each_other_never_stand_together() {
        let stand = |topic: CareTopic, noted: &[CareAnswer]| topic.standing(noted.iter().copied());
        assert_eq!(stand(CareTopic::GoingOut, &[A::GoingOut, A::ByPhone]), [A::ByPhone]);
        assert_eq!(stand(CareTopic::MeetingPoint, &[A::NearHome, A::Hospital]), [A::Hospital]);
        assert_eq!(stand(CareTopic::Transport, &[A::Taxi, A::None]), [A::None]);
        assert_eq!(stand(CareTopic::Transport, &[A::Taxi, A::None, A::OwnStaff, A::WithRelative]), [A::OwnStaff, A::WithRelative]);
        assert_eq!(stand(CareTopic::Medical, &[A::Offered, A::Arranged]), [A::Offered, A::Arranged]);
        assert!(stand(CareTopic::Pets, &[]).is_empty());
    }

    #[test]
    fn what_is_kept_is_read_again_and_prints_nothing() {
        let talked = CareDetail::Talked { police_present: Stated::NotStated, feelings: CodeSet::new([Feeling::Sad]) };
        let noted = CareDetail::Noted { answer: A::Taxi, meets_at: None };
        for detail in [talked, noted, CareDetail::Mistaken] {
            let bytes = wire::canonical::to_bytes(&detail).unwrap();
            assert_eq!(wire::canonical::from_bytes::<CareDetail>(&bytes).unwrap(), detail);
            assert_eq!(format!("{detail:?}"), "…");
        }
    }
}
