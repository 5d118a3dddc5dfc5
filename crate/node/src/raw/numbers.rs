//! Numbers by which raw functions are told of something that lives in Rust.
//!
//! One is never given twice in a process: that of something which is gone, or of another thread,
//! finds nothing.

use std::sync::atomic::{AtomicU64, Ordering};

static LAST: AtomicU64 = AtomicU64::new(0);

pub(super) fn next() -> u64 {
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

/// As JavaScript has it.
#[expect(clippy::cast_precision_loss, reason = "counting to 2^53 takes a century")]
pub(super) fn to_js(number: u64) -> f64 {
    number as f64
}

/// What JavaScript says; `None` for what was never given out.
pub(super) fn from_js(number: f64) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number that is not whole, or out of range, becomes one that is then refused"
    )]
    let key = number as u64;
    (to_js(key) == number).then_some(key)
}
