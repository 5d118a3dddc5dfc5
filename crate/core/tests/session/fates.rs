//! Whether the server may have carried out a call that waits, or that it answered by an error.

use heliogram_core::session::Event;

use crate::peer::{Peer, result_event};
use crate::tl;

#[test]
fn call_may_have_run_from_its_first_sending_to_its_end() {
    let mut peer = Peer::connected();
    assert_eq!(peer.session.may_have_run(1), None);
    peer.invoke(1);
    assert_eq!(peer.session.may_have_run(1), Some(false));
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    assert_eq!(peer.session.may_have_run(1), Some(true));
    peer.disconnect();
    assert_eq!(peer.session.may_have_run(1), Some(true));
    peer.connect();
    peer.answer_pings();
    peer.answer(msg_id, &tl::result(1));
    assert_eq!(peer.session.may_have_run(1), None);
    assert_eq!(peer.events().last(), Some(&result_event(1, tl::result(1))));
}

#[test]
fn call_without_a_connection_has_not_run() {
    let mut peer = Peer::connected();
    peer.disconnect();
    peer.invoke(1);
    peer.sent();
    assert_eq!(peer.session.may_have_run(1), Some(false));
    peer.session.cancel(1);
    assert_eq!(peer.session.may_have_run(1), None);
}

#[test]
fn call_that_was_refused_or_missed_has_not_run() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let refused = peer.sent_one().one(tl::QUERY).msg_id;
    peer.say(&tl::bad_msg(refused, 16), false);
    assert_eq!(peer.session.may_have_run(1), Some(false));

    peer.sent_one();
    peer.disconnect();
    peer.connect();
    let question = peer.answer_pings().one(tl::MSGS_STATE_REQ).msg_id;
    peer.say(&tl::state_info(question, &[2]), false);
    assert_eq!(peer.session.may_have_run(1), Some(false));
}

#[test]
fn error_that_answers_a_repetition_says_so() {
    for state in [1, 2] {
        let mut peer = Peer::connected();
        peer.invoke(1);
        peer.sent_one();
        peer.disconnect();
        peer.connect();
        let question = peer.answer_pings().one(tl::MSGS_STATE_REQ).msg_id;
        peer.say(&tl::state_info(question, &[state]), false);
        let again = peer.sent_one().one(tl::QUERY).msg_id;
        peer.answer(again, &tl::rpc_error(400, "BAD_REQUEST"));
        // Of a message that never arrived nothing is open.
        let (repeated, text) = (state == 1, "BAD_REQUEST".into());
        let expected = Event::RpcError { id: 1, repeated, code: 400, text };
        assert_eq!(peer.events().last(), Some(&expected));
    }
}
