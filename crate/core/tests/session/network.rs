//! A session on a network that loses connections, in front of a server that forgets, refuses and
//! repeats: thousands of seeded runs. Every call ends exactly once; none runs twice unnoticed; in
//! the end everything is quiet. A failing run prints its seed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use heliogram_core::Now;
use heliogram_core::session::{Event, FutureSalt, InvokeOptions, Session, SessionConfig};
use heliogram_core::tl::Reader;
use heliogram_core::transport::{Obfuscation, TransportKind, TransportOptions};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::peer::{START, key};
use crate::server::{Connection, Faults, Server, is_error, result_of};
use crate::tl;

/// One step of the simulated time, in milliseconds.
const STEP_MS: u64 = 100;
/// Steps in which things go wrong.
const STORM: u32 = 3000;
/// Steps within which all must be well afterwards.
const CALM: u32 = 3000;
const CALLS: u32 = 60;

/// How a call ended.
#[derive(Debug, PartialEq)]
enum Outcome {
    Answered { repeated: bool },
    Error,
    Failed { may_have_run: bool },
    Cancelled,
}

/// Bytes on their way: when they arrive, and what they are.
type Wire = VecDeque<(u64, Vec<u8>)>;

struct World {
    seed: u64,
    rng: ChaCha8Rng,
    session: Session,
    server: Server,
    now: Now,
    /// The connection, if there is one, with what is on its way in both directions.
    connection: Option<Connection>,
    to_server: Wire,
    to_client: Wire,
    /// The connection is broken, but the client has not noticed.
    is_half_open: bool,
    /// When the client opens the next connection.
    connect_at: u64,
    outcomes: BTreeMap<u32, Outcome>,
    updates: BTreeSet<u64>,
    closed: Vec<&'static str>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let kind = [
            TransportKind::Abridged,
            TransportKind::Intermediate,
            TransportKind::Padded,
            TransportKind::Full,
        ][seed as usize % 4];
        let obfuscated = (seed % 8 < 3).then_some(Obfuscation { dc_id: 2, secret: None });
        let salt = FutureSalt {
            valid_since: START as i32 - 100,
            valid_until: START as i32 + 1700,
            salt: 1,
        };
        // Every other client has an old guess, an hour wrong at most.
        let wrong_by_seconds = match seed % 2 {
            0 => i64::from(rng.next_u32() % 7200) - 3600,
            _ => 0,
        };
        let config = SessionConfig {
            auth_key: key(),
            transport: TransportOptions { kind, obfuscated },
            salts: if seed.is_multiple_of(3) { Vec::new() } else { vec![salt] },
            time_offset_ms: wrong_by_seconds * 1000,
        };
        let now = Now { mono_ms: 1_000_000, wall_ms: START * 1000 };
        Self {
            seed,
            session: Session::new(config, &mut rng, now),
            server: Server::new(seed ^ 0x5eed, START * 1000, 1),
            rng,
            now,
            connection: None,
            to_server: Wire::new(),
            to_client: Wire::new(),
            is_half_open: false,
            connect_at: 0,
            outcomes: BTreeMap::new(),
            updates: BTreeSet::new(),
            closed: Vec::new(),
        }
    }

    fn chance(&mut self, thousandths: u32) -> bool {
        self.rng.next_u32() % 1000 < thousandths
    }

    /// Breaks the connection: bytes on their way are lost.
    fn break_connection(&mut self) {
        self.to_server.clear();
        self.to_client.clear();
        self.is_half_open = true;
        if self.chance(700) {
            self.drop_connection();
        }
    }

    /// The client knows that the connection is gone.
    fn drop_connection(&mut self) {
        self.session.disconnect(self.now);
        self.connection = None;
        self.is_half_open = false;
        self.to_server.clear();
        self.to_client.clear();
        self.connect_at = self.now.mono_ms + u64::from(self.rng.next_u32() % 5000);
    }

    fn step(&mut self) {
        self.now.mono_ms += STEP_MS;
        self.now.wall_ms += STEP_MS as i64;
        self.server.now_ms += STEP_MS as i64;
        if self.connection.is_none() && self.now.mono_ms >= self.connect_at {
            self.session.connect(&mut self.rng, self.now);
            self.connection = Some(Connection::new());
        }
        self.client_writes();
        self.server_turn();
        self.client_reads();
        if self.session.deadline().is_some_and(|at| at <= self.now.mono_ms) {
            self.session.handle_timeout(&mut self.rng, self.now);
        }
        self.client_writes();
        self.drain_events();
    }

    fn client_writes(&mut self) {
        let mut rounds = 0;
        while let Some(bytes) = self.session.transmit(&mut self.rng, self.now) {
            rounds += 1;
            assert!(rounds < 100, "seed {}: transmit does not come to an end", self.seed);
            if !self.is_half_open {
                let at = self.now.mono_ms + u64::from(self.rng.next_u32() % 300);
                send(&mut self.to_server, at, bytes);
            }
        }
    }

    fn server_turn(&mut self) {
        let Some(connection) = &mut self.connection else { return };
        if self.is_half_open {
            return;
        }
        for bytes in arrived(&mut self.to_server, self.now.mono_ms) {
            self.server.receive(connection, &bytes);
        }
        self.server.poll(connection);
        let bytes = std::mem::take(&mut connection.out);
        if !bytes.is_empty() {
            let at = self.now.mono_ms + u64::from(self.rng.next_u32() % 300);
            send(&mut self.to_client, at, bytes);
        }
    }

    /// The client reads what arrived, in chunks of any size.
    fn client_reads(&mut self) {
        for mut bytes in arrived(&mut self.to_client, self.now.mono_ms) {
            let mut rest = &mut bytes[..];
            while !rest.is_empty() {
                let length = (self.rng.next_u32() as usize % 1500 + 1).min(rest.len());
                let (chunk, after) = rest.split_at_mut(length);
                self.session.receive(chunk, &mut self.rng, self.now);
                rest = after;
            }
        }
    }

    fn drain_events(&mut self) {
        while let Some(event) = self.session.next_event() {
            match event {
                Event::Result { id, repeated, body } => {
                    assert_eq!(body, result_of(u64::from(id)), "seed {}", self.seed);
                    self.end(id, Outcome::Answered { repeated });
                }
                Event::RpcError { id, code, text, .. } => {
                    assert!(is_error(u64::from(id)));
                    assert_eq!((code, &text[..]), (400, "SIMULATED"));
                    self.end(id, Outcome::Error);
                }
                Event::Failed { id, code, may_have_run } => {
                    assert_eq!(code, "ERR_TOO_MANY_REPAIRS");
                    self.end(id, Outcome::Failed { may_have_run });
                }
                Event::Update { body } => {
                    let mut reader = Reader::new(&body);
                    reader.expect(tl::UPDATE).unwrap();
                    let number = reader.u64().unwrap();
                    assert!(self.updates.insert(number), "seed {}: twice", self.seed);
                }
                Event::Closed { code, status: 0 } => {
                    let expected = [
                        "ERR_PONG_TIMEOUT",
                        "ERR_TOO_MANY_REPAIRS",
                        "ERR_MSG_TIME",
                        "ERR_ANSWER_LOST",
                    ];
                    assert!(expected.contains(&code), "seed {}: {code}", self.seed);
                    self.closed.push(code);
                    self.drop_connection();
                }
                Event::Acked { .. }
                | Event::NewSession { .. }
                | Event::Salts(_)
                | Event::TimeOffset(_)
                | Event::RoundTrip(_) => {}
                other => panic!("seed {}: {other:?}", self.seed),
            }
        }
    }

    fn end(&mut self, id: u32, outcome: Outcome) {
        let before = self.outcomes.insert(id, outcome);
        assert_eq!(before, None, "seed {}: call {id} ends twice", self.seed);
    }

    /// What goes wrong between two steps.
    fn disturb(&mut self) {
        if self.connection.is_some() && !self.is_half_open {
            if self.chance(4) {
                self.break_connection();
            }
            if let Some(connection) = &mut self.connection {
                if self.server.chance(20) {
                    self.server.push_update(connection);
                }
                if self.server.chance(5) {
                    self.server.replay(connection);
                }
            }
        } else if self.is_half_open && self.chance(2) {
            self.drop_connection();
        }
        if self.chance(2) {
            // The user sets the date.
            self.now.wall_ms += i64::from(self.rng.next_u32() % 8_000_000) - 4_000_000;
        }
        if self.chance(1) {
            // The machine sleeps.
            let slept = i64::from(self.rng.next_u32() % 2_000_000);
            self.now.wall_ms += slept;
            self.server.now_ms += slept;
        }
    }

    fn run(&mut self) {
        self.server.faults =
            Faults { bad_msg: 20, salt: 30, forget: 15, announce: 100, duplicate: 100, lose: 50 };
        let mut next_call = 0;
        for _ in 0..STORM {
            if next_call < CALLS && self.chance(30) {
                let burst = 1 + self.rng.next_u32() % 4;
                for id in next_call..(next_call + burst).min(CALLS) {
                    self.session.invoke(id, &query(id), InvokeOptions::default());
                    if self.chance(50) {
                        self.session.cancel(id);
                        self.end(id, Outcome::Cancelled);
                    }
                }
                next_call = (next_call + burst).min(CALLS);
            }
            if next_call > 0 && self.chance(3) {
                let id = self.rng.next_u32() % next_call;
                if !self.outcomes.contains_key(&id) {
                    self.session.cancel(id);
                    self.end(id, Outcome::Cancelled);
                }
            }
            self.disturb();
            self.step();
        }
        self.server.faults = Faults::default();
        let mut quiet = 0;
        for _ in 0..CALM {
            self.step();
            let is_quiet = self.session.pending() == 0
                && self.connection.as_ref().is_some_and(|c| self.server.is_idle(c));
            quiet = if is_quiet { quiet + 1 } else { 0 };
            if quiet > 20 {
                break;
            }
        }
        assert!(quiet > 20, "seed {}: not idle: {:?}", self.seed, self.session);
        self.check(next_call);
    }

    fn check(&self, calls: u32) {
        let seed = self.seed;
        for id in 0..calls {
            let runs = self.server.executed.get(&u64::from(id)).copied().unwrap_or(0);
            match &self.outcomes[&id] {
                Outcome::Answered { repeated } => {
                    assert!(runs >= 1);
                    assert!(*repeated || runs == 1, "seed {seed}: call {id} ran {runs} times");
                }
                Outcome::Error => assert!(runs >= 1),
                Outcome::Failed { may_have_run } => {
                    assert!(*may_have_run || runs == 0, "seed {seed}: call {id} ran {runs} times");
                }
                Outcome::Cancelled => {}
            }
        }
        assert!(self.updates.len() as u64 <= self.server.updates());
    }
}

