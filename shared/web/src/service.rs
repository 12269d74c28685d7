//! What makes a service a program, and is alike in all of them: the tables every
//! configuration has, the ports, the command line, and the table of rights.
//!
//! A service implements [`Service`] for a type of its own and calls [`run`] from `main`.

pub mod access;
pub mod command_line;
pub mod config;
pub mod ports;

pub use command_line::{Service, run};
pub use config::{Database, Senseless, Telemetry};
pub use ports::{PortError, Ports};
