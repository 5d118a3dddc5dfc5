//! Work that takes longer than about a millisecond, and so runs on libuv's pool: a file per task.

mod file_task;
mod off_thread;

pub use file_task::FileTask;
pub use off_thread::{OffThread, Work};
