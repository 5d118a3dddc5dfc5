//! A session that sends sixteen calls and receives their results in one container.

use heliogram_core::message::{Header, Side, open, padding_len, seal};
use heliogram_core::session::{FutureSalt, InvokeOptions, Room, Session, SessionConfig};
use heliogram_core::tl::{Reader, Writer};
use heliogram_core::transport::{ServerTransport, TransportKind, TransportOptions};
use heliogram_core::{AuthKey, Now};

use crate::{Run, rng};

const NOW: Now = Now { mono_ms: 5, wall_ms: 1_700_000_000_000 };
const CALLS: u32 = 16;
/// Bytes of a part of a file.
const PART: usize = 64 * 1024;

const MSG_CONTAINER: u32 = 0x73f1_f8dc;
const RPC_RESULT: u32 = 0xf35c_6d01;
const QUERY: u32 = 0x1111_1111;

pub(crate) fn cases(run: &mut Run, kernel: &str) {
    let key = AuthKey::new(Box::new([7; 256]));
    let start = (NOW.wall_ms / 1000) as i32;
    let config = SessionConfig {
        auth_key: key.clone(),
        transport: TransportOptions { kind: TransportKind::Intermediate, obfuscated: None },
        salts: vec![FutureSalt { valid_since: start - 9, valid_until: start + 90_000, salt: 1 }],
        time_offset_ms: 0,
    };
    let mut random = rng(3);
    let mut session = Session::new(config, &mut random, NOW);
    session.connect(&mut random, NOW);
    let query = [&QUERY.to_le_bytes()[..], &[5; 60]].concat();
    let written = run.step(&format!("session sends {CALLS} calls, {kernel}"), || {
        for id in 0..CALLS {
            session.invoke(id, &query, InvokeOptions::default());
        }
        session.transmit(&mut random, NOW).expect("a packet")
    });

    let mut server = ServerTransport::accept(None);
    server.push(&written);
    let frame = server.next_frame().expect("frames").expect("a packet");
    let opened = open(&key, Side::Client, frame.packet).expect("authentic");
    let ids = ids_of_calls(&frame.packet[opened.body.clone()]);
    assert_eq!(ids.len(), CALLS as usize);
    let body = results(&ids);
    let first = i64::from(start) << 32 | 1;
    let header = Header { msg_id: first + 4000, seq_no: 2 * CALLS as i32, ..opened.header };
    let padding = vec![6; padding_len(body.len(), 0)];
    let (mut packet, mut bytes) = (Vec::new(), Vec::new());
    seal(&key, Side::Server, &header, &body, &padding, &mut packet).expect("whole words");
    server.write(&packet, &mut random, &mut bytes);

    let mut memory = vec![0; 64 * 1024];
    let events = run.step(&format!("session receives {CALLS} results, {kernel}"), || {
        let mut room = Room::new(&mut memory);
        session.receive_into(&mut room, &mut bytes, &mut random, NOW);
        session.write_events(&mut room);
        room.used()
    });
    assert!(events > 0 && session.pending() == 0, "a call has no result");

    for (index, (reads, name)) in (1..).zip([(1, "one read"), (5, "five reads")]) {
        session.invoke(CALLS, &query, InvokeOptions::default());
        let written = session.transmit(&mut random, NOW).expect("a packet");
        server.push(&written);
        let frame = server.next_frame().expect("frames").expect("a packet");
        let opened = open(&key, Side::Client, frame.packet).expect("authentic");
        let id = id_of_call(&frame.packet[opened.body], opened.header.msg_id);
        let body = [&RPC_RESULT.to_le_bytes()[..], &id.to_le_bytes(), &[0x22; PART]].concat();
        let header = Header { msg_id: first + 4000 + 4 * index, seq_no: 99, ..opened.header };
        let padding = vec![6; padding_len(body.len(), 0)];
        let (mut packet, mut bytes) = (Vec::new(), Vec::new());
        seal(&key, Side::Server, &header, &body, &padding, &mut packet).expect("whole words");
        server.write(&packet, &mut random, &mut bytes);
        let length = bytes.len().div_ceil(reads);
        let mut memory = vec![0; PART + 1024];
        let name = format!("session receives 64 KiB in {name}, {kernel}");
        let events = run.step(&name, || {
            let mut room = Room::new(&mut memory);
            for chunk in bytes.chunks_mut(length) {
                session.receive_into(&mut room, chunk, &mut random, NOW);
            }
            room.used()
        });
        assert_eq!(events, 16 + PART, "the part is where it belongs");
    }
}

/// The id of the call in a packet: bare, or in a container with acks.
fn id_of_call(body: &[u8], packet_id: i64) -> i64 {
    if body.starts_with(&QUERY.to_le_bytes()) { packet_id } else { ids_of_calls(body)[0] }
}

fn ids_of_calls(container: &[u8]) -> Vec<i64> {
    let mut reader = Reader::new(container);
    reader.expect(MSG_CONTAINER).expect("a container");
    let mut ids = Vec::new();
    for _ in 0..reader.u32().expect("a count") {
        let id = reader.i64().expect("an id");
        reader.i32().expect("a seqno");
        let length = reader.u32().expect("a length") as usize;
        if reader.raw(length).expect("a body").starts_with(&QUERY.to_le_bytes()) {
            ids.push(id);
        }
    }
    ids
}

/// A container with a result of 256 bytes for each id.
fn results(ids: &[i64]) -> Vec<u8> {
    let first = (NOW.wall_ms / 1000) << 32 | 1;
    let mut writer = Writer::new();
    writer.u32(MSG_CONTAINER).u32(ids.len() as u32);
    for (index, id) in (0..).zip(ids) {
        writer.i64(first + 4 * i64::from(index)).i32(2 * index + 1).u32(12 + 256);
        writer.u32(RPC_RESULT).i64(*id).raw(&[0x22; 256]);
    }
    writer.into_bytes()
}
