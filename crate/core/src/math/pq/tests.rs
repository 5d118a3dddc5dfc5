use super::*;
use crate::vectors::cases;

#[test]
fn factors_match_the_known_answers() {
    for case in cases("pq") {
        let number = |name| u64::from_str_radix(case.text(name), 16).unwrap();
        assert_eq!(factorize(number("pq")), Ok((number("p"), number("q"))));
    }
}
