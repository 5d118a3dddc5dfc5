//! Work that takes longer than about a millisecond, and so runs on libuv's pool: a file per task.

mod check_dh_group;
mod factorize_pq;
mod file_task;
mod mod_pow;
mod off_thread;
mod password;
mod srp_answer;
mod srp_verifier;

pub use check_dh_group::CheckDhGroup;
pub use factorize_pq::FactorizePq;
pub use file_task::FileTask;
pub use mod_pow::ModPow;
pub use off_thread::{OffThread, Work};
pub use password::Password;
pub use srp_answer::SrpAnswer;
pub use srp_verifier::SrpVerifier;
