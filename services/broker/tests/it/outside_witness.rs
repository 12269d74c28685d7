//! Witnesses outside the agencies: honest, lost, slow and lying. Whatever they do, handovers go on.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use actix_web::{App, HttpResponse, HttpServer, web};
use broker::config::WitnessPlace;
use jiff::Timestamp;
use ledger::{
    checkpoint::{Cosigner, LogKey, open},
    tree::Frontier,
    witness::{AddCheckpoint, OutsideRefusal, OutsideWitness, SIZE_CONTENT_TYPE},
};
use wire::{OfferOutcome, Parcel};

use crate::{
    log::published,
    on_both,
    server::Server,
    story::{answer_of, fetch_path},
    town::{Town, eventually},
    witness::TestWitness,
};

on_both!(
    an_honest_witness_gets_a_line_on_the_note_and_in_the_proofs,
    a_witness_that_remembers_more_or_less_is_asked_from_there,
    a_witness_that_is_down_slow_or_lies_delays_no_handover,
    a_witness_that_remembers_what_never_was_gets_nothing_stored,
);

/// How a witness behaves.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Honest,
    Down,
    Slow,
    /// An answer of the right form that holds for nothing.
    Garbage,
    /// Its own line, with a time of yesterday.
    Yesterday,
    /// Bytes without end.
    Endless,
    Forbids,
}

struct State {
    mood: Mood,
    remembers: OutsideWitness,
    asked: Vec<u64>,
}

/// A witness on a port and a thread of its own.
struct Outside {
    url: String,
    state: Arc<Mutex<State>>,
}

fn cosigner() -> Cosigner {
    Cosigner::new("witness.example/w1".parse().unwrap(), [90; 32])
}

fn answer(state: &mut State, body: &str, log: &LogKey, now: Timestamp) -> HttpResponse {
    let asked: AddCheckpoint = body.parse().unwrap();
    let day = jiff::SignedDuration::from_hours(24);
    let at = if state.mood == Mood::Yesterday { now - day } else { now };
    match state.mood {
        Mood::Down => HttpResponse::ServiceUnavailable().finish(),
        Mood::Forbids => HttpResponse::Forbidden().finish(),
        Mood::Garbage => HttpResponse::Ok().body("\u{2014} witness.example/w1 AAAAAAAAAAA=\n"),
        Mood::Endless => {
            let piece = || Ok::<_, actix_web::Error>(web::Bytes::from_static(&[b'a'; 4096]));
            HttpResponse::Ok().streaming(futures_util::stream::repeat_with(piece))
        }
        Mood::Honest | Mood::Slow | Mood::Yesterday => match state.remembers.step(&asked, log) {
            Ok(step) => {
                state.remembers = step.next;
                HttpResponse::Ok().body(format!("{}\n", cosigner().cosign(&step.cosignable, at)))
            }
            Err(OutsideRefusal::OldDiffers { have, .. }) => {
                HttpResponse::Conflict().content_type(SIZE_CONTENT_TYPE).body(format!("{have}\n"))
            }
            Err(refusal) => HttpResponse::build(refusal.status().try_into().unwrap()).body(refusal.to_string()),
        },
    }
}

impl Outside {
    fn start(town: &Town, mood: Mood) -> Self {
        let remembers = OutsideWitness::new(town.log_key.name().clone());
        let state = Arc::new(Mutex::new(State { mood, remembers, asked: Vec::new() }));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (clock, log, held) = (town.clock.clone(), town.log_key.clone(), state.clone());
        std::thread::spawn(move || {
            let app = move || {
                let (clock, log, held) = (clock.clone(), log.clone(), held.clone());
                let door = move |body: String| {
                    let (now, log, held) = (store::clock::Clock::now(&*clock), log.clone(), held.clone());
                    async move {
                        let mood = {
                            let mut state = held.lock().unwrap();
                            state.asked.push(body.parse::<AddCheckpoint>().unwrap().old());
                            state.mood
                        };
                        if mood == Mood::Slow {
                            tokio::time::sleep(Duration::from_secs(30)).await;
                        }
                        answer(&mut held.lock().unwrap(), &body, &log, now)
                    }
                };
                App::new().route("/prefix/add-checkpoint", web::post().to(door))
            };
            let serving = async { HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run().await };
            actix_web::rt::System::new().block_on(serving)
        });
        Self { url, state }
    }

    fn place(&self) -> WitnessPlace {
        WitnessPlace { key: cosigner().key(), url: format!("{}/prefix/", self.url) }
    }

    fn turn(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    fn asked(&self) -> Vec<u64> {
        self.state.lock().unwrap().asked.clone()
    }

    fn size(&self) -> u64 {
        self.state.lock().unwrap().remembers.size()
    }
}

/// A broker with all agencies, and this witness.
async fn open_with(town: &Arc<Town>, outside: &Outside) -> Server {
    town.open().await.stop();
    let mut config = town.config();
    config.witnesses = vec![outside.place()];
    Server::start(&town.database, config, town.clock.clone())
}

/// Lines of the outside witness on the newest note.
async fn lines(town: &Town, server: &Server) -> usize {
    open(&published(server).await.note, &town.log_key, &[cosigner().key()]).unwrap().cosigned_by().len()
}

/// A report of concern from the offer to the opened parcel.
async fn hand_over(town: &Town, server: &Server, desk: &mut TestWitness<'_>) -> Parcel {
    let offer = town.concern_offer();
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, town);
    assert_eq!(answer.outcome, OfferOutcome::Released);
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    desk.follow(server).await;
    server.post(&town.social, &fetch_path(&offer, 5), b"").await.json()
}

