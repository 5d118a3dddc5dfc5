use std::cell::RefCell;
use std::convert::Infallible;

use getrandom::SysRng;
use rand_core::{Rng, TryCryptoRng, TryRng, UnwrapErr};
use zeroize::Zeroize;

/// The operating system's randomness. Should it ever fail, the call panics, which reaches
/// JavaScript as an exception: to go on without randomness would be worse.
pub(crate) fn os_random() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// The operating system's randomness, fetched for many small draws at once: a message takes
/// several, and each would be a system call of its own. No byte is given out twice, and what was
/// given out is wiped here.
pub(crate) struct PooledRandom;

const POOL_BYTES: usize = 1024;

struct Pool {
    bytes: [u8; POOL_BYTES],
    /// How many at the end were not given out yet.
    left: usize,
}

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; POOL_BYTES], left: 0 }) };
}

impl Pool {
    fn fill(&mut self, target: &mut [u8]) {
        if target.len() > POOL_BYTES / 4 {
            return os_random().fill_bytes(target);
        }
        if target.len() > self.left {
            os_random().fill_bytes(&mut self.bytes);
            self.left = POOL_BYTES;
        }
        let from = POOL_BYTES - self.left;
        if let Some(source) = self.bytes.get_mut(from..from + target.len()) {
            target.copy_from_slice(source);
            source.zeroize();
            self.left -= target.len();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

impl TryRng for PooledRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_ne_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_ne_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Infallible> {
        POOL.with_borrow_mut(|pool| pool.fill(target));
        Ok(())
    }
}

impl TryCryptoRng for PooledRandom {}
