//! The client's end of one connection.

use rand_core::CryptoRng;

use super::frame::{Framing, Sender, Unit, tag};
use super::inbox::Inbox;
use super::obfuscated::{self, Streams};
use super::{TransportError, TransportKind, TransportOptions};

/// What the server sent.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame<'a> {
    /// A packet. It may be decrypted in place and lives until the next call. On the padded
    /// transport up to 15 bytes of transport padding are still at its end.
    Packet(&'a mut [u8]),
    /// The token of a packet that was written with `quick_ack`: the server has decrypted it.
    QuickAck(u32),
    /// A transport error, negative (`spec/mtproto.md §6.10`). It is not authenticated: anyone on
    /// the way can forge it.
    Error(i32),
}

/// The framing and, if wanted, the obfuscation of one client connection. A new connection needs a
/// new `Transport`.
///
/// Write packets with [`write`](Self::write) and send what it gives; hand received bytes to
/// [`push`](Self::push) in any chunks, then call [`next_frame`](Self::next_frame) until it gives
/// `None`.
pub struct Transport {
    framing: Framing,
    /// The key streams of obfuscated2; `None` on a plain connection.
    streams: Option<Streams>,
    /// The bytes that open the connection; empty once they were written.
    opening: Vec<u8>,
    inbox: Inbox,
    /// The first error; nothing is read after it.
    failure: Option<TransportError>,
}

impl Transport {
    /// A transport for a connection that was just opened.
    ///
    /// A full transport cannot be obfuscated ([`TransportOptions::validate`]): asked for both, it
    /// keeps the obfuscation and frames as intermediate.
    pub fn new(options: TransportOptions, rng: &mut dyn CryptoRng) -> Self {
        let (framing, opening, streams) = match &options.obfuscated {
            None => (Framing::new(options.kind), tag(options.kind).to_vec(), None),
            Some(obfuscation) => {
                let kind = match options.kind {
                    TransportKind::Full => TransportKind::Intermediate,
                    kind => kind,
                };
                let (block, streams) = obfuscated::start(kind, obfuscation, rng);
                (Framing::new(kind), block.to_vec(), Some(streams))
            }
        };
        Self { framing, streams, opening, inbox: Inbox::default(), failure: None }
    }

    /// The framing in use.
    pub fn kind(&self) -> TransportKind {
        self.framing.kind()
    }

    /// Appends the bytes that carry `packet` to `out`; the first call puts the opening of the
    /// connection before them. The packet's length must be a multiple of 4.
    ///
    /// `quick_ack` asks the server to tell when it has decrypted the packet; the full transport
    /// cannot ask.
    pub fn write(
        &mut self,
        packet: &[u8],
        quick_ack: bool,
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) {
        out.append(&mut self.opening);
        let from = out.len();
        self.framing.write(packet, quick_ack, rng, out);
        if let (Some(streams), Some(frame)) = (&mut self.streams, out.get_mut(from..)) {
            streams.outgoing.apply(frame);
        }
    }

    /// Takes received bytes (copied, then deobfuscated in place).
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failure.is_some() {
            return;
        }
        match self.inbox.push(bytes) {
            Ok(fresh) => {
                if let Some(streams) = &mut self.streams {
                    streams.incoming.apply(fresh);
                }
            }
            Err(error) => self.failure = Some(error),
        }
    }

    /// Cuts the next frame; `None` when more bytes are needed.
    ///
    /// # Errors
    /// [`TransportError`] when the stream cannot be read any further; every later call gives the
    /// same error.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, TransportError> {
        loop {
            if let Some(error) = &self.failure {
                return Err(error.clone());
            }
            let cut = match self.framing.cut(Sender::Server, self.inbox.unread()) {
                Ok(Some(cut)) => cut,
                Ok(None) => return Ok(None),
                Err(error) => {
                    self.failure = Some(error.clone());
                    return Err(error);
                }
            };
            match cut.unit {
                Unit::Nothing => {
                    self.inbox.consume(cut.consumed);
                }
                Unit::QuickAck(token) => {
                    self.inbox.consume(cut.consumed);
                    return Ok(Some(Frame::QuickAck(token)));
                }
                Unit::Error(status) => {
                    self.inbox.consume(cut.consumed);
                    return Ok(Some(Frame::Error(status)));
                }
                Unit::Packet { range, .. } => {
                    let frame = self.inbox.consume(cut.consumed);
                    return Ok(Some(Frame::Packet(frame.get_mut(range).unwrap_or_default())));
                }
            }
        }
    }
}

impl std::fmt::Debug for Transport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Transport")
            .field("kind", &self.kind())
            .field("obfuscated", &self.streams.is_some())
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}
