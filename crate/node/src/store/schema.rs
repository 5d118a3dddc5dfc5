//! Makes a session file and brings older ones up to date. Hydrogram must find its own three tables
//! exactly as it makes them, at version 3; everything of ours stands in `hg_` tables, whose names
//! no other program takes (spec/client.md §2.10).

use std::fs::{File, OpenOptions};
use std::path::Path;

use rusqlite::{Connection, params};

use super::fault::{self, with_suffix};
use super::home;
use super::inspect::OUR_SCHEMA;
use super::{contexts, updates, usernames};
use crate::error::Fault;

/// How this file differs from Hydrogram's version 3.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// False in files that Kurigram made at layout 7.
    pub(crate) peers_have_username: bool,
}

impl Layout {
    pub(crate) fn of(connection: &Connection) -> rusqlite::Result<Self> {
        Ok(Self { peers_have_username: connection.column_exists(None, "peers", "username")? })
    }
}

/// Makes a new file at `path`. It appears there whole or not at all: SQLite itself would show an
/// empty file first, and a process killed at that moment would leave a file that is refused.
///
/// # Errors
/// `ERR_SESSION_FILE_*` when the folder cannot be written.
pub(crate) fn create(path: &Path, shown: &str) -> Result<(), Fault> {
    let draft = with_suffix(path, ".new");
    let result = write_draft(&draft, shown).and_then(|()| {
        // A log without its file, of a session that was removed, would be replayed into the new one.
        for suffix in ["-wal", "-shm", "-journal"] {
            remove_if_there(&with_suffix(path, suffix))
                .map_err(|error| fault::io(&error, shown))?;
        }
        // Windows flushes only what is open for writing.
        OpenOptions::new()
            .write(true)
            .open(&draft)
            .and_then(|file| file.sync_all())
            .and_then(|()| std::fs::rename(&draft, path))
            .and_then(|()| sync_folder(path))
            .map_err(|error| fault::io(&error, shown))
    });
    if result.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    result
}

fn write_draft(draft: &Path, shown: &str) -> Result<(), Fault> {
    // One of an earlier process that was killed.
    for suffix in ["", "-wal", "-shm", "-journal"] {
        remove_if_there(&with_suffix(draft, suffix)).map_err(|error| fault::io(&error, shown))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(draft).map_err(|error| fault::io(&error, shown))?;
    fill(draft).map_err(|error| fault::sqlite(&error, shown))
}

fn fill(draft: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open(draft)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(HYDROGRAM_TABLES)?;
    transaction.execute_batch(OUR_TABLES)?;
    transaction.execute("INSERT INTO version VALUES (?)", [HYDROGRAM_VERSION])?;
    transaction.execute(
        "INSERT INTO sessions VALUES (?, NULL, NULL, NULL, ?, NULL, NULL)",
        params![FIRST_DC, 0],
    )?;
    save_schema_number(&transaction)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)
}

/// Brings a file of another program, or an older one, up to date; one transaction.
pub(crate) fn upgrade(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let number: i64 = transaction.query_row("SELECT number FROM version", [], |row| row.get(0))?;
    if number < 2 {
        transaction.execute("DELETE FROM peers", [])?;
    }
    if number < HYDROGRAM_VERSION {
        transaction.execute("ALTER TABLE sessions ADD api_id INTEGER", [])?;
        transaction.execute("UPDATE version SET number = ?", [HYDROGRAM_VERSION])?;
    }
    if !transaction.table_exists(None, "hg_meta")? {
        transaction.execute_batch(OUR_TABLES)?;
        save_schema_number(&transaction)?;
    }
    transaction.execute_batch(usernames::TABLE)?;
    transaction.execute_batch(contexts::TABLE)?;
    transaction.execute_batch(updates::TABLE)?;
    home::forget_if_replaced(&transaction)?;
    transaction.commit()
}

fn save_schema_number(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute("REPLACE INTO hg_meta (key, value) VALUES ('.schema', ?)", [OUR_SCHEMA])
        .map(drop)
}

fn remove_if_there(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Makes the new name durable; elsewhere a folder cannot be opened.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

const HYDROGRAM_VERSION: i64 = 3;
/// The DC of a session that has not signed in.
const FIRST_DC: i64 = 2;

/// Names, order, types and defaults are Hydrogram's: it reads by position in places.
const HYDROGRAM_TABLES: &str = "
CREATE TABLE sessions (
    dc_id INTEGER PRIMARY KEY, api_id INTEGER, test_mode INTEGER, auth_key BLOB,
    date INTEGER NOT NULL, user_id INTEGER, is_bot INTEGER
);
CREATE TABLE peers (
    id INTEGER PRIMARY KEY, access_hash INTEGER, type INTEGER NOT NULL, username TEXT,
    phone_number TEXT,
    last_update_on INTEGER NOT NULL DEFAULT (CAST(STRFTIME('%s', 'now') AS INTEGER))
);
CREATE TABLE version (number INTEGER PRIMARY KEY);
CREATE INDEX idx_peers_id ON peers (id);
CREATE INDEX idx_peers_username ON peers (username);
CREATE INDEX idx_peers_phone_number ON peers (phone_number);
CREATE TRIGGER trg_peers_last_update_on AFTER UPDATE ON peers BEGIN
    UPDATE peers SET last_update_on = CAST(STRFTIME('%s', 'now') AS INTEGER) WHERE id = NEW.id;
END;
";

/// No feature newer than WITHOUT ROWID (SQLite 3.8.2): one statement that an old SQLite in Python
/// cannot parse would make the whole file unreadable there.
const OUR_TABLES: &str = "
CREATE TABLE hg_meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE hg_auth_keys (
    dc INTEGER NOT NULL, kind INTEGER NOT NULL, idx INTEGER NOT NULL, key BLOB NOT NULL,
    expires INTEGER, PRIMARY KEY (dc, kind, idx)
) WITHOUT ROWID;
CREATE TABLE hg_salts (
    dc INTEGER NOT NULL, valid_since INTEGER NOT NULL, valid_until INTEGER NOT NULL,
    salt INTEGER NOT NULL, PRIMARY KEY (dc, valid_since)
) WITHOUT ROWID;
";
