use proptest::prelude::*;

use super::*;
use crate::aes::ige_decrypt;
use crate::kdf::AesKeyIv;
use crate::vectors::{Json, cases_of};

fn key_of(case: &Json) -> AuthKey {
    AuthKey::from_slice(&case.bytes("auth_key")).unwrap()
}

fn side_of(case: &Json) -> Side {
    if case.text("direction") == "client_to_server" { Side::Client } else { Side::Server }
}

fn header_of(case: &Json) -> Header {
    Header {
        salt: i64::from_le_bytes(case.array("salt")),
        session_id: i64::from_le_bytes(case.array("session_id")),
        msg_id: i64::from_le_bytes(case.array("msg_id")),
        seq_no: case.number("seq_no") as i32,
    }
}

fn test_key() -> AuthKey {
    let bytes: Vec<u8> = (0..=255).collect();
    AuthKey::from_slice(&bytes).unwrap()
}

const HEADER_OF_TESTS: Header = Header { salt: -1, session_id: 7, msg_id: 1 << 40, seq_no: 3 };

fn sealed(side: Side, body: &[u8], padding: usize) -> Vec<u8> {
    let mut packet = Vec::new();
    seal(&test_key(), side, &HEADER_OF_TESTS, body, &vec![9; padding], &mut packet).unwrap();
    packet
}

/// Seals a plaintext as it is, header and padding included: the way to lie about lengths.
fn seal_raw(plaintext: &[u8]) -> Vec<u8> {
    let key = test_key();
    let (_, msg_key) = split_large(&message_key_large(&key, Side::Server, plaintext));
    let AesKeyIv { key: aes, iv, .. } = &message_keys(&key, Side::Server, &msg_key);
    let mut data = plaintext.to_vec();
    ige_encrypt(aes, iv, &mut data).unwrap();
    [&key.id().to_le_bytes(), &msg_key[..], &data].concat()
}

fn plaintext(length: u32, total: usize) -> Vec<u8> {
    let mut bytes = vec![5; total];
    bytes[28..32].copy_from_slice(&length.to_le_bytes());
    bytes
}

#[test]
fn packets_match_the_known_answers() {
    for case in cases_of("kdf", "message_v2") {
        let (key, side, packet) = (key_of(&case), side_of(&case), case.bytes("packet"));
        if case.optional("body").is_none() {
            // No inner header: only the layers below.
            let text = case.bytes("plaintext_without_padding");
            let mut data = [text, case.bytes("padding")].concat();
            let (_, msg_key) = split_large(&message_key_large(&key, side, &data));
            let keys = message_keys(&key, side, &msg_key);
            ige_encrypt(&keys.key, &keys.iv, &mut data).unwrap();
            assert_eq!([&key.id().to_le_bytes(), &msg_key[..], &data].concat(), packet);
            continue;
        }
        let mut out = vec![0xee];
        let padding = case.bytes("padding");
        seal(&key, side, &header_of(&case), &case.bytes("body"), &padding, &mut out).unwrap();
        assert_eq!(out[1..], packet, "{}", case.text("name"));

        let surplus = case.bytes("also_accept_trailing_bytes_after_last_block");
        for surplus in [&[][..], &surplus] {
            let mut packet = [&packet, surplus].concat();
            let opened = open(&key, side, &mut packet).unwrap();
            assert_eq!(opened.header, header_of(&case));
            assert_eq!(packet[opened.body], case.bytes("body"));
        }
    }
}

#[test]
fn known_bad_packets_are_refused() {
    for case in cases_of("kdf", "message_v2_reject") {
        let session_id = i64::from_le_bytes(case.array("expected_session_id"));
        let mut packet = case.bytes("packet");
        match open(&key_of(&case), side_of(&case), &mut packet) {
            // The session's own check.
            Ok(opened) => {
                assert_eq!(case.text("name"), "session_id");
                assert_ne!(opened.header.session_id, session_id);
            }
            Err(error) => {
                assert_ne!(case.text("name"), "session_id");
                assert_eq!(error, OpenError::Integrity);
            }
        }
    }
}

#[test]
fn quick_ack_token_is_the_head_of_the_large_hash() {
    let padding = [1; 16];
    let token =
        seal(&test_key(), Side::Client, &HEADER_OF_TESTS, &[], &padding, &mut Vec::new()).unwrap();
    let plaintext = {
        let mut packet = Vec::new();
        seal(&test_key(), Side::Client, &HEADER_OF_TESTS, &[], &padding, &mut packet).unwrap();
        open(&test_key(), Side::Client, &mut packet).unwrap();
        packet.split_off(ENVELOPE)
    };
    let large = message_key_large(&test_key(), Side::Client, &plaintext);
    assert_eq!(token.to_le_bytes()[..3], large[..3]);
    assert_eq!(token.to_le_bytes()[3], large[3] | 0x80);
}

