//! The messages of the exchange as values. Bytes behind an object are padding and ignored.

use super::constructors::*;
use super::error::ExchangeError;
use crate::AuthKey;
use crate::sha::sha1;
use crate::tl::{Reader, TlError, Writer};

/// The pair of random numbers that names an exchange.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Nonces {
    pub(super) nonce: [u8; 16],
    pub(super) server_nonce: [u8; 16],
}

impl Nonces {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, TlError> {
        Ok(Self { nonce: reader.array()?, server_nonce: reader.array()? })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.raw(&self.nonce).raw(&self.server_nonce);
    }

    /// Whether a message with these nonces belongs to the exchange named `ours`.
    pub(super) fn check(&self, ours: &Self) -> Result<(), ExchangeError> {
        if self.nonce != ours.nonce {
            return Err(ExchangeError::Nonce);
        }
        if self.server_nonce != ours.server_nonce {
            return Err(ExchangeError::ServerNonce);
        }
        Ok(())
    }

    /// The same for the nonces inside an encrypted part.
    pub(super) fn check_inner(&self, ours: &Self) -> Result<(), ExchangeError> {
        self.check(ours).map_err(|error| match error {
            ExchangeError::Nonce => ExchangeError::InnerNonce,
            _ => ExchangeError::InnerServerNonce,
        })
    }
}

/// `req_pq_multi`; a server also takes the older `req_pq`.
pub(super) struct ReqPq {
    pub(super) nonce: [u8; 16],
}

impl ReqPq {
    pub(super) fn read(body: &[u8]) -> Result<Self, TlError> {
        let mut reader = Reader::new(body);
        if reader.peek() == Some(REQ_PQ) {
            reader.expect(REQ_PQ)?;
        } else {
            reader.expect(REQ_PQ_MULTI)?;
        }
        Ok(Self { nonce: reader.array()? })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u32(REQ_PQ_MULTI).raw(&self.nonce);
        writer.into_bytes()
    }
}

/// `resPQ`.
pub(super) struct ResPq {
    pub(super) nonces: Nonces,
    pub(super) pq: Vec<u8>,
    pub(super) fingerprints: Vec<u64>,
}

impl ResPq {
    pub(super) fn read(body: &[u8]) -> Result<Self, TlError> {
        let mut reader = Reader::new(body);
        reader.expect(RES_PQ)?;
        let nonces = Nonces::read(&mut reader)?;
        let pq = reader.bytes()?.to_vec();
        // The count fits the bytes that are there, so a vector of it is no larger than the frame.
        let count = reader.vector(8)?;
        let fingerprints = (0..count).map(|_| reader.u64()).collect::<Result<_, _>>()?;
        Ok(Self { nonces, pq, fingerprints })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, TlError> {
        let mut writer = Writer::new();
        writer.u32(RES_PQ);
        self.nonces.write(&mut writer);
        writer.bytes(&self.pq)?.vector(self.fingerprints.len() as u32);
        for fingerprint in &self.fingerprints {
            writer.u64(*fingerprint);
        }
        Ok(writer.into_bytes())
    }
}

/// `req_DH_params`.
pub(super) struct ReqDhParams {
    pub(super) nonces: Nonces,
    pub(super) p: Vec<u8>,
    pub(super) q: Vec<u8>,
    pub(super) fingerprint: u64,
    pub(super) encrypted_data: Vec<u8>,
}

impl ReqDhParams {
    pub(super) fn read(body: &[u8]) -> Result<Self, TlError> {
        let mut reader = Reader::new(body);
        reader.expect(REQ_DH_PARAMS)?;
        Ok(Self {
            nonces: Nonces::read(&mut reader)?,
            p: reader.bytes()?.to_vec(),
            q: reader.bytes()?.to_vec(),
            fingerprint: reader.u64()?,
            encrypted_data: reader.bytes()?.to_vec(),
        })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, TlError> {
        let mut writer = Writer::new();
        writer.u32(REQ_DH_PARAMS);
        self.nonces.write(&mut writer);
        writer.bytes(&self.p)?.bytes(&self.q)?.u64(self.fingerprint);
        writer.bytes(&self.encrypted_data)?;
        Ok(writer.into_bytes())
    }
}

/// `server_DH_params_ok` or `server_DH_params_fail`.
pub(super) struct ServerDhParams {
    pub(super) nonces: Nonces,
    pub(super) outcome: DhParams,
}

pub(super) enum DhParams {
    Ok { encrypted_answer: Vec<u8> },
    Fail { new_nonce_hash: [u8; 16] },
}

impl ServerDhParams {
    pub(super) fn read(body: &[u8]) -> Result<Self, TlError> {
        let mut reader = Reader::new(body);
        let fail = reader.peek() == Some(SERVER_DH_PARAMS_FAIL);
        reader.expect(if fail { SERVER_DH_PARAMS_FAIL } else { SERVER_DH_PARAMS_OK })?;
        let nonces = Nonces::read(&mut reader)?;
        let outcome = if fail {
            DhParams::Fail { new_nonce_hash: reader.array()? }
        } else {
            DhParams::Ok { encrypted_answer: reader.bytes()?.to_vec() }
        };
        Ok(Self { nonces, outcome })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, TlError> {
        let mut writer = Writer::new();
        match &self.outcome {
            DhParams::Ok { encrypted_answer } => {
                writer.u32(SERVER_DH_PARAMS_OK);
                self.nonces.write(&mut writer);
                writer.bytes(encrypted_answer)?;
            }
            DhParams::Fail { new_nonce_hash } => {
                writer.u32(SERVER_DH_PARAMS_FAIL);
                self.nonces.write(&mut writer);
                writer.raw(new_nonce_hash);
            }
        }
        Ok(writer.into_bytes())
    }
}

/// `server_DH_inner_data`.
pub(super) struct ServerDhInnerData {
    pub(super) nonces: Nonces,
    pub(super) g: i32,
    pub(super) dh_prime: Vec<u8>,
    pub(super) g_a: Vec<u8>,
    pub(super) server_time: i32,
}

impl ServerDhInnerData {
    /// Length with empty numbers.
    pub(super) const SMALLEST: usize = 4 + 32 + 4 + 4 + 4 + 4;

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, TlError> {
        reader.expect(SERVER_DH_INNER_DATA)?;
        Ok(Self {
            nonces: Nonces::read(reader)?,
            g: reader.i32()?,
            dh_prime: reader.bytes()?.to_vec(),
            g_a: reader.bytes()?.to_vec(),
            server_time: reader.i32()?,
        })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, TlError> {
        let mut writer = Writer::new();
        writer.u32(SERVER_DH_INNER_DATA);
        self.nonces.write(&mut writer);
        writer.i32(self.g).bytes(&self.dh_prime)?.bytes(&self.g_a)?.i32(self.server_time);
        Ok(writer.into_bytes())
    }
}

/// `set_client_DH_params`.
pub(super) struct SetClientDhParams {
    pub(super) nonces: Nonces,
    pub(super) encrypted_data: Vec<u8>,
}

impl SetClientDhParams {
    pub(super) fn read(body: &[u8]) -> Result<Self, TlError> {
        let mut reader = Reader::new(body);
        reader.expect(SET_CLIENT_DH_PARAMS)?;
        Ok(Self { nonces: Nonces::read(&mut reader)?, encrypted_data: reader.bytes()?.to_vec() })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, TlError> {
        let mut writer = Writer::new();
        writer.u32(SET_CLIENT_DH_PARAMS);
        self.nonces.write(&mut writer);
        writer.bytes(&self.encrypted_data)?;
        Ok(writer.into_bytes())
    }
}

/// `client_DH_inner_data`; retry_id stands before g_b, whatever the table of the documentation says.
pub(super) struct ClientDhInnerData {
    pub(super) nonces: Nonces,
    pub(super) retry_id: u64,
    pub(super) g_b: Vec<u8>,
}

impl ClientDhInnerData {
    /// Length with an empty number.
    pub(super) const SMALLEST: usize = 4 + 32 + 8 + 4;

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, TlError> {
        reader.expect(CLIENT_DH_INNER_DATA)?;
        Ok(Self {
            nonces: Nonces::read(reader)?,
            retry_id: reader.u64()?,
            g_b: reader.bytes()?.to_vec(),
        })
    }

