//! What a session tells its owner, and the packed form in which a binding forwards it.
//!
//! ```text
//! kind u32 │ id u32 │ extra i32 │ byte length u32 │ payload │ zeros to a multiple of 4
//! ```
//! Records stand back to back, little endian. A payload starts at a multiple of 4, so that TL words
//! can be read in place; bodies are copied into the record straight from the decrypted packet. Where
//! the owner has given [`Room`], the record is there.

use super::Room;
use super::salts::FutureSalt;

/// Bytes before a payload.
const HEADER: usize = 16;

/// Something that the owner wants to know.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A call was answered.
    Result {
        /// The call.
        id: u32,
        /// The call had to be sent again when an earlier attempt may already have been executed: it
        /// may have run twice.
        repeated: bool,
        /// The boxed result, unpacked.
        body: Vec<u8>,
    },
    /// A call was answered with an error of the API.
    RpcError {
        /// The call.
        id: u32,
        /// As with a result: an earlier attempt, which this does not answer, may have been executed.
        repeated: bool,
        /// Such as 420.
        code: i32,
        /// Such as `FLOOD_WAIT_17`.
        text: String,
    },
    /// A message that is no service message: updates.
    Update {
        /// The boxed object, unpacked.
        body: Vec<u8>,
    },
    /// The server has made a new session; updates from before may be missing.
    NewSession {
        /// The first one of this [`Session`](super::Session): nothing can be missing.
        first: bool,
        /// Calls with lower ids were lost and are sent again.
        first_msg_id: i64,
        /// The server's name for it.
        unique_id: i64,
    },
    /// The salts to keep for the next run.
    Salts(Vec<FutureSalt>),
    /// Server time minus wall clock in milliseconds, to keep for the next run.
    TimeOffset(i64),
    /// The server has received a call.
    Acked {
        /// The call.
        id: u32,
    },
    /// A call will not be answered.
    Failed {
        /// The call.
        id: u32,
        /// A stable `ERR_…` code.
        code: &'static str,
        /// The server may have executed it all the same.
        may_have_run: bool,
    },
    /// The connection is of no use any more: drop the socket, then call
    /// [`disconnect`](super::Session::disconnect) and later
    /// [`connect`](super::Session::connect). Calls are kept.
    Closed {
        /// A stable `ERR_…` code.
        code: &'static str,
        /// The transport error, such as −404, or 0. It is not authenticated.
        status: i32,
    },
    /// The time between a ping and its pong, in milliseconds.
    RoundTrip(u32),
    /// The temporary key is bound: calls go out.
    Bound,
    /// The server has refused to bind the temporary key: it is of no use.
    BindFailed {
        /// Such as 400; 0 when it gave no reason.
        code: i32,
        /// Such as `ENCRYPTED_MESSAGE_INVALID`.
        text: String,
    },
}

/// What a queue that was emptied keeps of its memory: there is one for each account.
const KEEP_PACKED: usize = 4096;

/// The kinds of packed records.
mod kind {
    pub(super) const RESULT: u32 = 1;
    pub(super) const RPC_ERROR: u32 = 2;
    pub(super) const UPDATE: u32 = 3;
    pub(super) const NEW_SESSION: u32 = 4;
    pub(super) const SALTS: u32 = 5;
    pub(super) const TIME_OFFSET: u32 = 6;
    pub(super) const ACKED: u32 = 7;
    pub(super) const FAILED: u32 = 8;
    pub(super) const CLOSED: u32 = 9;
    pub(super) const ROUND_TRIP: u32 = 10;
    pub(super) const BOUND: u32 = 11;
    pub(super) const BIND_FAILED: u32 = 12;
    pub(super) const RPC_ERROR_REPEATED: u32 = 13;
}

