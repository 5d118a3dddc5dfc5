//! Calls across connections (`spec/mtproto.md §5.10`).

use heliogram_core::session::Event;

use crate::peer::{Peer, closed, result_event};
use crate::tl;

/// Calls 1 to `count`, sent on a connection that broke; their ids. The next connection is open.
fn broken(count: u32) -> (Peer, Vec<i64>) {
    let mut peer = Peer::connected();
    for id in 1..=count {
        peer.invoke(id);
    }
    let packet = peer.sent_one();
    let ids = packet.all(tl::QUERY).iter().map(|call| call.msg_id).collect();
    peer.disconnect();
    peer.connect();
    (peer, ids)
}

#[test]
fn calls_without_an_ack_are_asked_about_before_they_are_resent() {
    let (mut peer, ids) = broken(4);
    let packet = peer.answer_pings();
    assert!(packet.all(tl::QUERY).is_empty());
    let question = packet.one(tl::MSGS_STATE_REQ);
    assert_eq!(tl::read_ids(&question.body), ids);
    peer.say(&tl::state_info(question.msg_id, &[1, 2, 4, 3]), false);
    peer.events();

    let packet = peer.sent_one();
    let resent: Vec<_> = packet.all(tl::QUERY).iter().map(|call| call.body.clone()).collect();
    assert_eq!(resent, [tl::query(1), tl::query(2), tl::query(4)]);
    for (call, id) in packet.all(tl::QUERY).into_iter().zip([1, 2, 4]) {
        peer.answer(call.msg_id, &tl::result(id));
    }
    peer.answer(ids[2], &tl::result(3));
    let repeated = Event::Result { id: 1, repeated: true, body: tl::result(1) };
    let expected = [
        repeated,
        result_event(2, tl::result(2)),
        result_event(4, tl::result(4)),
        result_event(3, tl::result(3)),
    ];
    assert_eq!(peer.events(), expected);
}

#[test]
fn state_info_that_fits_no_question_is_ignored() {
    let (mut peer, ids) = broken(2);
    let packet = peer.sent_one();
    let question = packet.one(tl::MSGS_STATE_REQ).msg_id;
    peer.say(&tl::state_info(question, &[1]), false);
    peer.say(&tl::state_info(question, &[1, 1, 1]), false);
    peer.say(&tl::state_info(question + 4, &[1, 1]), false);
    peer.say(&tl::state_info(packet.header.msg_id, &[1, 1]), false);
    assert!(peer.sent().is_empty());
    peer.say(&tl::state_info(question, &[4, 4]), false);
    assert_eq!(peer.events(), [Event::Acked { id: 1 }, Event::Acked { id: 2 }]);
    assert!(peer.sent().is_empty());
    peer.answer(ids[0], &tl::result(1));
    assert_eq!(peer.events(), [result_event(1, tl::result(1))]);
}

#[test]
fn acked_calls_are_asked_about_after_the_first_pong_of_the_new_connection() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.say(&tl::acks(&[msg_id]), false);
    peer.disconnect();
    peer.pass(10);
    peer.connect();
    let packet = peer.answer_pings();
    assert!(packet.all(tl::MSGS_STATE_REQ).is_empty());
    let packet = peer.sent_one();
    assert_eq!(tl::read_ids(&packet.one(tl::MSGS_STATE_REQ).body), [msg_id]);
}

#[test]
fn answer_that_the_server_sends_again_is_delivered() {
    let (mut peer, ids) = broken(1);
    let packet = peer.sent_one();
    peer.answer(ids[0], &tl::result(1));
    assert_eq!(peer.events(), [result_event(1, tl::result(1))]);
    // The question was on its way already; its answer concerns nobody any more.
    let question = packet.one(tl::MSGS_STATE_REQ).msg_id;
    peer.say(&tl::state_info(question, &[1]), false);
    assert!(peer.sent().is_empty());
}

#[test]
fn session_and_counters_go_on() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let before = peer.sent_one();
    peer.disconnect();
    peer.connect();
    peer.invoke(2);
    let after = peer.sent_one();
    assert_eq!(after.header.session_id, before.header.session_id);
    assert_eq!(after.one(tl::QUERY).seq_no, 3);
}

#[test]
fn all_info_counts_like_an_answer_to_a_question() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    let info = |state: u8| {
        tl::bytes(|w| _ = w.u32(0x8cc0_d131).vector(1).i64(msg_id).bytes(&[state]).unwrap())
    };
    peer.say(&info(4), false);
    assert_eq!(peer.events(), [Event::Acked { id: 1 }]);
    peer.say(&info(2), false);
    assert_eq!(peer.sent_one().all(tl::QUERY).len(), 1);
}

#[test]
fn connection_that_was_given_up_can_be_replaced() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.deliver(&[0; 72]);
    assert_eq!(peer.events(), [closed("ERR_AUTH_KEY_ID")]);
    assert!(peer.sent().is_empty());
    peer.session.disconnect(peer.now);
    peer.connect();
    let packet = peer.answer_pings();
    assert_eq!(tl::read_ids(&packet.one(tl::MSGS_STATE_REQ).body), [msg_id]);
}