#[test]
fn every_flipped_bit_is_noticed() {
    let packet = sealed(Side::Server, b"four", 12);
    for bit in 0..8 * packet.len() {
        let mut packet = packet.clone();
        packet[bit / 8] ^= 1 << (bit % 8);
        let error = open(&test_key(), Side::Server, &mut packet).unwrap_err();
        assert_eq!(matches!(error, OpenError::AuthKeyId { .. }), bit < 64, "bit {bit}");
    }
}

#[test]
fn a_reflected_packet_is_refused_and_wiped() {
    let mut packet = sealed(Side::Client, b"four", 12);
    assert_eq!(open(&test_key(), Side::Server, &mut packet), Err(OpenError::Integrity));
    assert!(packet[ENVELOPE..].iter().all(|&byte| byte == 0));
}

#[test]
fn a_packet_of_another_key_names_its_id() {
    let mut packet = sealed(Side::Server, b"", 16);
    let other = AuthKey::from_slice(&[1; 256]).unwrap();
    let got = test_key().id();
    assert_eq!(open(&other, Side::Server, &mut packet), Err(OpenError::AuthKeyId { got }));
    assert_eq!(
        open(&other, Side::Server, &mut [0; 64]),
        Err(OpenError::AuthKeyId { got: 0 }),
        "plaintext"
    );
}

#[test]
fn lengths_that_lie_are_refused_although_the_hash_is_right() {
    let verdict = |length, total| {
        open(&test_key(), Side::Server, &mut seal_raw(&plaintext(length, total))).map(|o| o.body)
    };
    assert_eq!(verdict(4, 48), Ok(56..60));
    assert_eq!(verdict(0, 32 + 1024), Ok(56..56));
    assert_eq!(verdict(4, 32 + 4 + 12), Ok(56..60));
    for (length, total) in [
        (8, 48), // padding 8
        (2, 48), // not a multiple of 4
        (5, 64),
        (16, 48),            // no padding
        (20, 48),            // beyond the end
        (0, 32 + 1024 + 16), // padding 1040
        (u32::MAX, 48),      // negative
        (u32::MAX - 3, 48),
        (1 << 31, 48),
        (0x8000_0004, 64),
    ] {
        assert_eq!(verdict(length, total), Err(OpenError::Integrity), "{length} of {total}");
    }
}

#[test]
fn short_packets_are_refused() {
    for length in 0..24 + 48 {
        let mut packet = vec![0; length];
        let id = test_key().id().to_le_bytes();
        packet.iter_mut().zip(id).for_each(|(to, from)| *to = from);
        let error = open(&test_key(), Side::Server, &mut packet).unwrap_err();
        assert_eq!(error, OpenError::Integrity, "{length}");
    }
}

#[test]
fn impossible_bodies_and_paddings_are_not_sealed() {
    let seal = |body: &[u8], padding: usize| {
        let mut out = vec![1];
        let result =
            seal(&test_key(), Side::Client, &HEADER_OF_TESTS, body, &vec![0; padding], &mut out);
        assert_eq!(out.len() == 1, result.is_err());
        result
    };
    assert_eq!(seal(b"odd", 13), Err(SealError::BodyLength { length: 3 }));
    for padding in [0, 11, 15, 1025, 1040] {
        assert_eq!(seal(b"", padding), Err(SealError::PaddingLength { length: padding }));
    }
    assert!(seal(b"", 16).is_ok());
    assert!(seal(b"", 1024).is_ok());
}

#[test]
fn a_batch_gives_what_each_message_gives_alone() {
    let (key, text) = (test_key(), vec![0x3c; 8192]);
    for count in 0..40 {
        let drafts: Vec<_> = (0..count)
            .map(|n: usize| {
                let body = &text[..4 * (n * n * 37 % 2000)];
                let header = Header { msg_id: n as i64, ..HEADER_OF_TESTS };
                Draft { header, body, padding: &text[..padding_len(body.len(), n as u32)] }
            })
            .collect();
        let mut sealed = seal_many(&key, Side::Server, &drafts).unwrap();
        for (draft, sealed) in drafts.iter().zip(&sealed) {
            let Draft { header, body, padding } = draft;
            let mut packet = Vec::new();
            let token = seal(&key, Side::Server, header, body, padding, &mut packet).unwrap();
            assert_eq!(*sealed, Sealed { packet, quick_ack: token });
        }
        let mut packets: Vec<_> = sealed.iter_mut().map(|s| &mut s.packet[..]).collect();
        let opened = open_many(&key, Side::Server, &mut packets);
        assert_eq!(opened.len(), count);
        for ((draft, packet), opened) in drafts.iter().zip(&packets).zip(opened) {
            let opened = opened.unwrap();
            assert_eq!(opened.header, draft.header);
            assert_eq!(packet[opened.body], *draft.body);
        }
    }
}