impl Event {
    /// Appends the packed record. Bodies are better written by the queue itself, which borrows them.
    pub fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::Result { id, repeated, body } => {
                record(out, kind::RESULT, *id, i32::from(*repeated), body);
            }
            Self::RpcError { id, repeated, code, text } => {
                let kind = if *repeated { kind::RPC_ERROR_REPEATED } else { kind::RPC_ERROR };
                record(out, kind, *id, *code, text.as_bytes());
            }
            Self::Update { body } => record(out, kind::UPDATE, 0, 0, body),
            Self::NewSession { first, first_msg_id, unique_id } => {
                let mut payload = [0; 16];
                let (low, high) = payload.split_at_mut(8);
                low.copy_from_slice(&first_msg_id.to_le_bytes());
                high.copy_from_slice(&unique_id.to_le_bytes());
                record(out, kind::NEW_SESSION, 0, i32::from(*first), &payload);
            }
            Self::Salts(salts) => record(out, kind::SALTS, 0, 0, &FutureSalt::pack(salts)),
            Self::TimeOffset(ms) => {
                record(out, kind::TIME_OFFSET, 0, 0, &(*ms as f64).to_le_bytes());
            }
            Self::Acked { id } => record(out, kind::ACKED, *id, 0, &[]),
            Self::Failed { id, code, may_have_run } => {
                record(out, kind::FAILED, *id, i32::from(*may_have_run), code.as_bytes());
            }
            Self::Closed { code, status } => {
                record(out, kind::CLOSED, 0, *status, code.as_bytes());
            }
            Self::RoundTrip(ms) => {
                record(out, kind::ROUND_TRIP, 0, 0, &f64::from(*ms).to_le_bytes());
            }
            Self::Bound => record(out, kind::BOUND, 0, 0, &[]),
            Self::BindFailed { code, text } => {
                record(out, kind::BIND_FAILED, 0, *code, text.as_bytes());
            }
        }
    }
}

/// Appends one record.
fn record(out: &mut Vec<u8>, kind: u32, id: u32, extra: i32, payload: &[u8]) {
    out.extend_from_slice(&header(kind, id, extra, payload.len()));
    out.extend_from_slice(payload);
    out.resize(out.len().next_multiple_of(4), 0);
}

/// What stands before a payload of `length` bytes.
fn header(kind: u32, id: u32, extra: i32, length: usize) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    for (field, word) in
        header.chunks_exact_mut(4).zip([kind, id, extra.cast_unsigned(), length as u32])
    {
        field.copy_from_slice(&word.to_le_bytes());
    }
    header
}

/// The events that the owner has not taken yet.
///
/// Bodies lie here in their packed form from the start, so that a binding forwards the bytes and a
/// Rust owner gets them decoded; the other events wait as they are, since they are small. A body
/// that there is room for is never here: what waits before it is moved there as well.
#[derive(Debug, Default)]
pub(super) struct EventQueue {
    /// Packed records; a multiple of 4 bytes.
    packed: Vec<u8>,
    /// Where the first record that was not taken starts.
    start: usize,
    /// The events, in order; bodies are in `packed`.
    entries: std::collections::VecDeque<Entry>,
}

/// One event of the queue.
#[derive(Debug)]
enum Entry {
    /// An event that was given whole.
    Whole(Event),
    /// A result whose body is in the packed record.
    Result { id: u32, repeated: bool },
    /// An update whose body is in the packed record.
    Update,
}

impl EventQueue {
    /// Adds an event.
    pub(super) fn push(&mut self, event: Event) {
        event.encode(&mut self.packed);
        self.entries.push_back(Entry::Whole(event));
    }

    /// Adds a result.
    pub(super) fn push_result(&mut self, room: &mut Room<'_>, call: (u32, bool), body: &[u8]) {
        let (id, repeated) = call;
        if !self.place(room, kind::RESULT, id, i32::from(repeated), body) {
            record(&mut self.packed, kind::RESULT, id, i32::from(repeated), body);
            self.entries.push_back(Entry::Result { id, repeated });
        }
    }

    /// Adds a result of `length` bytes, a multiple of 4, that `write` makes; nothing is added when
    /// it fails.
    pub(super) fn make_result<E>(
        &mut self,
        room: &mut Room<'_>,
        call: (u32, bool),
        length: usize,
        write: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (id, repeated) = call;
        let make = |record: &mut [u8]| {
            let (head, body) = record.split_at_mut(HEADER);
            head.copy_from_slice(&header(kind::RESULT, id, i32::from(repeated), length));
            write(body)
        };
        let taken = HEADER + length;
        if self.move_to(room)
            && let Some(record) = room.next(taken)
        {
            make(record)?;
            room.keep(taken);
            return Ok(());
        }
        let at = self.packed.len();
        self.packed.resize(at + taken, 0);
        if let Err(error) = make(self.packed.get_mut(at..).unwrap_or_default()) {
            self.packed.truncate(at);
            return Err(error);
        }
        self.entries.push_back(Entry::Result { id, repeated });
        Ok(())
    }

