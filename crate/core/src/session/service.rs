//! The service messages (`spec/mtproto.md §5.1`): reading those of the server, writing ours.

use super::container::MSG_CONTAINER;
use super::msg_id::MsgId;
use super::salts::FutureSalt;
use crate::tl::{Reader, TlError, VECTOR};

/// Constructor ids, in the order of the spec's table.
pub(super) mod id {
    pub(in super::super) const RPC_RESULT: u32 = 0xf35c_6d01;
    pub(in super::super) const RPC_ERROR: u32 = 0x2144_ca19;
    pub(in super::super) const MSGS_ACK: u32 = 0x62d6_b459;
    pub(in super::super) const BAD_MSG_NOTIFICATION: u32 = 0xa7ef_f811;
    pub(in super::super) const BAD_SERVER_SALT: u32 = 0xedab_447b;
    pub(in super::super) const MSGS_STATE_REQ: u32 = 0xda69_fb52;
    pub(in super::super) const MSGS_STATE_INFO: u32 = 0x04de_b57d;
    pub(in super::super) const MSGS_ALL_INFO: u32 = 0x8cc0_d131;
    pub(in super::super) const MSG_DETAILED_INFO: u32 = 0x276d_3ec6;
    pub(in super::super) const MSG_NEW_DETAILED_INFO: u32 = 0x809d_b6df;
    pub(in super::super) const MSG_RESEND_REQ: u32 = 0x7d86_1a08;
    pub(in super::super) const RPC_DROP_ANSWER: u32 = 0x58e4_a740;
    pub(in super::super) const GET_FUTURE_SALTS: u32 = 0xb921_bd04;
    pub(in super::super) const FUTURE_SALTS: u32 = 0xae50_0895;
    pub(in super::super) const PING_DELAY_DISCONNECT: u32 = 0xf342_7b8c;
    pub(in super::super) const PONG: u32 = 0x3477_73c5;
    pub(in super::super) const NEW_SESSION_CREATED: u32 = 0x9ec2_0908;
    pub(in super::super) const DESTROY_SESSION: u32 = 0xe751_2126;
    pub(in super::super) const DESTROY_SESSION_OK: u32 = 0xe220_45fc;
    pub(in super::super) const DESTROY_SESSION_NONE: u32 = 0x62d3_50c9;
    pub(in super::super) const DESTROY_AUTH_KEY: u32 = 0xd143_5160;
    pub(in super::super) const DESTROY_AUTH_KEY_OK: u32 = 0xf660_e1d4;
    pub(in super::super) const DESTROY_AUTH_KEY_NONE: u32 = 0x0a9f_2259;
    pub(in super::super) const DESTROY_AUTH_KEY_FAIL: u32 = 0xea10_9b13;
}

/// The most ids that one message may name.
const MAX_IDS: usize = 8192;

/// A service message of the server.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Service<'a> {
    RpcResult {
        req_msg_id: MsgId,
        result: &'a [u8],
    },
    Acks(Vec<MsgId>),
    BadMsg {
        bad_msg_id: MsgId,
        code: i32,
    },
    BadServerSalt {
        bad_msg_id: MsgId,
        salt: i64,
    },
    StateRequest(Vec<MsgId>),
    StateInfo {
        req_msg_id: MsgId,
        info: &'a [u8],
    },
    AllInfo {
        ids: Vec<MsgId>,
        info: &'a [u8],
    },
    DetailedInfo {
        msg_id: Option<MsgId>,
        answer_msg_id: MsgId,
    },
    ResendRequest(Vec<MsgId>),
    FutureSalts {
        req_msg_id: MsgId,
        salts: Vec<FutureSalt>,
    },
    Pong {
        msg_id: MsgId,
        ping_id: i64,
    },
    NewSession {
        first_msg_id: MsgId,
        unique_id: i64,
        salt: i64,
    },
    /// The answer to `destroy_auth_key`, sent without an `rpc_result` around it.
    AuthKeyDestroyed(&'a [u8]),
    /// The answer to `destroy_session`, sent without an `rpc_result` around it.
    SessionDestroyed {
        session_id: i64,
        answer: &'a [u8],
    },
    /// An answer that changes nothing here.
    Nothing,
}

