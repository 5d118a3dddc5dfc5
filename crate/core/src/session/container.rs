//! Containers (`spec/mtproto.md §5.6`): several messages in one packet.
//!
//! ```text
//! 73f1f8dc  count  ( msg_id 8 │ seqno 4 │ byte length 4 │ body )*
//! ```

use super::msg_id::MsgId;
use crate::tl::{Reader, TlError};

/// `msg_container`.
pub(super) const MSG_CONTAINER: u32 = 0x73f1_f8dc;
/// `msg_copy`, obsolete: one message in a message.
pub(super) const MSG_COPY: u32 = 0xe060_46b2;
/// The most messages that go out together; the server takes 1024.
pub(super) const MAX_MESSAGES: usize = 1020;
/// No further query joins a container beyond this many bytes: it is accepted or refused as a whole.
pub(super) const FULL_BYTES: usize = 32 * 1024;
/// Far more messages than a server puts together. A hostile one could send a million empty ones.
const MAX_INCOMING: usize = 8192;
/// Bytes before a body.
pub(super) const MESSAGE_HEADER: usize = 16;

/// One message, bare or from a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Message<'a> {
    pub(super) msg_id: MsgId,
    pub(super) seq_no: i32,
    pub(super) body: &'a [u8],
}

/// Reads the message in an obsolete `msg_copy`.
pub(super) fn read_copy(body: &[u8]) -> Result<Message<'_>, ContainerError> {
    let mut reader = Reader::new(body);
    reader.expect(MSG_COPY)?;
    read_message(&mut reader)
}

/// Reads one bare `message`.
fn read_message<'a>(reader: &mut Reader<'a>) -> Result<Message<'a>, ContainerError> {
    let msg_id = MsgId::from_i64(reader.i64()?);
    let seq_no = reader.i32()?;
    let length = reader.u32()? as usize;
    if length < 4 || !length.is_multiple_of(4) {
        return Err(ContainerError::BodyLength { length });
    }
    Ok(Message { msg_id, seq_no, body: reader.raw(length)? })
}

/// Reads a container whose id stands at the start of `body`. It is checked to the end before the
/// first message is given out.
///
/// # Errors
/// [`ContainerError`] for counts and lengths that do not fit, and for containers within.
pub(super) fn read(body: &[u8]) -> Result<impl Iterator<Item = Message<'_>>, ContainerError> {
    let mut reader = Reader::new(body);
    reader.expect(MSG_CONTAINER)?;
    let count = reader.bare_vector(MESSAGE_HEADER + 4)?;
    if count > MAX_INCOMING {
        return Err(ContainerError::TooManyMessages { count });
    }
    let mut rest = reader.clone();
    for _ in 0..count {
        let message = read_message(&mut reader)?;
        if Reader::new(message.body).peek() == Some(MSG_CONTAINER) {
            return Err(ContainerError::Nested);
        }
    }
    Ok((0..count).map_while(move |_| read_message(&mut rest).ok()))
}

/// Why a container is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ContainerError {
    /// It goes on where its bytes have ended.
    Tl(TlError),
    /// A body of an impossible length.
    BodyLength { length: usize },
    /// More messages than any server sends at once.
    TooManyMessages { count: usize },
    /// A container in a container.
    Nested,
}

impl From<TlError> for ContainerError {
    fn from(error: TlError) -> Self {
        Self::Tl(error)
    }
}

/// Messages being put together for one packet.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// Room for the container's own header, then the messages.
    bytes: Vec<u8>,
    /// The messages' ids in order.
    ids: Vec<MsgId>,
    /// Sequence number of the first message.
    first_seq_no: i32,
}

/// Bytes of the container's id and count.
const HEADER: usize = 8;

impl Builder {
    /// Adds a message; `write` appends its body.
    pub(super) fn push(&mut self, msg_id: MsgId, seq_no: i32, write: impl FnOnce(&mut Vec<u8>)) {
        if self.bytes.is_empty() {
            self.bytes.extend_from_slice(&[0; HEADER]);
            self.first_seq_no = seq_no;
        }
        self.bytes.extend_from_slice(&msg_id.to_i64().to_le_bytes());
        self.bytes.extend_from_slice(&seq_no.to_le_bytes());
        let at = self.bytes.len();
        self.bytes.extend_from_slice(&[0; 4]);
        write(&mut self.bytes);
        let length = (self.bytes.len() - at - 4) as u32;
        if let Some(field) = self.bytes.get_mut(at..at + 4) {
            field.copy_from_slice(&length.to_le_bytes());
        }
        self.ids.push(msg_id);
    }

