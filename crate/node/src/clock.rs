use std::sync::LazyLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use heliogram_core::Now;

/// Zero of the monotonic clock: the first time that anybody asked.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Both clocks, read together: the core has none.
pub(crate) fn now() -> Now {
    let mono_ms = u64::try_from(START.elapsed().as_millis()).unwrap_or(u64::MAX);
    let wall_ms = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        // A clock set before 1970.
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    };
    Now { mono_ms, wall_ms }
}
