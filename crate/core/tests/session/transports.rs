//! Sessions over every transport, and the errors that a transport carries.

use heliogram_core::session::{Event, SessionConfig};
use heliogram_core::transport::{Obfuscation, Transport, TransportKind, TransportOptions};

use crate::peer::{Peer, closed, config, result_event};
use crate::tl;

fn over(kind: TransportKind, obfuscated: Option<Obfuscation>) -> Peer {
    Peer::new(SessionConfig { transport: TransportOptions { kind, obfuscated }, ..config() })
}

#[test]
fn calls_are_answered_over_every_transport() {
    use TransportKind::{Abridged, Full, Intermediate, Padded};
    let obfuscation = Some(Obfuscation { dc_id: 2, secret: None });
    for kind in [Abridged, Intermediate, Padded, Full] {
        for obfuscated in [None, obfuscation] {
            if kind == Full && obfuscated.is_some() {
                continue;
            }
            let mut peer = over(kind, obfuscated);
            for id in 1..4 {
                peer.connect();
                peer.answer_pings();
                peer.invoke(id);
                let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
                peer.answer(msg_id, &tl::result(1));
                assert!(peer.events().contains(&result_event(id, tl::result(1))), "{kind:?}");
                peer.disconnect();
            }
        }
    }
}

#[test]
fn transport_error_closes_the_connection_and_calls_are_kept() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.sent_one();
    let mut bytes = Vec::new();
    peer.transport.write_error(-404, &mut peer.rng, &mut bytes);
    peer.session.receive(&mut bytes, &mut peer.rng, peer.now);
    let event = Event::Closed { code: "ERR_TRANSPORT_STATUS", status: -404 };
    assert_eq!(peer.events(), [event]);
    assert_eq!(peer.session.pending(), 1);
    assert_eq!(peer.session.deadline(), None);
}

#[test]
fn length_of_a_gigabyte_closes_the_connection() {
    let mut peer = Peer::connected();
    peer.session.receive(&mut 0x4000_0000_u32.to_le_bytes(), &mut peer.rng, peer.now);
    assert_eq!(peer.events(), [closed("ERR_FRAME_TOO_BIG")]);
}

#[test]
fn answers_arrive_in_any_chunks() {
    for size in [1, 3, 7, 50] {
        let mut peer = Peer::connected();
        peer.invoke(1);
        let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
        let header = peer.header(true);
        let packet = peer.seal(&header, &tl::rpc_result(msg_id, &tl::result(1)));
        let mut bytes = Vec::new();
        peer.transport.write(&packet, &mut peer.rng, &mut bytes);
        for chunk in bytes.chunks_mut(size) {
            peer.session.receive(chunk, &mut peer.rng, peer.now);
        }
        assert_eq!(peer.events(), [result_event(1, tl::result(1))]);
    }
}

#[test]
fn session_goes_on_with_the_transport_of_the_exchange() {
    let mut peer = Peer::new(config());
    let options = config().transport;
    let mut transport = Transport::new(options, &mut peer.rng);
    // What the exchange had to say.
    let mut opening = Vec::new();
    transport.write(&[1; 24], false, &mut peer.rng, &mut opening);
    peer.transport.push(&opening);
    assert!(peer.transport.next_frame().unwrap().is_some());

    peer.session.adopt(transport, peer.now);
    peer.answer_pings();
    assert!(matches!(peer.events()[..], [Event::RoundTrip(0)]));
}
