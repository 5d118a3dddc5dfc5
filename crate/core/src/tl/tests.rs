use proptest::prelude::*;

use super::*;

fn written(content: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.bytes(content).unwrap();
    writer.into_bytes()
}

#[test]
fn bytes_take_the_short_form_up_to_253() {
    assert_eq!(written(b""), [0, 0, 0, 0]);
    assert_eq!(written(b"abc"), *b"\x03abc");
    assert_eq!(written(b"abcd"), *b"\x04abcd\0\0\0");
    assert_eq!(written(&[7; 253]).len(), 256);
    assert_eq!(written(&[7; 253])[0], 253);
    assert_eq!(written(&[7; 254])[..4], [0xfe, 254, 0, 0]);
    assert_eq!(written(&[7; 254]).len(), 260);
}

#[test]
fn bytes_beyond_three_length_bytes_are_refused() {
    let mut writer = Writer::new();
    assert_eq!(
        writer.bytes(&vec![0; MAX_BYTES + 1]).unwrap_err(),
        TlError::BytesTooLong { length: MAX_BYTES + 1 }
    );
    assert!(writer.as_bytes().is_empty());
    assert!(writer.bytes(&vec![0; MAX_BYTES]).is_ok());
}

#[test]
fn reader_accepts_the_long_form_of_a_short_string_and_any_padding() {
    let mut reader = Reader::new(b"\xfe\x02\x00\x00hi\xaa\xbb....");
    assert_eq!(reader.bytes(), Ok(&b"hi"[..]));
    assert_eq!((reader.position(), reader.rest()), (8, &b"...."[..]));
}

#[test]
fn reader_refuses_the_reserved_length() {
    assert_eq!(Reader::new(&[0xff; 12]).bytes(), Err(TlError::ReservedLength));
}

#[test]
fn reader_reports_what_is_missing() {
    assert_eq!(Reader::new(&[1, 2]).u32(), Err(TlError::UnexpectedEnd { needed: 4, left: 2 }));
    assert_eq!(Reader::new(b"\x05abc").bytes(), Err(TlError::UnexpectedEnd { needed: 5, left: 3 }));
    // The padding is part of the field.
    assert_eq!(Reader::new(b"\x02ab").bytes(), Err(TlError::UnexpectedEnd { needed: 1, left: 0 }));
}

#[test]
fn vector_count_is_bounded_by_the_bytes_left() {
    let mut writer = Writer::new();
    writer.vector(u32::MAX).u64(1).u64(2);
    assert_eq!(
        Reader::new(writer.as_bytes()).vector(8),
        Err(TlError::VectorTooLong { count: u32::MAX, most: 2 })
    );
    let mut writer = Writer::new();
    writer.vector(2).u64(1).u64(2);
    assert_eq!(Reader::new(writer.as_bytes()).vector(8), Ok(2));
}

#[test]
fn expect_names_both_constructors() {
    assert_eq!(
        Reader::new(&1u32.to_le_bytes()).expect(VECTOR),
        Err(TlError::UnexpectedConstructor { expected: VECTOR, got: 1 })
    );
}

proptest! {
    #[test]
    fn bytes_read_back_as_written(content in proptest::collection::vec(any::<u8>(), 0..600)) {
        let bytes = written(&content);
        prop_assert_eq!(bytes.len() % 4, 0);
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(reader.bytes(), Ok(&content[..]));
        prop_assert_eq!(reader.remaining(), 0);
    }

    #[test]
    fn any_bytes_are_read_or_refused(input in proptest::collection::vec(any::<u8>(), 0..64)) {
        let mut reader = Reader::new(&input);
        while reader.bytes().is_ok() && reader.remaining() > 0 {}
        let _ = reader.vector(4);
        let _ = reader.array::<16>();
        prop_assert!(reader.position() <= input.len());
    }
}
