//! IGE lanes for the kernels with AES instructions, over vectors of one, two or four blocks.
//!
//! A vector holds one block of each of its streams; several vectors go through the rounds together,
//! so that the next instruction never waits for the one before it. The round keys differ from lane
//! to lane and are too many for the registers: they stand in a table, round by round in the order
//! of the lanes, from which the AES instructions read them as they are.

#![expect(unsafe_code, reason = "vector intrinsics; the kernels check the CPU first")]

#[cfg(target_arch = "aarch64")]
use core::arch::aarch64::uint8x16_t as Block;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::__m128i as Block;

#[cfg(target_arch = "aarch64")]
use super::arm_ce::{Schedule, expand, ige_decrypt, ige_encrypt, invert};
use super::lanes::{Lane, Lanes};
#[cfg(target_arch = "x86_64")]
use super::x86_ni::{Schedule, expand, ige_decrypt, ige_encrypt, invert};

/// A register with one block of each of [`Vector::STREAMS`] streams.
///
/// # Safety
/// The type is `STREAMS` times 16 bytes of plain data, for which all bit patterns are valid.
pub(super) unsafe trait Vector: Copy {
    /// Blocks in the register.
    const STREAMS: usize;

    /// The blocks `offset` bytes behind each of the first `STREAMS` places.
    ///
    /// # Safety
    /// The CPU has the implementation's features; `starts` has `STREAMS` places; each block is
    /// readable.
    unsafe fn gather(starts: &[*mut u8], offset: usize) -> Self;

    /// Writes the blocks to where [`Vector::gather`] reads them.
    ///
    /// # Safety
    /// As for `gather`, and each block is writable.
    unsafe fn scatter(self, starts: &[*mut u8], offset: usize);

    /// # Safety
    /// The CPU has the implementation's features, as for every function below.
    unsafe fn xor(self, other: Self) -> Self;

    /// One of the rounds 1 to 13, of the cipher or the equivalent inverse cipher.
    ///
    /// # Safety
    /// As for `xor`.
    unsafe fn round<const ENCRYPT: bool>(self, key: Self) -> Self;

    /// Round 14.
    ///
    /// # Safety
    /// As for `xor`.
    unsafe fn last_round<const ENCRYPT: bool>(self, key: Self) -> Self;
}

/// The most lanes of any kernel.
const MAX: usize = 16;

/// The round keys of `VECTORS` vectors of lanes; wiped when dropped.
pub(super) struct Keys<V: Vector, const VECTORS: usize>([[V; VECTORS]; 15]);

impl<V: Vector, const VECTORS: usize> Keys<V, VECTORS> {
    /// Lanes in the table.
    pub(super) const LANES: usize = {
        assert!(VECTORS * V::STREAMS <= MAX);
        VECTORS * V::STREAMS
    };

    /// A table of zeros.
    pub(super) fn new() -> Self {
        // SAFETY: `Vector` promises that zeros are a value.
        unsafe { core::mem::zeroed() }
    }

    fn rows(&mut self) -> impl Iterator<Item = &mut [Block]> {
        let lanes = VECTORS * V::STREAMS;
        // SAFETY: a row is `lanes` blocks of plain data, and at least as aligned as a block.
        self.0.iter_mut().map(move |row| unsafe {
            core::slice::from_raw_parts_mut(row.as_mut_ptr().cast::<Block>(), lanes)
        })
    }

    pub(super) fn set(&mut self, lane: usize, schedule: &Schedule) {
        for (row, key) in self.rows().zip(&schedule.0) {
            row[lane] = *key;
        }
    }

    pub(super) fn copy(&mut self, from: usize, to: usize) {
        if from != to {
            self.rows().for_each(|row| row[to] = row[from]);
        }
    }

