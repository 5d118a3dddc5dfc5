//! What all targets share. Everything is seeded: an input does the same each time.

use std::sync::OnceLock;

use heliogram_core::rsa::RsaPrivateKey;
use heliogram_core::{AuthKey, Now};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

/// The time at which everything begins; both sides agree on it.
pub(crate) const NOW: Now = Now { mono_ms: 500_000, wall_ms: 1_700_000_000_000 };

pub(crate) fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

pub(crate) fn auth_key() -> AuthKey {
    let bytes: Vec<u8> = (0..=255_u8).map(|byte| byte.wrapping_mul(73) ^ 0x5c).collect();
    AuthKey::from_slice(&bytes).expect("256 bytes")
}

/// The server's RSA key: made once for each process, for that takes a while.
pub(crate) fn rsa_key() -> &'static RsaPrivateKey {
    static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| RsaPrivateKey::generate(&mut rng(42)).expect("a sound random source"))
}
