//! The deadlines of a session: one per reason to wake up.

/// Why a session wants to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Timer {
    /// Acks have waited long enough for other traffic.
    Acks,
    /// The connection has been silent: ping it, so that a dead one is found.
    Ping,
    /// The pong is overdue: the connection is dead.
    Pong,
    /// Salts run out: ask for more.
    Salts,
    /// Calls have waited long for an answer: ask what became of them.
    State,
}

/// Every timer; the table below has a place for each.
const TIMERS: [Timer; 5] = [Timer::Acks, Timer::Ping, Timer::Pong, Timer::Salts, Timer::State];

/// When each timer expires, in monotonic milliseconds.
#[derive(Debug, Default)]
pub(super) struct Timers {
    at: [Option<u64>; TIMERS.len()],
}

impl Timers {
    /// Sets or stops a timer.
    pub(super) fn set(&mut self, timer: Timer, at_ms: Option<u64>) {
        if let Some(at) = self.at.get_mut(timer as usize) {
            *at = at_ms;
        }
    }

    /// The timer that expires first.
    pub(super) fn next(&self) -> Option<(Timer, u64)> {
        let set = TIMERS.into_iter().zip(self.at).filter_map(|(timer, at)| Some((timer, at?)));
        set.min_by_key(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_deadline_and_its_reason_are_known() {
        let mut timers = Timers::default();
        assert_eq!(timers.next(), None);
        timers.set(Timer::Salts, Some(50));
        timers.set(Timer::Pong, Some(40));
        assert_eq!(timers.next(), Some((Timer::Pong, 40)));
        timers.set(Timer::Pong, None);
        assert_eq!(timers.next(), Some((Timer::Salts, 50)));
    }

    #[test]
    fn every_timer_has_its_place() {
        for (place, timer) in TIMERS.into_iter().enumerate() {
            assert_eq!(timer as usize, place);
        }
    }
}
