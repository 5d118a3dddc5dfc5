//! From what waits to be said to packets (`spec/mtproto.md §5.6, 5.10`).

use rand_core::CryptoRng;

use super::Session;
use super::acks::MAX_IDS;
use super::container::{Builder, FULL_BYTES, MAX_MESSAGES, MESSAGE_HEADER};
use super::msg_id::MsgId;
use super::ping::DISCONNECT_DELAY;
use super::sent::Content;
use super::service::{self, id};
use crate::message::{self, Draft, Header, SealError, Sealed, Side, seal_many};
use crate::transport::Transport;
use crate::{AuthKey, Now};

/// One call of `transmit` writes about this many bytes at most, unless a single query is longer.
const WRITE_BYTES: usize = 2 * 1024 * 1024;
/// A packet of this many bytes is worth sealing together with the next ones.
const LONG_BYTES: usize = 1024;
/// The most packets that are sealed together: no kernel has more lanes.
const MAX_RUN: usize = 12;
/// The most padding that is drawn.
const MOST_PADDING: usize = 80;
/// How many quick ack tokens are remembered.
const MAX_QUICK_ACKS: usize = 64;
/// `upload.getFile`: several in a container provoke flood errors of the server.
const UPLOAD_GET_FILE: u32 = 0xbe53_35be;
/// `invokeAfterMsg`.
const INVOKE_AFTER_MSG: u32 = 0xcb9f_372d;
/// Bytes of an `invokeAfterMsg` before its query.
const AFTER_HEADER: usize = 12;

/// The messages of one packet.
#[derive(Default)]
struct Batch {
    builder: Builder,
    /// The calls among them want a quick ack.
    quick_ack: bool,
    /// A message goes out under an id that was on the wire before: it must be in a container.
    is_repeat: bool,
}

/// A packet that lacks nothing but the sealing.
struct Unsealed {
    builder: Builder,
    /// The builder holds a single message that needs no container.
    is_single: bool,
    quick_ack: bool,
    packet_id: MsgId,
    header: Header,
    padding: [u8; MOST_PADDING],
    padding_length: usize,
}

impl Unsealed {
    fn body(&self) -> &[u8] {
        if self.is_single { self.builder.single_body() } else { self.builder.container() }
    }

    fn draft(&self) -> Draft<'_> {
        let padding = self.padding.get(..self.padding_length).unwrap_or_default();
        Draft { header: self.header, body: self.body(), padding }
    }

    /// Seals it alone.
    fn seal(&self, key: &AuthKey) -> Result<Sealed, SealError> {
        let Draft { header, body, padding } = self.draft();
        let mut packet = Vec::new();
        let quick_ack = message::seal(key, Side::Client, &header, body, padding, &mut packet)?;
        Ok(Sealed { packet, quick_ack })
    }
}

