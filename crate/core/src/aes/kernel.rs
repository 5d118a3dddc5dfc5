use core::fmt;
use std::sync::OnceLock;

use super::ige::{LengthError, blocks_of};
use super::lanes::{Lane, Stream};
use super::{Ctr, portable};

/// IGE over whole blocks. `iv` is the previous ciphertext block, then the previous plaintext
/// block; on return it is the iv that goes on with the next block.
pub(super) type Ige = fn(key: &[u8; 32], iv: &mut [u8; 32], blocks: &mut [[u8; 16]]);

/// IGE over independent streams, as [`Ige`] over each of them.
pub(super) type IgeMany = fn(streams: Vec<Lane<'_>>);

/// IGE decryption as in [`Ige`] that also gives the SHA-256 of `prefix`, then the plaintext.
pub(super) type IgeHash =
    fn(key: &[u8; 32], iv: &mut [u8; 32], prefix: &[u8; 32], blocks: &mut [[u8; 16]]) -> [u8; 32];

/// One CTR key, expanded in the way that a kernel wants it.
pub trait CtrBlocks: Send + Sync {
    /// Xors the keystream of the counters `counter`, `counter + 1`, … into the blocks; the counter
    /// wraps at 2^128 and stands big-endian in the cipher's input.
    fn apply(&self, counter: u128, blocks: &mut [[u8; 16]]);
}

/// AES for one kind of CPU: a name and functions.
pub struct Kernel {
    /// Stable, for logs, benchmarks and [`select`].
    pub(super) name: &'static str,
    pub(super) ige_encrypt: Ige,
    pub(super) ige_decrypt: Ige,
    pub(super) ige_encrypt_many: IgeMany,
    pub(super) ige_decrypt_many: IgeMany,
    pub(super) ige_decrypt_sha256: IgeHash,
    pub(super) ctr: fn(key: &[u8; 32]) -> Box<dyn CtrBlocks>,
}

impl Kernel {
    /// The kernel's stable name: `portable`, `x86-ni`, `armv8-ce` …
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Encrypts `data` in place. `iv` (previous ciphertext block, then previous plaintext block)
    /// is left so that the next call goes on where this one ends.
    ///
    /// # Errors
    /// [`LengthError`] if the length is no multiple of 16; nothing is changed then.
    pub fn ige_encrypt(
        &self,
        key: &[u8; 32],
        iv: &mut [u8; 32],
        data: &mut [u8],
    ) -> Result<(), LengthError> {
        (self.ige_encrypt)(key, iv, blocks_of(data)?);
        Ok(())
    }

    /// Decrypts `data` in place, with `iv` as in [`Kernel::ige_encrypt`].
    ///
    /// # Errors
    /// [`LengthError`] if the length is no multiple of 16; nothing is changed then.
    pub fn ige_decrypt(
        &self,
        key: &[u8; 32],
        iv: &mut [u8; 32],
        data: &mut [u8],
    ) -> Result<(), LengthError> {
        (self.ige_decrypt)(key, iv, blocks_of(data)?);
        Ok(())
    }

    /// Encrypts independent streams, as many in step as the kernel has lanes. The result is that of
    /// [`Kernel::ige_encrypt`] on each.
    ///
    /// # Errors
    /// [`LengthError`] if the length of any is no multiple of 16; nothing is changed then.
    pub fn ige_encrypt_many(&self, streams: &mut [Stream<'_>]) -> Result<(), LengthError> {
        (self.ige_encrypt_many)(Lane::of(streams)?);
        Ok(())
    }

    /// Decrypts independent streams, like [`Kernel::ige_encrypt_many`].
    ///
    /// # Errors
    /// [`LengthError`] if the length of any is no multiple of 16; nothing is changed then.
    pub fn ige_decrypt_many(&self, streams: &mut [Stream<'_>]) -> Result<(), LengthError> {
        (self.ige_decrypt_many)(Lane::of(streams)?);
        Ok(())
    }

    /// Decrypts like [`Kernel::ige_decrypt`] and returns the SHA-256 of `prefix`, then the plaintext:
    /// faster than the one after the other.
    ///
    /// # Errors
    /// [`LengthError`] if the length is no multiple of 16; nothing is changed then.
    pub fn ige_decrypt_sha256(
        &self,
        key: &[u8; 32],
        iv: &mut [u8; 32],
        prefix: &[u8; 32],
        data: &mut [u8],
    ) -> Result<[u8; 32], LengthError> {
        Ok((self.ige_decrypt_sha256)(key, iv, prefix, blocks_of(data)?))
    }

    /// A CTR stream on this kernel.
    pub fn ctr(&self, key: &[u8; 32], iv: &[u8; 16]) -> Ctr {
        Ctr::on(self, key, iv)
    }
}

impl fmt::Debug for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kernel({})", self.name)
    }
}

/// Why [`select`] did not take a kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SelectError {
    /// No kernel of that name runs on this CPU.
    Unknown {
        /// The name that was asked for.
        name: String,
    },
    /// Another kernel is in use already: the choice is made once.
    Chosen {
        /// The name of the kernel in use.
        name: &'static str,
    },
}

impl SelectError {
    /// The stable name of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "ERR_AES_KERNEL_UNKNOWN",
            Self::Chosen { .. } => "ERR_AES_KERNEL_CHOSEN",
        }
    }
}

impl fmt::Display for SelectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => {
                let known: Vec<_> = kernels().iter().map(|kernel| kernel.name).collect();
                write!(f, "no AES kernel {name:?} on this CPU, it has: {}", known.join(", "))
            }
            Self::Chosen { name } => write!(f, "the AES kernel {name} is in use already"),
        }
    }
}

impl core::error::Error for SelectError {}

static CHOSEN: OnceLock<&'static Kernel> = OnceLock::new();

/// The kernel in use: the best that this CPU has, unless [`select`] came first.
pub fn kernel() -> &'static Kernel {
    CHOSEN.get_or_init(|| kernels().first().copied().unwrap_or(&portable::KERNEL))
}

/// Every kernel that this CPU can run, best first; the portable one is always the last.
pub fn kernels() -> Vec<&'static Kernel> {
    #[cfg(target_arch = "x86_64")]
    let native =
        [super::x86_vaes512::kernel(), super::x86_vaes256::kernel(), super::x86_ni::kernel()];
    #[cfg(target_arch = "aarch64")]
    let native = [super::arm_ce::kernel()];
    #[cfg(not(any(target_arch = "aarch64", target_arch = "x86_64")))]
    let native: [Option<&'static Kernel>; 0] = [];
    native.into_iter().flatten().chain([&portable::KERNEL]).collect()
}

/// The kernel of that name, if this CPU can run it.
pub fn kernel_named(name: &str) -> Option<&'static Kernel> {
    kernels().into_iter().find(|kernel| kernel.name == name)
}

/// Makes the kernel of that name the one in use. To be called before anything is encrypted: later
/// the choice stands, and only the same name is accepted.
///
/// # Errors
/// [`SelectError`] for a name this CPU does not have, or when another kernel is in use.
pub fn select(name: &str) -> Result<&'static Kernel, SelectError> {
    let wanted =
        kernel_named(name).ok_or_else(|| SelectError::Unknown { name: name.to_owned() })?;
    let chosen = *CHOSEN.get_or_init(|| wanted);
    if chosen.name == wanted.name {
        Ok(chosen)
    } else {
        Err(SelectError::Chosen { name: chosen.name })
    }
}
