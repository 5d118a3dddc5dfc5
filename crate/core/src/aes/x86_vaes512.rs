//! The kernel for x86-64 CPUs with AES on 512-bit registers: up to sixteen streams in step, four in a
//! register. A stream alone has nothing to gain from wide registers and goes through AES-NI.

#![expect(unsafe_code, reason = "VAES intrinsics; the entry points check the CPU first")]

use core::arch::x86_64::*;

use super::kernel::Kernel;
use super::lanes::{Lane, run};
use super::vector_lanes::{Keys, Vector, VectorLanes};
use super::x86_ni::{self, ige_decrypt, ige_encrypt};
use super::x86_weave::ige_decrypt_sha256;

type Encrypt = VectorLanes<__m512i, 4, true>;
type Decrypt = VectorLanes<__m512i, 4, false>;

static KERNEL: Kernel = Kernel {
    name: "x86-vaes512",
    ige_encrypt,
    ige_decrypt,
    // SAFETY: `KERNEL` is given out only by `kernel`, which has found these features.
    ige_encrypt_many: |streams| run(&mut unsafe { Encrypt::new(advance::<true>) }, streams),
    // SAFETY: as above.
    ige_decrypt_many: |streams| run(&mut unsafe { Decrypt::new(advance::<false>) }, streams),
    ige_decrypt_sha256,
    ctr: x86_ni::ctr,
};

/// The kernel, if this CPU has VAES and AVX-512; the only way to reach the functions of this file.
pub(super) fn kernel() -> Option<&'static Kernel> {
    let available = is_x86_feature_detected!("vaes") && is_x86_feature_detected!("avx512f");
    (available && x86_ni::kernel().is_some()).then_some(&KERNEL)
}

#[target_feature(enable = "vaes,avx512f")]
fn advance<const ENCRYPT: bool>(
    keys: &mut Keys<__m512i, 4>,
    streams: &mut [Lane<'_>],
    count: usize,
) {
    // SAFETY: this function has the features of the vector.
    unsafe {
        match streams.len().div_ceil(__m512i::STREAMS) {
            1 => keys.advance::<ENCRYPT, 1>(streams, count),
            2 => keys.advance::<ENCRYPT, 2>(streams, count),
            3 => keys.advance::<ENCRYPT, 3>(streams, count),
            _ => keys.advance::<ENCRYPT, 4>(streams, count),
        }
    }
}

// SAFETY: 64 bytes of plain data.
unsafe impl Vector for __m512i {
    const STREAMS: usize = 4;

    #[inline(always)]
    unsafe fn gather(starts: &[*mut u8], offset: usize) -> Self {
        // SAFETY: the caller's promise; the loads take any alignment.
        unsafe {
            let low = _mm512_castsi128_si512(_mm_loadu_si128(starts[0].add(offset).cast()));
            let low = _mm512_inserti32x4::<1>(low, _mm_loadu_si128(starts[1].add(offset).cast()));
            let low = _mm512_inserti32x4::<2>(low, _mm_loadu_si128(starts[2].add(offset).cast()));
            _mm512_inserti32x4::<3>(low, _mm_loadu_si128(starts[3].add(offset).cast()))
        }
    }

    #[inline(always)]
    unsafe fn scatter(self, starts: &[*mut u8], offset: usize) {
        // SAFETY: the caller's promise; the stores take any alignment.
        unsafe {
            _mm_storeu_si128(starts[0].add(offset).cast(), _mm512_castsi512_si128(self));
            _mm_storeu_si128(starts[1].add(offset).cast(), _mm512_extracti32x4_epi32::<1>(self));
            _mm_storeu_si128(starts[2].add(offset).cast(), _mm512_extracti32x4_epi32::<2>(self));
            _mm_storeu_si128(starts[3].add(offset).cast(), _mm512_extracti32x4_epi32::<3>(self));
        }
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: the caller's promise, as below.
        unsafe { _mm512_xor_si512(self, other) }
    }

    #[inline(always)]
    unsafe fn round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            if ENCRYPT { _mm512_aesenc_epi128(self, key) } else { _mm512_aesdec_epi128(self, key) }
        }
    }

    #[inline(always)]
    unsafe fn last_round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            if ENCRYPT {
                _mm512_aesenclast_epi128(self, key)
            } else {
                _mm512_aesdeclast_epi128(self, key)
            }
        }
    }
}
