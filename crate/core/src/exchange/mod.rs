//! Creation of an authorization key (spec/mtproto.md §3), client and server role, without I/O.
//!
//! ```text
//! client                               server
//!   req_pq_multi         ──────────▶            nonce
//!                        ◀──────────   resPQ    server_nonce, pq, fingerprints
//!   req_DH_params        ──────────▶            p, q, RSA_PAD(… new_nonce)
//!                        ◀──────────   server_DH_params_ok     g, dh_prime, g_a
//!   set_client_DH_params ──────────▶            g_b
//!                        ◀──────────   dh_gen_ok   hash of the key
//! ```
//!
//! [`Client`] and [`Server`] are machines over message bodies. Each awaited message has a struct
//! that holds what is known by then, and a step consumes the machine: a message out of order cannot
//! be taken, and an exchange that failed cannot go on. Every check of the spec is one `if` with an
//! error of its own. [`Exchange`] puts the client on a transport, with the plaintext envelope.

mod client;
mod connection;
mod constructors;
mod envelope;
mod error;
mod inner_data;
mod messages;
mod sealed;
mod server;

pub use client::{Client, ClientOptions, Done, Next};
pub use connection::{Exchange, ExchangeOptions, Step};
pub use error::ExchangeError;
pub use server::{Server, ServerDone, ServerNext, ServerOptions};

#[cfg(test)]
mod tests;
