//! The padded intermediate transport (`spec/mtproto.md §6.3, 6.9, 6.10`).
//!
//! ```text
//! +----+----+----+----+----...----+---...---+
//! |  length + p (LE)  |  payload  |    p    |      p = 0..15 random bytes
//! +----+----+----+----+----...----+---...---+
//! ```
//! Only the message layer can tell the padding from the payload: packets are handed up with it.
//! The shortest frames are no messages: `ff ff ff ff` and a token is a quick ack, another
//! negative word is a transport error.

use rand_core::CryptoRng;

use super::TransportError;
use super::frame::{Cut, Sender, Unit, check_length, word};
use super::intermediate::{QUICK_ACK, write_length};

/// Longest frame that is a status or a quick ack rather than a message. The spec says 16; a status
/// with all 15 bytes of padding has 19, and no message is that short.
const MAX_STATUS: usize = 19;

pub(super) fn write(packet: &[u8], quick_ack: bool, rng: &mut dyn CryptoRng, out: &mut Vec<u8>) {
    let mut random = [0; 16];
    rng.fill_bytes(&mut random);
    let [length, padding @ ..] = random;
    let padding = padding.get(..usize::from(length % 16)).unwrap_or_default();
    write_length(packet.len() + padding.len(), quick_ack, out);
    out.extend_from_slice(packet);
    out.extend_from_slice(padding);
}

pub(super) fn write_quick_ack(token: u32, rng: &mut dyn CryptoRng, out: &mut Vec<u8>) {
    let mut random = [0; 9];
    rng.fill_bytes(&mut random);
    let [length, padding @ ..] = random;
    let padding = padding.get(..usize::from(length % 9)).unwrap_or_default();
    write_length(8 + padding.len(), false, out);
    out.extend_from_slice(&[0xff; 4]);
    out.extend_from_slice(&token.to_le_bytes());
    out.extend_from_slice(padding);
}

pub(super) fn cut(sender: Sender, bytes: &[u8]) -> Result<Cut, TransportError> {
    let Some(length) = word(bytes, 0) else { return Ok(Cut::Begun { needed: 4 }) };
    let (length, quick_ack) = match sender {
        Sender::Client => (length & !QUICK_ACK, length & QUICK_ACK != 0),
        Sender::Server => (length, false),
    };
    let end = 4 + check_length(length as usize)?;
    if bytes.len() < end {
        return Ok(Cut::Begun { needed: end });
    }
    let unit = match sender {
        Sender::Server if end - 4 <= MAX_STATUS => status(bytes, end),
        _ => Unit::Packet { range: 4..end, quick_ack },
    };
    Ok(Cut::Whole { consumed: end, unit })
}

fn status(bytes: &[u8], end: usize) -> Unit {
    let frame = bytes.get(..end).unwrap_or_default();
    match (word(frame, 4).map(|first| first as i32), word(frame, 8)) {
        (Some(-1), Some(token)) => Unit::QuickAck(token),
        (Some(code), _) if code < 0 => Unit::Error(code),
        (None | Some(0), _) => Unit::Nothing,
        _ => Unit::Packet { range: 4..end, quick_ack: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(frame: &[u8]) -> Unit {
        let mut bytes = (frame.len() as u32).to_le_bytes().to_vec();
        bytes.extend_from_slice(frame);
        match cut(Sender::Server, &bytes) {
            Ok(Cut::Whole { consumed, unit }) if consumed == bytes.len() => unit,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn short_frames_are_statuses_and_quick_acks() {
        assert_eq!(unit(&(-404_i32).to_le_bytes()), Unit::Error(-404));
        let mut padded = (-429_i32).to_le_bytes().to_vec();
        padded.extend([7; 12]);
        assert_eq!(unit(&padded), Unit::Error(-429));
        assert_eq!(
            unit(&[0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0x80, 9, 9]),
            Unit::QuickAck(0x8000_0001)
        );
        assert_eq!(unit(&[0; 5]), Unit::Nothing);
        assert_eq!(unit(&[]), Unit::Nothing);
    }

    #[test]
    fn server_length_with_the_top_bit_is_too_big() {
        assert!(matches!(
            cut(Sender::Server, &[0, 0, 0, 0x80]),
            Err(TransportError::FrameTooBig { .. })
        ));
    }
}
