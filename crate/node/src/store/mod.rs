//! The session file: an SQLite database in Hydrogram's layout with tables of our own beside it.
//!
//! Opening goes in an order that never harms: take the lock, look without writing ([`inspect`]),
//! make the file if there is none ([`schema::create`]), and only then open it for writing. A
//! process killed at any step leaves either no file or one that opens.

mod contexts;
mod fault;
mod home;
mod inspect;
mod keys;
mod lock;
mod peers;
mod schema;
mod updates;
mod usernames;
mod values;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub(crate) use contexts::PeerContext;
pub(crate) use home::Home;
pub(crate) use keys::PACKED_SALT;
pub(crate) use peers::Peer;
pub(crate) use updates::UpdateBox;

use crate::error::Fault;
use fault::with_suffix;
use lock::FileLock;
use schema::Layout;

/// How long a write waits for another program (Hydrogram waits as long).
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// What a write must outlive once it is reported as done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// Loss of power: the log is forced to the disk. For whatever cannot be had again, above all
    /// auth keys. In WAL mode `synchronous = NORMAL` would not do: it keeps the file sound but
    /// drops the last commits.
    PowerLoss,
    /// The end of the process, however sudden. For what the server sends again.
    ProcessEnd,
}

/// An open session file, locked against every other Heliogram.
pub(crate) struct Store {
    connection: Connection,
    lock: FileLock,
    /// The file itself, links resolved.
    path: PathBuf,
    /// The path as the user gave it, for messages.
    shown: String,
    layout: Layout,
    /// What `PRAGMA synchronous` is set to now.
    durability: Durability,
}

impl Store {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// `ERR_SESSION_LOCKED`, `ERR_SESSION_FILE_*`; the file is as it was.
    pub(crate) fn open(shown: &str) -> Result<Self, Fault> {
        let path = resolve(shown)?;
        let lock = FileLock::acquire(&path, shown)?;
        match Self::open_locked(&path, shown) {
            Ok((connection, layout)) => Ok(Self {
                connection,
                lock,
                path,
                shown: shown.to_owned(),
                layout,
                durability: Durability::PowerLoss,
            }),
            Err(error) => {
                lock.release();
                Err(error)
            }
        }
    }

    fn open_locked(path: &Path, shown: &str) -> Result<(Connection, Layout), Fault> {
        if inspect::exists(path, shown)? {
            restrict(path);
        } else {
            schema::create(path, shown)?;
        }
        let open = || {
            let mut connection =
                Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            connection.busy_timeout(BUSY_TIMEOUT)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            // macOS flushes only as far as the drive's cache without it.
            connection.pragma_update(None, "fullfsync", true)?;
            // A key that was replaced must not linger in free pages.
            connection.pragma_update(None, "secure_delete", true)?;
            schema::upgrade(&mut connection)?;
            let layout = Layout::of(&connection)?;
            Ok((connection, layout))
        };
        open().map_err(|error: rusqlite::Error| fault::sqlite(&error, shown))
    }

    /// Writes the log back, so that a copy of the file alone is complete, and lets go of the lock.
    pub(crate) fn close(self) -> Result<(), Fault> {
        let Self { connection, lock, shown, .. } = self;
        let closed = checkpoint(&connection)
            .and_then(|()| connection.close().map_err(|(_, error)| error))
            .map_err(|error| fault::sqlite(&error, &shown));
        lock.release();
        closed
    }

