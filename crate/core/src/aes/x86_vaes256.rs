//! The kernel for x86-64 CPUs with AES on 256-bit registers but no AVX-512: up to twelve streams in
//! step, two in a register. A stream alone has nothing to gain from wide registers and goes through
//! AES-NI.

#![expect(unsafe_code, reason = "VAES intrinsics; the entry points check the CPU first")]

use core::arch::x86_64::*;

use super::kernel::Kernel;
use super::lanes::{Lane, run};
use super::vector_lanes::{Keys, Vector, VectorLanes};
use super::x86_ni::{self, ige_decrypt, ige_encrypt};
use super::x86_weave::ige_decrypt_sha256;

type Encrypt = VectorLanes<__m256i, 6, true>;
type Decrypt = VectorLanes<__m256i, 6, false>;

static KERNEL: Kernel = Kernel {
    name: "x86-vaes256",
    ige_encrypt,
    ige_decrypt,
    // SAFETY: `KERNEL` is given out only by `kernel`, which has found these features.
    ige_encrypt_many: |streams| run(&mut unsafe { Encrypt::new(advance::<true>) }, streams),
    // SAFETY: as above.
    ige_decrypt_many: |streams| run(&mut unsafe { Decrypt::new(advance::<false>) }, streams),
    ige_decrypt_sha256,
    ctr: x86_ni::ctr,
};

/// The kernel, if this CPU has VAES and AVX2; the only way to reach the functions of this file.
pub(super) fn kernel() -> Option<&'static Kernel> {
    let available = is_x86_feature_detected!("vaes") && is_x86_feature_detected!("avx2");
    (available && x86_ni::kernel().is_some()).then_some(&KERNEL)
}

#[target_feature(enable = "vaes,avx2")]
fn advance<const ENCRYPT: bool>(
    keys: &mut Keys<__m256i, 6>,
    streams: &mut [Lane<'_>],
    count: usize,
) {
    // SAFETY: this function has the features of the vector.
    unsafe {
        match streams.len().div_ceil(__m256i::STREAMS) {
            1 => keys.advance::<ENCRYPT, 1>(streams, count),
            2 => keys.advance::<ENCRYPT, 2>(streams, count),
            3 => keys.advance::<ENCRYPT, 3>(streams, count),
            4 => keys.advance::<ENCRYPT, 4>(streams, count),
            5 => keys.advance::<ENCRYPT, 5>(streams, count),
            _ => keys.advance::<ENCRYPT, 6>(streams, count),
        }
    }
}

// SAFETY: 32 bytes of plain data.
unsafe impl Vector for __m256i {
    const STREAMS: usize = 2;

    #[inline(always)]
    unsafe fn gather(starts: &[*mut u8], offset: usize) -> Self {
        // SAFETY: the caller's promise; the loads take any alignment.
        unsafe {
            let low = _mm256_castsi128_si256(_mm_loadu_si128(starts[0].add(offset).cast()));
            _mm256_inserti128_si256::<1>(low, _mm_loadu_si128(starts[1].add(offset).cast()))
        }
    }

    #[inline(always)]
    unsafe fn scatter(self, starts: &[*mut u8], offset: usize) {
        // SAFETY: the caller's promise; the stores take any alignment.
        unsafe {
            _mm_storeu_si128(starts[0].add(offset).cast(), _mm256_castsi256_si128(self));
            _mm_storeu_si128(starts[1].add(offset).cast(), _mm256_extracti128_si256::<1>(self));
        }
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: the caller's promise, as below.
        unsafe { _mm256_xor_si256(self, other) }
    }

    #[inline(always)]
    unsafe fn round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            if ENCRYPT { _mm256_aesenc_epi128(self, key) } else { _mm256_aesdec_epi128(self, key) }
        }
    }

    #[inline(always)]
    unsafe fn last_round<const ENCRYPT: bool>(self, key: Self) -> Self {
        // SAFETY: as in `xor`.
        unsafe {
            if ENCRYPT {
                _mm256_aesenclast_epi128(self, key)
            } else {
                _mm256_aesdeclast_epi128(self, key)
            }
        }
    }
}
