//! `hg_peer_contexts`: a message that mentions a peer of which no access hash is known. Telegram
//! takes the pair in its place (spec/client.md §3.2).

use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS hg_peer_contexts (
    id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS hg_peer_contexts_message ON hg_peer_contexts (chat_id, message_id);
";

/// Where a peer was mentioned; the ids of both are marked.
pub(crate) struct PeerContext {
    pub(crate) id: i64,
    pub(crate) chat_id: i64,
    pub(crate) message_id: i64,
}

pub(crate) fn save(connection: &Connection, contexts: &[PeerContext]) -> rusqlite::Result<()> {
    let mut replace = connection.prepare_cached(
        "REPLACE INTO hg_peer_contexts (id, chat_id, message_id) VALUES (?, ?, ?)",
    )?;
    for PeerContext { id, chat_id, message_id } in contexts {
        replace.execute(params![id, chat_id, message_id])?;
    }
    Ok(())
}

pub(crate) fn find(connection: &Connection, id: i64) -> rusqlite::Result<Option<PeerContext>> {
    connection
        .prepare_cached("SELECT chat_id, message_id FROM hg_peer_contexts WHERE id = ?")?
        .query_row([id], |row| {
            Ok(PeerContext { id, chat_id: row.get(0)?, message_id: row.get(1)? })
        })
        .optional()
}

/// For a peer whose access hash is known now.
pub(crate) fn forget_peer(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM hg_peer_contexts WHERE id = ?")?.execute([id]).map(drop)
}

/// For messages that were deleted.
pub(crate) fn forget_messages(
    connection: &Connection,
    chat_id: i64,
    message_ids: &[i64],
) -> rusqlite::Result<()> {
    let mut delete = connection
        .prepare_cached("DELETE FROM hg_peer_contexts WHERE chat_id = ? AND message_id = ?")?;
    for message_id in message_ids {
        delete.execute([chat_id, *message_id])?;
    }
    Ok(())
}
