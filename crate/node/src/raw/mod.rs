//! The hot calls as plain Node-API functions: one costs some 50 ns, a `#[napi]` function 130 and a
//! method 310 (it looks up its object in a shared map). Everything that is called seldom stays with
//! `#[napi]`.
//!
//! A raw function reads its own arguments (`call`), so every one of them checks what it is given and
//! answers a panic by an exception. Sessions go by number (`sessions`).

mod call;
mod crypto_calls;
mod message_calls;
mod numbers;
mod panic_probe;
mod session_calls;
mod sessions;
mod streams;

use std::ffi::c_void;
use std::ptr;

use napi::bindgen_prelude::{Env, FromNapiValue, Unknown};
use napi::{check_status, sys};
use napi_derive::napi;

pub(crate) use sessions::{Link, SessionNumber};
pub(crate) use streams::StreamNumber;

/// The raw functions. A `turn` ends with what the session has to say, written into `out` from
/// `offset` (a multiple of 4) on:
///
///     u32 bytes of events, u32 bytes to write, i32 ms until sessionTimeout wants to be called (−1: never),
///     u32 whether there is more: call sessionFlush, u32 bytes of a frame that were received without
///     its end, u32 how many more must come before anything comes of them; events; bytes to write;
///     zeros to a multiple of 4
///
/// It gives how many bytes that took. When nothing of it fits, it gives the negative of how many it
/// takes: then nothing is lost, and `sessionFlush` with more room gives it.
#[napi(object, object_from_js = false)]
pub struct RawFunctions<'env> {
    /// A turn: takes bytes as they arrive from the socket. They are decrypted where they are, and
    /// the events written straight from there to `out`; what the chunk holds afterwards is nothing.
    #[napi(
        ts_type = "(session: number, chunk: Uint8Array, out: Uint8Array, offset: number) => number"
    )]
    pub session_receive: Unknown<'env>,
    /// A turn: nothing but what is to be said.
    #[napi(ts_type = "(session: number, out: Uint8Array, offset: number) => number")]
    pub session_flush: Unknown<'env>,
    /// A turn: does what is due.
    #[napi(ts_type = "(session: number, out: Uint8Array, offset: number) => number")]
    pub session_timeout: Unknown<'env>,
    /// Makes a call; its answer is an event with this id. `body` is copied. options: 1 = do not
    /// pack it with gzip, 2 = tell as soon as the server has it.
    #[napi(ts_type = "(session: number, id: number, body: Uint8Array, options: number) => void")]
    pub session_invoke: Unknown<'env>,
    /// Encrypts whole blocks with AES-256-IGE where they are. key: 32 bytes, iv: 32 bytes, not
    /// changed. False: refused, nothing was changed.
    #[napi(ts_type = "(data: Uint8Array, key: Uint8Array, iv: Uint8Array) => boolean")]
    pub ige_encrypt: Unknown<'env>,
    /// Decrypts whole blocks with AES-256-IGE where they are.
    #[napi(ts_type = "(data: Uint8Array, key: Uint8Array, iv: Uint8Array) => boolean")]
    pub ige_decrypt: Unknown<'env>,
    /// `igeEncrypt` into `out`, from `offset` on. `out` has that much room.
    #[napi(
        ts_type = "(data: Uint8Array, key: Uint8Array, iv: Uint8Array, out: Uint8Array, offset: number) => boolean"
    )]
    pub ige_encrypt_into: Unknown<'env>,
    /// `igeDecrypt` into `out`.
    #[napi(
        ts_type = "(data: Uint8Array, key: Uint8Array, iv: Uint8Array, out: Uint8Array, offset: number) => boolean"
    )]
    pub ige_decrypt_into: Unknown<'env>,
    /// Encrypts or decrypts the next bytes of a CTR stream where they are. False: refused, the
    /// stream stands where it was.
    #[napi(ts_type = "(stream: number, data: Uint8Array) => boolean")]
    pub ctr_process: Unknown<'env>,
    /// `ctrProcess` into `out`, from `offset` on.
    #[napi(
        ts_type = "(stream: number, data: Uint8Array, out: Uint8Array, offset: number) => boolean"
    )]
    pub ctr_process_into: Unknown<'env>,
    /// Writes 20 bytes to the beginning of `out`. False: refused, nothing was changed.
    #[napi(ts_type = "(data: Uint8Array, out: Uint8Array) => boolean")]
    pub sha1: Unknown<'env>,
    /// Writes 32 bytes to the beginning of `out`.
    #[napi(ts_type = "(data: Uint8Array, out: Uint8Array) => boolean")]
    pub sha256: Unknown<'env>,
    /// Writes an MTProto 2.0 packet to `out`, which has 160 bytes more than `body` from `offset` on,
    /// and gives its length. authKey: 256 bytes; body: a multiple of 4 bytes.
    #[napi(
        ts_type = "(authKey: Uint8Array, fromServer: boolean, salt: bigint, sessionId: bigint, msgId: bigint, seqNo: number, body: Uint8Array, out: Uint8Array, offset: number) => number"
    )]
    pub seal_message: Unknown<'env>,
    /// Opens a packet into `out`, which has as much room from `offset` on, checks it, and gives the
    /// length of its body, which begins 56 bytes behind the offset, after salt i64 at 24, session id
    /// i64, message id i64, sequence number i32 and a length. −1: sealed with another key; −2: not
    /// authentic, and what was written is wiped.
    #[napi(
        ts_type = "(authKey: Uint8Array, fromServer: boolean, packet: Uint8Array, out: Uint8Array, offset: number) => number"
    )]
    pub open_message: Unknown<'env>,
    /// Panics, so that a test can prove that a panic becomes an exception.
    #[napi(ts_type = "() => never")]
    pub panic: Unknown<'env>,
}

/// The raw functions, to be asked for once in each thread that has JavaScript.
#[napi(catch_unwind)]
pub fn raw_functions(env: &Env) -> napi::Result<RawFunctions<'_>> {
    Ok(RawFunctions {
        session_receive: function(env, session_calls::receive)?,
        session_flush: function(env, session_calls::flush)?,
        session_timeout: function(env, session_calls::timeout)?,
        session_invoke: function(env, session_calls::invoke)?,
        ige_encrypt: function(env, crypto_calls::ige_encrypt)?,
        ige_decrypt: function(env, crypto_calls::ige_decrypt)?,
        ige_encrypt_into: function(env, crypto_calls::ige_encrypt_into)?,
        ige_decrypt_into: function(env, crypto_calls::ige_decrypt_into)?,
        ctr_process: function(env, streams::process)?,
        ctr_process_into: function(env, streams::process_into)?,
        sha1: function(env, crypto_calls::sha1)?,
        sha256: function(env, crypto_calls::sha256)?,
        seal_message: function(env, message_calls::seal)?,
        open_message: function(env, message_calls::open)?,
        panic: function(env, panic_probe::panic)?,
    })
}

/// What Node calls.
type Callback = unsafe extern "C" fn(sys::napi_env, sys::napi_callback_info) -> sys::napi_value;

fn function(env: &Env, callback: Callback) -> napi::Result<Unknown<'_>> {
    let mut value = ptr::null_mut();
    let no_data: *mut c_void = ptr::null_mut();
    // SAFETY: the environment is that of the current call, a name is not given, and the callback is
    // a function of this library, which Node never unloads before its functions are gone.
    check_status!(unsafe {
        sys::napi_create_function(env.raw(), ptr::null(), 0, Some(callback), no_data, &mut value)
    })?;
    // SAFETY: the value was made in this environment a moment ago.
    unsafe { Unknown::from_napi_value(env.raw(), value) }
}
