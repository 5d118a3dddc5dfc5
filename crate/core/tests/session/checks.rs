//! The receive checks (`spec/mtproto.md §4.3`), each broken alone.

use heliogram_core::message::{self, Header, Side};
use heliogram_core::session::Event;

use crate::peer::{Peer, closed, key};
use crate::tl;

fn update() -> Vec<u8> {
    tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5))
}

/// A connected session, a good packet for it, and its header.
fn with_packet() -> (Peer, Vec<u8>, Header) {
    let mut peer = Peer::connected();
    let header = peer.header(true);
    let packet = peer.seal(&header, &update());
    (peer, packet, header)
}

/// Checks that the packet closes the connection with `code` and nothing of it is used.
fn refused(mut peer: Peer, packet: &[u8], code: &'static str) {
    peer.deliver(packet);
    assert_eq!(peer.events(), [closed(code)]);
    peer.deliver(packet);
    assert_eq!(peer.events(), [], "bytes after the end are ignored");
}

#[test]
fn good_packet_is_taken() {
    let (mut peer, packet, _) = with_packet();
    peer.deliver(&packet);
    assert_eq!(peer.events(), [Event::Update { body: update() }]);
}

#[test]
fn packet_for_another_key_closes_the_connection() {
    for id in [0, 1] {
        let (peer, mut packet, _) = with_packet();
        packet[..8].copy_from_slice(&u64::to_le_bytes(id));
        refused(peer, &packet, "ERR_AUTH_KEY_ID");
    }
}

#[test]
fn changed_msg_key_or_content_closes_the_connection() {
    let length = with_packet().1.len();
    for byte in 8..length {
        let (peer, mut packet, _) = with_packet();
        packet[byte] ^= 0x10;
        refused(peer, &packet, "ERR_MSG_KEY");
    }
}

#[test]
fn packet_of_the_client_sent_back_closes_the_connection() {
    let (mut peer, _, header) = with_packet();
    let mut packet = Vec::new();
    let padding = vec![0; message::padding_len(update().len(), 0)];
    message::seal(&key(), Side::Client, &header, &update(), &padding, &mut packet).unwrap();
    peer.events();
    refused(peer, &packet, "ERR_MSG_KEY");
}

#[test]
fn short_and_unaligned_packets_close_the_connection() {
    for cut in [8, 24, 40, 56, 72] {
        let (peer, packet, _) = with_packet();
        refused(peer, &packet[..cut], "ERR_MSG_KEY");
    }
    let (peer, mut packet, _) = with_packet();
    packet.extend_from_slice(&[0; 4]);
    refused(peer, &packet, "ERR_MSG_KEY");
}

#[test]
fn packet_of_another_session_is_dropped_silently() {
    let (mut peer, _, header) = with_packet();
    let header = Header { session_id: header.session_id ^ 1, ..header };
    let packet = peer.seal(&header, &update());
    peer.deliver(&packet);
    assert_eq!(peer.events(), []);
    assert!(peer.session.is_connected());
    peer.session.flush_acks();
    assert!(peer.sent().is_empty(), "it is not acked");
}

#[test]
fn even_message_id_closes_the_connection() {
    for step in [1, 3] {
        let (mut peer, _, header) = with_packet();
        let header = Header { msg_id: header.msg_id + step, ..header };
        let packet = peer.seal(&header, &update());
        refused(peer, &packet, "ERR_MSG_ID_PARITY");
    }
}

#[test]
fn message_outside_the_time_window_closes_the_connection() {
    for (seconds, good) in [(-302, false), (-298, true), (28, true), (32, false)] {
        let (mut peer, _, header) = with_packet();
        let header = Header { msg_id: peer.server_id_at(seconds), ..header };
        let packet = peer.seal(&header, &update());
        if good {
            peer.deliver(&packet);
            assert_eq!(peer.events()[0], Event::Update { body: update() }, "{seconds} s");
        } else {
            refused(peer, &packet, "ERR_MSG_TIME");
        }
    }
}

#[test]
fn message_below_a_full_window_makes_a_new_session() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let before = peer.sent_one();
    let early = peer.header(true);
    for _ in 0..1001 {
        peer.say(&update(), false);
    }
    peer.events();
    let packet = peer.seal(&early, &update());
    peer.deliver(&packet);
    assert_eq!(peer.events(), []);
    let after = peer.sent_one();
    assert_ne!(after.header.session_id, before.header.session_id);
    assert_eq!(after.one(tl::QUERY).body, tl::query(1));
}

#[test]
fn salt_of_incoming_packets_does_not_matter() {
    let (mut peer, _, header) = with_packet();
    let header = Header { salt: 1, ..header };
    let packet = peer.seal(&header, &update());
    peer.deliver(&packet);
    assert_eq!(peer.events(), [Event::Update { body: update() }]);
}
