/// The time as an argument: both clocks, read together by the caller.
///
/// Deadlines use the monotonic clock, message ids the wall clock corrected by the server's offset:
/// a wall clock that jumps must not move a deadline, and a monotonic clock knows no date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds of a clock that never goes back; its zero point is the caller's.
    pub mono_ms: u64,
    /// Milliseconds since 1970-01-01 00:00 UTC, as the wall clock says.
    pub wall_ms: i64,
}
