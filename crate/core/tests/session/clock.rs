//! The server's time (`spec/mtproto.md §5.2`).

use heliogram_core::session::{Event, SessionConfig};

use crate::peer::{Peer, START, config};
use crate::tl;

/// The time of a message id in seconds.
fn seconds(msg_id: i64) -> i64 {
    msg_id >> 32
}

#[test]
fn offset_of_the_exchange_is_used() {
    let mut peer = Peer::new(SessionConfig { time_offset_ms: 90_000, ..config() });
    peer.connect();
    assert_eq!(seconds(peer.sent_one().header.msg_id), START + 90);
}

#[test]
fn late_clock_is_set_by_the_first_message() {
    let mut peer = Peer::new(config());
    peer.server_ahead = 4000;
    peer.connect();
    peer.answer_pings();
    let events = peer.events();
    assert!(events.contains(&Event::TimeOffset(4_000_000)), "{events:?}");
    peer.invoke(1);
    assert_eq!(seconds(peer.sent_one().header.msg_id), START + 4000);
}

#[test]
fn wall_clock_that_jumps_changes_nothing() {
    let mut peer = Peer::connected();
    peer.now.wall_ms -= 7_200_000;
    peer.invoke(1);
    let first = peer.sent_one().header.msg_id;
    peer.now.wall_ms += 9_000_000;
    peer.invoke(2);
    let second = peer.sent_one().header.msg_id;
    assert_eq!((seconds(first), seconds(second)), (START, START));
    assert!(first < second);
}

#[test]
fn connection_survives_a_night_of_sleep() {
    let mut peer = Peer::connected();
    // The monotonic clock stands still while the machine sleeps.
    peer.now.wall_ms += 8 * 3_600_000;
    peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(1)), true);
    assert!(peer.session.is_connected());
    assert!(matches!(peer.events()[0], Event::Update { .. }));
    peer.invoke(1);
    assert_eq!(seconds(peer.sent_one().header.msg_id), START + 8 * 3600);
}

#[test]
fn answer_made_before_its_question_sets_the_clock_back() {
    let mut peer = Peer::connected();
    peer.server_ahead = -20;
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.answer(msg_id, &tl::result(1));
    assert!(peer.events().contains(&Event::TimeOffset(-20_000)));
    peer.invoke(2);
    let next = peer.sent_one().one(tl::QUERY).msg_id;
    assert!(next > msg_id, "ids increase all the same");
    assert_eq!(seconds(next), START);
}

#[test]
fn pong_from_far_ahead_sets_the_clock() {
    let mut peer = Peer::connected();
    peer.pass(66_000);
    peer.server_ahead = 100;
    peer.answer_pings();
    assert!(peer.session.is_connected());
    assert!(peer.events().contains(&Event::TimeOffset(100_000)));
}
