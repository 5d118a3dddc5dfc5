//! The one row of `sessions`: the account and its key.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::values;

/// What `sessions` says. `None` where the column is NULL or, in older layouts, missing.
#[derive(Clone)]
pub(crate) struct Home {
    pub(crate) dc_id: i64,
    pub(crate) api_id: Option<i64>,
    pub(crate) test_mode: Option<bool>,
    /// 256 bytes, not all zero.
    pub(crate) auth_key: Option<Vec<u8>>,
    /// Unix time of the last save, in seconds.
    pub(crate) date: i64,
    pub(crate) user_id: Option<i64>,
    pub(crate) is_bot: Option<bool>,
}

/// Reads and judges the row.
///
/// # Errors
/// Words for what is wrong with it.
pub(crate) fn load(connection: &Connection) -> Result<Home, String> {
    let count: i64 = connection
        .query_row("SELECT COUNT(*) FROM sessions", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    if count != 1 {
        return Err(format!("{count} sessions instead of one"));
    }
    connection
        .query_row("SELECT * FROM sessions", [], |row| Ok(read(row)))
        .map_err(|error| error.to_string())?
}

fn read(row: &Row<'_>) -> Result<Home, String> {
    let dc_id = integer(row, "dc_id")?.ok_or("sessions.dc_id is missing")?;
    if !matches!(dc_id, 1..=5 | 203) {
        return Err(format!("sessions.dc_id is {dc_id}"));
    }
    Ok(Home {
        dc_id,
        api_id: integer(row, "api_id")?,
        test_mode: integer(row, "test_mode")?.map(|value| value != 0),
        auth_key: auth_key(row)?,
        date: integer(row, "date")?.unwrap_or(0),
        user_id: integer(row, "user_id")?,
        is_bot: integer(row, "is_bot")?.map(|value| value != 0),
    })
}

/// By name: a file that was migrated has `api_id` at the end. Layouts 1 and 2 lack it.
fn column<'row>(row: &'row Row<'_>, name: &str) -> ValueRef<'row> {
    row.get_ref(name).unwrap_or(ValueRef::Null)
}

fn integer(row: &Row<'_>, name: &str) -> Result<Option<i64>, String> {
    match column(row, name) {
        ValueRef::Null => Ok(None),
        // JavaScript's numbers end there, and so do Telegram's ids.
        ValueRef::Integer(value) if (0..1 << 53).contains(&value) => Ok(Some(value)),
        _ => Err(format!("sessions.{name} is no such number")),
    }
}

fn auth_key(row: &Row<'_>) -> Result<Option<Vec<u8>>, String> {
    match column(row, "auth_key") {
        ValueRef::Null => Ok(None),
        ValueRef::Blob(key) if key.len() == 256 && key.iter().any(|&byte| byte != 0) => {
            Ok(Some(key.to_vec()))
        }
        _ => Err("sessions.auth_key is no key of 256 bytes".to_owned()),
    }
}

pub(crate) fn save(connection: &Connection, home: &Home) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE sessions SET dc_id = ?, api_id = ?, test_mode = ?, auth_key = ?, date = ?, \
         user_id = ?, is_bot = ?",
        params![
            home.dc_id,
            home.api_id,
            home.test_mode,
            home.auth_key,
            home.date,
            home.user_id,
            home.is_bot
        ],
    )?;
    remember_key(connection, home.auth_key.as_deref())
}

/// Notes which key our own tables belong to.
fn remember_key(connection: &Connection, key: Option<&[u8]>) -> rusqlite::Result<()> {
    values::save(connection, MAIN_KEY, key.map(fingerprint).as_deref())
}

/// When another program has signed in on this file, what we kept for the old key is void: keys of
/// other DCs, salts, and what hangs on the account. Names belong to everybody.
pub(crate) fn forget_if_replaced(connection: &Connection) -> rusqlite::Result<()> {
    let key: Option<Vec<u8>> = connection
        .query_row("SELECT auth_key FROM sessions", [], |row| row.get(0))
        .optional()?
        .flatten();
    if values::load(connection, MAIN_KEY)? == key.as_deref().map(fingerprint) {
        return Ok(());
    }
    connection.execute_batch(
        "DELETE FROM hg_auth_keys; DELETE FROM hg_salts; DELETE FROM hg_peer_contexts; \
         DELETE FROM hg_update_state; \
         DELETE FROM hg_meta WHERE key IN ('sign_in', 'time_offset');",
    )?;
    remember_key(connection, key.as_deref())
}

const MAIN_KEY: &str = ".main_key";

fn fingerprint(key: &[u8]) -> Vec<u8> {
    heliogram_core::sha::sha1(&[key]).to_vec()
}
