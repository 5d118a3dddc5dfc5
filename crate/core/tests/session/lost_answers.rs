//! Answers that stay away on a connection that lives (`spec/mtproto.md §5.10`), second by second.

use heliogram_core::session::{Event, InvokeOptions};

use crate::peer::{Message, Packet, Peer, closed, result_event};
use crate::tl;

/// States of a message: the server works on it, has answered it.
const WORKING: u8 = 4 | 32;
const ANSWERED: u8 = 4 | 64;

fn ask_at(packets: &[Packet]) -> Vec<&Message> {
    packets.iter().flat_map(|packet| packet.all(tl::MSGS_STATE_REQ)).collect()
}

/// One call, on its way.
fn calling() -> (Peer, Message) {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let call = peer.sent_one().one(tl::QUERY).clone();
    (peer, call)
}

/// Lives until the client asks about calls, and answers with one state for all; gives the seconds
/// that took, and what else the client wrote.
fn asked(peer: &mut Peer, state: u8) -> (u64, Vec<Packet>) {
    let mut written = Vec::new();
    for second in 1..=200 {
        let packets = peer.live(1);
        let question = ask_at(&packets).first().map(|question| (*question).clone());
        written.extend(packets);
        if let Some(question) = question {
            let states = vec![state; tl::read_ids(&question.body).len()];
            peer.say(&tl::state_info(question.msg_id, &states), false);
            return (second, written);
        }
    }
    panic!("no question in 200 s");
}

fn calls_in(packets: &[Packet]) -> usize {
    packets.iter().map(|packet| packet.all(tl::QUERY).len()).sum()
}

/// What the client tells, but for round trips.
fn told(peer: &mut Peer) -> Vec<Event> {
    let events = peer.events();
    events.into_iter().filter(|event| !matches!(event, Event::RoundTrip(_))).collect()
}

#[test]
fn lost_answer_is_here_within_fifteen_seconds() {
    let (mut peer, call) = calling();
    let (first, _) = asked(&mut peer, ANSWERED);
    assert_eq!(told(&mut peer), [Event::Acked { id: 1 }]);

    let (second, written) = asked(&mut peer, ANSWERED);
    assert_eq!(told(&mut peer), [closed("ERR_ANSWER_LOST")]);
    assert!(!peer.session.is_connected());
    assert_eq!(calls_in(&written), 0);
    assert!(first + second <= 10, "after {first} and {second} s");
    peer.disconnect();
    peer.connect();
    peer.sent_one();
    peer.answer(call.msg_id, &tl::result(1));
    assert_eq!(told(&mut peer), [result_event(1, tl::result(1))]);
}

#[test]
fn answer_that_comes_late_after_all_keeps_its_connection() {
    let (mut peer, call) = calling();
    asked(&mut peer, ANSWERED);
    peer.answer(call.msg_id, &tl::result(1));
    assert_eq!(told(&mut peer).last(), Some(&result_event(1, tl::result(1))));
    assert!(ask_at(&peer.live(200)).is_empty());
    assert!(peer.session.is_connected());
}

#[test]
fn long_work_costs_a_few_questions_and_nothing_else() {
    let (mut peer, _) = calling();
    let mut times = Vec::new();
    for _ in 0..7 {
        let (seconds, written) = asked(&mut peer, WORKING);
        assert_eq!(calls_in(&written), 0, "repeated");
        times.push(seconds);
    }
    assert_eq!(times, [4, 8, 16, 32, 60, 60, 60]);
    assert!(peer.session.is_connected());
    assert_eq!(told(&mut peer), [Event::Acked { id: 1 }]);
}

#[test]
fn answers_that_come_in_time_cost_no_question() {
    let mut peer = Peer::connected();
    for id in 1..=20 {
        peer.invoke(id);
        let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
        assert!(ask_at(&peer.live(3)).is_empty());
        peer.answer(msg_id, &tl::result(u64::from(id)));
    }
    assert!(ask_at(&peer.live(300)).is_empty(), "nobody waits");
}

#[test]
fn calls_of_one_second_are_asked_about_together() {
    let mut peer = Peer::connected();
    for id in 1..=100 {
        peer.invoke(id);
        peer.sent();
        peer.pass(10);
    }
    let questions = peer.live(6);
    let questions = ask_at(&questions);
    assert!(questions.len() <= 2, "{} questions", questions.len());
    let ids: usize = questions.iter().map(|question| tl::read_ids(&question.body).len()).sum();
    assert_eq!(ids, 100);
}

#[test]
fn question_without_an_answer_is_followed_by_the_call_as_it_was_but_not_before_a_minute() {
    let (mut peer, call) = calling();
    let early = peer.live(59);
    assert_eq!((ask_at(&early).len(), calls_in(&early)), (3, 0));
    let late = peer.live(61);
    assert_eq!(ask_at(&late).len(), 2);
    let again: Vec<_> = late.iter().flat_map(|packet| packet.all(tl::QUERY)).collect();
    assert_eq!(again, [&call]);
    // A server that has forgotten the session takes it for a new one.
    peer.answer(call.msg_id, &tl::result(1));
    let repeated = Event::Result { id: 1, repeated: true, body: tl::result(1) };
    assert_eq!(told(&mut peer), [repeated]);
}

#[test]
fn call_that_must_not_run_twice_is_asked_about_and_never_repeated() {
    let mut peer = Peer::connected();
    let once = InvokeOptions { once: true, ..Default::default() };
    peer.session.invoke(1, &tl::query(1), once);
    peer.sent_one();
    let written = peer.live(300);
    assert_eq!((ask_at(&written).len(), calls_in(&written)), (8, 0));
}

#[test]
fn server_that_never_gives_an_answer_loses_ever_fewer_connections() {
    let (mut peer, call) = calling();
    let mut lives = Vec::new();
    for _ in 0..5 {
        let mut life = 0;
        while !told(&mut peer).contains(&closed("ERR_ANSWER_LOST")) {
            life += asked(&mut peer, ANSWERED).0;
            assert_eq!(calls_in(&peer.sent()), 0, "repeated");
        }
        lives.push(life);
        peer.disconnect();
        peer.connect();
    }
    assert!(lives.is_sorted() && lives[0] < 10 && lives[4] >= 60, "{lives:?}");
    peer.sent();
    peer.answer(call.msg_id, &tl::result(1));
    assert_eq!(told(&mut peer).last(), Some(&result_event(1, tl::result(1))));
}
