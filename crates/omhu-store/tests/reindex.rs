//! The index of texts made anew, beside whoever works.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use omhu_store::{Keys, MasterKey, Options, Store};
use support::{
    ANNA, Bench, NOON, allowed, book, everything, journal, new_case, note, now, permit_all,
};

async fn hits(store: &Store, word: &str) -> usize {
    let found = store.search_texts(note(), &everything(), word, 50).await;
    found.unwrap().len()
}

async fn write(store: &Store, case: omhu_casework::ids::CaseNo, text: &str) {
    let command = journal("2026-11-03", text);
    let done = store.execute(ANNA, case, now(), allowed, &command, None);
    assert!(done.await.unwrap().receipts().is_some());
}

async fn beside(bench: &Bench) -> Store {
    let keys = Keys::Given(MasterKey::new([5; 32]));
    let opened = Store::open_for_reindex(&bench.place, &keys, book(), Options::new(NOON));
    opened.await.unwrap()
}

on_both!(
    an_index_of_an_earlier_omhu_is_told_of_and_made_anew_beside_the_server,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (case, erased) = (new_case(&store).await, new_case(&store).await);
        assert!(!store.has_old_index().await.unwrap(), "a new store");
        write(&store, case, "Talte med plejefamilien om skolen").await;
        write(&store, erased, "Talte med bedstemoren om skolen").await;
        store.close().await;
        // As an earlier omhu left it: other words, one too many, and nothing that says by which stems.
        let (number, words) = match bench.on {
            support::On::Sqlite => ("rowid", "'aaaabbbbcccc'"),
            support::On::Postgres => ("text_no", "to_tsvector('simple', 'aaaabbbbcccc')"),
        };
        let earlier = format!(
            "delete from search; insert into search ({number}, tokens) select text_no, {words} from case_text; \
             insert into search ({number}, tokens) values (999, {words}); \
             delete from setting where name = 'search_stems'; {}",
            support::BEFORE_THE_LOG_OF_ROWS
        );
        bench.tamper(&earlier).await.unwrap();

        let store = bench.open().await;
        assert!(store.has_old_index().await.unwrap());
        assert_eq!(hits(&store, "plejefamilie").await, 0);
        let permit = permit_all(&store).await;
        store.erase_texts(&permit, erased, NOON).await.unwrap();
        let other = beside(bench).await;
        let mut steps = Vec::new();
        let told = &mut |done, all| steps.push((done, all));
        // A notification and a note; the texts of the other case are gone.
        assert_eq!(other.reindex(told).await.unwrap(), 2);
        assert_eq!(steps, [(2, 2)]);
        other.close().await;
        // The server has been open all the while, and goes on writing.
        assert!(!store.has_old_index().await.unwrap());
        assert_eq!(hits(&store, "plejefamilie").await, 1);
        // The school notified.
        assert_eq!(hits(&store, "skole").await, 2);
        write(&store, case, "Skolen ringede").await;
        assert_eq!(hits(&store, "skole").await, 3);
        let report = store.verify(None).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        store.close().await;
    }
);

on_both!(
    words_are_indexed_anew_while_others_write,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        for number in 0..60 {
            write(&store, case, &format!("Notat nummer {number} om skolen")).await;
        }
        let other = beside(bench).await;
        let writing = async {
            for number in 0..10 {
                write(&store, case, &format!("Nyt notat {number} om skolen")).await;
            }
        };
        let told = &mut |_, _| {};
        let (done, ()) = tokio::join!(other.reindex(told), writing);
        assert!(done.unwrap() >= 61);
        other.close().await;
        let found = store
            .search_texts(note(), &everything(), "skolens", 200)
            .await;
        // The notification tells of the school too.
        assert_eq!(found.unwrap().len(), 71);
        let report = store.verify(None).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        store.close().await;
    }
);
