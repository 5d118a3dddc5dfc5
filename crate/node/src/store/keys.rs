//! `hg_auth_keys` and `hg_salts`: what belongs to one DC.

use rusqlite::{Connection, OptionalExtension, params};

/// `hg_auth_keys.kind` of a permanent key.
const PERMANENT: i64 = 0;

pub(crate) fn load(connection: &Connection, dc_id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT key FROM hg_auth_keys WHERE dc = ? AND kind = ? AND idx = 0")?
        .query_row([dc_id, PERMANENT], |row| row.get(0))
        .optional()
}

/// `None` removes the key.
pub(crate) fn save(
    connection: &Connection,
    dc_id: i64,
    key: Option<&[u8]>,
) -> rusqlite::Result<()> {
    match key {
        Some(key) => connection.execute(
            "REPLACE INTO hg_auth_keys (dc, kind, idx, key, expires) VALUES (?, ?, 0, ?, NULL)",
            params![dc_id, PERMANENT, key],
        )?,
        None => connection.execute(
            "DELETE FROM hg_auth_keys WHERE dc = ? AND kind = ? AND idx = 0",
            [dc_id, PERMANENT],
        )?,
    };
    Ok(())
}

/// Bytes per salt in the packed form: valid_since i32, valid_until i32, salt i64, little-endian.
pub(crate) const PACKED_SALT: usize = 16;

/// The salts of one DC in packed form, oldest first; empty when there are none.
pub(crate) fn load_salts(connection: &Connection, dc_id: i64) -> rusqlite::Result<Vec<u8>> {
    let mut statement = connection.prepare_cached(
        "SELECT valid_since, valid_until, salt FROM hg_salts WHERE dc = ? ORDER BY valid_since",
    )?;
    let mut rows = statement.query([dc_id])?;
    let mut packed = Vec::new();
    while let Some(row) = rows.next()? {
        packed.extend_from_slice(&row.get::<_, i32>(0)?.to_le_bytes());
        packed.extend_from_slice(&row.get::<_, i32>(1)?.to_le_bytes());
        packed.extend_from_slice(&row.get::<_, i64>(2)?.to_le_bytes());
    }
    Ok(packed)
}

/// Replaces all salts of one DC. `packed` holds whole entries.
pub(crate) fn save_salts(
    connection: &Connection,
    dc_id: i64,
    packed: &[u8],
) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM hg_salts WHERE dc = ?", [dc_id])?;
    let mut statement = connection.prepare_cached(
        "REPLACE INTO hg_salts (dc, valid_since, valid_until, salt) VALUES (?, ?, ?, ?)",
    )?;
    for entry in packed.chunks_exact(PACKED_SALT) {
        if let [a, b, c, d, e, f, g, h, salt @ ..] = entry
            && let Ok(salt) = <[u8; 8]>::try_from(salt)
        {
            statement.execute(params![
                dc_id,
                i32::from_le_bytes([*a, *b, *c, *d]),
                i32::from_le_bytes([*e, *f, *g, *h]),
                i64::from_le_bytes(salt)
            ])?;
        }
    }
    Ok(())
}
