//! Sans-IO MTProto 2.0 for Heliogram: everything between a socket's bytes and a TL payload.
//!
//! No I/O, no clock, no thread, no panic on any input. Time and randomness are arguments.
#![deny(unsafe_code)]
