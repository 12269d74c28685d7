//! A gate between an agency and the broker: every call goes through it, and a test can hold one at a chosen moment.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use crate::Message;

/// Where on its way a call is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The agency has sent it; the broker has not seen it.
    BeforeBroker,
    /// The broker has answered; the agency has not seen the answer.
    BeforeAgency,
}

/// What becomes of a call that was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on as if nothing had been.
    Pass,
    /// The connection breaks.
    Break,
}

/// A call that went through, or was held at the broker's side.
#[derive(Debug, Clone)]
pub struct Passed {
    /// What the agency sent.
    pub request: Message,
    /// What the broker answered; none when it never came.
    pub answer: Option<Message>,
}

type Matches = Box<dyn Fn(&Message, Option<&Message>) -> bool + Send>;

/// Changes the body of an answer to a request; none leaves it as it is.
type Bend = Box<dyn Fn(&Message, &[u8]) -> Option<Vec<u8>> + Send>;

/// One trap: the first call that fits is told to the test, and all that fit wait for its word.
struct Trap {
    id: u64,
    moment: Moment,
    matches: Matches,
    caught: mpsc::Sender<()>,
    opened: Arc<Opened>,
}

#[derive(Default)]
struct Opened {
    word: Mutex<Option<Outcome>>,
    bell: std::sync::Condvar,
}

struct Shared {
    broker: Mutex<Option<SocketAddr>>,
    traps: Mutex<Vec<Trap>>,
    passed: Mutex<Vec<Passed>>,
    bend: Mutex<Option<Bend>>,
    closed: AtomicBool,
}

/// A listening address that forwards to the broker.
pub struct Gate {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// A trap as the test holds it. Dropped without a word, it lets everything pass.
pub struct Catch {
    id: u64,
    shared: Arc<Shared>,
    caught: mpsc::Receiver<()>,
    opened: Arc<Opened>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gate {
    /// Opens a gate that leads nowhere yet.
    pub fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on this machine");
        let address = listener.local_addr().expect("a bound address");
        let shared = Arc::new(Shared {
            broker: Mutex::default(),
            traps: Mutex::default(),
            passed: Mutex::default(),
            bend: Mutex::default(),
            closed: AtomicBool::new(false),
        });
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for agency in listener.incoming().flatten() {
                if of_thread.closed.load(Ordering::Relaxed) {
                    break;
                }
                let shared = Arc::clone(&of_thread);
                thread::spawn(move || drop(shared.carry(agency)));
            }
        });
        Self { address, shared }
    }

    /// The address the agency is given as the broker's.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the broker is now.
    pub fn lead_to(&self, broker: SocketAddr) {
        *lock(&self.shared.broker) = Some(broker);
    }

    /// Holds calls whose request line begins with this (`POST /api/v1/offers`), whatever is answered.
    pub fn catch(&self, moment: Moment, line: &str) -> Catch {
        let line = line.to_owned();
        self.catch_if(moment, move |request, _| request.line.starts_with(&line))
    }

    /// Holds calls that fit; the answer is there when the moment is after the broker's.
    pub fn catch_if(&self, moment: Moment, matches: impl Fn(&Message, Option<&Message>) -> bool + Send + 'static) -> Catch {
        let (told, caught) = mpsc::channel();
        let opened = Arc::new(Opened::default());
        let id = u64::from_be_bytes(crate::random_bytes());
        lock(&self.shared.traps).push(Trap { id, moment, matches: Box::new(matches), caught: told, opened: Arc::clone(&opened) });
        Catch { id, shared: Arc::clone(&self.shared), caught, opened }
    }

    /// From now on answers are changed on their way to the agency, as a broker that lies would answer.
    pub fn bend(&self, bend: impl Fn(&Message, &[u8]) -> Option<Vec<u8>> + Send + 'static) {
        *lock(&self.shared.bend) = Some(Box::new(bend));
    }

    /// Everything that reached the broker's side so far, in order of answering.
    pub fn passed(&self) -> Vec<Passed> {
        lock(&self.shared.passed).clone()
    }

    /// Requests whose line begins with this.
    pub fn requests(&self, line: &str) -> Vec<Message> {
        lock(&self.shared.passed).iter().map(|passed| &passed.request).filter(|request| request.line.starts_with(line)).cloned().collect()
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::Relaxed);
        // Wakes the listening thread so that it sees the word.
        drop(TcpStream::connect(self.address));
    }
}

