//! `peers`, as Hydrogram writes and reads it.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};

use super::schema::Layout;
use super::{contexts, usernames};

/// A row of `peers`.
pub(crate) struct Peer {
    /// Marked id (spec/client.md §3.1).
    pub(crate) id: i64,
    pub(crate) access_hash: i64,
    /// `user`, `bot`, `group`, `channel`, `supergroup`; files of other programs know more words.
    pub(crate) kind: String,
    pub(crate) username: Option<String>,
    pub(crate) phone_number: Option<String>,
    /// Every active username, in lower case. `None` for a peer that was read, or of which only the
    /// one above is known.
    pub(crate) usernames: Option<Vec<String>>,
}

/// Usernames change hands, so one that was not seen for a day has to be asked for again.
const USERNAME_LIFETIME_SEC: i64 = 24 * 60 * 60;

pub(crate) fn save(
    connection: &Connection,
    layout: Layout,
    peers: &[Peer],
    now_sec: i64,
) -> rusqlite::Result<()> {
    for peer in peers {
        let main = peer.username.as_slice();
        usernames::save(connection, peer.id, peer.usernames.as_deref().unwrap_or(main), now_sec)?;
        contexts::forget_peer(connection, peer.id)?;
    }
    save_rows(connection, layout, peers)
}

fn save_rows(connection: &Connection, layout: Layout, peers: &[Peer]) -> rusqlite::Result<()> {
    if layout.peers_have_username {
        let mut replace = connection.prepare_cached(
            "REPLACE INTO peers (id, access_hash, type, username, phone_number) \
             VALUES (?, ?, ?, ?, ?)",
        )?;
        for peer in peers {
            replace.execute(params![
                peer.id,
                peer.access_hash,
                peer.kind,
                peer.username,
                peer.phone_number
            ])?;
        }
        return Ok(());
    }
    // Kurigram's layout 7 keeps the names in a table of their own.
    let mut replace = connection.prepare_cached(
        "REPLACE INTO peers (id, access_hash, type, phone_number) VALUES (?, ?, ?, ?)",
    )?;
    let mut forget = connection.prepare_cached("DELETE FROM usernames WHERE id = ?")?;
    let mut name =
        connection.prepare_cached("INSERT INTO usernames (id, username) VALUES (?, ?)")?;
    for peer in peers {
        replace.execute(params![peer.id, peer.access_hash, peer.kind, peer.phone_number])?;
        forget.execute([peer.id])?;
        if let Some(username) = &peer.username {
            name.execute(params![peer.id, username])?;
        }
    }
    Ok(())
}

pub(crate) fn by_id(
    connection: &Connection,
    layout: Layout,
    id: i64,
) -> rusqlite::Result<Option<Peer>> {
    find(connection, layout, "peers.id = ?1", &[&id])
}

/// The peer that was last seen under this name, in lower case.
pub(crate) fn by_username(
    connection: &Connection,
    layout: Layout,
    username: &str,
    now_sec: i64,
) -> rusqlite::Result<Option<Peer>> {
    let oldest_sec = now_sec - USERNAME_LIFETIME_SEC;
    if let Some(id) = usernames::find(connection, username, oldest_sec)? {
        return by_id(connection, layout, id);
    }
    // What another program has written since.
    let condition = if layout.peers_have_username {
        "username = ?1 AND last_update_on >= ?2 ORDER BY last_update_on DESC"
    } else {
        "peers.id IN (SELECT id FROM usernames WHERE username = ?1) AND last_update_on >= ?2 \
         ORDER BY last_update_on DESC"
    };
    find(connection, layout, condition, &[&username, &oldest_sec])
}

/// For a name that nobody has any more.
pub(crate) fn forget_username(
    connection: &Connection,
    layout: Layout,
    username: &str,
) -> rusqlite::Result<()> {
    usernames::forget(connection, username)?;
    let statement = if layout.peers_have_username {
        "UPDATE peers SET username = NULL WHERE username = ?"
    } else {
        "DELETE FROM usernames WHERE username = ?"
    };
    connection.prepare_cached(statement)?.execute([username]).map(drop)
}

/// `phone`: digits alone.
pub(crate) fn by_phone(
    connection: &Connection,
    layout: Layout,
    phone: &str,
) -> rusqlite::Result<Option<Peer>> {
    find(connection, layout, "phone_number = ?1 ORDER BY last_update_on DESC", &[&phone])
}

fn find(
    connection: &Connection,
    layout: Layout,
    condition: &str,
    parameters: &[&dyn ToSql],
) -> rusqlite::Result<Option<Peer>> {
    let username = if layout.peers_have_username {
        "username"
    } else {
        "(SELECT username FROM usernames WHERE usernames.id = peers.id LIMIT 1)"
    };
    connection
        .prepare_cached(&format!(
            "SELECT peers.id, access_hash, type, {username}, phone_number FROM peers \
             WHERE {condition} LIMIT 1"
        ))?
        .query_row(parameters, read)
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Peer> {
    Ok(Peer {
        id: row.get(0)?,
        access_hash: row.get::<_, Option<i64>>(1)?.unwrap_or(0),
        kind: row.get(2)?,
        username: row.get(3)?,
        phone_number: row.get(4)?,
        usernames: None,
    })
}
