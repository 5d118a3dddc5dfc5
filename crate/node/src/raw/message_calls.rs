//! Sealing and opening single messages: for tests, benchmarks and whoever writes a server.
//! Connections do it within their session.

use std::cell::RefCell;

use heliogram_core::AuthKey;
use heliogram_core::message::{self, Header, OpenError, Side};
use rand_core::Rng;

use super::call::{Answer, Call, Refusal, entry};
use crate::bytes::Bytes;
use crate::random::PooledRandom;

entry!(seal, seal_message);
entry!(open, open_message);

/// More than any padding together with what stands before a body.
const MOST_AROUND: usize = 160;

#[derive(Default)]
struct State {
    /// The latest key: naming one takes a hash of it, and messages come in runs of one key.
    key: Option<AuthKey>,
    /// Where packets are put together.
    packet: Vec<u8>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

impl State {
    fn key(&mut self, bytes: &Bytes<'_>) -> Result<&AuthKey, Refusal> {
        // SAFETY: no JavaScript runs until the key is compared and copied.
        let bytes = unsafe { bytes.as_slice() };
        let known = self.key.take().filter(|key| key.bytes() == bytes);
        let key = known.or_else(|| AuthKey::from_slice(bytes)).ok_or_else(|| {
            Refusal::Range(format!("authKey must be 256 bytes long, got {}", bytes.len()))
        })?;
        Ok(self.key.insert(key))
    }
}

fn seal_message(call: &Call<'_>) -> Result<Answer, Refusal> {
    let auth_key = call.bytes(0, "authKey")?;
    let side = side(call)?;
    let header = Header {
        salt: call.int64(2, "salt")?,
        session_id: call.int64(3, "sessionId")?,
        msg_id: call.int64(4, "msgId")?,
        seq_no: call.int32(5, "seqNo")?,
    };
    let body = call.bytes(6, "body")?;
    let mut out = call.bytes(7, "out")?;
    let start = call.room(&out, 8, body.len() + MOST_AROUND)?.start;
    let mut padding = [0; 96];
    let padding_length = message::padding_len(body.len(), PooledRandom.next_u32());
    let padding = padding.get_mut(..padding_length).unwrap_or_default();
    PooledRandom.fill_bytes(padding);
    STATE.with_borrow_mut(|state| {
        let mut packet = std::mem::take(&mut state.packet);
        packet.clear();
        let key = state.key(&auth_key)?;
        // SAFETY: no JavaScript runs until the body is sealed, and `out`, which may be a view of the
        // same memory, is borrowed later.
        let body = unsafe { body.as_slice() };
        message::seal(key, side, &header, body, padding, &mut packet)
            .map_err(|error| Refusal::Range(format!("body must fit a message: {error}")))?;
        // SAFETY: no JavaScript runs until we return, and nothing else is borrowed any more.
        if let Some(room) = unsafe { out.as_mut_slice() }.get_mut(start..start + packet.len()) {
            room.copy_from_slice(&packet);
        }
        let length = packet.len();
        packet.shrink_to(KEEP_BYTES);
        state.packet = packet;
        Ok(Answer::Number(length as f64))
    })
}

/// What the scratch keeps of the memory that one big message took.
const KEEP_BYTES: usize = 64 * 1024;

/// The packet was sealed with another key.
const OTHER_KEY: f64 = -1.0;
/// The packet is not what the other side has sealed.
const NOT_AUTHENTIC: f64 = -2.0;

fn open_message(call: &Call<'_>) -> Result<Answer, Refusal> {
    let auth_key = call.bytes(0, "authKey")?;
    let from = side(call)?;
    let packet = call.bytes(2, "packet")?;
    let mut out = call.bytes(3, "out")?;
    let room = call.room(&out, 4, packet.len())?;
    STATE.with_borrow_mut(|state| {
        let key = state.key(&auth_key)?;
        packet.copy_into(&mut out, room.start);
        // SAFETY: no JavaScript runs until we return, and this is the only borrow.
        let room = unsafe { out.as_mut_slice() }.get_mut(room).unwrap_or_default();
        let opened = message::open(key, from, room);
        Ok(Answer::Number(match opened {
            Ok(opened) => opened.body.len() as f64,
            Err(OpenError::AuthKeyId { .. }) => OTHER_KEY,
            Err(_) => NOT_AUTHENTIC,
        }))
    })
}

fn side(call: &Call<'_>) -> Result<Side, Refusal> {
    Ok(if call.boolean(1, "fromServer")? { Side::Server } else { Side::Client })
}
