//! What the framings have in common: the result of a cut, the limit, the dispatch.

use std::ops::Range;

use rand_core::CryptoRng;

use super::full::Full;
use super::{TransportError, TransportKind, abridged, intermediate, padded};

/// Longest packet that is accepted, in bytes: 16 MiB of payload and 1 KiB of envelope. A longer
/// announcement ends the connection before anything of it is buffered.
pub const MAX_FRAME: usize = 16 * 1024 * 1024 + 1024;

/// Who wrote the bytes that are being cut: the top bit of a length means "please acknowledge" in
/// one direction and "this is an acknowledgement" in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    Client,
    Server,
}

/// What stands at the start of the unread bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Nothing yet, or the beginning of a unit: there is nothing to be learned before so many bytes
    /// are there.
    Begun { needed: usize },
    /// A unit, and the bytes that it takes in the stream.
    Whole { consumed: usize, unit: Unit },
}

/// The kinds of units a stream is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A packet, as a range of the unread bytes; `quick_ack` is the sender's wish for one.
    Packet { range: Range<usize>, quick_ack: bool },
    /// The token of a packet that the server has decrypted.
    QuickAck(u32),
    /// A transport error of the server, negative.
    Error(i32),
    /// A frame that means nothing: an empty one, or the status 0.
    Nothing,
}

impl Unit {
    /// Classifies a payload that follows the framing: 4 bytes are a status, none are nothing.
    pub(super) fn from_payload(
        sender: Sender,
        bytes: &[u8],
        range: Range<usize>,
        quick_ack: bool,
    ) -> Self {
        let payload = bytes.get(range.clone()).unwrap_or_default();
        match (sender, payload) {
            (_, []) => Self::Nothing,
            (Sender::Server, [a, b, c, d]) => match i32::from_le_bytes([*a, *b, *c, *d]) {
                0 => Self::Nothing,
                status if status < 0 => Self::Error(status),
                _ => Self::Packet { range, quick_ack },
            },
            _ => Self::Packet { range, quick_ack },
        }
    }
}

/// One direction-agnostic framing with its state.
pub(super) enum Framing {
    Abridged,
    Intermediate,
    Padded,
    Full(Full),
}

impl Framing {
    pub(super) fn new(kind: TransportKind) -> Self {
        match kind {
            TransportKind::Abridged => Self::Abridged,
            TransportKind::Intermediate => Self::Intermediate,
            TransportKind::Padded => Self::Padded,
            TransportKind::Full => Self::Full(Full::default()),
        }
    }

    pub(super) fn kind(&self) -> TransportKind {
        match self {
            Self::Abridged => TransportKind::Abridged,
            Self::Intermediate => TransportKind::Intermediate,
            Self::Padded => TransportKind::Padded,
            Self::Full(_) => TransportKind::Full,
        }
    }

    /// Cuts the first unit from `bytes`.
    pub(super) fn cut(&mut self, sender: Sender, bytes: &[u8]) -> Result<Cut, TransportError> {
        match self {
            Self::Abridged => abridged::cut(sender, bytes),
            Self::Intermediate => intermediate::cut(sender, bytes),
            Self::Padded => padded::cut(sender, bytes),
            Self::Full(full) => full.cut(sender, bytes),
        }
    }

    /// Appends the frame of `packet` to `out`. `quick_ack` asks the server for a quick ack; the
    /// full transport cannot carry the wish.
    pub(super) fn write(
        &mut self,
        packet: &[u8],
        quick_ack: bool,
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) {
        match self {
            Self::Abridged => abridged::write(packet, quick_ack, out),
            Self::Intermediate => intermediate::write(packet, quick_ack, out),
            Self::Padded => padded::write(packet, quick_ack, rng, out),
            Self::Full(full) => full.write(packet, out),
        }
    }

    /// Appends the quick ack answer with `token` (server role); the full transport has none.
    pub(super) fn write_quick_ack(
        &mut self,
        token: u32,
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) {
        match self {
            Self::Abridged => abridged::write_quick_ack(token, out),
            Self::Intermediate => intermediate::write_quick_ack(token, out),
            Self::Padded => padded::write_quick_ack(token, rng, out),
            Self::Full(_) => {}
        }
    }
}

/// The bytes that announce a transport, once, before the first frame.
pub(super) fn tag(kind: TransportKind) -> &'static [u8] {
    match kind {
        TransportKind::Abridged => &[0xef],
        TransportKind::Intermediate => &[0xee; 4],
        TransportKind::Padded => &[0xdd; 4],
        TransportKind::Full => &[],
    }
}

/// Refuses a packet length above the limit.
pub(super) fn check_length(length: usize) -> Result<usize, TransportError> {
    if length > MAX_FRAME {
        return Err(TransportError::FrameTooBig { length: length as u64 });
    }
    Ok(length)
}

/// The little-endian word at `at`, if it is there.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let slice = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(slice.try_into().ok()?))
}
