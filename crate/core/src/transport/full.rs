//! The full transport (`spec/mtproto.md §6.2, 6.10`): numbered and checksummed frames.
//!
//! ```text
//! +----+----+----+----+----+----+----+----+----...----+----+----+----+----+
//! |    total (LE)     |  number (LE)      |  payload  |    CRC-32 (LE)    |
//! +----+----+----+----+----+----+----+----+----...----+----+----+----+----+
//! ```
//! `total` counts itself; the CRC covers everything before it. Numbers start at 0 in each
//! direction. Some servers send a transport error bare, where the total belongs: a negative total
//! is the error.

use libdeflater::Crc;

use super::TransportError;
use super::frame::{Cut, Sender, Unit, check_length, word};

/// Bytes around the payload.
const OVERHEAD: usize = 12;

/// The numbers of both directions.
#[derive(Default)]
pub(super) struct Full {
    /// Number of the next frame to write.
    next_out: u32,
    /// Number that the next received frame must carry.
    next_in: u32,
}

impl Full {
    pub(super) fn write(&mut self, packet: &[u8], out: &mut Vec<u8>) {
        let from = out.len();
        out.extend_from_slice(&((packet.len() + OVERHEAD) as u32).to_le_bytes());
        out.extend_from_slice(&self.next_out.to_le_bytes());
        out.extend_from_slice(packet);
        let checksum = crc32(out.get(from..).unwrap_or_default());
        out.extend_from_slice(&checksum.to_le_bytes());
        self.next_out = self.next_out.wrapping_add(1);
    }

    pub(super) fn cut(&mut self, sender: Sender, bytes: &[u8]) -> Result<Cut, TransportError> {
        let Some(total) = word(bytes, 0) else { return Ok(Cut::Begun { needed: 4 }) };
        if sender == Sender::Server && (total as i32) < 0 {
            return Ok(Cut::Whole { consumed: 4, unit: Unit::Error(total as i32) });
        }
        let Some(length) = (total as usize).checked_sub(OVERHEAD) else {
            return Err(TransportError::FrameTooShort { length: total });
        };
        let total = check_length(length)? + OVERHEAD;
        // Checked as soon as it is there, so that a stream out of step is not waited for.
        let Some(got) = word(bytes, 4) else { return Ok(Cut::Begun { needed: 8 }) };
        if got != self.next_in {
            return Err(TransportError::Sequence { expected: self.next_in, got });
        }
        let Some(frame) = bytes.get(..total) else { return Ok(Cut::Begun { needed: total }) };
        let end = 8 + length;
        if word(frame, end) != frame.get(..end).map(crc32) {
            return Err(TransportError::Checksum);
        }
        self.next_in = self.next_in.wrapping_add(1);
        Ok(Cut::Whole { consumed: total, unit: Unit::from_payload(sender, frame, 8..end, false) })
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(payload: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Full::default().write(payload, &mut out);
        out
    }

    #[test]
    fn frames_are_numbered() {
        let mut full = Full::default();
        let mut out = Vec::new();
        full.write(&[1; 8], &mut out);
        full.write(&[2; 8], &mut out);
        assert_eq!(word(&out, 4), Some(0));
        assert_eq!(word(&out, 24), Some(1));
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let good = frame(&[7; 8]);
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            let result = Full::default().cut(Sender::Client, &bad);
            assert!(matches!(result, Err(_) | Ok(Cut::Begun { .. })), "bit {bit}");
        }
    }

    #[test]
    fn repeated_frame_is_out_of_sequence() {
        let good = frame(&[7; 8]);
        let mut full = Full::default();
        assert!(matches!(full.cut(Sender::Server, &good), Ok(Cut::Whole { .. })));
        assert_eq!(
            full.cut(Sender::Server, &good),
            Err(TransportError::Sequence { expected: 1, got: 0 })
        );
    }

    #[test]
    fn negative_total_is_a_transport_error_and_a_small_one_is_refused() {
        let cut = |total: i32| Full::default().cut(Sender::Server, &total.to_le_bytes());
        assert_eq!(cut(-404), Ok(Cut::Whole { consumed: 4, unit: Unit::Error(-404) }));
        assert_eq!(cut(11), Err(TransportError::FrameTooShort { length: 11 }));
        assert!(matches!(cut(0x4000_0000), Err(TransportError::FrameTooBig { .. })));
    }

    #[test]
    fn status_may_also_be_a_whole_frame() {
        let bytes = frame(&(-429_i32).to_le_bytes());
        let cut = Full::default().cut(Sender::Server, &bytes).unwrap();
        assert_eq!(cut, Cut::Whole { consumed: 16, unit: Unit::Error(-429) });
    }
}
