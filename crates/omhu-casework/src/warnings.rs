//! What the law would have in another order, said before something is written (being written).
