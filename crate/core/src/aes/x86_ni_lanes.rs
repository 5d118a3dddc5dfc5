//! Six streams in step with AES-NI: two `aesenc` start in a cycle and each takes three, so six
//! chains keep both units busy. With eight the registers run out.

#![expect(unsafe_code, reason = "AES-NI intrinsics; reached only through the table of a kernel")]

use core::arch::x86_64::*;

use super::lanes::{Lane, run};
use super::vector_lanes::{Keys, Vector, VectorLanes};

pub(super) fn ige_encrypt_many(streams: Vec<Lane<'_>>) {
    // SAFETY: the kernels that bear this function are given out after a check for AES-NI.
    run(&mut unsafe { VectorLanes::<_, 6, true>::new(advance::<true>) }, streams);
}

pub(super) fn ige_decrypt_many(streams: Vec<Lane<'_>>) {
    // SAFETY: as above.
    run(&mut unsafe { VectorLanes::<_, 6, false>::new(advance::<false>) }, streams);
}

#[target_feature(enable = "aes,sse4.1,ssse3")]
fn advance<const ENCRYPT: bool>(
    keys: &mut Keys<__m128i, 6>,
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
unsafe impl Vector for __m128i {
    const STREAMS: usize = 1;

    #[inline(always)]
    unsafe fn gather(starts: &[*mut u8], offset: usize) -> Self {
        // SAFETY: the caller's promise; the load takes any alignment.
        unsafe { _mm_loadu_si128(starts[0].add(offset).cast()) }
    }

    #[inline(always)]
    unsafe fn scatter(self, starts: &[*mut u8], offset: usize) {
        // SAFETY: the caller's promise; the store takes any alignment.
        unsafe { _mm_storeu_si128(starts[0].add(offset).cast(), self) }
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: the caller's promise, as below.
        unsafe { _mm_xor_si128(self, other) }
    }

    #[inline(always)]
    unsafe fn round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe { if ENCRYPT { _mm_aesenc_si128(self, key) } else { _mm_aesdec_si128(self, key) } }
    }

    #[inline(always)]
    unsafe fn last_round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            if ENCRYPT { _mm_aesenclast_si128(self, key) } else { _mm_aesdeclast_si128(self, key) }
        }
    }
}
