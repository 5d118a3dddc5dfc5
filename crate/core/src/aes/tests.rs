use proptest::prelude::*;

use super::*;
use crate::sha::sha256;
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
fn cpu_with_aes_instructions_has_a_kernel_for_them() {
    #[cfg(target_arch = "aarch64")]
    let wanted = std::arch::is_aarch64_feature_detected!("aes").then_some("armv8-ce");
    #[cfg(target_arch = "x86_64")]
    let wanted = std::arch::is_x86_feature_detected!("aes").then_some("x86-ni");
    #[cfg(not(any(target_arch = "aarch64", target_arch = "x86_64")))]
    let wanted: Option<&str> = None;
    let names: Vec<_> = kernels().iter().map(|kernel| kernel.name()).collect();
    assert!(wanted.is_none_or(|wanted| names.contains(&wanted)), "{names:?}");
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
fn decryption_with_the_hash_equals_decryption_then_the_hash() {
    let portable = kernel_named("portable").unwrap();
    let prefix = core::array::from_fn(|n| n as u8);
    for kernel in kernels() {
        for length in (0..=1024).step_by(16).chain([65536, 65552]) {
            let shift = length / 16 % 16;
            let (mut data, key, mut iv) = generated::<32>(length + shift);
            let (mut other, mut other_iv) = (data.clone(), iv);
            let hash = kernel.ige_decrypt_sha256(&key, &mut iv, &prefix, &mut data[shift..]);
            portable.ige_decrypt(&key, &mut other_iv, &mut other[shift..]).unwrap();
            assert_eq!(data, other, "{kernel:?} {length}");
            assert_eq!(iv, other_iv, "{kernel:?} {length}");
            assert_eq!(hash, Ok(sha256(&[&prefix, &data[shift..]])), "{kernel:?} {length}");
        }
        let refused = kernel.ige_decrypt_sha256(&[1; 32], &mut [2; 32], &prefix, &mut [7; 17]);
        assert_eq!(refused, Err(LengthError { length: 17 }));
    }
}

/// Streams of these lengths (in blocks), each with its own key, iv and distance from alignment, on
/// one kernel: what becomes of all data and ivs.
fn many(kernel: &Kernel, encrypt: bool, lengths: &[usize], one_by_one: bool) -> Vec<Vec<u8>> {
    let mut cases: Vec<_> = lengths
        .iter()
        .enumerate()
        .map(|(n, blocks)| {
            let (mut data, key, iv) = generated::<32>(16 * blocks + 1000 * 16 + n % 16);
            data.truncate(16 * blocks + n % 16);
            (data, key, iv, n % 16)
        })
        .collect();
    let mut streams: Vec<_> = cases
        .iter_mut()
        .map(|(data, key, iv, shift)| Stream { key, iv, data: &mut data[*shift..] })
        .collect();
    let step = if encrypt { Kernel::ige_encrypt_many } else { Kernel::ige_decrypt_many };
    if one_by_one {
        let step = if encrypt { Kernel::ige_encrypt } else { Kernel::ige_decrypt };
        for stream in streams {
            step(kernel, stream.key, stream.iv, stream.data).unwrap();
        }
    } else {
        step(kernel, &mut streams).unwrap();
    }
    cases.into_iter().map(|(data, _, iv, _)| [&data, &iv[..]].concat()).collect()
}

#[test]
fn every_number_of_streams_gives_what_each_gives_alone() {
    let portable = kernel_named("portable").unwrap();
    for kernel in kernels() {
        for count in 0..=60 {
            let same = vec![count % 7 + 1; count];
            let mixed: Vec<_> = (0..count).map(|n| n * n % 23).collect();
            for lengths in [same, mixed] {
                for encrypt in [true, false] {
                    let together = many(kernel, encrypt, &lengths, false);
                    let alone = many(portable, encrypt, &lengths, true);
                    assert_eq!(together, alone, "{kernel:?} {lengths:?}");
                }
            }
        }
    }
}

#[test]
fn streams_with_a_broken_block_are_refused_and_none_is_changed() {
    for kernel in kernels() {
        let (mut ivs, mut data) = ([[2; 32]; 3], [vec![7; 32], vec![7; 33], vec![7; 16]]);
        let mut streams: Vec<_> = ivs
            .iter_mut()
            .zip(&mut data)
            .map(|(iv, data)| Stream { key: &[1; 32], iv, data })
            .collect();
        let error = Err(LengthError { length: 33 });
        assert_eq!(kernel.ige_encrypt_many(&mut streams), error);
        assert_eq!(kernel.ige_decrypt_many(&mut streams), error);
        assert!(data.iter().flatten().all(|&byte| byte == 7));
        assert_eq!(ivs, [[2; 32]; 3]);
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
    fn streams_of_any_lengths_give_what_each_gives_alone(
        lengths in proptest::collection::vec(0usize..40, 0..80), encrypt: bool,
    ) {
        let portable = kernel_named("portable").unwrap();
        let alone = many(portable, encrypt, &lengths, true);
        for kernel in kernels() {
            prop_assert_eq!(&many(kernel, encrypt, &lengths, false), &alone);
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
