//! The receive buffer of one connection.

use super::TransportError;
use super::frame::MAX_FRAME;

/// Bytes that were received and not yet read as frames.
///
/// ```text
///   consumed        unread                 free
/// |----------|--------------------|------------------|
/// 0        start             bytes.len()         capacity
/// ```
#[derive(Default)]
pub(super) struct Inbox {
    /// Everything received since the last time the buffer was emptied; deobfuscated in place.
    bytes: Vec<u8>,
    /// First unread byte; never beyond `bytes.len()`.
    start: usize,
}

/// A buffer that once held a big frame gives its memory back when it falls empty.
const KEEP_CAPACITY: usize = 256 * 1024;
/// A frame up to this long gets its memory at once, a longer one as it arrives: anybody on the way
/// can announce one. A part of a file is 1 MiB at most.
const RESERVE: usize = 1024 * 1024 + 4096;

impl Inbox {
    /// Appends received bytes and gives them back as the mutable end of the buffer. `needed` is how
    /// many unread bytes make a frame, as far as is known: room for them is made at once.
    ///
    /// # Errors
    /// [`TransportError::FrameTooBig`] when the owner lets unread bytes pile up beyond two frames.
    pub(super) fn push(
        &mut self,
        chunk: &[u8],
        needed: usize,
    ) -> Result<&mut [u8], TransportError> {
        let unread = self.bytes.len() - self.start;
        if unread + chunk.len() > 2 * MAX_FRAME + KEEP_CAPACITY {
            return Err(TransportError::FrameTooBig { length: (unread + chunk.len()) as u64 });
        }
        if self.is_empty() {
            self.tidy();
        } else if self.start > self.bytes.len() / 2 {
            // Moving the smaller half keeps the cost of all moves linear in the bytes received.
            self.bytes.copy_within(self.start.., 0);
            self.bytes.truncate(unread);
            self.start = 0;
        }
        self.bytes.reserve_exact(needed.min(RESERVE).saturating_sub(unread));
        let from = self.bytes.len();
        self.bytes.extend_from_slice(chunk);
        Ok(self.bytes.get_mut(from..).unwrap_or_default())
    }

    /// Whether all was read.
    pub(super) fn is_empty(&self) -> bool {
        self.start == self.bytes.len()
    }

    /// Gives back what a big frame took, if all was read.
    pub(super) fn tidy(&mut self) {
        if self.is_empty() {
            self.bytes.clear();
            self.start = 0;
            if self.bytes.capacity() > KEEP_CAPACITY {
                self.bytes.shrink_to(KEEP_CAPACITY);
            }
        }
    }

    /// The unread bytes.
    pub(super) fn unread(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// The unread bytes, to be changed in place.
    pub(super) fn unread_mut(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.start..).unwrap_or_default()
    }

    /// Marks `count` unread bytes as read and gives them back; they stay valid until the next
    /// push.
    pub(super) fn consume(&mut self, count: usize) -> &mut [u8] {
        let from = self.start;
        self.start = (from + count).min(self.bytes.len());
        self.bytes.get_mut(from..self.start).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unread_bytes_survive_compaction() {
        let mut inbox = Inbox::default();
        inbox.push(&[1, 2, 3, 4, 5], 0).unwrap();
        assert_eq!(inbox.consume(4), [1, 2, 3, 4]);
        assert_eq!(inbox.push(&[6], 0).unwrap(), [6]);
        assert_eq!(inbox.unread(), [5, 6]);
        assert_eq!(inbox.start, 0);
    }

    #[test]
    fn memory_of_a_big_frame_is_given_back() {
        let mut inbox = Inbox::default();
        inbox.push(&vec![0; 4 * KEEP_CAPACITY], 0).unwrap();
        inbox.consume(4 * KEEP_CAPACITY);
        inbox.push(&[1], 0).unwrap();
        assert!(inbox.bytes.capacity() <= KEEP_CAPACITY);
    }

    #[test]
    fn memory_is_taken_for_what_is_announced_but_not_for_any_announcement() {
        let mut inbox = Inbox::default();
        inbox.push(&[1; 4], 1_000_000).unwrap();
        let capacity = inbox.bytes.capacity();
        assert!((1_000_000..1_100_000).contains(&capacity));
        inbox.push(&vec![1; 999_996], 1_000_000).unwrap();
        assert_eq!(inbox.bytes.capacity(), capacity);

        let mut inbox = Inbox::default();
        inbox.push(&[1; 4], MAX_FRAME).unwrap();
        assert!(inbox.bytes.capacity() <= 2 * RESERVE);
    }

    #[test]
    fn unread_bytes_are_bounded() {
        let mut inbox = Inbox::default();
        let chunk = vec![0; MAX_FRAME];
        assert!(inbox.push(&chunk, 0).is_ok());
        assert!(inbox.push(&chunk, 0).is_ok());
        assert!(matches!(inbox.push(&chunk, 0), Err(TransportError::FrameTooBig { .. })));
    }
}
