//! The client's end of one connection.

use rand_core::CryptoRng;

use super::frame::{Cut, Framing, Sender, Unit, tag};
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
/// Write packets with [`write`](Self::write) and send what it gives; hand received bytes, in any
/// chunks, to [`read`](Self::read), which cuts frames from them in place, or to
/// [`push`](Self::push), which keeps a copy for [`next_frame`](Self::next_frame).
pub struct Transport {
    framing: Framing,
    /// The key streams of obfuscated2; `None` on a plain connection.
    streams: Option<Streams>,
    /// The bytes that open the connection; empty once they were written.
    opening: Vec<u8>,
    inbox: Inbox,
    /// How many bytes are needed before more than what is known can be told.
    missing: usize,
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
        Self { framing, streams, opening, inbox: Inbox::default(), missing: 0, failure: None }
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
        match self.inbox.push(bytes, 0) {
            Ok(fresh) => {
                if let Some(streams) = &mut self.streams {
                    streams.incoming.apply(fresh);
                }
            }
            Err(error) => self.failure = Some(error),
        }
    }

    /// Cuts the next frame from the bytes that wait; `None` when more bytes are needed.
    ///
    /// # Errors
    /// [`TransportError`] when the stream cannot be read any further; every later call gives the
    /// same error.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, TransportError> {
        self.cut(&mut Default::default())
    }

    /// Takes received bytes where they are: they are deobfuscated in place, and so are frames
    /// decrypted that lie whole in them. What begins a frame without ending it is copied. Take
    /// frames until there is none: bytes that were not come to are lost with the reading.
    pub fn read<'a>(&'a mut self, bytes: &'a mut [u8]) -> Reading<'a> {
        self.inbox.tidy();
        if let (None, Some(streams)) = (&self.failure, &mut self.streams) {
            streams.incoming.apply(bytes);
        }
        Reading { transport: self, rest: bytes }
    }

    /// How many bytes of a frame have arrived without its end, and how many more are needed before
    /// anything can be done with them.
    pub fn begun(&self) -> (usize, usize) {
        (self.inbox.unread().len(), self.missing)
    }

    /// Cuts the next frame from what waits and, behind it, `rest`, which is left behind it.
    fn cut<'a, 'rest: 'a>(
        &'a mut self,
        rest: &mut &'rest mut [u8],
    ) -> Result<Option<Frame<'a>>, TransportError> {
        loop {
            if let Some(error) = &self.failure {
                return Err(error.clone());
            }
            let waits = !self.inbox.is_empty();
            let unread = if waits { self.inbox.unread() } else { &**rest };
            let unread_length = unread.len();
            let (consumed, unit) = match self.framing.cut(Sender::Server, unread) {
                Ok(Cut::Whole { consumed, unit }) => (consumed, unit),
                Ok(Cut::Begun { needed }) => {
                    self.missing = needed.saturating_sub(unread_length);
                    if rest.is_empty() {
                        return Ok(None);
                    }
                    let count = if waits { self.missing } else { rest.len() };
                    if let Err(error) = self.inbox.push(split_off(rest, count), needed) {
                        self.failure = Some(error);
                    }
                    continue;
                }
                Err(error) => {
                    self.failure = Some(error.clone());
                    return Err(error);
                }
            };
            let status = match unit {
                Unit::Packet { range, .. } => {
                    let frame = match waits {
                        true => self.inbox.consume(consumed),
                        false => split_off(rest, consumed),
                    };
                    return Ok(Some(Frame::Packet(frame.get_mut(range).unwrap_or_default())));
                }
                Unit::QuickAck(token) => Some(Frame::QuickAck(token)),
                Unit::Error(status) => Some(Frame::Error(status)),
                Unit::Nothing => None,
            };
            if waits {
                self.inbox.consume(consumed);
            } else {
                split_off(rest, consumed);
            }
            if status.is_some() {
                return Ok(status);
            }
        }
    }
}

/// Takes the first `count` bytes, or all there are.
fn split_off<'a>(rest: &mut &'a mut [u8], count: usize) -> &'a mut [u8] {
    let count = count.min(rest.len());
    rest.split_off_mut(..count).unwrap_or_default()
}

/// Received bytes that are being cut into frames ([`Transport::read`]).
#[derive(Debug)]
pub struct Reading<'a> {
    transport: &'a mut Transport,
    /// What no frame was cut from yet.
    rest: &'a mut [u8],
}

impl Reading<'_> {
    /// The framing in use.
    pub fn kind(&self) -> TransportKind {
        self.transport.kind()
    }

    /// Cuts the next frame; `None` when more bytes are needed.
    ///
    /// # Errors
    /// Those of [`Transport::next_frame`].
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, TransportError> {
        self.transport.cut(&mut self.rest)
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
