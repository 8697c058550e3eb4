//! Components (being written).
