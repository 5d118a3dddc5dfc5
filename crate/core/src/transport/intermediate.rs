//! The intermediate transport (`spec/mtproto.md §6.1, 6.9`): four bytes of length.
//!
//! ```text
//! +----+----+----+----+----...----+
//! |    length (LE)    |  payload  |
//! +----+----+----+----+----...----+
//! ```
//! A client sets bit 31 of the length to ask for a quick ack. A server's length with bit 31 set
//! *is* one: the word is the token and nothing follows.

use super::TransportError;
use super::frame::{Cut, Sender, Unit, check_length, word};

pub(super) const QUICK_ACK: u32 = 1 << 31;

pub(super) fn write(packet: &[u8], quick_ack: bool, out: &mut Vec<u8>) {
    write_length(packet.len(), quick_ack, out);
    out.extend_from_slice(packet);
}

/// Appends the length word of a frame.
pub(super) fn write_length(length: usize, quick_ack: bool, out: &mut Vec<u8>) {
    let flag = if quick_ack { QUICK_ACK } else { 0 };
    out.extend_from_slice(&(length as u32 | flag).to_le_bytes());
}

pub(super) fn write_quick_ack(token: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&token.to_le_bytes());
}

pub(super) fn cut(sender: Sender, bytes: &[u8]) -> Result<Cut, TransportError> {
    let Some(length) = word(bytes, 0) else { return Ok(Cut::Begun { needed: 4 }) };
    let quick_ack = length & QUICK_ACK != 0;
    if quick_ack && sender == Sender::Server {
        return Ok(Cut::Whole { consumed: 4, unit: Unit::QuickAck(length) });
    }
    let end = 4 + check_length((length & !QUICK_ACK) as usize)?;
    if bytes.len() < end {
        return Ok(Cut::Begun { needed: end });
    }
    Ok(Cut::Whole { consumed: end, unit: Unit::from_payload(sender, bytes, 4..end, quick_ack) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_length_with_the_top_bit_is_a_quick_ack() {
        let cut = cut(Sender::Server, &0x9234_5678_u32.to_le_bytes()).unwrap();
        assert_eq!(cut, Cut::Whole { consumed: 4, unit: Unit::QuickAck(0x9234_5678) });
    }

    #[test]
    fn one_gigabyte_is_refused_from_the_header_alone() {
        assert_eq!(
            cut(Sender::Server, &0x4000_0000_u32.to_le_bytes()),
            Err(TransportError::FrameTooBig { length: 0x4000_0000 })
        );
    }

    #[test]
    fn status_zero_and_empty_frames_mean_nothing() {
        for bytes in [&[4, 0, 0, 0, 0, 0, 0, 0][..], &[0, 0, 0, 0]] {
            let cut = cut(Sender::Server, bytes).unwrap();
            assert_eq!(cut, Cut::Whole { consumed: bytes.len(), unit: Unit::Nothing });
        }
    }
}
