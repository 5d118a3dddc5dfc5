//! The kernel for 64-bit ARM CPUs with the ARMv8 cryptography extension.
//!
//! IGE is one long chain, so its speed is the latency of the AES rounds and nothing else may stand
//! on that path. `aese` xors its key *before* the round, so what lies between two blocks (the last
//! round key, both chaining xors, the whitening of the next block) is the key of the next block's
//! first round, and the output block is recovered beside the chain.

#![expect(unsafe_code, reason = "ARMv8 intrinsics; the entry points check the CPU first")]

use core::arch::aarch64::*;
use std::arch::is_aarch64_feature_detected;

use zeroize::Zeroize;

use super::arm_ce_lanes::{ige_decrypt_many, ige_encrypt_many};
use super::kernel::{CtrBlocks, Kernel};
use super::portable::prefixed_sha256;

static KERNEL: Kernel = Kernel {
    name: "armv8-ce",
    ige_encrypt,
    ige_decrypt,
    ige_encrypt_many,
    ige_decrypt_many,
    ige_decrypt_sha256,
    ctr,
};

/// The kernel, if this CPU has AES instructions; the only way to reach the functions of this file.
pub(super) fn kernel() -> Option<&'static Kernel> {
    is_aarch64_feature_detected!("aes").then_some(&KERNEL)
}

pub(super) fn ige_encrypt(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    // SAFETY: `KERNEL` is given out only by `kernel`, which has found this feature.
    unsafe { ige::<true>(&expand(key), iv, blocks) }
}

pub(super) fn ige_decrypt(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    // SAFETY: as in `ige_encrypt`.
    unsafe { ige::<false>(&invert(&expand(key)), iv, blocks) }
}

/// One after the other: `sha2` has the SHA instructions, but weaving the two pays where it was
/// measured, and no such CPU was at hand.
fn ige_decrypt_sha256(
    key: &[u8; 32],
    iv: &mut [u8; 32],
    prefix: &[u8; 32],
    blocks: &mut [[u8; 16]],
) -> [u8; 32] {
    ige_decrypt(key, iv, blocks);
    prefixed_sha256(prefix, blocks)
}

/// The fifteen round keys; wiped when dropped.
pub(super) struct Schedule(pub(super) [uint8x16_t; 15]);

impl Drop for Schedule {
    fn drop(&mut self) {
        for key in &mut self.0 {
            // SAFETY: a valid, aligned place of plain data; volatile so that it is not left out.
            unsafe { core::ptr::write_volatile(key, vdupq_n_u8(0)) };
        }
    }
}

#[inline]
#[target_feature(enable = "neon")]
fn load(block: &[u8; 16]) -> uint8x16_t {
    // SAFETY: 16 readable bytes; the load takes any alignment.
    unsafe { vld1q_u8(block.as_ptr()) }
}

#[inline]
#[target_feature(enable = "neon")]
fn store(block: &mut [u8; 16], value: uint8x16_t) {
    // SAFETY: 16 writable bytes; the store takes any alignment.
    unsafe { vst1q_u8(block.as_mut_ptr(), value) }
}

/// The key schedule for encryption.
#[target_feature(enable = "aes,neon")]
pub(super) fn expand(key: &[u8; 32]) -> Schedule {
    let mut words = [0; 60];
    let (first, _) = key.as_chunks::<4>();
    for (word, bytes) in words.iter_mut().zip(first) {
        *word = u32::from_le_bytes(*bytes);
    }
    for at in 8..words.len() {
        let previous = words[at - 1];
        let mixed = match at % 8 {
            0 => sub_word(previous.rotate_right(8)) ^ (1 << (at / 8 - 1)),
            4 => sub_word(previous),
            _ => previous,
        };
        words[at] = words[at - 8] ^ mixed;
    }
    let mut keys = [vdupq_n_u8(0); 15];
    let (quads, _) = words.as_chunks::<4>();
    for (key, quad) in keys.iter_mut().zip(quads) {
        // SAFETY: four readable words.
        *key = vreinterpretq_u8_u32(unsafe { vld1q_u32(quad.as_ptr()) });
    }
    words.zeroize();
    Schedule(keys)
}

