//! Memory that the owner of a session has for its events.

/// Memory of the owner, to which [`Session::receive_into`](super::Session::receive_into) writes
/// packed events: the payload of an answer goes there straight from its decrypted packet.
#[derive(Debug, Default)]
pub struct Room<'a> {
    /// What is left of it.
    free: &'a mut [u8],
    /// Bytes written before that; a multiple of 4.
    used: usize,
}

impl<'a> Room<'a> {
    /// Room in these bytes. For payloads to lie at multiples of 4, so must the first byte.
    pub fn new(bytes: &'a mut [u8]) -> Self {
        Self { free: bytes, used: 0 }
    }

    /// How many bytes were written, from the first one on.
    pub fn used(&self) -> usize {
        self.used
    }

    /// The next `length` bytes, a multiple of 4, if they are there: to be written, then
    /// [`keep`](Self::keep)ed.
    pub(super) fn next(&mut self, length: usize) -> Option<&mut [u8]> {
        self.free.get_mut(..length)
    }

    /// The next `length` bytes were written.
    pub(super) fn keep(&mut self, length: usize) {
        if self.free.split_off_mut(..length).is_some() {
            self.used += length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_used_in_order_and_not_beyond_its_end() {
        let mut bytes = [0; 12];
        let mut room = Room::new(&mut bytes);
        room.next(4).unwrap().fill(1);
        room.keep(4);
        assert_eq!(room.next(12), None);
        // Written and not kept.
        room.next(4).unwrap().fill(9);
        assert_eq!(room.used(), 4);
        room.next(8).unwrap().fill(2);
        room.keep(8);
        assert_eq!(room.next(4), None);
        assert_eq!(room.used(), 12);
        assert_eq!(bytes, [1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
    }
}
