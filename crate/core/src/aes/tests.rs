use proptest::prelude::*;

use super::*;
use crate::vectors::{Json, cases, cases_of};

/// CRC-32 (the zip one), the checksum of the vectors' long cases.
fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// The generator that vectors/ige.json describes: plaintext, key and iv for a length.
fn generated<const IV: usize>(length: usize) -> (Vec<u8>, [u8; 32], [u8; IV]) {
    let mut seed = length as u32;
    let mut bytes = |count: usize| -> Vec<u8> {
        (0..count)
            .map(|_| {
                seed = seed.wrapping_mul(123_457_567).wrapping_add(987_651_241);
                (seed >> 23) as u8
            })
            .collect()
    };
    (bytes(length), bytes(32).try_into().unwrap(), bytes(IV).try_into().unwrap())
}

fn crc_of(case: &Json, name: &str) -> u32 {
    u32::from_str_radix(case.text(name), 16).unwrap()
}

#[test]
fn portable_is_always_there_and_last() {
    let all = kernels();
    assert_eq!(all.last().unwrap().name(), "portable");
    assert_eq!(kernel_named("portable").unwrap().name(), "portable");
    assert!(kernel_named("abacus").is_none());
}

#[test]
fn choice_is_made_once_and_named() {
    let chosen = kernel().name();
    assert_eq!(select(chosen).unwrap().name(), chosen);
    let unknown = select("abacus").unwrap_err();
    assert_eq!(unknown.code(), "ERR_AES_KERNEL_UNKNOWN");
    assert!(unknown.to_string().contains("portable"));
    if chosen != "portable" {
        assert_eq!(select("portable").unwrap_err(), SelectError::Chosen { name: chosen });
    }
}

#[test]
fn ige_matches_the_known_answers() {
    for kernel in kernels() {
        for case in cases("ige") {
            if case.kind() == Some("lcg_crc") {
                let (mut data, key, iv) = generated::<32>(case.number("length") as usize);
                let plaintext = data.clone();
                assert_eq!((key, iv), (case.array("key"), case.array("iv")));
                kernel.ige_encrypt(&key, &mut iv.clone(), &mut data).unwrap();
                assert_eq!(crc32(&data), crc_of(&case, "ciphertext_crc32"), "{kernel:?}");
                assert!(data.starts_with(&case.bytes("ciphertext_head")));
                kernel.ige_decrypt(&key, &mut iv.clone(), &mut data).unwrap();
                assert_eq!(data, plaintext, "{kernel:?}");
            } else {
                let (key, iv) = (case.array("key"), case.array("iv"));
                let mut data = case.bytes("plaintext");
                kernel.ige_encrypt(&key, &mut iv.clone(), &mut data).unwrap();
                assert_eq!(data, case.bytes("ciphertext"), "{kernel:?} {}", case.text("name"));
                kernel.ige_decrypt(&key, &mut iv.clone(), &mut data).unwrap();
                assert_eq!(data, case.bytes("plaintext"), "{kernel:?} {}", case.text("name"));
            }
        }
    }
}

#[test]
fn ctr_matches_the_known_answers() {
    for kernel in kernels() {
        for case in cases_of("ctr", "lcg_crc") {
            let (plaintext, key, iv) = generated::<16>(case.number("length") as usize);
            assert_eq!((key, iv), (case.array("key"), case.array("iv")));
            for (iv, crc) in [(iv, "crc32"), ([0xff; 16], "crc32_with_iv_all_ff")] {
                let mut data = plaintext.clone();
                kernel.ctr(&key, &iv).apply(&mut data);
                assert_eq!(crc32(&data), crc_of(&case, crc), "{kernel:?} {crc}");
            }
        }
        for case in cases("ctr").iter().filter(|case| case.kind().is_none()) {
            let mut ctr = kernel.ctr(&case.array("key"), &case.array("iv"));
            let whole = [case.clone()];
            let chunks = case.optional("chunks").map_or(&whole[..], |_| case.list("chunks"));
            for chunk in chunks {
                let mut data = chunk.bytes("plaintext");
                ctr.apply(&mut data);
                assert_eq!(data, chunk.bytes("ciphertext"), "{kernel:?} {}", case.text("name"));
            }
        }
    }
}

