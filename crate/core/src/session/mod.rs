//! The MTProto 2.0 session, client role, without I/O (`spec/mtproto.md §5`).
//!
//! A [`Session`] keeps calls until they are answered, across connections. It makes packets of them,
//! reads what comes back, and repairs what the server complains about: wrong salts, wrong clocks,
//! lost sessions. Each part of that has a file, a plain struct that knows none of the others:
//! message ids, sequence numbers, clock, salts, acks, duplicates, calls, pings, containers, gzip.
//! The session holds the parts; what it does with them stands in `receive` (packets to messages),
//! `dispatch` (what a message means), `repair` (what is sent again, and when to start over) and
//! `transmit` (messages to packets).

mod acks;
mod binding;
mod calls;
mod clock;
mod container;
mod dispatch;
mod events;
mod gzip;
mod msg_id;
mod outbox;
mod ping;
mod receive;
mod repair;
mod room;
mod salts;
mod sent;
mod seqno;
mod service;
mod timers;
mod transmit;
mod window;

use std::collections::VecDeque;

use rand_core::CryptoRng;

pub use events::Event;
pub use msg_id::MsgId;
pub use room::Room;
pub use salts::FutureSalt;
pub use timers::Timer;

use crate::transport::{MAX_FRAME, Transport, TransportOptions};
use crate::{AuthKey, Now};
use acks::Acks;
use binding::Binding;
use calls::{Calls, MAX_PATIENCE_MS};
use clock::ServerClock;
use events::EventQueue;
use msg_id::MsgIds;
use outbox::Outbox;
use ping::Pings;
use salts::Salts;
use sent::SentLog;
use seqno::SeqNo;
use timers::Timers;
use window::Window;

/// Questions that are due within this time of each other go out together, in milliseconds.
const STATE_SLACK_MS: u64 = 1000;
/// The longest query: it must fit a frame, with a container and an envelope around it.
const MAX_QUERY: usize = MAX_FRAME - 4096;

/// What a session starts from.
#[derive(Debug)]
pub struct SessionConfig {
    /// The authorization key, permanent or temporary.
    pub auth_key: AuthKey,
    /// How connections made by [`Session::connect`] are framed.
    pub transport: TransportOptions,
    /// Salts from the key exchange or an earlier run; may be empty.
    pub salts: Vec<FutureSalt>,
    /// Server time minus wall clock in milliseconds, from the key exchange or an earlier run.
    pub time_offset_ms: i64,
}

/// How a call is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvokeOptions {
    /// Pack the query if that makes it shorter. Off for parts of files, which do not shrink.
    pub gzip: bool,
    /// Ask for a quick ack, so that [`Event::Acked`] comes as soon as the server has the packet.
    pub quick_ack: bool,
    /// Never send it again when it may have run: it fails instead, with `ERR_UNCERTAIN`.
    pub once: bool,
}

impl Default for InvokeOptions {
    fn default() -> Self {
        Self { gzip: true, quick_ack: false, once: false }
    }
}

/// One logical connection to a DC: it outlives sockets.
///
/// The owner brings bytes and the time, and takes bytes, events and the next deadline. After any
/// input (`connect`, `adopt`, `invoke`, `cancel`, `receive`, `handle_timeout`) drain
/// [`transmit`](Self::transmit), then [`next_event`](Self::next_event), then read
/// [`deadline`](Self::deadline). A `now` older than an earlier one is harmless.
///
/// Calls are never lost: they are answered, or fail with a typed event, or are cancelled. A call
/// that may have run twice says so in its result.
pub struct Session {
    key: AuthKey,
    options: TransportOptions,
    /// The connection; `None` while there is none, or after it was found to be of no use.
    transport: Option<Transport>,
    /// Our name for the session; never 0.
    session_id: i64,
    clock: ServerClock,
    msg_ids: MsgIds,
    seq_no: SeqNo,
    salts: Salts,
    acks: Acks,
    /// Ids of packets received in this session.
    packets: Window,
    /// Ids of messages received in this session, bare or from containers.
    messages: Window,
    calls: Calls,
    /// What the server has to agree to before it takes calls; `None` for a permanent key.
    binding: Option<Binding>,
    sent: SentLog,
    outbox: Outbox,
    pings: Pings,
    events: EventQueue,
    /// Quick ack tokens of the latest packets that asked for one, and the packets' ids.
    quick_acks: VecDeque<(u32, MsgId)>,
    /// Names of sessions that the server made for this one, latest last.
    created: VecDeque<i64>,
    /// The owner was told of a first session.
    had_session: bool,
    /// When to look for calls that are to be asked about: not after the first of them is due. `None`
    /// only while no call is on its way.
    state_ms: Option<u64>,
    /// Calls that the server had before this connection are asked about after the first pong.
    ask_after_pong: bool,
    /// Repairs since the server last accepted something.
    repairs: u8,
    /// Id of the latest message when the last repair was made: later complaints about older
    /// messages belong to the same repair.
    repaired_at: MsgId,
    /// Calls went out under a salt that may be wrong: more wait until the server has spoken.
    probing: bool,
}

