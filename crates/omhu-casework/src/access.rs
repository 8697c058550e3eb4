//! Who may do what (being written).
