use super::RsaError;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// `AlgorithmIdentifier` of rsaEncryption, OBJECT IDENTIFIER 1.2.840.113549.1.1.1 with its tag.
const RSA_ENCRYPTION: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// A cursor over DER, just enough for RSA keys.
pub(super) struct Der<'a> {
    left: &'a [u8],
}

impl<'a> Der<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    /// The contents of the next element, which must have this tag.
    fn element(&mut self, tag: u8) -> Result<&'a [u8], RsaError> {
        let [first, length, rest @ ..] = self.left else { return Err(RsaError::Der) };
        let (length, rest) = match (length, rest) {
            (short @ 0..=0x7f, rest) => (usize::from(*short), rest),
            (0x81, [a, rest @ ..]) => (usize::from(*a), rest),
            (0x82, [a, b, rest @ ..]) => (usize::from(*a) << 8 | usize::from(*b), rest),
            _ => return Err(RsaError::Der),
        };
        let (content, rest) = rest.split_at_checked(length).ok_or(RsaError::Der)?;
        if *first != tag {
            return Err(RsaError::Der);
        }
        self.left = rest;
        Ok(content)
    }

    pub(super) fn sequence(&mut self) -> Result<Der<'a>, RsaError> {
        self.element(SEQUENCE).map(Der::new)
    }

    /// A non-negative INTEGER, big-endian; its sign byte may still stand in front.
    pub(super) fn unsigned(&mut self) -> Result<&'a [u8], RsaError> {
        match self.element(INTEGER)? {
            [] | [0x80..=0xff, ..] => Err(RsaError::Der),
            digits => Ok(digits),
        }
    }

    /// An element that wraps other DER.
    pub(super) fn octet_string(&mut self) -> Result<&'a [u8], RsaError> {
        self.element(OCTET_STRING)
    }

    /// An `AlgorithmIdentifier`, which must be rsaEncryption.
    pub(super) fn rsa_algorithm(&mut self) -> Result<(), RsaError> {
        let algorithm = self.sequence()?;
        if algorithm.left.starts_with(&RSA_ENCRYPTION) { Ok(()) } else { Err(RsaError::Algorithm) }
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<(), RsaError> {
        if self.left.is_empty() { Ok(()) } else { Err(RsaError::Der) }
    }
}

/// The PKCS#1 key inside a `SubjectPublicKeyInfo`.
pub(super) fn subject_public_key(bytes: &[u8]) -> Result<&[u8], RsaError> {
    let mut outer = Der::new(bytes);
    let mut info = outer.sequence()?;
    info.rsa_algorithm()?;
    // The first byte counts unused bits: none.
    let [0, key @ ..] = info.element(BIT_STRING)? else { return Err(RsaError::Der) };
    info.end()?;
    outer.end()?;
    Ok(key)
}
