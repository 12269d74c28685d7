//! Who may go through which door. The table is printed to `access.txt`, so that a change of rights is seen in review.

use casework::Staff;
use web::Problem;
use wire::StaffRole::{self, CustodyOfficer, IgorOfficer, InvestigationLead, Investigator, PatrolOfficer, UnitHead};

macro_rules! doors {
    ($($door:ident: $methods:literal $path:literal, $roles:expr;)+) => {
        /// A door of the service. Rights are role × unit: within a door, a call-out of another unit is as unknown as none.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Door { $(#[doc = concat!("`", $methods, " ", $path, "`")] $door),+ }

        impl Door {
            /// Every door, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$door),+];

            /// Methods, as the table prints them.
            pub const fn methods(self) -> &'static str {
                match self { $(Self::$door => $methods),+ }
            }

            /// Pattern of the path.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$door => $path),+ }
            }

            /// Roles that may go through.
            pub const fn roles(self) -> &'static [StaffRole] {
                match self { $(Self::$door => $roles),+ }
            }

            /// Name in the table.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$door => stringify!($door)),+ }
            }
        }
    };
}

/// Those who go on call-outs.
pub const ON_CALL: &[StaffRole] = &[PatrolOfficer, IgorOfficer, CustodyOfficer, InvestigationLead];
/// Those who review what was said aloud.
const HEADS: &[StaffRole] = &[UnitHead];
/// Those who may see that something was handed over.
pub const FOLLOWING: &[StaffRole] = &[PatrolOfficer, IgorOfficer, CustodyOfficer, Investigator, InvestigationLead, UnitHead];
/// Those who hand over, ask, permit and answer.
pub const SHARING: &[StaffRole] = &[PatrolOfficer, IgorOfficer, CustodyOfficer, Investigator, InvestigationLead];
/// Those who work in the outreach. Not those who investigate, nor those who sit with the person using violence.
pub const OUTREACH: &[StaffRole] = &[PatrolOfficer, IgorOfficer, UnitHead];
/// Those who go out, and are told of whom at the beginning of the shift. Not those who sit with the person afterwards.
pub const BRIEFED: &[StaffRole] = &[PatrolOfficer, IgorOfficer, UnitHead];
/// Those who write down, clear, renew and end focus persons and put a briefing together: two of them see every item before a
/// patrol does.
const KEEPING: &[StaffRole] = &[IgorOfficer, UnitHead];
/// Those who clear what the secrecy of an investigation holds.
const LEADS: &[StaffRole] = &[InvestigationLead];
/// Those who investigate: told that a person told of a crime.
const INVESTIGATING: &[StaffRole] = &[Investigator, InvestigationLead];

