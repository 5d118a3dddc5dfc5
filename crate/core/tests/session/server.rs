//! A server that keeps the rules, checks that the client does, and breaks things on demand.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use heliogram_core::message::{self, Header, Side};
use heliogram_core::tl::Reader;
use heliogram_core::transport::ServerTransport;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::peer::{self, Message, Packet, key};
use crate::tl;

/// Probabilities of what goes wrong, in thousandths.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faults {
    /// A packet is refused with a random code.
    pub(crate) bad_msg: u32,
    /// The salt changes before a packet is read.
    pub(crate) salt: u32,
    /// All sessions are forgotten before a packet is read.
    pub(crate) forget: u32,
    /// An answer is only announced.
    pub(crate) announce: u32,
    /// An answer is sent twice.
    pub(crate) duplicate: u32,
    /// An answer is lost: it waits for the next connection, or for somebody who asks for it.
    pub(crate) lose: u32,
}

/// Something that the client must ack.
struct Answer {
    seq_no: i32,
    body: Vec<u8>,
    /// When it may go out.
    due_ms: i64,
    /// It went out, or was announced, on the present connection.
    is_sent: bool,
}

/// What the server knows of one session.
#[derive(Default)]
struct ServerSession {
    /// Ids below this were sent before the session was made.
    first_msg_id: i64,
    /// Messages received, and their sequence numbers.
    received: BTreeMap<i64, i32>,
    /// Answers and updates that were not acked, by id.
    unacked: BTreeMap<i64, Answer>,
    /// Ids of answers, by their queries.
    answers: BTreeMap<i64, i64>,
    /// Content-related messages sent.
    content: i32,
}

/// A server with all its sessions.
pub(crate) struct Server {
    pub(crate) rng: ChaCha8Rng,
    pub(crate) faults: Faults,
    /// The true time.
    pub(crate) now_ms: i64,
    /// How often each query was executed.
    pub(crate) executed: BTreeMap<u64, u32>,
    /// Packets sent, to be replayed.
    pub(crate) history: Vec<Vec<u8>>,
    salt: i64,
    sessions: BTreeMap<i64, ServerSession>,
    last_id: i64,
    next_update: u64,
}

/// One connection to it.
pub(crate) struct Connection {
    transport: ServerTransport,
    /// The session of the latest packet.
    session_id: Option<i64>,
    /// Bytes to the client.
    pub(crate) out: Vec<u8>,
}

/// The result of a query: what the client must be told.
pub(crate) fn result_of(number: u64) -> Vec<u8> {
    tl::bytes(|w| _ = w.u32(tl::RESULT).u64(number).raw(&vec![3; number as usize % 7 * 100]))
}

/// Whether a query is answered with an error.
pub(crate) fn is_error(number: u64) -> bool {
    number % 11 == 3
}

impl Connection {
    pub(crate) fn new() -> Self {
        Self { transport: ServerTransport::accept(None), session_id: None, out: Vec::new() }
    }
}

