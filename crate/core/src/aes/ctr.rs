use core::fmt;

use zeroize::Zeroize;

use super::kernel::{CtrBlocks, Kernel, kernel};

/// A running AES-256-CTR stream: encrypts and decrypts alike, in chunks of any length.
pub struct Ctr {
    /// The expanded key.
    cipher: Box<dyn CtrBlocks>,
    /// Counter of the next whole block.
    counter: u128,
    /// Keystream of the last block that was used in part.
    keystream: [u8; 16],
    /// How much of `keystream` is used up, 16 = all.
    used: usize,
}

impl Ctr {
    /// A stream on the kernel in use, at the counter `iv` (16 bytes, big-endian).
    pub fn new(key: &[u8; 32], iv: &[u8; 16]) -> Self {
        Self::on(kernel(), key, iv)
    }

    pub(super) fn on(kernel: &Kernel, key: &[u8; 32], iv: &[u8; 16]) -> Self {
        Self {
            cipher: (kernel.ctr)(key),
            counter: u128::from_be_bytes(*iv),
            keystream: [0; 16],
            used: 16,
        }
    }

    /// Xors the next `data.len()` bytes of keystream into `data`.
    pub fn apply(&mut self, data: &mut [u8]) {
        let unused = self.keystream.get(self.used..).unwrap_or_default();
        let (head, data) = data.split_at_mut(unused.len().min(data.len()));
        xor(head, unused);
        self.used += head.len();

        let (blocks, tail) = data.as_chunks_mut();
        self.cipher.apply(self.counter, blocks);
        self.counter = self.counter.wrapping_add(blocks.len() as u128);

        if !tail.is_empty() {
            self.keystream = [0; 16];
            self.cipher.apply(self.counter, core::slice::from_mut(&mut self.keystream));
            self.counter = self.counter.wrapping_add(1);
            xor(tail, &self.keystream);
            self.used = tail.len();
        }
    }
}

fn xor(data: &mut [u8], keystream: &[u8]) {
    for (byte, key) in data.iter_mut().zip(keystream) {
        *byte ^= key;
    }
}

impl Drop for Ctr {
    fn drop(&mut self) {
        self.keystream.zeroize();
        self.counter.zeroize();
    }
}

impl fmt::Debug for Ctr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ctr")
    }
}
