//! The server's time as far as we know it (`spec/mtproto.md §5.2`).
//!
//! Local time is the wall clock read once, carried on by the monotonic clock, so that a wall clock
//! that jumps changes nothing. What the server says only ever raises the offset, since packets
//! come late and never early; lowering it takes a word of the server about one of our own messages.

use super::msg_id::MsgId;
use crate::Now;

/// A message older than this is not believed (`spec/mtproto.md §4.3`).
const OLDEST_MS: i64 = 300_000;
/// A message further ahead than this is not believed.
const NEWEST_MS: i64 = 30_000;
/// The clocks part by this much only when the machine slept or the user set the date.
const SLEEP_MS: i64 = 5_000;
/// Smaller changes of the offset are not worth a write to disk.
const REPORT_MS: i64 = 1_000;

/// Estimate of the server's clock.
#[derive(Debug)]
pub(super) struct ServerClock {
    /// Both clocks at the start, read together.
    start: Now,
    /// The latest monotonic time seen: an older `now` is taken for this one.
    latest_mono_ms: u64,
    /// How far the wall clock had moved against the monotonic one when that was last looked at.
    drift_ms: i64,
    /// Server time minus local time.
    offset_ms: i64,
    /// The server has shown, on this connection, that the offset is not too high.
    confirmed: bool,
    /// The offset that the owner knows.
    reported_ms: i64,
}

impl ServerClock {
    /// Starts with a guess: server time minus wall clock, from the key exchange or an earlier run.
    pub(super) fn new(now: Now, offset_ms: i64) -> Self {
        Self {
            start: now,
            latest_mono_ms: now.mono_ms,
            drift_ms: 0,
            offset_ms,
            confirmed: false,
            reported_ms: offset_ms,
        }
    }

    /// Takes the time of an input and gives it back, never older than an earlier one. Notices that
    /// the machine slept: the offset is then a guess again.
    pub(super) fn tick(&mut self, now: Now) -> Now {
        self.latest_mono_ms = self.latest_mono_ms.max(now.mono_ms);
        let now = Now { mono_ms: self.latest_mono_ms, ..now };
        let drift = now.wall_ms.saturating_sub(self.local_ms(now));
        if drift.saturating_sub(self.drift_ms).saturating_abs() > SLEEP_MS {
            self.drift_ms = drift;
            self.confirmed = false;
        }
        now
    }

    /// The latest time seen, on the monotonic clock; its wall clock is as good as any.
    pub(super) fn latest(&self) -> Now {
        Now { mono_ms: self.latest_mono_ms, wall_ms: self.start.wall_ms }
    }

