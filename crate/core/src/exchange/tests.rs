use std::sync::OnceLock;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use super::client::{Client, ClientOptions, Done, Next};
use super::error::ExchangeError;
use crate::Now;
use crate::math::group::AcceptedPrimes;
use crate::rsa::RsaPrivateKey;

mod connection;
mod hostile;
mod pair;
mod transcript;

const NOW: Now = Now { mono_ms: 5, wall_ms: 1_700_000_000_250 };

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// The key of all test servers: made once, for that takes a while.
fn server_key() -> &'static RsaPrivateKey {
    static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| RsaPrivateKey::generate(&mut rng(42)).unwrap())
}

fn options() -> ClientOptions {
    ClientOptions {
        dc_id: 2,
        keys: vec![server_key().public().clone()],
        expires_in: None,
        primes: AcceptedPrimes::default(),
    }
}

fn sent(next: Next) -> (Vec<u8>, Client) {
    match next {
        Next::Send { body, client } => (body, client),
        Next::Done(_) => panic!("done too early"),
    }
}

fn done(next: Next) -> Done {
    match next {
        Next::Done(done) => done,
        Next::Send { .. } => panic!("not done"),
    }
}
