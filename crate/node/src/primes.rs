use std::sync::LazyLock;

use heliogram_core::math::group::AcceptedPrimes;

/// Groups that passed their checks, remembered for the whole process: the test of an unknown prime
/// takes 0.3 s.
pub(crate) static ACCEPTED: LazyLock<AcceptedPrimes> = LazyLock::new(AcceptedPrimes::default);