impl Session {
    /// A session without a connection.
    pub fn new(config: SessionConfig, rng: &mut dyn CryptoRng, now: Now) -> Self {
        Self {
            key: config.auth_key,
            options: config.transport,
            transport: None,
            session_id: draw_session_id(rng),
            clock: ServerClock::new(now, config.time_offset_ms),
            msg_ids: MsgIds::default(),
            seq_no: SeqNo::default(),
            salts: Salts::new(config.salts),
            acks: Acks::default(),
            packets: Window::default(),
            messages: Window::default(),
            calls: Calls::default(),
            binding: None,
            sent: SentLog::default(),
            outbox: Outbox::default(),
            pings: Pings::default(),
            events: EventQueue::default(),
            quick_acks: VecDeque::new(),
            created: VecDeque::new(),
            had_session: false,
            state_ms: None,
            ask_after_pong: false,
            repairs: 0,
            repaired_at: MsgId::from_i64(0),
            probing: false,
        }
    }

    /// A new socket is open: starts a fresh transport on it. Calls that were on their way when the
    /// last one broke are asked about first, then sent again if they did not arrive.
    pub fn connect(&mut self, rng: &mut dyn CryptoRng, now: Now) {
        let transport = Transport::new(self.options, rng);
        self.adopt(transport, now);
    }

    /// Goes on with the transport of a socket that is in use, such as the one on which the key was
    /// made.
    pub fn adopt(&mut self, transport: Transport, now: Now) {
        let now = self.clock.tick(now);
        self.transport = Some(transport);
        self.clock.connected();
        // Jitter needs no secrecy: the session id, random as it is, will do.
        self.pings.connected(now.mono_ms, self.session_id as u32);
        self.quick_acks.clear();
        self.repairs = 0;
        self.probing = false;
        self.bind_again();
        self.calls.connected(now.mono_ms);
        self.outbox.ask_state = self.calls.select(|sending| !sending.acked);
        self.calls.asked(&self.outbox.ask_state, now.mono_ms);
        self.ask_after_pong = self.calls.in_flight() > self.outbox.ask_state.len();
    }

    /// Connections to come are framed like this.
    pub fn set_transport(&mut self, options: TransportOptions) {
        self.options = options;
    }

    /// Goes on under another key, in a session of its own: the server does not know the old one any
    /// more. Calls are kept; those that were on their way may run twice. Needs a new connection, and
    /// [`bind`](Self::bind) again if the key is a temporary one.
    pub fn replace_key(
        &mut self,
        auth_key: AuthKey,
        salts: Vec<FutureSalt>,
        rng: &mut dyn CryptoRng,
        now: Now,
    ) {
        let now = self.clock.tick(now);
        self.transport = None;
        self.binding = None;
        self.leave_session(rng, now);
        // What was left is gone with its key.
        self.outbox.destroy.clear();
        self.key = auth_key;
        self.salts = Salts::new(salts);
    }

    /// The socket is gone. Calls are kept for the next one.
    pub fn disconnect(&mut self, now: Now) {
        self.clock.tick(now);
        self.transport = None;
    }