/// `aese` under a key of zeros on four equal columns: ShiftRows moves nothing there, which leaves
/// SubWord of the column.
#[inline]
#[target_feature(enable = "aes,neon")]
fn sub_word(word: u32) -> u32 {
    let columns = vreinterpretq_u8_u32(vdupq_n_u32(word));
    vgetq_lane_u32::<0>(vreinterpretq_u32_u8(vaeseq_u8(columns, vdupq_n_u8(0))))
}

/// The schedule of the equivalent inverse cipher.
#[target_feature(enable = "aes,neon")]
pub(super) fn invert(encrypt: &Schedule) -> Schedule {
    let mut keys = encrypt.0;
    keys.reverse();
    for key in &mut keys[1..14] {
        *key = vaesimcq_u8(*key);
    }
    Schedule(keys)
}

/// The rounds that take the keys 0 to 12: xor of the key, then the round.
#[inline]
#[target_feature(enable = "aes,neon")]
fn round<const ENCRYPT: bool>(state: uint8x16_t, key: uint8x16_t) -> uint8x16_t {
    if ENCRYPT { vaesmcq_u8(vaeseq_u8(state, key)) } else { vaesimcq_u8(vaesdq_u8(state, key)) }
}

/// The round that takes key 13; key 14 is still to be xored.
#[inline]
#[target_feature(enable = "aes,neon")]
fn last_round<const ENCRYPT: bool>(state: uint8x16_t, key: uint8x16_t) -> uint8x16_t {
    if ENCRYPT { vaeseq_u8(state, key) } else { vaesdq_u8(state, key) }
}

#[target_feature(enable = "aes,neon")]
fn ige<const ENCRYPT: bool>(keys: &Schedule, iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    let keys = &keys.0;
    let (halves, _) = iv.as_chunks_mut::<16>();
    let [ciphertext, plaintext] = halves else { return };
    let (output_half, input_half) =
        if ENCRYPT { (ciphertext, plaintext) } else { (plaintext, ciphertext) };
    let (mut output, mut previous) = (load(output_half), load(input_half));
    // The chain: what `last_round` gave, and what makes it the last output block.
    let (mut state, mut pending) = (output, vdupq_n_u8(0));
    for block in blocks {
        let input = load(block);
        state = round::<ENCRYPT>(state, veorq_u8(veorq_u8(input, keys[0]), pending));
        for key in &keys[1..13] {
            state = round::<ENCRYPT>(state, *key);
        }
        state = last_round::<ENCRYPT>(state, keys[13]);
        pending = veorq_u8(keys[14], previous);
        output = veorq_u8(state, pending);
        store(block, output);
        previous = input;
    }
    store(output_half, output);
    store(input_half, previous);
}

/// How many blocks of keystream are made together: enough to hide the latency of a round, few
/// enough to stay in registers.
const LANES: usize = 8;

fn ctr(key: &[u8; 32]) -> Box<dyn CtrBlocks> {
    // SAFETY: reached only through `KERNEL`, which `kernel` gives out after its check.
    Box::new(Ctr(unsafe { expand(key) }))
}

struct Ctr(Schedule);

impl CtrBlocks for Ctr {
    fn apply(&self, counter: u128, blocks: &mut [[u8; 16]]) {
        // SAFETY: as in `ctr`.
        unsafe { apply(&self.0, counter, blocks) }
    }
}

#[target_feature(enable = "aes,neon")]
fn apply(keys: &Schedule, mut counter: u128, blocks: &mut [[u8; 16]]) {
    let (groups, rest) = blocks.as_chunks_mut::<LANES>();
    for group in groups {
        keystream(keys, &mut counter, group);
    }
    for block in rest {
        keystream(keys, &mut counter, core::array::from_mut(block));
    }
}

#[inline]
#[target_feature(enable = "aes,neon")]
fn keystream<const N: usize>(keys: &Schedule, counter: &mut u128, blocks: &mut [[u8; 16]; N]) {
    let keys = &keys.0;
    let mut states = [keys[0]; N];
    for state in &mut states {
        *state = load(&counter.to_be_bytes());
        *counter = counter.wrapping_add(1);
    }
    for key in &keys[..13] {
        for state in &mut states {
            *state = round::<true>(*state, *key);
        }
    }
    for (block, state) in blocks.iter_mut().zip(states) {
        let stream = veorq_u8(last_round::<true>(state, keys[13]), keys[14]);
        let mixed = veorq_u8(stream, load(block));
        store(block, mixed);
    }
}
