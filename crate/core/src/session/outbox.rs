//! Service messages that wait for the next packet.

use super::msg_id::MsgId;

/// The most entries of each list. A peer that provokes more does not get more.
const MAX_IDS: usize = 8192;
/// The most answers to state requests, each of which may be long.
const MAX_INFOS: usize = 8;

/// What is to be said besides calls, acks and pings.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// Our messages whose state to ask for.
    pub(super) ask_state: Vec<MsgId>,
    /// Answers of the server to ask for once more.
    pub(super) ask_again: Vec<MsgId>,
    /// Our messages to repeat unchanged, since the server asks for them.
    pub(super) repeat: Vec<MsgId>,
    /// Calls whose answers nobody waits for any more.
    pub(super) drop_answers: Vec<MsgId>,
    /// Answers to questions about the server's messages: the question, and a byte per message.
    pub(super) infos: Vec<(MsgId, Vec<u8>)>,
    /// Sessions that we left.
    pub(super) destroy: Vec<i64>,
}

/// Adds an entry that is not there yet, unless the list is full.
pub(super) fn add<T: PartialEq>(list: &mut Vec<T>, entry: T) {
    if list.len() < MAX_IDS && list.last() != Some(&entry) {
        list.push(entry);
    }
}

impl Outbox {
    /// Answers a question about messages of the server.
    pub(super) fn add_info(&mut self, question: MsgId, info: Vec<u8>) {
        if self.infos.len() < MAX_INFOS {
            self.infos.push((question, info));
        }
    }

    /// Whether there is anything to say.
    pub(super) fn is_empty(&self) -> bool {
        self.ask_state.is_empty()
            && self.ask_again.is_empty()
            && self.repeat.is_empty()
            && self.drop_answers.is_empty()
            && self.infos.is_empty()
            && self.destroy.is_empty()
    }

    /// A new session: nothing said about messages of the old one makes sense.
    pub(super) fn restart(&mut self, left_session: i64) {
        let mut destroy = std::mem::take(&mut self.destroy);
        add(&mut destroy, left_session);
        *self = Self { destroy, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_bounded() {
        let mut outbox = Outbox::default();
        for value in 0..10_000 {
            add(&mut outbox.ask_again, MsgId::from_i64(value));
            outbox.add_info(MsgId::from_i64(value), Vec::new());
        }
        assert_eq!(outbox.ask_again.len(), MAX_IDS);
        assert_eq!(outbox.infos.len(), MAX_INFOS);
    }

    #[test]
    fn new_session_keeps_only_the_sessions_to_destroy() {
        let mut outbox = Outbox::default();
        add(&mut outbox.ask_state, MsgId::from_i64(4));
        outbox.restart(77);
        assert!(outbox.ask_state.is_empty());
        assert_eq!(outbox.destroy, [77]);
        assert!(!outbox.is_empty());
    }
}
