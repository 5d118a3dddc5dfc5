/// The fuzzer's bytes, taken from the front; where they end, zeros follow.
pub(crate) struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    /// Up to `length` bytes: fewer at the end.
    pub(crate) fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        taken
    }

    pub(crate) fn rest(self) -> &'a [u8] {
        self.0
    }

    /// Edits `honest` as the rest of the input says, four bytes for each edit: so that a fuzzer
    /// that knows nothing of nonces and hashes gets behind the checks of them. Without an edit it
    /// stays as it is.
    pub(crate) fn edit(mut self, honest: &mut Vec<u8>) {
        while !self.is_empty() {
            let kind = self.byte();
            let at = usize::from(self.byte()) | usize::from(self.byte()) << 8;
            let value = self.byte();
            let at = at.min(honest.len());
            match (kind % 4, honest.get_mut(at)) {
                (0, Some(byte)) => *byte = value,
                (1, _) => honest.insert(at, value),
                (2, Some(_)) => _ = honest.remove(at),
                (_, _) => honest.truncate(at),
            }
        }
    }
}
