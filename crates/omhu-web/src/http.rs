//! What happens around every handler.
//!
//! Owns: headers, limits, refusals before a handler, failures as pages, cookies, how other machines are asked. Must not know: any page's content.

pub mod browser;
pub mod client;
pub mod cookie;
pub mod failure;
pub mod gzip;
pub mod headers;
pub mod origin;
pub mod redirect;
pub mod token;
