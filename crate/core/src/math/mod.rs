//! Number theory of the key exchange: factoring pq, powers mod a 2048-bit prime, checks of the
//! Diffie-Hellman group.

mod brent;
mod ecm;
pub mod generator;
pub mod group;
pub mod modpow;
mod montgomery;
pub(crate) mod number;
pub mod pq;
mod primality;
mod residue;
