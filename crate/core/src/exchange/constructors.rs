//! Ids of the constructors of the key exchange.

pub(super) const REQ_PQ: u32 = 0x6046_9778;
pub(super) const REQ_PQ_MULTI: u32 = 0xbe7e_8ef1;
pub(super) const RES_PQ: u32 = 0x0516_2463;

pub(super) const PQ_INNER_DATA: u32 = 0x83c9_5aec;
pub(super) const PQ_INNER_DATA_DC: u32 = 0xa9f5_5f95;
pub(super) const PQ_INNER_DATA_TEMP: u32 = 0x3c6a_84d4;
pub(super) const PQ_INNER_DATA_TEMP_DC: u32 = 0x56fd_df88;

pub(super) const REQ_DH_PARAMS: u32 = 0xd712_e4be;
pub(super) const SERVER_DH_PARAMS_OK: u32 = 0xd0e8_075c;
pub(super) const SERVER_DH_PARAMS_FAIL: u32 = 0x79cb_045d;
pub(super) const SERVER_DH_INNER_DATA: u32 = 0xb589_0dba;

pub(super) const SET_CLIENT_DH_PARAMS: u32 = 0xf504_5f1f;
pub(super) const CLIENT_DH_INNER_DATA: u32 = 0x6643_b654;
pub(super) const DH_GEN_OK: u32 = 0x3bcb_f734;
pub(super) const DH_GEN_RETRY: u32 = 0x46dc_1fb9;
pub(super) const DH_GEN_FAIL: u32 = 0xa69d_ae02;