impl Catch {
    /// Waits until a call is held.
    ///
    /// # Panics
    /// When none came in 60 seconds.
    #[track_caller]
    pub fn wait(&self) {
        self.caught.recv_timeout(Duration::from_secs(60)).expect("a call to hold within 60 s");
    }

    /// Whether a call is held now.
    pub fn has_caught(&self) -> bool {
        self.caught.try_recv().is_ok()
    }

    /// Lets the held calls go, and holds no more.
    pub fn release(self, outcome: Outcome) {
        self.open(outcome);
    }

    fn open(&self, outcome: Outcome) {
        lock(&self.shared.traps).retain(|trap| trap.id != self.id);
        lock(&self.opened.word).get_or_insert(outcome);
        self.opened.bell.notify_all();
    }
}

impl Drop for Catch {
    fn drop(&mut self) {
        self.open(Outcome::Pass);
    }
}

impl Opened {
    fn wait(&self) -> Outcome {
        let word = self.bell.wait_while(lock(&self.word), |word| word.is_none());
        word.unwrap_or_else(PoisonError::into_inner).unwrap_or(Outcome::Pass)
    }
}

impl Shared {
    fn carry(&self, mut agency: TcpStream) -> std::io::Result<()> {
        agency.set_nodelay(true)?;
        let request = Message::read_request(&mut agency)?;
        if self.held(Moment::BeforeBroker, &request, None) == Outcome::Break {
            return agency.shutdown(Shutdown::Both);
        }
        let answer = self.ask(&agency, &request);
        lock(&self.passed).push(Passed { request: request.clone(), answer: answer.as_ref().ok().cloned() });
        let Ok(answer) = answer else { return agency.shutdown(Shutdown::Both) };
        if self.held(Moment::BeforeAgency, &request, Some(&answer)) == Outcome::Break {
            return agency.shutdown(Shutdown::Both);
        }
        agency.write_all(&self.bent(&request, answer).last_of_connection())
    }

    fn bent(&self, request: &Message, answer: Message) -> Message {
        let body = lock(&self.bend).as_ref().and_then(|bend| bend(request, &answer.body));
        let Some(body) = body else { return answer };
        let is_length = |header: &String| header.to_ascii_lowercase().starts_with("content-length:");
        let mut headers: Vec<_> = answer.headers.into_iter().filter(|header| !is_length(header)).collect();
        headers.push(format!("content-length: {}", body.len()));
        Message { headers, body, ..answer }
    }

    fn ask(&self, agency: &TcpStream, request: &Message) -> std::io::Result<Message> {
        let broker = lock(&self.broker).ok_or(std::io::ErrorKind::NotConnected)?;
        let mut broker = TcpStream::connect(broker)?;
        broker.set_nodelay(true)?;
        broker.write_all(&request.last_of_connection())?;
        hang_up_together(agency.try_clone()?, broker.try_clone()?);
        Message::read_answer(&mut broker)
    }

    fn held(&self, moment: Moment, request: &Message, answer: Option<&Message>) -> Outcome {
        let opened = {
            let traps = lock(&self.traps);
            let Some(trap) = traps.iter().find(|trap| trap.moment == moment && (trap.matches)(request, answer)) else {
                return Outcome::Pass;
            };
            // The test may have stopped listening: then it only wants the call held.
            let _ = trap.caught.send(());
            Arc::clone(&trap.opened)
        };
        opened.wait()
    }
}

/// An agency that dies in the middle of a long call must not seem to be still listening.
fn hang_up_together(mut agency: TcpStream, broker: TcpStream) {
    thread::spawn(move || {
        let mut nothing = [0; 1];
        // One request a connection: the next thing that comes is its end.
        while agency.read(&mut nothing).is_ok_and(|count| count > 0) {}
        drop(broker.shutdown(Shutdown::Both));
    });
}
