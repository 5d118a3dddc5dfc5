//! Calls that nobody waits for any more (`spec/mtproto.md §5.12`).

use heliogram_core::tl::Writer;

use crate::peer::Peer;
use crate::tl;

#[test]
fn cancelled_call_that_was_not_sent_never_is() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.session.cancel(1);
    assert!(peer.sent().is_empty());
    assert_eq!(peer.session.pending(), 0);
}

#[test]
fn server_is_told_to_drop_the_answer_of_a_sent_call() {
    let dropped = |w: &mut Writer| _ = w.u32(0xa43a_d8b7).i64(4).i32(1).i32(16);
    let unknown = tl::bytes(|w| _ = w.u32(0x5e2a_d36e));
    let running = tl::bytes(|w| _ = w.u32(0xcd78_e586));
    // What the drop is answered by, and what the call gets in the end, if anything.
    let ends = [
        (unknown, Some(tl::result(1))),
        (running.clone(), Some(running)),
        (tl::bytes(dropped), None),
    ];
    for (answer, late) in ends {
        let mut peer = Peer::connected();
        peer.invoke(1);
        let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
        peer.session.cancel(1);
        let packet = peer.sent_one();
        let drop = packet.one(tl::RPC_DROP_ANSWER);
        assert_eq!(tl::read_long(&drop.body), msg_id);

        // Whatever comes is acked and ignored.
        let mut acked = vec![peer.answer(drop.msg_id, &answer)];
        acked.extend(late.map(|late| peer.answer(msg_id, &late)));
        assert_eq!(peer.events(), []);
        peer.session.flush_acks();
        assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body), acked);
    }
}

#[test]
fn cancelling_what_is_not_there_does_nothing() {
    let mut peer = Peer::connected();
    peer.session.cancel(9);
    assert!(peer.sent().is_empty());
}