    /// The session's id, which the server knows it by; another one after [`replace_key`](Self::replace_key),
    /// and when the session had to be begun anew.
    pub fn session_id(&self) -> i64 {
        self.session_id
    }

    /// Whether there is a connection that works as far as is known.
    pub fn is_connected(&self) -> bool {
        self.transport.is_some()
    }

    /// Makes a call: `body` is the boxed query (copied). The answer comes as an event with this
    /// `id`, which must not belong to a call that still waits. Without a connection it waits.
    ///
    /// A body that is empty, no whole number of words or too long fails with `ERR_QUERY_LENGTH`, an
    /// id in use with `ERR_CALL_ID`. [`follow`](Self::follow) puts it behind another one.
    pub fn invoke(&mut self, id: u32, body: &[u8], options: InvokeOptions) {
        if body.is_empty() || !body.len().is_multiple_of(4) || body.len() > MAX_QUERY {
            let code = "ERR_QUERY_LENGTH";
            self.events.push(Event::Failed { id, code, may_have_run: false });
            return;
        }
        let packed = if options.gzip { gzip::pack(body) } else { None };
        let body = packed.unwrap_or_else(|| body.to_vec());
        if !self.calls.insert(id, body, options) {
            self.events.push(Event::Failed { id, code: "ERR_CALL_ID", may_have_run: false });
        }
    }

    /// The server shall run the call `id`, which was not sent yet, only when `previous` has
    /// succeeded (`invokeAfterMsg`, `spec/mtproto.md §5.18`). Without effect when the latter is
    /// done. If it fails, so does this one, with `MSG_WAIT_FAILED`; if it takes long, with
    /// `MSG_WAIT_TIMEOUT`.
    pub fn follow(&mut self, id: u32, previous: u32) {
        self.calls.follow(id, previous);
    }

    /// Gives a call up; no event follows. If it was sent, the server is told that nobody waits for
    /// its answer, but it may execute the call all the same.
    pub fn cancel(&mut self, id: u32) {
        let Some(call) = self.calls.remove(id) else { return };
        if let Some(sending) = call.sending {
            outbox::add(&mut self.outbox.drop_answers, sending.msg_id);
        }
    }

    /// Whether the server may have executed a call that waits for its answer: not while it was never
    /// sent, nor when the server refused or missed every sending of it. `None` when no such call
    /// waits: it was never made, or is answered, failed or cancelled.
    pub fn may_have_run(&self, id: u32) -> Option<bool> {
        self.calls.may_have_run(id)
    }

    /// How many calls wait for an answer.
    pub fn pending(&self) -> usize {
        self.calls.len()
    }

    /// Makes all acks due, so that the next [`transmit`](Self::transmit) sends them: before a
    /// connection is closed on purpose.
    pub fn flush_acks(&mut self) {
        self.acks.hurry(0);
    }

