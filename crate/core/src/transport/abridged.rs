//! The abridged transport (`spec/mtproto.md §6.1, 6.9`): lengths in words, one byte when they fit.
//!
//! ```text
//! +---+----...----+          +----+----+----+----+----...----+
//! | n |  payload  |    or    | 7f |     n (LE)   |  payload  |      n = payload length / 4
//! +---+----...----+          +----+----+----+----+----...----+
//! ```
//! A client sets bit 7 of the first byte to ask for a quick ack. A server's byte with bit 7 set
//! *is* one: four bytes, most significant first, so that the bit comes first.

use super::TransportError;
use super::frame::{Cut, Sender, Unit, check_length};

/// First byte of the long form; smaller values are the length itself.
const LONG: u8 = 0x7f;
const QUICK_ACK: u8 = 0x80;

/// Appends the frame of `packet`, whose length must be a multiple of 4 (every MTProto packet is;
/// a surplus would be cut by the peer).
pub(super) fn write(packet: &[u8], quick_ack: bool, out: &mut Vec<u8>) {
    let flag = if quick_ack { QUICK_ACK } else { 0 };
    let words = packet.len() / 4;
    if words < usize::from(LONG) {
        out.push(words as u8 | flag);
    } else {
        out.push(LONG | flag);
        out.extend(words.to_le_bytes().iter().take(3));
    }
    out.extend_from_slice(packet);
}

pub(super) fn write_quick_ack(token: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&token.to_be_bytes());
}

pub(super) fn cut(sender: Sender, bytes: &[u8]) -> Result<Cut, TransportError> {
    let Some(&first) = bytes.first() else { return Ok(Cut::Begun { needed: 1 }) };
    let quick_ack = first & QUICK_ACK != 0;
    if quick_ack && sender == Sender::Server {
        let Some(token) = bytes.first_chunk::<4>() else { return Ok(Cut::Begun { needed: 4 }) };
        return Ok(Cut::Whole { consumed: 4, unit: Unit::QuickAck(u32::from_be_bytes(*token)) });
    }
    let (start, words) = match first & !QUICK_ACK {
        LONG => {
            let Some(&[_, a, b, c]) = bytes.first_chunk::<4>() else {
                return Ok(Cut::Begun { needed: 4 });
            };
            (4, u32::from_le_bytes([a, b, c, 0]) as usize)
        }
        short => (1, usize::from(short)),
    };
    let end = start + check_length(words * 4)?;
    if bytes.len() < end {
        return Ok(Cut::Begun { needed: end });
    }
    Ok(Cut::Whole { consumed: end, unit: Unit::from_payload(sender, bytes, start..end, quick_ack) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_form_starts_at_127_words() {
        let mut out = Vec::new();
        write(&[0; 126 * 4], false, &mut out);
        assert_eq!(out[0], 126);
        out.clear();
        write(&[0; 127 * 4], true, &mut out);
        assert_eq!(out[..4], [0xff, 127, 0, 0]);
    }

    #[test]
    fn server_byte_with_the_top_bit_is_a_quick_ack() {
        let cut = cut(Sender::Server, &[0x92, 0x34, 0x56, 0x78, 1]).unwrap();
        assert_eq!(cut, Cut::Whole { consumed: 4, unit: Unit::QuickAck(0x9234_5678) });
    }

    #[test]
    fn length_above_the_limit_is_refused_from_the_header_alone() {
        assert!(matches!(
            cut(Sender::Server, &[0x7f, 0xff, 0xff, 0xff]),
            Err(TransportError::FrameTooBig { .. })
        ));
    }

    #[test]
    fn empty_frame_is_skipped() {
        let cut = cut(Sender::Server, &[0, 1]).unwrap();
        assert_eq!(cut, Cut::Whole { consumed: 1, unit: Unit::Nothing });
    }
}
