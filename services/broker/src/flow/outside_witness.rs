//! Hands each new head of the log to a witness outside the agencies, and keeps its line.
//!
//! One task a witness, beside everything else: it reads what is published and committed already, and nobody waits for it.

mod alarm;
mod client;

use std::time::Duration;

use ledger::{checkpoint::Checkpoint, witness::AddCheckpoint};
use store::Conn;
use tokio::sync::watch;

use self::{alarm::Standing, client::WitnessClient};
use super::{Broker, FlowError, cosigned::consistency, sequencer::stopped};
use crate::{
    app::StartError,
    config::WitnessPlace,
    db,
    domain::{
        outside_witness::{WitnessTrouble, Word, read},
        publication::Tip,
    },
};

/// Heads are handed over at most this often: what was published in between is skipped.
const EVERY: Duration = Duration::from_secs(2);
/// Pauses after failures.
const PAUSE_MIN: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Goes to one witness, and knows how it stands with it.
pub(crate) struct WitnessCourier {
    client: WitnessClient,
    /// Leaves the witness last cosigned; unknown until the database was asked.
    has: Option<u64>,
    standing: Standing,
}

/// Why a round brought no line.
#[derive(Debug, thiserror::Error)]
enum RoundError {
    #[error(transparent)]
    Witness(#[from] WitnessTrouble),
    /// The own database, or another broker that holds the log now: the witness is not to blame.
    #[error(transparent)]
    Own(#[from] FlowError),
}

impl From<store::Error> for RoundError {
    fn from(error: store::Error) -> Self {
        Self::Own(error.into())
    }
}

impl WitnessCourier {
    /// To a configured witness; goes once [`WitnessCourier::run`] runs.
    pub(crate) fn new(place: &WitnessPlace) -> Result<Self, StartError> {
        let client = WitnessClient::new(place)?;
        Ok(Self { client, has: None, standing: Standing::of(place.key.name().to_string()) })
    }

    /// Runs until told to stop. A round that is cut off is made anew at the next start.
    pub(crate) async fn run(mut self, broker: Broker, mut stop: watch::Receiver<bool>) {
        let mut pausing = PAUSE_MIN;
        loop {
            let handed = tokio::select! {
                handed = self.round(&broker) => handed,
                () = stopped(&mut stop) => return,
            };
            let pause = self.settle(handed, &mut pausing);
            self.standing.tell_behind(self.missing(&broker));
            tokio::select! {
                () = self.rest(&broker, pause) => {}
                () = stopped(&mut stop) => return,
            }
        }
    }

    /// Leaves of the published head that the witness has not cosigned.
    fn missing(&self, broker: &Broker) -> u64 {
        broker.live.published().size.saturating_sub(self.has.unwrap_or(0))
    }

    /// Pauses, and as long as there is nothing new.
    async fn rest(&self, broker: &Broker, pause: Duration) {
        tokio::time::sleep(pause).await;
        let mut publications = broker.live.publications();
        while self.missing(broker) == 0 {
            if publications.changed().await.is_err() {
                // The broker ends: the stop is told next.
                std::future::pending::<()>().await;
            }
        }
    }

    /// How long to pause after a round.
    fn settle(&mut self, handed: Result<(), RoundError>, pausing: &mut Duration) -> Duration {
        let Err(error) = handed else {
            self.standing.well();
            *pausing = PAUSE_MIN;
            return EVERY;
        };
        match error {
            RoundError::Witness(trouble) => self.standing.trouble(trouble),
            RoundError::Own(FlowError::Fenced) => {}
            RoundError::Own(error) => tracing::error!(%error, "no head could be handed to the witness"),
        }
        let pause = *pausing;
        *pausing = (pause * 2).min(PAUSE_MAX);
        pause
    }

    /// Hands over what is published, if the witness has not cosigned it.
    async fn round(&mut self, broker: &Broker) -> Result<(), RoundError> {
        let has = match self.has {
            Some(has) => has,
            None => {
                let witness = self.client.key().to_string();
                broker.db.read(move |conn| db::outside_cosignatures::last_of(conn, &witness)).await?.unwrap_or(0)
            }
        };
        self.has = Some(has);
        let tip = broker.live.published();
        if tip.size <= has {
            return Ok(());
        }
        if broker.live.is_fenced() {
            return Err(FlowError::Fenced.into());
        }
        self.hand_over(broker, has, tip).await
    }

    /// Hands over a head, from another size when the witness remembers another: after a lost answer, or a restored database.
    async fn hand_over(&mut self, broker: &Broker, has: u64, tip: Tip) -> Result<(), RoundError> {
        let mut word = self.ask(broker, has, tip).await?;
        if let Word::Remembers(size) = word {
            if size > tip.size {
                return Err(self.ahead(broker, size).await?);
            }
            if size < has {
                self.standing.trouble(WitnessTrouble::Forgot(size));
            }
            word = self.ask(broker, size, tip).await?;
        }
        let Word::Cosigned(cosignature) = word else {
            // It changes its mind, or somebody else asks it about the same log.
            return Err(WitnessTrouble::Refused(409).into());
        };
        // Crash here: the line is lost, the witness remembers this head, and cosigns it again when it is asked from there.
        broker.change("cosign_outside", move |conn| Ok::<_, FlowError>(db::outside_cosignatures::keep(conn, &cosignature)?)).await?;
        self.has = Some(tip.size);
        Ok(())
    }

    async fn ask(&self, broker: &Broker, old: u64, tip: Tip) -> Result<Word, RoundError> {
        let proof =
            if old == 0 { Vec::new() } else { broker.db.read(move |conn: &mut Conn| consistency(conn, old, tip.size)).await?.hashes };
        let head = Checkpoint { origin: broker.signer.key().name().clone(), size: tip.size, root: tip.root };
        // Signing again gives the same bytes as what is published; a head is published only once it is committed.
        let asked = AddCheckpoint::new(old, proof, broker.signer.sign(tip.size, tip.root)).map_err(|_| WitnessTrouble::Refused(400))?;
        let answer = self.client.add_checkpoint(&asked).await?;
        Ok(read(&answer, old, &head, self.client.key(), broker.now())?)
    }

    /// More than is published here: this broker is behind, since another holds the log now, or the log has lost leaves.
    async fn ahead(&self, broker: &Broker, size: u64) -> Result<RoundError, RoundError> {
        let head = broker.db.read(db::log::head).await?;
        let is_there = head.is_some_and(|head| head.frontier.size() >= size);
        Ok(if is_there { FlowError::Fenced.into() } else { WitnessTrouble::Ahead(size).into() })
    }
}
