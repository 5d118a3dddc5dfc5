//! Sans-IO MTProto 2.0 for Heliogram: everything between a socket's bytes and a TL payload.
//!
//! No I/O, no clock, no thread, no panic on any input. Time and randomness are arguments.
#![deny(unsafe_code)]

pub mod aes;
mod auth_key;
pub mod exchange;
pub mod kdf;
pub mod math;
pub mod message;
pub mod rsa;
pub mod session;
pub mod sha;
pub mod srp;
mod time;
pub mod tl;
pub mod transport;

#[cfg(test)]
mod vectors;

pub use auth_key::AuthKey;
pub use time::Now;
