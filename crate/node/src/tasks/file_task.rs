use std::sync::{Arc, Mutex, PoisonError};

use super::Work;
use crate::error::Fault;
use crate::store::Store;

type Job = Box<dyn FnOnce(&mut Option<Store>) -> Result<(), Fault> + Send>;

/// Whatever forces the session file to the disk: opening, closing, and every write.
pub struct FileTask {
    slot: Arc<Mutex<Option<Store>>>,
    job: Job,
}

impl FileTask {
    pub(crate) fn new(
        slot: &Arc<Mutex<Option<Store>>>,
        job: impl FnOnce(&mut Option<Store>) -> Result<(), Fault> + Send + 'static,
    ) -> Self {
        Self { slot: Arc::clone(slot), job: Box::new(job) }
    }
}

impl Work for FileTask {
    type Output = ();
    type JsValue = ();

    fn run(self) -> Result<(), Fault> {
        // A panic within a write leaves an open transaction, which SQLite rolls back.
        (self.job)(&mut self.slot.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn into_js((): ()) {}
}
