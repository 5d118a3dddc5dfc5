//! Packets that are read where they were received, and events that are written to their owner's
//! room: the same events, however the bytes arrive and whatever room there is.

use heliogram_core::session::{Event, Room, SessionConfig};
use heliogram_core::transport::{Obfuscation, TransportKind, TransportOptions};

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

use crate::peer::{Peer, config};
use crate::tl;

/// What the server says on one connection: answers short and long, plain and packed, an error, an
/// update, a quick ack that means nothing, and half of one more answer.
struct Stream {
    bytes: Vec<u8>,
    /// Where the last frame begins.
    last: usize,
}

const CALLS: u32 = 5;

fn connected(options: TransportOptions) -> (Peer, Vec<i64>) {
    let mut peer = Peer::new(SessionConfig { transport: options, ..config() });
    peer.connect();
    peer.answer_pings();
    peer.events();
    for id in 1..=CALLS {
        peer.invoke(id);
    }
    let ids = peer.sent_one().all(tl::QUERY).iter().map(|message| message.msg_id).collect();
    (peer, ids)
}

fn long(fill: u8, length: usize) -> Vec<u8> {
    tl::bytes(|w| _ = w.u32(tl::RESULT).raw(&vec![fill; length]))
}

/// The peers are seeded: each has the same keys, ids and obfuscation.
fn stream(options: TransportOptions) -> Stream {
    let (mut peer, ids) = connected(options);
    let mut stream = Stream { bytes: Vec::new(), last: 0 };
    let bodies = [
        tl::rpc_result(ids[0], &tl::result(1)),
        tl::rpc_result(ids[1], &long(2, 520)),
        tl::rpc_result(ids[2], &tl::rpc_error(420, "FLOOD_WAIT_3")),
        tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5)),
        tl::rpc_result(ids[3], &tl::gzip_packed(&long(4, 400))),
        tl::rpc_result(ids[4], &long(5, 100)),
    ];
    for body in bodies {
        let header = peer.header(true);
        let packet = peer.seal(&header, &body);
        stream.last = stream.bytes.len();
        peer.transport.write(&packet, &mut peer.rng, &mut stream.bytes);
        peer.transport.write_quick_ack(7 | 1 << 31, &mut peer.rng, &mut stream.bytes);
    }
    stream
}

fn every_option() -> Vec<TransportOptions> {
    use TransportKind::{Abridged, Full, Intermediate, Padded};
    let obfuscated = Some(Obfuscation { dc_id: 2, secret: None });
    let mut all = vec![TransportOptions { kind: Full, obfuscated: None }];
    for kind in [Abridged, Intermediate, Padded] {
        all.extend([None, obfuscated].map(|obfuscated| TransportOptions { kind, obfuscated }));
    }
    all
}

/// All events of the chunks, packed, when each chunk comes with room for `room` bytes; what is left
/// is taken as from a flush, with as much as it needs.
fn packed<'a>(
    options: TransportOptions,
    chunks: impl IntoIterator<Item = &'a [u8]>,
    room: usize,
) -> Vec<u8> {
    let (mut peer, _) = connected(options);
    let mut events = Vec::new();
    for chunk in chunks {
        let (mut chunk, mut bytes) = (chunk.to_vec(), vec![0xaa; room]);
        let mut room = Room::new(&mut bytes);
        peer.session.receive_into(&mut room, &mut chunk, &mut peer.rng, peer.now);
        peer.session.write_events(&mut room);
        let used = room.used();
        events.extend_from_slice(&bytes[..used]);
        assert!(bytes[used..].len() == bytes.len() - used && used % 4 == 0);
        let mut rest = vec![0; peer.session.packed_events().len()];
        assert!(peer.session.write_events(&mut Room::new(&mut rest)));
        events.extend(rest);
    }
    events
}

#[test]
fn events_are_the_same_however_the_stream_is_split() {
    for options in every_option() {
        let Stream { bytes, .. } = stream(options);
        let whole = packed(options, [&bytes[..]], 1 << 16);
        assert!(whole.len() > 1000, "{options:?}");
        for cut in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert!(packed(options, [head, tail], 1 << 16) == whole, "{options:?} at {cut}");
        }
        for size in [1, 2, 3, 5, 64, 333] {
            assert_eq!(
                packed(options, bytes.chunks(size), 1 << 16),
                whole,
                "{options:?} by {size}"
            );
        }
    }
}

#[test]
fn events_are_the_same_whatever_room_there_is() {
    let options = config().transport;
    let Stream { bytes, .. } = stream(options);
    let whole = packed(options, [&bytes[..]], 1 << 16);
    for room in (0..whole.len() + 8).step_by(4) {
        assert!(packed(options, [&bytes[..]], room) == whole, "room for {room} bytes");
        assert!(packed(options, bytes.chunks(400), room) == whole, "room for {room} bytes");
    }
}

