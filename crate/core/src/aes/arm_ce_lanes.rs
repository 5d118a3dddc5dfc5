//! Six streams in step with the ARMv8 AES instructions. A pair of `aese` and `aesmc` takes some
//! three cycles and two to four pairs start in one, so six chains keep small cores and most of a
//! big one busy; their states, last inputs and outputs just fit the 32 registers.

#![expect(unsafe_code, reason = "ARMv8 intrinsics; reached only through the table of a kernel")]

use core::arch::aarch64::*;

use super::lanes::{Lane, run};
use super::vector_lanes::{Keys, Vector, VectorLanes};

pub(super) fn ige_encrypt_many(streams: Vec<Lane<'_>>) {
    // SAFETY: the kernel that bears this function is given out after a check for AES.
    run(&mut unsafe { VectorLanes::<_, 6, true>::new(advance::<true>) }, streams);
}

pub(super) fn ige_decrypt_many(streams: Vec<Lane<'_>>) {
    // SAFETY: as above.
    run(&mut unsafe { VectorLanes::<_, 6, false>::new(advance::<false>) }, streams);
}

#[target_feature(enable = "aes,neon")]
fn advance<const ENCRYPT: bool>(
    keys: &mut Keys<uint8x16_t, 6>,
    streams: &mut [Lane<'_>],
    count: usize,
) {
    // SAFETY: this function has the features of the vector.
    unsafe {
        match streams.len() {
            ..=3 => keys.advance::<ENCRYPT, 3>(streams, count),
            _ => keys.advance::<ENCRYPT, 6>(streams, count),
        }
    }
}

// SAFETY: 16 bytes of plain data.
unsafe impl Vector for uint8x16_t {
    const STREAMS: usize = 1;

    #[inline(always)]
    unsafe fn gather(starts: &[*mut u8], offset: usize) -> Self {
        // SAFETY: the caller's promise; the load takes any alignment.
        unsafe { vld1q_u8(starts[0].add(offset)) }
    }

    #[inline(always)]
    unsafe fn scatter(self, starts: &[*mut u8], offset: usize) {
        // SAFETY: the caller's promise; the store takes any alignment.
        unsafe { vst1q_u8(starts[0].add(offset), self) }
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: the caller's promise, as below.
        unsafe { veorq_u8(self, other) }
    }

    // The lanes xor the key after the round, as x86 does. `aese` xors its own before: with zeros
    // there, the compiler makes the xor of one round the key of the next.
    #[inline(always)]
    unsafe fn round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            let zero = vdupq_n_u8(0);
            let mixed = if ENCRYPT {
                vaesmcq_u8(vaeseq_u8(self, zero))
            } else {
                vaesimcq_u8(vaesdq_u8(self, zero))
            };
            veorq_u8(mixed, key)
        }
    }

    #[inline(always)]
    unsafe fn last_round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            let zero = vdupq_n_u8(0);
            let shifted = if ENCRYPT { vaeseq_u8(self, zero) } else { vaesdq_u8(self, zero) };
            veorq_u8(shifted, key)
        }
    }
}
