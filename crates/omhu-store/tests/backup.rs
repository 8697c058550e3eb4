//! Backups: from either database into either, refused where one bit is wrong, readable by age.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use omhu_casework::ids::CaseNo;
use omhu_store::{
    BackupKey, BackupSecret, DraftName, Keys, Options, PersonData, Store, StoreError,
    new_backup_keys, read_backup,
};
use support::{
    ANNA, Bench, NOON, On, allowed, everything, journal, new_case, note, now, permit, permit_all,
};

async fn fill(store: &Store) -> CaseNo {
    let case = new_case(store).await;
    let other = new_case(store).await;
    let _ = store
        .execute(
            ANNA,
            case,
            now(),
            allowed,
            &journal("2026-11-03", "Første notat"),
            None,
        )
        .await
        .unwrap();
    store
        .add_person(
            ANNA,
            NOON,
            &PersonData {
                given_names: "Åse".into(),
                ..PersonData::default()
            },
        )
        .await
        .unwrap();
    let name = DraftName {
        user: ANNA,
        case: Some(case),
        form: "note".into(),
    };
    store.save_draft(&name, "kladde", NOON).await.unwrap();
    let permit = permit(store, other).await;
    store.erase_texts(&permit, other, NOON).await.unwrap();
    case
}

async fn restored(
    bench: &Bench,
    path: &std::path::Path,
    secret: &BackupSecret,
) -> Result<Store, StoreError> {
    let options = Options::new(NOON);
    let made = Store::restore(
        path,
        secret,
        &bench.place,
        &Keys::InFolder,
        support::book(),
        options,
        now().today,
    );
    let (store, report) = made.await?;
    assert!(report.is_whole(), "{:?}", report.findings);
    Ok(store)
}

on_both!(
    a_backup_comes_back_on_either_database,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = fill(&store).await;
        let all = permit_all(&store).await;
        let facts = store.export(&all, CaseNo(0), 100).await.unwrap();
        let path = bench.folder().join("a.age");
        let (key, secret) = new_backup_keys();
        let summary = store.backup(&path, &key, NOON).await.unwrap();
        assert_eq!(summary.rows["event"], 5);
        assert!(!path.with_extension("part").exists());
        let mut read = summary.clone();
        read.rows.retain(|_, rows| *rows > 0);
        assert_eq!(read_backup(&path, &secret).unwrap(), read);
        for on in [On::Sqlite, On::Postgres] {
            let other = Bench::new(on).await;
            let again = restored(&other, &path, &secret).await.unwrap();
            let permit = permit(&again, case).await;
            let permits = permit_all(&again).await;
            assert_eq!(again.export(&permits, CaseNo(0), 100).await.unwrap(), facts);
            assert_eq!(again.all_texts(&permit, case).await.unwrap().len(), 2);
            let found = again
                .search_texts(note(), &everything(), "notat", 9)
                .await
                .unwrap();
            assert_eq!(found.len(), 1);
            let name = DraftName {
                user: ANNA,
                case: Some(case),
                form: "note".into(),
            };
            assert_eq!(again.draft(&name).await.unwrap().unwrap().fields, "kladde");
            // Work goes on where it was, and a second restore does not fall upon it.
            assert_eq!(new_case(&again).await, CaseNo(3));
            again.close().await;
            let full = restored(&other, &path, &secret).await;
            assert!(matches!(full, Err(StoreError::Place(_))), "{full:?}");
            other.end().await;
        }
        store.close().await;
    }
);

on_both!(
    a_backup_with_a_fault_is_refused_and_nothing_touched,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let path = bench.folder().join("b.age");
        let (key, secret) = new_backup_keys();
        store.backup(&path, &key, NOON).await.unwrap();
        let good = std::fs::read(&path).unwrap();
        let target = Bench::new(On::Sqlite).await;
        let bad = bench.folder().join("bad.age");
        let step = (good.len() / 120).max(1);
        let mut tried = 0;
        for place in (0..good.len()).step_by(step) {
            let mut bytes = good.clone();
            bytes[place] ^= 1 << (place % 8);
            std::fs::write(&bad, &bytes).unwrap();
            assert!(read_backup(&bad, &secret).is_err(), "bit at {place}");
            std::fs::write(&bad, &good[..place]).unwrap();
            assert!(read_backup(&bad, &secret).is_err(), "cut at {place}");
            tried += 2;
        }
        assert!(tried >= 200);
        std::fs::write(&bad, [good.as_slice(), b"x"].concat()).unwrap();
        assert!(read_backup(&bad, &secret).is_err());
        let (_, foreign) = new_backup_keys();
        assert!(matches!(
            read_backup(&path, &foreign),
            Err(StoreError::Backup(_))
        ));
        for wrong in [
            restored(&target, &bad, &secret).await,
            restored(&target, &path, &foreign).await,
        ] {
            assert!(matches!(wrong, Err(StoreError::Backup(_))), "{wrong:?}");
        }
        assert!(!target.place.folder().exists());
        store.close().await;
    }
);

#[tokio::test]
async fn a_passphrase_opens_what_it_closed() {
    let bench = Bench::new(On::Sqlite).await;
    let store = bench.open().await;
    let path = bench.folder().join("c.age");
    let phrase = "korrekt hest batteri".to_owned();
    store
        .backup(&path, &BackupKey::Passphrase(phrase.clone()), NOON)
        .await
        .unwrap();
    assert!(read_backup(&path, &BackupSecret::Passphrase(phrase)).is_ok());
    assert!(read_backup(&path, &BackupSecret::Passphrase("andet".into())).is_err());
    store.close().await;
}

