//! The sessions of this thread, by number.

use std::cell::RefCell;
use std::collections::HashMap;

use heliogram_core::session::Session;

use super::numbers;

/// A session, and what it had to say when the room for it was too small.
pub(crate) struct Link {
    pub(crate) session: Session,
    /// Bytes for the socket that nobody has got yet.
    pub(crate) unwritten: Vec<u8>,
    /// More than these wait.
    pub(crate) more_waits: bool,
}

impl Link {
    /// The socket that the bytes were for is gone.
    pub(crate) fn forget_unwritten(&mut self) {
        self.unwritten = Vec::new();
    }
}

#[derive(Default)]
struct Sessions {
    links: HashMap<u64, Box<Link>>,
    /// Where bytes for a socket are put together: one for all, so that a call allocates nothing.
    scratch: Vec<u8>,
}

thread_local! {
    static SESSIONS: RefCell<Sessions> = RefCell::default();
}

/// What a scratch keeps of the memory that one big write took.
pub(super) const KEEP_SCRATCH: usize = 256 * 1024;

/// The owner of a session: it ends with it.
pub(crate) struct SessionNumber(u64);

impl SessionNumber {
    pub(crate) fn new(session: Session) -> Self {
        let number = numbers::next();
        let link = Box::new(Link { session, unwritten: Vec::new(), more_waits: false });
        SESSIONS.with_borrow_mut(|sessions| sessions.links.insert(number, link));
        Self(number)
    }

    /// How raw functions are told of it.
    pub(crate) fn get(&self) -> f64 {
        numbers::to_js(self.0)
    }

    /// `None` on another thread than that on which it was made.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Link) -> T) -> Option<T> {
        SESSIONS.with_borrow_mut(|sessions| sessions.links.get_mut(&self.0).map(|link| work(link)))
    }
}

impl Drop for SessionNumber {
    fn drop(&mut self) {
        // When the thread itself ends its sessions may be gone before the objects that own them.
        let link = SESSIONS.try_with(|sessions| sessions.borrow_mut().links.remove(&self.0));
        drop(link);
    }
}

impl Sessions {
    /// The session of that number, and the scratch.
    fn find(&mut self, number: f64) -> Option<(&mut Link, &mut Vec<u8>)> {
        let link = self.links.get_mut(&numbers::from_js(number)?)?;
        Some((link, &mut self.scratch))
    }
}

/// Works on a session and the scratch; `None`: there is no session of that number here.
pub(super) fn with_session<T>(
    number: f64,
    work: impl FnOnce(&mut Link, &mut Vec<u8>) -> T,
) -> Option<T> {
    SESSIONS.with_borrow_mut(|sessions| {
        let (link, scratch) = sessions.find(number)?;
        Some(work(link, scratch))
    })
}
