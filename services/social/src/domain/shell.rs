//! A case that is known by its spoken code alone, and whether a record that comes is the same case.

use jiff::{SignedDuration, Timestamp};
use rulebook::Moment;
use store::Id;
use wire::{AgencyId, CaseCode, CaseCodeError, PairingCode, StaffRef, UnitId, codes};

/// A record that comes within this time after the call is joined without asking.
pub const JOINS_WITHIN: SignedDuration = SignedDuration::from_hours(48);

codes!(
    /// Why a person has to say whether it is the same case.
    Doubt, "doubt about a shell" {
        /// Same code and agency, another month.
        OtherMonth = "other_month",
        /// Same code, another agency than the one that was thought to ring.
        OtherAgency = "other_agency",
        /// Same case code, but it came late.
        TooLate = "too_late",
        /// Another record was joined already.
        AlreadyJoined = "already_joined",
    }
);

codes!(
    /// What the person said.
    SameOrOther, "answer about a shell" {
        /// It is the same case.
        Same = "same",
        /// It is another.
        Other = "other",
    }
);

/// A shell: codes, times and references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    /// Its own id.
    pub id: Id,
    /// The desk.
    pub unit: UnitId,
    /// The code as heard, with the month it was heard in.
    pub code: CaseCode,
    /// Who is thought to have opened the case.
    pub agency: AgencyId,
    /// The case whose key seals its notes.
    pub case: Id,
    /// Who heard the code.
    pub opened_by: StaffRef,
    /// When.
    pub opened_at: Timestamp,
    /// The case it was joined with.
    pub joined: Option<Id>,
    /// Closed without anything having come.
    pub closed_at: Option<Timestamp>,
}

impl Shell {
    /// Still waiting for its record.
    pub fn is_open(&self) -> bool {
        self.joined.is_none() && self.closed_at.is_none()
    }
}

/// What to do with a shell when a record comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The same case.
    Same,
    /// Another case: the code is another.
    Other,
    /// A person decides.
    Ask(Doubt),
}

/// Whether a record with this code, opened by this agency, is what the shell waits for. Joined without asking only when
/// nothing at all speaks against it.
pub fn matches(shell: &Shell, code: CaseCode, opened_by: &AgencyId, case: Id, now: Timestamp) -> Match {
    if shell.code.pairing() != code.pairing() || shell.closed_at.is_some() {
        return Match::Other;
    }
    match shell.joined {
        Some(joined) if joined == case => Match::Same,
        Some(_) => Match::Ask(Doubt::AlreadyJoined),
        None if shell.agency != *opened_by => Match::Ask(Doubt::OtherAgency),
        None if shell.code != code => Match::Ask(Doubt::OtherMonth),
        None if now.duration_since(shell.opened_at) > JOINS_WITHIN => Match::Ask(Doubt::TooLate),
        None => Match::Same,
    }
}

/// What somebody typed after hearing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A code of this month, or of the month that was typed with it.
    Code(CaseCode),
    /// Five symbols whose check symbol does not fit: one was misheard.
    Misheard([u8; 5]),
    /// No code at all.
    Nothing,
}

/// Reads what was typed: the spoken part, alone or with year and month.
pub fn heard(typed: &str, now: Timestamp) -> Heard {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if let Ok(code) = typed.parse::<CaseCode>() {
        return Heard::Code(code);
    }
    let spoken = typed.split('-').next().unwrap_or_default();
    match spoken.parse::<PairingCode>() {
        Ok(_) if spoken.len() != typed.len() => Heard::Nothing,
        Ok(pairing) => of_month(pairing, now).map_or(Heard::Nothing, Heard::Code),
        Err(CaseCodeError::Check) => spoken.as_bytes().try_into().map_or(Heard::Nothing, Heard::Misheard),
        Err(CaseCodeError::Form) => Heard::Nothing,
    }
}

fn of_month(pairing: PairingCode, now: Timestamp) -> Option<CaseCode> {
    let date = Moment::in_sweden(now).date();
    CaseCode::new(pairing, u8::try_from(date.year() - 2000).ok()?, u8::try_from(date.month()).ok()?).ok()
}

