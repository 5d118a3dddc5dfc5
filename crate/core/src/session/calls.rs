//! The calls that wait for an answer (`spec/mtproto.md §5.10`): queued, then sent, then perhaps
//! acked, until they are done. The serialised body is kept until then.

use std::collections::{BTreeMap, BTreeSet};

use super::InvokeOptions;
use super::msg_id::MsgId;

/// How often the server may make us send one call again before it fails: a hostile one would
/// otherwise keep us busy for ever.
pub(super) const MAX_REPAIRS: u8 = 5;
/// The most calls that are on their way at once.
const MAX_IN_FLIGHT: usize = 1024;
/// The longest time between two questions about one call, in milliseconds.
pub(super) const MAX_PATIENCE_MS: u64 = 60_000;
/// How many earlier ids of a call are remembered, so that a late answer to one is still taken.
const MAX_ATTEMPTS: usize = 8;

/// One call.
#[derive(Debug)]
pub(super) struct Call {
    /// The query as it goes on the wire, packed or not.
    pub(super) body: Vec<u8>,
    /// Place in the order in which calls were made; resending keeps it.
    order: u64,
    /// The latest sending; `None` while queued.
    pub(super) sending: Option<Sending>,
    /// Ids it was sent under in this session, latest last.
    attempts: Vec<MsgId>,
    /// How often the server made us send it again.
    repairs: u8,
    /// It was on the wire at least once and the server did not refuse it unread.
    pub(super) may_have_run: bool,
    /// It was sent again although an earlier sending may have been executed.
    pub(super) repeated: bool,
    /// The owner knows that the server has it.
    ack_reported: bool,
    /// It must not share a container: the server refused one that it was in.
    pub(super) alone: bool,
    /// A quick ack is wanted.
    pub(super) quick_ack: bool,
    /// It must not run twice: better it fails.
    once: bool,
    /// The call that must succeed before this one runs.
    after: Option<u32>,
}

/// How a call is on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sending {
    /// The id it bears.
    pub(super) msg_id: MsgId,
    /// Its sequence number.
    pub(super) seq_no: i32,
    /// The container it went in, if any.
    pub(super) container: Option<MsgId>,
    /// The message that it waits for at the server, if any.
    pub(super) after: Option<MsgId>,
    /// The server has said that it has it.
    pub(super) acked: bool,
    /// When it was sent, or its state last asked for, in monotonic milliseconds.
    pub(super) asked_ms: u64,
    /// Its state was asked for, and nothing was heard since.
    pub(super) asked: bool,
    /// When its state is asked for next, in monotonic milliseconds.
    pub(super) ask_at_ms: u64,
    /// The latest time between two questions; each is twice as long as the one before.
    pub(super) patience_ms: u64,
    /// When the server first said on this connection that it has answered; no answer has come.
    answered_ms: Option<u64>,
    /// How many connections have lost the answer.
    losses: u32,
}

/// What to do about an answer that the server has sent, as it says, and that is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// It may come yet, and is missed only now: look again at this time.
    New { look_at_ms: u64 },
    /// It may come yet.
    Known,
    /// It will not come on this connection.
    Final,
}

/// Why a call is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resend {
    /// The server refused it unread: it has not run. Counts as a repair.
    Refused,
    /// It never arrived, says the server.
    NotReceived,
    /// The server knows nothing of it; it may have run and been forgotten.
    Forgotten,
    /// It may have run. Counts as a repair.
    Uncertain,
}

/// What became of a call that was to be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It waits for the next packet.
    Queued,
    /// It was sent again too often and is gone.
    GivenUp { may_have_run: bool },
    /// It may have run, must not run twice, and is gone.
    Uncertain,
}

/// All calls, by the owner's id.
#[derive(Debug, Default)]
pub(super) struct Calls {
    calls: BTreeMap<u32, Call>,
    /// Ids of messages that carried a call in this session.
    by_msg_id: BTreeMap<MsgId, u32>,
    /// Calls to be sent: order and id.
    queue: BTreeSet<(u64, u32)>,
    /// Order of the next call.
    next_order: u64,
}

impl Calls {
    /// Queues a call; gives false when the id is in use.
    pub(super) fn insert(&mut self, id: u32, body: Vec<u8>, options: InvokeOptions) -> bool {
        if self.calls.contains_key(&id) {
            return false;
        }
        let order = self.next_order;
        self.next_order += 1;
        self.queue.insert((order, id));
        let call = Call {
            body,
            order,
            sending: None,
            attempts: Vec::new(),
            repairs: 0,
            may_have_run: false,
            repeated: false,
            ack_reported: false,
            alone: false,
            quick_ack: options.quick_ack,
            once: options.once,
            after: None,
        };
        self.calls.insert(id, call);
        true
    }

