//! The kernel for every CPU, on the `aes` crate (which uses AES instructions where it finds them).

use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes256Dec, Aes256Enc, Block};

use super::kernel::{CtrBlocks, Kernel};
use super::lanes::Lane;
use crate::sha::sha256;

pub(super) static KERNEL: Kernel = Kernel {
    name: "portable",
    ige_encrypt,
    ige_decrypt,
    ige_encrypt_many,
    ige_decrypt_many,
    ige_decrypt_sha256,
    ctr: |key| Box::new(Ctr::new(key)),
};

fn ige_encrypt(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    let cipher = Aes256Enc::new(key.into());
    ige(iv, blocks, false, |block| cipher.encrypt_block(block));
}

fn ige_decrypt(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]) {
    let cipher = Aes256Dec::new(key.into());
    ige(iv, blocks, true, |block| cipher.decrypt_block(block));
}

fn ige_encrypt_many(streams: Vec<Lane<'_>>) {
    for stream in streams {
        ige_encrypt(stream.key, stream.iv, stream.blocks);
    }
}

fn ige_decrypt_many(streams: Vec<Lane<'_>>) {
    for stream in streams {
        ige_decrypt(stream.key, stream.iv, stream.blocks);
    }
}

fn ige_decrypt_sha256(
    key: &[u8; 32],
    iv: &mut [u8; 32],
    prefix: &[u8; 32],
    blocks: &mut [[u8; 16]],
) -> [u8; 32] {
    ige_decrypt(key, iv, blocks);
    prefixed_sha256(prefix, blocks)
}

pub(super) fn prefixed_sha256(prefix: &[u8; 32], blocks: &[[u8; 16]]) -> [u8; 32] {
    sha256(&[prefix, blocks.as_flattened()])
}

/// Both directions are the same chain with the halves of the iv swapped:
/// output = cipher(input ⊕ previous output) ⊕ previous input.
fn ige(iv: &mut [u8; 32], blocks: &mut [[u8; 16]], decrypt: bool, cipher: impl Fn(&mut Block)) {
    let (ciphertext, plaintext) = halves(iv);
    let (mut output, mut input) =
        if decrypt { (plaintext, ciphertext) } else { (ciphertext, plaintext) };
    for block in blocks {
        let mut state = Block::from((u128::from_ne_bytes(*block) ^ output).to_ne_bytes());
        cipher(&mut state);
        output = u128::from_ne_bytes(state.into()) ^ input;
        input = u128::from_ne_bytes(*block);
        *block = output.to_ne_bytes();
    }
    let (ciphertext, plaintext) = if decrypt { (input, output) } else { (output, input) };
    iv[..16].copy_from_slice(&ciphertext.to_ne_bytes());
    iv[16..].copy_from_slice(&plaintext.to_ne_bytes());
}

fn halves(iv: &[u8; 32]) -> (u128, u128) {
    let (mut low, mut high) = ([0; 16], [0; 16]);
    low.copy_from_slice(&iv[..16]);
    high.copy_from_slice(&iv[16..]);
    (u128::from_ne_bytes(low), u128::from_ne_bytes(high))
}

struct Ctr(Aes256Enc);

impl Ctr {
    fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Enc::new(key.into()))
    }
}

impl CtrBlocks for Ctr {
    fn apply(&self, counter: u128, blocks: &mut [[u8; 16]]) {
        // Several blocks at once: the crate's backends work on up to eight in parallel.
        let mut counter = counter;
        for group in blocks.chunks_mut(8) {
            let mut keystream = [Block::default(); 8];
            for block in &mut keystream {
                *block = counter.to_be_bytes().into();
                counter = counter.wrapping_add(1);
            }
            counter = counter.wrapping_sub((keystream.len() - group.len()) as u128);
            self.0.encrypt_blocks(&mut keystream);
            for (block, key) in group.iter_mut().zip(keystream) {
                *block =
                    (u128::from_ne_bytes(*block) ^ u128::from_ne_bytes(key.into())).to_ne_bytes();
            }
        }
    }
}
