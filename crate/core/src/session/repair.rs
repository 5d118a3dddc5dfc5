//! What is sent again, and when to start over (`spec/mtproto.md §5.9, 5.10`).

use rand_core::CryptoRng;

use super::Session;
use super::calls::{Outcome, Resend, Sending};
use super::draw_session_id;
use super::events::Event;
use super::msg_id::{MsgId, MsgIds};
use super::outbox::add;
use super::receive::Failure;
use super::sent::Content;
use super::seqno::SeqNo;
use super::window::Window;
use crate::Now;

/// How many repairs may follow each other before the server has accepted anything.
const MAX_REPAIRS: u8 = 16;

/// Codes of `bad_msg_notification`.
mod code {
    pub(super) const MSG_ID_TOO_LOW: i32 = 16;
    pub(super) const MSG_ID_TOO_HIGH: i32 = 17;
    pub(super) const MSG_ID_LOW_BITS: i32 = 18;
    pub(super) const CONTAINER_ID_REUSED: i32 = 19;
    pub(super) const TOO_OLD: i32 = 20;
    pub(super) const SEQ_NO_TOO_LOW: i32 = 32;
    pub(super) const SEQ_NO_TOO_HIGH: i32 = 33;
    pub(super) const SEQ_NO_NOT_EVEN: i32 = 34;
    pub(super) const SEQ_NO_NOT_ODD: i32 = 35;
    pub(super) const CONTAINER: i32 = 64;
}

/// The id by which the server knows the packet that a call went in.
pub(super) fn packet_of(sending: &Sending) -> MsgId {
    sending.container.unwrap_or(sending.msg_id)
}

impl Session {
    /// The server has refused a message of ours. Complaints about messages that we did not send in
    /// this session, or forgot, are replays or inventions.
    pub(super) fn on_bad_msg(
        &mut self,
        notification: MsgId,
        bad_msg_id: MsgId,
        code: i32,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        if self.sent.get(bad_msg_id).is_none() {
            return Ok(());
        }
        self.count_repair(bad_msg_id)?;
        match code {
            code::MSG_ID_TOO_LOW => {
                self.clock.raise(notification, now);
                self.send_refused(bad_msg_id, Resend::Refused, now);
                Ok(())
            }
            code::MSG_ID_TOO_HIGH => {
                // Ids used so far are above those to come: this session cannot go on.
                self.clock.reset(notification, now);
                self.send_refused(bad_msg_id, Resend::Refused, now);
                self.restart(rng, now)
            }
            code::MSG_ID_LOW_BITS
            | code::CONTAINER_ID_REUSED
            | code::SEQ_NO_TOO_LOW
            | code::SEQ_NO_TOO_HIGH
            | code::SEQ_NO_NOT_EVEN
            | code::SEQ_NO_NOT_ODD => {
                self.send_refused(bad_msg_id, Resend::Refused, now);
                self.restart(rng, now)
            }
            code::CONTAINER => self.on_bad_container(bad_msg_id, rng, now),
            code::TOO_OLD => {
                self.send_refused(bad_msg_id, Resend::Uncertain, now);
                Ok(())
            }
            // A code that the spec does not have says nothing about what became of the message.
            _ => {
                self.send_refused(bad_msg_id, Resend::Uncertain, now);
                Ok(())
            }
        }
    }

    /// Sends the messages of a refused container one by one; refused again, they get a new session.
    fn on_bad_container(
        &mut self,
        bad_msg_id: MsgId,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) -> Result<(), Failure> {
        let mut is_known = false;
        for msg_id in self.sent.flatten(bad_msg_id) {
            if let Some((id, _, _)) = self.calls.on_the_way(msg_id) {
                is_known |= !self.calls.set_alone(id);
            }
        }
        self.send_refused(bad_msg_id, Resend::Refused, now);
        if is_known { self.restart(rng, now) } else { Ok(()) }
    }

