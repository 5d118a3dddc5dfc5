use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use napi::bindgen_prelude::{AsyncTask, BigInt, Buffer};
use napi_derive::napi;

use crate::bytes::Bytes;
use crate::error::{Fault, Result};
use crate::number;
use crate::store::{Home, PACKED_SALT, Peer, PeerContext, Store, UpdateBox};
use crate::tasks::{FileTask, OffThread};

/// The row of `sessions`; absent fields are NULL.
#[napi(object, use_nullable = true)]
pub struct SessionRow {
    pub dc_id: f64,
    pub api_id: Option<f64>,
    pub test_mode: Option<bool>,
    /// 256 bytes.
    pub auth_key: Option<Buffer>,
    /// Unix time in seconds.
    pub date: f64,
    pub user_id: Option<f64>,
    pub is_bot: Option<bool>,
}

/// A row of `peers`.
#[napi(object, use_nullable = true)]
pub struct PeerRow {
    pub id: f64,
    pub access_hash: BigInt,
    /// The column `type`.
    pub kind: String,
    pub username: Option<String>,
    pub phone_number: Option<String>,
    /// Every active username; null in what was read.
    pub usernames: Option<Vec<String>>,
}

/// A row of `hg_peer_contexts`.
#[napi(object)]
pub struct PeerContextRow {
    pub id: f64,
    pub chat_id: f64,
    pub message_id: f64,
}

/// A row of `hg_update_state`.
#[napi(object)]
pub struct UpdateBoxRow {
    /// The column `box`: 0, or the bare id of a channel.
    pub box_id: f64,
    pub pts: f64,
    pub qts: f64,
    pub date: f64,
    pub seq: f64,
    pub known_pts: f64,
    pub done: String,
}

type Pending = AsyncTask<OffThread<FileTask>>;

/// A session file. Writes run off-thread and are on the disk (keys and values: also after a loss of
/// power) when their promise resolves; the caller puts them in order. Failures carry the codes
/// `ERR_SESSION_LOCKED`, `ERR_SESSION_FILE_*` and `ERR_NOT_OPEN`.
#[napi]
pub struct SessionFile {
    path: String,
    slot: Arc<Mutex<Option<Store>>>,
}

#[napi]
impl SessionFile {
    #[napi(constructor, catch_unwind)]
    pub fn new(path: String) -> Self {
        Self { path, slot: Arc::default() }
    }

