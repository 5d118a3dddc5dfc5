//! Pings (`spec/mtproto.md §5.15, 8.1`): is the connection alive, and how far away is the server?
//!
//! An idle connection is pinged once a minute. While calls wait a ping follows after a few silent
//! seconds, so that a half-open socket is found while somebody minds. Every authentic packet counts
//! as a sign of life: a pong may stand behind a big download.

use super::msg_id::MsgId;

/// Silence after which an idle connection is pinged.
const IDLE_MS: u64 = 60_000;
/// Spread over idle pings, so that many connections do not ping together.
const JITTER_MS: u64 = 5_000;
/// The least silence after which a ping goes out while calls wait.
const ACTIVE_MS: u64 = 2_000;
/// The least patience with a pong while calls wait.
const ACTIVE_PATIENCE_MS: u64 = 5_000;
/// Patience with a pong on an idle connection.
const IDLE_PATIENCE_MS: u64 = 30_000;
/// The slowest upload that is not taken for a dead connection, in bytes per millisecond: what was
/// written may still be on its way, and the pong behind it.
const SLOWEST_RATE: u64 = 16;
/// A server that sends data and no pongs is odd but alive; this many pings of it are remembered.
const MAX_OUTSTANDING: usize = 4;
/// Seconds after the last ping at which the server shall close the connection.
pub(super) const DISCONNECT_DELAY: i32 = 137;

/// A ping that was sent.
#[derive(Clone, Copy, Debug)]
struct Outstanding {
    msg_id: MsgId,
    ping_id: i64,
    sent_ms: u64,
}

/// The pings of one connection.
#[derive(Debug, Default)]
pub(super) struct Pings {
    /// When the connection was made.
    connected_ms: u64,
    /// When the latest authentic packet came.
    heard_ms: u64,
    /// When the latest ping went.
    pinged_ms: u64,
    /// The pings that have no answer yet, oldest first; few.
    outstanding: Vec<Outstanding>,
    /// A ping shall go out now.
    wanted: bool,
    /// Bytes written since the server was last heard.
    unheard_bytes: u64,
    /// The latest round trip.
    round_trip_ms: Option<u32>,
    /// Added to the idle interval.
    jitter_ms: u64,
}

impl Pings {
    /// A new connection: the first ping goes at once. It proves the connection and tells the server
    /// how long to keep it.
    pub(super) fn connected(&mut self, mono_ms: u64, random: u32) {
        *self = Self {
            connected_ms: mono_ms,
            heard_ms: mono_ms,
            pinged_ms: mono_ms,
            wanted: true,
            round_trip_ms: self.round_trip_ms,
            jitter_ms: u64::from(random) % JITTER_MS,
            ..Self::default()
        };
    }

    /// Sends another ping at the next chance: the last one was refused.
    pub(super) fn refused(&mut self, msg_id: MsgId) {
        let before = self.outstanding.len();
        self.outstanding.retain(|ping| ping.msg_id != msg_id);
        self.wanted |= self.outstanding.len() != before;
    }

    /// Whether to send a ping now. `active`: calls wait.
    pub(super) fn is_due(&self, active: bool, mono_ms: u64) -> bool {
        self.due_ms(active).is_some_and(|due| due <= mono_ms)
    }

    /// When to send the next ping.
    pub(super) fn due_ms(&self, active: bool) -> Option<u64> {
        if self.wanted {
            return Some(0);
        }
        let idle = self.pinged_ms.saturating_add(IDLE_MS + self.jitter_ms);
        if !active || !self.outstanding.is_empty() {
            return Some(idle);
        }
        let interval = self.trip_bound_ms().max(ACTIVE_MS);
        Some(idle.min(self.heard_ms.max(self.pinged_ms).saturating_add(interval)))
    }

    /// When to give the connection up; `None` while no ping is on its way.
    pub(super) fn dead_ms(&self, active: bool) -> Option<u64> {
        let first = self.outstanding.first()?;
        let patience = if active {
            (self.trip_bound_ms().saturating_mul(5) / 2).max(ACTIVE_PATIENCE_MS)
        } else {
            IDLE_PATIENCE_MS
        };
        let patience = patience.saturating_add(self.unheard_bytes / SLOWEST_RATE);
        Some(first.sent_ms.max(self.heard_ms).saturating_add(patience))
    }

