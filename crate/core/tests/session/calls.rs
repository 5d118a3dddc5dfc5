//! Calls and their answers (`spec/mtproto.md §5.11`).

use heliogram_core::session::{Event, InvokeOptions, Room};

use crate::peer::{Peer, config, result_event};
use crate::tl;

#[test]
fn call_is_answered() {
    let mut peer = Peer::connected();
    peer.invoke(7);
    let packet = peer.sent_one();
    assert!(!packet.is_container);
    let call = packet.one(tl::QUERY);
    assert_eq!((call.seq_no, call.body.clone()), (1, tl::query(7)));
    peer.answer(call.msg_id, &tl::result(7));
    assert_eq!(peer.events(), [result_event(7, tl::result(7))]);
    assert_eq!(peer.session.pending(), 0);
}

#[test]
fn calls_made_without_a_connection_wait_for_one() {
    let mut peer = Peer::new(config());
    peer.invoke(1);
    assert_eq!(peer.session.transmit(&mut peer.rng, peer.now), None);
    assert_eq!(peer.session.deadline(), None);
    peer.connect();
    assert_eq!(peer.sent_one().all(tl::QUERY).len(), 1);
}

#[test]
fn error_of_the_api_ends_its_call_only() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let packet = peer.sent_one();
    let calls = packet.all(tl::QUERY);
    peer.answer(calls[0].msg_id, &tl::rpc_error(420, "FLOOD_WAIT_3"));
    let event = Event::RpcError { id: 1, repeated: false, code: 420, text: "FLOOD_WAIT_3".into() };
    assert_eq!(peer.events(), [event]);
    assert_eq!(peer.session.pending(), 1);
}

#[test]
fn first_answer_wins_and_unknown_ones_are_acked_and_dropped() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    let first = peer.answer(msg_id, &tl::result(1));
    let second = peer.answer(msg_id, &tl::result(2));
    let foreign = peer.answer(msg_id + 4, &tl::result(3));
    let zero = peer.answer(0, &tl::result(4));
    assert_eq!(peer.events(), [result_event(1, tl::result(1))]);
    peer.session.flush_acks();
    let packet = peer.sent_one();
    let acked = tl::read_ids(&packet.one(tl::MSGS_ACK).body);
    assert_eq!(acked, [first, second, foreign, zero]);
}

#[test]
fn anything_that_is_no_service_message_is_an_update() {
    let mut peer = Peer::connected();
    let update = tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5));
    peer.say(&update, true);
    assert_eq!(peer.events(), [Event::Update { body: update }]);
}

#[test]
fn empty_result_fails_its_call_only() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.answer(msg_id, &[]);
    let event = Event::Failed { id: 1, code: "ERR_RESULT_CORRUPT", may_have_run: true };
    assert_eq!(peer.events(), [event]);
    assert!(peer.session.is_connected());
}

#[test]
fn cut_service_messages_are_dropped_and_the_connection_goes_on() {
    let mut peer = Peer::connected();
    let whole = tl::new_session(4, 5, 6);
    for cut in (4..whole.len()).step_by(4) {
        peer.say(&whole[..cut], true);
    }
    assert_eq!(peer.events(), []);
    assert!(peer.session.is_connected());
}

#[test]
fn impossible_queries_and_ids_in_use_are_refused() {
    let mut peer = Peer::connected();
    peer.session.invoke(1, &[], InvokeOptions::default());
    peer.session.invoke(2, &[0; 5], InvokeOptions::default());
    peer.session.invoke(3, &vec![0; 17 << 20], InvokeOptions::default());
    peer.invoke(4);
    peer.invoke(4);
    let failed = |id, code| Event::Failed { id, code, may_have_run: false };
    let expected = [
        failed(1, "ERR_QUERY_LENGTH"),
        failed(2, "ERR_QUERY_LENGTH"),
        failed(3, "ERR_QUERY_LENGTH"),
        failed(4, "ERR_CALL_ID"),
    ];
    assert_eq!(peer.events(), expected);
    assert_eq!(peer.session.pending(), 1);
}

#[test]
fn packed_events_hold_aligned_bodies() {
    let mut peer = Peer::connected();
    peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5)), true);
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.answer(msg_id, &tl::result(9));
    let packed = peer.session.packed_events();
    let words: Vec<u32> =
        packed.chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect();
    assert_eq!(words[..6], [3, 0, 0, 8, tl::UPDATE, 5]);
    assert_eq!(words[6..], [1, 1, 0, 12, tl::RESULT, 9, 0]);
    let packed = packed.to_vec();
    let mut bytes = vec![0; packed.len()];
    let mut room = Room::new(&mut bytes);
    assert!(peer.session.write_events(&mut room));
    assert_eq!(room.used(), packed.len());
    assert_eq!(bytes, packed);
    assert!(peer.session.packed_events().is_empty());
}

#[test]
fn bare_answer_to_destroy_auth_key_ends_the_call() {
    let mut peer = Peer::connected();
    peer.session.invoke(1, &0xd143_5160_u32.to_le_bytes(), InvokeOptions::default());
    peer.sent_one();
    let answer = 0xf660_e1d4_u32.to_le_bytes();
    peer.say(&answer, false);
    assert_eq!(peer.events(), [result_event(1, answer.to_vec())]);
}

#[test]
fn bare_answers_to_destroy_session_end_the_calls_for_those_sessions() {
    let mut peer = Peer::connected();
    let query = |session: i64| tl::bytes(|w| _ = w.u32(tl::DESTROY_SESSION).i64(session));
    for (id, session) in [(1, 70), (2, 80)] {
        peer.session.invoke(id, &query(session), InvokeOptions::default());
    }
    peer.sent_one();
    let none = tl::bytes(|w| _ = w.u32(0x62d3_50c9).i64(80));
    let unasked = tl::bytes(|w| _ = w.u32(0xe220_45fc).i64(90));
    let done = tl::bytes(|w| _ = w.u32(0xe220_45fc).i64(70));
    for answer in [&none, &unasked, &done] {
        peer.say(answer, false);
    }
    assert_eq!(peer.events(), [result_event(2, none), result_event(1, done)]);
    assert_ne!(peer.session.session_id(), 0);
}

#[test]
fn at_most_1024_calls_are_on_their_way() {
    let mut peer = Peer::connected();
    for id in 0..1100 {
        peer.invoke(id);
    }
    let packets = peer.sent();
    let calls: Vec<_> = packets.iter().flat_map(|packet| packet.all(tl::QUERY)).collect();
    assert_eq!(calls.len(), 1024);
    peer.answer(calls[0].msg_id, &tl::result(0));
    assert_eq!(peer.sent_one().all(tl::QUERY).len(), 1);
}
