//! Yes/no answers that rules ask for. Which crime, and every reason, are sealed or stay with the sender.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{StaffRef, StaffRole};

codes!(
    /// The closed list of clear facts.
    FactCode, "fact" {
        /// The child is under 18.
        ChildUnder18 = "child_under_18",
        /// The officer knows or suspects that the child is being harmed (SoL 19:1): judged, never automatic.
        ConcernForChild = "concern_for_child",
        /// Each datum belongs to the concern or the inquiry.
        RelevantToChild = "relevant_to_child",
        /// A child inquiry is opened (SoL 20:1–20:3).
        ChildInquiryOpened = "child_inquiry_opened",
        /// The harm test for the other person in the datum was made and shows that it is clear nobody is harmed.
        HarmTestPassed = "harm_test_passed",
        /// The lead of the investigation has cleared this disclosure (OSL 18:1).
        LeadHasCleared = "lead_has_cleared",
        /// The feared crime reaches the threshold of OSL 10:18 c.
        FearedCrimeReachesThreshold = "feared_crime_reaches_threshold",
        /// The person using violence is a custodian of the child or lives in the home.
        CustodianOrInHome = "custodian_or_in_home",
        /// Necessity and proportion are weighed (BDL 2:22).
        NecessityWeighed = "necessity_weighed",
    }
);

/// A clear fact: an answer, when, and by whom (role and opaque reference).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Which question.
    pub code: FactCode,
    /// The answer. A question that was not asked is not in the list.
    pub yes: bool,
    /// When it was answered.
    pub answered_at: Timestamp,
    /// In which role.
    pub role: StaffRole,
    /// By whom, for the sending agency alone.
    pub staff: StaffRef,
}
