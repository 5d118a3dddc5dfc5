//! The kernel for x86-64 CPUs with AES-NI.
//!
//! IGE is one long chain, so its speed is the latency of the AES rounds and nothing else may stand
//! on that path. The two chaining xors and the whitening of the next block are therefore folded
//! into the key of the last round: `rk14 ⊕ x[i−1] ⊕ x[i+1] ⊕ rk0` gives the next block's whitened
//! state at once, and the output block is recovered beside the chain.

#![expect(unsafe_code, reason = "AES-NI intrinsics; the entry points check the CPU first")]

use core::arch::x86_64::*;

use super::kernel::{CtrBlocks, Kernel};
use super::x86_ni_lanes::{ige_decrypt_many, ige_encrypt_many};
use super::x86_weave::ige_decrypt_sha256;

static KERNEL: Kernel = Kernel {
    name: "x86-ni",
    ige_encrypt,
    ige_decrypt,
    ige_encrypt_many,
    ige_decrypt_many,
    ige_decrypt_sha256,
    ctr,
};

/// The kernel, if this CPU has AES-NI; the only way to reach the functions of this file.
pub(super) fn kernel() -> Option<&'static Kernel> {
    let available = is_x86_feature_detected!("aes")
        && is_x86_feature_detected!("sse4.1")
        && is_x86_feature_detected!("ssse3");
    available.then_some(&KERNEL)
}

pub(super) fn ige_encrypt(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    // SAFETY: `KERNEL` is given out only by `kernel`, which has found these features.
    unsafe { ige::<true>(&expand(key), iv, blocks) }
}

pub(super) fn ige_decrypt(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    // SAFETY: as in `ige_encrypt`.
    unsafe { ige::<false>(&invert(&expand(key)), iv, blocks) }
}

/// The fifteen round keys; wiped when dropped.
pub(super) struct Schedule(pub(super) [__m128i; 15]);