/// Queries of many lengths, some of which are worth packing.
fn query(id: u32) -> Vec<u8> {
    let length = id as usize * 37 % 9 * 200;
    tl::bytes(|w| _ = w.u32(tl::QUERY).u64(u64::from(id)).raw(&vec![5; length]))
}

/// Puts bytes on a wire, behind those that are there.
fn send(wire: &mut Wire, at: u64, bytes: Vec<u8>) {
    let at = wire.back().map_or(at, |(last, _)| at.max(*last));
    wire.push_back((at, bytes));
}

/// Takes what has arrived.
fn arrived(wire: &mut Wire, now: u64) -> Vec<Vec<u8>> {
    let mut bytes = Vec::new();
    while wire.front().is_some_and(|(at, _)| *at <= now) {
        bytes.extend(wire.pop_front().map(|(_, bytes)| bytes));
    }
    bytes
}

/// Runs a range of seeds, and checks that the storms were storms.
fn storms(seeds: std::ops::Range<u64>) {
    let (mut repeated, mut closed, mut cancelled) = (0, 0, 0);
    for seed in seeds {
        let mut world = World::new(seed);
        world.run();
        closed += world.closed.len();
        for outcome in world.outcomes.values() {
            repeated += usize::from(*outcome == Outcome::Answered { repeated: true });
            cancelled += usize::from(*outcome == Outcome::Cancelled);
        }
    }
    assert!(repeated > 600 && closed > 300 && cancelled > 600);
}

/// A test of its own for each share of the seeds, so that the shares run on all cores.
macro_rules! storms_of {
    ($($name:ident: $seeds:expr;)*) => {$(
        #[test]
        fn $name() {
            storms($seeds);
        }
    )*};
}

storms_of! {
    calls_end_once_whatever_the_network_does_seeds_below_600: 0..600;
    calls_end_once_whatever_the_network_does_seeds_below_1200: 600..1200;
    calls_end_once_whatever_the_network_does_seeds_below_1800: 1200..1800;
    calls_end_once_whatever_the_network_does_seeds_below_2400: 1800..2400;
}
