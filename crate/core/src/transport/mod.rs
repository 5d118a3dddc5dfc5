//! Transport codecs (`spec/mtproto.md §6`): how packets are cut out of a byte stream.
//!
//! A codec is pure: bytes in, frames out, no socket. [`Transport`] is the client's side of one
//! connection and [`ServerTransport`] the server's, which learns from the first bytes which of the
//! transports the client speaks. The framings are a file each and know nothing of each other;
//! obfuscation is a cipher laid over any framing that has a tag.

mod abridged;
mod client;
mod error;
mod frame;
mod full;
mod inbox;
mod intermediate;
mod obfuscated;
mod options;
mod padded;
mod secret;
mod server;

pub use client::{Frame, Reading, Transport};
pub use error::TransportError;
pub use frame::MAX_FRAME;
pub use options::{Obfuscation, TransportKind, TransportOptions};
pub use secret::parse_secret;
pub use server::{ServerFrame, ServerTransport};

#[cfg(test)]
mod tests;
