//! The work whose instructions `npm run instructions` counts. Without an argument it names the cases;
//! with a name it does the work of that case in [`measured`], where callgrind counts. Everything is
//! seeded and the AES kernels are named, so that a count is the same in every run.
//!
//! A new case is a line in one of the files: `run.case("name", || work)`.

mod aes;
mod exchange;
mod messages;
mod session;

use std::hint::black_box;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

/// Goes through the cases and measures the one that is wanted.
struct Run {
    /// The name of the case; without it all are named.
    wanted: Option<String>,
}

impl Run {
    /// One case: `work` runs once before, so that what is made on first use is not counted.
    fn case<T>(&mut self, name: &str, mut work: impl FnMut() -> T) {
        if self.wanted.as_deref().is_none_or(|wanted| wanted == name) {
            black_box(work());
            self.step(name, work);
        }
    }

    /// A case that is also needed by those after it, such as the step of a machine: gives its
    /// result.
    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        match &self.wanted {
            Some(wanted) if wanted == name => {
                let (mut work, mut result) = (Some(work), None);
                measured(&mut || result = work.take().map(|work| work()));
                black_box(result).expect("the work was done")
            }
            Some(_) => work(),
            None => {
                println!("{name}");
                work()
            }
        }
    }
}

/// What callgrind looks for by its name: it counts inside.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
}

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn main() {
    // Callgrind knows AES-NI but no wider kernel; which one is in use is part of the names.
    let kernel = heliogram_core::aes::select("x86-ni")
        .or_else(|_| heliogram_core::aes::select("portable"))
        .expect("the portable kernel is everywhere");
    let mut run = Run { wanted: std::env::args().nth(1) };
    aes::cases(&mut run);
    messages::cases(&mut run, kernel.name());
    exchange::cases(&mut run, kernel.name());
    session::cases(&mut run, kernel.name());
}
