//! The codecs against the known answers of other implementations, and against each other.

use std::convert::Infallible;

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{SeedableRng, TryCryptoRng, TryRng};

use super::*;
use crate::vectors::{Json, cases_of, hex};

const KINDS: [TransportKind; 4] = [
    TransportKind::Abridged,
    TransportKind::Intermediate,
    TransportKind::Padded,
    TransportKind::Full,
];

/// Gives out recorded bytes, each once.
struct Recorded(Vec<u8>);

impl TryRng for Recorded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut word = [0; 4];
        self.try_fill_bytes(&mut word)?;
        Ok(u32::from_le_bytes(word))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut word = [0; 8];
        self.try_fill_bytes(&mut word)?;
        Ok(u64::from_le_bytes(word))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        let rest = self.0.split_off(out.len());
        out.copy_from_slice(&self.0);
        self.0 = rest;
        Ok(())
    }
}

impl TryCryptoRng for Recorded {}

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn plain(kind: TransportKind) -> TransportOptions {
    TransportOptions { kind, obfuscated: None }
}

fn kind_of(name: &str) -> TransportKind {
    match name {
        "abridged" => TransportKind::Abridged,
        "intermediate" => TransportKind::Intermediate,
        "padded" => TransportKind::Padded,
        "full" => TransportKind::Full,
        other => panic!("unknown transport {other}"),
    }
}

/// A frame with its bytes taken out of the buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owned {
    Packet(Vec<u8>),
    QuickAck(u32),
    Error(i32),
}

fn drain(transport: &mut Transport) -> Result<Vec<Owned>, TransportError> {
    let mut frames = Vec::new();
    while let Some(frame) = transport.next_frame()? {
        frames.push(match frame {
            Frame::Packet(packet) => Owned::Packet(packet.to_vec()),
            Frame::QuickAck(token) => Owned::QuickAck(token),
            Frame::Error(status) => Owned::Error(status),
        });
    }
    Ok(frames)
}

#[test]
fn frames_match_the_known_answers() {
    for case in cases_of("transports", "frame") {
        let kind = kind_of(case.text("transport"));
        let mut transport = Transport::new(plain(kind), &mut rng(0));
        let mut expected = case.optional("init").map(|_| case.bytes("init")).unwrap_or_default();
        expected.extend(case.bytes("frame"));
        let mut out = Vec::new();
        transport.write(&case.bytes("payload"), false, &mut rng(0), &mut out);
        assert_eq!(out, expected, "{kind:?}");
    }
}

#[test]
fn recorded_streams_are_cut_as_other_implementations_cut_them() {
    for case in cases_of("transports", "decode") {
        let mut transport = Transport::new(plain(kind_of(case.text("transport"))), &mut rng(0));
        let mut frames = Vec::new();
        for chunk in case.list("stream_chunks") {
            transport.push(&hex_of(chunk));
            frames.extend(drain(&mut transport).unwrap());
        }
        let expected: Vec<_> =
            case.list("payloads").iter().map(|hex| Owned::Packet(hex_of(hex))).collect();
        assert_eq!(frames, expected);
    }
}

#[test]
fn recorded_transport_errors_are_recognised() {
    for case in cases_of("transports", "transport_error") {
        let mut transport = Transport::new(plain(kind_of(case.text("transport"))), &mut rng(0));
        transport.push(&case.bytes("frame"));
        assert_eq!(drain(&mut transport), Ok(vec![Owned::Error(case.number("code") as i32)]));
    }
}

#[test]
fn init_blocks_match_the_known_answers() {
    for case in cases_of("transports", "obfuscated2") {
        let kind = match case.text("tag") {
            "eeeeeeee" => TransportKind::Intermediate,
            "dddddddd" => TransportKind::Padded,
            other => panic!("unknown tag {other}"),
        };
        let obfuscation = Obfuscation {
            dc_id: match case.field("dc") {
                Json::Number(dc) => *dc as i16,
                _ => 0,
            },
            secret: match case.field("secret") {
                Json::Text(_) => Some(case.array("secret")),
                _ => None,
            },
        };
        let mut recorded = Recorded(case.bytes("random"));
        let (block, mut streams) = obfuscated::start(kind, &obfuscation, &mut recorded);
        assert_eq!(block.to_vec(), case.bytes("init_sent"), "{}", case.text("name"));
        for step in case.list("then_encrypt") {
            let mut bytes = step.bytes("plain");
            streams.outgoing.apply(&mut bytes);
            assert_eq!(bytes, step.bytes("cipher"));
        }
        for step in case.list("then_decrypt") {
            let mut bytes = step.bytes("cipher");
            streams.incoming.apply(&mut bytes);
            assert_eq!(bytes, step.bytes("plain"));
        }
    }
}