async fn an_honest_witness_gets_a_line_on_the_note_and_in_the_proofs(town: Arc<Town>) {
    let outside = Outside::start(&town, Mood::Honest);
    let server = open_with(&town, &outside).await;
    eventually(|| async { lines(&town, &server).await == 1 }).await;
    let before = outside.size();
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    hand_over(&town, &server, &mut desk).await;
    eventually(|| async { lines(&town, &server).await == 1 && outside.size() > before }).await;
    // Beside the desk's line, each under its own key; and the log is one history.
    let note = published(&server).await.note;
    let both = [cosigner().key(), town.social.cosigner.key()];
    assert_eq!(open(&note, &town.log_key, &both).unwrap().cosigned_by().len(), 2, "{note}");
    crate::log::whole_log_holds(&town, &server).await;
    // Heads in between were skipped, and after the first answer each round began where the last ended.
    let asked = outside.asked();
    assert!(asked.len() < 6 && asked.windows(2).all(|pair| pair[0] < pair[1]), "{asked:?}");
    server.stop();
    // A second start remembers what the witness had: nothing is asked again.
    let mut config = town.config();
    config.witnesses = vec![outside.place()];
    let server = Server::start(&town.database, config, town.clock.clone());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
    let last = asked.len();
    eventually(|| async { outside.asked().len() > last && lines(&town, &server).await == 1 }).await;
    assert!(outside.asked()[last] > 0, "{:?}", outside.asked());
}

async fn a_witness_that_remembers_more_or_less_is_asked_from_there(town: Arc<Town>) {
    let outside = Outside::start(&town, Mood::Honest);
    let server = open_with(&town, &outside).await;
    eventually(|| async { lines(&town, &server).await == 1 }).await;
    let size = outside.size();
    server.stop();
    // The answer was lost on the way: the witness has more than the broker knows of.
    let forget = |conn: &mut store::Conn| {
        Ok(store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query("DELETE FROM outside_cosignatures"), c))?)
    };
    let db = town.database.open(&broker::schema().unwrap());
    assert_eq!(db.write("test_forget", forget).await.unwrap(), 1);
    drop(db);
    let mut config = town.config();
    config.witnesses = vec![outside.place()];
    let server = Server::start(&town.database, config, town.clock.clone());
    eventually(|| async { lines(&town, &server).await == 1 }).await;
    let asked = outside.asked();
    assert_eq!(asked[asked.len() - 2..], [0, size]);
    // The witness was set back to nothing: it follows again from there.
    outside.state.lock().unwrap().remembers = OutsideWitness::new(town.log_key.name().clone());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
    eventually(|| async { outside.size() > size && lines(&town, &server).await == 1 }).await;
    let asked = outside.asked();
    assert_eq!(asked[asked.len() - 2..], [size, 0]);
}

async fn a_witness_that_is_down_slow_or_lies_delays_no_handover(town: Arc<Town>) {
    town.open().await.stop();
    for mood in [Mood::Down, Mood::Garbage, Mood::Yesterday, Mood::Endless, Mood::Forbids, Mood::Slow] {
        let outside = Outside::start(&town, mood);
        let mut config = town.config();
        config.witnesses = vec![outside.place()];
        let server = Server::start(&town.database, config, town.clock.clone());
        server.post(&town.police, "/api/v1/consents", &town.sign_grant(&town.grant(town.victim()))).await;
        eventually(|| async { !outside.asked().is_empty() }).await;
        let start = Instant::now();
        hand_over(&town, &server, &mut TestWitness::new(&town.social, town.log_key.clone())).await;
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        assert_eq!(lines(&town, &server).await, 0, "no line is shown that does not hold");
        if mood == Mood::Slow {
            let stop = Instant::now();
            server.stop();
            assert!(stop.elapsed() < Duration::from_secs(5), "a call under way holds up no stop");
        } else {
            outside.turn(Mood::Honest);
            eventually(|| async { lines(&town, &server).await == 1 }).await;
            server.stop();
        }
    }
}

/// The log has lost leaves that the witness vouched for, as after a restored backup.
async fn a_witness_that_remembers_what_never_was_gets_nothing_stored(town: Arc<Town>) {
    let outside = Outside::start(&town, Mood::Honest);
    let longer = crate::town::log_signer();
    let mut frontier = Frontier::new();
    frontier.extend((0..50_u8).map(|n| ledger::leaf_hash(&[n])));
    let asked = AddCheckpoint::new(0, Vec::new(), longer.sign(50, frontier.root())).unwrap();
    let step = outside.state.lock().unwrap().remembers.step(&asked, &town.log_key).unwrap();
    outside.state.lock().unwrap().remembers = step.next;
    let server = open_with(&town, &outside).await;
    eventually(|| async { outside.asked().len() > 1 }).await;
    assert_eq!((lines(&town, &server).await, outside.size()), (0, 50));
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    hand_over(&town, &server, &mut desk).await;
}
