//! Message ids (`spec/mtproto.md §5.3`).

use std::fmt;

/// Id of a message: the sender's idea of the server's unix time in the upper 32 bits, a fraction of
/// the second below. The two lowest bits tell who sent it: 0 the client, 1 and 3 the server.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MsgId(u64);

impl MsgId {
    /// From the signed form that TL has.
    pub fn from_i64(value: i64) -> Self {
        Self(value.cast_unsigned())
    }

    /// To the signed form that TL has.
    pub fn to_i64(self) -> i64 {
        self.0.cast_signed()
    }

    /// The unix time in whole seconds.
    pub fn seconds(self) -> i64 {
        (self.0 >> 32).cast_signed()
    }

    /// Whether a server can have made it.
    pub fn is_from_server(self) -> bool {
        self.0 % 2 == 1
    }
}

impl fmt::Debug for MsgId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:#x}", self.0)
    }
}

/// Makes the client's ids: strictly increasing within a session, whatever the clock does.
#[derive(Debug, Default)]
pub(super) struct MsgIds {
    /// The latest id given out in this session; 0 before the first.
    last: u64,
}

impl MsgIds {
    /// The latest id given out; 0 before the first.
    pub(super) fn last(&self) -> MsgId {
        MsgId(self.last)
    }

    /// The next id at the given server time. `random` fills the bits below a millisecond: Telegram
    /// refuses ids whose fraction is constant.
    pub(super) fn next(&mut self, server_ms: i64, random: u32) -> MsgId {
        let seconds = server_ms.div_euclid(1000).cast_unsigned();
        let fraction = (server_ms.rem_euclid(1000).cast_unsigned() << 32) / 1000;
        // A millisecond is 2^32/1000 units, a little more than 22 bits.
        let fraction = fraction + u64::from(random & 0x3f_ffff);
        let candidate = ((seconds << 32) | fraction) & !3;
        self.last = candidate.max(self.last.saturating_add(4));
        MsgId(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIME_MS: i64 = 1_700_000_000_250;

    #[test]
    fn id_holds_seconds_and_fraction() {
        let id = MsgIds::default().next(TIME_MS, u32::MAX);
        assert_eq!(id.seconds(), 1_700_000_000);
        assert_eq!(id.0 as u32 >> 22, 0x4000_0000 >> 22);
        assert_eq!(id.0 % 4, 0);
    }

    #[test]
    fn ids_increase_while_the_clock_stands_or_steps_back() {
        let mut ids = MsgIds::default();
        let mut last = ids.next(TIME_MS, u32::MAX);
        for (step, random) in [(0, 0), (-1, 5), (-3_600_000, 9), (0, 1), (1, 0)] {
            let next = ids.next(TIME_MS + step, random);
            assert!(next > last);
            assert_eq!(next.0 % 4, 0);
            last = next;
        }
    }

    #[test]
    fn fraction_never_carries_into_a_later_second() {
        let id = MsgIds::default().next(TIME_MS + 749, u32::MAX);
        assert_eq!(id.seconds(), 1_700_000_000);
    }

    #[test]
    fn absurd_times_do_not_panic() {
        for time in [i64::MIN, -1, 0, i64::MAX] {
            let mut ids = MsgIds::default();
            assert!(ids.next(time, u32::MAX) <= ids.next(time, u32::MAX));
        }
    }

    #[test]
    fn senders_are_told_apart() {
        for (value, server) in [(4, false), (5, true), (6, false), (7, true)] {
            assert_eq!(MsgId::from_i64(value).is_from_server(), server);
        }
    }
}