on_both!(every_statement_is_understood, async |bench: &Bench| {
    let store = bench.open().await;
    let count = store.check_statements().await.unwrap();
    assert!(count > 90, "{count}");
    store.close().await;
});

async fn beside(bench: &Bench) -> Result<Store, StoreError> {
    let keys = Keys::Given(omhu_store::MasterKey::new([5; 32]));
    Store::open_beside(&bench.place, &keys, support::book(), Options::new(NOON)).await
}

on_both!(
    whoever_reads_works_beside_the_server_and_makes_nothing,
    async |bench: &Bench| {
        let refused = beside(bench).await.unwrap_err();
        assert!(matches!(refused, StoreError::Place(_)), "{refused}");
        let must = Options {
            must_exist: true,
            ..Options::new(NOON)
        };
        let keys = Keys::Given(omhu_store::MasterKey::new([5; 32]));
        let refused = Store::open(&bench.place, &keys, support::book(), must).await;
        assert!(matches!(refused, Err(StoreError::Place(_))));
        assert!(!bench.place.folder().exists(), "asking makes nothing");
        assert!(!Store::is_there(&bench.place).await.unwrap());

        let server = bench.open().await;
        let case = fill(&server).await;
        let reader = beside(bench).await.unwrap();
        let (key, secret) = new_backup_keys();
        let file = bench.folder().join("beside.age");
        reader.backup(&file, &key, NOON).await.unwrap();
        let rows = read_backup(&file, &secret).unwrap().rows;
        assert_eq!(rows["case_number"], 2, "{rows:?}");
        assert!(reader.verify(None).await.unwrap().is_whole());
        // It writes nothing, and the server goes on.
        assert!(reader.look_at_all(note()).await.is_err());
        let written = server
            .execute(
                ANNA,
                case,
                now(),
                allowed,
                &journal("2026-11-04", "Mere"),
                None,
            )
            .await;
        assert!(written.unwrap().receipts().is_some());
        reader.close().await;
        server.close().await;
        // Also where no server runs.
        let reader = beside(bench).await.unwrap();
        assert!(reader.verify(None).await.unwrap().is_whole());
        let nothing = bench.folder().join("nofile.txt");
        let refused = reader.verify(Some(&nothing)).await.unwrap_err();
        assert!(matches!(refused, StoreError::File(..)), "{refused}");
        reader.close().await;
    }
);

on_both!(
    a_backup_that_is_older_than_a_file_kept_elsewhere_is_told_at_the_start,
    async |bench: &Bench| {
        let store = bench.open().await;
        let elsewhere = bench.folder().join("outside.txt");
        let (key, secret) = new_backup_keys();
        let file = bench.folder().join("older.age");
        let case = fill(&store).await;
        store.backup(&file, &key, NOON).await.unwrap();
        let done = store
            .execute(
                ANNA,
                case,
                now(),
                allowed,
                &journal("2026-11-04", "Nyere"),
                None,
            )
            .await;
        assert!(done.unwrap().receipts().is_some());
        store.checkpoint(NOON, Some(&elsewhere)).await.unwrap();
        store.close().await;
        let second = Bench::new(bench.on).await;
        restored(&second, &file, &secret)
            .await
            .unwrap()
            .close()
            .await;
        let keys = Keys::Given(omhu_store::MasterKey::new([5; 32]));
        let with = |accept_rollback: bool| Options {
            checkpoints: Some(elsewhere.clone()),
            accept_rollback,
            ..Options::new(NOON)
        };
        let opened = Store::open(&second.place, &keys, support::book(), with(false)).await;
        let told = opened.unwrap_err().to_string();
        assert!(
            told.contains("outside.txt") && told.contains("store-older"),
            "{told}"
        );
        let opened = Store::open(&second.place, &keys, support::book(), with(true)).await;
        opened.unwrap().close().await;
        second.end().await;
    }
);

#[cfg(unix)]
#[tokio::test]
async fn what_omhu_makes_is_for_its_owner_and_a_device_is_written_to() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
    let bench = Bench::new(On::Sqlite).await;
    let store = bench.open().await;
    fill(&store).await;
    store.checkpoint(NOON, None).await.unwrap();
    let (key, _) = new_backup_keys();
    let file = bench.folder().join("all.age");
    store.backup(&file, &key, NOON).await.unwrap();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(bench.place.folder()), 0o700);
    assert_eq!(mode(&file), 0o600);
    let mut seen = 0;
    for entry in std::fs::read_dir(bench.place.folder()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
        seen += 1;
    }
    assert!(
        seen >= 4,
        "the database, its log, the lock, the checkpoints"
    );
    // Linked, so that a fault would cost the link and not the machine's device.
    let device = bench.folder().join("null");
    std::os::unix::fs::symlink("/dev/null", &device).unwrap();
    store.backup(&device, &key, NOON).await.unwrap();
    let there = std::fs::symlink_metadata(&device).unwrap();
    assert!(there.is_symlink() && device.metadata().unwrap().file_type().is_char_device());
    let folder = bench.folder().join("folder");
    std::fs::create_dir(&folder).unwrap();
    assert!(store.backup(&folder, &key, NOON).await.is_err());
    store.close().await;
    bench.end().await;
}
