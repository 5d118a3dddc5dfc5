//! Big numbers for "heliogram/crypto" and the two-step password. TypeScript has checked
//! types and lengths and named the parameter; the checks here keep everything else harmless.

use heliogram_core::math::pq;
use napi::bindgen_prelude::{AsyncTask, BigInt};
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::error::{Fault, Result};
use crate::number;
use crate::tasks::{
    CheckDhGroup, FactorizePq, ModPow, OffThread, Password, SrpAnswer, SrpVerifier,
};

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
