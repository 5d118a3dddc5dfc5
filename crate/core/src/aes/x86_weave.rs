//! IGE decryption with the SHA-256 of the plaintext woven in, for CPUs with AES-NI and SHA-NI.
//!
//! Both are chains that wait for the latency of their instructions, on different units of the CPU.
//! While four blocks go through the cipher, the four before them go through the hash: four of its
//! rounds before every third round of AES. Together they take hardly longer than decryption alone.

#![expect(unsafe_code, reason = "AES-NI and SHA-NI intrinsics; the entry point checks the CPU")]

use core::arch::x86_64::*;

use zeroize::Zeroize;

use super::portable;
use super::x86_ni::{Schedule, expand, ige_decrypt, invert, load, load_pair, store, store_pair};

/// Decrypts with AES-NI and hashes `prefix`, then the plaintext; woven if the CPU has SHA-NI.
pub(super) fn ige_decrypt_sha256(
    key: &[u8; 32],
    iv: &mut [u8; 32],
    prefix: &[u8; 32],
    blocks: &mut [[u8; 16]],
) -> [u8; 32] {
    if is_x86_feature_detected!("sha") && blocks.len() >= 2 {
        // SAFETY: SHA-NI was found just now. The kernels that bear this function are given out
        // only after the features of AES-NI were found.
        unsafe { woven(&invert(&expand(key)), iv, prefix, blocks) }
    } else {
        ige_decrypt(key, iv, blocks);
        portable::prefixed_sha256(prefix, blocks)
    }
}

/// `blocks` are at least two.
#[target_feature(enable = "aes,sse4.1,ssse3,sha")]
fn woven(
    keys: &Schedule,
    iv: &mut [u8; 32],
    prefix: &[u8; 32],
    blocks: &mut [[u8; 16]],
) -> [u8; 32] {
    let length = (prefix.len() + 16 * blocks.len()) as u64;
    let mut hash = Hash::new();
    let mut chain = Chain::new(keys, iv, blocks);
    let (low, high) = load_pair(prefix);
    let mut words = [low, high, chain.block(), chain.block()];
    while chain.left() >= 4 {
        hash.begin(words);
        words = [
            chain.woven_block::<0>(&mut hash),
            chain.woven_block::<4>(&mut hash),
            chain.woven_block::<8>(&mut hash),
            chain.woven_block::<12>(&mut hash),
        ];
        hash.end();
    }
    hash.compress(words);

    // At most three blocks, the padding bit and the length.
    let mut tail = [[0; 16]; 4];
    let rest = chain.left();
    for block in &mut tail[..rest] {
        store(block, chain.block());
    }
    chain.end(iv);
    tail[rest][0] = 0x80;
    tail[3][8..].copy_from_slice(&(8 * length).to_be_bytes());
    hash.compress(tail.each_ref().map(|block| load(block)));
    tail.zeroize();
    hash.digest()
}

/// A running IGE decryption; see the head of `x86_ni.rs` for what is folded into the last key.
struct Chain<'a> {
    keys: &'a [__m128i; 15],
    /// Whitening and last round key in one.
    outer: __m128i,
    blocks: &'a mut [[u8; 16]],
    /// The block that comes next.
    at: usize,
    /// Its ciphertext.
    input: __m128i,
    /// The ciphertext before it.
    previous: __m128i,
    /// The plaintext before it.
    output: __m128i,
    /// Its state before the first round.
    state: __m128i,
}

impl<'a> Chain<'a> {
    #[inline]
    #[target_feature(enable = "aes,sse4.1,ssse3,sha")]
    fn new(keys: &'a Schedule, iv: &[u8; 32], blocks: &'a mut [[u8; 16]]) -> Self {
        let keys = &keys.0;
        let (previous, output) = load_pair(iv);
        let input = blocks.first().map_or(previous, |block| load(block));
        let state = _mm_xor_si128(_mm_xor_si128(input, output), keys[0]);
        let outer = _mm_xor_si128(keys[0], keys[14]);
        Self { keys, outer, blocks, at: 0, input, previous, output, state }
    }

    /// How many blocks are to come.
    #[inline]
    fn left(&self) -> usize {
        self.blocks.len() - self.at
    }

    /// Decrypts the next block.
    #[inline]
    #[target_feature(enable = "aes,sse4.1,ssse3,sha")]
    fn block(&mut self) -> __m128i {
        self.rounds(1, 14);
        self.last_round()
    }

    /// Decrypts the next block, with four steps of the hash between the rounds. `STEP` is a constant
    /// so that each of the four is a function with one call, which gets inlined: a real call would
    /// move all that is in registers to memory and back.
    #[inline]
    #[target_feature(enable = "aes,sse4.1,ssse3,sha")]
    fn woven_block<const STEP: usize>(&mut self, hash: &mut Hash) -> __m128i {
        hash.step(STEP);
        self.rounds(1, 4);
        hash.step(STEP + 1);
        self.rounds(4, 7);
        hash.step(STEP + 2);
        self.rounds(7, 10);
        hash.step(STEP + 3);
        self.rounds(10, 14);
        self.last_round()
    }

