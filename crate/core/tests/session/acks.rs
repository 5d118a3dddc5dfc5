//! Acknowledgements (`spec/mtproto.md §5.7`).

use heliogram_core::session::Event;

use crate::peer::Peer;
use crate::tl;

fn update(number: i32) -> Vec<u8> {
    tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(number))
}

#[test]
fn acks_wait_ten_seconds_for_other_traffic() {
    let mut peer = Peer::connected();
    let msg_id = peer.say(&update(1), true);
    assert!(peer.sent().is_empty());
    peer.pass(9_999);
    assert!(peer.sent().is_empty());
    peer.pass(1);
    let packet = peer.sent_one();
    let ack = packet.one(tl::MSGS_ACK);
    assert_eq!(tl::read_ids(&ack.body), [msg_id]);
    assert_eq!(ack.seq_no % 2, 0);
}

#[test]
fn sixteen_acks_wait_no_longer() {
    let mut peer = Peer::connected();
    let ids: Vec<i64> = (0..16).map(|number| peer.say(&update(number), true)).collect();
    assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body), ids);
}

#[test]
fn acks_ride_on_a_call() {
    let mut peer = Peer::connected();
    let msg_id = peer.say(&update(1), true);
    peer.invoke(1);
    let packet = peer.sent_one();
    assert!(packet.is_container);
    assert_eq!(tl::read_ids(&packet.one(tl::MSGS_ACK).body), [msg_id]);
    assert_eq!(packet.all(tl::QUERY).len(), 1);
}

#[test]
fn even_sequence_numbers_want_no_ack() {
    let mut peer = Peer::connected();
    peer.say(&update(1), false);
    peer.pass(20_000);
    assert!(peer.sent().iter().all(|packet| packet.all(tl::MSGS_ACK).is_empty()));
}

#[test]
fn messages_of_a_container_are_acked_by_their_own_ids() {
    let mut peer = Peer::connected();
    let (first, second, third) = (peer.server_id(), peer.server_id(), peer.server_id());
    let body =
        tl::container(&[(first, 1, update(1)), (second, 2, update(2)), (third, 3, update(3))]);
    peer.say(&body, false);
    assert_eq!(peer.events().len(), 3);
    peer.session.flush_acks();
    assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body), [first, third]);
}

#[test]
fn message_that_comes_again_is_acked_again_and_not_processed() {
    let mut peer = Peer::connected();
    let header = peer.header(true);
    let packet = peer.seal(&header, &update(1));
    peer.deliver(&packet);
    assert_eq!(peer.events(), [Event::Update { body: update(1) }]);
    peer.session.flush_acks();
    peer.sent_one();

    peer.deliver(&packet);
    let again = tl::container(&[(header.msg_id, header.seq_no, update(1))]);
    peer.say(&again, false);
    assert_eq!(peer.events(), []);
    peer.session.flush_acks();
    let acked = tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body);
    assert_eq!(acked, [header.msg_id, header.msg_id]);
}

#[test]
fn acks_survive_the_connection() {
    let mut peer = Peer::connected();
    let msg_id = peer.say(&update(1), true);
    peer.disconnect();
    peer.connect();
    assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body), [msg_id]);
}

#[test]
fn ack_of_the_server_is_reported_once() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let packet = peer.sent_one();
    let first = packet.all(tl::QUERY)[0].msg_id;
    peer.say(&tl::acks(&[first, first, 12]), false);
    assert_eq!(peer.events(), [Event::Acked { id: 1 }]);
    peer.say(&tl::acks(&[packet.header.msg_id]), false);
    assert_eq!(peer.events(), [Event::Acked { id: 2 }]);
}
