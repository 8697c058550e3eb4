//! A bar that narrows a list: a form that reads, so it is an address that can be kept and sent. Where words are typed into it,
//! it is sent, and the address that follows holds them sealed.

use askama::Template;

use crate::texts::Texts;
use crate::view::html::Html;

/// The bar.
#[derive(Template)]
#[template(path = "view/components/filter.html")]
pub struct FilterBar {
    /// The texts.
    pub t: Texts,
    /// The list's address without a filter.
    pub href: String,
    /// The fields, one after the other.
    pub fields: Html,
    /// How many are shown, in words; read out when it changes.
    pub shown: String,
    /// Whether something is filtered away.
    pub narrowed: bool,
    /// The hidden field of a form that is sent; nothing: it stands in the address.
    pub token: Html,
}
