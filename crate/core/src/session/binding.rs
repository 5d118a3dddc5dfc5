//! Binding a temporary key to the permanent one (`spec/mtproto.md §7.1`). Until the server has
//! agreed no call leaves: it would be answered with `AUTH_KEY_PERM_EMPTY`.

use rand_core::CryptoRng;

use super::Session;
use super::events::Event;
use super::msg_id::MsgId;
use super::service::read_rpc_error;
use crate::AuthKey;
use crate::message::v1::{BindAuthKey, seal_bind};
use crate::tl::{Reader, Writer};

/// `auth.bindTempAuthKey`.
const BIND_TEMP_AUTH_KEY: u32 = 0xcdd4_2a05;
/// `boolTrue`.
const BOOL_TRUE: u32 = 0x9972_75b5;

/// A binding that the server has not confirmed.
#[derive(Debug)]
pub(super) struct Binding {
    permanent: AuthKey,
    /// Server time in seconds at which the temporary key ends.
    expires_at: i32,
    /// The request that is on its way. Another sending is another request: it names its own id.
    sent: Option<MsgId>,
}

impl Binding {
    /// Writes a request that bears this id.
    fn write(
        &mut self,
        temporary: &AuthKey,
        session_id: i64,
        msg_id: MsgId,
        rng: &mut dyn CryptoRng,
    ) -> Vec<u8> {
        let bind = BindAuthKey {
            nonce: rng.next_u64().cast_signed(),
            temp_auth_key_id: temporary.id(),
            perm_auth_key_id: self.permanent.id(),
            temp_session_id: session_id,
            expires_at: self.expires_at,
        };
        let mut random = [0; 24];
        rng.fill_bytes(&mut random);
        let sealed = seal_bind(&self.permanent, msg_id.to_i64(), &bind, &random);
        self.sent = Some(msg_id);
        let mut writer = Writer::new();
        writer.u32(BIND_TEMP_AUTH_KEY).u64(bind.perm_auth_key_id).i64(bind.nonce);
        writer.i32(bind.expires_at);
        let written = writer.bytes(&sealed).is_ok();
        debug_assert!(written, "104 bytes fit");
        writer.into_bytes()
    }
}

impl Session {
    /// The session's key is a temporary one: asks the server to bind it to `permanent` before any
    /// call. [`Event::Bound`] or [`Event::BindFailed`] follows. `expires_at`: when the temporary key
    /// ends, in seconds of server time.
    pub fn bind(&mut self, permanent: AuthKey, expires_at: i32) {
        self.binding = Some(Binding { permanent, expires_at, sent: None });
    }

    /// The request to send now, if one is due: its id and body.
    pub(super) fn next_bind(&mut self, msg_id: impl FnOnce(&mut Self) -> MsgId) -> Option<MsgId> {
        self.binding.as_ref().filter(|binding| binding.sent.is_none())?;
        Some(msg_id(self))
    }

    /// Writes the request that [`next_bind`](Self::next_bind) has found to be due.
    pub(super) fn write_bind(&mut self, msg_id: MsgId, rng: &mut dyn CryptoRng) -> Vec<u8> {
        let (key, session_id) = (&self.key, self.session_id);
        let binding = self.binding.as_mut();
        binding.map(|binding| binding.write(key, session_id, msg_id, rng)).unwrap_or_default()
    }

    /// The request did not arrive, or nobody can tell: it is made anew.
    pub(super) fn bind_again(&mut self) {
        if let Some(binding) = &mut self.binding {
            binding.sent = None;
        }
    }

    /// The server knows nothing of what was sent before this message.
    pub(super) fn bind_lost_before(&mut self, first_msg_id: MsgId) {
        if self.binding.as_ref().and_then(|binding| binding.sent) < Some(first_msg_id) {
            self.bind_again();
        }
    }

    /// Whether the result answers the binding; if so it is acted on.
    pub(super) fn on_bind_result(&mut self, req_msg_id: MsgId, result: &[u8]) -> bool {
        if self.binding.as_ref().and_then(|binding| binding.sent) != Some(req_msg_id) {
            return false;
        }
        self.binding = None;
        self.events.push(match read_rpc_error(result) {
            Some((code, text)) => Event::BindFailed { code, text },
            None if Reader::new(result).peek() == Some(BOOL_TRUE) => Event::Bound,
            None => Event::BindFailed { code: 0, text: String::new() },
        });
        true
    }
}