    /// Adds an update.
    pub(super) fn push_update(&mut self, room: &mut Room<'_>, body: &[u8]) {
        if !self.place(room, kind::UPDATE, 0, 0, body) {
            record(&mut self.packed, kind::UPDATE, 0, 0, body);
            self.entries.push_back(Entry::Update);
        }
    }

    /// Writes a record behind what waits, if there is room for both.
    fn place(&mut self, room: &mut Room<'_>, kind: u32, id: u32, extra: i32, body: &[u8]) -> bool {
        let taken = (HEADER + body.len()).next_multiple_of(4);
        if !self.move_to(room) {
            return false;
        }
        let Some(record) = room.next(taken) else { return false };
        let (head, rest) = record.split_at_mut(HEADER);
        let (payload, zeros) = rest.split_at_mut(body.len());
        head.copy_from_slice(&header(kind, id, extra, body.len()));
        payload.copy_from_slice(body);
        zeros.fill(0);
        room.keep(taken);
        true
    }

    /// Moves the first events to `room`, as many as it has place for; whether that were all.
    pub(super) fn move_to(&mut self, room: &mut Room<'_>) -> bool {
        while let Some((record, _)) = self.first() {
            let taken = record.len();
            let Some(place) = room.next(taken) else { return false };
            place.copy_from_slice(record);
            room.keep(taken);
            self.entries.pop_front();
            self.pass(taken);
        }
        true
    }

    /// The record of the first event, and its payload.
    fn first(&self) -> Option<(&[u8], &[u8])> {
        let rest = self.packed();
        let length = u32::from_le_bytes(*rest.get(12..HEADER)?.first_chunk()?) as usize;
        let payload = rest.get(HEADER..HEADER + length)?;
        Some((rest.get(..HEADER + length.next_multiple_of(4))?, payload))
    }

    /// The first event was taken; its record has so many bytes.
    fn pass(&mut self, taken: usize) {
        self.start += taken;
        if self.entries.is_empty() {
            self.clear();
        }
    }

    /// Takes the first event.
    pub(super) fn next(&mut self) -> Option<Event> {
        let entry = self.entries.pop_front()?;
        let (record, payload) = self.first().unwrap_or_default();
        let taken = record.len();
        let event = match entry {
            Entry::Whole(event) => event,
            Entry::Result { id, repeated } => {
                Event::Result { id, repeated, body: payload.to_vec() }
            }
            Entry::Update => Event::Update { body: payload.to_vec() },
        };
        self.pass(taken);
        Some(event)
    }

    /// All events, packed.
    pub(super) fn packed(&self) -> &[u8] {
        self.packed.get(self.start..).unwrap_or_default()
    }

    /// Forgets all events.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.packed.clear();
        self.packed.shrink_to(KEEP_PACKED);
        self.start = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(bytes: &[u8]) -> Vec<u32> {
        assert_eq!(bytes.len() % 4, 0);
        bytes.chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect()
    }

    fn packed(event: &Event) -> Vec<u8> {
        let mut out = Vec::new();
        event.encode(&mut out);
        out
    }

    fn samples() -> Vec<Event> {
        vec![
            Event::Result { id: 7, repeated: true, body: vec![1; 8] },
            Event::RpcError { id: 8, repeated: false, code: 420, text: "FLOOD_WAIT_3".into() },
            Event::Update { body: vec![2; 4] },
            Event::NewSession { first: true, first_msg_id: 3, unique_id: -1 },
            Event::Salts(vec![FutureSalt { valid_since: 1, valid_until: 2, salt: 3 }]),
            Event::TimeOffset(-1500),
            Event::Acked { id: 9 },
            Event::Failed { id: 10, code: "ERR_X", may_have_run: true },
            Event::Closed { code: "ERR_TRANSPORT_STATUS", status: -404 },
            Event::RoundTrip(250),
            Event::RpcError { id: 8, repeated: true, code: 500, text: "RPC_CALL_FAIL".into() },
        ]
    }

