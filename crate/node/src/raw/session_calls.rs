//! What a connection does for each read and each write.

use heliogram_core::session::InvokeOptions;

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
const HEADER: usize = 16;

fn receive_chunk(call: &Call<'_>) -> Result<Answer, Refusal> {
    let chunk = call.bytes(1, "chunk")?;
    turn(call, 2, |link| {
        // SAFETY: no JavaScript runs until we return, and `out`, which may be a view of the same
        // memory, is borrowed later.
        link.session.receive(unsafe { chunk.as_slice() }, &mut PooledRandom, clock::now());
    })
}

fn flush_session(call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(call, 1, |_| {})
}

fn handle_timeout(call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(call, 1, |link| link.session.handle_timeout(&mut PooledRandom, clock::now()))
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

/// Does something with the session in argument 0, and then writes what it has to say into the room
/// given by the arguments `out` and the one after it.
fn turn(call: &Call<'_>, out_index: usize, act: impl FnOnce(&mut Link)) -> Result<Answer, Refusal> {
    let number = call.number(0, "session")?;
    let mut out = call.bytes(out_index, "out")?;
    let offset = call.uint32(out_index + 1, "offset")? as usize;
    if !out.is_aligned_at(offset) {
        return Err(Refusal::Range(
            "offset must lead to an address that is a multiple of 4".into(),
        ));
    }
    with_session(number, |link, scratch| {
        act(link);
        write_turn(link, scratch, &mut out, offset)
    })
    .ok_or_else(unknown_session)
}

fn write_turn(
    link: &mut Link,
    scratch: &mut Vec<u8>,
    out: &mut Bytes<'_>,
    offset: usize,
) -> Answer {
    let now = clock::now();
    scratch.clear();
    if link.unwritten.is_empty() {
        link.more_waits = link.session.transmit_into(scratch, &mut PooledRandom, now);
    } else {
        std::mem::swap(scratch, &mut link.unwritten);
    }
    let events = link.session.packed_events();
    let needed = (HEADER + events.len() + scratch.len()).next_multiple_of(4);
    // SAFETY: no JavaScript runs until we return, and nothing else of the call's memory is borrowed
    // any more.
    let room = unsafe { out.as_mut_slice() }.get_mut(offset..).unwrap_or_default();
    let Some(room) = room.get_mut(..needed) else {
        link.unwritten = std::mem::take(scratch);
        return Answer::Number(-(needed as f64));
    };
    let deadline = link.session.deadline().map(|at_ms| at_ms.saturating_sub(now.mono_ms));
    let timeout_ms = deadline.map_or(-1, |ms| i32::try_from(ms).unwrap_or(i32::MAX));
    let header = [
        events.len() as u32,
        scratch.len() as u32,
        timeout_ms.cast_unsigned(),
        u32::from(link.more_waits),
    ];
    let (head, rest) = room.split_at_mut(HEADER);
    for (field, word) in head.chunks_exact_mut(4).zip(header) {
        field.copy_from_slice(&word.to_le_bytes());
    }
    let (event_room, rest) = rest.split_at_mut(events.len());
    event_room.copy_from_slice(events);
    let (write_room, rest) = rest.split_at_mut(scratch.len());
    write_room.copy_from_slice(scratch);
    rest.fill(0);
    link.session.drop_events();
    scratch.shrink_to(KEEP_SCRATCH);
    Answer::Number(needed as f64)
}

fn unknown_session() -> Refusal {
    Refusal::Range("session must be the number of a session of this thread".into())
}
