use ledger::{
    Hash,
    checkpoint::{Cosigner, LogSigner},
    witness::{AddCheckpoint, OutsideWitness},
};

use super::*;

const NOW: &str = "2026-11-29T01:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn witness() -> Cosigner {
    Cosigner::new("witness.example/w1".parse().unwrap(), [4; 32])
}

/// A head of that many leaves, and the line of a witness that cosigned it at that time.
fn cosigned_by(cosigner: &Cosigner, size: u64, time: &str) -> (Checkpoint, String) {
    let log = LogSigner::new("samordningen-exempelstad.example/log".parse().unwrap(), [1; 32]);
    let asked = AddCheckpoint::new(0, Vec::new(), log.sign(size, Hash::of_object(b"root"))).unwrap();
    let step = OutsideWitness::new(log.key().name().clone()).step(&asked, &log.key()).unwrap();
    (step.cosignable.checkpoint().clone(), format!("{}\n", cosigner.cosign(&step.cosignable, at(time))))
}

fn answer(status: u16, content_type: &str, body: &str) -> Answer {
    Answer { status, content_type: content_type.to_owned(), body: body.to_owned() }
}

#[test]
fn only_its_own_line_for_this_head_at_this_time_is_taken() {
    let (head, line) = cosigned_by(&witness(), 7, NOW);
    let read = |body: &str, now: &str| read(&answer(200, "text/plain", body), 3, &head, &witness().key(), at(now));
    let Ok(Word::Cosigned(taken)) = read(&line, NOW) else { panic!("an honest line") };
    assert_eq!((taken.size, format!("{}\n", taken.line)), (7, line.clone()));
    assert!(read(&line, "2026-11-29T00:59:00Z").is_ok() && read(&line, "2026-11-29T01:01:00Z").is_ok());
    assert_eq!(read(&line, "2026-11-29T00:58:59Z"), Err(WitnessTrouble::Clock));
    assert_eq!(read(&line, "2026-11-29T01:01:01Z"), Err(WitnessTrouble::Clock));
    let stranger = Cosigner::new("witness.example/w1".parse().unwrap(), [5; 32]);
    for body in ["", "welcome", &cosigned_by(&witness(), 8, NOW).1, &cosigned_by(&stranger, 7, NOW).1, &line.replace('w', "v")] {
        assert_eq!(read(body, NOW), Err(WitnessTrouble::FalseLine), "{body}");
    }
}

#[test]
fn each_status_says_what_it_means() {
    let (head, _) = cosigned_by(&witness(), 7, NOW);
    let read = |status, kind: &str, body: &str| read(&answer(status, kind, body), 3, &head, &witness().key(), at(NOW));
    assert_eq!(read(409, SIZE_CONTENT_TYPE, "5\n"), Ok(Word::Remembers(5)));
    assert_eq!(read(409, SIZE_CONTENT_TYPE, "3\n"), Err(WitnessTrouble::OtherHistory), "the size is right, the root is not");
    assert_eq!(read(409, SIZE_CONTENT_TYPE, "five\n"), Err(WitnessTrouble::Refused(409)));
    assert_eq!(read(409, "text/plain", "5\n"), Err(WitnessTrouble::OtherHistory));
    assert_eq!(read(422, "text/plain", ""), Err(WitnessTrouble::OtherHistory));
    for status in [400, 401, 403, 404, 301, 204] {
        assert_eq!(read(status, "", ""), Err(WitnessTrouble::Refused(status)));
    }
    for status in [429, 500, 502, 503, 599] {
        assert_eq!(read(status, "", ""), Err(WitnessTrouble::Silent));
    }
}
