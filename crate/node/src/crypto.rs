//! The primitives of "heliogram/crypto" and those of the two-step password. TypeScript has checked
//! types and lengths and named the parameter; the checks here keep everything else harmless.

use heliogram_core::math::pq;
use heliogram_core::{aes, sha};
use napi::Env;
use napi::bindgen_prelude::{AsyncTask, BigInt, BufferSlice};
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::error::{Fault, Result};
use crate::number;
use crate::tasks::{
    CheckDhGroup, FactorizePq, ModPow, OffThread, Password, SrpAnswer, SrpVerifier,
};

/// Encrypts whole blocks with AES-256-IGE where they are. key: 32 bytes, iv: 32 bytes, not changed.
#[napi(catch_unwind)]
pub fn ige_encrypt_in_place(
    #[napi(ts_arg_type = "Uint8Array")] mut data: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] key: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] iv: Bytes<'_>,
) -> Result<()> {
    // Copied, so that they may be views of the data.
    let (key, iv) = (key.fixed("key")?, iv.fixed("iv")?);
    // SAFETY: no JavaScript runs until we return, and this is the only borrow.
    let data = unsafe { data.as_mut_slice() };
    Ok(aes::ige_encrypt(&key, &iv, data).map_err(|error| Fault::of(error.code(), &error))?)
}

/// Decrypts whole blocks with AES-256-IGE where they are.
#[napi(catch_unwind)]
pub fn ige_decrypt_in_place(
    #[napi(ts_arg_type = "Uint8Array")] mut data: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] key: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] iv: Bytes<'_>,
) -> Result<()> {
    let (key, iv) = (key.fixed("key")?, iv.fixed("iv")?);
    // SAFETY: as in `ige_encrypt_in_place`.
    let data = unsafe { data.as_mut_slice() };
    Ok(aes::ige_decrypt(&key, &iv, data).map_err(|error| Fault::of(error.code(), &error))?)
}

/// 20 bytes.
#[napi(catch_unwind)]
pub fn sha1<'env>(
    env: &'env Env,
    #[napi(ts_arg_type = "Uint8Array")] data: Bytes<'_>,
) -> napi::Result<BufferSlice<'env>> {
    // SAFETY: no JavaScript runs until the hash is made.
    let hash = sha::sha1(&[unsafe { data.as_slice() }]);
    BufferSlice::copy_from(env, hash)
}

/// 32 bytes.
#[napi(catch_unwind)]
pub fn sha256<'env>(
    env: &'env Env,
    #[napi(ts_arg_type = "Uint8Array")] data: Bytes<'_>,
) -> napi::Result<BufferSlice<'env>> {
    // SAFETY: no JavaScript runs until the hash is made.
    let hash = sha::sha256(&[unsafe { data.as_slice() }]);
    BufferSlice::copy_from(env, hash)
}

/// The two primes whose product is pq, the smaller one first.
#[napi(catch_unwind)]
pub fn factorize_pq(pq: BigInt) -> Result<Vec<BigInt>> {
    let pq = number::uint64("pq", &pq)?;
    let (p, q) = pq::factorize(pq).map_err(|error| Fault::of(error.code(), &error))?;
    Ok(vec![p.into(), q.into()])
}

/// The same off-thread.
#[napi(catch_unwind, ts_return_type = "Promise<bigint[]>")]
pub fn factorize_pq_async(pq: BigInt) -> Result<AsyncTask<OffThread<FactorizePq>>> {
    Ok(OffThread::start(FactorizePq { pq: number::uint64("pq", &pq)? }))
}

/// base^exponent mod modulus in constant time; 256 bytes, all big-endian.
#[napi(catch_unwind, ts_return_type = "Promise<Buffer>")]
pub fn mod_pow(
    #[napi(ts_arg_type = "Uint8Array")] base: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] exponent: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] modulus: Bytes<'_>,
) -> Result<AsyncTask<OffThread<ModPow>>> {
    Ok(OffThread::start(ModPow {
        base: base.to_vec().into(),
        exponent: exponent.to_vec().into(),
        modulus: modulus.fixed("modulus")?,
    }))
}

/// Rejects with the code of the check that fails.
#[napi(catch_unwind, ts_return_type = "Promise<void>")]
pub fn check_dh_group(
    g: f64,
    #[napi(ts_arg_type = "Uint8Array")] prime: Bytes<'_>,
) -> Result<AsyncTask<OffThread<CheckDhGroup>>> {
    let g = number::int32("g", g)?;
    Ok(OffThread::start(CheckDhGroup { g, prime: prime.to_vec() }))
}

/// A proof of the two-step password, for one use.
#[napi(catch_unwind, ts_return_type = "Promise<SrpProof>")]
pub fn srp_answer(
    #[napi(ts_arg_type = "Uint8Array")] password: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] salt1: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] salt2: Bytes<'_>,
    g: f64,
    #[napi(ts_arg_type = "Uint8Array")] prime: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] srp_b: Bytes<'_>,
) -> Result<AsyncTask<OffThread<SrpAnswer>>> {
    let password = Password::copy(&password, &salt1, &salt2, number::int32("g", g)?, &prime);
    Ok(OffThread::start(SrpAnswer { password, srp_b: srp_b.to_vec() }))
}

/// The verifier of a new password: 256 bytes.
#[napi(catch_unwind, ts_return_type = "Promise<Buffer>")]
pub fn srp_verifier(
    #[napi(ts_arg_type = "Uint8Array")] password: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] salt1: Bytes<'_>,
    #[napi(ts_arg_type = "Uint8Array")] salt2: Bytes<'_>,
    g: f64,
    #[napi(ts_arg_type = "Uint8Array")] prime: Bytes<'_>,
) -> Result<AsyncTask<OffThread<SrpVerifier>>> {
    let password = Password::copy(&password, &salt1, &salt2, number::int32("g", g)?, &prime);
    Ok(OffThread::start(SrpVerifier { password }))
}