#[test]
fn forbidden_init_blocks_are_drawn_again() {
    for case in cases_of("transports", "obfuscated2_forbidden_prefix") {
        let mut bad = vec![0x61; 64];
        match case.optional("first_bytes") {
            Some(first) => {
                let first = hex_of(first);
                bad[..first.len()].copy_from_slice(&first);
            }
            None => bad[4..8].copy_from_slice(&case.bytes("bytes_4_to_7")),
        }
        let mut recorded = Recorded([bad, vec![0x62; 64]].concat());
        let options = Obfuscation { dc_id: 2, secret: None };
        let (block, _) = obfuscated::start(TransportKind::Intermediate, &options, &mut recorded);
        assert_eq!(block[..56], [0x62; 56]);
        assert!(recorded.0.is_empty());
    }
}

#[test]
fn plain_secrets_of_the_known_answers_are_read() {
    for case in cases_of("transports", "mtproxy_secret") {
        if case.text("type") == "plain" {
            assert_eq!(parse_secret(case.text("hex")).unwrap().to_vec(), case.bytes("key"));
        }
    }
}

fn hex_of(value: &Json) -> Vec<u8> {
    match value {
        Json::Text(text) => hex(text),
        other => panic!("no hex: {other:?}"),
    }
}

#[test]
fn full_cannot_be_obfuscated() {
    let options = TransportOptions {
        kind: TransportKind::Full,
        obfuscated: Some(Obfuscation { dc_id: 2, secret: None }),
    };
    assert_eq!(options.validate(), Err(TransportError::FullObfuscated));
    assert_eq!(Transport::new(options, &mut rng(0)).kind(), TransportKind::Intermediate);
    assert_eq!(plain(TransportKind::Full).validate(), Ok(()));
}

#[test]
fn stream_stays_broken_after_an_error() {
    let mut transport = Transport::new(plain(TransportKind::Intermediate), &mut rng(0));
    transport.push(&0x4000_0000_u32.to_le_bytes());
    let error = TransportError::FrameTooBig { length: 0x4000_0000 };
    assert_eq!(transport.next_frame(), Err(error.clone()));
    transport.push(&[4, 0, 0, 0, 1, 1, 1, 1]);
    assert_eq!(transport.next_frame(), Err(error));
}

#[test]
fn web_and_tls_clients_are_not_waited_for() {
    for opening in [&b"GET / HTTP/1.1"[..], b"POST /api", b"HEAD / ", &[0x16, 3, 1, 2, 0, 1]] {
        let mut server = ServerTransport::accept(None);
        server.push(opening);
        assert_eq!(server.next_frame(), Err(TransportError::Unrecognised));
    }
}

#[test]
fn plain_client_is_refused_where_a_secret_is_wanted() {
    let mut server = ServerTransport::accept(Some([1; 16]));
    server.push(&[0xee; 4]);
    assert_eq!(server.next_frame(), Err(TransportError::Unrecognised));
}

#[test]
fn debug_shows_no_secret() {
    let obfuscation = Obfuscation { dc_id: 2, secret: Some([0xab; 16]) };
    assert!(!format!("{obfuscation:?}").contains("171"));
}

fn any_options() -> impl Strategy<Value = TransportOptions> {
    let secret = proptest::option::of(any::<[u8; 16]>());
    let obfuscation = proptest::option::of((any::<i16>(), secret));
    (0..KINDS.len(), obfuscation).prop_map(|(kind, obfuscation)| TransportOptions {
        kind: KINDS[kind],
        obfuscated: obfuscation
            .filter(|_| KINDS[kind] != TransportKind::Full)
            .map(|(dc_id, secret)| Obfuscation { dc_id, secret }),
    })
}

fn any_packets() -> impl Strategy<Value = Vec<(Vec<u8>, bool)>> {
    // 24 bytes and up, as real packets are; around 508 the abridged length changes its form.
    let length = prop_oneof![6_usize..12, 120_usize..132, 1000_usize..1010];
    let packet = (length, any::<u8>(), any::<bool>())
        .prop_map(|(words, fill, quick_ack)| (vec![fill; words * 4], quick_ack));
    proptest::collection::vec(packet, 0..6)
}

/// Splits `bytes` into chunks of the given sizes, repeated.
fn chunks<'a>(bytes: &'a [u8], sizes: &'a [usize]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = bytes;
    let mut sizes = sizes.iter().cycle();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (head, tail) = rest.split_at((*sizes.next()?).min(rest.len()));
        rest = tail;
        Some(head)
    })
}

