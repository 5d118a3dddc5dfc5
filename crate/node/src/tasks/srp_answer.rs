use heliogram_core::srp;
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;
use rand_core::Rng;
use zeroize::Zeroizing;

use super::{Password, Work};
use crate::error::Fault;
use crate::primes;
use crate::random::os_random;

/// What `inputCheckPasswordSRP` carries beside the srp_id.
#[napi(object)]
pub struct SrpProof {
    /// A: 256 bytes.
    pub a: Buffer,
    /// M1: 32 bytes.
    pub m1: Buffer,
}

pub struct SrpAnswer {
    pub(crate) password: Password,
    pub(crate) srp_b: Vec<u8>,
}

impl Work for SrpAnswer {
    type Output = srp::PasswordProof;
    type JsValue = SrpProof;

    fn run(self) -> Result<srp::PasswordProof, Fault> {
        let mut secret = Zeroizing::new([0; 256]);
        os_random().fill_bytes(&mut *secret);
        let Self { password, srp_b } = self;
        srp::answer(&primes::ACCEPTED, &password.algorithm(), &password.text, &srp_b, &secret)
            .map_err(|error| Fault::of(error.code(), &error))
    }

    fn into_js(proof: srp::PasswordProof) -> SrpProof {
        SrpProof { a: proof.a_public.to_vec().into(), m1: proof.m1.to_vec().into() }
    }
}
