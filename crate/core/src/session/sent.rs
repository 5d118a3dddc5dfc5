//! What our messages were, for when the server speaks of them by id.

use std::collections::BTreeMap;

use super::msg_id::MsgId;

/// The most messages that are remembered; the oldest go first.
const CAPACITY: usize = 4096;
/// Longer lists of ids are not remembered.
const MAX_REMEMBERED_IDS: usize = 1024;

/// What a message of ours was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A container of these messages.
    Container(Vec<MsgId>),
    /// A call, by the owner's id.
    Call(u32),
    /// Acks of these messages of the server.
    Acks(Vec<MsgId>),
    /// A ping.
    Ping,
    /// A question about the state of these messages.
    StateRequest(Vec<MsgId>),
    /// A request to send these messages of the server again.
    ResendRequest(Vec<MsgId>),
    /// `get_future_salts`.
    FutureSalts,
    /// `auth.bindTempAuthKey`.
    Bind,
    /// Something that need not be repeated.
    Other,
}

/// The messages sent in this session. Notifications about others are ignored: they are replays, or
/// inventions.
#[derive(Debug, Default)]
pub(super) struct SentLog {
    messages: BTreeMap<MsgId, Content>,
}

impl SentLog {
    /// Remembers a message.
    pub(super) fn insert(&mut self, id: MsgId, content: Content) {
        let content = match content {
            Content::Acks(ids) | Content::StateRequest(ids) if ids.len() > MAX_REMEMBERED_IDS => {
                Content::Other
            }
            content => content,
        };
        self.messages.insert(id, content);
        if self.messages.len() > CAPACITY {
            self.messages.pop_first();
        }
    }

    /// What the message was.
    pub(super) fn get(&self, id: MsgId) -> Option<&Content> {
        self.messages.get(&id)
    }

    /// Forgets a message, giving back what it was.
    pub(super) fn remove(&mut self, id: MsgId) -> Option<Content> {
        self.messages.remove(&id)
    }

    /// The message, or if it was a container the messages in it.
    pub(super) fn flatten(&self, id: MsgId) -> Vec<MsgId> {
        match self.messages.get(&id) {
            Some(Content::Container(ids)) => ids.clone(),
            Some(_) => vec![id],
            None => Vec::new(),
        }
    }

    /// Forgets everything: ids mean nothing in another session.
    pub(super) fn clear(&mut self) {
        self.messages.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: i64) -> MsgId {
        MsgId::from_i64(value)
    }

    #[test]
    fn container_stands_for_its_messages() {
        let mut log = SentLog::default();
        log.insert(id(4), Content::Call(1));
        log.insert(id(8), Content::Ping);
        log.insert(id(12), Content::Container(vec![id(4), id(8)]));
        assert_eq!(log.flatten(id(12)), [id(4), id(8)]);
        assert_eq!(log.flatten(id(4)), [id(4)]);
        assert_eq!(log.flatten(id(5)), []);
    }

    #[test]
    fn memory_is_bounded() {
        let mut log = SentLog::default();
        for value in 0..=CAPACITY as i64 {
            log.insert(id(value), Content::Ping);
        }
        assert_eq!(log.messages.len(), CAPACITY);
        assert_eq!(log.get(id(0)), None);
        log.insert(id(1 << 40), Content::Acks(vec![id(1); MAX_REMEMBERED_IDS + 1]));
        assert_eq!(log.get(id(1 << 40)), Some(&Content::Other));
    }
}