#[test]
fn ige_refuses_a_broken_block_and_changes_nothing() {
    for length in [1, 15, 17, 31, 1023] {
        let mut data = vec![7; length];
        assert_eq!(ige_encrypt(&[1; 32], &[2; 32], &mut data), Err(LengthError { length }));
        assert_eq!(ige_decrypt(&[1; 32], &[2; 32], &mut data), Err(LengthError { length }));
        assert_eq!(data, vec![7; length]);
    }
}

#[test]
fn every_kernel_equals_portable_at_every_length_and_alignment() {
    let portable = kernel_named("portable").unwrap();
    let (text, key, iv) = generated::<32>(1024 + 16);
    for kernel in kernels() {
        for length in (0..=1024).step_by(16) {
            let shift = length / 16 % 16;
            for encrypt in [true, false] {
                let run = |kernel: &Kernel| {
                    let (mut data, mut iv) = (text.clone(), iv);
                    let part = &mut data[shift..shift + length];
                    if encrypt {
                        kernel.ige_encrypt(&key, &mut iv, part).unwrap();
                    } else {
                        kernel.ige_decrypt(&key, &mut iv, part).unwrap();
                    }
                    (data, iv)
                };
                assert_eq!(run(kernel), run(portable), "{kernel:?} {length}+{shift}");
            }
        }
    }
}

#[test]
fn ctr_carries_through_every_word_of_the_counter() {
    let portable = kernel_named("portable").unwrap();
    let carries = [(1u128 << 32) - 3, (1 << 64) - 5, (1 << 96) - 17, u128::MAX - 6, 0];
    for kernel in kernels() {
        for counter in carries {
            let run = |kernel: &Kernel| {
                let mut data = vec![0; 16 * 37 + 5];
                kernel.ctr(&[9; 32], &counter.to_be_bytes()).apply(&mut data);
                data
            };
            let whole = run(kernel);
            assert_eq!(whole, run(portable), "{kernel:?} {counter:x}");
            // Block n of the stream is block 0 of a stream that starts n later.
            let mut twentieth = [0; 16];
            let later = counter.wrapping_add(20).to_be_bytes();
            kernel.ctr(&[9; 32], &later).apply(&mut twentieth);
            assert_eq!(whole[320..336], twentieth);
        }
    }
}

proptest! {
    #[test]
    fn ige_in_pieces_equals_ige_at_once(
        key: [u8; 32], iv: [u8; 32],
        pieces in proptest::collection::vec(0usize..9, 0..8),
        seed: u8,
    ) {
        let length = 16 * pieces.iter().sum::<usize>();
        let text: Vec<u8> = (0..length).map(|i| (i as u8).wrapping_mul(31) ^ seed).collect();
        for kernel in kernels() {
            for step in [Kernel::ige_encrypt, Kernel::ige_decrypt] {
                let (mut whole, mut parts) = (text.clone(), text.clone());
                step(kernel, &key, &mut iv.clone(), &mut whole).unwrap();
                let (mut state, mut rest) = (iv, &mut parts[..]);
                for piece in &pieces {
                    let (now, later) = rest.split_at_mut(16 * piece);
                    step(kernel, &key, &mut state, now).unwrap();
                    rest = later;
                }
                prop_assert_eq!(&whole, &parts);
            }
        }
    }

    #[test]
    fn ctr_in_odd_chunks_equals_ctr_at_once(
        key: [u8; 32], iv: [u8; 16],
        chunks in proptest::collection::vec(0usize..200, 0..12),
    ) {
        let length: usize = chunks.iter().sum();
        let portable = kernel_named("portable").unwrap();
        let mut whole = vec![0x5a; length];
        portable.ctr(&key, &iv).apply(&mut whole);
        for kernel in kernels() {
            let mut parts = vec![0x5a; length];
            let (mut ctr, mut rest) = (kernel.ctr(&key, &iv), &mut parts[..]);
            for chunk in &chunks {
                let (now, later) = rest.split_at_mut(*chunk);
                ctr.apply(now);
                rest = later;
            }
            prop_assert_eq!(&whole, &parts);
        }
    }
}
