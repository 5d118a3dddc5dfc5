//! The server's end of one connection: it learns the transport from the first bytes. Simulations
//! and fuzzing talk to the client through it.

use rand_core::CryptoRng;

use super::frame::{Cut, Framing, Sender, Unit, word};
use super::inbox::Inbox;
use super::obfuscated::{self, INIT_LENGTH, Streams};
use super::{TransportError, TransportKind};

/// A packet of the client.
#[derive(Debug, PartialEq, Eq)]
pub struct ServerFrame<'a> {
    /// The packet; it may be decrypted in place and lives until the next call. On the padded
    /// transport up to 15 bytes of transport padding are still at its end.
    pub packet: &'a mut [u8],
    /// The client asks for a quick ack ([`ServerTransport::write_quick_ack`]).
    pub quick_ack: bool,
}

/// One accepted connection.
pub struct ServerTransport {
    /// The framing once it is known.
    framing: Option<Framing>,
    /// The key streams of obfuscated2, once that was seen.
    streams: Option<Streams>,
    /// The DC that the init block names.
    dc_id: Option<i16>,
    /// The MTProxy secret that clients must have mixed in.
    secret: Option<[u8; 16]>,
    inbox: Inbox,
    /// The first error; nothing is read after it.
    failure: Option<TransportError>,
}

/// What the first bytes tell.
enum Opening {
    Plain(TransportKind),
    Obfuscated,
    Unknown,
}

impl ServerTransport {
    /// A connection that was just accepted. With `secret` only obfuscated clients that mixed it in
    /// are understood, as behind an MTProxy.
    pub fn accept(secret: Option<[u8; 16]>) -> Self {
        Self {
            framing: None,
            streams: None,
            dc_id: None,
            secret,
            inbox: Inbox::default(),
            failure: None,
        }
    }

    /// The framing, once the first bytes have told.
    pub fn kind(&self) -> Option<TransportKind> {
        self.framing.as_ref().map(Framing::kind)
    }

    /// The DC of the init block. Behind a proxy it is random: nothing may depend on it.
    pub fn dc_id(&self) -> Option<i16> {
        self.dc_id
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
        if self.framing.is_none()
            && let Err(error) = self.recognise()
        {
            self.failure = Some(error);
        }
    }

    /// Cuts the client's next packet; `None` when more bytes are needed.
    ///
    /// # Errors
    /// [`TransportError`] when the stream cannot be read any further; every later call gives the
    /// same error.
    pub fn next_frame(&mut self) -> Result<Option<ServerFrame<'_>>, TransportError> {
        loop {
            if let Some(error) = &self.failure {
                return Err(error.clone());
            }
            let Some(framing) = &mut self.framing else { return Ok(None) };
            let (consumed, unit) = match framing.cut(Sender::Client, self.inbox.unread()) {
                Ok(Cut::Whole { consumed, unit }) => (consumed, unit),
                Ok(Cut::Begun { .. }) => return Ok(None),
                Err(error) => {
                    self.failure = Some(error.clone());
                    return Err(error);
                }
            };
            if let Unit::Packet { range, quick_ack } = unit {
                let frame = self.inbox.consume(consumed);
                let packet = frame.get_mut(range).unwrap_or_default();
                return Ok(Some(ServerFrame { packet, quick_ack }));
            }
            self.inbox.consume(consumed);
        }
    }

    /// Appends the bytes that carry `packet` to `out`; nothing while the transport is unknown.
    pub fn write(&mut self, packet: &[u8], rng: &mut dyn CryptoRng, out: &mut Vec<u8>) {
        self.write_with(out, |framing, out| framing.write(packet, false, rng, out));
    }

    /// Appends a quick ack; the full transport has none.
    pub fn write_quick_ack(&mut self, token: u32, rng: &mut dyn CryptoRng, out: &mut Vec<u8>) {
        self.write_with(out, |framing, out| framing.write_quick_ack(token, rng, out));
    }

    /// Appends a transport error, such as −404.
    pub fn write_error(&mut self, status: i32, rng: &mut dyn CryptoRng, out: &mut Vec<u8>) {
        self.write(&status.to_le_bytes(), rng, out);
    }

    fn write_with(&mut self, out: &mut Vec<u8>, write: impl FnOnce(&mut Framing, &mut Vec<u8>)) {
        let Some(framing) = &mut self.framing else { return };
        let from = out.len();
        write(framing, out);
        if let (Some(streams), Some(frame)) = (&mut self.streams, out.get_mut(from..)) {
            streams.outgoing.apply(frame);
        }
    }

    fn recognise(&mut self) -> Result<(), TransportError> {
        let bytes = self.inbox.unread();
        let opening = match (bytes.first(), word(bytes, 0), word(bytes, 4)) {
            (Some(0xef), _, _) => Opening::Plain(TransportKind::Abridged),
            (_, Some(0xeeee_eeee), _) => Opening::Plain(TransportKind::Intermediate),
            (_, Some(0xdddd_dddd), _) => Opening::Plain(TransportKind::Padded),
            // Web and TLS clients are at the wrong port; waiting for 64 bytes would not help them.
            (_, Some(first), _) if is_foreign(first) => Opening::Unknown,
            (_, Some(_), Some(0)) => Opening::Plain(TransportKind::Full),
            (_, Some(_), Some(_)) => Opening::Obfuscated,
            _ => return Ok(()),
        };
        match opening {
            Opening::Plain(_) if self.secret.is_some() => Err(TransportError::Unrecognised),
            Opening::Plain(kind) => {
                self.inbox.consume(super::frame::tag(kind).len());
                self.framing = Some(Framing::new(kind));
                Ok(())
            }
            Opening::Obfuscated => self.accept_obfuscated(),
            Opening::Unknown => Err(TransportError::Unrecognised),
        }
    }

    fn accept_obfuscated(&mut self) -> Result<(), TransportError> {
        let Some(block) = self.inbox.unread().first_chunk::<INIT_LENGTH>() else { return Ok(()) };
        let (kind, dc_id, mut streams) =
            obfuscated::accept(block, self.secret.as_ref()).ok_or(TransportError::Unrecognised)?;
        self.inbox.consume(INIT_LENGTH);
        streams.incoming.apply(self.inbox.unread_mut());
        self.streams = Some(streams);
        self.dc_id = Some(dc_id);
        self.framing = Some(Framing::new(kind));
        Ok(())
    }
}

fn is_foreign(first: u32) -> bool {
    [*b"HEAD", *b"POST", *b"GET ", *b"OPTI", [0x16, 3, 1, 2], [0x16, 3, 1, 0]]
        .contains(&first.to_le_bytes())
}

impl std::fmt::Debug for ServerTransport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ServerTransport")
            .field("kind", &self.kind())
            .field("obfuscated", &self.streams.is_some())
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}