/// Reads a service message; `None` for anything else, which is for the owner.
///
/// # Errors
/// [`TlError`] when a service message is cut or names too many ids: it is dropped.
pub(super) fn read(body: &[u8]) -> Result<Option<Service<'_>>, TlError> {
    let mut reader = Reader::new(body);
    let constructor = reader.u32()?;
    let reader = &mut reader;
    let service = match constructor {
        id::RPC_RESULT => Service::RpcResult { req_msg_id: msg_id(reader)?, result: reader.rest() },
        id::MSGS_ACK => Service::Acks(ids(reader)?),
        id::BAD_MSG_NOTIFICATION => {
            let bad_msg_id = msg_id(reader)?;
            let _seq_no = reader.i32()?;
            Service::BadMsg { bad_msg_id, code: reader.i32()? }
        }
        id::BAD_SERVER_SALT => {
            let bad_msg_id = msg_id(reader)?;
            let (_seq_no, _code) = (reader.i32()?, reader.i32()?);
            Service::BadServerSalt { bad_msg_id, salt: reader.i64()? }
        }
        id::MSGS_STATE_REQ => Service::StateRequest(ids(reader)?),
        id::MSGS_STATE_INFO => {
            Service::StateInfo { req_msg_id: msg_id(reader)?, info: reader.bytes()? }
        }
        id::MSGS_ALL_INFO => Service::AllInfo { ids: ids(reader)?, info: reader.bytes()? },
        id::MSG_DETAILED_INFO => {
            let msg_id = Some(self::msg_id(reader)?);
            Service::DetailedInfo { msg_id, answer_msg_id: self::msg_id(reader)? }
        }
        id::MSG_NEW_DETAILED_INFO => {
            Service::DetailedInfo { msg_id: None, answer_msg_id: msg_id(reader)? }
        }
        id::MSG_RESEND_REQ => Service::ResendRequest(ids(reader)?),
        id::FUTURE_SALTS => {
            let req_msg_id = msg_id(reader)?;
            let _now = reader.i32()?;
            Service::FutureSalts { req_msg_id, salts: salts(reader)? }
        }
        id::PONG => Service::Pong { msg_id: msg_id(reader)?, ping_id: reader.i64()? },
        id::NEW_SESSION_CREATED => {
            let first_msg_id = msg_id(reader)?;
            let unique_id = reader.i64()?;
            Service::NewSession { first_msg_id, unique_id, salt: reader.i64()? }
        }
        id::DESTROY_AUTH_KEY_OK | id::DESTROY_AUTH_KEY_NONE | id::DESTROY_AUTH_KEY_FAIL => {
            Service::AuthKeyDestroyed(body)
        }
        id::DESTROY_SESSION_OK | id::DESTROY_SESSION_NONE => {
            Service::SessionDestroyed { session_id: reader.i64()?, answer: body }
        }
        // They stand where neither can be.
        id::RPC_ERROR | MSG_CONTAINER => Service::Nothing,
        _ => return Ok(None),
    };
    Ok(Some(service))
}

fn msg_id(reader: &mut Reader<'_>) -> Result<MsgId, TlError> {
    reader.i64().map(MsgId::from_i64)
}

fn ids(reader: &mut Reader<'_>) -> Result<Vec<MsgId>, TlError> {
    let count = reader.vector(8)?;
    if count > MAX_IDS {
        return Err(TlError::VectorTooLong { count: count as u32, most: MAX_IDS });
    }
    (0..count).map(|_| msg_id(reader)).collect()
}

/// A bare vector of bare `future_salt`.
fn salts(reader: &mut Reader<'_>) -> Result<Vec<FutureSalt>, TlError> {
    let count = reader.bare_vector(FutureSalt::PACKED_LENGTH)?;
    Ok(FutureSalt::unpack(reader.raw(count * FutureSalt::PACKED_LENGTH)?))
}

