//! Outcomes of risk assessments, as a person recorded them. Nothing here computes a level: a level is what somebody chose, and
//! the items of an instrument are never asked, since they are licensed.

use std::fmt;

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};
use wire::{
    AgencyKind, codes,
    value::{CodeSet, DangerSign},
};

codes!(
    /// What a risk was assessed with.
    RiskInstrument, "instrument of a risk assessment" {
        /// SARA.
        Sara = "sara",
        /// PATRIARK.
        Patriark = "patriark",
        /// SAM.
        Sam = "sam",
        /// B-SAFER.
        BSafer = "b_safer",
        /// ODARA.
        Odara = "odara",
        /// FREDA.
        Freda = "freda",
        /// iRiSk, about a child.
        Irisk = "irisk",
        /// LAP: a screen that calls for the support line at once.
        Lap = "lap",
        /// MATAC: red or green by motivation to change.
        Matac = "matac",
        /// DVI or IPVI: A to D.
        Dvi = "dvi",
        /// PPIT: the band alone, of ten aspects that a professional rated.
        Ppit = "ppit",
        /// Without an instrument.
        OwnAssessment = "own_assessment",
        /// Another instrument.
        Other = "other",
    }
);

codes!(
    /// What came out. Each instrument has its own scale, and none is turned into another.
    AssessedLevel, "level of a risk assessment" {
        /// Low.
        Low = "low",
        /// Elevated.
        Elevated = "elevated",
        /// High.
        High = "high",
        /// Screened, and not high (LAP).
        NotHigh = "not_high",
        /// A of A to D.
        A = "a",
        /// B.
        B = "b",
        /// C.
        C = "c",
        /// D.
        D = "d",
        /// Red: not motivated to change.
        Red = "red",
        /// Green: motivated to change.
        Green = "green",
        /// It was done, and the level was not stated. Not the same as low.
        NotStated = "not_stated",
    }
);

codes!(
    /// How a later outcome takes the place of an earlier one, which stays as it was.
    Replacing, "way of replacing an outcome" {
        /// The judgement is another now.
        Changed = "changed",
        /// It was written down wrongly.
        Corrected = "corrected",
    }
);

codes!(
    /// What a review came to.
    ReviewOutcome, "outcome of a review" {
        /// Held: it stays as it is.
        Kept = "kept",
        /// Held: another outcome was recorded.
        Changed = "changed",
        /// Not held: another day.
        Moved = "moved",
    }
);

codes!(
    /// Whether the support line was rung.
    CallAnswer, "answer about a call" {
        /// It was.
        Rung = "rung",
        /// It could not be.
        CouldNotRing = "could_not_ring",
    }
);

codes!(
    /// Why it could not be rung.
    NotRung, "reason for not ringing" {
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// Engaged.
        Engaged = "engaged",
        /// No network.
        NoNetwork = "no_network",
        /// The person using violence would have heard.
        SuspectNear = "suspect_near",
        /// The person did not want it.
        NotWanted = "not_wanted",
    }
);

use AssessedLevel::{A, B, C, D, Elevated, Green, High, Low, NotHigh, NotStated, Red};

impl RiskInstrument {
    /// What is offered at an agency: the police hold the classifications of who uses violence, and the social services their own
    /// instruments.
    pub const fn of_agency(kind: AgencyKind) -> &'static [Self] {
        match kind {
            AgencyKind::Police => &[
                Self::Sara,
                Self::Patriark,
                Self::Sam,
                Self::BSafer,
                Self::Odara,
                Self::Lap,
                Self::Matac,
                Self::Dvi,
                Self::Ppit,
                Self::OwnAssessment,
                Self::Other,
            ],
            _ => &[
                Self::Freda,
                Self::Irisk,
                Self::Patriark,
                Self::Sara,
                Self::Sam,
                Self::BSafer,
                Self::Odara,
                Self::Lap,
                Self::OwnAssessment,
                Self::Other,
            ],
        }
    }

    /// The levels that may come out, and that none was stated.
    pub const fn levels(self) -> &'static [AssessedLevel] {
        match self {
            Self::Lap => &[High, NotHigh, NotStated],
            Self::Matac => &[Red, Green, NotStated],
            Self::Dvi => &[A, B, C, D, NotStated],
            _ => &[Low, Elevated, High, NotStated],
        }
    }

    /// Whether it sorts people, so that what it is founded on is written down.
    pub const fn is_classification(self) -> bool {
        matches!(self, Self::Lap | Self::Matac | Self::Dvi | Self::Ppit)
    }

    /// Whether it is about whoever uses violence and about nobody else.
    pub const fn is_about_who_uses_violence(self) -> bool {
        matches!(self, Self::Matac | Self::Dvi | Self::Ppit)
    }

    /// Whether the exposed person answers its questions, so that it can be about nobody else: the screen that is put on the scene.
    pub const fn is_answered_by_the_exposed(self) -> bool {
        matches!(self, Self::Lap)
    }

    /// The day of review that is proposed: MATAC meets every fourth week. Somebody may always choose another.
    pub fn proposed_review(self, from: Date) -> Option<Date> {
        if self == Self::Matac { from.checked_add(4.weeks()).ok() } else { None }
    }
}

/// Why an outcome is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOutcome {
    /// The level is not on the scale of the instrument.
    #[error("the instrument has no such level")]
    Level,
    /// A version beyond what is carried.
    #[error("no such version")]
    Version,
    /// A classification says what it is founded on, and nothing else does.
    #[error("reasons belong to a classification")]
    Reasons,
}