    /// The salt was wrong; the right one is in the complaint.
    pub(super) fn on_bad_server_salt(
        &mut self,
        bad_msg_id: MsgId,
        salt: i64,
        now: Now,
    ) -> Result<(), Failure> {
        if self.sent.get(bad_msg_id).is_none() {
            return Ok(());
        }
        self.count_repair(bad_msg_id)?;
        self.salts.correct(salt, self.clock.server_seconds(now));
        self.send_refused(bad_msg_id, Resend::Refused, now);
        Ok(())
    }

    /// Bounds the rounds of complaint and repair: a server that accepts nothing is left.
    fn count_repair(&mut self, bad_msg_id: MsgId) -> Result<(), Failure> {
        if bad_msg_id <= self.repaired_at {
            return Ok(());
        }
        self.repaired_at = self.msg_ids.last();
        self.repairs += 1;
        if self.repairs > MAX_REPAIRS {
            return Err(Failure::new("ERR_TOO_MANY_REPAIRS"));
        }
        Ok(())
    }

    /// Sends what was in a refused message, or container, once more.
    fn send_refused(&mut self, bad_msg_id: MsgId, why: Resend, now: Now) {
        for msg_id in self.sent.flatten(bad_msg_id) {
            match self.sent.remove(msg_id) {
                Some(Content::Call(_)) => self.send_again(msg_id, why),
                Some(Content::Acks(ids)) => {
                    for id in ids {
                        self.acks.push(id, now.mono_ms);
                    }
                }
                Some(Content::Ping) => self.pings.refused(msg_id),
                Some(Content::StateRequest(ids)) => {
                    for id in ids {
                        add(&mut self.outbox.ask_state, id);
                    }
                }
                Some(Content::ResendRequest(ids)) => {
                    for id in ids {
                        add(&mut self.outbox.ask_again, id);
                    }
                }
                Some(Content::FutureSalts) => self.salts.refused(),
                Some(Content::Bind) => self.bind_again(),
                Some(Content::Container(_) | Content::Other) | None => {}
            }
        }
        self.sent.remove(bad_msg_id);
    }

    /// Queues a call that is on its way once more, or gives it up.
    pub(super) fn send_again(&mut self, msg_id: MsgId, why: Resend) {
        let (id, code, may_have_run) = match self.calls.resend(msg_id, why) {
            None | Some((_, Outcome::Queued)) => return,
            Some((id, Outcome::GivenUp { may_have_run })) => {
                (id, "ERR_TOO_MANY_REPAIRS", may_have_run)
            }
            Some((id, Outcome::Uncertain)) => (id, "ERR_UNCERTAIN", true),
        };
        self.events.push(Event::Failed { id, code, may_have_run });
    }

    /// Leaves the session for a new one on the same connection. Calls are sent again, those that
    /// the server may have executed too.
    pub(super) fn restart(&mut self, rng: &mut dyn CryptoRng, now: Now) -> Result<(), Failure> {
        let last = self.msg_ids.last();
        self.count_repair(last)?;
        self.leave_session(rng, now);
        Ok(())
    }

    /// Begins a new session, in which all calls on their way are sent again.
    pub(super) fn leave_session(&mut self, rng: &mut dyn CryptoRng, now: Now) {
        for msg_id in self.calls.select(|_| true) {
            self.send_again(msg_id, Resend::Uncertain);
        }
        self.calls.forget_ids();
        self.outbox.restart(self.session_id);
        self.session_id = draw_session_id(rng);
        self.msg_ids = MsgIds::default();
        self.repaired_at = MsgId::from_i64(0);
        self.seq_no = SeqNo::default();
        self.acks.clear();
        self.packets = Window::default();
        self.messages = Window::default();
        self.sent.clear();
        self.quick_acks.clear();
        self.created.clear();
        self.ask_after_pong = false;
        self.state_ms = None;
        self.salts.refused();
        self.pings.connected(now.mono_ms, self.session_id as u32);
        self.bind_again();
    }
}