#[test]
fn payloads_in_the_room_lie_at_whole_words() {
    let options = config().transport;
    let Stream { bytes, .. } = stream(options);
    let events = packed(options, [&bytes[..]], 1 << 16);
    let (mut at, mut kinds) = (0, Vec::new());
    while at < events.len() {
        let word = |index: usize| {
            let place = at + 4 * index;
            u32::from_le_bytes(events[place..place + 4].try_into().unwrap())
        };
        assert_eq!(at % 4, 0);
        kinds.push(word(0));
        at += 16 + (word(3) as usize).next_multiple_of(4);
    }
    assert_eq!(kinds, [1, 1, 2, 3, 1, 1]);
}

#[test]
fn session_tells_of_a_frame_that_has_begun() {
    for options in every_option() {
        let Stream { mut bytes, last, .. } = stream(options);
        let (mut peer, _) = connected(options);
        let frame = bytes.split_off(last);
        peer.session.receive(&mut bytes, &mut peer.rng, peer.now);
        assert_eq!(peer.session.begun_frame().0, 0, "{options:?}");
        let (mut head, mut tail) = (frame[..40].to_vec(), frame[40..].to_vec());
        peer.session.receive(&mut head, &mut peer.rng, peer.now);
        let (begun, missing) = peer.session.begun_frame();
        assert_eq!(begun, 40, "{options:?}");
        let mut end = tail.split_off(missing);
        let mut all_but_one = tail.split_off(0);
        let mut one = all_but_one.split_off(missing - 1);
        peer.events();
        peer.session.receive(&mut all_but_one, &mut peer.rng, peer.now);
        assert_eq!(peer.session.begun_frame(), (40 + missing - 1, 1), "{options:?}");
        assert_eq!(peer.events(), []);
        peer.session.receive(&mut one, &mut peer.rng, peer.now);
        assert!(matches!(peer.events()[..], [Event::Result { id: CALLS, .. }]), "{options:?}");
        peer.session.receive(&mut end, &mut peer.rng, peer.now);
        assert_eq!(peer.session.begun_frame().0, 0, "{options:?}");
    }
}

#[test]
fn packet_that_is_not_authentic_leaves_nothing_in_the_room() {
    let options = config().transport;
    let Stream { mut bytes, last, .. } = stream(options);
    let whole = packed(options, [&bytes[..last]], 1 << 16);
    bytes[last + 60] ^= 1;
    let (mut peer, _) = connected(options);
    let mut memory = vec![0xaa; 1 << 16];
    let mut room = Room::new(&mut memory);
    peer.session.receive_into(&mut room, &mut bytes, &mut peer.rng, peer.now);
    let used = room.used();
    assert_eq!(memory[..used], whole, "those before it stand");
    assert!(memory[used..].iter().all(|byte| *byte == 0xaa));
    let closed = Event::Closed { code: "ERR_MSG_KEY", status: 0 };
    assert_eq!(peer.events(), [closed]);
}

#[test]
fn what_ends_the_connection_between_frames_ends_it_after_what_came_before() {
    let too_big = |kind| match kind {
        TransportKind::Abridged => [0x7f, 0xff, 0xff, 0xff],
        _ => 0x7fff_ffff_u32.to_le_bytes(),
    };
    for options in every_option().into_iter().filter(|options| options.obfuscated.is_none()) {
        let Stream { bytes, last } = stream(options);
        let (before, after) = bytes.split_at(last);
        let whole = packed(options, [before], 1 << 16);
        let closed = |code| Event::Closed { code, status: 0 };
        let (mut rng, mut status) = (ChaCha8Rng::seed_from_u64(1), Vec::new());
        connected(options).0.transport.write_error(-404, &mut rng, &mut status);
        if options.kind == TransportKind::Full {
            // Bare, since a frame would want the next number.
            status = (-404_i32).to_le_bytes().to_vec();
        }
        for (end, event) in [
            (&too_big(options.kind)[..], closed("ERR_FRAME_TOO_BIG")),
            (&status, Event::Closed { code: "ERR_TRANSPORT_STATUS", status: -404 }),
        ] {
            let (mut peer, _) = connected(options);
            let mut memory = vec![0; 1 << 16];
            let mut room = Room::new(&mut memory);
            let mut chunk = [before, end, after].concat();
            peer.session.receive_into(&mut room, &mut chunk, &mut peer.rng, peer.now);
            let used = room.used();
            assert!(memory[..used] == whole, "{options:?}");
            assert_eq!(peer.events(), [event], "{options:?}");
            assert!(!peer.session.is_connected());
        }
    }
}