    pub(super) fn write(&self) -> Result<Vec<u8>, TlError> {
        let mut writer = Writer::new();
        writer.u32(CLIENT_DH_INNER_DATA);
        self.nonces.write(&mut writer);
        writer.u64(self.retry_id).bytes(&self.g_b)?;
        Ok(writer.into_bytes())
    }
}

/// `dh_gen_ok`, `dh_gen_retry` or `dh_gen_fail`.
pub(super) struct DhGen {
    pub(super) verdict: Verdict,
    pub(super) nonces: Nonces,
    pub(super) new_nonce_hash: [u8; 16],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Ok,
    Retry,
    Fail,
}

impl Verdict {
    fn constructor(self) -> u32 {
        match self {
            Self::Ok => DH_GEN_OK,
            Self::Retry => DH_GEN_RETRY,
            Self::Fail => DH_GEN_FAIL,
        }
    }

    /// new_nonce_hash1, 2 or 3: SHA1(new_nonce ‖ N ‖ auth_key_aux_hash)[4..20). The number keeps a
    /// verdict from being turned into another.
    pub(super) fn hash(self, new_nonce: &[u8; 32], key: &AuthKey) -> [u8; 16] {
        let number = match self {
            Self::Ok => 1,
            Self::Retry => 2,
            Self::Fail => 3,
        };
        let aux_hash = key.aux_hash().to_le_bytes();
        let [_, _, _, _, hash @ ..] = sha1(&[new_nonce, &[number], &aux_hash]);
        hash
    }
}

impl DhGen {
    pub(super) fn read(body: &[u8]) -> Result<Self, TlError> {
        let mut reader = Reader::new(body);
        let verdict = match reader.peek() {
            Some(DH_GEN_RETRY) => Verdict::Retry,
            Some(DH_GEN_FAIL) => Verdict::Fail,
            _ => Verdict::Ok,
        };
        reader.expect(verdict.constructor())?;
        let nonces = Nonces::read(&mut reader)?;
        Ok(Self { verdict, nonces, new_nonce_hash: reader.array()? })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u32(self.verdict.constructor());
        self.nonces.write(&mut writer);
        writer.raw(&self.new_nonce_hash);
        writer.into_bytes()
    }
}
