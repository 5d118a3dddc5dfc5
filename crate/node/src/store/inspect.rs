//! Looks at a file before anything is opened for writing, so that whatever is refused stays
//! byte for byte as it was.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::fault::{self, corrupt, refuse, with_suffix};
use super::schema::Layout;
use super::{home, peers};
use crate::error::Fault;

/// Newest layout that we know (Kurigram's); Hydrogram's and ours is 3.
const NEWEST_VERSION: i64 = 7;
/// Layout of the `hg_` tables.
pub(crate) const OUR_SCHEMA: i64 = 1;

/// Whether there is a usable session file at `path`.
///
/// # Errors
/// `ERR_SESSION_FILE_*` for everything that is there and is not one.
pub(crate) fn exists(path: &Path, shown: &str) -> Result<bool, Fault> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(fault::io(&error, shown)),
        Ok(metadata) if metadata.is_dir() => {
            return Err(refuse(fault::NOT_A_DATABASE, shown, "is a folder"));
        }
        // Opening a pipe would wait for its other end.
        Ok(metadata) if !metadata.is_file() => {
            return Err(refuse(fault::NOT_A_DATABASE, shown, "is a device or a pipe"));
        }
        Ok(_) => {}
    }
    head(path, shown)?;
    std::fs::OpenOptions::new().write(true).open(path).map_err(|error| fault::io(&error, shown))?;
    let connection = open_for_reading(path).map_err(|error| fault::sqlite(&error, shown))?;
    let verdict = tables(&connection, shown);
    connection.close().map_err(|(_, error)| fault::sqlite(&error, shown))?;
    verdict.map(|()| true)
}

/// Tells apart what is no SQLite file by its first bytes.
fn head(path: &Path, shown: &str) -> Result<(), Fault> {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(100).read_to_end(&mut head))
        .map_err(|error| fault::io(&error, shown))?;
    if head.is_empty() {
        return Err(refuse(
            fault::EMPTY,
            shown,
            "is empty: no program left a sign-in there; remove it to start anew",
        ));
    }
    if head.starts_with(MAGIC) {
        return if is_whole(path, &head) { Ok(()) } else { Err(corrupt(shown, "it is cut off")) };
    }
    if MAGIC.starts_with(&head) {
        return Err(corrupt(shown, "it is cut off"));
    }
    if head.starts_with(b"TDF$") {
        return Err(refuse(fault::FOREIGN, shown, "is a file of Telegram Desktop"));
    }
    Err(refuse(fault::NOT_A_DATABASE, shown, "is no SQLite database"))
}

/// Whether the file ends with a page: SQLite reads a page that is cut as if zeros followed. A log
/// beside it may hold what is missing, so then SQLite decides.
fn is_whole(path: &Path, head: &[u8]) -> bool {
    let page_size = match head.get(16..18) {
        // Too large for its field.
        Some([0, 1]) => 65536,
        Some(&[high, low]) => u64::from(u16::from_be_bytes([high, low])),
        _ => return false,
    };
    let length = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    head.len() == 100
        && (length.checked_rem(page_size) == Some(0)
            || holds_data(path, "-journal")
            || holds_data(path, "-wal"))
}

fn holds_data(path: &Path, suffix: &str) -> bool {
    std::fs::metadata(with_suffix(path, suffix)).is_ok_and(|metadata| metadata.len() > 0)
}

fn open_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let connection = if holds_data(path, "-journal") {
        // Its program was killed within a transaction. Only a writer may undo that, and until then
        // the file says nothing.
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?
    } else if holds_data(path, "-wal") {
        // The newest commits are in the log; a reader takes them from there and moves nothing.
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?
    } else {
        // Without this mark even a reader makes a -wal and a -shm file.
        Connection::open_with_flags(
            format!("{}?immutable=1", uri(path)),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        )?
    };
    connection.busy_timeout(super::BUSY_TIMEOUT)?;
    Ok(connection)
}

/// A `file:` URI (RFC 3986) of an absolute path.
fn uri(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', if cfg!(windows) { "/" } else { "\\" });
    let text = text.strip_prefix("//?/").unwrap_or(&text);
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        match byte {
            b'/' | b':' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// Tells apart SQLite files by their tables (spec/client.md §2.8), then checks the one that is ours.
fn tables(connection: &Connection, shown: &str) -> Result<(), Fault> {
    let broken = |error: rusqlite::Error| fault::sqlite(&error, shown);
    let has_table = |name: &str| connection.table_exists(None, name).map_err(broken);
    if has_table("entities")? && has_table("sessions")? {
        return Err(refuse(
            fault::TELETHON,
            shown,
            "was made by Telethon, whose files have another layout; sign in under another name",
        ));
    }
    if has_table("mtcute_migrations")? {
        return Err(refuse(fault::FOREIGN, shown, "was made by mtcute"));
    }
    if !(has_table("sessions")? && has_table("peers")? && has_table("version")?) {
        return Err(refuse(fault::FOREIGN, shown, "is an SQLite file without a Telegram session"));
    }
    let number: i64 = connection
        .query_row("SELECT number FROM version", [], |row| row.get(0))
        .map_err(|error| corrupt(shown, format!("version: {error}")))?;
    if number > NEWEST_VERSION || our_schema(connection).map_err(broken)? > OUR_SCHEMA {
        return Err(refuse(
            fault::NEWER_VERSION,
            shown,
            "was written by a newer program; update heliogram",
        ));
    }
    if number < 1 {
        return Err(corrupt(shown, format!("version {number}")));
    }
    let check: String =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(broken)?;
    if check != "ok" {
        return Err(corrupt(shown, check));
    }
    // Damage inside a definition shows when its columns are used. This look-up uses all of them.
    Layout::of(connection)
        .and_then(|layout| peers::by_phone(connection, layout, ""))
        .map_err(|error| corrupt(shown, error.to_string()))?;
    home::load(connection).map(drop).map_err(|what| corrupt(shown, what))
}

fn our_schema(connection: &Connection) -> rusqlite::Result<i64> {
    if !connection.table_exists(None, "hg_meta")? {
        return Ok(0);
    }
    let mut statement = connection.prepare("SELECT value FROM hg_meta WHERE key = '.schema'")?;
    let mut rows = statement.query([])?;
    rows.next()?.map_or(Ok(0), |row| row.get(0))
}
