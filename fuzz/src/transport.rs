//! The codecs: any stream, at both ends, cut in any way, gives the same frames and the same error.

use heliogram_core::transport::{
    Frame, Obfuscation, ServerTransport, Transport, TransportError, TransportKind, TransportOptions,
};

use crate::fixture::rng;
use crate::input::Input;

const KINDS: [TransportKind; 4] = [
    TransportKind::Abridged,
    TransportKind::Intermediate,
    TransportKind::Padded,
    TransportKind::Full,
];

type Read = (Vec<(u32, Vec<u8>)>, Option<TransportError>);

/// The first byte chooses the transport, the second the length of the pieces; the rest is the
/// stream.
pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let (choice, size) = (input.byte(), usize::from(input.byte()) + 1);
    let stream = input.rest();
    let obfuscated = (choice & 4 != 0).then_some(Obfuscation { dc_id: 2, secret: None });
    let options = TransportOptions { kind: KINDS[usize::from(choice % 4)], obfuscated };
    assert_eq!(at_client(options, [stream]), at_client(options, stream.chunks(size)));
    assert_eq!(at_client(options, [stream]), in_place(options, stream.chunks(size)));
    assert_eq!(at_server([stream]), at_server(stream.chunks(size)));
}

fn noted(frame: Frame<'_>) -> (u32, Vec<u8>) {
    match frame {
        Frame::Packet(packet) => (0, packet.to_vec()),
        Frame::QuickAck(token) => (token, Vec::new()),
        Frame::Error(status) => (status.cast_unsigned(), Vec::new()),
    }
}

fn at_client<'a>(options: TransportOptions, chunks: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut transport = Transport::new(options, &mut rng(1));
    let mut frames = Vec::new();
    for chunk in chunks {
        transport.push(chunk);
        loop {
            match transport.next_frame() {
                Ok(Some(frame)) => frames.push(noted(frame)),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
    }
    (frames, None)
}

/// The client's end, with frames cut from the pieces themselves.
fn in_place<'a>(options: TransportOptions, chunks: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut transport = Transport::new(options, &mut rng(1));
    let mut frames = Vec::new();
    for chunk in chunks {
        let mut chunk = chunk.to_vec();
        let mut reading = transport.read(&mut chunk);
        loop {
            match reading.next_frame() {
                Ok(Some(frame)) => frames.push(noted(frame)),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
    }
    (frames, None)
}

fn at_server<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut transport = ServerTransport::accept(None);
    let mut frames = Vec::new();
    for chunk in chunks {
        transport.push(chunk);
        loop {
            match transport.next_frame() {
                Ok(Some(frame)) => frames.push((u32::from(frame.quick_ack), frame.packet.to_vec())),
                Ok(None) => break,
                Err(error) => return (frames, Some(error)),
            }
        }
    }
    (frames, None)
}