/// Whether a code could be what was misheard: one symbol differs, or two beside each other have changed places.
pub fn is_near(misheard: [u8; 5], code: PairingCode) -> bool {
    let code = code.to_string();
    let different: Vec<usize> = misheard.iter().zip(code.bytes()).enumerate().filter(|(_, (a, b))| *a != b).map(|(at, _)| at).collect();
    match different.as_slice() {
        [_] => true,
        [a, b] => {
            let swapped = |at: usize, other: usize| code.as_bytes().get(at) == misheard.get(other);
            a + 1 == *b && swapped(*a, *b) && swapped(*b, *a)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> Timestamp {
        "2026-11-30T22:30:00Z".parse().unwrap()
    }

    fn code(draw: u32, month: u8) -> CaseCode {
        CaseCode::new(PairingCode::from_draw(draw), 26, month).unwrap()
    }

    fn police() -> AgencyId {
        "polisen-exempelstad".parse().unwrap()
    }

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn shell() -> Shell {
        Shell {
            id: id(1),
            unit: "socialtjansten-exempelstad/socialjouren".parse().unwrap(),
            code: code(7, 11),
            agency: police(),
            case: id(2),
            opened_by: "0123456789abcdef0123456789abcdef".parse().unwrap(),
            opened_at: opened(),
            joined: None,
            closed_at: None,
        }
    }

    #[test]
    fn the_same_code_of_the_same_agency_within_two_days_is_the_same_case() {
        let soon = |after| matches(&shell(), code(7, 11), &police(), id(2), opened() + after);
        assert_eq!(soon(SignedDuration::from_mins(5)), Match::Same);
        assert_eq!(soon(JOINS_WITHIN), Match::Same);
        assert_eq!(soon(JOINS_WITHIN + SignedDuration::from_secs(1)), Match::Ask(Doubt::TooLate));
    }

    #[test]
    fn whatever_is_doubtful_is_a_question() {
        let (now, other): (_, AgencyId) = (opened(), "polisen-grannstad".parse().unwrap());
        assert_eq!(matches(&shell(), code(7, 12), &police(), id(3), now), Match::Ask(Doubt::OtherMonth));
        assert_eq!(matches(&shell(), code(7, 11), &other, id(3), now), Match::Ask(Doubt::OtherAgency));
        let joined = Shell { joined: Some(id(2)), ..shell() };
        assert_eq!(matches(&joined, code(7, 11), &police(), id(2), now), Match::Same);
        assert_eq!(matches(&joined, code(7, 12), &police(), id(3), now), Match::Ask(Doubt::AlreadyJoined));
    }

    #[test]
    fn another_code_and_a_closed_shell_are_never_the_same() {
        assert_eq!(matches(&shell(), code(8, 11), &police(), id(3), opened()), Match::Other);
        let closed = Shell { closed_at: Some(opened()), ..shell() };
        assert_eq!(matches(&closed, code(7, 11), &police(), id(2), opened()), Match::Other);
    }

    #[test]
    fn what_is_typed_is_read_as_people_hear() {
        let (pairing, now) = (PairingCode::from_draw(7), opened());
        for typed in [pairing.to_string(), pairing.spoken(), pairing.spoken().to_lowercase(), format!(" {pairing}-2611 ")] {
            assert_eq!(heard(&typed, now), Heard::Code(code(7, 11)), "{typed}");
        }
        assert_eq!(heard(&format!("{pairing}-2612"), now), Heard::Code(code(7, 12)));
        for typed in ["", "KV7", "%", "🦊🦊🦊🦊🦊", &format!("{pairing}-"), &format!("{pairing}-99")] {
            assert_eq!(heard(typed, now), Heard::Nothing, "{typed}");
        }
    }

    #[test]
    fn one_wrong_symbol_or_two_that_changed_places_is_near() {
        let right = PairingCode::from_draw(123_456);
        let mut wrong: [u8; 5] = right.to_string().as_bytes().try_into().unwrap();
        wrong[4] = if wrong[4] == b'2' { b'3' } else { b'2' };
        let text = String::from_utf8(wrong.to_vec()).unwrap();
        assert_eq!(heard(&text, opened()), Heard::Misheard(wrong));
        assert!(is_near(wrong, right));
        let mut swapped: [u8; 5] = right.to_string().as_bytes().try_into().unwrap();
        swapped.swap(1, 2);
        assert!(swapped == *right.to_string().as_bytes() || is_near(swapped, right));
        assert!(!is_near(*b"22222", PairingCode::from_draw(123_456)));
    }
}