doors! {
    ListCallOuts: "GET" "/call-outs", FOLLOWING;
    OpenCallOut: "POST" "/call-outs", ON_CALL;
    CallOutStream: "GET" "/call-outs/stream", FOLLOWING;
    FollowCallOut: "GET" "/call-outs/{code}", FOLLOWING;
    Join: "GET POST" "/call-outs/{code}/join", ON_CALL;
    NoteRing: "POST" "/call-outs/{code}/ring", ON_CALL;
    Situation: "GET POST" "/call-outs/{code}/situation", ON_CALL;
    Consent: "GET POST" "/call-outs/{code}/consent", ON_CALL;
    Review: "GET POST" "/call-outs/{code}/review", ON_CALL;
    Send: "POST" "/call-outs/{code}/send", ON_CALL;
    Close: "POST" "/call-outs/{code}/close", ON_CALL;
    Card: "GET POST" "/call-outs/{code}/card", ON_CALL;
    Tell: "GET POST" "/call-outs/{code}/told", ON_CALL;
    ListTold: "GET" "/emergency-disclosures", HEADS;
    ReviewTold: "POST" "/emergency-disclosures/{id}", HEADS;
    ListReceived: "GET" "/received", FOLLOWING;
    AnswerReceived: "POST" "/received/{handover}", SHARING;
    WithdrawConsent: "GET POST" "/call-outs/{code}/withdrawal", ON_CALL;
    WithdrawByCode: "GET POST" "/withdraw-by-code", SHARING;
    Extracts: "GET POST" "/extracts", SHARING;
    ExtractsAlias: "GET" "/utdrag", SHARING;
    Extract: "GET POST" "/extracts/{extract}", SHARING;
    ReviewExtract: "POST" "/extracts/{extract}/review", SHARING;
    ExtractPaper: "GET" "/extracts/{extract}/paper.pdf", SHARING;
    ExtractReceipt: "GET" "/extracts/{extract}/receipts/{handover}", SHARING;
    CaseHandovers: "GET" "/cases/{code}/handovers", SHARING;
    CaseContacts: "GET POST" "/cases/{code}/contacts", SHARING;
    CorrectContact: "POST" "/cases/{code}/contacts/{interaction}", SHARING;
    ContactWishes: "POST" "/cases/{code}/contact-wishes", SHARING;
    ContactGate: "POST" "/cases/{code}/contact-gate", SHARING;
    HintTold: "POST" "/cases/{code}/told-hints", SHARING;
    ToldHints: "GET" "/told-hints", INVESTIGATING;
    TakeHint: "POST" "/told-hints/{hint}", INVESTIGATING;
    Custody: "GET" "/cases/{code}/custody", SHARING;
    WriteCustody: "GET POST" "/cases/{code}/custody/{part}", SHARING;
    ReleaseTalk: "GET" "/cases/{code}/custody/release-talk", SHARING;
    DraftCustody: "POST" "/cases/{code}/custody/draft", SHARING;
    NoteRelease: "POST" "/cases/{code}/custody/notices", LEADS;
    ReleaseNotices: "GET" "/release-notices", LEADS;
    CaseConsents: "GET POST" "/cases/{code}/consents", SHARING;
    AskConsent: "GET POST" "/cases/{code}/consents/new", SHARING;
    Phases: "GET POST" "/cases/{code}/phases", SHARING;
    MovePhase: "POST" "/cases/{code}/phases/move", SHARING;
    TellPhases: "POST" "/cases/{code}/phases/tell", SHARING;
    CopyPhases: "POST" "/cases/{code}/phases/copies", SHARING;
    EndConsent: "GET POST" "/cases/{code}/consents/{consent}/withdraw", SHARING;
    Risks: "GET POST" "/cases/{code}/risks", SHARING;
    NewRisk: "GET POST" "/cases/{code}/risks/new", SHARING;
    ReviewRisk: "GET POST" "/cases/{code}/risks/{risk}/review", SHARING;
    RiskCall: "POST" "/cases/{code}/risks/{risk}/call", SHARING;
    RiskReviews: "GET" "/risk-reviews", SHARING;
    CaseClosing: "GET POST" "/cases/{code}/closing", SHARING;
    TakeUpCase: "POST" "/cases/{code}/closing/take-up", SHARING;
    TellClosed: "POST" "/cases/{code}/closing/tell", SHARING;
    Consultations: "GET POST" "/cases/{code}/consultations", SHARING;
    ProposeConsultation: "POST" "/cases/{code}/consultations/{consultation}/draft", SHARING;
    EndConsultation: "POST" "/cases/{code}/consultations/{consultation}/end", SHARING;
    DecideConsultation: "POST" "/cases/{code}/consultations/{consultation}/decisions", SHARING;
    DecisionDone: "POST" "/cases/{code}/consultations/{consultation}/decisions/{decision}", SHARING;
    ConsultationCalendar: "GET" "/cases/{code}/consultations/{consultation}/calendar.ics", SHARING;
    NewHandover: "GET POST" "/cases/{code}/handovers/new", SHARING;
    RecallHandover: "POST" "/cases/{code}/handovers/{handover}/recall", SHARING;
    WhyHandover: "GET" "/cases/{code}/handovers/{handover}/why", SHARING;
    HandoverReceipt: "GET" "/cases/{code}/handovers/{handover}/receipt.json", SHARING;
    ReviewAgain: "POST" "/cases/{code}/handovers/{handover}/review-again", SHARING;
    AnswerHandover: "POST" "/cases/{code}/handovers/{handover}/answer", SHARING;
    CorrectHandover: "GET POST" "/cases/{code}/handovers/{handover}/correct", SHARING;
    SendOn: "GET POST" "/cases/{code}/handovers/{handover}/redirected", SHARING;
    NoAnswer: "GET POST" "/cases/{code}/handovers/{handover}/no-answer", SHARING;
    Draft: "GET POST" "/cases/{code}/drafts/{draft}", SHARING;
    DraftField: "GET POST" "/cases/{code}/drafts/{draft}/fields/{category}", SHARING;
    Permission: "GET POST" "/cases/{code}/drafts/{draft}/permissions/{rule}", SHARING;
    ReviewDraft: "GET" "/cases/{code}/drafts/{draft}/review", SHARING;
    SendDraft: "POST" "/cases/{code}/drafts/{draft}/send", SHARING;
    AskClearance: "POST" "/cases/{code}/drafts/{draft}/clearance", SHARING;
    Clearances: "GET" "/clearances", LEADS;
    Clear: "GET POST" "/clearances/{clearance}", LEADS;
    Unanswered: "GET" "/unanswered", SHARING;
    ListOutreach: "GET" "/outreach", OUTREACH;
    NewOutreach: "GET POST" "/outreach/new", OUTREACH;
    FollowOutreach: "GET" "/outreach/{code}", OUTREACH;
    FollowUp: "POST" "/outreach/{code}/follow-ups", OUTREACH;
    CloseOutreach: "POST" "/outreach/{code}/close", OUTREACH;
    ReopenOutreach: "POST" "/outreach/{code}/reopen", OUTREACH;
    PlanVisit: "POST" "/outreach/{code}/visits", OUTREACH;
    NoteVisit: "POST" "/outreach/{code}/visits/{visit}", OUTREACH;
    PromiseHelp: "POST" "/outreach/{code}/help", OUTREACH;
    SettleHelp: "POST" "/outreach/{code}/help/{help}", OUTREACH;
    ListFocus: "GET" "/focus-persons", KEEPING;
    NewFocus: "GET POST" "/focus-persons/new", KEEPING;
    FocusPerson: "GET" "/focus-persons/{focus}", KEEPING;
    FocusItem: "GET POST" "/focus-persons/{focus}/items", KEEPING;
    RemoveFocusItem: "POST" "/focus-persons/{focus}/items/{item}/remove", KEEPING;
    ClearFocus: "POST" "/focus-persons/{focus}/clear", KEEPING;
    RenewFocus: "POST" "/focus-persons/{focus}/renew", KEEPING;
    EndFocus: "POST" "/focus-persons/{focus}/end", KEEPING;
    PassAddress: "POST" "/focus-persons/{focus}/passings", BRIEFED;
    Briefings: "GET" "/briefing", BRIEFED;
    NewBriefing: "GET POST" "/briefing/new", KEEPING;
    Briefing: "GET" "/briefing/{briefing}", BRIEFED;
    EndBriefing: "POST" "/briefing/{briefing}/end", KEEPING;
    CopyBriefing: "POST" "/briefing/{briefing}/copies", BRIEFED;
    BriefingCopy: "GET" "/briefing/{briefing}/copies/{n}", BRIEFED;
    DestroyCopy: "POST" "/briefing-copies/{copy}", BRIEFED;
    ApiOpenCallOut: "POST" "/api/v1/call-outs", ON_CALL;
    ApiCallOut: "GET" "/api/v1/call-outs/{code}", FOLLOWING;
    ApiSituation: "PUT" "/api/v1/call-outs/{code}/situation", ON_CALL;
    ApiConsent: "PUT" "/api/v1/call-outs/{code}/consent", ON_CALL;
    ApiConcern: "PUT" "/api/v1/call-outs/{code}/concern", ON_CALL;
    ApiPreview: "GET" "/api/v1/call-outs/{code}/preview", ON_CALL;
    ApiSend: "POST" "/api/v1/call-outs/{code}/send", ON_CALL;
    ApiWithdrawal: "POST" "/api/v1/call-outs/{code}/withdrawal", ON_CALL;
    ApiNotices: "GET" "/api/v1/notices", FOLLOWING;
    ApiRequests: "GET" "/api/v1/requests", FOLLOWING;
    ApiCardCode: "POST" "/api/v1/consents/withdraw-by-code", ON_CALL;
    ApiCase: "GET" "/api/v1/cases/{code}", FOLLOWING;
    ApiExtract: "GET" "/api/v1/cases/{code}/subjects/{subject}/extract", ON_CALL;
    ApiAsk: "POST" "/api/v1/cases/{code}/requests", ON_CALL;
    ApiStartDraft: "POST" "/api/v1/cases/{code}/drafts", ON_CALL;
    ApiDraft: "GET" "/api/v1/cases/{code}/drafts/{draft}", FOLLOWING;
    ApiPutField: "PUT" "/api/v1/cases/{code}/drafts/{draft}/fields/{category}", ON_CALL;
    ApiAnswerFact: "PUT" "/api/v1/cases/{code}/drafts/{draft}/facts/{fact}", ON_CALL;
    ApiPreviewDraft: "GET" "/api/v1/cases/{code}/drafts/{draft}/preview", ON_CALL;
    ApiSendDraft: "POST" "/api/v1/cases/{code}/drafts/{draft}/send", ON_CALL;
    ApiDropDraft: "POST" "/api/v1/cases/{code}/drafts/{draft}/drop", ON_CALL;
    ApiFetch: "GET" "/api/v1/handovers/{handover}", FOLLOWING;
    ApiAnswerRequest: "POST" "/api/v1/handovers/{handover}/answer", ON_CALL;
    ApiCorrect: "POST" "/api/v1/handovers/{handover}/correction", ON_CALL;
    ApiReviewAgain: "POST" "/api/v1/handovers/{handover}/review-again", ON_CALL;
    ApiRecall: "POST" "/api/v1/handovers/{handover}/recall", ON_CALL;
    ApiAcknowledge: "POST" "/api/v1/handovers/{handover}/acknowledge", ON_CALL;
    ApiDecline: "POST" "/api/v1/handovers/{handover}/decline", ON_CALL;
}

