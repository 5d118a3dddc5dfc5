//! A session on a connection, and the server's end of it, which knows the key.

use std::collections::BTreeSet;

use heliogram_core::Now;
use heliogram_core::message::{self, Header, Side};
use heliogram_core::session::{Event, FutureSalt, InvokeOptions, Session, SessionConfig};
use heliogram_core::tl::{Reader, Writer};
use heliogram_core::transport::{ServerTransport, TransportKind, TransportOptions};
use libdeflater::{CompressionLvl, Compressor};
use rand_chacha::ChaCha8Rng;
use rand_core::Rng;

use crate::fixture::{NOW, auth_key, rng};

const MSG_CONTAINER: u32 = 0x73f1_f8dc;
const GZIP_PACKED: u32 = 0x3072_cfa1;
const QUERY: u32 = 0x1111_1111;

pub(crate) struct Link {
    pub(crate) session: Session,
    rng: ChaCha8Rng,
    now: Now,
    transport: ServerTransport,
    /// The client's name for the session, once it was seen.
    session_id: i64,
    /// Ids of the messages that the client has sent.
    seen: Vec<i64>,
    /// Calls that have not ended.
    waiting: BTreeSet<u32>,
    next_call: u32,
    /// Low half of the server's next message id.
    fraction: i64,
    content: i32,
}

impl Link {
    /// A connected session that has just made three calls.
    pub(crate) fn new() -> Self {
        let mut rng = rng(7);
        let start = (NOW.wall_ms / 1000) as i32;
        let salt = FutureSalt { valid_since: start - 100, valid_until: start + 50_000, salt: 1 };
        let config = SessionConfig {
            auth_key: auth_key(),
            transport: TransportOptions { kind: TransportKind::Intermediate, obfuscated: None },
            salts: vec![salt],
            time_offset_ms: 0,
        };
        let mut link = Self {
            session: Session::new(config, &mut rng, NOW),
            rng,
            now: NOW,
            transport: ServerTransport::accept(None),
            session_id: 0,
            seen: Vec::new(),
            waiting: BTreeSet::new(),
            next_call: 0,
            fraction: 0,
            content: 0,
        };
        link.connect();
        for _ in 0..3 {
            link.invoke();
        }
        link.settle();
        link
    }

    pub(crate) fn connect(&mut self) {
        self.session.disconnect(self.now);
        self.session.connect(&mut self.rng, self.now);
        self.transport = ServerTransport::accept(None);
    }

    pub(crate) fn invoke(&mut self) {
        let id = self.next_call;
        self.next_call += 1;
        let body = [QUERY.to_le_bytes(), id.to_le_bytes()].concat();
        self.session.invoke(id, &body, InvokeOptions::default());
        self.waiting.insert(id);
    }

    /// Gives up the oldest call.
    pub(crate) fn cancel(&mut self) {
        if let Some(id) = self.waiting.pop_first() {
            self.session.cancel(id);
        }
    }

    pub(crate) fn pass(&mut self, ms: u64) {
        self.now.mono_ms += ms;
        self.now.wall_ms += ms as i64;
        if self.session.deadline().is_some_and(|at| at <= self.now.mono_ms) {
            self.session.handle_timeout(&mut self.rng, self.now);
        }
    }

    /// Bytes of the network, as they are.
    pub(crate) fn receive(&mut self, bytes: &[u8]) {
        self.session.receive(&mut bytes.to_vec(), &mut self.rng, self.now);
    }

    /// A message of the server: authentic, with any body.
    pub(crate) fn say(&mut self, body: &[u8], content_related: bool) {
        let header = Header {
            salt: 1,
            session_id: self.session_id,
            msg_id: self.server_id(),
            seq_no: self.content * 2 + i32::from(content_related),
        };
        self.content += i32::from(content_related);
        let padding = vec![7; message::padding_len(body.len(), self.rng.next_u32())];
        let mut packet = Vec::new();
        message::seal(&auth_key(), Side::Server, &header, body, &padding, &mut packet)
            .expect("a body in words");
        let mut bytes = Vec::new();
        self.transport.write(&packet, &mut self.rng, &mut bytes);
        self.receive(&bytes);
    }

    pub(crate) fn server_id(&mut self) -> i64 {
        self.fraction += 4;
        self.now.wall_ms.div_euclid(1000) << 32 | self.fraction | 1
    }

    /// A body of whole words. The four letters `call` and a number stand for the id of one of the
    /// client's messages, 0 for the latest: no fuzzer guesses 64 bits.
    pub(crate) fn body(&self, bytes: &[u8]) -> Vec<u8> {
        let mut body = bytes.to_vec();
        body.resize(body.len().next_multiple_of(4), 0);
        let mut at = 0;
        while let Some(place) = body.get_mut(at..at + 8) {
            if place.starts_with(b"call") {
                let back = usize::from(place[4]);
                let id = self.seen.iter().rev().nth(back).copied().unwrap_or(4);
                place.copy_from_slice(&id.to_le_bytes());
            }
            at += 4;
        }
        body
    }

    /// Takes all that the session has to say, and checks it.
    pub(crate) fn settle(&mut self) {
        let mut rounds = 0;
        while let Some(bytes) = self.session.transmit(&mut self.rng, self.now) {
            rounds += 1;
            assert!(rounds < 100, "transmit does not come to an end");
            self.transport.push(&bytes);
        }
        while let Some(frame) = self.transport.next_frame().expect("frames of the client") {
            let opened = message::open(&auth_key(), Side::Client, frame.packet).expect("authentic");
            self.session_id = opened.header.session_id;
            let body = frame.packet.get(opened.body).expect("a body");
            self.seen.push(opened.header.msg_id);
            self.seen.extend(inside(body));
        }
        while let Some(event) = self.session.next_event() {
            if let Event::Result { id, .. }
            | Event::RpcError { id, .. }
            | Event::Failed { id, .. } = event
            {
                assert!(self.waiting.remove(&id), "call {id} ends without having begun");
            }
        }
        assert_eq!(self.session.pending(), self.waiting.len());
        _ = self.session.next_timer();
    }
}

/// Ids of the messages in a container.
fn inside(body: &[u8]) -> Vec<i64> {
    let mut reader = Reader::new(body);
    let mut ids = Vec::new();
    if reader.expect(MSG_CONTAINER).is_ok() {
        for _ in 0..reader.u32().expect("a count") {
            ids.push(reader.i64().expect("an id"));
            reader.i32().expect("a seqno");
            let length = reader.u32().expect("a length");
            reader.raw(length as usize).expect("a body");
        }
    }
    ids
}

/// `gzip_packed` of a body.
pub(crate) fn gzip_packed(body: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::fastest());
    let mut packed = vec![0; compressor.gzip_compress_bound(body.len())];
    let length = compressor.gzip_compress(body, &mut packed).expect("enough room");
    let mut writer = Writer::new();
    writer.u32(GZIP_PACKED).bytes(&packed[..length]).expect("short enough");
    writer.into_bytes()
}

/// `msg_container` of messages with these ids and bodies.
pub(crate) fn container(messages: &[(i64, Vec<u8>)]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.u32(MSG_CONTAINER).u32(messages.len() as u32);
    for (id, body) in messages {
        writer.i64(*id).i32(1).u32(body.len() as u32).raw(body);
    }
    writer.into_bytes()
}

/// `rpc_result` for a message.
pub(crate) fn rpc_result(body: &[u8]) -> Vec<u8> {
    [&0xf35c_6d01_u32.to_le_bytes(), body].concat()
}