impl Server {
    pub(crate) fn new(seed: u64, now_ms: i64, salt: i64) -> Self {
        Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            faults: Faults::default(),
            now_ms,
            executed: BTreeMap::new(),
            history: Vec::new(),
            salt,
            sessions: BTreeMap::new(),
            last_id: 0,
            next_update: 0,
        }
    }

    /// True with a probability in thousandths.
    pub(crate) fn chance(&mut self, thousandths: u32) -> bool {
        self.rng.next_u32() % 1000 < thousandths
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        self.rng.next_u32() % end
    }

    /// Whether the client has acked everything.
    pub(crate) fn is_idle(&self, connection: &Connection) -> bool {
        let session = connection.session_id.and_then(|id| self.sessions.get(&id));
        session.is_none_or(|session| session.unacked.is_empty())
    }

    /// How many updates were made.
    pub(crate) fn updates(&self) -> u64 {
        self.next_update
    }

    /// Reads what the client wrote.
    pub(crate) fn receive(&mut self, connection: &mut Connection, bytes: &[u8]) {
        connection.transport.push(bytes);
        while let Some(frame) = connection.transport.next_frame().unwrap() {
            let packet = peer::open(frame.packet, frame.quick_ack);
            if connection.session_id != Some(packet.header.session_id) {
                connection.session_id = Some(packet.header.session_id);
                self.resume(packet.header.session_id);
            }
            self.on_packet(connection, packet);
        }
    }

    /// On a new connection everything unacked is sent again.
    fn resume(&mut self, session_id: i64) {
        if let Some(session) = self.sessions.get_mut(&session_id) {
            for answer in session.unacked.values_mut() {
                answer.is_sent = false;
            }
        }
    }

    fn on_packet(&mut self, connection: &mut Connection, packet: Packet) {
        let header = packet.header;
        assert_ne!(header.session_id, 0);
        assert_eq!(header.msg_id % 4, 0, "a client's id");
        if self.chance(self.faults.salt) {
            self.salt = self.rng.next_u64().cast_signed();
        }
        if self.chance(self.faults.forget) {
            self.sessions.clear();
        }
        let age = self.now_ms / 1000 - (header.msg_id >> 32);
        let refused = match age {
            ..-30 => Some(17),
            301.. => Some(16),
            _ if self.chance(self.faults.bad_msg) => {
                let codes = [16, 17, 18, 19, 20, 32, 33, 34, 35, 64, 77];
                Some(codes[self.below(codes.len() as u32) as usize])
            }
            _ => None,
        };
        if let Some(code) = refused {
            return self.say(connection, &tl::bad_msg(header.msg_id, code));
        }
        if header.salt != self.salt {
            let salt = self.salt;
            return self.say(connection, &tl::bad_server_salt(header.msg_id, salt));
        }
        if let Entry::Vacant(vacant) = self.sessions.entry(header.session_id) {
            let first_msg_id = header.msg_id;
            vacant.insert(ServerSession { first_msg_id, ..Default::default() });
            let unique_id = self.rng.next_u64().cast_signed();
            let body = tl::new_session(first_msg_id, unique_id, self.salt);
            self.owe(header.session_id, body, 0);
        }
        self.check_order(&packet);
        for message in packet.messages {
            let Some(session) = self.sessions.get_mut(&header.session_id) else { return };
            if session.received.insert(message.msg_id, message.seq_no).is_some() {
                self.on_repeat(connection, header.session_id, message.msg_id);
                continue;
            }
            self.on_message(connection, header.session_id, &message);
        }
    }

    /// A query that we have, sent again as it was. Some servers take that for a wish.
    fn on_repeat(&mut self, connection: &mut Connection, session_id: i64, msg_id: i64) {
        let session = &self.sessions[&session_id];
        let answer = session.answers.get(&msg_id).copied();
        let answer = answer.filter(|id| session.unacked.get(id).is_some_and(|a| a.is_sent));
        match (answer, self.below(3)) {
            (Some(id), 0) => self.send(connection, &[id]),
            (Some(id), 1) => self.say(connection, &tl::detailed_info(msg_id, id)),
            _ => self.say(connection, &tl::acks(&[msg_id])),
        }
    }

    /// The client's side of the rules on ids and sequence numbers.
    fn check_order(&mut self, packet: &Packet) {
        let session = self.sessions.get_mut(&packet.header.session_id).unwrap();
        if packet.is_container {
            assert!(packet.messages.len() <= 1020);
            assert_eq!(packet.header.seq_no % 2, 0);
            let outer = Message {
                msg_id: packet.header.msg_id,
                seq_no: packet.header.seq_no,
                body: Vec::new(),
            };
            check_place(session, &outer);
            assert!(session.received.insert(outer.msg_id, outer.seq_no).is_none());
        } else {
            let id = packet.header.msg_id;
            assert!(!session.received.contains_key(&id), "sent bare twice");
        }
        for message in &packet.messages {
            let is_call = [tl::QUERY, tl::GZIP_PACKED].contains(&message.constructor());
            assert_eq!(message.seq_no % 2 == 1, is_call);
            if packet.is_container {
                assert!(message.msg_id < packet.header.msg_id);
            }
            check_place(session, message);
        }
    }

    fn on_message(&mut self, connection: &mut Connection, session_id: i64, message: &Message) {
        let body = match message.constructor() {
            tl::GZIP_PACKED => tl::unpack(&message.body),
            _ => message.body.clone(),
        };
        match tl::constructor(&body) {
            tl::QUERY => self.execute(connection, session_id, message.msg_id, &body),
            tl::PING_DELAY_DISCONNECT => {
                let pong = tl::pong(message.msg_id, tl::read_long(&body));
                self.say(connection, &pong);
            }
            tl::MSGS_ACK => {
                let acked: BTreeSet<i64> = tl::read_ids(&body).into_iter().collect();
                let session = self.sessions.get_mut(&session_id).unwrap();
                session.unacked.retain(|id, _| !acked.contains(id));
            }
            tl::MSGS_STATE_REQ => {
                let session = &self.sessions[&session_id];
                let is_answered = |id: &i64| {
                    let answer = session.answers.get(id);
                    answer.is_some_and(|id| {
                        session.unacked.get(id).is_none_or(|answer| answer.due_ms <= self.now_ms)
                    })
                };
                let state = |id: &i64| match session.received.contains_key(id) {
                    true if is_answered(id) => 4 | 64,
                    true => 4,
                    false if *id < session.first_msg_id => 1,
                    false => 2,
                };
                let info: Vec<u8> = tl::read_ids(&body).iter().map(state).collect();
                self.say(connection, &tl::state_info(message.msg_id, &info));
            }
            tl::MSG_RESEND_REQ => self.send(connection, &tl::read_ids(&body)),
            tl::GET_FUTURE_SALTS => {
                let now = (self.now_ms / 1000) as i32;
                // The second one will prove wrong when its time comes.
                let list = [(now - 10, now + 300, self.salt), (now + 300, now + 900, 5)];
                self.say(connection, &tl::future_salts(message.msg_id, now, &list));
            }
            tl::RPC_DROP_ANSWER => {
                let answer = self.drop_answer(session_id, tl::read_long(&body));
                self.owe(session_id, tl::rpc_result(message.msg_id, &answer), 0);
            }
            tl::DESTROY_SESSION => {
                let other = tl::read_long(&body);
                assert_ne!(other, session_id);
                self.sessions.remove(&other);
                let answer = tl::bytes(|w| _ = w.u32(0xe220_45fc).i64(other));
                self.say(connection, &answer);
            }
            other => panic!("unexpected {other:08x}"),
        }
    }

    fn execute(&mut self, connection: &mut Connection, session: i64, msg_id: i64, body: &[u8]) {
        let mut reader = Reader::new(body);
        reader.expect(tl::QUERY).unwrap();
        let number = reader.u64().unwrap();
        *self.executed.entry(number).or_default() += 1;
        let result = match is_error(number) {
            true => tl::rpc_error(400, "SIMULATED"),
            false => result_of(number),
        };
        let result = if self.chance(300) { tl::gzip_packed(&result) } else { result };
        let delay = if self.chance(100) { self.below(90_000) } else { self.below(3000) };
        let answer = self.owe(session, tl::rpc_result(msg_id, &result), i64::from(delay));
        self.sessions.get_mut(&session).unwrap().answers.insert(msg_id, answer);
        if self.chance(300) {
            self.say(connection, &tl::acks(&[msg_id]));
        }
    }

    /// Forgets the answer to a query, unless it went out; gives what to say about that
    /// (`spec/mtproto.md §5.12`).
    fn drop_answer(&mut self, session_id: i64, query: i64) -> Vec<u8> {
        let now_ms = self.now_ms;
        let session = self.sessions.get_mut(&session_id).unwrap();
        let answer_id = session.answers.get(&query).copied();
        let Some(answer) = answer_id.and_then(|id| session.unacked.get_mut(&id)) else {
            return tl::bytes(|w| _ = w.u32(0x5e2a_d36e));
        };
        if answer.due_ms > now_ms {
            // Under work: this is its own answer as well.
            let running = tl::bytes(|w| _ = w.u32(0xcd78_e586));
            answer.body = tl::rpc_result(query, &running);
            return running;
        }
        let seq_no = answer.seq_no;
        session.unacked.retain(|id, _| Some(*id) != answer_id);
        tl::bytes(|w| _ = w.u32(0xa43a_d8b7).i64(query).i32(seq_no).i32(0))
    }

    /// Sends an update to the session of the connection, if it has one.
    pub(crate) fn push_update(&mut self, connection: &Connection) {
        let Some(session_id) = connection.session_id else { return };
        if self.sessions.contains_key(&session_id) {
            let number = self.next_update;
            self.next_update += 1;
            self.owe(session_id, tl::bytes(|w| _ = w.u32(tl::UPDATE).u64(number)), 0);
        }
    }

    /// Keeps a content-related message until it is acked.
    fn owe(&mut self, session_id: i64, body: Vec<u8>, delay_ms: i64) -> i64 {
        let msg_id = self.fresh_id();
        let due_ms = self.now_ms + delay_ms;
        let session = self.sessions.get_mut(&session_id).unwrap();
        let seq_no = session.content * 2 + 1;
        session.content += 1;
        session.unacked.insert(msg_id, Answer { seq_no, body, due_ms, is_sent: false });
        msg_id
    }

    fn fresh_id(&mut self) -> i64 {
        let time = (self.now_ms / 1000) << 32 | (self.now_ms % 1000) << 22;
        self.last_id = (self.last_id + 4).max(time) & !3 | 1;
        self.last_id
    }

    /// Sends what is due.
    pub(crate) fn poll(&mut self, connection: &mut Connection) {
        let Some(session_id) = connection.session_id else { return };
        let Some(session) = self.sessions.get(&session_id) else { return };
        let due = |answer: &Answer| !answer.is_sent && answer.due_ms <= self.now_ms;
        let ids: Vec<i64> =
            session.unacked.iter().filter(|(_, answer)| due(answer)).map(|(id, _)| *id).collect();
        let mut whole = Vec::new();
        for id in ids {
            let session = &self.sessions[&session_id];
            let is_answer = session.answers.values().any(|answer| *answer == id);
            if is_answer && self.chance(self.faults.lose) {
                let session = self.sessions.get_mut(&session_id).unwrap();
                session.unacked.get_mut(&id).unwrap().is_sent = true;
            } else if self.chance(self.faults.announce) {
                let session = self.sessions.get_mut(&session_id).unwrap();
                session.unacked.get_mut(&id).unwrap().is_sent = true;
                self.say(connection, &tl::new_detailed_info(id));
            } else {
                whole.push(id);
                if self.chance(self.faults.duplicate) {
                    whole.push(id);
                }
            }
        }
        while !whole.is_empty() {
            let count = 1 + self.below(5) as usize;
            let rest = whole.split_off(whole.len().min(count));
            self.send(connection, &whole);
            whole = rest;
        }
    }

    /// Sends messages that are owed, in a container: their ids may be old.
    fn send(&mut self, connection: &mut Connection, ids: &[i64]) {
        let Some(session_id) = connection.session_id else { return };
        let Some(session) = self.sessions.get_mut(&session_id) else { return };
        let mut messages = Vec::new();
        for id in ids {
            if let Some(answer) = session.unacked.get_mut(id) {
                answer.is_sent = true;
                messages.push((*id, answer.seq_no, answer.body.clone()));
            }
        }
        if !messages.is_empty() {
            self.say(connection, &tl::container(&messages));
        }
    }

    /// Sends a message that wants no ack.
    fn say(&mut self, connection: &mut Connection, body: &[u8]) {
        let Some(session_id) = connection.session_id else { return };
        let msg_id = self.fresh_id();
        let content = self.sessions.get(&session_id).map_or(0, |session| session.content);
        let header = Header { salt: self.salt, session_id, msg_id, seq_no: content * 2 };
        let padding = vec![0x33; message::padding_len(body.len(), self.rng.next_u32())];
        let mut packet = Vec::new();
        message::seal(&key(), Side::Server, &header, body, &padding, &mut packet).unwrap();
        connection.transport.write(&packet, &mut self.rng, &mut connection.out);
        self.history.push(packet);
    }

    /// Sends an old packet once more, as somebody on the way might.
    pub(crate) fn replay(&mut self, connection: &mut Connection) {
        if self.history.is_empty() {
            return;
        }
        let at = self.below(self.history.len() as u32) as usize;
        let packet = self.history[at].clone();
        connection.transport.write(&packet, &mut self.rng, &mut connection.out);
    }
}

/// A message's sequence number must fit between those of its neighbours by id.
fn check_place(session: &ServerSession, message: &Message) {
    let before = session.received.range(..message.msg_id).next_back();
    let after = session.received.range(message.msg_id + 1..).next();
    if let Some((_, seq_no)) = before {
        assert!(*seq_no <= message.seq_no, "seqno {} after {seq_no}", message.seq_no);
    }
    if let Some((_, seq_no)) = after {
        assert!(*seq_no >= message.seq_no, "seqno {} before {seq_no}", message.seq_no);
    }
}
