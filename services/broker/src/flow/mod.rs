//! Verbs. What changes something goes through the sequencer, one named transaction a batch.

pub(crate) mod broker;
pub(crate) mod cosign;
pub(crate) mod cosigned;
pub(crate) mod failure;
pub(crate) mod fetch;
pub(crate) mod live;
pub(crate) mod log;
pub(crate) mod notices;
pub(crate) mod prove;
pub mod register;
pub(crate) mod rows;
pub(crate) mod sequence;
pub(crate) mod sequencer;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod take;

pub(crate) use broker::Broker;
pub(crate) use failure::FlowError;