    /// Processes `count` blocks of every stream with the first `USED` vectors of lanes.
    ///
    /// # Safety
    /// The CPU has the features of `V`.
    #[inline(always)]
    pub(super) unsafe fn advance<const ENCRYPT: bool, const USED: usize>(
        &mut self,
        streams: &mut [Lane<'_>],
        count: usize,
    ) {
        const { assert!(USED <= VECTORS) };
        let (mut ivs, mut starts) = ([core::ptr::null_mut(); MAX], [core::ptr::null_mut(); MAX]);
        assert!((1..=USED * V::STREAMS).contains(&streams.len()));
        for (lane, stream) in streams.iter_mut().enumerate() {
            assert!(stream.blocks.len() >= count);
            ivs[lane] = stream.iv.as_mut_ptr();
            starts[lane] = stream.blocks.as_mut_ptr().cast::<u8>();
        }
        // A lane without a stream repeats the first one: the same steps with the same results,
        // written to the same place.
        for spare in streams.len()..USED * V::STREAMS {
            self.copy(0, spare);
            (ivs[spare], starts[spare]) = (ivs[0], starts[0]);
        }
        // SAFETY: the features are the caller's promise. Every place stands for `count` blocks or
        // an iv that are borrowed mutably until here; two are either the same or do not overlap,
        // and of two that are the same both are read before one is written.
        unsafe { ige::<V, ENCRYPT, USED, VECTORS>(&self.0, &ivs, &starts, count) }
    }
}

impl<V: Vector, const VECTORS: usize> Drop for Keys<V, VECTORS> {
    fn drop(&mut self) {
        for key in self.0.as_flattened_mut() {
            // SAFETY: a valid, aligned place, and zeros are a value; volatile so that it is not
            // left out.
            unsafe { core::ptr::write_volatile(key, core::mem::zeroed()) };
        }
    }
}

/// What processes blocks with some of the vectors, compiled for the features that `V` needs.
type Advance<V, const VECTORS: usize> = unsafe fn(&mut Keys<V, VECTORS>, &mut [Lane<'_>], usize);

/// The lanes of a kernel with their keys.
pub(super) struct VectorLanes<V: Vector, const VECTORS: usize, const ENCRYPT: bool> {
    keys: Keys<V, VECTORS>,
    advance: Advance<V, VECTORS>,
}

impl<V: Vector, const VECTORS: usize, const ENCRYPT: bool> VectorLanes<V, VECTORS, ENCRYPT> {
    /// # Safety
    /// The CPU has AES instructions and the features that `advance` asks for.
    pub(super) unsafe fn new(advance: Advance<V, VECTORS>) -> Self {
        Self { keys: Keys::new(), advance }
    }
}

impl<V: Vector, const VECTORS: usize, const ENCRYPT: bool> Lanes
    for VectorLanes<V, VECTORS, ENCRYPT>
{
    const COUNT: usize = Keys::<V, VECTORS>::LANES;

    fn set_key(&mut self, to: usize, key: &[u8; 32]) {
        // SAFETY: whoever made the lanes has promised AES instructions.
        let schedule = unsafe { if ENCRYPT { expand(key) } else { invert(&expand(key)) } };
        self.keys.set(to, &schedule);
    }

    fn copy_key(&mut self, from: usize, to: usize) {
        self.keys.copy(from, to);
    }

    fn advance(&mut self, streams: &mut [Lane<'_>], count: usize) {
        // One alone has nothing to gain from wide registers.
        if let [stream] = streams {
            let one = if ENCRYPT { ige_encrypt } else { ige_decrypt };
            return one(stream.key, stream.iv, &mut stream.blocks[..count]);
        }
        // SAFETY: whoever made the lanes has promised these features.
        unsafe { (self.advance)(&mut self.keys, streams, count) }
    }
}

/// # Safety
/// The CPU has the features of `V`. The first `USED · V::STREAMS` of `ivs` are places of 32 bytes,
/// those of `starts` of `16 · count` bytes, all readable and writable.
#[inline(always)]
unsafe fn ige<V: Vector, const ENCRYPT: bool, const USED: usize, const VECTORS: usize>(
    keys: &[[V; VECTORS]; 15],
    ivs: &[*mut u8; MAX],
    starts: &[*mut u8; MAX],
    count: usize,
) {
    // Where the halves of the iv are: decryption is the same chain with the halves swapped.
    let (output_at, input_at) = if ENCRYPT { (0, 16) } else { (16, 0) };
    // SAFETY: the caller's promise is that of every call here; `USED ≤ VECTORS`, and
    // `VECTORS · V::STREAMS ≤ MAX`.
    unsafe {
        let zero: V = core::mem::zeroed();
        let (mut output, mut previous) = ([zero; USED], [zero; USED]);
        for v in 0..USED {
            output[v] = V::gather(&ivs[v * V::STREAMS..], output_at);
            previous[v] = V::gather(&ivs[v * V::STREAMS..], input_at);
        }
        for block in 0..count {
            let (mut state, mut input) = ([zero; USED], [zero; USED]);
            for v in 0..USED {
                input[v] = V::gather(&starts[v * V::STREAMS..], 16 * block);
                state[v] = input[v].xor(output[v]).xor(keys[0][v]);
            }
            for row in &keys[1..14] {
                for v in 0..USED {
                    state[v] = state[v].round::<ENCRYPT>(row[v]);
                }
            }
            for v in 0..USED {
                // The chaining xor goes into the last round's key, off the path of the rounds.
                let last = keys[14][v].xor(previous[v]);
                output[v] = state[v].last_round::<ENCRYPT>(last);
                previous[v] = input[v];
                output[v].scatter(&starts[v * V::STREAMS..], 16 * block);
            }
        }
        for v in 0..USED {
            output[v].scatter(&ivs[v * V::STREAMS..], output_at);
            previous[v].scatter(&ivs[v * V::STREAMS..], input_at);
        }
    }
}
