use rand_core::CryptoRng;

use super::client::{Client, ClientOptions, Done, Next};
use super::envelope::{self, MessageIds};
use super::error::ExchangeError;
use crate::Now;
use crate::transport::{Frame, Transport};

/// What [`Exchange`] needs.
#[derive(Debug)]
pub struct ExchangeOptions {
    /// The codec of a connection on which nothing has been sent yet.
    pub transport: Transport,
    /// What the client must know.
    pub client: ClientOptions,
}

/// The client's side of a key exchange on one connection: transport, envelope and [`Client`].
///
/// Call [`start`](Self::start), write what [`transmit`](Self::transmit) gives; give every byte that
/// arrives to [`push`](Self::push); whenever that says true, call [`run`](Self::run), which is the
/// part that takes time and may be done on another thread, and write again. After
/// [`Step::Done`] the connection goes on with [`into_transport`](Self::into_transport): bytes that
/// came early are in it. After an error it must be closed.
#[derive(Debug)]
pub struct Exchange {
    transport: Transport,
    state: State,
    ids: MessageIds,
    /// Bytes to be written.
    out: Vec<u8>,
}

#[derive(Debug)]
enum State {
    Ready(ClientOptions),
    Waiting(Client),
    /// The answer has come and waits for [`Exchange::run`].
    Answered(Client, Vec<u8>),
    /// Done or failed.
    Finished,
}

/// What came out of [`Exchange::run`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// There are bytes to write; the exchange goes on.
    Send,
    /// The key is made.
    Done(Done),
}

impl Exchange {
    /// An exchange that has not begun.
    pub fn new(options: ExchangeOptions) -> Self {
        Self {
            transport: options.transport,
            state: State::Ready(options.client),
            ids: MessageIds::default(),
            out: Vec::new(),
        }
    }

    /// Makes the first message.
    ///
    /// # Errors
    /// [`ExchangeError::Started`] if the exchange has begun already; it goes on.
    pub fn start(&mut self, rng: &mut dyn CryptoRng, now: Now) -> Result<(), ExchangeError> {
        match self.take() {
            State::Ready(options) => {
                let (client, body) = Client::start(options, rng);
                self.send(client, &body, rng, now);
                Ok(())
            }
            other => {
                self.state = other;
                Err(ExchangeError::Started)
            }
        }
    }

    /// Takes bytes from the connection, in chunks of any size. True: an answer is complete and
    /// [`run`](Self::run) has work.
    ///
    /// # Errors
    /// [`ExchangeError`] for broken framing, a transport error or a packet that is no plaintext
    /// message; the exchange is over then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<bool, ExchangeError> {
        self.transport.push(bytes);
        match self.take() {
            State::Waiting(client) => {
                self.state = match self.next_body()? {
                    Some(body) => State::Answered(client, body),
                    None => State::Waiting(client),
                };
            }
            // One answer at a time: what comes after it stays in the transport.
            other => self.state = other,
        }
        match self.state {
            State::Answered(..) => Ok(true),
            State::Waiting(_) => Ok(false),
            State::Ready(_) | State::Finished => Err(ExchangeError::Finished),
        }
    }

    /// Works on the answer that has come. `now` is the time of this call.
    ///
    /// # Errors
    /// [`ExchangeError::Idle`] if there is none; any other [`ExchangeError`] ends the exchange.
    pub fn run(&mut self, rng: &mut dyn CryptoRng, now: Now) -> Result<Step, ExchangeError> {
        match self.take() {
            State::Answered(client, body) => match client.step(&body, rng, now)? {
                Next::Send { body, client } => {
                    self.send(client, &body, rng, now);
                    Ok(Step::Send)
                }
                Next::Done(done) => Ok(Step::Done(done)),
            },
            State::Finished => Err(ExchangeError::Finished),
            other => {
                self.state = other;
                Err(ExchangeError::Idle)
            }
        }
    }

    /// The bytes to be written now; empty if there are none.
    pub fn transmit(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.out)
    }

    /// The transport, for the session that goes on where the exchange has ended.
    pub fn into_transport(self) -> Transport {
        self.transport
    }

    /// The state, leaving `Finished`: an early return has ended the exchange.
    fn take(&mut self) -> State {
        core::mem::replace(&mut self.state, State::Finished)
    }

    fn send(&mut self, client: Client, body: &[u8], rng: &mut dyn CryptoRng, now: Now) {
        let packet = self.ids.wrap(body, now);
        self.transport.write(&packet, false, rng, &mut self.out);
        self.state = State::Waiting(client);
    }

    /// The body of the next message, if it is complete.
    fn next_body(&mut self) -> Result<Option<Vec<u8>>, ExchangeError> {
        loop {
            match self.transport.next_frame()? {
                None => return Ok(None),
                Some(Frame::Packet(packet)) => {
                    return envelope::unwrap(packet).map(|body| Some(body.to_vec()));
                }
                // Zero says nothing; a quick ack belongs to nothing that was sent.
                Some(Frame::Error(0) | Frame::QuickAck(_)) => {}
                Some(Frame::Error(status)) => {
                    return Err(ExchangeError::TransportStatus { status });
                }
            }
        }
    }
}