    fn local_ms(&self, now: Now) -> i64 {
        let passed = now.mono_ms.saturating_sub(self.start.mono_ms);
        self.start.wall_ms.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX))
    }

    /// Server time in milliseconds of unix time.
    pub(super) fn server_ms(&self, now: Now) -> i64 {
        self.local_ms(now).saturating_add(self.offset_ms)
    }

    /// Server time in whole seconds.
    pub(super) fn server_seconds(&self, now: Now) -> i64 {
        self.server_ms(now).div_euclid(1000)
    }

    /// Whether the time of an incoming message is believable. Anything is, until the offset is
    /// confirmed.
    pub(super) fn accepts(&self, msg_id: MsgId, now: Now) -> bool {
        let age = self.server_ms(now).saturating_sub(msg_id.seconds().saturating_mul(1000));
        !self.confirmed || (-NEWEST_MS..=OLDEST_MS).contains(&age)
    }

    /// Whether the message comes from further ahead than our clock can explain.
    pub(super) fn is_ahead(&self, msg_id: MsgId, now: Now) -> bool {
        msg_id.seconds().saturating_mul(1000).saturating_sub(self.server_ms(now)) > NEWEST_MS
    }

    /// A message that the server made at this id's time has arrived: it cannot be later there than
    /// we think.
    pub(super) fn raise(&mut self, msg_id: MsgId, now: Now) {
        if msg_id.seconds().saturating_mul(1000) > self.server_ms(now) {
            self.reset(msg_id, now);
        }
    }

    /// The server has refused one of our ids: its clock is what this id says, up or down.
    pub(super) fn reset(&mut self, msg_id: MsgId, now: Now) {
        self.offset_ms = msg_id.seconds().saturating_mul(1000).saturating_sub(self.local_ms(now));
        self.confirmed = true;
    }

    /// The server has accepted one of our ids.
    pub(super) fn confirm(&mut self) {
        self.confirmed = true;
    }

    /// A new connection: messages may have waited for it.
    pub(super) fn connected(&mut self) {
        self.confirmed = false;
    }

    /// The offset against the wall clock, when it has moved enough since it was last asked for.
    pub(super) fn take_change(&mut self, now: Now) -> Option<i64> {
        let offset = self.server_ms(now).saturating_sub(now.wall_ms);
        if offset.saturating_sub(self.reported_ms).saturating_abs() < REPORT_MS {
            return None;
        }
        self.reported_ms = offset;
        Some(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Now = Now { mono_ms: 50_000, wall_ms: 1_700_000_000_000 };

    fn later(ms: i64) -> Now {
        Now { mono_ms: START.mono_ms + ms as u64, wall_ms: START.wall_ms + ms }
    }

    fn id(offset_seconds: i64) -> MsgId {
        MsgId::from_i64((1_700_000_000 + offset_seconds) << 32 | 1)
    }

    #[test]
    fn wall_clock_jumps_do_not_move_server_time() {
        let mut clock = ServerClock::new(START, 0);
        let jumped = clock.tick(Now { wall_ms: START.wall_ms + 9_000_000, ..later(1_000) });
        assert_eq!(clock.server_ms(jumped), START.wall_ms + 1_000);
        assert_eq!(clock.take_change(jumped), Some(1_000 - 9_000_000));
        assert_eq!(clock.take_change(jumped), None);
    }

    #[test]
    fn older_now_is_harmless() {
        let mut clock = ServerClock::new(START, 0);
        clock.tick(later(5_000));
        assert_eq!(clock.tick(later(1_000)).mono_ms, later(5_000).mono_ms);
    }

    #[test]
    fn messages_raise_the_offset_and_never_lower_it() {
        let mut clock = ServerClock::new(START, 0);
        clock.raise(id(20), START);
        assert_eq!(clock.server_seconds(START), 1_700_000_020);
        clock.raise(id(10), START);
        assert_eq!(clock.server_seconds(START), 1_700_000_020);
        clock.reset(id(-40), START);
        assert_eq!(clock.server_seconds(START), 1_699_999_960);
    }

    #[test]
    fn time_window_applies_once_the_offset_is_confirmed() {
        let mut clock = ServerClock::new(START, 0);
        assert!(clock.accepts(id(5_000), START) && clock.accepts(id(-5_000), START));
        clock.confirm();
        for (offset, believed) in [(-301, false), (-300, true), (0, true), (30, true), (31, false)]
        {
            assert_eq!(clock.accepts(id(offset), START), believed, "{offset} s");
        }
    }

    #[test]
    fn offset_is_a_guess_again_after_sleep_and_on_a_new_connection() {
        let mut clock = ServerClock::new(START, 0);
        clock.confirm();
        clock.tick(Now { wall_ms: START.wall_ms + 3_600_000, ..later(10) });
        assert!(clock.accepts(id(3_600), later(10)));
        clock.confirm();
        assert!(!clock.accepts(id(3_600), later(10)));
        clock.connected();
        assert!(clock.accepts(id(3_600), later(10)));
    }

    #[test]
    fn absurd_numbers_do_not_overflow() {
        let mut clock = ServerClock::new(Now { mono_ms: 0, wall_ms: i64::MAX }, i64::MAX);
        let now = clock.tick(Now { mono_ms: u64::MAX, wall_ms: i64::MIN });
        clock.raise(MsgId::from_i64(-1), now);
        clock.reset(MsgId::from_i64(i64::MIN), now);
        clock.accepts(MsgId::from_i64(i64::MAX), now);
        clock.take_change(now);
    }
}