    #[inline]
    #[target_feature(enable = "aes,sse4.1,ssse3,sha")]
    fn rounds(&mut self, from: usize, to: usize) {
        for key in &self.keys[from..to] {
            self.state = _mm_aesdec_si128(self.state, *key);
        }
    }

    #[inline]
    #[target_feature(enable = "aes,sse4.1,ssse3,sha")]
    fn last_round(&mut self) -> __m128i {
        let next = self.blocks.get(self.at + 1).map_or(_mm_setzero_si128(), |block| load(block));
        let last = _mm_xor_si128(_mm_xor_si128(self.outer, self.previous), next);
        self.state = _mm_aesdeclast_si128(self.state, last);
        self.output = _mm_xor_si128(self.state, _mm_xor_si128(next, self.keys[0]));
        store(&mut self.blocks[self.at], self.output);
        self.at += 1;
        (self.previous, self.input) = (self.input, next);
        self.output
    }

    /// Leaves the iv that goes on with the block after the last.
    #[inline]
    #[target_feature(enable = "aes,sse4.1,ssse3,sha")]
    fn end(self, iv: &mut [u8; 32]) {
        store_pair(iv, self.previous, self.output);
    }
}

/// A running SHA-256. The instructions want its eight words in this order, the first one on top.
struct Hash {
    abef: __m128i,
    cdgh: __m128i,
    /// Both when the block was begun.
    before: (__m128i, __m128i),
    /// The last sixteen words of the message schedule.
    words: [__m128i; 4],
}

impl Hash {
    #[inline]
    #[target_feature(enable = "sse4.1,ssse3,sha")]
    fn new() -> Self {
        let [a, b, c, d, e, f, g, h] = INITIAL.map(u32::cast_signed);
        let (abef, cdgh) = (_mm_set_epi32(a, b, e, f), _mm_set_epi32(c, d, g, h));
        Self { abef, cdgh, before: (abef, cdgh), words: [abef; 4] }
    }

    /// Begins a block of 64 bytes, to be followed by the steps 0 to 15.
    #[inline]
    #[target_feature(enable = "sse4.1,ssse3,sha")]
    fn begin(&mut self, block: [__m128i; 4]) {
        let big_endian = _mm_set_epi64x(0x0c0d_0e0f_0809_0a0b, 0x0405_0607_0001_0203);
        let [a, b, c, d] = block;
        self.words = [
            _mm_shuffle_epi8(a, big_endian),
            _mm_shuffle_epi8(b, big_endian),
            _mm_shuffle_epi8(c, big_endian),
            _mm_shuffle_epi8(d, big_endian),
        ];
        self.before = (self.abef, self.cdgh);
    }

    /// Four of the 64 rounds.
    #[inline]
    #[target_feature(enable = "sse4.1,ssse3,sha")]
    fn step(&mut self, step: usize) {
        let [a, b, c, d] = self.words;
        let words = if step < 4 {
            self.words[step]
        } else {
            let sum = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
            let next = _mm_sha256msg2_epu32(sum, d);
            self.words = [b, c, d, next];
            next
        };
        let [k, l, m, n] = CONSTANTS[step].map(u32::cast_signed);
        let sum = _mm_add_epi32(words, _mm_set_epi32(n, m, l, k));
        self.cdgh = _mm_sha256rnds2_epu32(self.cdgh, self.abef, sum);
        self.abef = _mm_sha256rnds2_epu32(self.abef, self.cdgh, _mm_shuffle_epi32(sum, 0x0e));
    }

    #[inline]
    #[target_feature(enable = "sse4.1,ssse3,sha")]
    fn end(&mut self) {
        self.abef = _mm_add_epi32(self.abef, self.before.0);
        self.cdgh = _mm_add_epi32(self.cdgh, self.before.1);
    }

    /// A whole block at once.
    #[inline]
    #[target_feature(enable = "sse4.1,ssse3,sha")]
    fn compress(&mut self, block: [__m128i; 4]) {
        self.begin(block);
        for step in 0..16 {
            self.step(step);
        }
        self.end();
    }

    /// The eight words big-endian: with the first one on top, all bytes the other way round.
    #[inline]
    #[target_feature(enable = "sse4.1,ssse3,sha")]
    fn digest(self) -> [u8; 32] {
        let backwards = _mm_set_epi64x(0x0001_0203_0405_0607, 0x0809_0a0b_0c0d_0e0f);
        let abcd = _mm_unpackhi_epi64(self.cdgh, self.abef);
        let efgh = _mm_unpacklo_epi64(self.cdgh, self.abef);
        let mut digest = [0; 32];
        store_pair(
            &mut digest,
            _mm_shuffle_epi8(abcd, backwards),
            _mm_shuffle_epi8(efgh, backwards),
        );
        digest
    }
}

/// FIPS 180-4 §5.3.3.
#[rustfmt::skip]
const INITIAL: [u32; 8] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
];

/// FIPS 180-4 §4.2.2, four rounds in a row.
#[rustfmt::skip]
const CONSTANTS: [[u32; 4]; 16] = [
    [0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5],
    [0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5],
    [0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3],
    [0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174],
    [0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc],
    [0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da],
    [0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7],
    [0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967],
    [0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13],
    [0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85],
    [0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3],
    [0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070],
    [0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5],
    [0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3],
    [0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208],
    [0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2],
];
