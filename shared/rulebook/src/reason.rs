//! Why a field stays, as codes. The words are in the edition.

wire::codes!(
    /// Why a field stays or is refused. Known to the sender alone.
    Reason, "reason" {
        /// A never-rule stands above everything.
        NeverThroughHub = "never_through_hub",
        /// The person has not consented.
        ConsentMissing = "consent_missing",
        /// The person answered while the suspect could hear.
        ConsentPreliminary = "consent_preliminary",
        /// The time of the consent, or of the text that was read, is over.
        ConsentExpired = "consent_expired",
        /// The consent begins later.
        ConsentNotYet = "consent_not_yet",
        /// The consent names another board, or another agency may disclose under it.
        ConsentOtherRecipient = "consent_other_recipient",
        /// The consent is for another purpose.
        ConsentOtherPurpose = "consent_other_purpose",
        /// The consent does not cover this category.
        ConsentNotForThis = "consent_not_for_this",
        /// It also touches another person, and nobody has made the harm test.
        HarmTestMissing = "harm_test_missing",
        /// The lead of the investigation has not cleared it.
        LeadHasNotCleared = "lead_has_not_cleared",
        /// Nobody has judged that there is concern for the child, or that this belongs to it.
        ConcernNotJudged = "concern_not_judged",
        /// A question that the rule needs has not been answered with yes by somebody who may.
        QuestionNotAnswered = "question_not_answered",
        /// Only a named person may permit it.
        NamedPersonMustDecide = "named_person_must_decide",
        /// It is answered outside the hub.
        OutsideHub = "outside_hub",
        /// The rules that could carry it are for other purposes.
        OtherPurpose = "other_purpose",
        /// No rule in force carries it: denied by default.
        NoRule = "no_rule",
        /// The field does not say whom it is about, or that person can't have such a field.
        SubjectUnclear = "subject_unclear",
        /// Sender and recipient do not fit together, or are one and the same board.
        AddressUnclear = "address_unclear",
        /// The offer has no field.
        NothingInIt = "nothing_in_it",
        /// The offer names another edition than the one it was judged by.
        OtherEdition = "other_edition",
        /// The decision was made for something else.
        NotTheJudgedOffer = "not_the_judged_offer",
        /// What goes by a duty is never in one offer with anything else.
        DutyTravelsAlone = "duty_travels_alone",
        /// What goes by a duty goes under the purpose of that duty.
        DutyHasItsPurpose = "duty_has_its_purpose",
    }
);
