//! `hg_meta`: small values under a name. Names with a leading dot are the store's own.

use rusqlite::{Connection, OptionalExtension};

pub(crate) fn load(connection: &Connection, key: &str) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT value FROM hg_meta WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// `None` removes the value.
pub(crate) fn save(
    connection: &Connection,
    key: &str,
    value: Option<&[u8]>,
) -> rusqlite::Result<()> {
    match value {
        Some(value) => connection
            .prepare_cached("REPLACE INTO hg_meta (key, value) VALUES (?, ?)")?
            .execute((key, value))?,
        None => connection.prepare_cached("DELETE FROM hg_meta WHERE key = ?")?.execute([key])?,
    };
    Ok(())
}