    #[test]
    fn records_have_the_promised_layout() {
        assert_eq!(
            words(&packed(&Event::Result { id: 7, repeated: false, body: vec![1; 4] })),
            [1, 7, 0, 4, 0x0101_0101]
        );
        let (id, text) = (8, "Timeout".into());
        let error = packed(&Event::RpcError { id, repeated: false, code: -503, text });
        assert_eq!(words(&error)[..4], [2, 8, (-503_i32).cast_unsigned(), 7]);
        assert_eq!(error[16..], *b"Timeout\0");
        assert_eq!(
            words(&packed(&Event::NewSession { first: true, first_msg_id: 3, unique_id: -1 })),
            [4, 0, 1, 16, 3, 0, u32::MAX, u32::MAX]
        );
        let offset = packed(&Event::TimeOffset(-1500));
        assert_eq!(words(&offset)[..4], [6, 0, 0, 8]);
        assert_eq!(offset[16..], (-1500_f64).to_le_bytes());
        assert_eq!(words(&packed(&Event::Acked { id: 9 })), [7, 9, 0, 0]);
        let kinds: Vec<u32> = samples().iter().map(|event| words(&packed(event))[0]).collect();
        assert_eq!(kinds, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13]);
    }

    #[test]
    fn queue_gives_events_back_in_order() {
        let mut queue = EventQueue::default();
        for event in samples() {
            match event {
                Event::Result { id, repeated, body } => {
                    queue.push_result(&mut Room::default(), (id, repeated), &body);
                }
                Event::Update { body } => queue.push_update(&mut Room::default(), &body),
                event => queue.push(event),
            }
        }
        let events: Vec<Event> = std::iter::from_fn(|| queue.next()).collect();
        assert_eq!(events, samples());
        assert!(queue.packed().is_empty());
    }

    #[test]
    fn packed_buffer_holds_what_was_not_taken() {
        let mut queue = EventQueue::default();
        for event in samples() {
            queue.push(event);
        }
        queue.next();
        let rest: Vec<u8> = samples()[1..].iter().flat_map(packed).collect();
        assert_eq!(queue.packed(), rest);
        queue.clear();
        assert!(queue.packed().is_empty());
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn result_that_cannot_be_made_leaves_nothing() {
        let mut bytes = [0; 100];
        for mut room in [Room::default(), Room::new(&mut bytes)] {
            let mut queue = EventQueue::default();
            queue.push(Event::RoundTrip(1));
            let made = queue.make_result(&mut room, (1, false), 40, |out| {
                out.fill(9);
                Err("broken")
            });
            assert_eq!(made, Err("broken"));
            assert_eq!(queue.packed().len() + room.used(), packed(&Event::RoundTrip(1)).len());
        }
    }

    /// What the events give, wherever they are written: all of them, in order.
    #[test]
    fn events_go_to_the_room_until_one_does_not_fit() {
        let all: Vec<u8> = samples().iter().flat_map(packed).collect();
        for length in (0..all.len() + 8).step_by(4) {
            let mut bytes = vec![0xaa; length];
            let mut queue = EventQueue::default();
            let mut room = Room::new(&mut bytes);
            for event in samples() {
                match event {
                    Event::Result { id, repeated, body } if length % 8 == 0 => {
                        queue.push_result(&mut room, (id, repeated), &body);
                    }
                    Event::Result { id, repeated, body } => {
                        let write = |out: &mut [u8]| {
                            out.copy_from_slice(&body);
                            Ok::<_, ()>(())
                        };
                        queue.make_result(&mut room, (id, repeated), body.len(), write).unwrap();
                    }
                    Event::Update { body } => queue.push_update(&mut room, &body),
                    event => queue.push(event),
                }
            }
            let is_all = queue.move_to(&mut room);
            let used = room.used();
            assert_eq!(is_all, length >= all.len());
            assert_eq!([&bytes[..used], queue.packed()].concat(), all);
            assert!(bytes[used..].iter().all(|byte| *byte == 0xaa));
            // Those that are left are events all the same.
            let left: Vec<u8> =
                std::iter::from_fn(|| queue.next()).flat_map(|event| packed(&event)).collect();
            assert_eq!(left, all[used..]);
        }
    }
}
