//! The TL reader, asked for anything, and the writer that must undo it.

use heliogram_core::tl::{Reader, Writer};

use crate::input::Input;

/// The first byte tells how many questions follow; the rest is what is read.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let count = usize::from(input.byte());
    let questions = input.take(count);
    let bytes = input.rest();
    let mut reader = Reader::new(bytes);
    for question in questions {
        let before = reader.position();
        match question % 8 {
            0 => _ = reader.u32(),
            1 => _ = reader.i64(),
            2 => _ = reader.array::<16>(),
            3 => {
                if let Ok(content) = reader.bytes() {
                    let mut writer = Writer::new();
                    writer.bytes(content).expect("what was read can be written");
                    // The padding may hold anything, and a short length may be written long.
                    let mut again = Reader::new(writer.as_bytes());
                    assert_eq!(again.bytes(), Ok(content));
                    assert_eq!(again.remaining(), 0);
                }
            }
            4 => {
                if let Ok(count) = reader.vector(4) {
                    assert!(count * 4 <= reader.remaining());
                }
            }
            5 => {
                if let Ok(count) = reader.bare_vector(8) {
                    assert!(count * 8 <= reader.remaining());
                }
            }
            6 => _ = reader.expect(0x1cb5_c415),
            _ => _ = reader.raw(usize::from(*question)),
        }
        assert!(reader.position() >= before);
        assert_eq!(reader.position() + reader.remaining(), bytes.len());
        assert_eq!(reader.rest().len(), reader.remaining());
    }
}
