//! Containers both ways (`spec/mtproto.md §5.6`).

use heliogram_core::session::InvokeOptions;

use crate::peer::{Peer, closed, result_event};
use crate::tl;

#[test]
fn calls_of_one_turn_share_one_packet() {
    let mut peer = Peer::connected();
    for id in 0..100 {
        peer.invoke(id);
    }
    let packet = peer.sent_one();
    assert!(packet.is_container);
    assert_eq!(packet.all(tl::QUERY).len(), 100);
    assert_eq!(packet.header.seq_no % 2, 0);
    for pair in packet.messages.windows(2) {
        assert!(pair[0].msg_id < pair[1].msg_id && pair[0].seq_no < pair[1].seq_no);
    }
    assert!(packet.header.msg_id > packet.messages[99].msg_id);
}

#[test]
fn container_is_full_at_1020_messages_or_32_kib() {
    let mut peer = Peer::connected();
    for id in 0..1021 {
        peer.session.invoke(id, &[9; 8], InvokeOptions::default());
    }
    let counts: Vec<usize> = peer.sent().iter().map(|packet| packet.messages.len()).collect();
    assert_eq!(counts, [1020, 1]);

    let mut peer = Peer::connected();
    let plain = InvokeOptions { gzip: false, ..InvokeOptions::default() };
    for (id, length) in [(1, 20_000), (2, 20_000), (3, 100_000), (4, 8)] {
        peer.session.invoke(id, &vec![9; length], plain);
    }
    let counts: Vec<usize> = peer.sent().iter().map(|packet| packet.messages.len()).collect();
    assert_eq!(counts, [1, 1, 1, 1], "a single query may be longer");
}

#[test]
fn long_queries_due_together_leave_whole_and_in_order_about_2_mib_at_a_time() {
    let mut peer = Peer::connected();
    let plain = InvokeOptions { gzip: false, ..InvokeOptions::default() };
    // More than a kernel has lanes, and short ones between the long ones.
    let bodies: Vec<Vec<u8>> = (0..40_u8)
        .map(|part| vec![part; if part % 7 == 3 { 8 } else { 128 * 1024 + 16 * usize::from(part) }])
        .collect();
    for (id, body) in (0..).zip(&bodies) {
        peer.session.invoke(id, body, plain);
    }
    let mut sizes = Vec::new();
    let mut bytes = Vec::new();
    while peer.session.transmit_into(&mut bytes, &mut peer.rng, peer.now) {
        sizes.push(bytes.len());
        peer.transport.push(&std::mem::take(&mut bytes));
    }
    peer.transport.push(&bytes);
    assert!(sizes.len() >= 2 && sizes.iter().all(|size| *size < (2 << 20) + (256 << 10)));
    let packets = peer.sent();
    let sent: Vec<&[u8]> = packets
        .iter()
        .flat_map(|packet| &packet.messages)
        .map(|message| &message.body[..])
        .collect();
    assert_eq!(sent, bodies);
    assert!(packets.windows(2).all(|pair| pair[0].header.msg_id < pair[1].header.msg_id));
}

#[test]
fn file_parts_are_asked_for_one_by_one() {
    let mut peer = Peer::connected();
    let get_file = tl::bytes(|w| _ = w.u32(0xbe53_35be).i32(0));
    peer.session.invoke(1, &get_file, InvokeOptions::default());
    peer.session.invoke(2, &get_file, InvokeOptions::default());
    assert_eq!(peer.sent().len(), 2);
}

#[test]
fn answers_in_a_container_are_delivered_in_order() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    peer.invoke(2);
    let packet = peer.sent_one();
    let calls = packet.all(tl::QUERY);
    let (first, second) = (peer.server_id(), peer.server_id());
    let body = tl::container(&[
        (first, 1, tl::rpc_result(calls[1].msg_id, &tl::result(2))),
        (second, 3, tl::rpc_result(calls[0].msg_id, &tl::result(1))),
    ]);
    peer.say(&body, false);
    assert_eq!(peer.events(), [result_event(2, tl::result(2)), result_event(1, tl::result(1))]);
}

#[test]
fn messages_in_a_container_may_be_older_than_five_minutes() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    let old = peer.server_id_at(-3600);
    peer.say(&tl::container(&[(old, 1, tl::rpc_result(msg_id, &tl::result(1)))]), false);
    assert_eq!(peer.events()[..1], [result_event(1, tl::result(1))]);
}

#[test]
fn hostile_containers_close_the_connection_and_nothing_of_them_is_used() {
    let update = tl::bytes(|w| _ = w.u32(tl::UPDATE).i32(5));
    let nested = tl::container(&[(5, 1, tl::container(&[(9, 1, update.clone())]))]);
    let mut count = tl::container(&[(5, 1, update.clone())]);
    count[4..8].copy_from_slice(&0x8000_0000_u32.to_le_bytes());
    let mut beyond = tl::container(&[(5, 1, update.clone()), (9, 1, update.clone())]);
    beyond.truncate(beyond.len() - 4);
    let empty: Vec<_> = (0..20_000).map(|i| (i * 4 + 1, 1, vec![0; 4])).collect();
    for body in [nested, count, beyond, tl::container(&empty)] {
        let mut peer = Peer::connected();
        peer.say(&body, false);
        assert_eq!(peer.events(), [closed("ERR_CONTAINER")]);
        assert!(!peer.session.is_connected());
    }
}

#[test]
fn obsolete_message_copy_is_the_message_in_it() {
    let mut peer = Peer::connected();
    peer.invoke(1);
    let msg_id = peer.sent_one().one(tl::QUERY).msg_id;
    let original = tl::rpc_result(msg_id, &tl::result(1));
    let inner_id = peer.server_id();
    let copy = tl::bytes(|w| {
        w.u32(0xe060_46b2).i64(inner_id).i32(1).u32(original.len() as u32).raw(&original);
    });
    let outer_id = peer.say(&copy, true);
    assert_eq!(peer.events(), [result_event(1, tl::result(1))]);
    peer.session.flush_acks();
    assert_eq!(tl::read_ids(&peer.sent_one().one(tl::MSGS_ACK).body), [outer_id, inner_id]);
}
