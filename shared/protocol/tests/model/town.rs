//! The town as a model for the checker.

use jiff::Timestamp;
use protocol::{
    Basis, ClockLimits,
    handover::{HandoverState, StateCode},
};
use stateright::{Model, Property};

use crate::{
    action::Action,
    facts::{AboutOne, Facts, Wrong},
    flaw::Flaw,
    log::Log,
    properties,
    setting::{Setting, after},
    world::{Arrival, Broker, Late, Office, Parcel, Recalled, Recipient, Row, Sender, World},
};

/// A town with what may happen in it, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Town {
    pub setting: Setting,
    pub limits: ClockLimits,
    pub flaw: Option<Flaw>,
}

impl Town {
    /// A town as it is meant to be.
    pub fn sound(setting: Setting) -> Self {
        Self { limits: setting.limits(), setting, flaw: None }
    }

    /// A town with a fault.
    pub fn flawed(setting: Setting, flaw: Flaw) -> Self {
        Self { flaw: Some(flaw), ..Self::sound(setting) }
    }

    /// Whether it has this fault.
    pub fn has(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

    /// The handovers.
    pub fn handovers(&self) -> impl Iterator<Item = u8> + use<> {
        0..u8::try_from(self.setting.bases.len()).unwrap_or(u8::MAX)
    }

    /// The ground a handover really has.
    pub fn basis(&self, handover: u8) -> Basis {
        self.setting.bases[usize::from(handover)]
    }

    /// The ground it is offered on: another one where a duty rides along.
    pub fn offered_on(&self, handover: u8) -> Basis {
        let basis = self.basis(handover);
        if basis == Basis::Duty && self.has(Flaw::DutyRidesAlong) { Basis::Consent } else { basis }
    }

    /// The time.
    pub fn now(&self, world: &World) -> Timestamp {
        self.at(world.moment)
    }

    /// The time of a moment.
    pub fn at(&self, moment: u8) -> Timestamp {
        after(self.setting.moments[usize::from(moment)])
    }
}

/// Notes it when a copy moves where none may.
pub fn note_move(facts: &mut Facts, before: &HandoverState, next: &HandoverState) {
    let (was, is) = (before.code(), next.code());
    let back = was.is_fetched() && !is.is_fetched() || is == StateCode::Drafted;
    facts.note(Wrong::FinalChanged, before != next && (before.is_final() || back));
}

fn empty_broker(count: usize) -> Broker {
    let row = Row {
        state: HandoverState::Drafted,
        answer: None,
        decided: 0,
        sealed: false,
        fetched: None,
        late: Late::default(),
        evidence: None,
        recalled_early: false,
    };
    Broker {
        life: 0,
        log: Log::default(),
        consent: None,
        rows: vec![row; count],
        notices: [Vec::new(), Vec::new()],
        cosigned: Vec::new(),
        rules_allow: true,
        unwritten: vec![None; count],
    }
}

impl Model for Town {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let count = self.setting.bases.len();
        let parcel = Parcel { arrival: Arrival::Unknown, since: 0, due: false, in_hand: None, opened_under: None, copy: None };
        let sender = Sender { copies: vec![HandoverState::Drafted; count], recalls: vec![Recalled::No; count], sealed_to: vec![0; count] };
        vec![World {
            moment: 0,
            broker: empty_broker(count),
            backup: None,
            lost: None,
            repaired: false,
            offices: [Office::default(), Office::default()],
            sender,
            recipient: Recipient { parcels: vec![parcel; count], keys: (0, 0) },
            losses_left: self.setting.losses,
            facts: Facts { each: vec![AboutOne::default(); count], ..Facts::default() },
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        self.offer_actions(world, actions);
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        self.act(&mut next, action);
        // What changes nothing is no step: an end is a state that nothing leads on from.
        (next != *world).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}
