use heliogram_core::srp::PasswordAlgorithm;
use zeroize::Zeroizing;

use crate::bytes::Bytes;

/// A password with the parameters of its account, copied for a task.
pub struct Password {
    /// UTF-8, as typed.
    pub(super) text: Zeroizing<Vec<u8>>,
    salt1: Vec<u8>,
    salt2: Vec<u8>,
    g: i32,
    prime: Vec<u8>,
}

impl Password {
    pub(crate) fn copy(
        text: &Bytes<'_>,
        salt1: &Bytes<'_>,
        salt2: &Bytes<'_>,
        g: i32,
        prime: &Bytes<'_>,
    ) -> Self {
        Self {
            text: text.to_vec().into(),
            salt1: salt1.to_vec(),
            salt2: salt2.to_vec(),
            g,
            prime: prime.to_vec(),
        }
    }

    pub(super) fn algorithm(&self) -> PasswordAlgorithm<'_> {
        PasswordAlgorithm { salt1: &self.salt1, salt2: &self.salt2, g: self.g, prime: &self.prime }
    }
}
