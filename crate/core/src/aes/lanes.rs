//! Independent IGE streams in step.
//!
//! One stream is a chain of AES rounds and leaves most of the CPU idle; several streams, each in
//! its own *lane*, fill it. This file deals streams of any number and length to the lanes of a
//! kernel: all lanes go on by as many blocks as the shortest of them has left, then a lane that is
//! through takes the next stream.

use core::cmp::Reverse;

use super::ige::{LengthError, blocks_of};

/// A stream for [`ige_encrypt_many`](super::ige_encrypt_many) and its inverse.
pub struct Stream<'a> {
    /// The AES-256 key.
    pub key: &'a [u8; 32],
    /// Previous ciphertext block, then previous plaintext block; changed so that another call goes
    /// on where this one ends.
    pub iv: &'a mut [u8; 32],
    /// Changed in place; whole blocks of 16 bytes.
    pub data: &'a mut [u8],
}

/// Keys and data are secrets: only the length is shown.
impl core::fmt::Debug for Stream<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Stream({} bytes)", self.data.len())
    }
}

/// A [`Stream`] with what is left of its data, as blocks.
pub(super) struct Lane<'a> {
    pub(super) key: &'a [u8; 32],
    pub(super) iv: &'a mut [u8; 32],
    pub(super) blocks: &'a mut [[u8; 16]],
}

impl<'a> Lane<'a> {
    /// All streams as lanes, or the first length that is not whole blocks.
    pub(super) fn of(streams: &'a mut [Stream<'_>]) -> Result<Vec<Self>, LengthError> {
        let lane = |stream: &'a mut Stream<'_>| {
            Ok(Self { key: stream.key, iv: stream.iv, blocks: blocks_of(stream.data)? })
        };
        streams.iter_mut().map(lane).collect()
    }
}

/// A kernel's lanes for one direction, with a key in each.
pub(super) trait Lanes {
    /// How many there are.
    const COUNT: usize;

    /// Gives lane `to` the key of its new stream.
    fn set_key(&mut self, to: usize, key: &[u8; 32]);

    /// Gives lane `to` the key that lane `from` has.
    fn copy_key(&mut self, from: usize, to: usize);

    /// Processes the first `count` blocks of every stream, the n-th under the key of lane n. There
    /// are 1 to [`Lanes::COUNT`] streams and each has that many blocks.
    fn advance(&mut self, streams: &mut [Lane<'_>], count: usize);
}

/// Runs all streams to their ends.
pub(super) fn run<L: Lanes>(lanes: &mut L, mut streams: Vec<Lane<'_>>) {
    // The longest first: the last streams to end should be few and short, as they run alone.
    streams.sort_unstable_by_key(|stream| Reverse(stream.blocks.len()));
    let mut waiting = streams.into_iter().filter(|stream| !stream.blocks.is_empty());
    let mut active: Vec<Lane<'_>> = Vec::with_capacity(L::COUNT);
    loop {
        while active.len() < L::COUNT {
            let Some(next) = waiting.next() else { break };
            lanes.set_key(active.len(), next.key);
            active.push(next);
        }
        let Some(count) = active.iter().map(|stream| stream.blocks.len()).min() else { return };
        lanes.advance(&mut active, count);
        for at in (0..active.len()).rev() {
            let stream = &mut active[at];
            stream.blocks =
                core::mem::take(&mut stream.blocks).get_mut(count..).unwrap_or_default();
            if stream.blocks.is_empty() {
                // The last lane takes the place of the one that is through.
                lanes.copy_key(active.len() - 1, at);
                active.swap_remove(at);
            }
        }
    }
}
