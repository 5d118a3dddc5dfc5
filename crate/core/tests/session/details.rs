//! Talk about messages (`spec/mtproto.md §5.10`): detailed info, resend and state requests.

use crate::peer::{Peer, result_event};
use crate::tl;

fn update(number: i32) -> Vec<u8> {
    tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(number))
}

#[test]
fn long_answer_is_asked_for_and_delivered() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    let answer_id = peer.server_id();
    peer.say(&tl::detailed_info(msg_id, answer_id), false);
    let packet = peer.sent_one();
    assert_eq!(tl::read_ids(&packet.one(tl::MSG_RESEND_REQ).body), [answer_id]);

    let answer = tl::rpc_result(msg_id, &tl::result(1));
    peer.say(&tl::container(&[(answer_id, 1, answer)]), false);
    let events = peer.events();
    assert_eq!(events.last(), Some(&result_event(1, tl::result(1))));
}

#[test]
fn answer_that_we_had_is_acked_instead() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    let answer_id = peer.answer(msg_id, &tl::result(1));
    peer.session.flush_acks();
    peer.sent_one();
    for body in [tl::detailed_info(msg_id, answer_id), tl::new_detailed_info(answer_id)] {
        peer.say(&body, false);
        peer.session.flush_acks();
        let packet = peer.sent_one();
        assert_eq!(tl::read_ids(&packet.one(tl::MSGS_ACK).body), [answer_id]);
        assert_eq!(packet.messages.len(), 1);
    }
}

#[test]
fn answer_that_nobody_waits_for_is_acked_unseen() {
    let mut peer = Peer::connected();
    let answer_id = peer.server_id();
    peer.say(&tl::detailed_info(4, answer_id), false);
    peer.session.flush_acks();
    assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body), [answer_id]);
}

#[test]
fn message_announced_by_the_server_is_asked_for() {
    let mut peer = Peer::connected();
    let id = peer.server_id();
    peer.say(&tl::new_detailed_info(id), false);
    assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSG_RESEND_REQ).body), [id]);
}

#[test]
fn question_about_messages_of_the_server_is_answered() {
    let mut peer = Peer::connected();
    let seen = peer.say(&update(1), true);
    let question = peer.say(&tl::id_list(tl::MSGS_STATE_REQ, &[seen, seen + 1000]), false);
    let packet = peer.sent_one();
    assert_eq!(packet.one(tl::MSGS_STATE_INFO).body, tl::state_info(question, &[4, 1]));
}

#[test]
fn call_that_the_server_asks_for_goes_out_unchanged_in_a_container() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let before = peer.sent_one().one(tl::QUERY).clone();
    peer.say(&tl::id_list(tl::MSG_RESEND_REQ, &[before.msg_id, 4]), false);
    let packet = peer.sent_one();
    assert!(packet.is_container);
    assert_eq!(packet.one(tl::QUERY), &before);
    assert!(packet.header.msg_id > before.msg_id);
}
