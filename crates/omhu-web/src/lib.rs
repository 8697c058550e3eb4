//! The pages: HTTP and HTML (being written).
