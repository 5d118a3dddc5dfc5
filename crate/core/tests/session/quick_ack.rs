//! Quick acks (`spec/mtproto.md §6.9`).

use heliogram_core::message::{self, Side};
use heliogram_core::session::{Event, InvokeOptions};

use crate::peer::{Peer, key};
use crate::tl;

/// The token of the packet that the client writes next.
fn token(peer: &mut Peer) -> u32 {
    let bytes = peer.session.transmit(&mut peer.rng, peer.now).unwrap();
    assert_eq!(bytes[3] & 0x80, 0x80, "the packet asks for a quick ack");
    let mut packet = bytes[4..].to_vec();
    let opened = message::open(&key(), Side::Client, &mut packet).unwrap();
    let length = packet.len();
    let (body, padding) =
        (packet[opened.body.clone()].to_vec(), packet[opened.body.end..length].to_vec());
    message::seal(&key(), Side::Client, &opened.header, &body, &padding, &mut Vec::new()).unwrap()
}

#[test]
fn quick_ack_tells_that_the_server_has_the_call() {
    let mut peer = Peer::connected();
    let options = InvokeOptions { quick_ack: true, ..InvokeOptions::default() };
    peer.session.invoke(1, &tl::query(1), options);
    let token = token(&mut peer);
    let mut bytes = Vec::new();
    peer.transport.write_quick_ack(token ^ 1, &mut peer.rng, &mut bytes);
    peer.session.receive(&mut bytes, &mut peer.rng, peer.now);
    assert_eq!(peer.events(), [], "a token that we do not know");
    bytes.clear();
    peer.transport.write_quick_ack(token, &mut peer.rng, &mut bytes);
    peer.session.receive(&mut bytes, &mut peer.rng, peer.now);
    assert_eq!(peer.events(), [Event::Acked { id: 1 }]);
}

#[test]
fn quick_ack_is_asked_for_only_when_wanted() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    assert!(!peer.sent_one().quick_ack_wanted);
}
