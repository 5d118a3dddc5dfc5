//! A session with a scripted server at the other end: the test says what the server says.

use heliogram_core::message::{self, Header, Side};
use heliogram_core::session::{Event, FutureSalt, InvokeOptions, Session, SessionConfig};
use heliogram_core::tl::Reader;
use heliogram_core::transport::{ServerTransport, TransportKind, TransportOptions};
use heliogram_core::{AuthKey, Now};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::tl;

/// The server's time at the start of a test, in seconds; the client's clock agrees.
pub(crate) const START: i64 = 1_700_000_000;
/// The salt that the session starts with.
pub(crate) const SALT: i64 = 0x5a17;

/// One message of the client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    pub(crate) msg_id: i64,
    pub(crate) seq_no: i32,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn constructor(&self) -> u32 {
        tl::constructor(&self.body)
    }
}

/// One packet of the client.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    pub(crate) header: Header,
    pub(crate) is_container: bool,
    pub(crate) quick_ack_wanted: bool,
    pub(crate) messages: Vec<Message>,
}

impl Packet {
    /// The messages with this constructor.
    pub(crate) fn all(&self, constructor: u32) -> Vec<&Message> {
        self.messages.iter().filter(|message| message.constructor() == constructor).collect()
    }

    /// The only message with this constructor.
    #[track_caller]
    pub(crate) fn one(&self, constructor: u32) -> &Message {
        let all = self.all(constructor);
        assert_eq!(all.len(), 1, "{constructor:08x} in {self:?}");
        all[0]
    }
}

pub(crate) fn key() -> AuthKey {
    let bytes: Vec<u8> = (0..=255_u8).map(|byte| byte.wrapping_mul(73) ^ 0x5c).collect();
    AuthKey::from_slice(&bytes).unwrap()
}

/// A salt that is valid for the whole test, and one that follows, so that none is asked for.
pub(crate) fn salts() -> Vec<FutureSalt> {
    let start = START as i32;
    vec![
        FutureSalt { valid_since: start - 100, valid_until: start + 50_000, salt: SALT },
        FutureSalt { valid_since: start + 50_000, valid_until: start + 90_000, salt: SALT + 1 },
    ]
}

pub(crate) fn config() -> SessionConfig {
    SessionConfig {
        auth_key: key(),
        transport: TransportOptions { kind: TransportKind::Intermediate, obfuscated: None },
        salts: salts(),
        time_offset_ms: 0,
    }
}

/// Opens one packet of the client.
pub(crate) fn open(packet: &mut [u8], quick_ack_wanted: bool) -> Packet {
    let opened = message::open(&key(), Side::Client, packet).unwrap();
    let body = packet[opened.body].to_vec();
    let is_container = tl::constructor(&body) == tl::MSG_CONTAINER;
    let messages = if is_container {
        let mut reader = Reader::new(&body[4..]);
        let count = reader.u32().unwrap();
        let messages = (0..count)
            .map(|_| Message {
                msg_id: reader.i64().unwrap(),
                seq_no: reader.i32().unwrap(),
                body: {
                    let length = reader.u32().unwrap() as usize;
                    reader.raw(length).unwrap().to_vec()
                },
            })
            .collect();
        assert_eq!(reader.remaining(), 0);
        messages
    } else {
        vec![Message { msg_id: opened.header.msg_id, seq_no: opened.header.seq_no, body }]
    };
    Packet { header: opened.header, is_container, quick_ack_wanted, messages }
}

/// The two ends.
pub(crate) struct Peer {
    pub(crate) session: Session,
    pub(crate) rng: ChaCha8Rng,
    pub(crate) now: Now,
    /// The server's end of the connection.
    pub(crate) transport: ServerTransport,
    /// The client's session id, once it was seen.
    pub(crate) session_id: i64,
    /// The server's time minus the client's, in seconds.
    pub(crate) server_ahead: i64,
    /// Fraction of the server's next message id.
    next_fraction: i64,
    /// Content-related messages the server has sent.
    content: i32,
}

