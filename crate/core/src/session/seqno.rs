//! Sequence numbers (`spec/mtproto.md §5.4`).

/// Counts the content-related messages sent in one session.
#[derive(Debug, Default)]
pub(super) struct SeqNo {
    /// How many content-related messages were sent before.
    sent: u32,
}

impl SeqNo {
    /// The number of the next message. A content-related message must be acknowledged by the
    /// server and makes the number odd.
    pub(super) fn next(&mut self, content_related: bool) -> i32 {
        let even = self.sent.wrapping_mul(2);
        if content_related {
            self.sent = self.sent.wrapping_add(1);
            (even | 1).cast_signed()
        } else {
            even.cast_signed()
        }
    }
}

/// Whether a message with this number wants to be acknowledged.
pub(super) fn needs_ack(seq_no: i32) -> bool {
    seq_no & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_content_related_messages_count() {
        let mut seq_no = SeqNo::default();
        let numbers = [false, true, false, true, true, false].map(|content| seq_no.next(content));
        assert_eq!(numbers, [0, 1, 2, 3, 5, 6]);
    }

    #[test]
    fn odd_numbers_want_an_ack() {
        assert!(needs_ack(7) && needs_ack(-1) && !needs_ack(8) && !needs_ack(0));
    }
}
