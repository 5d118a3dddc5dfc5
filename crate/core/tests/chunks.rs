//! The network may cut a stream anywhere: both ends read the same frames, and end in the same
//! error, however the bytes are split. For every transport, plain and obfuscated.

use heliogram_core::transport::{
    Frame, Obfuscation, ServerTransport, Transport, TransportError, TransportKind, TransportOptions,
};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

/// What was read, and what ended the reading.
type Read<T> = (Vec<T>, Option<TransportError>);

#[derive(Debug, PartialEq)]
enum Seen {
    Packet(Vec<u8>),
    QuickAck(u32),
    Error(i32),
}

/// A connection on which the client has said its first words, with what was said on it.
struct Connection {
    options: TransportOptions,
    seed: u64,
    from_client: Vec<u8>,
    from_server: Vec<u8>,
}

impl Connection {
    fn new(options: TransportOptions, seed: u64, lengths: &[usize], garbage: &[u8]) -> Self {
        let mut connection =
            Self { options, seed, from_client: Vec::new(), from_server: Vec::new() };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut client = Transport::new(options, &mut rng);
        for (index, length) in lengths.iter().enumerate() {
            let packet = vec![index as u8 + 1; 4 * length];
            client.write(&packet, index % 2 == 0, &mut rng, &mut connection.from_client);
        }
        connection.from_client.extend_from_slice(garbage);

        let mut server = connection.server();
        server.push(&connection.opening());
        for (index, length) in lengths.iter().enumerate() {
            let packet = vec![index as u8 + 1; 4 * length];
            server.write(&packet, &mut rng, &mut connection.from_server);
            server.write_quick_ack(7 | 1 << 31, &mut rng, &mut connection.from_server);
        }
        server.write_error(-404, &mut rng, &mut connection.from_server);
        connection.from_server.extend_from_slice(garbage);
        connection
    }

    /// The client's end. Seeded, so that each has the same obfuscation keys.
    fn client(&self) -> Transport {
        Transport::new(self.options, &mut ChaCha8Rng::seed_from_u64(self.seed))
    }

    fn server(&self) -> ServerTransport {
        ServerTransport::accept(self.options.obfuscated.and_then(|options| options.secret))
    }

    /// A first packet of the client, from which the server learns the transport.
    fn opening(&self) -> Vec<u8> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let mut client = Transport::new(self.options, &mut rng);
        let mut opening = Vec::new();
        client.write(&[9; 24], false, &mut rng, &mut opening);
        opening
    }

    fn client_reads(&self, cuts: &[usize]) -> Read<Seen> {
        let mut client = self.client();
        let mut seen = Vec::new();
        for chunk in split(&self.from_server, cuts) {
            client.push(chunk);
            loop {
                match client.next_frame() {
                    Ok(Some(Frame::Packet(packet))) => seen.push(Seen::Packet(packet.to_vec())),
                    Ok(Some(Frame::QuickAck(token))) => seen.push(Seen::QuickAck(token)),
                    Ok(Some(Frame::Error(status))) => seen.push(Seen::Error(status)),
                    Ok(None) => break,
                    Err(error) => return (seen, Some(error)),
                }
            }
        }
        (seen, None)
    }

    /// What the client reads in place, when it writes over each packet.
    fn client_reads_in_place(&self, cuts: &[usize]) -> Read<Seen> {
        let mut client = self.client();
        let mut seen = Vec::new();
        for chunk in split(&self.from_server, cuts) {
            let mut chunk = chunk.to_vec();
            let mut reading = client.read(&mut chunk);
            loop {
                match reading.next_frame() {
                    Ok(Some(Frame::Packet(packet))) => {
                        seen.push(Seen::Packet(packet.to_vec()));
                        packet.fill(0xff);
                    }
                    Ok(Some(Frame::QuickAck(token))) => seen.push(Seen::QuickAck(token)),
                    Ok(Some(Frame::Error(status))) => seen.push(Seen::Error(status)),
                    Ok(None) => break,
                    Err(error) => return (seen, Some(error)),
                }
            }
        }
        (seen, None)
    }

    fn server_reads(&self, cuts: &[usize]) -> Read<(Vec<u8>, bool)> {
        let mut server = self.server();
        let mut seen = Vec::new();
        for chunk in split(&self.from_client, cuts) {
            server.push(chunk);
            loop {
                match server.next_frame() {
                    Ok(Some(frame)) => seen.push((frame.packet.to_vec(), frame.quick_ack)),
                    Ok(None) => break,
                    Err(error) => return (seen, Some(error)),
                }
            }
        }
        (seen, None)
    }
}

/// The stream cut at each of `cuts`, which may stand in any order and beyond its end.
fn split<'a>(stream: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<_> = cuts.iter().map(|cut| cut % (stream.len() + 1)).collect();
    cuts.sort_unstable();
    let mut chunks = Vec::new();
    let (mut rest, mut taken) = (stream, 0);
    for cut in cuts {
        let (chunk, after) = rest.split_at(cut - taken);
        chunks.push(chunk);
        (rest, taken) = (after, cut);
    }
    chunks.push(rest);
    chunks
}

fn any_options() -> impl Strategy<Value = TransportOptions> {
    use TransportKind::{Abridged, Full, Intermediate, Padded};
    let obfuscated = (any::<i16>(), proptest::option::of(any::<[u8; 16]>()))
        .prop_map(|(dc_id, secret)| Obfuscation { dc_id, secret });
    prop_oneof![
        proptest::sample::select(vec![Abridged, Intermediate, Padded, Full])
            .prop_map(|kind| TransportOptions { kind, obfuscated: None }),
        (proptest::sample::select(vec![Abridged, Intermediate, Padded]), obfuscated)
            .prop_map(|(kind, options)| TransportOptions { kind, obfuscated: Some(options) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn frames_are_the_same_however_the_stream_is_split(
        options in any_options(),
        seed in any::<u64>(),
        // In words; at 127 the abridged length changes its form.
        lengths in proptest::collection::vec(prop_oneof![6_usize..12, 124_usize..130], 0..5),
        garbage in proptest::collection::vec(any::<u8>(), 0..100),
        cuts in proptest::collection::vec(any::<usize>(), 0..30),
    ) {
        let connection = Connection::new(options, seed, &lengths, &garbage);
        let at_once = connection.client_reads(&[]);
        // The frames before the garbage are all there: packets, and the error at their end.
        prop_assert!(at_once.0.len() > lengths.len());
        let bytewise: Vec<_> = (0..=connection.from_server.len()).collect();
        prop_assert_eq!(&connection.client_reads(&cuts), &at_once);
        prop_assert_eq!(&connection.client_reads(&bytewise), &at_once);
        prop_assert_eq!(&connection.client_reads_in_place(&[]), &at_once);
        prop_assert_eq!(&connection.client_reads_in_place(&cuts), &at_once);
        prop_assert_eq!(&connection.client_reads_in_place(&bytewise), &at_once);

        let at_once = connection.server_reads(&[]);
        let bytewise: Vec<_> = (0..=connection.from_client.len()).collect();
        prop_assert_eq!(&connection.server_reads(&cuts), &at_once);
        prop_assert_eq!(&connection.server_reads(&bytewise), &at_once);
    }
}
