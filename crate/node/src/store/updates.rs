//! `hg_update_state`: how far updates were handled, in the account's own box (0) and in each
//! channel's (spec/client.md §4.7).

use rusqlite::{Connection, params};

pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS hg_update_state (
    box INTEGER PRIMARY KEY, pts INTEGER NOT NULL, qts INTEGER NOT NULL, date INTEGER NOT NULL,
    seq INTEGER NOT NULL, known_pts INTEGER NOT NULL, done TEXT NOT NULL
);
";

/// A row. Counters are Telegram's; `done` is the library's own text.
pub(crate) struct UpdateBox {
    pub(crate) id: i64,
    pub(crate) pts: i64,
    pub(crate) qts: i64,
    pub(crate) date: i64,
    pub(crate) seq: i64,
    pub(crate) known_pts: i64,
    pub(crate) done: String,
}

pub(crate) fn load(connection: &Connection) -> rusqlite::Result<Vec<UpdateBox>> {
    let mut statement = connection.prepare_cached(
        "SELECT box, pts, qts, date, seq, known_pts, done FROM hg_update_state ORDER BY box",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(UpdateBox {
            id: row.get(0)?,
            pts: row.get(1)?,
            qts: row.get(2)?,
            date: row.get(3)?,
            seq: row.get(4)?,
            known_pts: row.get(5)?,
            done: row.get(6)?,
        })
    })?;
    rows.collect()
}

/// Replaces the rows of these boxes and removes others.
pub(crate) fn save(
    connection: &Connection,
    boxes: &[UpdateBox],
    gone: &[i64],
) -> rusqlite::Result<()> {
    let mut replace = connection.prepare_cached(
        "REPLACE INTO hg_update_state (box, pts, qts, date, seq, known_pts, done) \
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for UpdateBox { id, pts, qts, date, seq, known_pts, done } in boxes {
        replace.execute(params![id, pts, qts, date, seq, known_pts, done])?;
    }
    let mut remove = connection.prepare_cached("DELETE FROM hg_update_state WHERE box = ?")?;
    for id in gone {
        remove.execute([id])?;
    }
    Ok(())
}