#[test]
fn a_bad_packet_of_a_batch_is_wiped_and_the_others_open() {
    let mut packets: Vec<_> = (0..12).map(|n| sealed(Side::Server, &[n; 64], 16)).collect();
    packets[1][30] ^= 1; // content
    packets[2].truncate(40);
    packets[4][0] ^= 1; // auth key id
    packets[5] = sealed(Side::Client, &[5; 64], 16); // reflected
    let mut slices: Vec<_> = packets.iter_mut().map(|packet| &mut packet[..]).collect();
    let verdicts = open_many(&test_key(), Side::Server, &mut slices);
    for (n, verdict) in verdicts.into_iter().enumerate() {
        match n {
            1 | 5 => {
                assert_eq!(verdict, Err(OpenError::Integrity));
                assert!(packets[n][ENVELOPE..].iter().all(|&byte| byte == 0));
            }
            2 => assert_eq!(verdict, Err(OpenError::Integrity)),
            4 => assert!(matches!(verdict, Err(OpenError::AuthKeyId { .. }))),
            _ => assert_eq!(packets[n][verdict.unwrap().body], [n as u8; 64]),
        }
    }
}

#[test]
fn a_batch_with_an_impossible_draft_is_refused() {
    let good = Draft { header: HEADER_OF_TESTS, body: b"four", padding: &[0; 12] };
    let bad = Draft { body: b"odd", ..good };
    let refused = seal_many(&test_key(), Side::Client, &[good, bad]);
    assert_eq!(refused, Err(SealError::BodyLength { length: 3 }));
}

fn bind() -> v1::BindAuthKey {
    v1::BindAuthKey {
        nonce: -5,
        temp_auth_key_id: 77,
        perm_auth_key_id: test_key().id(),
        temp_session_id: 9,
        expires_at: 1_700_000_000,
    }
}

#[test]
fn binding_message_has_the_layout_of_the_spec() {
    let random: [u8; 24] = core::array::from_fn(|i| i as u8);
    let packet = v1::seal_bind(&test_key(), 0x55, &bind(), &random);
    assert_eq!(packet.len(), 104);
    assert_eq!(packet[..8], test_key().id().to_le_bytes());
    assert_eq!(v1::open_bind(&test_key(), &packet), Ok((0x55, bind())));

    let msg_key = packet[8..24].try_into().unwrap();
    let keys = crate::kdf::message_keys_v1(&test_key(), Side::Client, &msg_key);
    let mut inner = packet[24..].to_vec();
    ige_decrypt(&keys.key, &keys.iv, &mut inner).unwrap();
    assert_eq!(inner[..16], random[..16]);
    assert_eq!(inner[24..32], [0, 0, 0, 0, 40, 0, 0, 0]);
    assert_eq!(inner[72..], random[16..]);
    assert_eq!(msg_key, crate::kdf::message_key_v1(&inner[..72]));
}

#[test]
fn a_changed_binding_message_is_refused() {
    let packet = v1::seal_bind(&test_key(), 0x55, &bind(), &[3; 24]);
    for at in 8..96 {
        let mut packet = packet.clone();
        packet[at] ^= 1;
        assert_eq!(v1::open_bind(&test_key(), &packet), Err(OpenError::Integrity), "byte {at}");
    }
    for length in 0..packet.len() {
        assert!(v1::open_bind(&test_key(), &packet[..length]).is_err());
    }
    assert!(v1::open_bind(&AuthKey::from_slice(&[0; 256]).unwrap(), &packet).is_err());
}

proptest! {
    #[test]
    fn what_is_sealed_opens(
        words in 0usize..300, random: u32, salt: i64, session_id: i64, msg_id: i64, seq_no: i32,
        server: bool,
    ) {
        let header = Header { salt, session_id, msg_id, seq_no };
        let body: Vec<u8> = (0..4 * words).map(|i| i as u8).collect();
        let padding = vec![0xcc; padding_len(body.len(), random)];
        let side = if server { Side::Server } else { Side::Client };
        let mut packet = Vec::new();
        seal(&test_key(), side, &header, &body, &padding, &mut packet).unwrap();
        let opened = open(&test_key(), side, &mut packet).unwrap();
        prop_assert_eq!(opened.header, header);
        prop_assert_eq!(&packet[opened.body], &body[..]);
    }

    #[test]
    fn any_bytes_are_refused(mut packet in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(open(&test_key(), Side::Server, &mut packet).is_err());
        prop_assert!(v1::open_bind(&test_key(), &packet).is_err());
    }
}