    /// Closes and removes the file with everything beside it.
    pub(crate) fn destroy(self) -> Result<(), Fault> {
        let Self { connection, lock, path, shown, .. } = self;
        // If it cannot be closed cleanly it is removed all the same.
        drop(connection);
        let mut outcome = Ok(());
        for suffix in ["-wal", "-shm", ""] {
            match std::fs::remove_file(with_suffix(&path, suffix)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    outcome = Err(fault::io(&error, &shown));
                }
                _ => {}
            }
        }
        lock.remove();
        outcome
    }

    pub(crate) fn home(&self) -> Result<Home, Fault> {
        home::load(&self.connection).map_err(|what| fault::corrupt(&self.shown, what))
    }

    pub(crate) fn save_home(&mut self, home: &Home) -> Result<(), Fault> {
        self.write(Durability::PowerLoss, |transaction| home::save(transaction, home))
    }

    pub(crate) fn auth_key(&self, dc_id: i64) -> Result<Option<Vec<u8>>, Fault> {
        self.read(keys::load(&self.connection, dc_id))
    }

    pub(crate) fn save_auth_key(&mut self, dc_id: i64, key: Option<&[u8]>) -> Result<(), Fault> {
        self.write(Durability::PowerLoss, |transaction| keys::save(transaction, dc_id, key))
    }

    pub(crate) fn salts(&self, dc_id: i64) -> Result<Vec<u8>, Fault> {
        self.read(keys::load_salts(&self.connection, dc_id))
    }

    pub(crate) fn save_salts(&mut self, dc_id: i64, packed: &[u8]) -> Result<(), Fault> {
        self.write(Durability::ProcessEnd, |transaction| {
            keys::save_salts(transaction, dc_id, packed)
        })
    }

    pub(crate) fn value(&self, key: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.read(values::load(&self.connection, key))
    }

    pub(crate) fn save_value(&mut self, key: &str, value: Option<&[u8]>) -> Result<(), Fault> {
        self.write(Durability::PowerLoss, |transaction| values::save(transaction, key, value))
    }

    pub(crate) fn save_peers(&mut self, peers: &[Peer], now_sec: i64) -> Result<(), Fault> {
        let layout = self.layout;
        self.write(Durability::ProcessEnd, |transaction| {
            peers::save(transaction, layout, peers, now_sec)
        })
    }

    pub(crate) fn forget_username(&mut self, username: &str) -> Result<(), Fault> {
        let layout = self.layout;
        self.write(Durability::ProcessEnd, |transaction| {
            peers::forget_username(transaction, layout, username)
        })
    }

    pub(crate) fn save_peer_contexts(&mut self, contexts: &[PeerContext]) -> Result<(), Fault> {
        self.write(Durability::ProcessEnd, |transaction| contexts::save(transaction, contexts))
    }

    pub(crate) fn peer_context(&self, id: i64) -> Result<Option<PeerContext>, Fault> {
        self.read(contexts::find(&self.connection, id))
    }

    pub(crate) fn forget_peer_contexts(
        &mut self,
        chat_id: i64,
        message_ids: &[i64],
    ) -> Result<(), Fault> {
        self.write(Durability::ProcessEnd, |transaction| {
            contexts::forget_messages(transaction, chat_id, message_ids)
        })
    }

    pub(crate) fn update_boxes(&self) -> Result<Vec<UpdateBox>, Fault> {
        self.read(updates::load(&self.connection))
    }

    pub(crate) fn save_update_boxes(
        &mut self,
        boxes: &[UpdateBox],
        gone: &[i64],
    ) -> Result<(), Fault> {
        self.write(Durability::ProcessEnd, |transaction| updates::save(transaction, boxes, gone))
    }

    pub(crate) fn peer_by_id(&self, id: i64) -> Result<Option<Peer>, Fault> {
        self.read(peers::by_id(&self.connection, self.layout, id))
    }

    pub(crate) fn peer_by_username(
        &self,
        username: &str,
        now_sec: i64,
    ) -> Result<Option<Peer>, Fault> {
        self.read(peers::by_username(&self.connection, self.layout, username, now_sec))
    }

    pub(crate) fn peer_by_phone(&self, phone: &str) -> Result<Option<Peer>, Fault> {
        self.read(peers::by_phone(&self.connection, self.layout, phone))
    }

    fn read<T>(&self, outcome: rusqlite::Result<T>) -> Result<T, Fault> {
        outcome.map_err(|error| fault::sqlite(&error, &self.shown))
    }

    /// Runs `change` as one transaction: all of it or nothing.
    fn write(
        &mut self,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), Fault> {
        let outcome = self.set_durability(durability).and_then(|()| {
            let transaction =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            change(&transaction)?;
            transaction.commit()
        });
        outcome.map_err(|error| fault::sqlite(&error, &self.shown))
    }

    fn set_durability(&mut self, durability: Durability) -> rusqlite::Result<()> {
        if self.durability != durability {
            let value = match durability {
                Durability::PowerLoss => "FULL",
                Durability::ProcessEnd => "NORMAL",
            };
            self.connection.pragma_update(None, "synchronous", value)?;
            self.durability = durability;
        }
        Ok(())
    }
}

/// The real place of the file: two names for one file must meet at one lock.
fn resolve(shown: &str) -> Result<PathBuf, Fault> {
    let path = std::path::absolute(shown).map_err(|error| fault::io(&error, shown))?;
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => folder
            .canonicalize()
            .map(|folder| folder.join(name))
            .map_err(|error| fault::io(&error, shown)),
        _ => Err(fault::refuse(fault::NOT_A_DATABASE, shown, "names no file")),
    }
}

/// The file is a key to the account. Where the mode cannot be set (another owner, a file system
/// without modes) whoever arranged it so has decided.
fn restrict(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    }
    #[cfg(not(unix))]
    let _ = path;
}

fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
