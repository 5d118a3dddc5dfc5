//! The plaintext message around the bodies of the exchange (spec/mtproto.md §3.1).
//!
//! ```text
//! auth_key_id = 0  8 │ message_id 8 │ length n 4 │ body n │ transport padding
//! ```

use super::error::ExchangeError;
use crate::Now;
use crate::tl::{Reader, Writer};

/// Gives plaintext messages their ids: by the clock, divisible by four, always growing.
#[derive(Clone, Debug, Default)]
pub(super) struct MessageIds {
    /// The last one given.
    last: u64,
}

impl MessageIds {
    fn next(&mut self, now: Now) -> u64 {
        let ms = u128::from(now.wall_ms.max(0).unsigned_abs());
        // Seconds in the upper half, their fraction in the lower one.
        let by_clock = ((ms << 32) / 1000) as u64 & !3;
        self.last = by_clock.max(self.last.saturating_add(4) & !3);
        self.last
    }

    /// The packet that carries `body`.
    pub(super) fn wrap(&mut self, body: &[u8], now: Now) -> Vec<u8> {
        let mut writer = Writer::append_to(Vec::with_capacity(20 + body.len()));
        writer.u64(0).u64(self.next(now)).u32(body.len() as u32).raw(body);
        writer.into_bytes()
    }
}

/// The body of a plaintext packet. What follows it is transport padding.
pub(super) fn unwrap(packet: &[u8]) -> Result<&[u8], ExchangeError> {
    let mut reader = Reader::new(packet);
    let auth_key_id = reader.u64()?;
    if auth_key_id != 0 {
        return Err(ExchangeError::Encrypted { auth_key_id });
    }
    let _message_id = reader.u64()?;
    let claimed = reader.u32()?;
    let left = reader.remaining();
    reader.raw(claimed as usize).map_err(|_| ExchangeError::EnvelopeLength { claimed, left })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(wall_ms: i64) -> Now {
        Now { mono_ms: 0, wall_ms }
    }

    #[test]
    fn ids_follow_the_clock_and_never_stand_still() {
        let mut ids = MessageIds::default();
        assert_eq!(ids.next(at(1_700_000_000_500)), 1_700_000_000 << 32 | 1 << 31);
        let first = ids.next(at(1_700_000_000_500));
        assert_eq!(first, (1_700_000_000 << 32 | 1 << 31) + 4);
        for wall_ms in [0, -5, i64::MIN, 1_700_000_000_500] {
            let before = ids.last;
            let id = ids.next(at(wall_ms));
            assert!(id > before && id % 4 == 0);
        }
        ids.next(at(i64::MAX));
    }

    #[test]
    fn body_survives_the_envelope_and_padding() {
        let mut packet = MessageIds::default().wrap(b"body", at(1));
        assert_eq!(packet.len(), 24);
        packet.extend([7; 9]);
        assert_eq!(unwrap(&packet), Ok(&b"body"[..]));
    }

    #[test]
    fn other_packets_are_refused() {
        let packet = MessageIds::default().wrap(b"body", at(1));
        for length in 0..20 {
            assert!(matches!(unwrap(&packet[..length]), Err(ExchangeError::Tl(_))));
        }
        assert_eq!(
            unwrap(&packet[..23]),
            Err(ExchangeError::EnvelopeLength { claimed: 4, left: 3 })
        );
        let mut encrypted = packet;
        encrypted[0] = 1;
        assert_eq!(unwrap(&encrypted), Err(ExchangeError::Encrypted { auth_key_id: 1 }));
    }
}