    /// The time within which an answer that is ready is here, in milliseconds; 2 s at least.
    pub(super) fn trip_bound_ms(&self) -> u64 {
        let trip = u64::from(self.round_trip_ms.unwrap_or(1000));
        (trip + trip / 2 + 1000).max(2000)
    }

    /// A ping was sent.
    pub(super) fn sent(&mut self, msg_id: MsgId, ping_id: i64, mono_ms: u64) {
        self.wanted = false;
        self.pinged_ms = mono_ms;
        if self.outstanding.len() >= MAX_OUTSTANDING {
            self.outstanding.remove(0);
        }
        self.outstanding.push(Outstanding { msg_id, ping_id, sent_ms: mono_ms });
    }

    /// Bytes were written.
    pub(super) fn wrote(&mut self, bytes: usize) {
        self.unheard_bytes = self.unheard_bytes.saturating_add(bytes as u64);
    }

    /// An authentic packet came.
    pub(super) fn heard(&mut self, mono_ms: u64) {
        self.heard_ms = mono_ms;
        self.unheard_bytes = 0;
    }

    /// A pong came. Gives the round trip in milliseconds if it answers a ping of ours.
    pub(super) fn answered(&mut self, msg_id: MsgId, ping_id: i64, mono_ms: u64) -> Option<u32> {
        let matches = |ping: &Outstanding| ping.msg_id == msg_id && ping.ping_id == ping_id;
        let at = self.outstanding.iter().position(matches)?;
        let ping = self.outstanding.remove(at);
        // An older ping will not be answered after a newer one.
        self.outstanding.retain(|other| other.msg_id > ping.msg_id);
        let trip = u32::try_from(mono_ms.saturating_sub(ping.sent_ms)).unwrap_or(u32::MAX);
        self.round_trip_ms = Some(trip);
        Some(trip)
    }

    /// When the connection was made, in monotonic milliseconds.
    pub(super) fn connected_ms(&self) -> u64 {
        self.connected_ms
    }

    /// The latest round trip in milliseconds.
    pub(super) fn round_trip_ms(&self) -> Option<u32> {
        self.round_trip_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: i64) -> MsgId {
        MsgId::from_i64(value)
    }

    fn idle_connection() -> Pings {
        let mut pings = Pings::default();
        pings.connected(1_000, 0);
        assert!(pings.is_due(false, 1_000));
        pings.sent(id(4), 77, 1_000);
        assert_eq!(pings.answered(id(4), 77, 1_040), Some(40));
        pings.heard(1_040);
        pings
    }

    #[test]
    fn idle_connection_is_pinged_once_a_minute() {
        let pings = idle_connection();
        assert_eq!(pings.due_ms(false), Some(61_000));
        assert_eq!(pings.dead_ms(false), None);
    }

    #[test]
    fn waiting_calls_bring_the_ping_forward() {
        let mut pings = idle_connection();
        assert_eq!(pings.due_ms(true), Some(3_040));
        pings.heard(3_000);
        assert_eq!(pings.due_ms(true), Some(5_000));
    }

    #[test]
    fn connection_without_pong_is_given_up() {
        let mut pings = idle_connection();
        pings.sent(id(8), 78, 10_000);
        assert_eq!(pings.due_ms(true), Some(70_000));
        assert_eq!(pings.dead_ms(true), Some(15_000));
        assert_eq!(pings.dead_ms(false), Some(40_000));
        pings.heard(15_000);
        assert_eq!(pings.dead_ms(true), Some(20_000));
    }

    #[test]
    fn slow_upload_is_not_a_dead_connection() {
        let mut pings = idle_connection();
        pings.wrote(512 * 1024);
        pings.sent(id(8), 78, 10_000);
        assert_eq!(pings.dead_ms(true), Some(15_000 + 32_768));
    }

    #[test]
    fn pong_must_match_both_ids() {
        let mut pings = idle_connection();
        pings.sent(id(8), 78, 10_000);
        assert_eq!(pings.answered(id(8), 77, 10_001), None);
        assert_eq!(pings.answered(id(4), 78, 10_001), None);
        assert_eq!(pings.answered(id(8), 78, 10_001), Some(1));
        assert_eq!(pings.answered(id(8), 78, 10_001), None);
    }

    #[test]
    fn refused_ping_is_sent_again() {
        let mut pings = idle_connection();
        pings.sent(id(8), 78, 10_000);
        pings.refused(id(9));
        assert!(!pings.is_due(false, 10_000));
        pings.refused(id(8));
        assert!(pings.is_due(false, 10_000));
    }
}