    /// Locks the file and opens it, or makes it.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn open(&self) -> Pending {
        let path = self.path.clone();
        self.start(move |slot| {
            if slot.is_none() {
                *slot = Some(Store::open(&path)?);
            }
            Ok(())
        })
    }

    /// Writes everything into the one file and unlocks it. Without effect when it is not open.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn close(&self) -> Pending {
        self.start(|slot| slot.take().map_or(Ok(()), Store::close))
    }

    /// Removes the file with everything beside it. One that is not open is opened first: whatever
    /// `open` refuses belongs to somebody else and stays.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn destroy(&self) -> Pending {
        let path = self.path.clone();
        self.start(move |slot| slot.take().map_or_else(|| Store::open(&path), Ok)?.destroy())
    }

    #[napi(catch_unwind)]
    pub fn load_session(&self) -> Result<SessionRow> {
        Ok(self.read(Store::home)?.into())
    }

    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_session(&self, row: SessionRow) -> Result<Pending> {
        let home = Home::try_from(row)?;
        Ok(self.write(move |store| store.save_home(&home)))
    }

    #[napi(catch_unwind)]
    pub fn load_auth_key(&self, dc_id: f64) -> Result<Option<Buffer>> {
        let dc_id = number::uint32("dcId", dc_id)?.into();
        Ok(self.read(|store| store.auth_key(dc_id))?.map(Buffer::from))
    }

    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_auth_key(
        &self,
        dc_id: f64,
        #[napi(ts_arg_type = "Uint8Array | null")] key: Option<Bytes<'_>>,
    ) -> Result<Pending> {
        let dc_id = number::uint32("dcId", dc_id)?.into();
        let key = key.map(|key| checked_key(key.to_vec())).transpose()?;
        Ok(self.write(move |store| store.save_auth_key(dc_id, key.as_deref())))
    }

    /// Packed salts, 16 bytes each; empty when there are none.
    #[napi(catch_unwind)]
    pub fn load_salts(&self, dc_id: f64) -> Result<Buffer> {
        let dc_id = number::uint32("dcId", dc_id)?.into();
        Ok(self.read(|store| store.salts(dc_id))?.into())
    }

    /// Replaces all salts of one DC.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_salts(
        &self,
        dc_id: f64,
        #[napi(ts_arg_type = "Uint8Array")] packed: Bytes<'_>,
    ) -> Result<Pending> {
        let dc_id = number::uint32("dcId", dc_id)?.into();
        if !packed.len().is_multiple_of(PACKED_SALT) {
            return Err(Fault::argument("packed salts must be a multiple of 16 bytes").into());
        }
        let packed = packed.to_vec();
        Ok(self.write(move |store| store.save_salts(dc_id, &packed)))
    }

    #[napi(catch_unwind)]
    pub fn load_value(&self, key: String) -> Result<Option<Buffer>> {
        Ok(self.read(|store| store.value(&key))?.map(Buffer::from))
    }

    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_value(
        &self,
        key: String,
        #[napi(ts_arg_type = "Uint8Array | null")] value: Option<Bytes<'_>>,
    ) -> Pending {
        let value = value.map(|value| value.to_vec());
        self.write(move |store| store.save_value(&key, value.as_deref()))
    }

    /// Replaces the rows of these peers, all in one transaction.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_peers(&self, rows: Vec<PeerRow>) -> Result<Pending> {
        let peers =
            rows.into_iter().map(Peer::try_from).collect::<std::result::Result<Vec<_>, Fault>>()?;
        let now_sec = now_sec();
        Ok(self.write(move |store| store.save_peers(&peers, now_sec)))
    }

    #[napi(catch_unwind)]
    pub fn peer_by_id(&self, id: f64) -> Result<Option<PeerRow>> {
        let id = number::integer("id", id, -MAX_SAFE, MAX_SAFE)?;
        Ok(self.read(|store| store.peer_by_id(id))?.map(PeerRow::from))
    }

    /// The peer last seen under this name (lower case) within a day.
    #[napi(catch_unwind)]
    pub fn peer_by_username(&self, username: String) -> Result<Option<PeerRow>> {
        let now_sec = now_sec();
        Ok(self.read(|store| store.peer_by_username(&username, now_sec))?.map(PeerRow::from))
    }

    /// `phone`: digits alone.
    #[napi(catch_unwind)]
    pub fn peer_by_phone(&self, phone: String) -> Result<Option<PeerRow>> {
        Ok(self.read(|store| store.peer_by_phone(&phone))?.map(PeerRow::from))
    }

    /// For a name that nobody has any more.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn forget_username(&self, username: String) -> Pending {
        self.write(move |store| store.forget_username(&username))
    }

    /// Replaces the rows of these peers, all in one transaction.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_peer_contexts(&self, rows: Vec<PeerContextRow>) -> Result<Pending> {
        let contexts = rows
            .into_iter()
            .map(PeerContext::try_from)
            .collect::<std::result::Result<Vec<_>, Fault>>()?;
        Ok(self.write(move |store| store.save_peer_contexts(&contexts)))
    }

    #[napi(catch_unwind)]
    pub fn peer_context(&self, id: f64) -> Result<Option<PeerContextRow>> {
        let id = number::integer("id", id, -MAX_SAFE, MAX_SAFE)?;
        Ok(self.read(|store| store.peer_context(id))?.map(PeerContextRow::from))
    }

    /// For messages that were deleted.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn forget_peer_contexts(&self, chat_id: f64, message_ids: Vec<f64>) -> Result<Pending> {
        let chat_id = number::integer("chatId", chat_id, -MAX_SAFE, MAX_SAFE)?;
        let message_ids = message_ids
            .into_iter()
            .map(|id| number::integer("messageIds", id, 0, MAX_SAFE))
            .collect::<std::result::Result<Vec<_>, Fault>>()?;
        Ok(self.write(move |store| store.forget_peer_contexts(chat_id, &message_ids)))
    }

    #[napi(catch_unwind)]
    pub fn load_update_boxes(&self) -> Result<Vec<UpdateBoxRow>> {
        let boxes = self.read(Store::update_boxes)?;
        Ok(boxes.into_iter().map(UpdateBoxRow::from).collect())
    }

    /// Replaces the rows of these boxes and removes those that are gone, all in one transaction.
    #[napi(catch_unwind, ts_return_type = "Promise<void>")]
    pub fn save_update_boxes(&self, rows: Vec<UpdateBoxRow>, gone: Vec<f64>) -> Result<Pending> {
        let boxes = rows
            .into_iter()
            .map(UpdateBox::try_from)
            .collect::<std::result::Result<Vec<_>, Fault>>()?;
        let gone = gone
            .into_iter()
            .map(|id| number::integer("gone", id, 0, MAX_SAFE))
            .collect::<std::result::Result<Vec<_>, Fault>>()?;
        Ok(self.write(move |store| store.save_update_boxes(&boxes, &gone)))
    }

    fn read<T>(
        &self,
        query: impl FnOnce(&Store) -> std::result::Result<T, Fault>,
    ) -> std::result::Result<T, Fault> {
        let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        query(slot.as_ref().ok_or_else(not_open)?)
    }

    fn write(
        &self,
        change: impl FnOnce(&mut Store) -> std::result::Result<(), Fault> + Send + 'static,
    ) -> Pending {
        self.start(|slot| change(slot.as_mut().ok_or_else(not_open)?))
    }

    fn start(
        &self,
        job: impl FnOnce(&mut Option<Store>) -> std::result::Result<(), Fault> + Send + 'static,
    ) -> Pending {
        OffThread::start(FileTask::new(&self.slot, job))
    }
}

