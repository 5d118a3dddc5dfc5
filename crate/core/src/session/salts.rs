//! Server salts (`spec/mtproto.md §5.13`): which one a packet carries, and when to ask for more.

/// A salt and the server times between which it is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FutureSalt {
    /// First second, unix time of the server.
    pub valid_since: i32,
    /// Second at which it ends.
    pub valid_until: i32,
    /// The salt.
    pub salt: i64,
}

impl FutureSalt {
    /// Bytes of one salt in a packed list.
    pub const PACKED_LENGTH: usize = 16;

    /// Reads a packed list (`valid_since`, `valid_until`, `salt`, little endian, 16 bytes each); an
    /// incomplete last entry is left out.
    pub fn unpack(packed: &[u8]) -> Vec<Self> {
        let (entries, _) = packed.as_chunks::<{ Self::PACKED_LENGTH }>();
        entries
            .iter()
            .map(|&[a, b, c, d, e, f, g, h, salt @ ..]| Self {
                valid_since: i32::from_le_bytes([a, b, c, d]),
                valid_until: i32::from_le_bytes([e, f, g, h]),
                salt: i64::from_le_bytes(salt),
            })
            .collect()
    }

    /// Writes a packed list.
    pub fn pack(salts: &[Self]) -> Vec<u8> {
        let mut out = Vec::with_capacity(salts.len() * Self::PACKED_LENGTH);
        for salt in salts {
            out.extend_from_slice(&salt.valid_since.to_le_bytes());
            out.extend_from_slice(&salt.valid_until.to_le_bytes());
            out.extend_from_slice(&salt.salt.to_le_bytes());
        }
        out
    }
}

/// A salt that the server named without dates is taken to live this long, in seconds: it lives 30
/// minutes, and how old it is already is unknown.
const NAMED_LIFETIME: i64 = 600;
/// Ask when the current salt ends within this many seconds.
const END_MARGIN: i64 = 60;
/// Ask when fewer than this many salts are left.
const ENOUGH: usize = 2;
/// Ask at most this often, in milliseconds.
const ASK_EVERY_MS: u64 = 60_000;
/// The most salts that are kept: what one answer holds.
const MAX_SALTS: usize = 64;

/// The salts of one auth key.
#[derive(Debug, Default)]
pub(super) struct Salts {
    /// Sorted by `valid_since`; ended ones are dropped.
    list: Vec<FutureSalt>,
    /// The salt of the latest packet: the best guess when the list is empty.
    latest: i64,
    /// When salts may be asked for again, in monotonic milliseconds.
    ask_from_ms: u64,
    /// The list changed since the owner last heard of it.
    changed: bool,
}

impl Salts {
    /// Starts with salts kept from the key exchange or an earlier run.
    pub(super) fn new(salts: Vec<FutureSalt>) -> Self {
        let latest = salts.first().map_or(0, |salt| salt.salt);
        let mut this = Self { latest, ..Self::default() };
        this.replace(salts);
        // The owner gave them: it knows.
        this.changed = false;
        this
    }

    /// The salt to send at this server time.
    pub(super) fn current(&mut self, server_seconds: i64) -> i64 {
        self.drop_ended(server_seconds);
        let started = |salt: &&FutureSalt| i64::from(salt.valid_since) <= server_seconds;
        if let Some(salt) = self.list.iter().take_while(started).last() {
            self.latest = salt.salt;
        }
        self.latest
    }

    /// Whether a salt is known to be valid now.
    pub(super) fn is_certain(&self, server_seconds: i64) -> bool {
        self.list.iter().any(|salt| {
            (i64::from(salt.valid_since)..i64::from(salt.valid_until)).contains(&server_seconds)
        })
    }

    /// `bad_server_salt` named the salt of the moment; what was stored has proved wrong.
    pub(super) fn correct(&mut self, salt: i64, server_seconds: i64) {
        self.list.clear();
        self.set(salt, server_seconds);
        // Ask at once: the answer names the salts that follow.
        self.ask_from_ms = 0;
    }

    /// `new_session_created` named the salt of the moment.
    pub(super) fn set(&mut self, salt: i64, server_seconds: i64) {
        self.latest = salt;
        if self.list.iter().any(|known| known.salt == salt) {
            return;
        }
        self.list.retain(|known| i64::from(known.valid_since) > server_seconds);
        let valid_since = clamp(server_seconds);
        let valid_until = clamp(server_seconds.saturating_add(NAMED_LIFETIME));
        self.list.insert(0, FutureSalt { valid_since, valid_until, salt });
        self.changed = true;
    }

    /// The answer to [`asked`](Self::asked).
    pub(super) fn replace(&mut self, mut salts: Vec<FutureSalt>) {
        salts.retain(|salt| salt.valid_since < salt.valid_until);
        salts.sort_by_key(|salt| salt.valid_since);
        salts.truncate(MAX_SALTS);
        self.list = salts;
        self.changed = true;
    }

