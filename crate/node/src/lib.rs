//! Node-API binding of `heliogram-core`: conversions only.