/// Padded frames keep their padding: only the packet's own bytes are compared.
fn matches(kind: TransportKind, got: &[u8], sent: &[u8]) -> bool {
    match kind {
        TransportKind::Padded => got.starts_with(sent) && got.len() - sent.len() <= 15,
        _ => got == sent,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn server_reads_what_the_client_writes_in_any_chunks(
        options in any_options(),
        packets in any_packets(),
        sizes in proptest::collection::vec(1_usize..700, 1..5),
        seed in any::<u64>(),
    ) {
        let mut rng = rng(seed);
        let mut client = Transport::new(options, &mut rng);
        let mut stream = Vec::new();
        for (packet, quick_ack) in &packets {
            client.write(packet, *quick_ack, &mut rng, &mut stream);
        }
        let mut server = ServerTransport::accept(options.obfuscated.and_then(|o| o.secret));
        let mut seen = Vec::new();
        for chunk in chunks(&stream, &sizes) {
            server.push(chunk);
            while let Some(frame) = server.next_frame().unwrap() {
                seen.push((frame.packet.to_vec(), frame.quick_ack));
            }
        }
        prop_assert_eq!(seen.len(), packets.len());
        for ((got, got_ack), (sent, sent_ack)) in seen.iter().zip(&packets) {
            prop_assert!(matches(options.kind, got, sent));
            prop_assert_eq!(*got_ack, *sent_ack && options.kind != TransportKind::Full);
        }
        if !packets.is_empty() {
            prop_assert_eq!(server.kind(), Some(options.kind));
            if let Some(obfuscation) = options.obfuscated.filter(|o| o.dc_id != 0) {
                prop_assert_eq!(server.dc_id(), Some(obfuscation.dc_id));
            }
        }
    }

    #[test]
    fn client_reads_what_the_server_writes_in_any_chunks(
        options in any_options(),
        packets in any_packets(),
        token in any::<u32>(),
        sizes in proptest::collection::vec(1_usize..700, 1..5),
        seed in any::<u64>(),
    ) {
        let mut rng = rng(seed);
        let token = token | 1 << 31;
        let mut client = Transport::new(options, &mut rng);
        let mut opening = Vec::new();
        client.write(&[1; 64], true, &mut rng, &mut opening);
        let mut server = ServerTransport::accept(options.obfuscated.and_then(|o| o.secret));
        server.push(&opening);

        let mut stream = Vec::new();
        for (packet, _) in &packets {
            server.write(packet, &mut rng, &mut stream);
            server.write_quick_ack(token, &mut rng, &mut stream);
        }
        server.write_error(-404, &mut rng, &mut stream);

        let mut seen = Vec::new();
        for chunk in chunks(&stream, &sizes) {
            client.push(chunk);
            seen.extend(drain(&mut client).unwrap());
        }
        prop_assert_eq!(seen.pop(), Some(Owned::Error(-404)));
        if options.kind != TransportKind::Full {
            let before = seen.len();
            seen.retain(|frame| *frame != Owned::QuickAck(token));
            prop_assert_eq!(before - seen.len(), packets.len());
        }
        prop_assert_eq!(seen.len(), packets.len());
        for (got, (sent, _)) in seen.iter().zip(&packets) {
            let Owned::Packet(got) = got else { panic!("{got:?} is no packet") };
            prop_assert!(matches(options.kind, got, sent));
        }
    }

    #[test]
    fn any_bytes_give_frames_or_an_error(
        kind in 0..KINDS.len(),
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        sizes in proptest::collection::vec(1_usize..40, 1..4),
    ) {
        let mut whole = Transport::new(plain(KINDS[kind]), &mut rng(0));
        whole.push(&bytes);
        let at_once = drain_all(&mut whole);

        let mut pieces = Transport::new(plain(KINDS[kind]), &mut rng(0));
        let mut one_by_one = (Vec::new(), None);
        for chunk in chunks(&bytes, &sizes) {
            pieces.push(chunk);
            let (frames, error) = drain_all(&mut pieces);
            one_by_one.0.extend(frames);
            one_by_one.1 = error;
        }
        prop_assert_eq!(at_once, one_by_one);

        let mut server = ServerTransport::accept(None);
        server.push(&bytes);
        while let Ok(Some(_)) = server.next_frame() {}
    }
}

fn drain_all(transport: &mut Transport) -> (Vec<Owned>, Option<TransportError>) {
    let mut frames = Vec::new();
    loop {
        match transport.next_frame() {
            Ok(Some(Frame::Packet(packet))) => frames.push(Owned::Packet(packet.to_vec())),
            Ok(Some(Frame::QuickAck(token))) => frames.push(Owned::QuickAck(token)),
            Ok(Some(Frame::Error(status))) => frames.push(Owned::Error(status)),
            Ok(None) => return (frames, None),
            Err(error) => return (frames, Some(error)),
        }
    }
}
