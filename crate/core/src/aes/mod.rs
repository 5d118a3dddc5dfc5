//! AES-256 in the two modes that MTProto uses: IGE for messages, CTR for obfuscated transports.
//!
//! A [`Kernel`] is a table of functions for one kind of CPU. [`kernel`] chooses the best one that
//! this CPU has, once; [`kernels`] lists all of them, so that tests can hold each one equal to the
//! portable one. A kernel file holds its intrinsics and nothing else: lengths are checked here.
//!
//! One IGE stream is bound by latency, whatever the CPU. Two things use what it leaves idle: `lanes`
//! runs independent [`Stream`]s in step, and `x86_weave` hashes a message while it is decrypted.

#[cfg(target_arch = "aarch64")]
mod arm_ce;
#[cfg(target_arch = "aarch64")]
mod arm_ce_lanes;
mod ctr;
mod ige;
mod kernel;
mod lanes;
mod portable;
#[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
mod vector_lanes;
#[cfg(target_arch = "x86_64")]
mod x86_ni;
#[cfg(target_arch = "x86_64")]
mod x86_ni_lanes;
#[cfg(target_arch = "x86_64")]
mod x86_vaes256;
#[cfg(target_arch = "x86_64")]
mod x86_vaes512;
#[cfg(target_arch = "x86_64")]
mod x86_weave;

pub use ctr::Ctr;
pub use ige::{
    LengthError, ige_decrypt, ige_decrypt_many, ige_decrypt_sha256, ige_encrypt, ige_encrypt_many,
};
pub use kernel::{CtrBlocks, Kernel, SelectError, kernel, kernel_named, kernels, select};
pub use lanes::Stream;

#[cfg(test)]
mod tests;