/// `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE: i64 = (1 << 53) - 1;

fn now_sec() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
}

fn not_open() -> Fault {
    Fault::new("ERR_NOT_OPEN", "the session file is not open")
}

fn checked_key(key: Vec<u8>) -> std::result::Result<Vec<u8>, Fault> {
    if key.len() == 256 { Ok(key) } else { Err(Fault::argument("authKey must be 256 bytes")) }
}

impl TryFrom<SessionRow> for Home {
    type Error = Fault;

    fn try_from(row: SessionRow) -> std::result::Result<Self, Fault> {
        let optional = |name, value: Option<f64>, maximum| {
            value.map(|value| number::integer(name, value, 0, maximum)).transpose()
        };
        Ok(Self {
            dc_id: number::uint32("dcId", row.dc_id)?.into(),
            api_id: optional("apiId", row.api_id, u32::MAX.into())?,
            test_mode: row.test_mode,
            auth_key: row.auth_key.map(|key| checked_key(key.to_vec())).transpose()?,
            date: number::integer("date", row.date, 0, MAX_SAFE)?,
            user_id: optional("userId", row.user_id, MAX_SAFE)?,
            is_bot: row.is_bot,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "read as, or checked to be, within 2^53")]
impl From<Home> for SessionRow {
    fn from(home: Home) -> Self {
        Self {
            dc_id: home.dc_id as f64,
            api_id: home.api_id.map(|value| value as f64),
            test_mode: home.test_mode,
            auth_key: home.auth_key.map(Buffer::from),
            date: home.date as f64,
            user_id: home.user_id.map(|value| value as f64),
            is_bot: home.is_bot,
        }
    }
}

impl TryFrom<PeerRow> for Peer {
    type Error = Fault;

    fn try_from(row: PeerRow) -> std::result::Result<Self, Fault> {
        Ok(Self {
            id: number::integer("id", row.id, -MAX_SAFE, MAX_SAFE)?,
            access_hash: number::int64("accessHash", &row.access_hash)?,
            kind: row.kind,
            username: row.username,
            phone_number: row.phone_number,
            usernames: row.usernames,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "ids of peers stay within 2^53")]
impl From<Peer> for PeerRow {
    fn from(peer: Peer) -> Self {
        Self {
            id: peer.id as f64,
            access_hash: peer.access_hash.into(),
            kind: peer.kind,
            username: peer.username,
            phone_number: peer.phone_number,
            usernames: peer.usernames,
        }
    }
}

impl TryFrom<PeerContextRow> for PeerContext {
    type Error = Fault;

    fn try_from(row: PeerContextRow) -> std::result::Result<Self, Fault> {
        Ok(Self {
            id: number::integer("id", row.id, -MAX_SAFE, MAX_SAFE)?,
            chat_id: number::integer("chatId", row.chat_id, -MAX_SAFE, MAX_SAFE)?,
            message_id: number::integer("messageId", row.message_id, 0, MAX_SAFE)?,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "ids stay within 2^53")]
impl From<PeerContext> for PeerContextRow {
    fn from(context: PeerContext) -> Self {
        Self {
            id: context.id as f64,
            chat_id: context.chat_id as f64,
            message_id: context.message_id as f64,
        }
    }
}

impl TryFrom<UpdateBoxRow> for UpdateBox {
    type Error = Fault;

    fn try_from(row: UpdateBoxRow) -> std::result::Result<Self, Fault> {
        let counter = |name, value| number::integer(name, value, 0, MAX_SAFE);
        Ok(Self {
            id: counter("boxId", row.box_id)?,
            pts: counter("pts", row.pts)?,
            qts: counter("qts", row.qts)?,
            date: counter("date", row.date)?,
            seq: counter("seq", row.seq)?,
            known_pts: counter("knownPts", row.known_pts)?,
            done: row.done,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "ids and counters stay within 2^53")]
impl From<UpdateBox> for UpdateBoxRow {
    fn from(update_box: UpdateBox) -> Self {
        Self {
            box_id: update_box.id as f64,
            pts: update_box.pts as f64,
            qts: update_box.qts as f64,
            date: update_box.date as f64,
            seq: update_box.seq as f64,
            known_pts: update_box.known_pts as f64,
            done: update_box.done,
        }
    }
}
