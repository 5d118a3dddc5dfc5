//! Sessions that the server makes (`spec/mtproto.md §5.14`).

use heliogram_core::session::Event;

use crate::peer::{Peer, result_event};
use crate::tl;

fn new_sessions(events: &[Event]) -> Vec<(bool, i64)> {
    let of = |event: &Event| match event {
        Event::NewSession { first, unique_id, .. } => Some((*first, *unique_id)),
        _ => None,
    };
    events.iter().filter_map(of).collect()
}

#[test]
fn calls_from_before_the_new_session_are_resent_and_marked_as_repeated() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let lost = peer.sent_one().one(tl::QUERY).msg_id;
    peer.invoke(2);
    let kept = peer.sent_one().one(tl::QUERY).msg_id;
    peer.say(&tl::new_session(kept, 77, 99), true);
    assert_eq!(new_sessions(&peer.events()), [(true, 77)]);

    let packet = peer.sent_one();
    assert_eq!(packet.header.salt, 99);
    let call = packet.one(tl::QUERY);
    assert_eq!(call.body, tl::query(1));
    assert!(call.msg_id > lost);
    peer.answer(call.msg_id, &tl::result(1));
    peer.answer(kept, &tl::result(2));
    let repeated = Event::Result { id: 1, repeated: true, body: tl::result(1) };
    assert_eq!(peer.events(), [repeated, result_event(2, tl::result(2))]);
}

#[test]
fn call_in_the_first_container_is_not_lost() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let packet = peer.sent_one();
    peer.say(&tl::new_session(packet.header.msg_id, 77, 99), true);
    assert!(peer.sent().iter().all(|packet| packet.all(tl::QUERY).is_empty()));
}

#[test]
fn same_session_is_announced_once() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    for (unique_id, expected) in [(77, vec![(true, 77)]), (77, vec![]), (78, vec![(false, 78)])] {
        peer.say(&tl::new_session(msg_id, unique_id, 99), true);
        assert_eq!(new_sessions(&peer.events()), expected);
    }
    assert!(peer.sent().iter().all(|packet| packet.all(tl::QUERY).is_empty()));
}

#[test]
fn sessions_with_ever_greater_first_ids_end_the_call() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    for unique_id in 0..6 {
        peer.sent();
        peer.say(&tl::new_session(i64::MAX, unique_id, 99), true);
    }
    let failed = Event::Failed { id: 1, code: "ERR_TOO_MANY_REPAIRS", may_have_run: true };
    assert!(peer.events().contains(&failed));
}
