//! Statements on texts, their keys and the index.

use super::statements;

statements! {
    /// The wrapped key of a case, and when it was erased.
    CASE_KEY = "select wrapped, erased_at from case_key where case_no = $1";
    /// A new one.
    CASE_KEY_ADD = "insert into case_key (case_no, wrapped) values ($1, $2)";
    /// Erases it.
    CASE_KEY_ERASE = "insert into case_key (case_no, wrapped, erased_at) values ($1, null, $2) \
        on conflict (case_no) do update set wrapped = null, erased_at = excluded.erased_at";
    /// A new text.
    TEXT_ADD = "insert into case_text (text_no, case_no, sort, media, sealed, written_at) \
        values ($1, $2, $3, $4, $5, $6)";
    /// The texts of a case.
    TEXTS_OF_CASE = "select text_no, sort, media, sealed, written_at from case_text \
        where case_no = $1 order by text_no";
    /// Some of them.
    TEXTS_BY_NUMBER = "select text_no, sort, media, sealed, written_at from case_text \
        where case_no = $1 and text_no in (select cast(value as bigint) from json_each($2)) order by text_no";
    /// Deletes the texts of a case.
    TEXTS_ERASE = "delete from case_text where case_no = $1";
    /// Puts a text into the index.
    SEARCH_ADD = "insert into search (rowid, tokens) values ($1, $2)",
        postgres: "insert into search (text_no, tokens) values ($1, to_tsvector('simple', $2))";
    /// Takes the texts of a case out of the index.
    SEARCH_ERASE = "delete from search where rowid in (select text_no from case_text where case_no = $1)",
        postgres: "delete from search where text_no in (select text_no from case_text where case_no = $1)";
    /// Empties the index.
    SEARCH_CLEAR = "delete from search", postgres: "delete from search";
    /// How many texts there are.
    TEXTS_COUNT = "select count(*) from case_text";
    /// Texts from a number on, with their case and its key.
    TEXTS_PAGE = "select t.text_no, t.sort, t.media, t.sealed, t.written_at, t.case_no, k.wrapped from case_text t \
        join case_key k on k.case_no = t.case_no where t.text_no > $1 order by t.text_no limit $2";
    /// Takes a text out of the index.
    SEARCH_DROP = "delete from search where rowid = $1", postgres: "delete from search where text_no = $1";
    /// Takes what is no text out of it.
    SEARCH_OF_NOTHING = "delete from search where rowid not in (select text_no from case_text)",
        postgres: "delete from search where text_no not in (select text_no from case_text)";
    /// Which texts are in the index.
    SEARCH_COUNT = "select count(*) from search";
}
