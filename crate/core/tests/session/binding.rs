//! Binding a temporary key (`spec/mtproto.md §7`).

use heliogram_core::AuthKey;
use heliogram_core::message::v1::open_bind;
use heliogram_core::session::Event;
use heliogram_core::tl::Reader;

use crate::peer::{Packet, Peer, START, config, key, result_event};
use crate::tl;

const BIND: u32 = 0xcdd4_2a05;
const EXPIRES_AT: i32 = START as i32 + 86_400;

fn permanent() -> AuthKey {
    AuthKey::from_slice(&[0x21; 256]).unwrap()
}

/// A connection whose temporary key is about to be bound.
fn binding() -> Peer {
    let mut peer = Peer::new(config());
    peer.session.bind(permanent(), EXPIRES_AT);
    peer.connect();
    peer
}

/// Checks the request as a server does; gives its message id.
#[track_caller]
fn check(packet: &Packet) -> i64 {
    assert!(!packet.is_container, "the request goes alone");
    let request = packet.one(BIND);
    assert_eq!(request.seq_no % 2, 1);
    let mut reader = Reader::new(&request.body[4..]);
    let perm_id = reader.u64().unwrap();
    let (nonce, expires_at) = (reader.i64().unwrap(), reader.i32().unwrap());
    let (msg_id, inner) = open_bind(&permanent(), reader.bytes().unwrap()).unwrap();
    assert_eq!(msg_id, request.msg_id);
    assert_eq!((perm_id, expires_at), (permanent().id(), EXPIRES_AT));
    assert_eq!((inner.nonce, inner.expires_at), (nonce, EXPIRES_AT));
    assert_eq!(inner.temp_auth_key_id, key().id());
    assert_eq!(inner.perm_auth_key_id, permanent().id());
    assert_eq!(inner.temp_session_id, packet.header.session_id);
    msg_id
}

/// The request among what the client has written.
#[track_caller]
fn sent_bind(peer: &mut Peer) -> i64 {
    check(&peer.sent().remove(0))
}

fn accept(peer: &mut Peer, msg_id: i64) {
    peer.answer(msg_id, &0x9972_75b5_u32.to_le_bytes());
}

#[test]
fn calls_wait_until_the_key_is_bound() {
    let mut peer = binding();
    peer.invoke(1);
    let packets = peer.sent();
    let msg_id = check(&packets[0]);
    assert!(packets.iter().all(|packet| packet.all(tl::QUERY).is_empty()));
    accept(&mut peer, msg_id);
    let query = peer.sent_one().one(tl::QUERY).msg_id;
    peer.answer(query, &tl::result(1));
    let events = peer.events();
    assert_eq!(events[0], Event::Bound);
    assert_eq!(events[1], result_event(1, tl::result(1)));
}

#[test]
fn request_under_a_wrong_salt_is_made_anew() {
    let mut peer = binding();
    let first = sent_bind(&mut peer);
    peer.say(&tl::bad_server_salt(first, 0x77), false);
    let packets = peer.sent();
    let second = check(&packets[0]);
    assert!(second > first);
    assert_eq!(packets[0].header.salt, 0x77);
}

#[test]
fn request_is_made_anew_on_the_next_connection() {
    let mut peer = binding();
    let first = sent_bind(&mut peer);
    peer.disconnect();
    peer.connect();
    let second = sent_bind(&mut peer);
    assert!(second > first);
    accept(&mut peer, second);
    assert!(peer.events().contains(&Event::Bound));
}

#[test]
fn bound_key_is_not_bound_again() {
    let mut peer = binding();
    let msg_id = sent_bind(&mut peer);
    accept(&mut peer, msg_id);
    peer.disconnect();
    peer.connect();
    assert!(peer.sent().iter().all(|packet| packet.all(BIND).is_empty()));
}

#[test]
fn refusal_is_told_with_its_reason() {
    let mut peer = binding();
    let msg_id = sent_bind(&mut peer);
    peer.answer(msg_id, &tl::rpc_error(400, "ENCRYPTED_MESSAGE_INVALID"));
    let expected = Event::BindFailed { code: 400, text: "ENCRYPTED_MESSAGE_INVALID".into() };
    assert!(peer.events().contains(&expected));

    let mut peer = binding();
    let msg_id = sent_bind(&mut peer);
    peer.answer(msg_id, &0xbc79_9737_u32.to_le_bytes());
    assert!(peer.events().contains(&Event::BindFailed { code: 0, text: String::new() }));
}

#[test]
fn answer_to_another_message_binds_nothing() {
    let mut peer = binding();
    let msg_id = sent_bind(&mut peer);
    accept(&mut peer, msg_id + 4);
    assert!(!peer.events().contains(&Event::Bound));
}

#[test]
fn session_that_the_server_has_lost_is_bound_again() {
    let mut peer = binding();
    let msg_id = sent_bind(&mut peer);
    let first = peer.server_id_at(1);
    peer.say(&tl::new_session(first, 1, 0x5a17), true);
    assert!(sent_bind(&mut peer) > msg_id);
}

#[test]
fn calls_move_to_a_new_key_and_wait_for_its_binding() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let before = peer.sent_one();
    peer.disconnect();
    let (rng, now) = (&mut peer.rng, peer.now);
    peer.session.replace_key(key(), config().salts, rng, now);
    peer.session.bind(permanent(), EXPIRES_AT);
    peer.connect();
    let packets = peer.sent();
    assert_ne!(packets[0].header.session_id, before.header.session_id);
    let msg_id = check(&packets[0]);
    accept(&mut peer, msg_id);
    let packets = peer.sent();
    let query = packets.iter().find_map(|packet| packet.all(tl::QUERY).pop().cloned()).unwrap();
    peer.answer(query.msg_id, &tl::result(1));
    let repeated = Event::Result { id: 1, repeated: true, body: tl::result(1) };
    assert!(peer.events().contains(&repeated));
    assert!(packets.iter().all(|packet| packet.all(tl::DESTROY_SESSION).is_empty()));
}
