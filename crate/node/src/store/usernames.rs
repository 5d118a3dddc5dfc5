//! `hg_usernames`: every active username of a peer, where `peers` has room for one
//! (spec/client.md §3.3).

use rusqlite::{Connection, OptionalExtension, params};

/// By name: a name that changed hands points to its new owner alone.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS hg_usernames (
    username TEXT PRIMARY KEY, id INTEGER NOT NULL, seen INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS hg_usernames_id ON hg_usernames (id);
";

/// Replaces the names of one peer; they are in lower case.
pub(crate) fn save(
    connection: &Connection,
    id: i64,
    usernames: &[String],
    now_sec: i64,
) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM hg_usernames WHERE id = ?")?.execute([id])?;
    let mut insert = connection
        .prepare_cached("REPLACE INTO hg_usernames (username, id, seen) VALUES (?, ?, ?)")?;
    for username in usernames {
        insert.execute(params![username, id, now_sec])?;
    }
    Ok(())
}

/// Id of the peer that was seen under this name since `oldest_sec`.
pub(crate) fn find(
    connection: &Connection,
    username: &str,
    oldest_sec: i64,
) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT id FROM hg_usernames WHERE username = ? AND seen >= ?")?
        .query_row(params![username, oldest_sec], |row| row.get(0))
        .optional()
}

/// For a name that nobody has any more.
pub(crate) fn forget(connection: &Connection, username: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM hg_usernames WHERE username = ?")?
        .execute([username])
        .map(drop)
}
