//! Calls that nobody waits for any more (`spec/mtproto.md §5.12`).

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
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    peer.session.cancel(1);
    let packet = peer.sent_one();
    let drop = packet.one(tl::RPC_DROP_ANSWER);
    assert_eq!(tl::read_long(&drop.body), msg_id);

    // Both its own answer and the call's late one are ignored.
    peer.answer(drop.msg_id, &tl::bytes(|w| _ = w.u32(0x5e2a_d36e)));
    peer.answer(msg_id, &tl::result(1));
    assert_eq!(peer.events(), []);
    assert!(peer.session.is_connected());
}

#[test]
fn cancelling_what_is_not_there_does_nothing() {
    let mut peer = Peer::connected();
    peer.session.cancel(9);
    assert!(peer.sent().is_empty());
}
