use super::Work;
use crate::error::Fault;
use crate::primes;

pub struct CheckDhGroup {
    pub(crate) g: i32,
    pub(crate) prime: Vec<u8>,
}

impl Work for CheckDhGroup {
    type Output = ();
    type JsValue = ();

    fn run(self) -> Result<(), Fault> {
        primes::ACCEPTED
            .check_group(self.g, &self.prime)
            .map_err(|error| Fault::of(error.code(), &error))
    }

    fn into_js((): ()) {}
}