/// What came out: instrument, version, level, and for a classification what it is founded on. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskOutcome {
    instrument: RiskInstrument,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<u8>,
    level: AssessedLevel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reasons: Option<CodeSet<DangerSign>>,
}

impl fmt::Debug for RiskOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl RiskOutcome {
    /// An outcome. `reasons` of a classification may be none of the list: that is said by an empty set.
    ///
    /// # Errors
    /// [`NotAnOutcome`].
    pub fn new(
        instrument: RiskInstrument,
        version: Option<u8>,
        level: AssessedLevel,
        reasons: Option<CodeSet<DangerSign>>,
    ) -> Result<Self, NotAnOutcome> {
        if !instrument.levels().contains(&level) {
            return Err(NotAnOutcome::Level);
        }
        if version.is_some_and(|version| !(1..=wire::value::RiskLevel::VERSION_MAX).contains(&version)) {
            return Err(NotAnOutcome::Version);
        }
        if reasons.is_some() != instrument.is_classification() {
            return Err(NotAnOutcome::Reasons);
        }
        Ok(Self { instrument, version, level, reasons })
    }

    /// What it was assessed with.
    pub const fn instrument(&self) -> RiskInstrument {
        self.instrument
    }

    /// Its version, when it has one.
    pub const fn version(&self) -> Option<u8> {
        self.version
    }

    /// What came out.
    pub const fn level(&self) -> AssessedLevel {
        self.level
    }

    /// What a classification is founded on.
    pub const fn reasons(&self) -> Option<&CodeSet<DangerSign>> {
        self.reasons.as_ref()
    }

    /// Whether it calls for the support line at once.
    pub fn calls_support_line(&self) -> bool {
        self.instrument == RiskInstrument::Lap && self.level == High
    }
}

/// How a planned day of review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewDue {
    /// In so many days, at least one.
    In(i32),
    /// It is today.
    Today,
    /// It was so many days ago, at least one.
    Late(i32),
}

impl ReviewDue {
    /// How far it is from one day to the planned one.
    pub fn of(planned: Date, today: Date) -> Self {
        match (planned - today).get_days() {
            0 => Self::Today,
            days @ 1.. => Self::In(days),
            days => Self::Late(-days),
        }
    }

    /// Whether its day is past.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late(_))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_instrument_has_its_own_scale_and_may_leave_the_level_unstated() {
        for instrument in RiskInstrument::ALL {
            assert!(instrument.levels().contains(&NotStated), "{instrument}");
            let reasons = instrument.is_classification().then(|| CodeSet::new([]));
            for level in AssessedLevel::ALL {
                let made = RiskOutcome::new(*instrument, None, *level, reasons.clone());
                assert_eq!(made.is_ok(), instrument.levels().contains(level), "{instrument} {level}");
            }
        }
        let lap = |level| RiskOutcome::new(RiskInstrument::Lap, None, level, Some(CodeSet::new([]))).unwrap();
        assert!(lap(High).calls_support_line());
        assert!(!lap(NotHigh).calls_support_line() && !lap(NotStated).calls_support_line());
        assert!(!RiskOutcome::new(RiskInstrument::Sara, None, High, None).unwrap().calls_support_line());
    }

    #[test]
    fn a_classification_says_what_it_is_founded_on_and_nothing_else_does() {
        let founded = Some(CodeSet::new([DangerSign::Separation]));
        assert!(RiskOutcome::new(RiskInstrument::Matac, None, Red, founded.clone()).is_ok());
        assert_eq!(RiskOutcome::new(RiskInstrument::Matac, None, Red, None), Err(NotAnOutcome::Reasons));
        assert_eq!(RiskOutcome::new(RiskInstrument::Freda, None, Low, founded), Err(NotAnOutcome::Reasons));
        assert_eq!(RiskOutcome::new(RiskInstrument::Freda, Some(21), Low, None), Err(NotAnOutcome::Version));
        assert_eq!(RiskOutcome::new(RiskInstrument::Freda, Some(0), Low, None), Err(NotAnOutcome::Version));
    }

    #[test]
    fn what_is_kept_is_read_again_and_prints_nothing() {
        let outcome = RiskOutcome::new(RiskInstrument::Dvi, Some(2), A, Some(CodeSet::new([DangerSign::Escalating]))).unwrap();
        let bytes = wire::canonical::to_bytes(&outcome).unwrap();
        assert_eq!(wire::canonical::from_bytes::<RiskOutcome>(&bytes).unwrap(), outcome);
        assert_eq!(format!("{outcome:?}"), "…");
    }

    #[test]
    fn the_police_hold_the_classifications_of_who_uses_violence() {
        let social = RiskInstrument::of_agency(AgencyKind::Social);
        assert!(social.iter().all(|instrument| !instrument.is_about_who_uses_violence()));
        let police = RiskInstrument::of_agency(AgencyKind::Police);
        for instrument in RiskInstrument::ALL {
            assert!(social.contains(instrument) || police.contains(instrument), "{instrument} is somebody's");
        }
    }

    #[test]
    fn matac_meets_every_fourth_week_and_a_day_is_counted_in_words() {
        let today = date(2026, 11, 22);
        assert_eq!(RiskInstrument::Matac.proposed_review(today), Some(date(2026, 12, 20)));
        assert_eq!(RiskInstrument::Sara.proposed_review(today), None);
        assert_eq!(ReviewDue::of(date(2026, 12, 20), today), ReviewDue::In(28));
        assert_eq!(ReviewDue::of(today, today), ReviewDue::Today);
        assert_eq!(ReviewDue::of(date(2026, 11, 20), today), ReviewDue::Late(2));
    }
}
