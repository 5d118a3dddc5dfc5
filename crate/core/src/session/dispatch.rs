//! What a message of the server means, in the order of the spec's table
//! (`spec/mtproto.md §5.1, 5.7, 5.10–5.15`).

use rand_core::CryptoRng;

use super::calls::{Absence, Resend};
use super::events::Event;
use super::gzip::{self, GZIP_PACKED, GzipError, MAX_DEPTH, Packed};
use super::msg_id::MsgId;
use super::outbox::add;
use super::receive::Failure;
use super::salts::FutureSalt;
use super::sent::Content;
use super::service::{self, Service, id, read_rpc_error};
use super::window::Seen;
use super::{Room, Session, repair};
use crate::Now;
use crate::tl::Reader;

/// An answer made this many seconds before its question shows that our clock is ahead.
const AHEAD_SECONDS: i64 = 15;
/// The flag of a message's state that its answer is made (`spec/mtproto.md §5.10`).
const ANSWERED: u8 = 64;
/// How many names of sessions are remembered.
const MAX_CREATED: usize = 32;

impl Session {
    /// Acts on the unpacked body of one message.
    pub(super) fn on_body(
        &mut self,
        msg_id: MsgId,
        body: &[u8],
        room: &mut Room<'_>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        let service = match service::read(body) {
            Ok(Some(service)) => service,
            Ok(None) => {
                self.events.push_update(room, body);
                return Ok(());
            }
            // The server's mistake in one message does not spoil the others.
            Err(_) => return Ok(()),
        };
        match service {
            Service::RpcResult { req_msg_id, result } => {
                self.on_result(msg_id, req_msg_id, result, room, now);
            }
            Service::Acks(ids) => self.on_acks(&ids),
            Service::BadMsg { bad_msg_id, code } => {
                return self.on_bad_msg(msg_id, bad_msg_id, code, rng, now);
            }
            Service::BadServerSalt { bad_msg_id, salt } => {
                return self.on_bad_server_salt(bad_msg_id, salt, now);
            }
            Service::StateRequest(ids) => {
                let known = |id: &MsgId| self.messages.check(*id) == Seen::Duplicate;
                let info = ids.iter().map(|id| if known(id) { 4 } else { 1 }).collect();
                self.outbox.add_info(msg_id, info);
            }
            Service::StateInfo { req_msg_id, info } => self.on_state_info(req_msg_id, info, now)?,
            Service::AllInfo { ids, info } => self.on_states(&ids, info),
            Service::DetailedInfo { msg_id, answer_msg_id } => {
                self.on_detailed_info(msg_id, answer_msg_id, now);
            }
            Service::ResendRequest(ids) => {
                for id in ids {
                    if self.calls.on_the_way(id).is_some() {
                        add(&mut self.outbox.repeat, id);
                    }
                }
            }
            Service::FutureSalts { req_msg_id, salts } => self.on_future_salts(req_msg_id, salts),
            Service::Pong { msg_id: ping_msg_id, ping_id } => {
                self.on_pong(msg_id, ping_msg_id, ping_id, now);
            }
            Service::NewSession { first_msg_id, unique_id, salt } => {
                self.on_new_session(first_msg_id, unique_id, salt, now);
            }
            Service::AuthKeyDestroyed(answer) => {
                if let Some(id) = self.calls.find_query(&id::DESTROY_AUTH_KEY.to_le_bytes()) {
                    self.deliver(id, answer, room);
                }
            }
            Service::SessionDestroyed { session_id, answer } => {
                let mut query = Vec::new();
                service::write_long(&mut query, id::DESTROY_SESSION, session_id);
                if let Some(id) = self.calls.find_query(&query) {
                    self.deliver(id, answer, room);
                }
            }
            Service::Nothing => {}
        }
        Ok(())
    }

    /// An answer. One that nobody waits for is dropped; it was acked already.
    fn on_result(
        &mut self,
        msg_id: MsgId,
        req_msg_id: MsgId,
        result: &[u8],
        room: &mut Room<'_>,
        now: Now,
    ) {
        if self.on_bind_result(req_msg_id, result) {
            self.accepted(msg_id, req_msg_id, now);
            return;
        }
        let Some(id) = self.calls.find(req_msg_id) else { return };
        self.accepted(msg_id, req_msg_id, now);
        self.deliver(id, result, room);
    }

    /// Ends a call with its answer.
    fn deliver(&mut self, id: u32, result: &[u8], room: &mut Room<'_>) {
        let Some(call) = self.calls.remove(id) else { return };
        let event = match self.write_result((id, call.repeated), result, 0, room) {
            Ok(()) => return,
            Err(Unwritten::RpcError { code, text }) => {
                Event::RpcError { id, repeated: call.repeated, code, text }
            }
            Err(Unwritten::Gzip(error)) => {
                let code = match error {
                    GzipError::TooBig => "ERR_RESULT_TOO_BIG",
                    GzipError::Corrupt => "ERR_RESULT_CORRUPT",
                };
                Event::Failed { id, code, may_have_run: true }
            }
        };
        self.events.push(event);
    }

    /// Writes a result where it is to lie. `depth` counts how often it was packed.
    fn write_result(
        &mut self,
        call: (u32, bool),
        result: &[u8],
        depth: u8,
        room: &mut Room<'_>,
    ) -> Result<(), Unwritten> {
        if !is_packed(result) {
            check_result(result)?;
            self.events.push_result(room, call, result);
            return Ok(());
        }
        if depth >= MAX_DEPTH {
            return Err(Unwritten::Gzip(GzipError::Corrupt));
        }
        let packed = Packed::read(result).map_err(Unwritten::Gzip)?;
        let mut inner = None;
        let written = self.events.make_result(room, call, packed.size, |out| {
            gzip::unpack_to(packed, out).map_err(Unwritten::Gzip)?;
            // Rare enough to be copied.
            if is_packed(out) {
                inner = Some(out.to_vec());
                return Err(Unwritten::Gzip(GzipError::Corrupt));
            }
            check_result(out)
        });
        match inner {
            Some(inner) => self.write_result(call, &inner, depth + 1, room),
            None => written,
        }
    }

    /// The server has these messages of ours, or the messages in these containers.
    fn on_acks(&mut self, ids: &[MsgId]) {
        for id in ids {
            match self.sent.get(*id) {
                Some(Content::Container(inner)) => {
                    for id in inner.clone() {
                        self.on_ack(id);
                    }
                }
                _ => self.on_ack(*id),
            }
        }
    }

    fn on_ack(&mut self, msg_id: MsgId) {
        if let Some(id) = self.calls.acked(msg_id) {
            self.events.push(Event::Acked { id });
        }
    }

    /// The server has decrypted a packet that asked to know. Tokens of others are ignored: they are
    /// not authenticated.
    pub(super) fn on_quick_ack(&mut self, token: u32) {
        let known = self.quick_acks.iter().find(|(known, _)| *known == token);
        if let Some((_, packet_id)) = known.copied() {
            self.on_acks(&[packet_id]);
        }
    }

    fn on_state_info(&mut self, req_msg_id: MsgId, info: &[u8], now: Now) -> Result<(), Failure> {
        if let Some(Content::StateRequest(ids)) = self.sent.get(req_msg_id)
            && ids.len() == info.len()
        {
            let ids = ids.clone();
            self.sent.remove(req_msg_id);
            self.on_states(&ids, info);
            self.find_lost_answers(&ids, info, now)?;
        }
        Ok(())
    }

    /// What the server knows of messages of ours, a byte each. Those that are no calls on their way
    /// are passed over.
    fn on_states(&mut self, ids: &[MsgId], info: &[u8]) {
        if ids.len() != info.len() {
            return;
        }
        for (id, state) in ids.iter().zip(info) {
            match state & 7 {
                1 => self.send_again(*id, Resend::Forgotten),
                2 | 3 => self.send_again(*id, Resend::NotReceived),
                4 => self.on_ack(*id),
                _ => {}
            }
        }
    }

    /// Calls that were answered, says the server when it is asked, and a while later again: the
    /// answer is lost. On a new connection it comes again. To send the call as it was might bring it,
    /// too, but runs it twice when the server has just forgotten the session.
    fn find_lost_answers(&mut self, ids: &[MsgId], info: &[u8], now: Now) -> Result<(), Failure> {
        let patience_ms = self.pings.trip_bound_ms();
        for (id, state) in ids.iter().zip(info) {
            if state & 7 != 4 || state & ANSWERED == 0 {
                continue;
            }
            match self.calls.absent(*id, now.mono_ms, patience_ms) {
                Absence::New { look_at_ms } => self.look_at(look_at_ms),
                Absence::Known => {}
                Absence::Final => return Err(Failure::new("ERR_ANSWER_LOST")),
            }
        }
        Ok(())
    }

    /// The server holds an answer that is too long to send unasked. One that we had, or that
    /// answers nothing we wait for, is acked unseen.
    fn on_detailed_info(&mut self, msg_id: Option<MsgId>, answer_msg_id: MsgId, now: Now) {
        let seen = self.messages.check(answer_msg_id) == Seen::Duplicate;
        let wanted = match msg_id {
            Some(msg_id) => self.calls.find(msg_id).is_some(),
            None => true,
        };
        if let Some(msg_id) = msg_id {
            self.on_ack(msg_id);
        }
        if wanted && !seen {
            add(&mut self.outbox.ask_again, answer_msg_id);
        } else {
            self.acks.push(answer_msg_id, now.mono_ms);
        }
    }

    fn on_future_salts(&mut self, req_msg_id: MsgId, salts: Vec<FutureSalt>) {
        if self.sent.get(req_msg_id) == Some(&Content::FutureSalts) {
            self.sent.remove(req_msg_id);
            self.clock.confirm();
            self.salts.replace(salts);
        }
    }

    fn on_pong(&mut self, msg_id: MsgId, ping_msg_id: MsgId, ping_id: i64, now: Now) {
        let Some(trip_ms) = self.pings.answered(ping_msg_id, ping_id, now.mono_ms) else { return };
        self.accepted(msg_id, ping_msg_id, now);
        self.events.push(Event::RoundTrip(trip_ms));
        if std::mem::take(&mut self.ask_after_pong) {
            // The server sends answers again when the connection is new. It has had the time.
            let connected_ms = self.pings.connected_ms();
            self.ask_about(|sending| sending.acked && sending.asked_ms < connected_ms, now);
        }
    }

    /// The server has taken a message of ours and answered it.
    fn accepted(&mut self, answer: MsgId, question: MsgId, now: Now) {
        self.repairs = 0;
        if answer.seconds() + AHEAD_SECONDS < question.seconds() {
            self.clock.reset(answer, now);
        } else {
            self.clock.confirm();
        }
    }

    /// The server knows nothing from before `first_msg_id`: what was sent earlier is lost, and so
    /// are the answers.
    fn on_new_session(&mut self, first_msg_id: MsgId, unique_id: i64, salt: i64, now: Now) {
        if self.created.contains(&unique_id) {
            return;
        }
        if self.created.len() >= MAX_CREATED {
            self.created.pop_front();
        }
        self.created.push_back(unique_id);
        self.salts.set(salt, self.clock.server_seconds(now));
        let first = !std::mem::replace(&mut self.had_session, true);
        self.events.push(Event::NewSession {
            first,
            first_msg_id: first_msg_id.to_i64(),
            unique_id,
        });
        self.bind_lost_before(first_msg_id);
        for id in self.calls.select(|sending| repair::packet_of(sending) < first_msg_id) {
            self.send_again(id, Resend::Uncertain);
        }
    }
}

fn is_packed(result: &[u8]) -> bool {
    Reader::new(result).peek() == Some(GZIP_PACKED)
}

/// Whether the answer is a result.
fn check_result(boxed: &[u8]) -> Result<(), Unwritten> {
    match read_rpc_error(boxed) {
        Some((code, text)) => Err(Unwritten::RpcError { code, text }),
        None if boxed.len() < 4 => Err(Unwritten::Gzip(GzipError::Corrupt)),
        None => Ok(()),
    }
}

/// Why a result is not written as one.
enum Unwritten {
    RpcError { code: i32, text: String },
    Gzip(GzipError),
}
