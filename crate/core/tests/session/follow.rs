//! Calls that the server shall run in order (`spec/mtproto.md §5.18`), and calls that must not run
//! twice (§5.10).

use heliogram_core::session::{Event, InvokeOptions};

use crate::peer::{Message, Peer, result_event};
use crate::tl;

const INVOKE_AFTER_MSG: u32 = 0xcb9f_372d;

/// The message that a call waits for, and the query.
fn parts(message: &Message) -> (i64, &[u8]) {
    assert_eq!(message.constructor(), INVOKE_AFTER_MSG);
    (tl::read_long(&message.body), &message.body[12..])
}

fn invoke_once(peer: &mut Peer, id: u32) {
    let options = InvokeOptions { once: true, ..InvokeOptions::default() };
    peer.session.invoke(id, &tl::query(u64::from(id)), options);
}

#[test]
fn call_waits_at_the_server_for_the_one_before() {
    let mut peer = Peer::connected();
    for id in 1..=3 {
        peer.invoke(id);
    }
    peer.session.follow(2, 1);
    peer.session.follow(3, 2);
    let packet = peer.sent_one();
    let [first, second, third] = &packet.messages[..] else { panic!("{packet:?}") };
    assert_eq!(first.body, tl::query(1));
    assert_eq!(parts(second), (first.msg_id, &tl::query(2)[..]));
    assert_eq!(parts(third), (second.msg_id, &tl::query(3)[..]));
}

#[test]
fn call_that_follows_a_done_one_waits_for_nothing() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.answer(msg_id, &tl::result(1));
    peer.invoke(2);
    peer.session.follow(2, 1);
    assert_eq!(peer.sent_one().one(tl::QUERY).body, tl::query(2));
}

#[test]
fn call_sent_again_waits_for_the_new_message_of_the_one_before() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    peer.session.follow(2, 1);
    let before = peer.sent_one();
    peer.say(&tl::bad_msg(before.header.msg_id, 32), false);
    let packets = peer.sent();
    let messages: Vec<&Message> = packets.iter().flat_map(|packet| &packet.messages).collect();
    let first = messages.iter().find(|message| message.body == tl::query(1)).unwrap();
    let second = messages.iter().find(|message| message.constructor() == INVOKE_AFTER_MSG).unwrap();
    assert_ne!(first.msg_id, before.messages[0].msg_id);
    assert_eq!(parts(second), (first.msg_id, &tl::query(2)[..]));
}

#[test]
fn call_that_the_server_asks_for_once_more_goes_out_as_it_was() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    peer.session.follow(2, 1);
    let packet = peer.sent_one();
    let (first, second) = (packet.messages[0].clone(), packet.messages[1].clone());
    peer.answer(first.msg_id, &tl::result(1));
    peer.sent();
    peer.say(&tl::id_list(tl::MSG_RESEND_REQ, &[second.msg_id]), false);
    let again = peer.sent_one();
    assert_eq!(again.all(INVOKE_AFTER_MSG), [&second]);
}

#[test]
fn call_that_may_have_run_is_not_sent_again_if_it_must_run_once() {
    let mut peer = Peer::connected();
    invoke_once(&mut peer, 1);
    peer.invoke(2);
    peer.sent_one();
    let first = peer.server_id_at(1);
    peer.say(&tl::new_session(first, 9, 0x5a17), true);
    let failed = Event::Failed { id: 1, code: "ERR_UNCERTAIN", may_have_run: true };
    assert!(peer.events().contains(&failed));
    let packets = peer.sent();
    let queries: Vec<&Message> = packets.iter().flat_map(|packet| packet.all(tl::QUERY)).collect();
    assert_eq!(queries.len(), 1);
    assert_eq!(queries[0].body, tl::query(2));
}

#[test]
fn call_that_has_not_run_is_sent_again_although_it_must_run_once() {
    let mut peer = Peer::connected();
    invoke_once(&mut peer, 1);
    let before = peer.sent_one();
    peer.say(&tl::bad_server_salt(before.header.msg_id, 0x77), false);
    let query = peer.sent_one().one(tl::QUERY).msg_id;
    peer.answer(query, &tl::result(1));
    assert!(peer.events().contains(&result_event(1, tl::result(1))));
}
