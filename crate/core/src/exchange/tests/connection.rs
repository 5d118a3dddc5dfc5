//! The whole client over every transport, against a server on the other end of the bytes.

use super::super::connection::{Exchange, ExchangeOptions, Step};
use super::super::envelope;
use super::super::server::{Server, ServerDone, ServerNext, ServerOptions};
use super::*;
use crate::tl::Writer;
use crate::transport::{
    Frame, Obfuscation, ServerTransport, Transport, TransportKind, TransportOptions,
};

fn connect(kind: TransportKind, obfuscated: bool) -> Exchange {
    let obfuscated = obfuscated.then_some(Obfuscation { dc_id: 2, secret: None });
    let transport = Transport::new(TransportOptions { kind, obfuscated }, &mut rng(3));
    Exchange::new(ExchangeOptions { transport, client: options() })
}

/// A server on the other end.
struct Remote {
    transport: ServerTransport,
    server: Option<Server>,
    done: Option<ServerDone>,
    /// Bytes that follow the last answer in the same write.
    after: Vec<u8>,
}

impl Remote {
    fn new() -> Self {
        let keys = vec![server_key().clone()];
        Self {
            transport: ServerTransport::accept(None),
            server: Some(Server::new(ServerOptions { keys, retries: 1 })),
            done: None,
            after: Vec::new(),
        }
    }

    fn packet(body: &[u8]) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u64(0).u64(0x5555_0001).u32(body.len() as u32).raw(body);
        writer.into_bytes()
    }

    fn answer(&mut self, bytes: &[u8]) -> Vec<u8> {
        let (mut random, mut out) = (rng(9), Vec::new());
        self.transport.push(bytes);
        let Some(frame) = self.transport.next_frame().unwrap() else { return out };
        let request = envelope::unwrap(frame.packet).unwrap().to_vec();
        match self.server.take().unwrap().step(&request, &mut random, NOW).unwrap() {
            ServerNext::Send { body, server } => {
                self.server = Some(server);
                self.transport.write(&Self::packet(&body), &mut random, &mut out);
            }
            ServerNext::Done { body, done } => {
                self.done = Some(done);
                self.transport.write(&Self::packet(&body), &mut random, &mut out);
                if !self.after.is_empty() {
                    let after = self.after.clone();
                    self.transport.write(&after, &mut random, &mut out);
                }
            }
        }
        out
    }
}

/// Runs to the end, feeding the client `chunk` bytes at a time.
fn run(exchange: &mut Exchange, remote: &mut Remote, chunk: usize) -> Done {
    let mut random = rng(5);
    exchange.start(&mut random, NOW).unwrap();
    loop {
        let answer = remote.answer(&exchange.transmit());
        assert!(!answer.is_empty());
        let mut ready = false;
        for part in answer.chunks(chunk) {
            assert!(!ready || remote.done.is_some(), "ready before the last byte");
            ready = exchange.push(part).unwrap();
        }
        assert!(ready);
        if let Step::Done(done) = exchange.run(&mut random, NOW).unwrap() {
            assert!(exchange.transmit().is_empty());
            return done;
        }
    }
}

#[test]
fn key_is_made_over_every_transport_in_every_chunking() {
    use TransportKind::*;
    let kinds = [
        (Abridged, false),
        (Abridged, true),
        (Intermediate, false),
        (Intermediate, true),
        (Padded, false),
        (Padded, true),
        (Full, false),
    ];
    for (kind, obfuscated) in kinds {
        for chunk in [1, 7, 4096] {
            let (mut exchange, mut remote) = (connect(kind, obfuscated), Remote::new());
            let done = run(&mut exchange, &mut remote, chunk);
            let at_server = remote.done.unwrap();
            assert_eq!(done.auth_key, at_server.auth_key, "{kind:?}");
            assert_eq!(done.server_salt, at_server.server_salt);
        }
    }
}

#[test]
fn transport_goes_on_with_what_came_early() {
    let mut exchange = connect(TransportKind::Intermediate, true);
    let mut remote = Remote::new();
    remote.after = b"the first packet of the session.".to_vec();
    run(&mut exchange, &mut remote, 4096);
    let mut transport = exchange.into_transport();
    let frame = transport.next_frame().unwrap().unwrap();
    assert!(matches!(frame, Frame::Packet(packet) if packet == &remote.after[..]));
}

/// A client that has sent its first message on a plain intermediate transport.
fn started() -> Exchange {
    let mut exchange = connect(TransportKind::Intermediate, false);
    exchange.start(&mut rng(1), NOW).unwrap();
    exchange.transmit();
    exchange
}

fn frame(packet: &[u8]) -> Vec<u8> {
    [&(packet.len() as u32).to_le_bytes(), packet].concat()
}

#[test]
fn transport_errors_end_the_exchange() {
    for status in [-404, -444, -429] {
        let mut exchange = started();
        let error = exchange.push(&frame(&i32::to_le_bytes(status))).unwrap_err();
        assert_eq!(error, ExchangeError::TransportStatus { status });
        assert_eq!(error.code(), "ERR_TRANSPORT_STATUS");
        assert_eq!(exchange.push(&[]), Err(ExchangeError::Finished));
        assert_eq!(exchange.run(&mut rng(1), NOW), Err(ExchangeError::Finished));
    }
}

#[test]
fn transport_status_zero_is_ignored() {
    assert_eq!(started().push(&frame(&[0; 4])), Ok(false));
}

#[test]
fn a_packet_that_is_not_plaintext_ends_the_exchange() {
    let error = started().push(&frame(&[7; 64])).unwrap_err();
    assert_eq!(error, ExchangeError::Encrypted { auth_key_id: 0x0707_0707_0707_0707 });
}

#[test]
fn an_envelope_that_claims_too_much_ends_the_exchange() {
    let mut packet = Remote::packet(b"body");
    packet[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(
        started().push(&frame(&packet)).unwrap_err(),
        ExchangeError::EnvelopeLength { claimed: u32::MAX, left: 4 }
    );
}

#[test]
fn a_forged_frame_length_ends_the_exchange() {
    let error = started().push(&[0xff, 0xff, 0xff, 0x7f]).unwrap_err();
    assert!(matches!(error, ExchangeError::Transport(_)));
    assert_eq!(error.code(), "ERR_FRAME_TOO_BIG");
}

#[test]
fn calls_out_of_order_are_errors() {
    let mut exchange = connect(TransportKind::Abridged, false);
    assert_eq!(exchange.run(&mut rng(1), NOW), Err(ExchangeError::Idle));
    exchange.start(&mut rng(1), NOW).unwrap();
    assert_eq!(exchange.run(&mut rng(1), NOW), Err(ExchangeError::Idle));
    assert_eq!(exchange.start(&mut rng(1), NOW), Err(ExchangeError::Started));
    assert_eq!(exchange.push(&[]), Ok(false));
}

#[test]
fn a_failed_step_ends_the_exchange() {
    let mut exchange = started();
    assert_eq!(exchange.push(&frame(&Remote::packet(b"nonsense"))), Ok(true));
    assert!(matches!(exchange.run(&mut rng(1), NOW), Err(ExchangeError::Tl(_))));
    assert_eq!(exchange.run(&mut rng(1), NOW), Err(ExchangeError::Finished));
    assert_eq!(exchange.push(b""), Err(ExchangeError::Finished));
}
