//! What we owe the server: acknowledgements of its content-related messages
//! (`spec/mtproto.md §5.7`).

use super::msg_id::MsgId;

/// This many go out at once, without waiting for other traffic.
const COUNT: usize = 16;
/// None waits longer than this, in milliseconds.
const DELAY_MS: u64 = 10_000;
/// The most ids that fit one message.
pub(super) const MAX_IDS: usize = 8192;

/// Ids that wait for the next packet. Acks are never acked: a lost one makes the server send its
/// message again, and the duplicate is acked anew.
#[derive(Debug, Default)]
pub(super) struct Acks {
    /// Ids not yet acked, in order of arrival.
    waiting: Vec<MsgId>,
    /// When the first of them must go, in monotonic milliseconds.
    due_ms: Option<u64>,
}

impl Acks {
    /// Owes one more.
    pub(super) fn push(&mut self, id: MsgId, mono_ms: u64) {
        self.waiting.push(id);
        self.due_ms.get_or_insert(mono_ms.saturating_add(DELAY_MS));
    }

    /// Makes everything owed due now.
    pub(super) fn hurry(&mut self, mono_ms: u64) {
        if !self.waiting.is_empty() {
            self.due_ms = Some(mono_ms);
        }
    }

    /// Whether a packet must be sent for the acks alone.
    pub(super) fn is_due(&self, mono_ms: u64) -> bool {
        self.waiting.len() >= COUNT || self.due_ms.is_some_and(|due| due <= mono_ms)
    }

    /// When [`is_due`](Self::is_due) will hold.
    pub(super) fn due_ms(&self) -> Option<u64> {
        self.due_ms
    }

    /// Takes what fits one message; what is left is due at once.
    pub(super) fn take(&mut self) -> Vec<MsgId> {
        let rest = self.waiting.split_off(self.waiting.len().min(MAX_IDS));
        if rest.is_empty() {
            self.due_ms = None;
        }
        std::mem::replace(&mut self.waiting, rest)
    }

    /// Forgets everything: a new session owes nothing for the old one.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: i64) -> MsgId {
        MsgId::from_i64(value)
    }

    #[test]
    fn acks_are_due_by_count() {
        let mut acks = Acks::default();
        for value in 0..15 {
            acks.push(id(value), 0);
        }
        assert!(!acks.is_due(0));
        acks.push(id(15), 0);
        assert!(acks.is_due(0));
    }

    #[test]
    fn acks_are_due_by_time_of_the_first() {
        let mut acks = Acks::default();
        acks.push(id(1), 1_000);
        acks.push(id(2), 9_000);
        assert_eq!(acks.due_ms(), Some(11_000));
        assert!(!acks.is_due(10_999) && acks.is_due(11_000));
        assert_eq!(acks.take(), [id(1), id(2)]);
        assert_eq!(acks.due_ms(), None);
        assert!(!acks.is_due(u64::MAX));
    }

    #[test]
    fn one_message_takes_at_most_8192_ids() {
        let mut acks = Acks::default();
        for value in 0..8193 {
            acks.push(id(value), 0);
        }
        assert_eq!(acks.take().len(), 8192);
        assert_eq!(acks.take(), [id(8192)]);
        assert!(acks.take().is_empty());
    }

    #[test]
    fn hurried_acks_are_due_now() {
        let mut acks = Acks::default();
        acks.hurry(5);
        assert!(!acks.is_due(5));
        acks.push(id(1), 0);
        acks.hurry(5);
        assert!(acks.is_due(5));
    }
}
