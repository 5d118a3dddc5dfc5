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

impl Inbox {
    /// Appends received bytes and gives them back as the mutable end of the buffer.
    ///
    /// # Errors
    /// [`TransportError::FrameTooBig`] when the owner lets unread bytes pile up beyond two frames.
    pub(super) fn push(&mut self, chunk: &[u8]) -> Result<&mut [u8], TransportError> {
        let unread = self.bytes.len() - self.start;
        if unread + chunk.len() > 2 * MAX_FRAME + KEEP_CAPACITY {
            return Err(TransportError::FrameTooBig { length: (unread + chunk.len()) as u64 });
        }
        if self.start == self.bytes.len() {
            self.bytes.clear();
            self.start = 0;
            if self.bytes.capacity() > KEEP_CAPACITY {
                self.bytes.shrink_to(KEEP_CAPACITY);
            }
        } else if self.start > self.bytes.len() / 2 {
            // Moving the smaller half keeps the cost of all moves linear in the bytes received.
            self.bytes.copy_within(self.start.., 0);
            self.bytes.truncate(unread);
            self.start = 0;
        }
        let from = self.bytes.len();
        self.bytes.extend_from_slice(chunk);
        Ok(self.bytes.get_mut(from..).unwrap_or_default())
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
        inbox.push(&[1, 2, 3, 4, 5]).unwrap();
        assert_eq!(inbox.consume(4), [1, 2, 3, 4]);
        assert_eq!(inbox.push(&[6]).unwrap(), [6]);
        assert_eq!(inbox.unread(), [5, 6]);
        assert_eq!(inbox.start, 0);
    }

    #[test]
    fn memory_of_a_big_frame_is_given_back() {
        let mut inbox = Inbox::default();
        inbox.push(&vec![0; 4 * KEEP_CAPACITY]).unwrap();
        inbox.consume(4 * KEEP_CAPACITY);
        inbox.push(&[1]).unwrap();
        assert!(inbox.bytes.capacity() <= KEEP_CAPACITY);
    }

    #[test]
    fn unread_bytes_are_bounded() {
        let mut inbox = Inbox::default();
        let chunk = vec![0; MAX_FRAME];
        assert!(inbox.push(&chunk).is_ok());
        assert!(inbox.push(&chunk).is_ok());
        assert!(matches!(inbox.push(&chunk), Err(TransportError::FrameTooBig { .. })));
    }
}
