//! A meeting as a file for a calendar (RFC 5545): a time, and the code of the case for a title. No place, no names, no agenda: a
//! calendar is read over shoulders, and shared.

use jiff::{SignedDuration, Timestamp};
use store::Id;
use wire::CaseCode;

/// How long it is blocked for; how long it will take nobody knows.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// The file. `made_at` is when it is asked for.
pub fn calendar_file(id: Id, code: &CaseCode, at: Timestamp, made_at: Timestamp) -> String {
    let time = |at: Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Stafett//Stafett//SV".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{id}"),
        format!("DTSTAMP:{}", time(made_at)),
        format!("DTSTART:{}", time(at)),
        format!("DTEND:{}", time(at + LASTS)),
        format!("SUMMARY:{}", code.pairing().spoken()),
        "CLASS:PRIVATE".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    // Each line ends with both signs, the last too (3.1).
    lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_a_time_and_a_code() {
        let code = crate::domain::code_of_month(7, "2026-11-22T01:14:00Z".parse().unwrap()).unwrap();
        let at: Timestamp = "2026-12-01T08:30:00Z".parse().unwrap();
        let file = calendar_file(Id::generate(at), &code, at, at);
        assert!(file.contains("\r\nDTSTART:20261201T083000Z\r\nDTEND:20261201T093000Z\r\n"), "{file}");
        assert!(file.contains(&format!("SUMMARY:{}\r\n", code.pairing().spoken())) && file.ends_with("END:VCALENDAR\r\n"));
        assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "no line needs folding");
        for never in ["LOCATION", "ATTENDEE", "DESCRIPTION"] {
            assert!(!file.contains(never), "{never}");
        }
    }
}
