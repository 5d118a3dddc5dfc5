//! Whole behaviours of the session, one file each, against a server peer made of the message codec
//! and the transport's server role.

mod acks;
mod binding;
mod calls;
mod cancel;
mod checks;
mod clock;
mod containers;
mod details;
mod fates;
mod follow;
mod garbage;
mod gzip;
mod lost_answers;
mod network;
mod new_session;
mod peer;
mod pings;
mod quick_ack;
mod reconnect;
mod repairs;
mod rooms;
mod salts;
mod server;
mod tl;
mod transports;
