//! What can be wrong with a session file, as codes and words.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::error::Fault;

pub(crate) const NOT_FOUND: &str = "ERR_SESSION_FILE_NOT_FOUND";
pub(crate) const UNWRITABLE: &str = "ERR_SESSION_FILE_UNWRITABLE";
pub(crate) const EMPTY: &str = "ERR_SESSION_FILE_EMPTY";
pub(crate) const NOT_A_DATABASE: &str = "ERR_SESSION_FILE_NOT_A_DATABASE";
pub(crate) const CORRUPT: &str = "ERR_SESSION_FILE_CORRUPT";
pub(crate) const TELETHON: &str = "ERR_SESSION_FILE_TELETHON";
pub(crate) const FOREIGN: &str = "ERR_SESSION_FILE_FOREIGN";
pub(crate) const NEWER_VERSION: &str = "ERR_SESSION_FILE_NEWER_VERSION";

/// A refusal: `Session file "…" <what>`.
pub(crate) fn refuse(code: &'static str, shown: &str, what: impl AsRef<str>) -> Fault {
    Fault::new(code, format!("Session file \"{shown}\" {}", what.as_ref()))
}

pub(crate) fn corrupt(shown: &str, what: impl AsRef<str>) -> Fault {
    refuse(
        CORRUPT,
        shown,
        format!("is damaged ({}); it was left as it is, restore a copy of it", what.as_ref()),
    )
}

pub(crate) fn io(error: &io::Error, shown: &str) -> Fault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            refuse(NOT_FOUND, shown, "lies in a folder that does not exist")
        }
        _ => refuse(UNWRITABLE, shown, format!("or its folder cannot be written ({error})")),
    }
}

pub(crate) fn sqlite(error: &rusqlite::Error, shown: &str) -> Fault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::new(
            "ERR_SESSION_LOCKED",
            format!("Session file \"{shown}\" is being written by another program"),
        ),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            corrupt(shown, error.to_string())
        }
        Some(_) => refuse(UNWRITABLE, shown, format!("or its folder cannot be written ({error})")),
        // No code of SQLite's: a column is missing or has an unexpected type.
        None => corrupt(shown, error.to_string()),
    }
}

/// `path` with `suffix` appended to its file name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}
