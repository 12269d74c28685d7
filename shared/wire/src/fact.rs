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
        /// Concrete circumstances point to the feared crime (OSL 10:18 c, wording from 2025-04-01).
        ConcreteCircumstances = "concrete_circumstances",
        /// Special circumstances point to the feared crime (OSL 10:18 c, wording until 2025-03-31).
        SpecialCircumstances = "special_circumstances",
        /// The disclosure can be assumed to help prevent the crime (OSL 10:18 c, wording until 2025-03-31).
        HelpsPrevent = "helps_prevent",
        /// The feared crime is against a close person (OSL 10:18 c).
        ClosePerson = "close_person",
        /// It is not unsuitable to disclose, measures for the persons weighed in (OSL 10:18 a, 10:18 c).
        NotUnsuitable = "not_unsuitable",
        /// It is about a crime that is feared, not about one that was committed (OSL 10:18 c).
        NotCommittedCrime = "not_committed_crime",
        /// The person is under 21 (OSL 10:18 a).
        PersonUnder21 = "person_under_21",
        /// The person is presumed to be under 18 (OSL 10:20).
        PresumedUnder18 = "presumed_under_18",
        /// The child is in obvious, imminent and serious danger, or is met while committing a crime (OSL 10:20).
        ImminentDangerOrCaught = "imminent_danger_or_caught",
        /// The police need it to act at once (OSL 10:20).
        ImmediatePoliceAction = "immediate_police_action",
        /// It is needed to prevent, avert or detect criminal activity, or to investigate crime (OSL 10:15 a).
        NeededToPreventCrime = "needed_to_prevent_crime",
        /// No preponderant reasons speak for the protected interest (OSL 10:15 a).
        NoPreponderantSecrecyInterest = "no_preponderant_secrecy_interest",
        /// It is obvious that the interest in disclosure outweighs the protected interest (OSL 10:27).
        InterestObviouslyOutweighs = "interest_obviously_outweighs",
        /// The police made the report of concern that is answered (SoL 19:6).
        PoliceMadeReport = "police_made_report",
        /// The one who reported has asked for an answer (SoL 19:6).
        ReporterAsked = "reporter_asked",
        /// The child was exposed to a crime that OSL 10:21 lists.
        ChildExposedToListedCrime = "child_exposed_to_listed_crime",
        /// The committed crime reaches the threshold of OSL 10:23.
        CommittedCrimeReachesThreshold = "committed_crime_reaches_threshold",
        /// The decision is public.
        DecisionIsPublic = "decision_is_public",
        /// The police have judged that a talk in custody is suitable.
        JudgedSuitable = "judged_suitable",
        /// The form the person signed names the police as receiver.
        FormNamesPolice = "form_names_police",
        /// The custodian is not the one suspected.
        CustodianNotSuspected = "custodian_not_suspected",
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
