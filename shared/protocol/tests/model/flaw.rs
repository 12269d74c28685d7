//! What could have been built wrong.

/// One fault in what the services add around the machines. Each of these towns must be found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// A fetch is judged outside the sequencer and its outcome written later.
    FetchOutsideTheSequencer,
    /// Consents are looked at when an offer is decided and never again.
    ConsentAtTheOfferOnly,
    /// A withdrawal ends the consent and leaves the parcels that wait.
    WithdrawalForgetsParcels,
    /// The recipient's own cosignature is enough for what goes by consent.
    OneCosigner,
    /// A witness cosigns first and writes down afterwards what it has seen.
    CosignBeforeRemembering,
    /// A parcel is handed over first, unproved, and the fetch logged afterwards.
    LogAfterAct,
    /// The broker does not know a message again.
    BrokerActsTwice,
    /// The recipient does not know a parcel again.
    RecipientActsTwice,
    /// The agency that heard a withdrawal opens what is under way.
    NoTombstone,
    /// What a duty sends travels in the offer that needs a consent.
    DutyRidesAlong,
    /// A message counts as taken when it was sent.
    SentIsTaken,
    /// The receipt leaves before the parcel is stored.
    ReceiptBeforeStore,
    /// No clock looks at parcels that were fetched.
    NoClockAfterFetch,
    /// The old key of a unit is destroyed when there is a new one.
    KeyDestroyedAtOnce,
    /// After a repair nobody sends again what the lost history had taken.
    RepairWithoutRedelivery,
    /// An offer that comes to the broker past its time is taken for withdrawn, which only a consent can be.
    LateIsWithdrawn,
    /// A parcel that ended with its consent is told to the sender as if the offer's own time were out.
    ExpiryByTheOfferAlone,
    /// The sender takes the broker's decision by the clock of the moment it hears of it.
    DecisionByOwnClock,
    /// An agency counts its withdrawal as done when it stands in the log, before its own witness has seen it there.
    WithdrawalNobodyWitnessed,
}
