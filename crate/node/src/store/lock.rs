use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::fault::{self, with_suffix};
use crate::error::Fault;

/// The operating system's lock on `<session file>.lock`: one owner per session file, whichever
/// process or client asks. It ends with the process, however that ends. The session file itself is
/// not locked, since other programs must be able to read it when we are gone.
pub(crate) struct FileLock {
    file: File,
    path: PathBuf,
}

impl FileLock {
    /// # Errors
    /// `ERR_SESSION_LOCKED` when somebody has it; `ERR_SESSION_FILE_*` when the lock file cannot be
    /// made, which also means that the session file could not be written beside it.
    pub(crate) fn acquire(session: &Path, shown: &str) -> Result<Self, Fault> {
        let path = with_suffix(session, ".lock");
        loop {
            let mut file = open(&path).map_err(|error| fault::io(&error, shown))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(held_by_other(&mut file, shown)),
                Err(TryLockError::Error(error)) => return Err(fault::io(&error, shown)),
            }
            // The owner before us may have removed the file between our open and our lock; then
            // this lock is on a file without a name, and the next process would make a new one.
            if !is_still_named(&file, &path) {
                continue;
            }
            // The number only makes the message of the next process better.
            let _ = file.set_len(0);
            let _ = write!(file, "{}", std::process::id());
            return Ok(Self { file, path });
        }
    }

    /// Removes the lock file and lets go of the lock.
    pub(crate) fn release(self) {
        // Elsewhere `is_still_named` cannot tell, so there the file stays.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
        drop(self.file);
    }

    /// Removes the lock file for good, also where `release` leaves it.
    pub(crate) fn remove(self) {
        let _ = std::fs::remove_file(&self.path);
        drop(self.file);
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn is_still_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(ours), Ok(named)) => ours.dev() == named.dev() && ours.ino() == named.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_named(_file: &File, _path: &Path) -> bool {
    true
}

fn held_by_other(file: &mut File, shown: &str) -> Fault {
    let mut text = String::new();
    let owner = match file.read_to_string(&mut text).ok().and_then(|_| text.parse::<u32>().ok()) {
        Some(pid) if pid == std::process::id() => "another client in this process".to_owned(),
        Some(pid) => format!("another process (pid {pid})"),
        None => "another process".to_owned(),
    };
    Fault::new(
        "ERR_SESSION_LOCKED",
        format!(
            "Session file \"{shown}\" is in use by {owner}: two users of one session make Telegram \
             end it; stop the other one or use another name"
        ),
    )
}
