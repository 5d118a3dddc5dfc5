//! Which messages have been seen (`spec/mtproto.md §5.8`).

use std::collections::VecDeque;

use super::msg_id::MsgId;

/// How many ids are remembered.
const SIZE: usize = 1000;

/// What the window says about an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// Not seen before.
    New,
    /// Seen before.
    Duplicate,
    /// Below a full window: it cannot be told.
    TooOld,
}

/// The highest [`SIZE`] ids seen in one session, sorted. It outlives connections: what was seen on
/// one may be replayed on the next.
#[derive(Debug, Default)]
pub(super) struct Window {
    ids: VecDeque<MsgId>,
}

impl Window {
    /// Looks an id up.
    pub(super) fn check(&self, id: MsgId) -> Seen {
        match (self.ids.binary_search(&id), self.ids.front()) {
            (Ok(_), _) => Seen::Duplicate,
            (Err(_), Some(&lowest)) if self.ids.len() >= SIZE && id < lowest => Seen::TooOld,
            _ => Seen::New,
        }
    }

    /// Looks an id up and remembers it if it is new.
    pub(super) fn insert(&mut self, id: MsgId) -> Seen {
        let seen = self.check(id);
        if seen == Seen::New
            && let Err(at) = self.ids.binary_search(&id)
        {
            self.ids.insert(at, id);
            if self.ids.len() > SIZE {
                self.ids.pop_front();
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: usize) -> MsgId {
        MsgId::from_i64(value as i64)
    }

    #[test]
    fn ids_in_any_order_are_seen_once() {
        let mut window = Window::default();
        for value in [5, 1, 9, 3] {
            assert_eq!(window.insert(id(value)), Seen::New);
            assert_eq!(window.insert(id(value)), Seen::Duplicate);
        }
    }

    #[test]
    fn id_below_a_full_window_is_too_old() {
        let mut window = Window::default();
        for value in 1..=SIZE {
            assert_eq!(window.insert(id(value * 2)), Seen::New);
        }
        assert_eq!(window.insert(id(1)), Seen::TooOld);
        assert_eq!(window.insert(id(3)), Seen::New);
        assert_eq!(window.insert(id(2)), Seen::TooOld);
        assert_eq!(window.ids.len(), SIZE);
    }
}