    fn drop_ended(&mut self, server_seconds: i64) {
        let before = self.list.len();
        self.list.retain(|salt| i64::from(salt.valid_until) > server_seconds);
        self.changed |= self.list.len() != before;
    }

    /// Whether to send `get_future_salts` now.
    pub(super) fn wants_more(&self, server_seconds: i64, mono_ms: u64) -> bool {
        let left = |salt: &&FutureSalt| i64::from(salt.valid_until) > server_seconds;
        let few = self.list.iter().filter(left).count() < ENOUGH;
        let soon = !self.is_certain(server_seconds.saturating_add(END_MARGIN));
        (few || soon) && mono_ms >= self.ask_from_ms
    }

    /// When salts should next be looked at, in monotonic milliseconds.
    pub(super) fn ask_at_ms(&self, server_seconds: i64, mono_ms: u64) -> u64 {
        if self.list.len() < ENOUGH {
            return self.ask_from_ms;
        }
        let end = self.list.iter().map(|salt| i64::from(salt.valid_until)).max().unwrap_or(0);
        let left = end.saturating_sub(END_MARGIN).saturating_sub(server_seconds).max(0);
        mono_ms.saturating_add(left.cast_unsigned().saturating_mul(1000)).max(self.ask_from_ms)
    }

    /// `get_future_salts` was sent.
    pub(super) fn asked(&mut self, mono_ms: u64) {
        self.ask_from_ms = mono_ms.saturating_add(ASK_EVERY_MS);
    }

    /// The question was refused with the packet it was in: ask again.
    pub(super) fn refused(&mut self) {
        self.ask_from_ms = 0;
    }

    /// The list, if it changed since this was last called.
    pub(super) fn take_change(&mut self) -> Option<&[FutureSalt]> {
        std::mem::take(&mut self.changed).then_some(&self.list)
    }
}

fn clamp(seconds: i64) -> i32 {
    i32::try_from(seconds).unwrap_or(if seconds < 0 { 0 } else { i32::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salt(valid_since: i32, salt: i64) -> FutureSalt {
        FutureSalt { valid_since, valid_until: valid_since + 1800, salt }
    }

    #[test]
    fn packed_list_reads_back() {
        let salts = [salt(5, -1), salt(1805, 7)];
        let mut packed = FutureSalt::pack(&salts);
        assert_eq!(FutureSalt::unpack(&packed), salts);
        packed.pop();
        assert_eq!(FutureSalt::unpack(&packed), salts[..1]);
    }

    #[test]
    fn salts_switch_when_the_next_one_starts() {
        let mut salts = Salts::new(vec![salt(1900, 2), salt(1000, 1), salt(2800, 3)]);
        assert_eq!(salts.current(1000), 1);
        assert_eq!(salts.current(1899), 1);
        assert_eq!(salts.current(1900), 2);
        assert_eq!(salts.current(4599), 3);
    }

    #[test]
    fn latest_salt_is_used_when_all_have_ended() {
        let mut salts = Salts::new(vec![salt(1000, 1)]);
        assert_eq!(salts.current(1500), 1);
        assert_eq!(salts.current(9000), 1);
        assert!(!salts.is_certain(9000));
        assert_eq!(salts.take_change(), Some(&[][..]));
    }

    #[test]
    fn correction_drops_what_was_stored() {
        let mut salts = Salts::new(vec![salt(1000, 1), salt(1900, 2)]);
        salts.correct(9, 1500);
        assert_eq!(salts.current(1500), 9);
        assert_eq!(salts.current(2000), 9);
        assert!(salts.wants_more(1500, 0));
    }

    #[test]
    fn salt_of_a_new_session_keeps_those_to_come() {
        let mut salts = Salts::new(vec![salt(1000, 1), salt(1900, 2)]);
        salts.set(9, 1500);
        assert_eq!(salts.current(1500), 9);
        assert_eq!(salts.current(1900), 2);
    }

    #[test]
    fn salts_are_asked_for_at_most_once_a_minute() {
        let mut salts = Salts::new(vec![salt(1000, 1)]);
        assert!(salts.wants_more(1000, 5));
        salts.asked(5);
        assert!(!salts.wants_more(1000, 60_004) && salts.wants_more(1000, 60_005));
        assert_eq!(salts.ask_at_ms(1000, 6), 60_005);
        salts.refused();
        assert!(salts.wants_more(1000, 6));
    }

    #[test]
    fn nothing_is_asked_while_enough_salts_are_left() {
        let mut salts = Salts::new(vec![salt(1000, 1), salt(2800, 2)]);
        assert!(!salts.wants_more(1100, 0));
        assert!(salts.wants_more(2900, 0), "one salt is left");
        assert_eq!(salts.ask_at_ms(1100, 7), 7 + (4600 - 60 - 1100) * 1000);
        salts.replace(vec![salt(1000, 1), salt(5000, 2)]);
        assert!(salts.wants_more(2741, 0), "the current one ends and the next starts later");
    }
}