    /// Takes the next event. Bodies are copied; a binding gives [`Room`] instead.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.next()
    }

    /// The events that wait, in the packed form (see [`Event::encode`]).
    pub fn packed_events(&self) -> &[u8] {
        self.events.packed()
    }

    /// Moves the events that wait to `room`, in the packed form, as long as they fit; whether those
    /// were all.
    pub fn write_events(&mut self, room: &mut Room<'_>) -> bool {
        self.events.move_to(room)
    }

    /// How many bytes of a frame have arrived without its end, and how many more must arrive before
    /// anything comes of them.
    pub fn begun_frame(&self) -> (usize, usize) {
        self.transport.as_ref().map_or((0, 0), Transport::begun)
    }

    /// The latest round trip of a ping in milliseconds.
    pub fn round_trip_ms(&self) -> Option<u32> {
        self.pings.round_trip_ms()
    }

    /// When [`handle_timeout`](Self::handle_timeout) wants to be called, in monotonic
    /// milliseconds; `None` while there is nothing to wait for.
    pub fn deadline(&self) -> Option<u64> {
        self.next_timer().map(|(_, at_ms)| at_ms)
    }

    /// The next deadline and its reason, for logs.
    pub fn next_timer(&self) -> Option<(Timer, u64)> {
        self.transport.as_ref()?;
        let now = self.clock.latest();
        let active = self.is_active();
        let mut timers = Timers::default();
        timers.set(Timer::Acks, self.acks.due_ms());
        timers.set(Timer::Ping, self.pings.due_ms(active));
        timers.set(Timer::Pong, self.pings.dead_ms(active));
        let seconds = self.clock.server_seconds(now);
        timers.set(Timer::Salts, Some(self.salts.ask_at_ms(seconds, now.mono_ms)));
        timers.set(Timer::State, self.state_ms);
        timers.next()
    }

    /// A deadline has passed. Drain the outputs as after any input.
    pub fn handle_timeout(&mut self, rng: &mut dyn CryptoRng, now: Now) {
        // Every input may draw random numbers, by contract; no timer does so yet: acks, pings and
        // salts that are due are written by `transmit`.
        let _ = rng;
        let now = self.clock.tick(now);
        if self.transport.is_none() {
            return;
        }
        if self.pings.dead_ms(self.is_active()).is_some_and(|at_ms| at_ms <= now.mono_ms) {
            self.close("ERR_PONG_TIMEOUT", 0);
            return;
        }
        if self.state_ms.is_some_and(|at_ms| at_ms <= now.mono_ms) {
            let due_ms = now.mono_ms.saturating_add(STATE_SLACK_MS);
            let is_due = |sending: &calls::Sending| sending.ask_at_ms <= due_ms;
            // No question was answered for a minute: perhaps the server takes none.
            let is_unheard = |sending: &calls::Sending| sending.asked && !sending.acked;
            for id in self.calls.select(|sending| {
                is_due(sending) && is_unheard(sending) && sending.patience_ms >= MAX_PATIENCE_MS
            }) {
                if self.calls.repeat(id) {
                    outbox::add(&mut self.outbox.repeat, id);
                }
            }
            self.ask_about(is_due, now);
            self.state_ms = self.calls.ask_at_ms();
        }
    }

    /// How long a call may take before it is asked about: most take less, and those that take longer
    /// cost a few questions (`spec/mtproto.md §5.10, 8.1`).
    fn patience_ms(&self) -> u64 {
        2 * self.pings.trip_bound_ms()
    }

    /// Looks for calls to be asked about at this time, or before.
    fn look_at(&mut self, at_ms: u64) {
        self.state_ms = Some(self.state_ms.map_or(at_ms, |before_ms| before_ms.min(at_ms)));
    }

    /// Whether somebody waits: a dead connection should be found soon.
    fn is_active(&self) -> bool {
        self.calls.len() > 0
    }

    /// Asks the server what became of the calls that `wanted` chooses.
    fn ask_about(&mut self, wanted: impl Fn(&calls::Sending) -> bool, now: Now) {
        let ids = self.calls.select(wanted);
        self.calls.asked(&ids, now.mono_ms);
        for id in ids {
            outbox::add(&mut self.outbox.ask_state, id);
        }
    }

    /// The connection is of no use any more.
    fn close(&mut self, code: &'static str, status: i32) {
        self.transport = None;
        self.events.push(Event::Closed { code, status });
    }

    /// Tells the owner what it should keep.
    fn report_changes(&mut self, now: Now) {
        if let Some(salts) = self.salts.take_change() {
            self.events.push(Event::Salts(salts.to_vec()));
        }
        if let Some(offset_ms) = self.clock.take_change(now) {
            self.events.push(Event::TimeOffset(offset_ms));
        }
    }
}

/// A random session id; the server refuses 0.
fn draw_session_id(rng: &mut dyn CryptoRng) -> i64 {
    loop {
        let id = rng.next_u64().cast_signed();
        if id != 0 {
            return id;
        }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Session")
            .field("key", &self.key)
            .field("transport", &self.transport)
            .field("pending", &self.calls.len())
            .field("in_flight", &self.calls.in_flight())
            .finish_non_exhaustive()
    }
}