impl Session {
    /// Takes the bytes to write to the socket now; `None` when there is nothing more to send.
    ///
    /// All that waits goes into as few packets as the limits of containers allow.
    pub fn transmit(&mut self, rng: &mut dyn CryptoRng, now: Now) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        self.transmit_into(&mut out, rng, now);
        (!out.is_empty()).then_some(out)
    }

    /// Appends the bytes to write to the socket now, about 2 MiB at a time. True: there may be more.
    pub fn transmit_into(&mut self, out: &mut Vec<u8>, rng: &mut dyn CryptoRng, now: Now) -> bool {
        let now = self.clock.tick(now);
        let Some(mut transport) = self.transport.take() else { return false };
        let mut may_have_more = true;
        let mut left = WRITE_BYTES;
        while may_have_more && left > 0 {
            let mut run = Vec::new();
            // Long packets that are due together are sealed together, in the lanes of the cipher.
            while left > 0 && run.len() < MAX_RUN {
                let Some(batch) = self.next_batch(rng, now) else {
                    may_have_more = false;
                    break;
                };
                let packet = self.complete(batch, rng, now);
                let is_short = packet.body().len() < LONG_BYTES;
                left = left.saturating_sub(packet.body().len());
                run.push(packet);
                if is_short {
                    break;
                }
            }
            self.write_packets(&run, &mut transport, rng, out);
        }
        self.transport = Some(transport);
        may_have_more
    }

    /// Gives a batch all that its packet needs before it is sealed.
    fn complete(&mut self, mut batch: Batch, rng: &mut dyn CryptoRng, now: Now) -> Unsealed {
        let server_seconds = self.clock.server_seconds(now);
        let mut header = Header {
            salt: self.salts.current(server_seconds),
            session_id: self.session_id,
            ..Header::default()
        };
        let single = match batch.builder.first() {
            Some(first) if batch.builder.ids().len() == 1 && !batch.is_repeat => Some(first),
            _ => None,
        };
        let packet_id = match single {
            Some((msg_id, seq_no)) => {
                header.seq_no = seq_no;
                msg_id
            }
            None => {
                // Made last: a container's id is above those of its messages.
                let container = self.next_msg_id(rng, now);
                header.seq_no = self.seq_no.next(false);
                self.calls.contained(batch.builder.ids(), container);
                let ids = batch.builder.ids().to_vec();
                self.sent.insert(container, Content::Container(ids));
                batch.builder.finish_container();
                container
            }
        };
        header.msg_id = packet_id.to_i64();
        let mut packet = Unsealed {
            builder: batch.builder,
            is_single: single.is_some(),
            quick_ack: batch.quick_ack,
            packet_id,
            header,
            padding: [0; MOST_PADDING],
            padding_length: 0,
        };
        let length = message::padding_len(packet.body().len(), rng.next_u32());
        debug_assert!(length <= MOST_PADDING, "{length} bytes of padding");
        packet.padding_length = length;
        rng.fill_bytes(packet.padding.get_mut(..length).unwrap_or_default());
        packet
    }

    /// Seals packets and appends their frames.
    fn write_packets(
        &mut self,
        packets: &[Unsealed],
        transport: &mut Transport,
        rng: &mut dyn CryptoRng,
        out: &mut Vec<u8>,
    ) {
        let sealed = match packets {
            [single] => single.seal(&self.key).map(|sealed| vec![sealed]),
            _ => {
                let drafts: Vec<Draft<'_>> = packets.iter().map(Unsealed::draft).collect();
                seal_many(&self.key, Side::Client, &drafts)
            }
        };
        debug_assert!(sealed.is_ok(), "a packet cannot be sealed");
        for (Sealed { packet, quick_ack: token }, unsealed) in sealed.iter().flatten().zip(packets)
        {
            if unsealed.quick_ack {
                self.quick_acks.truncate(MAX_QUICK_ACKS - 1);
                self.quick_acks.push_front((*token, unsealed.packet_id));
            }
            let before = out.len();
            transport.write(packet, unsealed.quick_ack, rng, out);
            self.pings.wrote(out.len() - before);
        }
    }

    /// Puts the next packet together; `None` when nothing is worth one.
    fn next_batch(&mut self, rng: &mut dyn CryptoRng, now: Now) -> Option<Batch> {
        if let Some(batch) = self.bind_batch(rng, now) {
            return Some(batch);
        }
        let seconds = self.clock.server_seconds(now);
        let wants_salts = self.salts.wants_more(seconds, now.mono_ms);
        let wants_ping = self.pings.is_due(self.is_active(), now.mono_ms);
        let takes_calls = !self.probing && self.binding.is_none();
        let has_call = takes_calls && self.calls.next_queued().is_some();
        if !(wants_salts
            || wants_ping
            || has_call
            || self.acks.is_due(now.mono_ms)
            || !self.outbox.is_empty())
        {
            return None;
        }
        let mut batch = Batch::default();
        self.add_repeats(&mut batch);
        self.add_acks(&mut batch, rng, now);
        self.add_outbox(&mut batch, rng, now);
        if wants_salts {
            let msg_id = self.add(&mut batch, rng, now, service::write_get_future_salts);
            self.sent.insert(msg_id, Content::FutureSalts);
            self.salts.asked(now.mono_ms);
        }
        if wants_ping {
            let ping_id = rng.next_u64().cast_signed();
            let write = |out: &mut Vec<u8>| service::write_ping(out, ping_id, DISCONNECT_DELAY);
            let msg_id = self.add(&mut batch, rng, now, write);
            self.sent.insert(msg_id, Content::Ping);
            self.pings.sent(msg_id, ping_id, now.mono_ms);
        }
        if takes_calls {
            self.add_calls(&mut batch, rng, now);
        }
        (!batch.builder.ids().is_empty()).then_some(batch)
    }

    /// The request that binds a temporary key goes alone: it names its own id, and must not share the
    /// fate of others.
    fn bind_batch(&mut self, rng: &mut dyn CryptoRng, now: Now) -> Option<Batch> {
        let msg_id = self.next_bind(|session| session.next_msg_id(rng, now))?;
        let body = self.write_bind(msg_id, rng);
        let mut batch = Batch::default();
        batch.builder.push(msg_id, self.seq_no.next(true), |out| out.extend_from_slice(&body));
        self.sent.insert(msg_id, Content::Bind);
        Some(batch)
    }

    /// Adds a service message: none of ours is content-related.
    fn add(
        &mut self,
        batch: &mut Batch,
        rng: &mut dyn CryptoRng,
        now: Now,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> MsgId {
        let msg_id = self.next_msg_id(rng, now);
        batch.builder.push(msg_id, self.seq_no.next(false), write);
        msg_id
    }

    fn next_msg_id(&mut self, rng: &mut dyn CryptoRng, now: Now) -> MsgId {
        self.msg_ids.next(self.clock.server_ms(now), rng.next_u32())
    }

    /// Messages that the server wants once more go out as they were, in a new container.
    fn add_repeats(&mut self, batch: &mut Batch) {
        let ids = take(&mut self.outbox.repeat, MAX_MESSAGES / 2);
        for msg_id in ids {
            if let Some((_, call, sending)) = self.calls.on_the_way(msg_id) {
                let write = |out: &mut Vec<u8>| write_call(out, sending.after, &call.body);
                batch.builder.push(msg_id, sending.seq_no, write);
                batch.is_repeat = true;
            }
        }
    }

    fn add_acks(&mut self, batch: &mut Batch, rng: &mut dyn CryptoRng, now: Now) {
        let ids = self.acks.take();
        if ids.is_empty() {
            return;
        }
        let write = |out: &mut Vec<u8>| service::write_ids(out, id::MSGS_ACK, &ids);
        let msg_id = self.add(batch, rng, now, write);
        self.sent.insert(msg_id, Content::Acks(ids));
    }

    fn add_outbox(&mut self, batch: &mut Batch, rng: &mut dyn CryptoRng, now: Now) {
        let asked = take(&mut self.outbox.ask_state, MAX_IDS);
        // Those that were answered meanwhile are no question any more.
        let asked: Vec<MsgId> =
            asked.into_iter().filter(|id| self.calls.on_the_way(*id).is_some()).collect();
        if !asked.is_empty() {
            let write = |out: &mut Vec<u8>| service::write_ids(out, id::MSGS_STATE_REQ, &asked);
            let msg_id = self.add(batch, rng, now, write);
            self.sent.insert(msg_id, Content::StateRequest(asked));
        }
        let again = take(&mut self.outbox.ask_again, MAX_IDS);
        if !again.is_empty() {
            let write = |out: &mut Vec<u8>| service::write_ids(out, id::MSG_RESEND_REQ, &again);
            let msg_id = self.add(batch, rng, now, write);
            self.sent.insert(msg_id, Content::ResendRequest(again));
        }
        for (question, info) in std::mem::take(&mut self.outbox.infos) {
            let write = |out: &mut Vec<u8>| service::write_state_info(out, question, &info);
            let msg_id = self.add(batch, rng, now, write);
            self.sent.insert(msg_id, Content::Other);
        }
        for dropped in take(&mut self.outbox.drop_answers, MAX_MESSAGES / 4) {
            let write =
                |out: &mut Vec<u8>| service::write_long(out, id::RPC_DROP_ANSWER, dropped.to_i64());
            let msg_id = self.add(batch, rng, now, write);
            self.sent.insert(msg_id, Content::Other);
        }
        for session_id in take(&mut self.outbox.destroy, MAX_MESSAGES / 8) {
            let write =
                |out: &mut Vec<u8>| service::write_long(out, id::DESTROY_SESSION, session_id);
            let msg_id = self.add(batch, rng, now, write);
            self.sent.insert(msg_id, Content::Other);
        }
    }

    fn add_calls(&mut self, batch: &mut Batch, rng: &mut dyn CryptoRng, now: Now) {
        let mut has_file_part = false;
        let mut count = 0;
        let patience_ms = self.patience_ms();
        // One place is left for the container that a single message may not need.
        while batch.builder.ids().len() < MAX_MESSAGES {
            let Some((id, call)) = self.calls.next_queued() else { break };
            let after = self.calls.message_before(call);
            let length =
                batch.builder.byte_length() + MESSAGE_HEADER + AFTER_HEADER + call.body.len();
            let is_file_part = call.body.starts_with(&UPLOAD_GET_FILE.to_le_bytes());
            let must_wait = count > 0 && length > FULL_BYTES
                || has_file_part && is_file_part
                || call.alone && !batch.builder.ids().is_empty();
            if must_wait {
                break;
            }
            let ends_batch = call.alone;
            has_file_part |= is_file_part;
            batch.quick_ack |= call.quick_ack;
            let msg_id = self.msg_ids.next(self.clock.server_ms(now), rng.next_u32());
            let seq_no = self.seq_no.next(true);
            batch.builder.push(msg_id, seq_no, |out| write_call(out, after, &call.body));
            self.calls.sent(id, msg_id, seq_no, after, now.mono_ms, patience_ms);
            self.sent.insert(msg_id, Content::Call(id));
            count += 1;
            if ends_batch {
                break;
            }
        }
        if count == 0 {
            return;
        }
        self.look_at(now.mono_ms.saturating_add(patience_ms));
        self.probing = !self.salts.is_certain(self.clock.server_seconds(now));
    }
}

/// Appends a query, behind the message that it has to wait for. Packed or not, the query stays
/// innermost.
fn write_call(out: &mut Vec<u8>, after: Option<MsgId>, body: &[u8]) {
    if let Some(after) = after {
        service::write_long(out, INVOKE_AFTER_MSG, after.to_i64());
    }
    out.extend_from_slice(body);
}

/// Takes up to `most` entries from the front of a list.
fn take<T>(list: &mut Vec<T>, most: usize) -> Vec<T> {
    let rest = list.split_off(list.len().min(most));
    std::mem::replace(list, rest)
}