impl Peer {
    /// A session without a connection.
    pub(crate) fn new(config: SessionConfig) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let now = Now { mono_ms: 500_000, wall_ms: START * 1000 };
        Self {
            session: Session::new(config, &mut rng, now),
            rng,
            now,
            transport: ServerTransport::accept(None),
            session_id: 0,
            server_ahead: 0,
            next_fraction: 0,
            content: 0,
        }
    }

    /// A session on a connection whose first ping was answered.
    pub(crate) fn connected() -> Self {
        let mut peer = Self::new(config());
        peer.connect();
        peer.answer_pings();
        peer.events();
        peer
    }

    /// Opens a connection.
    pub(crate) fn connect(&mut self) {
        self.session.connect(&mut self.rng, self.now);
        self.transport = ServerTransport::accept(None);
    }

    /// Breaks the connection; what the client had to say is lost.
    pub(crate) fn disconnect(&mut self) {
        self.session.disconnect(self.now);
        assert_eq!(self.session.transmit(&mut self.rng, self.now), None);
    }

    /// Lets time pass.
    pub(crate) fn pass(&mut self, ms: u64) {
        self.now.mono_ms += ms;
        self.now.wall_ms += ms as i64;
        if self.session.deadline().is_some_and(|at| at <= self.now.mono_ms) {
            self.session.handle_timeout(&mut self.rng, self.now);
        }
    }

    /// Makes a call with a numbered query.
    pub(crate) fn invoke(&mut self, id: u32) {
        self.session.invoke(id, &tl::query(u64::from(id)), InvokeOptions::default());
    }

    /// What the client has written since this was last called.
    pub(crate) fn sent(&mut self) -> Vec<Packet> {
        while let Some(bytes) = self.session.transmit(&mut self.rng, self.now) {
            self.transport.push(&bytes);
        }
        let mut packets = Vec::new();
        while let Some(frame) = self.transport.next_frame().unwrap() {
            packets.push(open(frame.packet, frame.quick_ack));
        }
        if let Some(packet) = packets.last() {
            self.session_id = packet.header.session_id;
        }
        packets
    }

    /// The only packet that the client has written.
    #[track_caller]
    pub(crate) fn sent_one(&mut self) -> Packet {
        let mut packets = self.sent();
        assert_eq!(packets.len(), 1, "{packets:?}");
        packets.remove(0)
    }

    /// Takes what the client has written, and answers the ping in it.
    #[track_caller]
    pub(crate) fn answer_pings(&mut self) -> Packet {
        let packet = self.sent_one();
        packet.one(tl::PING_DELAY_DISCONNECT);
        self.answer_pings_in(&packet);
        packet
    }

    /// Answers the pings in a packet.
    pub(crate) fn answer_pings_in(&mut self, packet: &Packet) {
        for ping in packet.all(tl::PING_DELAY_DISCONNECT) {
            self.say(&tl::pong(ping.msg_id, tl::read_long(&ping.body)), false);
        }
    }

    /// Lets time pass second by second, answering pings; gives what the client wrote.
    pub(crate) fn live(&mut self, seconds: u64) -> Vec<Packet> {
        let mut written = Vec::new();
        for _ in 0..seconds {
            self.pass(1000);
            for packet in self.sent() {
                self.answer_pings_in(&packet);
                written.push(packet);
            }
        }
        written
    }

    /// The events of the client.
    pub(crate) fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.session.next_event()).collect()
    }

    /// A fresh message id of the server, `seconds` from its present.
    pub(crate) fn server_id_at(&mut self, seconds: i64) -> i64 {
        self.next_fraction += 4;
        let time = self.now.wall_ms.div_euclid(1000) + self.server_ahead + seconds;
        time << 32 | self.next_fraction | 1
    }

    pub(crate) fn server_id(&mut self) -> i64 {
        self.server_id_at(0)
    }

    /// The next sequence number of the server.
    pub(crate) fn server_seq_no(&mut self, content_related: bool) -> i32 {
        let seq_no = self.content * 2 + i32::from(content_related);
        self.content += i32::from(content_related);
        seq_no
    }

    /// The header of a message of the server.
    pub(crate) fn header(&mut self, content_related: bool) -> Header {
        Header {
            salt: SALT,
            session_id: self.session_id,
            msg_id: self.server_id(),
            seq_no: self.server_seq_no(content_related),
        }
    }

    /// Seals a message of the server.
    pub(crate) fn seal(&mut self, header: &Header, body: &[u8]) -> Vec<u8> {
        let padding = vec![0x77; message::padding_len(body.len(), self.rng.next_u32())];
        let mut packet = Vec::new();
        message::seal(&key(), Side::Server, header, body, &padding, &mut packet).unwrap();
        packet
    }

    /// Hands a packet to the client.
    pub(crate) fn deliver(&mut self, packet: &[u8]) {
        let mut bytes = Vec::new();
        self.transport.write(packet, &mut self.rng, &mut bytes);
        self.session.receive(&mut bytes, &mut self.rng, self.now);
    }

    /// The server says something; gives its message id.
    pub(crate) fn say(&mut self, body: &[u8], content_related: bool) -> i64 {
        let header = self.header(content_related);
        let packet = self.seal(&header, body);
        self.deliver(&packet);
        header.msg_id
    }

    /// The server answers a call.
    pub(crate) fn answer(&mut self, msg_id: i64, result: &[u8]) -> i64 {
        self.say(&tl::rpc_result(msg_id, result), true)
    }
}

/// The event that a plain answer gives.
pub(crate) fn result_event(id: u32, body: Vec<u8>) -> Event {
    Event::Result { id, repeated: false, body }
}

/// The event that ends a connection.
pub(crate) fn closed(code: &'static str) -> Event {
    Event::Closed { code, status: 0 }
}
