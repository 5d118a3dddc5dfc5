//! Server salts (`spec/mtproto.md §5.13`).

use heliogram_core::session::{Event, FutureSalt, SessionConfig};

use crate::peer::{Peer, SALT, START, config, result_event};
use crate::tl;

fn with_salts(salts: Vec<FutureSalt>) -> Peer {
    Peer::new(SessionConfig { salts, ..config() })
}

fn salt(since: i64, salt: i64) -> FutureSalt {
    let valid_since = (START + since) as i32;
    FutureSalt { valid_since, valid_until: valid_since + 1800, salt }
}

#[test]
fn call_is_resent_under_the_right_salt() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let refused = peer.sent_one();
    assert_eq!(refused.header.salt, SALT);
    peer.say(&tl::bad_server_salt(refused.header.msg_id, 99), false);
    let events = peer.events();
    assert!(matches!(&events[..], [Event::Salts(salts)] if salts[0].salt == 99), "{events:?}");

    let packet = peer.sent_one();
    assert_eq!(packet.header.salt, 99);
    assert_eq!(packet.all(tl::GET_FUTURE_SALTS).len(), 1);
    let call = packet.one(tl::QUERY);
    assert!(call.msg_id > refused.header.msg_id);
    peer.answer(call.msg_id, &tl::result(1));
    assert_eq!(peer.events(), [result_event(1, tl::result(1))]);
}

#[test]
fn all_of_a_refused_container_is_resent() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let refused = peer.sent_one();
    peer.say(&tl::bad_server_salt(refused.header.msg_id, 99), false);
    assert_eq!(peer.sent_one().all(tl::QUERY).len(), 2);
}

#[test]
fn salt_for_a_message_that_we_did_not_send_is_ignored() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().header.msg_id;
    peer.say(&tl::bad_server_salt(msg_id + 4, 99), false);
    assert!(peer.sent().is_empty());
    assert_eq!(peer.events(), []);
    peer.invoke(2);
    assert_eq!(peer.sent_one().header.salt, SALT);
}

#[test]
fn more_salts_are_asked_for_and_used_when_their_time_comes() {
    let mut peer = with_salts(vec![salt(-100, 5)]);
    peer.connect();
    let packet = peer.answer_pings();
    let question = packet.one(tl::GET_FUTURE_SALTS).msg_id;
    let list: Vec<(i32, i32, i64)> = (0..4)
        .map(|i| salt(i * 900 - 100, 5 + i))
        .map(|salt| (salt.valid_since, salt.valid_until, salt.salt))
        .collect();
    peer.say(&tl::future_salts(question + 4, START as i32, &list), false);
    peer.say(&tl::future_salts(question, START as i32, &list), false);
    let salts: Vec<_> =
        peer.events().into_iter().filter(|event| matches!(event, Event::Salts(_))).collect();
    assert_eq!(salts.len(), 1, "the answer to another question is ignored");

    for (seconds, expected) in [(799, 5), (1, 6), (900, 7)] {
        peer.live(seconds);
        peer.invoke(seconds as u32);
        let packet = peer.sent_one();
        assert_eq!(packet.header.salt, expected);
        peer.answer_pings_in(&packet);
        peer.answer(packet.one(tl::QUERY).msg_id, &tl::result(1));
    }
}

#[test]
fn salts_are_asked_for_at_most_once_a_minute() {
    let mut peer = with_salts(vec![salt(-100, 5)]);
    peer.connect();
    peer.answer_pings();
    let packets = peer.live(300);
    let questions: usize =
        packets.iter().map(|packet| packet.all(tl::GET_FUTURE_SALTS).len()).sum();
    assert_eq!(questions, 5);
}

#[test]
fn without_a_salt_one_packet_goes_ahead_and_the_rest_waits() {
    let mut peer = with_salts(Vec::new());
    peer.connect();
    for id in 0..3000 {
        peer.session.invoke(id, &[9; 64], Default::default());
    }
    let packet = peer.sent_one();
    assert!(!packet.messages.is_empty());
    peer.say(&tl::bad_server_salt(packet.header.msg_id, 99), false);
    assert!(peer.sent().iter().all(|packet| packet.header.salt == 99));
    assert_eq!(peer.session.pending(), 3000);
}

#[test]
fn endless_complaints_about_salts_end_the_call_and_then_the_connection() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let mut rounds = 0;
    let mut failed = 0;
    while peer.session.is_connected() {
        rounds += 1;
        assert!(rounds < 100);
        for packet in peer.sent() {
            peer.say(&tl::bad_server_salt(packet.header.msg_id, rounds), false);
        }
        for event in peer.events() {
            if let Event::Failed { id: 1, code, may_have_run } = event {
                assert_eq!((code, may_have_run), ("ERR_TOO_MANY_REPAIRS", false));
                assert_eq!(rounds, 6);
                failed += 1;
            }
        }
    }
    assert_eq!(failed, 1);
}
