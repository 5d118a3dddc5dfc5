//! Signs of life (`spec/mtproto.md §5.15, 8.1`).

use heliogram_core::session::{Event, Timer};

use crate::peer::{Peer, closed, config};
use crate::tl;

#[test]
fn connection_starts_with_a_ping_that_limits_its_life() {
    let mut peer = Peer::new(config());
    peer.connect();
    let packet = peer.sent_one();
    assert!(!packet.is_container);
    let ping = packet.one(tl::PING_DELAY_DISCONNECT);
    assert_eq!((ping.body.len(), ping.seq_no), (16, 0));
}

#[test]
fn round_trip_is_measured() {
    let mut peer = Peer::new(config());
    peer.connect();
    let packet = peer.sent_one();
    let ping = packet.one(tl::PING_DELAY_DISCONNECT);
    peer.pass(120);
    peer.say(&tl::pong(ping.msg_id, tl::read_long(&ping.body)), false);
    assert_eq!(peer.events(), [Event::RoundTrip(120)]);
    assert_eq!(peer.session.round_trip_ms(), Some(120));
}

#[test]
fn idle_connection_is_pinged_once_a_minute() {
    let mut peer = Peer::connected();
    peer.pass(59_000);
    assert!(peer.sent().is_empty());
    peer.pass(6_000);
    peer.answer_pings();
    assert!(matches!(peer.events()[..], [Event::RoundTrip(0)]));
}

#[test]
fn dead_connection_is_found_sooner_while_a_call_waits() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.sent_one();
    let mut waited = 0;
    while peer.session.is_connected() {
        let at_ms = peer.session.deadline().unwrap();
        waited += at_ms - peer.now.mono_ms;
        peer.pass(at_ms - peer.now.mono_ms);
        peer.sent();
    }
    assert_eq!(peer.events(), [closed("ERR_PONG_TIMEOUT")]);
    assert!((5_000..8_000).contains(&waited), "{waited} ms");
    assert_eq!(peer.session.pending(), 1);
}

#[test]
fn dead_idle_connection_is_found() {
    let mut peer = Peer::connected();
    let start = peer.now.mono_ms;
    while peer.session.is_connected() {
        peer.pass(1000);
        peer.sent();
    }
    assert_eq!(peer.events(), [closed("ERR_PONG_TIMEOUT")]);
    assert!((80_000..100_000).contains(&(peer.now.mono_ms - start)));
}

#[test]
fn any_packet_is_a_sign_of_life() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    for _ in 0..60 {
        peer.sent();
        peer.pass(2000);
        peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5)), false);
    }
    assert!(peer.session.is_connected());
}

#[test]
fn reason_of_the_next_deadline_can_be_asked() {
    let mut peer = Peer::connected();
    assert_eq!(peer.session.next_timer().unwrap().0, Timer::Ping);
    peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5)), true);
    let (timer, at_ms) = peer.session.next_timer().unwrap();
    assert_eq!((timer, at_ms), (Timer::Acks, peer.now.mono_ms + 10_000));
    peer.disconnect();
    assert_eq!(peer.session.next_timer(), None);
}
