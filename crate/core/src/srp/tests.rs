use super::*;
use crate::math::group::KNOWN_PRIME;
use crate::vectors::{Json, cases_of};

/// Owns what a [`PasswordAlgorithm`] borrows.
struct Case {
    salt1: Vec<u8>,
    salt2: Vec<u8>,
    g: i32,
    prime: Vec<u8>,
}

impl Case {
    fn of(case: &Json) -> Self {
        let group = case.optional("p").is_some();
        Self {
            salt1: case.bytes("salt1"),
            salt2: case.bytes("salt2"),
            g: if group { case.number("g") as i32 } else { 3 },
            prime: if group { case.bytes("p") } else { KNOWN_PRIME.to_vec() },
        }
    }

    fn own() -> Self {
        Self { salt1: vec![1; 40], salt2: vec![2; 16], g: 3, prime: KNOWN_PRIME.to_vec() }
    }

    fn algorithm(&self) -> PasswordAlgorithm<'_> {
        PasswordAlgorithm { salt1: &self.salt1, salt2: &self.salt2, g: self.g, prime: &self.prime }
    }

    fn answer(&self, password: &[u8], srp_b: &[u8]) -> Result<PasswordProof, SrpError> {
        answer(&AcceptedPrimes::default(), &self.algorithm(), password, srp_b, &[0xa5; 256])
    }
}

/// What the server keeps and computes: it knows the verifier, not the password.
struct Server {
    group: Group,
    verifier: U2048,
    secret: [u8; 256],
    b_public: [u8; 256],
}

impl Server {
    fn new(case: &Case, password: &[u8]) -> Self {
        let primes = AcceptedPrimes::default();
        let group = Group::check(&case.algorithm(), &primes).unwrap();
        let verifier = verifier(&primes, &case.algorithm(), password).unwrap();
        let verifier = U2048::from_be_slice(&verifier);
        let secret = [0x3c; 256];
        // B = k·v + g^b
        let masked = group.k().mul_mod_vartime(&verifier, &group.modulus);
        let power = U2048::from_be_slice(&group.power(&group.g, &secret));
        let b_public = to_bytes(&masked.add_mod(&power, &group.modulus));
        Self { group, verifier, secret, b_public }
    }

    fn accepts(&self, case: &Case, sent: &PasswordProof) -> bool {
        // S = (A·v^u)^b
        let u = sha256(&[&sent.a_public, &self.b_public]);
        let power = U2048::from_be_slice(&self.group.power(&to_bytes(&self.verifier), &u));
        let base =
            U2048::from_be_slice(&sent.a_public).mul_mod_vartime(&power, &self.group.modulus);
        let shared = self.group.power(&to_bytes(&base), &self.secret);
        let k = sha256(&[&shared]);
        proof(&self.group, &case.algorithm(), &sent.a_public, &self.b_public, &k) == sent.m1
    }
}

#[test]
fn password_hashes_match_the_known_answers() {
    for kind in ["password_hash_x", "srp"] {
        for case in cases_of("srp", kind) {
            let x = password_hash(&case.bytes("password"), &Case::of(&case).algorithm());
            assert_eq!(*x, case.array("x"));
        }
    }
}

#[test]
fn proofs_match_the_known_answers() {
    for case in cases_of("srp", "srp") {
        let secret = pad256(&case.bytes("a")).unwrap();
        let proof = answer(
            &AcceptedPrimes::default(),
            &Case::of(&case).algorithm(),
            &case.bytes("password"),
            &case.bytes("srp_B"),
            &secret,
        )
        .unwrap();
        assert_eq!(proof.a_public, case.array("A"));
        assert_eq!(proof.m1, case.array("M1"));
    }
}

#[test]
fn verifiers_match_the_known_answers() {
    for case in cases_of("srp", "new_password_hash") {
        let extended = [case.bytes("algo_salt1"), case.bytes("random_32")].concat();
        assert_eq!(extended, case.bytes("salt1"));
        let password = case.bytes("password");
        let hash = verifier(&AcceptedPrimes::default(), &Case::of(&case).algorithm(), &password);
        assert_eq!(hash, Ok(case.array("new_password_hash")));
    }
}

#[test]
fn server_accepts_the_right_password_and_no_other() {
    let case = Case::own();
    let server = Server::new(&case, b"correct horse");
    let right = case.answer(b"correct horse", &server.b_public).unwrap();
    assert!(server.accepts(&case, &right));
    let wrong = case.answer(b"correct horsf", &server.b_public).unwrap();
    assert!(!server.accepts(&case, &wrong));
    assert_eq!(format!("{right:?}"), "PasswordProof");
}

#[test]
fn an_unsafe_group_is_refused() {
    let bad_g = Case { g: 2, ..Case::own() };
    let error = bad_g.answer(b"p", &[1; 256]).unwrap_err();
    assert_eq!(error, SrpError::Group(GroupError::Generator { g: 2 }));
    assert_eq!(error.code(), "ERR_DH_GENERATOR");
    let short = Case { prime: vec![0xff; 255], ..Case::own() };
    assert!(matches!(short.answer(b"p", &[1; 256]), Err(SrpError::Group(_))));
    assert!(matches!(
        verifier(&AcceptedPrimes::default(), &short.algorithm(), b"p"),
        Err(SrpError::Group(_))
    ));
}

#[test]
fn public_values_out_of_range_are_refused() {
    let case = Case::own();
    let p = U2048::from_be_slice(&KNOWN_PRIME);
    let above = to_bytes(&p.wrapping_add(&U2048::ONE));
    let long = [&[0][..], &[1; 256]].concat();
    for srp_b in [&[0; 256][..], &KNOWN_PRIME, &above, &[0xff; 256], &[1; 247], &long, &[]] {
        assert_eq!(case.answer(b"p", srp_b), Err(SrpError::PublicValue));
    }
    let below = to_bytes(&p.wrapping_sub(&U2048::ONE));
    assert!(case.answer(b"p", &below).is_ok());
    assert!(case.answer(b"p", &[1; 248]).is_ok());
}

#[test]
fn a_public_value_that_is_the_masked_verifier_alone_is_refused() {
    let case = Case::own();
    let server = Server::new(&case, b"p");
    let masked = server.group.k().mul_mod_vartime(&server.verifier, &server.group.modulus);
    assert_eq!(case.answer(b"p", &to_bytes(&masked)), Err(SrpError::SharedBase));
}