impl Drop for Schedule {
    fn drop(&mut self) {
        for key in &mut self.0 {
            // SAFETY: a valid, aligned place of plain data; volatile so that it is not left out.
            unsafe { core::ptr::write_volatile(key, _mm_setzero_si128()) };
        }
    }
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn load(block: &[u8; 16]) -> __m128i {
    // SAFETY: 16 readable bytes; the load takes any alignment.
    unsafe { _mm_loadu_si128(block.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn store(block: &mut [u8; 16], value: __m128i) {
    // SAFETY: 16 writable bytes; the store takes any alignment.
    unsafe { _mm_storeu_si128(block.as_mut_ptr().cast(), value) }
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn load_pair(pair: &[u8; 32]) -> (__m128i, __m128i) {
    let start = pair.as_ptr();
    // SAFETY: twice 16 readable bytes; the load takes any alignment.
    unsafe { (_mm_loadu_si128(start.cast()), _mm_loadu_si128(start.add(16).cast())) }
}

#[inline]
#[target_feature(enable = "sse2")]
pub(super) fn store_pair(pair: &mut [u8; 32], low: __m128i, high: __m128i) {
    let start = pair.as_mut_ptr();
    // SAFETY: twice 16 writable bytes; the store takes any alignment.
    unsafe {
        _mm_storeu_si128(start.cast(), low);
        _mm_storeu_si128(start.add(16).cast(), high);
    }
}

/// The key schedule for encryption. `aesenclast` on a state of four equal columns is SubWord of
/// that column (ShiftRows moves nothing there), four times as fast as `aeskeygenassist`.
#[inline]
#[target_feature(enable = "aes,sse4.1,ssse3")]
pub(super) fn expand(key: &[u8; 32]) -> Schedule {
    let (mut even, mut odd) = load_pair(key);
    // Shuffles that broadcast the last word, with and without RotWord.
    let rotated = _mm_set1_epi32(0x0c0f_0e0d);
    let plain = _mm_set1_epi32(0x0f0e_0d0c);
    let mut keys = [even; 15];
    keys[1] = odd;
    for round in 1..8 {
        let constant = _mm_set1_epi32(1 << (round - 1));
        let word = _mm_aesenclast_si128(_mm_shuffle_epi8(odd, rotated), constant);
        even = _mm_xor_si128(prefix_xor(even), word);
        keys[2 * round] = even;
        if round < 7 {
            let word = _mm_aesenclast_si128(_mm_shuffle_epi8(even, plain), _mm_setzero_si128());
            odd = _mm_xor_si128(prefix_xor(odd), word);
            keys[2 * round + 1] = odd;
        }
    }
    Schedule(keys)
}

/// Each word xored with all words before it.
#[inline]
#[target_feature(enable = "sse2")]
fn prefix_xor(words: __m128i) -> __m128i {
    let pairs = _mm_xor_si128(words, _mm_slli_si128(words, 4));
    _mm_xor_si128(pairs, _mm_slli_si128(pairs, 8))
}

/// The schedule of the equivalent inverse cipher.
#[inline]
#[target_feature(enable = "aes,sse4.1,ssse3")]
pub(super) fn invert(encrypt: &Schedule) -> Schedule {
    let mut keys = encrypt.0;
    keys.reverse();
    for key in &mut keys[1..14] {
        *key = _mm_aesimc_si128(*key);
    }
    Schedule(keys)
}

#[inline]
#[target_feature(enable = "aes,sse4.1,ssse3")]
fn ige<const ENCRYPT: bool>(keys: &Schedule, iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    let Some(first) = blocks.first() else { return };
    let keys = &keys.0;
    let (ciphertext, plaintext) = load_pair(iv);
    let (mut output, mut previous) =
        if ENCRYPT { (ciphertext, plaintext) } else { (plaintext, ciphertext) };
    let outer = _mm_xor_si128(keys[0], keys[14]);
    let mut input = load(first);
    let mut state = _mm_xor_si128(_mm_xor_si128(input, output), keys[0]);
    let mut rest = blocks;
    while let Some((block, following)) = rest.split_first_mut() {
        let next = following.first().map_or(_mm_setzero_si128(), |block| load(block));
        let whitened = _mm_xor_si128(next, keys[0]);
        let last = _mm_xor_si128(_mm_xor_si128(outer, previous), next);
        for key in &keys[1..14] {
            state =
                if ENCRYPT { _mm_aesenc_si128(state, *key) } else { _mm_aesdec_si128(state, *key) };
        }
        state = if ENCRYPT {
            _mm_aesenclast_si128(state, last)
        } else {
            _mm_aesdeclast_si128(state, last)
        };
        output = _mm_xor_si128(state, whitened);
        store(block, output);
        previous = input;
        input = next;
        rest = following;
    }
    let (ciphertext, plaintext) = if ENCRYPT { (output, previous) } else { (previous, output) };
    store_pair(iv, ciphertext, plaintext);
}

/// How many blocks of keystream are made together: enough to hide the latency of `aesenc`, few
/// enough to stay in registers.
const LANES: usize = 8;

pub(super) fn ctr(key: &[u8; 32]) -> Box<dyn CtrBlocks> {
    Box::new(Ctr::new(key))
}

struct Ctr(Schedule);

impl Ctr {
    fn new(key: &[u8; 32]) -> Self {
        // SAFETY: reached only through `KERNEL`, which `kernel` gives out after its check.
        Self(unsafe { expand(key) })
    }
}

impl CtrBlocks for Ctr {
    fn apply(&self, counter: u128, blocks: &mut [[u8; 16]]) {
        // SAFETY: as in `Ctr::new`.
        unsafe { apply(&self.0, counter, blocks) }
    }
}

#[target_feature(enable = "aes,sse4.1,ssse3")]
fn apply(keys: &Schedule, mut counter: u128, blocks: &mut [[u8; 16]]) {
    let keys = &keys.0;
    let (groups, rest) = blocks.as_chunks_mut::<LANES>();
    for group in groups {
        let mut states = [keys[0]; LANES];
        for state in &mut states {
            *state = _mm_xor_si128(*state, load(&counter.to_be_bytes()));
            counter = counter.wrapping_add(1);
        }
        for key in &keys[1..14] {
            for state in &mut states {
                *state = _mm_aesenc_si128(*state, *key);
            }
        }
        for (block, state) in group.iter_mut().zip(states) {
            let mixed = _mm_xor_si128(_mm_aesenclast_si128(state, keys[14]), load(block));
            store(block, mixed);
        }
    }
    for block in rest {
        let mut state = _mm_xor_si128(keys[0], load(&counter.to_be_bytes()));
        counter = counter.wrapping_add(1);
        for key in &keys[1..14] {
            state = _mm_aesenc_si128(state, *key);
        }
        store(block, _mm_xor_si128(_mm_aesenclast_si128(state, keys[14]), load(block)));
    }
}