/// An error of the API: code and text, if `result` is one. A code that cannot be is taken for 500.
pub(super) fn read_rpc_error(result: &[u8]) -> Option<(i32, String)> {
    let mut reader = Reader::new(result);
    reader.expect(id::RPC_ERROR).ok()?;
    let code = reader.i32().unwrap_or(0);
    let text = String::from_utf8_lossy(reader.bytes().unwrap_or_default()).into_owned();
    let possible = code != 0 && (-9999..=9999).contains(&code);
    Some((if possible { code } else { 500 }, text))
}

/// Appends a message that is a boxed vector of ids.
pub(super) fn write_ids(out: &mut Vec<u8>, constructor: u32, ids: &[MsgId]) {
    for word in [constructor, VECTOR, ids.len() as u32] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    for id in ids {
        out.extend_from_slice(&id.to_i64().to_le_bytes());
    }
}

/// Appends `ping_delay_disconnect`.
pub(super) fn write_ping(out: &mut Vec<u8>, ping_id: i64, disconnect_delay: i32) {
    write_long(out, id::PING_DELAY_DISCONNECT, ping_id);
    out.extend_from_slice(&disconnect_delay.to_le_bytes());
}

/// Appends a message of one `long`.
pub(super) fn write_long(out: &mut Vec<u8>, constructor: u32, value: i64) {
    out.extend_from_slice(&constructor.to_le_bytes());
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends `get_future_salts` for as many as there can be.
pub(super) fn write_get_future_salts(out: &mut Vec<u8>) {
    out.extend_from_slice(&id::GET_FUTURE_SALTS.to_le_bytes());
    out.extend_from_slice(&64_i32.to_le_bytes());
}

/// Appends `msgs_state_info`.
pub(super) fn write_state_info(out: &mut Vec<u8>, req_msg_id: MsgId, info: &[u8]) {
    let mut writer = crate::tl::Writer::append_to(std::mem::take(out));
    writer.u32(id::MSGS_STATE_INFO).i64(req_msg_id.to_i64());
    // At most one byte per id that was asked for: far below what TL can hold.
    let written = writer.bytes(info).is_ok();
    debug_assert!(written, "an info of {} bytes", info.len());
    *out = writer.into_bytes();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tl::Writer;

    fn id_of(value: i64) -> MsgId {
        MsgId::from_i64(value)
    }

    fn bytes(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
        let mut writer = Writer::new();
        write(&mut writer);
        writer.into_bytes()
    }

    #[test]
    fn every_service_message_is_read() {
        let ids = vec![id_of(5), id_of(9)];
        let none_destroyed = bytes(|w| _ = w.u32(id::DESTROY_SESSION_NONE).i64(4));
        let cases = [
            (
                bytes(|w| _ = w.u32(id::RPC_RESULT).i64(4).raw(&[1; 8])),
                Service::RpcResult { req_msg_id: id_of(4), result: &[1; 8] },
            ),
            (
                bytes(|w| _ = w.u32(id::MSGS_ACK).vector(2).i64(5).i64(9)),
                Service::Acks(ids.clone()),
            ),
            (
                bytes(|w| _ = w.u32(id::BAD_MSG_NOTIFICATION).i64(4).i32(1).i32(17)),
                Service::BadMsg { bad_msg_id: id_of(4), code: 17 },
            ),
            (
                bytes(|w| _ = w.u32(id::BAD_SERVER_SALT).i64(4).i32(1).i32(48).i64(-3)),
                Service::BadServerSalt { bad_msg_id: id_of(4), salt: -3 },
            ),
            (
                bytes(|w| _ = w.u32(id::MSGS_STATE_REQ).vector(2).i64(5).i64(9)),
                Service::StateRequest(ids.clone()),
            ),
            (
                bytes(|w| _ = w.u32(id::MSGS_STATE_INFO).i64(4).bytes(&[1, 4])),
                Service::StateInfo { req_msg_id: id_of(4), info: &[1, 4] },
            ),
            (
                bytes(|w| _ = w.u32(id::MSGS_ALL_INFO).vector(2).i64(5).i64(9).bytes(&[1, 4])),
                Service::AllInfo { ids: ids.clone(), info: &[1, 4] },
            ),
            (
                bytes(|w| _ = w.u32(id::MSG_DETAILED_INFO).i64(4).i64(5).i32(8).i32(0)),
                Service::DetailedInfo { msg_id: Some(id_of(4)), answer_msg_id: id_of(5) },
            ),
            (
                bytes(|w| _ = w.u32(id::MSG_NEW_DETAILED_INFO).i64(5).i32(8).i32(0)),
                Service::DetailedInfo { msg_id: None, answer_msg_id: id_of(5) },
            ),
            (
                bytes(|w| _ = w.u32(id::MSG_RESEND_REQ).vector(2).i64(5).i64(9)),
                Service::ResendRequest(ids),
            ),
            (
                bytes(|w| {
                    w.u32(id::FUTURE_SALTS).i64(4).i32(100).u32(1).i32(90).i32(190).i64(7);
                }),
                Service::FutureSalts {
                    req_msg_id: id_of(4),
                    salts: vec![FutureSalt { valid_since: 90, valid_until: 190, salt: 7 }],
                },
            ),
            (
                bytes(|w| _ = w.u32(id::PONG).i64(4).i64(77)),
                Service::Pong { msg_id: id_of(4), ping_id: 77 },
            ),
            (
                bytes(|w| _ = w.u32(id::NEW_SESSION_CREATED).i64(4).i64(6).i64(7)),
                Service::NewSession { first_msg_id: id_of(4), unique_id: 6, salt: 7 },
            ),
            (
                none_destroyed.clone(),
                Service::SessionDestroyed { session_id: 4, answer: &none_destroyed },
            ),
            (
                bytes(|w| _ = w.u32(id::DESTROY_AUTH_KEY_OK)),
                Service::AuthKeyDestroyed(&id::DESTROY_AUTH_KEY_OK.to_le_bytes()),
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(read(&body), Ok(Some(expected)));
            for cut in 4..body.len() {
                // A cut message is an error, or one whose last field may have any length.
                match read(&body[..cut]) {
                    Err(_) | Ok(Some(Service::RpcResult { .. } | Service::Nothing)) => {}
                    Ok(Some(Service::DetailedInfo { .. })) => {}
                    other => panic!("cut at {cut}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn anything_else_is_for_the_owner() {
        assert_eq!(read(&[1, 2, 3, 4]), Ok(None));
        assert!(read(&[1, 2]).is_err());
    }

    #[test]
    fn too_many_ids_are_refused() {
        let body = bytes(|w| {
            w.u32(id::MSGS_ACK).vector(8193);
            for _ in 0..8193 {
                w.i64(1);
            }
        });
        assert!(read(&body).is_err());
        let body = bytes(|w| _ = w.u32(id::MSGS_ACK).vector(u32::MAX).i64(1));
        assert!(read(&body).is_err());
    }

    #[test]
    fn errors_of_the_api_are_told_from_results() {
        let error = |code| bytes(|w| _ = w.u32(id::RPC_ERROR).i32(code).bytes(b"A\xffB"));
        assert_eq!(read_rpc_error(&error(420)), Some((420, "A\u{fffd}B".into())));
        assert_eq!(read_rpc_error(&error(-503)).unwrap().0, -503);
        assert_eq!(read_rpc_error(&error(0)).unwrap().0, 500);
        assert_eq!(read_rpc_error(&error(10_000)).unwrap().0, 500);
        assert_eq!(read_rpc_error(&[1; 12]), None);
        assert_eq!(read_rpc_error(&id::RPC_ERROR.to_le_bytes()), Some((500, String::new())));
    }

    #[test]
    fn written_messages_read_back() {
        let mut out = Vec::new();
        write_state_info(&mut out, id_of(5), &[4, 1, 4]);
        assert_eq!(
            read(&out),
            Ok(Some(Service::StateInfo { req_msg_id: id_of(5), info: &[4, 1, 4] }))
        );
        out.clear();
        write_ids(&mut out, id::MSGS_ACK, &[id_of(1)]);
        assert_eq!(read(&out), Ok(Some(Service::Acks(vec![id_of(1)]))));
    }
}
