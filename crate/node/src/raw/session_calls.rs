//! What a connection does for each read and each write.

use heliogram_core::session::{InvokeOptions, Room};

use super::call::{Answer, Call, Refusal, entry};
use super::sessions::{KEEP_SCRATCH, Link, with_session};
use crate::bytes::Bytes;
use crate::clock;
use crate::random::PooledRandom;

entry!(receive, receive_chunk);
entry!(flush, flush_session);
entry!(timeout, handle_timeout);
entry!(invoke, invoke_call);

/// Bytes before the events of a turn.
const HEADER: usize = 24;

fn receive_chunk(call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut chunk = call.bytes(1, "chunk")?;
    let out = Out::of(call, 2)?;
    let mut copy = chunk.overlaps(&out.bytes).then(|| chunk.to_vec());
    out.turn(call, |link, room| {
        // The chunk is worked on in place: whoever reads a socket writes over it with the next read.
        let chunk = match &mut copy {
            Some(copy) => copy,
            // SAFETY: no JavaScript runs until we return, and `out` lies elsewhere.
            None => unsafe { chunk.as_mut_slice() },
        };
        link.session.receive_into(room, chunk, &mut PooledRandom, clock::now());
    })
}

fn flush_session(call: &Call<'_>) -> Result<Answer, Refusal> {
    Out::of(call, 1)?.turn(call, |_, _| {})
}

fn handle_timeout(call: &Call<'_>) -> Result<Answer, Refusal> {
    Out::of(call, 1)?
        .turn(call, |link, _| link.session.handle_timeout(&mut PooledRandom, clock::now()))
}

fn invoke_call(call: &Call<'_>) -> Result<Answer, Refusal> {
    let number = call.number(0, "session")?;
    let id = call.uint32(1, "id")?;
    let body = call.bytes(2, "body")?;
    let options = call.uint32(3, "options")?;
    let options = InvokeOptions {
        gzip: options & 1 == 0,
        quick_ack: options & 2 != 0,
        once: options & 4 != 0,
    };
    with_session(number, |link, _| {
        // SAFETY: no JavaScript runs until the body is copied.
        link.session.invoke(id, unsafe { body.as_slice() }, options);
        Answer::Undefined
    })
    .ok_or_else(unknown_session)
}

/// Where a turn is written.
struct Out<'call> {
    bytes: Bytes<'call>,
    offset: usize,
}

impl<'call> Out<'call> {
    /// The arguments `out` and the one after it.
    fn of(call: &'call Call<'_>, index: usize) -> Result<Self, Refusal> {
        let bytes = call.bytes(index, "out")?;
        let offset = call.uint32(index + 1, "offset")? as usize;
        if !bytes.is_aligned_at(offset) {
            return Err(Refusal::Range(
                "offset must lead to an address that is a multiple of 4".into(),
            ));
        }
        Ok(Self { bytes, offset })
    }

    /// Does something with the session in argument 0, and writes what it has to say.
    fn turn(
        mut self,
        call: &Call<'_>,
        act: impl FnOnce(&mut Link, &mut Room<'_>),
    ) -> Result<Answer, Refusal> {
        let number = call.number(0, "session")?;
        with_session(number, |link, scratch| {
            // SAFETY: no JavaScript runs until we return, and what else of the call's memory is
            // borrowed meanwhile lies elsewhere.
            let out = unsafe { self.bytes.as_mut_slice() };
            let out = out.get_mut(self.offset..).unwrap_or_default();
            let (head, rest) = out.split_at_mut_checked(HEADER).unwrap_or_default();
            let mut room = Room::new(rest);
            act(link, &mut room);
            link.session.write_events(&mut room);
            let events = room.used();
            write_turn(link, scratch, head, events, rest.get_mut(events..).unwrap_or_default())
        })
        .ok_or_else(unknown_session)
    }
}

/// Writes the rest of a turn whose events took so many bytes: what is for the socket to `room`, and
/// the `head` before all. What does not fit waits for the next turn; if nothing does, the answer is
/// how much room it takes.
fn write_turn(
    link: &mut Link,
    scratch: &mut Vec<u8>,
    head: &mut [u8],
    events: usize,
    room: &mut [u8],
) -> Answer {
    let now = clock::now();
    scratch.clear();
    if link.unwritten.is_empty() {
        link.more_waits = link.session.transmit_into(scratch, &mut PooledRandom, now);
    } else {
        std::mem::swap(scratch, &mut link.unwritten);
    }
    let mut written = scratch.len().next_multiple_of(4);
    match room.get_mut(..written) {
        Some(room) => {
            let (bytes, zeros) = room.split_at_mut(scratch.len());
            bytes.copy_from_slice(scratch);
            zeros.fill(0);
        }
        None => {
            link.unwritten = std::mem::take(scratch);
            written = 0;
        }
    }
    let waiting = link.session.packed_events().len() + link.unwritten.len();
    if head.is_empty() || (waiting > 0 && events + written == 0) {
        return Answer::Number(-((HEADER + waiting).next_multiple_of(4) as f64));
    }
    let deadline = link.session.deadline().map(|at_ms| at_ms.saturating_sub(now.mono_ms));
    let timeout_ms = deadline.map_or(-1, |ms| i32::try_from(ms).unwrap_or(i32::MAX));
    let (begun, missing) = link.session.begun_frame();
    let header = [
        events as u32,
        scratch.len() as u32,
        timeout_ms.cast_unsigned(),
        u32::from(link.more_waits || waiting > 0),
        begun as u32,
        missing as u32,
    ];
    for (field, word) in head.chunks_exact_mut(4).zip(header) {
        field.copy_from_slice(&word.to_le_bytes());
    }
    scratch.shrink_to(KEEP_SCRATCH);
    Answer::Number((HEADER + events + written) as f64)
}

fn unknown_session() -> Refusal {
    Refusal::Range("session must be the number of a session of this thread".into())
}
