//! Service messages as a server writes them, and readers for those of the client.

use heliogram_core::tl::{Reader, VECTOR, Writer};

pub(crate) const MSG_CONTAINER: u32 = 0x73f1_f8dc;
pub(crate) const GZIP_PACKED: u32 = 0x3072_cfa1;
pub(crate) const MSGS_ACK: u32 = 0x62d6_b459;
pub(crate) const MSGS_STATE_REQ: u32 = 0xda69_fb52;
pub(crate) const MSGS_STATE_INFO: u32 = 0x04de_b57d;
pub(crate) const MSG_RESEND_REQ: u32 = 0x7d86_1a08;
pub(crate) const RPC_DROP_ANSWER: u32 = 0x58e4_a740;
pub(crate) const GET_FUTURE_SALTS: u32 = 0xb921_bd04;
pub(crate) const PING_DELAY_DISCONNECT: u32 = 0xf342_7b8c;
pub(crate) const DESTROY_SESSION: u32 = 0xe751_2126;

/// A query and a result that mean nothing.
pub(crate) const QUERY: u32 = 0x1111_1111;
pub(crate) const RESULT: u32 = 0x2222_2222;
pub(crate) const UPDATE: u32 = 0x3333_3333;

/// Serialises.
pub(crate) fn bytes(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    write(&mut writer);
    writer.into_bytes()
}

/// A query with a number in it.
pub(crate) fn query(number: u64) -> Vec<u8> {
    bytes(|w| _ = w.u32(QUERY).u64(number))
}

/// A result with a number in it.
pub(crate) fn result(number: u64) -> Vec<u8> {
    bytes(|w| _ = w.u32(RESULT).u64(number))
}

pub(crate) fn rpc_result(req_msg_id: i64, result: &[u8]) -> Vec<u8> {
    bytes(|w| _ = w.u32(0xf35c_6d01).i64(req_msg_id).raw(result))
}

pub(crate) fn rpc_error(code: i32, text: &str) -> Vec<u8> {
    bytes(|w| _ = w.u32(0x2144_ca19).i32(code).bytes(text.as_bytes()).unwrap())
}

pub(crate) fn acks(ids: &[i64]) -> Vec<u8> {
    id_list(MSGS_ACK, ids)
}

pub(crate) fn id_list(constructor: u32, ids: &[i64]) -> Vec<u8> {
    bytes(|w| {
        w.u32(constructor).vector(ids.len() as u32);
        for id in ids {
            w.i64(*id);
        }
    })
}

pub(crate) fn bad_msg(bad_msg_id: i64, code: i32) -> Vec<u8> {
    bytes(|w| _ = w.u32(0xa7ef_f811).i64(bad_msg_id).i32(0).i32(code))
}

pub(crate) fn bad_server_salt(bad_msg_id: i64, salt: i64) -> Vec<u8> {
    bytes(|w| _ = w.u32(0xedab_447b).i64(bad_msg_id).i32(0).i32(48).i64(salt))
}

pub(crate) fn new_session(first_msg_id: i64, unique_id: i64, salt: i64) -> Vec<u8> {
    bytes(|w| _ = w.u32(0x9ec2_0908).i64(first_msg_id).i64(unique_id).i64(salt))
}

pub(crate) fn pong(msg_id: i64, ping_id: i64) -> Vec<u8> {
    bytes(|w| _ = w.u32(0x3477_73c5).i64(msg_id).i64(ping_id))
}

pub(crate) fn state_info(req_msg_id: i64, info: &[u8]) -> Vec<u8> {
    bytes(|w| _ = w.u32(MSGS_STATE_INFO).i64(req_msg_id).bytes(info).unwrap())
}

/// `future_salts` from (valid_since, valid_until, salt).
pub(crate) fn future_salts(req_msg_id: i64, now: i32, salts: &[(i32, i32, i64)]) -> Vec<u8> {
    bytes(|w| {
        w.u32(0xae50_0895).i64(req_msg_id).i32(now).u32(salts.len() as u32);
        for (since, until, salt) in salts {
            w.i32(*since).i32(*until).i64(*salt);
        }
    })
}

pub(crate) fn detailed_info(msg_id: i64, answer_msg_id: i64) -> Vec<u8> {
    bytes(|w| _ = w.u32(0x276d_3ec6).i64(msg_id).i64(answer_msg_id).i32(1000).i32(0))
}

pub(crate) fn new_detailed_info(answer_msg_id: i64) -> Vec<u8> {
    bytes(|w| _ = w.u32(0x809d_b6df).i64(answer_msg_id).i32(1000).i32(0))
}

/// A container of (msg_id, seq_no, body).
pub(crate) fn container(messages: &[(i64, i32, Vec<u8>)]) -> Vec<u8> {
    bytes(|w| {
        w.u32(MSG_CONTAINER).u32(messages.len() as u32);
        for (msg_id, seq_no, body) in messages {
            w.i64(*msg_id).i32(*seq_no).u32(body.len() as u32).raw(body);
        }
    })
}

/// `gzip_packed` of `body`.
pub(crate) fn gzip_packed(body: &[u8]) -> Vec<u8> {
    let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::default());
    let mut packed = vec![0; compressor.gzip_compress_bound(body.len())];
    let length = compressor.gzip_compress(body, &mut packed).unwrap();
    bytes(|w| _ = w.u32(GZIP_PACKED).bytes(&packed[..length]).unwrap())
}

/// What `gzip_packed` holds.
pub(crate) fn unpack(boxed: &[u8]) -> Vec<u8> {
    let mut reader = Reader::new(boxed);
    reader.expect(GZIP_PACKED).unwrap();
    let packed = reader.bytes().unwrap();
    let size = u32::from_le_bytes(*packed.last_chunk().unwrap()) as usize;
    let mut out = vec![0; size];
    let mut decompressor = libdeflater::Decompressor::new();
    assert_eq!(decompressor.gzip_decompress(packed, &mut out), Ok(size));
    out
}

/// The constructor id of a body.
pub(crate) fn constructor(body: &[u8]) -> u32 {
    Reader::new(body).peek().unwrap()
}

/// The ids of a message that is a boxed vector of ids.
pub(crate) fn read_ids(body: &[u8]) -> Vec<i64> {
    let mut reader = Reader::new(body);
    reader.u32().unwrap();
    assert_eq!(reader.peek(), Some(VECTOR));
    let count = reader.vector(8).unwrap();
    (0..count).map(|_| reader.i64().unwrap()).collect()
}

/// The `long` after the constructor id.
pub(crate) fn read_long(body: &[u8]) -> i64 {
    let mut reader = Reader::new(body);
    reader.u32().unwrap();
    reader.i64().unwrap()
}
