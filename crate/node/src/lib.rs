//! Node-API binding of `heliogram-core`: conversions only, and the SQLite session file.
//!
//! Every exported function carries `catch_unwind`: a panic that crosses into Node's C++ frames
//! ends the process.

#![expect(unreachable_pub, reason = "what #[napi] exports must be pub, in modules that are not")]
#![cfg_attr(
    test,
    allow(dead_code, reason = "compiled for tests, the exports of the addon are left out")
)]

mod bytes;
mod clock;
mod crypto;
mod ctr;
mod error;
mod exchange;
mod kernel;
mod number;
mod panic_probe;
mod primes;
mod random;
mod raw;
mod session;
mod session_file;
mod store;
mod tasks;
mod transport_options;