    /// The messages' ids.
    pub(super) fn ids(&self) -> &[MsgId] {
        &self.ids
    }

    /// Id and sequence number of the first message.
    pub(super) fn first(&self) -> Option<(MsgId, i32)> {
        Some((*self.ids.first()?, self.first_seq_no))
    }

    /// Bytes so far.
    pub(super) fn byte_length(&self) -> usize {
        self.bytes.len()
    }

    /// The body of the only message.
    pub(super) fn single_body(&self) -> &[u8] {
        self.bytes.get(HEADER + MESSAGE_HEADER..).unwrap_or_default()
    }

    /// Writes the container's own header, once all messages are in.
    pub(super) fn finish_container(&mut self) {
        let count = self.ids.len() as u32;
        if let Some([a, b, c, d, e, f, g, h]) = self.bytes.first_chunk_mut::<HEADER>() {
            [*a, *b, *c, *d] = MSG_CONTAINER.to_le_bytes();
            [*e, *f, *g, *h] = count.to_le_bytes();
        }
    }

    /// The whole container, after [`finish_container`](Self::finish_container).
    pub(super) fn container(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: i64) -> MsgId {
        MsgId::from_i64(value)
    }

    fn sample() -> Builder {
        let mut builder = Builder::default();
        builder.push(id(4), 1, |out| out.extend_from_slice(&[1; 4]));
        builder.push(id(8), 2, |out| out.extend_from_slice(&[2; 12]));
        builder.finish_container();
        builder
    }

    #[test]
    fn container_reads_back() {
        let builder = sample();
        assert_eq!(builder.ids(), [id(4), id(8)]);
        let messages: Vec<_> = read(builder.container()).unwrap().collect();
        assert_eq!(messages[0], Message { msg_id: id(4), seq_no: 1, body: &[1; 4] });
        assert_eq!(messages[1], Message { msg_id: id(8), seq_no: 2, body: &[2; 12] });
    }

    #[test]
    fn single_message_can_do_without_the_container() {
        let mut builder = Builder::default();
        builder.push(id(4), 1, |out| out.extend_from_slice(&[1; 4]));
        assert_eq!(builder.single_body(), [1; 4]);
    }

    #[test]
    fn empty_container_is_legal() {
        let mut bytes = MSG_CONTAINER.to_le_bytes().to_vec();
        bytes.extend_from_slice(&[0; 4]);
        assert_eq!(read(&bytes).unwrap().count(), 0);
    }

    #[test]
    fn counts_that_lie_are_refused_before_anything_is_given_out() {
        for count in [3_u32, 0x8000_0000, u32::MAX] {
            let mut bytes = sample().container().to_vec();
            bytes[4..8].copy_from_slice(&count.to_le_bytes());
            assert!(read(&bytes).is_err(), "{count}");
        }
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        for length in [0_u32, 3, 5, 16, 1 << 31, u32::MAX] {
            let mut bytes = sample().container().to_vec();
            // The second message's length field.
            bytes[8 + 20 + 12..8 + 20 + 16].copy_from_slice(&length.to_le_bytes());
            assert!(read(&bytes).is_err(), "{length}");
        }
    }

    #[test]
    fn container_in_a_container_is_refused() {
        let inner = sample().container().to_vec();
        let mut builder = Builder::default();
        builder.push(id(4), 1, |out| out.extend_from_slice(&inner));
        builder.finish_container();
        assert_eq!(read(builder.container()).err(), Some(ContainerError::Nested));
    }

    #[test]
    fn a_million_small_messages_are_refused() {
        let mut builder = Builder::default();
        for value in 0..=MAX_INCOMING as i64 {
            builder.push(id(value), 0, |out| out.extend_from_slice(&[0; 4]));
        }
        builder.finish_container();
        assert!(matches!(
            read(builder.container()).err(),
            Some(ContainerError::TooManyMessages { .. })
        ));
    }
}
