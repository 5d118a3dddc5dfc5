//! Authentic messages with any contents: a server gone mad must not take the client with it.

use proptest::prelude::*;

use crate::peer::Peer;
use crate::tl;

/// The ids of every service message, and some that are none.
const CONSTRUCTORS: [u32; 26] = [
    0x73f1_f8dc,
    0xe060_46b2,
    0x3072_cfa1,
    0xf35c_6d01,
    0x2144_ca19,
    0x62d6_b459,
    0xa7ef_f811,
    0xedab_447b,
    0xda69_fb52,
    0x04de_b57d,
    0x8cc0_d131,
    0x276d_3ec6,
    0x809d_b6df,
    0x7d86_1a08,
    0x5e2a_d36e,
    0xcd78_e586,
    0xae50_0895,
    0x3477_73c5,
    0x9ec2_0908,
    0xe220_45fc,
    0xf660_e1d4,
    0x9299_359f,
    0x1cb5_c415,
    0x3333_3333,
    0x58e4_a740,
    0,
];

/// A word of a message: anything, or something that has a meaning somewhere.
fn any_word() -> impl Strategy<Value = Word> {
    prop_oneof![
        3 => any::<u32>().prop_map(Word::Raw),
        3 => (0_u32..40).prop_map(Word::Raw),
        2 => proptest::sample::select(&CONSTRUCTORS[..]).prop_map(Word::Raw),
        2 => Just(Word::CallId),
        1 => Just(Word::ContainerId),
    ]
}

#[derive(Clone, Debug)]
enum Word {
    Raw(u32),
    /// The id of a call on its way.
    CallId,
    /// The id of the container it went in.
    ContainerId,
}

fn any_body() -> impl Strategy<Value = Vec<Word>> {
    let start = proptest::sample::select(&CONSTRUCTORS[..]).prop_map(Word::Raw);
    (start, proptest::collection::vec(any_word(), 0..24))
        .prop_map(|(start, rest)| std::iter::once(start).chain(rest).collect())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_message_is_survived(
        bodies in proptest::collection::vec((any_body(), any::<bool>(), 0_u8..3), 1..12),
    ) {
        let mut peer = Peer::connected();
        for id in 1..4 {
            peer.invoke(id);
        }
        for (words, content_related, wrap) in bodies {
            for packet in peer.sent() {
                peer.answer_pings_in(&packet);
            }
            if !peer.session.is_connected() {
                peer.disconnect();
                peer.connect();
            }
            peer.invoke(4);
            let sent = peer.sent();
            let packet = sent.last();
            let container_id = packet.map_or(4, |packet| packet.header.msg_id);
            let call_id = packet.map_or(4, |packet| packet.messages[0].msg_id);
            let mut body = tl::bytes(|w| {
                for word in &words {
                    match word {
                        Word::Raw(word) => w.u32(*word),
                        Word::CallId => w.i64(call_id),
                        Word::ContainerId => w.i64(container_id),
                    };
                }
            });
            match wrap {
                0 => {}
                1 => body = tl::gzip_packed(&body),
                _ => {
                    let id = peer.server_id();
                    body = tl::container(&[(id, i32::from(content_related), body)]);
                }
            }
            peer.say(&body, content_related);
            peer.pass(3000);
            peer.events();
        }
        // Whatever it said, the client can still work with a server that is sane again.
        peer.disconnect();
        peer.pass(100);
        peer.connect();
        peer.session.invoke(99, &tl::query(99), Default::default());
        let mut answered = false;
        for _ in 0..4 {
            for packet in peer.sent() {
                for call in packet.all(tl::QUERY) {
                    if call.body == tl::query(99) {
                        peer.answer(call.msg_id, &tl::result(99));
                        answered = true;
                    }
                }
            }
            peer.say(&tl::bytes(|w| _ = w.u32(tl::UPDATE)), false);
        }
        prop_assert!(answered);
    }
}
