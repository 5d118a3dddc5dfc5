//! From received bytes to authentic messages (`spec/mtproto.md §4.3`).

use rand_core::CryptoRng;

use super::container::{self, ContainerError, MSG_CONTAINER, MSG_COPY, Message};
use super::gzip::{self, GZIP_PACKED, MAX_DEPTH};
use super::msg_id::MsgId;
use super::seqno::needs_ack;
use super::service::id;
use super::window::Seen;
use super::{Room, Session};
use crate::Now;
use crate::message::{self, OpenError, Side};
use crate::tl::Reader;
use crate::transport::{Frame, Reading, TransportError, TransportKind};

/// Bytes of auth_key_id and msg_key, before the encrypted part.
const ENVELOPE: usize = 24;

/// Why the connection is given up: the code and transport error of `Event::Closed`.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: &'static str,
    pub(super) status: i32,
}

impl Failure {
    pub(super) fn new(code: &'static str) -> Self {
        Self { code, status: 0 }
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::new(error.code())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::new(error.code())
    }
}

impl From<ContainerError> for Failure {
    fn from(_: ContainerError) -> Self {
        Self::new("ERR_CONTAINER")
    }
}

impl Session {
    /// Takes bytes from the socket, in any chunks, and works on them where they are: nothing is to
    /// be expected of them afterwards. Never fails: what is wrong with them becomes
    /// [`Event::Closed`](super::Event::Closed), and bytes after that are ignored.
    pub fn receive(&mut self, bytes: &mut [u8], rng: &mut dyn CryptoRng, now: Now) {
        self.receive_into(&mut Room::default(), bytes, rng, now);
    }

    /// As [`receive`](Self::receive), for an owner who takes events in their packed form: they are
    /// written to `room`, in order, as long as they fit. The first one that does not and all after
    /// it wait, for [`write_events`](Self::write_events).
    pub fn receive_into(
        &mut self,
        room: &mut Room<'_>,
        bytes: &mut [u8],
        rng: &mut dyn CryptoRng,
        now: Now,
    ) {
        let now = self.clock.tick(now);
        let Some(mut transport) = self.transport.take() else { return };
        match self.read_frames(transport.read(bytes), room, rng, now) {
            Ok(()) => self.transport = Some(transport),
            Err(Failure { code, status }) => self.close(code, status),
        }
        self.report_changes(now);
    }

    fn read_frames(
        &mut self,
        mut reading: Reading<'_>,
        room: &mut Room<'_>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        let is_padded = reading.kind() == TransportKind::Padded;
        while let Some(frame) = reading.next_frame()? {
            match frame {
                Frame::Packet(packet) => self.on_packet(packet, is_padded, room, rng, now)?,
                Frame::QuickAck(token) => self.on_quick_ack(token),
                Frame::Error(status) => {
                    return Err(Failure { code: "ERR_TRANSPORT_STATUS", status });
                }
            }
        }
        Ok(())
    }

    /// Checks a packet in the order of the spec; nothing of it is used before all has passed.
    fn on_packet(
        &mut self,
        packet: &mut [u8],
        is_padded: bool,
        room: &mut Room<'_>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        // `open` leaves a surplus alone, which is right for the padded transport only.
        if !is_padded && packet.len() % 16 != ENVELOPE % 16 {
            return Err(OpenError::Integrity.into());
        }
        let opened = message::open(&self.key, Side::Server, packet)?;
        if opened.header.session_id != self.session_id {
            // Sent before we left that session, or replayed.
            return Ok(());
        }
        let body = packet.get(opened.body).unwrap_or_default();
        let msg_id = MsgId::from_i64(opened.header.msg_id);
        if !msg_id.is_from_server() {
            return Err(Failure::new("ERR_MSG_ID_PARITY"));
        }
        match self.packets.check(msg_id) {
            Seen::New => {}
            Seen::Duplicate => {
                if needs_ack(opened.header.seq_no) {
                    self.acks.push(msg_id, now.mono_ms);
                }
                return Ok(());
            }
            // It cannot be told from a replay: a fresh session can.
            Seen::TooOld => return self.restart(rng, now),
        }
        if !self.clock.accepts(msg_id, now)
            && !corrects_clock(body, self.clock.is_ahead(msg_id, now))
        {
            return Err(Failure::new("ERR_MSG_TIME"));
        }
        self.packets.insert(msg_id);
        self.clock.raise(msg_id, now);
        self.pings.heard(now.mono_ms);
        self.probing = false;
        let message = Message { msg_id, seq_no: opened.header.seq_no, body };
        self.on_message(message, 0, room, rng, now)
    }

    /// Takes a message apart: containers into messages, packed ones unpacked. `depth` counts how
    /// often it was packed.
    fn on_message(
        &mut self,
        message: Message<'_>,
        depth: u8,
        room: &mut Room<'_>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        match Reader::new(message.body).peek() {
            Some(MSG_CONTAINER) => {
                let session_id = self.session_id;
                for inner in container::read(message.body)? {
                    // A message in it may have ended the session that the others belong to.
                    if self.session_id != session_id {
                        break;
                    }
                    self.on_inner(inner, 0, room, rng, now)?;
                }
                Ok(())
            }
            Some(GZIP_PACKED) => {
                if depth >= MAX_DEPTH {
                    return Err(Failure::new("ERR_GZIP"));
                }
                let mut body = Vec::new();
                if gzip::unpack(message.body, &mut body).is_err() {
                    return Err(Failure::new("ERR_GZIP"));
                }
                self.on_message(Message { body: &body, ..message }, depth + 1, room, rng, now)
            }
            _ => self.on_inner(message, depth, room, rng, now),
        }
    }

    /// Handles one message once, whichever packets it comes in.
    fn on_inner(
        &mut self,
        message: Message<'_>,
        depth: u8,
        room: &mut Room<'_>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        let seen = self.messages.insert(message.msg_id);
        // Acked whatever comes of it: a message that we cannot handle must not come again.
        if needs_ack(message.seq_no) {
            self.acks.push(message.msg_id, now.mono_ms);
        }
        // One below the window is an answer that was sent again: the packet around it is new.
        if seen == Seen::Duplicate {
            return Ok(());
        }
        self.on_content(message, depth, room, rng, now)
    }

    /// Unpacks the content of a single message and hands it on.
    fn on_content(
        &mut self,
        message: Message<'_>,
        depth: u8,
        room: &mut Room<'_>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        match Reader::new(message.body).peek() {
            Some(GZIP_PACKED) => {
                let mut body = Vec::new();
                if depth >= MAX_DEPTH || gzip::unpack(message.body, &mut body).is_err() {
                    return Err(Failure::new("ERR_GZIP"));
                }
                self.on_content(Message { body: &body, ..message }, depth + 1, room, rng, now)
            }
            Some(MSG_COPY) if depth < MAX_DEPTH => {
                let original = container::read_copy(message.body)?;
                self.on_inner(original, depth + 1, room, rng, now)
            }
            Some(MSG_CONTAINER | MSG_COPY) => Err(ContainerError::Nested.into()),
            _ => self.on_body(message.msg_id, message.body, room, rng, now),
        }
    }
}

/// Whether a message tells that our clock is wrong: our clock is then no reason to disbelieve it.
fn corrects_clock(body: &[u8], is_ahead: bool) -> bool {
    match Reader::new(body).peek() {
        Some(id::BAD_MSG_NOTIFICATION | id::BAD_SERVER_SALT) => true,
        Some(id::NEW_SESSION_CREATED | id::PONG) => is_ahead,
        _ => false,
    }
}
