//! Packed objects both ways (`spec/mtproto.md §1.6, 5.19`).

use heliogram_core::session::{Event, InvokeOptions};

use crate::peer::{Peer, closed, result_event};
use crate::tl;

/// A long object that shrinks well.
fn long(constructor: u32) -> Vec<u8> {
    tl::bytes(|w| _ = w.u32(constructor).raw(&[7; 4000]))
}

fn called(id: u32) -> (Peer, i64) {
    let mut peer = Peer::connected();
    peer.invoke(id);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    (peer, msg_id)
}

#[test]
fn long_query_is_packed_unless_the_caller_objects() {
    let mut peer = Peer::connected();
    peer.session.invoke(1, &long(tl::QUERY), InvokeOptions::default());
    let packet = peer.sent_one();
    let call = packet.one(tl::GZIP_PACKED);
    assert_eq!(call.seq_no % 2, 1);
    assert_eq!(tl::unpack(&call.body), long(tl::QUERY));

    let plain = InvokeOptions { gzip: false, ..InvokeOptions::default() };
    peer.session.invoke(2, &long(tl::QUERY), plain);
    assert_eq!(peer.sent_one().one(tl::QUERY).body, long(tl::QUERY));
}

#[test]
fn packed_result_arrives_unpacked() {
    let (mut peer, msg_id) = called(1);
    peer.answer(msg_id, &tl::gzip_packed(&long(tl::RESULT)));
    assert_eq!(peer.events(), [result_event(1, long(tl::RESULT))]);
}

#[test]
fn result_may_be_packed_twice_and_not_more_often() {
    let (mut peer, msg_id) = called(1);
    let once = tl::gzip_packed(&long(tl::RESULT));
    let twice = tl::gzip_packed(&once);
    peer.answer(msg_id, &twice);
    assert_eq!(peer.events(), [result_event(1, long(tl::RESULT))]);

    let (mut peer, msg_id) = called(2);
    peer.answer(msg_id, &tl::gzip_packed(&twice));
    let event = Event::Failed { id: 2, code: "ERR_RESULT_CORRUPT", may_have_run: true };
    assert_eq!(peer.events(), [event]);
}

#[test]
fn packed_error_is_an_error() {
    let (mut peer, msg_id) = called(1);
    peer.answer(msg_id, &tl::gzip_packed(&tl::rpc_error(400, "BAD_REQUEST")));
    let event = Event::RpcError { id: 1, repeated: false, code: 400, text: "BAD_REQUEST".into() };
    assert_eq!(peer.events(), [event]);
}

#[test]
fn bomb_fails_its_call_and_nothing_else() {
    let (mut peer, msg_id) = called(1);
    peer.answer(msg_id, &tl::gzip_packed(&vec![0; 17 << 20]));
    let event = Event::Failed { id: 1, code: "ERR_RESULT_TOO_BIG", may_have_run: true };
    assert_eq!(peer.events(), [event]);
    assert!(peer.session.is_connected());
}

#[test]
fn packed_update_and_packed_container_arrive_unpacked() {
    let mut peer = Peer::connected();
    peer.say(&tl::gzip_packed(&long(tl::UPDATE)), true);
    assert_eq!(peer.events(), [Event::Update { body: long(tl::UPDATE) }]);

    let id = peer.server_id();
    let inner = tl::gzip_packed(&long(tl::UPDATE));
    let body = tl::gzip_packed(&tl::container(&[(id, 3, inner)]));
    peer.say(&body, false);
    assert_eq!(peer.events(), [Event::Update { body: long(tl::UPDATE) }]);
}

#[test]
fn packed_message_that_never_ends_closes_the_connection() {
    for depth in [3, 6] {
        let mut peer = Peer::connected();
        let mut body = long(tl::UPDATE);
        for _ in 0..depth {
            body = tl::gzip_packed(&body);
        }
        peer.say(&body, true);
        assert_eq!(peer.events(), [closed("ERR_GZIP")]);
    }
}

#[test]
fn packed_rpc_result_ends_its_call() {
    let (mut peer, msg_id) = called(1);
    peer.say(&tl::gzip_packed(&tl::rpc_result(msg_id, &long(tl::RESULT))), true);
    assert_eq!(peer.events(), [result_event(1, long(tl::RESULT))]);
}
