//! Complaints of the server, code by code (`spec/mtproto.md §5.9`).

use heliogram_core::session::Event;

use crate::peer::{Packet, Peer, START, closed, config, result_event};
use crate::tl;

/// Two calls in a container, refused with `code`; what the client sends then.
fn refused(code: i32) -> (Peer, Packet, Packet) {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let before = peer.sent_one();
    peer.say(&tl::bad_msg(before.header.msg_id, code), false);
    let mut packets = peer.sent();
    let first = packets.remove(0);
    assert!(packets.is_empty() || code == 64);
    if code == 64 {
        let second = packets.remove(0);
        assert!(!first.is_container && !second.is_container);
        assert_eq!((first.messages.len(), second.messages.len()), (1, 1));
    }
    (peer, before, first)
}

fn calls(packet: &Packet) -> Vec<Vec<u8>> {
    packet.all(tl::QUERY).into_iter().map(|message| message.body.clone()).collect()
}

#[test]
fn low_id_raises_the_clock_and_resends_in_the_same_session() {
    let mut peer = Peer::connected();
    peer.server_ahead = 1000;
    peer.invoke(1);
    let before = peer.sent_one();
    peer.say(&tl::bad_msg(before.header.msg_id, 16), false);
    let after = peer.sent_one();
    assert_eq!(after.header.session_id, before.header.session_id);
    assert_eq!(after.header.msg_id >> 32, START + 1000);
    assert_eq!(calls(&after), calls(&before));
    assert!(peer.events().contains(&Event::TimeOffset(1_000_000)));
}

#[test]
fn high_id_sets_the_clock_back_and_makes_a_new_session() {
    let mut peer = Peer::connected();
    peer.server_ahead = -1000;
    peer.invoke(1);
    let before = peer.sent_one();
    peer.say(&tl::bad_msg(before.header.msg_id, 17), false);
    let after = peer.sent_one();
    assert_ne!(after.header.session_id, before.header.session_id);
    assert_eq!(after.header.msg_id >> 32, START - 1000);
    assert_eq!(calls(&after), calls(&before));
    assert_eq!(after.one(tl::QUERY).seq_no, 1);
    assert_eq!(tl::read_long(&after.one(tl::DESTROY_SESSION).body), before.header.session_id);
}

#[test]
fn broken_ids_and_sequence_numbers_make_a_new_session() {
    for code in [18, 19, 32, 33, 34, 35] {
        let (mut peer, before, after) = refused(code);
        assert_ne!(after.header.session_id, before.header.session_id, "{code}");
        assert_eq!(calls(&after), calls(&before));
        let call = after.all(tl::QUERY)[0];
        peer.answer(call.msg_id, &tl::result(1));
        assert!(
            peer.events().contains(&result_event(1, tl::result(1))),
            "refused, so not repeated"
        );
    }
}

#[test]
fn message_too_old_to_tell_is_resent_and_marked_as_repeated() {
    for code in [20, 77] {
        let (mut peer, before, after) = refused(code);
        assert_eq!(after.header.session_id, before.header.session_id, "{code}");
        let call = after.all(tl::QUERY)[0];
        peer.answer(call.msg_id, &tl::result(1));
        let event = Event::Result { id: 1, repeated: true, body: tl::result(1) };
        assert_eq!(peer.events(), [event]);
    }
}

#[test]
fn messages_of_an_invalid_container_go_one_by_one_and_then_get_a_new_session() {
    let (mut peer, before, after) = refused(64);
    assert_eq!(after.header.session_id, before.header.session_id);
    peer.say(&tl::bad_msg(after.header.msg_id, 64), false);
    let last = peer.sent();
    assert_ne!(last[0].header.session_id, before.header.session_id);
}

#[test]
fn complaint_about_an_inner_message_concerns_it_alone() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let packet = peer.sent_one();
    peer.say(&tl::bad_msg(packet.all(tl::QUERY)[1].msg_id, 16), false);
    assert_eq!(calls(&peer.sent_one()), [tl::query(2)]);
}

#[test]
fn complaint_about_what_we_did_not_send_or_twice_is_ignored() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let before = peer.sent_one();
    peer.say(&tl::bad_msg(before.header.msg_id + 4, 32), false);
    assert!(peer.sent().is_empty());
    peer.say(&tl::bad_msg(before.header.msg_id, 16), false);
    peer.say(&tl::bad_msg(before.header.msg_id, 32), false);
    let after = peer.sent_one();
    assert_eq!(after.header.session_id, before.header.session_id);
}

#[test]
fn packets_of_the_old_session_are_dropped_silently() {
    let (mut peer, before, after) = refused(32);
    peer.session_id = before.header.session_id;
    peer.answer(before.all(tl::QUERY)[0].msg_id, &tl::result(8));
    assert_eq!(peer.events(), []);
    peer.session_id = after.header.session_id;
    // Ids of the old session mean nothing in the new one either.
    peer.answer(before.all(tl::QUERY)[0].msg_id, &tl::result(8));
    assert_eq!(peer.events(), []);
}

#[test]
fn call_fails_after_five_repairs() {
    for code in [16, 17, 20, 32, 64, 77] {
        let mut peer = Peer::connected();
        peer.invoke(1);
        let mut events = Vec::new();
        for _ in 0..6 {
            for packet in peer.sent() {
                peer.say(&tl::bad_msg(packet.header.msg_id, code), false);
            }
            events.extend(peer.events());
        }
        let may_have_run = [20, 77].contains(&code);
        let failed = Event::Failed { id: 1, code: "ERR_TOO_MANY_REPAIRS", may_have_run };
        assert!(events.contains(&failed), "{code}: {events:?}");
        assert_eq!(peer.session.pending(), 0);
    }
}

#[test]
fn server_that_accepts_nothing_is_left() {
    for code in [16, 17, 20, 32] {
        let mut peer = Peer::new(config());
        peer.connect();
        let mut rounds = 0;
        while peer.session.is_connected() {
            rounds += 1;
            assert!(rounds <= 17, "{code}");
            for packet in peer.sent() {
                peer.say(&tl::bad_msg(packet.header.msg_id, code), false);
            }
        }
        assert_eq!(peer.events().last(), Some(&closed("ERR_TOO_MANY_REPAIRS")), "{code}");
    }
}

#[test]
fn refused_pings_acks_and_questions_are_sent_again() {
    let mut peer = Peer::connected();
    let update = peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5)), true);
    peer.invoke(1);
    peer.sent();
    peer.pass(10_000);
    // The ack has gone with the call; make another one and a question about the call.
    let update = peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(6)), true).max(update);
    peer.pass(60_000);
    let before = peer.sent_one();
    assert_eq!(before.messages.len(), 3, "{before:?}");
    peer.say(&tl::bad_msg(before.header.msg_id, 16), false);
    peer.session.flush_acks();
    let after = peer.sent_one();
    assert_eq!(tl::read_ids(&after.one(tl::MSGS_ACK).body), [update]);
    after.one(tl::PING_DELAY_DISCONNECT);
    assert_eq!(after.one(tl::MSGS_STATE_REQ).body, before.one(tl::MSGS_STATE_REQ).body);
}
