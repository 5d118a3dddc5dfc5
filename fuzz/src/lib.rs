//! What the fuzz targets do, a file for each: `run` takes any bytes, and panics if the core does
//! what it must not. Here rather than in the targets, so that tests replay the seeds without a
//! fuzzer.

pub mod exchange_client;
pub mod exchange_server;
mod fixture;
mod honest;
mod input;
pub mod key_text;
mod link;
pub mod message;
pub mod service;
pub mod session;
pub mod tl;
pub mod transport;

/// A target: its name and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target, under the name that its program and its folder of seeds have.
pub const TARGETS: [Target; 8] = [
    ("exchange_client", exchange_client::run),
    ("exchange_server", exchange_server::run),
    ("key_text", key_text::run),
    ("message", message::run),
    ("service", service::run),
    ("session", session::run),
    ("tl", tl::run),
    ("transport", transport::run),
];
