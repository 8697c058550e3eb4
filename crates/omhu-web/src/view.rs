//! How pages look: the frame around every page, and the components they are made of.
//!
//! Owns: HTML that more than one page needs. Must not know: a route, a rule.

pub mod components;
pub mod html;
pub mod layout;