    /// Whether the server may have executed a call; `None` for one that does not wait.
    pub(super) fn may_have_run(&self, id: u32) -> Option<bool> {
        self.calls.get(&id).map(|call| call.may_have_run)
    }

    /// The call waits at the server for the one before.
    pub(super) fn follow(&mut self, id: u32, previous: u32) {
        if let Some(call) = self.calls.get_mut(&id) {
            call.after = Some(previous);
        }
    }

    /// The message that this call has to wait for.
    pub(super) fn message_before(&self, call: &Call) -> Option<MsgId> {
        self.calls.get(&call.after?)?.sending.map(|sending| sending.msg_id)
    }

    /// The next call to send, if there is room for one more on the way.
    pub(super) fn next_queued(&self) -> Option<(u32, &Call)> {
        if self.in_flight() >= MAX_IN_FLIGHT {
            return None;
        }
        let (_, id) = self.queue.first()?;
        self.calls.get(id).map(|call| (*id, call))
    }

    /// How many calls are on their way.
    pub(super) fn in_flight(&self) -> usize {
        self.calls.len() - self.queue.len()
    }

    /// How many calls wait in all.
    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    /// The call goes out.
    pub(super) fn sent(
        &mut self,
        id: u32,
        msg_id: MsgId,
        seq_no: i32,
        after: Option<MsgId>,
        mono_ms: u64,
        patience_ms: u64,
    ) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        self.queue.remove(&(call.order, id));
        call.sending = Some(Sending {
            msg_id,
            seq_no,
            container: None,
            after,
            acked: false,
            asked_ms: mono_ms,
            asked: false,
            ask_at_ms: mono_ms.saturating_add(patience_ms),
            patience_ms,
            answered_ms: None,
            losses: 0,
        });
        call.repeated |= call.may_have_run;
        call.may_have_run = true;
        if call.attempts.len() >= MAX_ATTEMPTS {
            self.by_msg_id.remove(&call.attempts.remove(0));
        }
        call.attempts.push(msg_id);
        self.by_msg_id.insert(msg_id, id);
    }

    /// The messages went out in this container.
    pub(super) fn contained(&mut self, ids: &[MsgId], container: MsgId) {
        for msg_id in ids {
            if let Some((_, sending)) = self.sending_mut(*msg_id) {
                sending.container = Some(container);
            }
        }
    }

    /// The call that was sent under this id, now or earlier.
    pub(super) fn find(&self, msg_id: MsgId) -> Option<u32> {
        self.by_msg_id.get(&msg_id).copied()
    }

    /// A call on its way whose query starts with this constructor.
    pub(super) fn find_query(&self, start: &[u8]) -> Option<u32> {
        let starts = |call: &Call| call.body.starts_with(start);
        let found = self.calls.iter().find(|(_, call)| call.sending.is_some() && starts(call));
        found.map(|(id, _)| *id)
    }

    /// The call that is on its way under this id.
    fn sending_mut(&mut self, msg_id: MsgId) -> Option<(u32, &mut Sending)> {
        let id = self.by_msg_id.get(&msg_id)?;
        let sending = self.calls.get_mut(id)?.sending.as_mut()?;
        (sending.msg_id == msg_id).then_some((*id, sending))
    }

    /// The call that is on its way under this id, with what went out.
    pub(super) fn on_the_way(&self, msg_id: MsgId) -> Option<(u32, &Call, Sending)> {
        let id = self.by_msg_id.get(&msg_id)?;
        let call = self.calls.get(id)?;
        let sending = call.sending.filter(|sending| sending.msg_id == msg_id)?;
        Some((*id, call, sending))
    }

    /// The server has the message. Gives the call's id the first time.
    pub(super) fn acked(&mut self, msg_id: MsgId) -> Option<u32> {
        let (id, sending) = self.sending_mut(msg_id)?;
        sending.acked = true;
        let call = self.calls.get_mut(&id)?;
        (!std::mem::replace(&mut call.ack_reported, true)).then_some(id)
    }

    /// The server says that it has answered this message. The answer has `patience_ms` to come, and
    /// four times as long with each connection that was given up for it.
    pub(super) fn absent(&mut self, msg_id: MsgId, mono_ms: u64, patience_ms: u64) -> Absence {
        let Some((_, sending)) = self.sending_mut(msg_id) else { return Absence::Known };
        let patience_ms = (patience_ms << (2 * sending.losses).min(16)).min(MAX_PATIENCE_MS);
        match sending.answered_ms {
            None => {
                sending.answered_ms = Some(mono_ms);
                sending.ask_at_ms = mono_ms.saturating_add(patience_ms);
                Absence::New { look_at_ms: sending.ask_at_ms }
            }
            Some(since_ms) if mono_ms < since_ms.saturating_add(patience_ms) => Absence::Known,
            Some(_) => {
                sending.losses += 1;
                Absence::Final
            }
        }
    }

    /// On a new connection answers come again, and have the time for it.
    pub(super) fn connected(&mut self, mono_ms: u64) {
        for sending in self.calls.values_mut().filter_map(|call| call.sending.as_mut()) {
            sending.answered_ms = None;
            sending.ask_at_ms = sending.ask_at_ms.max(mono_ms.saturating_add(sending.patience_ms));
        }
    }

    /// When the first question about a call is due.
    pub(super) fn ask_at_ms(&self) -> Option<u64> {
        let sendings = self.calls.values().filter_map(|call| call.sending);
        sendings.map(|sending| sending.ask_at_ms).min()
    }

    /// The state of these messages is asked for now.
    pub(super) fn asked(&mut self, ids: &[MsgId], mono_ms: u64) {
        for msg_id in ids {
            if let Some((_, sending)) = self.sending_mut(*msg_id) {
                sending.asked_ms = mono_ms;
                sending.asked = true;
                sending.patience_ms = (2 * sending.patience_ms).min(MAX_PATIENCE_MS);
                sending.ask_at_ms = mono_ms.saturating_add(sending.patience_ms);
            }
        }
    }

    /// Ids of the messages on their way that `wanted` chooses, in order.
    pub(super) fn select(&self, wanted: impl Fn(&Sending) -> bool) -> Vec<MsgId> {
        let sendings = self.calls.values().filter_map(|call| call.sending);
        let mut ids: Vec<MsgId> =
            sendings.filter(|sending| wanted(sending)).map(|sending| sending.msg_id).collect();
        ids.sort_unstable();
        ids
    }

    /// Queues the call that is on its way under this id once more, under a new id.
    pub(super) fn resend(&mut self, msg_id: MsgId, why: Resend) -> Option<(u32, Outcome)> {
        let id = self.sending_mut(msg_id)?.0;
        let call = self.calls.get_mut(&id)?;
        match why {
            Resend::Refused | Resend::NotReceived => call.may_have_run = call.repeated,
            Resend::Uncertain | Resend::Forgotten => {}
        }
        if matches!(why, Resend::Refused | Resend::Uncertain) {
            call.repairs += 1;
        }
        if call.once && call.may_have_run && matches!(why, Resend::Uncertain | Resend::Forgotten) {
            self.remove(id);
            return Some((id, Outcome::Uncertain));
        }
        if call.repairs > MAX_REPAIRS {
            let may_have_run = call.may_have_run;
            self.remove(id);
            return Some((id, Outcome::GivenUp { may_have_run }));
        }
        call.sending = None;
        self.queue.insert((call.order, id));
        Some((id, Outcome::Queued))
    }

    /// The call may go out once more as it was, unless it must not run twice: a server that has just
    /// forgotten the session does not know it for the same.
    pub(super) fn repeat(&mut self, msg_id: MsgId) -> bool {
        let id = self.sending_mut(msg_id).map(|(id, _)| id);
        let Some(call) = id.and_then(|id| self.calls.get_mut(&id)) else { return false };
        call.repeated |= !call.once;
        !call.once
    }

    /// The call must not go into a container again; false if that is known already.
    pub(super) fn set_alone(&mut self, id: u32) -> bool {
        self.calls.get_mut(&id).is_some_and(|call| !std::mem::replace(&mut call.alone, true))
    }

    /// Removes a call: it is answered, cancelled or failed.
    pub(super) fn remove(&mut self, id: u32) -> Option<Call> {
        let call = self.calls.remove(&id)?;
        self.queue.remove(&(call.order, id));
        for msg_id in &call.attempts {
            self.by_msg_id.remove(msg_id);
        }
        Some(call)
    }

    /// A new session: the ids of the old one mean nothing any more.
    pub(super) fn forget_ids(&mut self) {
        self.by_msg_id.clear();
        for call in self.calls.values_mut() {
            call.attempts.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: i64) -> MsgId {
        MsgId::from_i64(value)
    }

    const PATIENCE_MS: u64 = 4000;

    fn with_call() -> Calls {
        let mut calls = Calls::default();
        assert!(calls.insert(1, vec![0; 4], InvokeOptions::default()));
        calls.sent(1, id(4), 1, None, 100, PATIENCE_MS);
        calls
    }

    #[test]
    fn calls_are_sent_in_order_and_a_resent_one_keeps_its_place() {
        let mut calls = Calls::default();
        for call in [9, 3, 5] {
            calls.insert(call, vec![], InvokeOptions::default());
        }
        assert_eq!(calls.next_queued().unwrap().0, 9);
        calls.sent(9, id(4), 1, None, 0, PATIENCE_MS);
        assert_eq!(calls.next_queued().unwrap().0, 3);
        calls.resend(id(4), Resend::Refused);
        assert_eq!(calls.next_queued().unwrap().0, 9);
    }

    #[test]
    fn id_in_use_is_refused() {
        assert!(!with_call().insert(1, vec![], InvokeOptions::default()));
    }

    #[test]
    fn answer_to_an_earlier_sending_is_still_found() {
        let mut calls = with_call();
        calls.resend(id(4), Resend::Uncertain);
        calls.sent(1, id(8), 3, None, 200, PATIENCE_MS);
        assert_eq!(calls.find(id(4)), Some(1));
        assert_eq!(calls.find(id(8)), Some(1));
        assert!(calls.on_the_way(id(4)).is_none());
        assert!(calls.remove(1).unwrap().repeated);
        assert_eq!(calls.find(id(4)), None);
    }

    #[test]
    fn refused_call_has_not_run() {
        let mut calls = with_call();
        calls.resend(id(4), Resend::Refused);
        calls.sent(1, id(8), 3, None, 200, PATIENCE_MS);
        let call = calls.remove(1).unwrap();
        assert!(!call.repeated && call.may_have_run);
    }

    #[test]
    fn call_that_may_have_run_once_is_never_certain_again() {
        let mut calls = with_call();
        calls.resend(id(4), Resend::Uncertain);
        calls.sent(1, id(8), 3, None, 200, PATIENCE_MS);
        calls.resend(id(8), Resend::Refused);
        calls.sent(1, id(12), 3, None, 200, PATIENCE_MS);
        assert!(calls.remove(1).unwrap().repeated);
    }

    #[test]
    fn repairs_are_bounded() {
        let mut calls = with_call();
        for round in 0..i64::from(MAX_REPAIRS) {
            let outcome = calls.resend(id(4 + round), Resend::Refused);
            assert_eq!(outcome, Some((1, Outcome::Queued)));
            calls.sent(1, id(5 + round), 1, None, 0, PATIENCE_MS);
        }
        let last = id(4 + i64::from(MAX_REPAIRS));
        let given_up = Outcome::GivenUp { may_have_run: false };
        assert_eq!(calls.resend(last, Resend::Refused), Some((1, given_up)));
        assert_eq!(calls.len(), 0);
        assert_eq!(calls.resend(last, Resend::Refused), None);
    }

    #[test]
    fn ack_is_reported_once() {
        let mut calls = with_call();
        assert_eq!(calls.acked(id(8)), None);
        assert_eq!(calls.acked(id(4)), Some(1));
        assert_eq!(calls.acked(id(4)), None);
        assert!(calls.on_the_way(id(4)).unwrap().2.acked);
    }

    #[test]
    fn questions_about_a_call_become_rare() {
        let mut calls = with_call();
        let mut waits = Vec::new();
        let mut asked_ms = 100;
        for _ in 0..7 {
            let at_ms = calls.ask_at_ms().unwrap();
            waits.push(at_ms - asked_ms);
            calls.asked(&[id(4)], at_ms);
            asked_ms = at_ms;
        }
        assert_eq!(waits, [4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
        calls.remove(1);
        assert_eq!(calls.ask_at_ms(), None);
    }

    #[test]
    fn absent_answer_has_ever_more_time_to_come() {
        let mut calls = with_call();
        let mut now_ms = 5000;
        for patience_ms in [2000, 8000, 32_000, 60_000, 60_000] {
            let look_at_ms = now_ms + patience_ms;
            assert_eq!(calls.absent(id(4), now_ms, 2000), Absence::New { look_at_ms });
            assert_eq!(calls.ask_at_ms(), Some(look_at_ms));
            assert_eq!(calls.absent(id(4), look_at_ms - 1, 2000), Absence::Known);
            assert_eq!(calls.absent(id(4), look_at_ms, 2000), Absence::Final);
            now_ms = look_at_ms;
            calls.connected(now_ms);
        }
        assert_eq!(calls.absent(id(8), now_ms, 2000), Absence::Known, "no call of ours");
    }

    #[test]
    fn at_most_1024_calls_are_on_their_way() {
        let mut calls = Calls::default();
        for call in 0..1025 {
            calls.insert(call, vec![], InvokeOptions::default());
        }
        for call in 0..1024 {
            assert!(calls.next_queued().is_some());
            calls.sent(call, id(i64::from(call)), 0, None, 0, PATIENCE_MS);
        }
        assert!(calls.next_queued().is_none());
        calls.remove(7);
        assert_eq!(calls.next_queued().unwrap().0, 1024);
    }
}
