use crypto_bigint::U2048;

/// Big-endian bytes as a number; leading zeros do not count, so any spelling of a number below
/// 2^2048 is read. `None` for greater ones.
pub(crate) fn number(bytes: &[u8]) -> Option<U2048> {
    pad256(bytes).map(|padded| U2048::from_be_slice(&padded))
}

/// Big-endian bytes without leading zeros: how TL carries numbers.
pub(crate) fn minimal(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// Big-endian bytes left-padded to 256: how numbers are hashed and stored. `None` if the number
/// does not fit.
pub(crate) fn pad256(bytes: &[u8]) -> Option<[u8; 256]> {
    let bytes = minimal(bytes);
    let mut padded = [0; 256];
    let at = padded.len().checked_sub(bytes.len())?;
    padded.get_mut(at..)?.copy_from_slice(bytes);
    Some(padded)
}

/// The number as 256 big-endian bytes.
pub(crate) fn to_bytes(number: &U2048) -> [u8; 256] {
    (*number).to_be_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_do_not_count() {
        assert_eq!(minimal(&[0, 0, 5, 0]), [5, 0]);
        assert_eq!(minimal(&[0, 0]), []);
        assert_eq!(number(&[0; 300]), Some(U2048::ZERO));
        assert_eq!(number(&[&[0; 9][..], &[1; 256]].concat()), number(&[1; 256]));
        assert_eq!(number(&[1; 257]), None);
    }

    #[test]
    fn padding_keeps_the_number() {
        let padded = pad256(&[0, 1, 2]).unwrap();
        assert_eq!(padded[253..], [0, 1, 2]);
        assert_eq!(to_bytes(&number(&padded).unwrap()), padded);
    }
}