impl Door {
    /// Lets a member of staff through, or says that it is not allowed (403).
    ///
    /// # Errors
    /// `not-allowed`.
    pub fn let_in(self, staff: Staff) -> Result<Staff, Problem> {
        if self.roles().contains(&staff.role) { Ok(staff) } else { Err(Problem::not_allowed()) }
    }
}

/// The table as it is printed.
pub fn table() -> String {
    let mut table = String::from("# Who may go through which door. Printed by a test from src/access.rs. In every door: own unit only.\n");
    for door in Door::ALL {
        let roles: Vec<&str> = door.roles().iter().map(|role| role.code()).collect();
        table.push_str(&format!("{:<16} {:<9} {:<40} {}\n", door.name(), door.methods(), door.path(), roles.join(" ")));
    }
    table
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Run with `UPDATE_ACCESS=1` to print the table anew.
    #[test]
    fn the_printed_table_is_the_one_in_force() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("access.txt");
        if option_env!("UPDATE_ACCESS").is_some() {
            std::fs::write(&file, table()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), table(), "rights changed: print the table anew and say so");
    }

    #[test]
    fn those_who_run_the_machines_open_no_case() {
        for door in Door::ALL {
            for role in [StaffRole::Administrator, StaffRole::Operator, StaffRole::DutyWorker] {
                assert!(!door.roles().contains(&role), "{} {role}", door.name());
            }
        }
    }
}
