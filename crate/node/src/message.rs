//! Sealing and opening single messages: for tests, benchmarks and the test server. Connections do
//! it within `Session`.

use heliogram_core::AuthKey;
use heliogram_core::message::{self, Header, Side};
use napi::Env;
use napi::bindgen_prelude::{BigInt, BufferSlice};
use napi_derive::napi;
use rand_core::Rng;

use crate::bytes::Bytes;
use crate::error::{Fault, Result};
use crate::number;
use crate::random::PooledRandom;

/// What an MTProto 2.0 packet carries.
#[napi(object, object_from_js = false)]
pub struct OpenedMessage<'env> {
    pub salt: BigInt,
    pub session_id: BigInt,
    pub msg_id: BigInt,
    pub seq_no: i32,
    #[napi(ts_type = "Buffer")]
    pub body: BufferSlice<'env>,
}

/// An MTProto 2.0 packet. authKey: 256 bytes; body: a multiple of 4 bytes.
// Not `expect`: the macro repeats the attribute where nothing is to be expected.
#[allow(clippy::too_many_arguments, reason = "an object would cost more than the sealing")]
#[napi(catch_unwind)]
pub fn seal_message<'env>(
    env: &'env Env,
    #[napi(ts_arg_type = "Uint8Array")] auth_key: Bytes<'_>,
    from_server: bool,
    salt: BigInt,
    session_id: BigInt,
    msg_id: BigInt,
    seq_no: f64,
    #[napi(ts_arg_type = "Uint8Array")] body: Bytes<'_>,
) -> Result<BufferSlice<'env>> {
    let header = Header {
        salt: number::int64("salt", &salt)?,
        session_id: number::int64("sessionId", &session_id)?,
        msg_id: number::int64("msgId", &msg_id)?,
        seq_no: number::int32("seqNo", seq_no)?,
    };
    let key = key(&auth_key)?;
    let mut random = PooledRandom;
    let mut padding = [0; 96];
    let padding_length = message::padding_len(body.len(), random.next_u32());
    let padding = padding
        .get_mut(..padding_length)
        .ok_or_else(|| Fault::new("ERR_INTERNAL", "more padding than expected"))?;
    random.fill_bytes(padding);
    let mut packet = Vec::new();
    // SAFETY: no JavaScript runs until the body is sealed.
    let body = unsafe { body.as_slice() };
    message::seal(&key, side(from_server), &header, body, padding, &mut packet)
        .map_err(|error| Fault::of(error.code(), &error))?;
    Ok(BufferSlice::copy_from(env, packet).map_err(|error| Fault::from_napi(&error))?)
}

/// Opens a packet and checks it. `packet` is not changed.
#[napi(catch_unwind)]
pub fn open_message<'env>(
    env: &'env Env,
    #[napi(ts_arg_type = "Uint8Array")] auth_key: Bytes<'_>,
    from_server: bool,
    #[napi(ts_arg_type = "Uint8Array")] packet: Bytes<'_>,
) -> Result<OpenedMessage<'env>> {
    let key = key(&auth_key)?;
    let mut packet = packet.to_vec();
    let opened = message::open(&key, side(from_server), &mut packet)
        .map_err(|error| Fault::of(error.code(), &error))?;
    let body = packet.get(opened.body).unwrap_or_default();
    // A copy into memory of JavaScript's own: a body of a few KiB is copied sooner than ours is
    // handed over, to be freed in a later turn of the event loop.
    let body = BufferSlice::copy_from(env, body).map_err(|error| Fault::from_napi(&error))?;
    Ok(OpenedMessage {
        salt: opened.header.salt.into(),
        session_id: opened.header.session_id.into(),
        msg_id: opened.header.msg_id.into(),
        seq_no: opened.header.seq_no,
        body,
    })
}

fn side(from_server: bool) -> Side {
    if from_server { Side::Server } else { Side::Client }
}

fn key(bytes: &Bytes<'_>) -> std::result::Result<AuthKey, Fault> {
    Ok(AuthKey::new(Box::new(bytes.fixed("authKey")?)))
}
