//! `omhu serve`: the pages on an address, until the process is asked to end.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use omhu_report::Texts;
use omhu_store::{Options, Store, StoreError};
use omhu_web::oidc::{self, ProviderSettings};
use omhu_web::{AppState, Settings, assets};
use tokio::net::TcpSocket;
use zeroize::Zeroizing;

use super::stored;
use crate::cli::{Serve, Serving, Stored};
use crate::clock;
use crate::output::of_file;
use crate::session::{Exit, Unusable, tell};

/// A checkpoint is written so often.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(5 * 60);
/// So many connections wait to be taken, as with a listener of tokio.
const WAITING: u32 = 1024;
/// Whether there is something to tell other systems is asked so often.
const DELIVER_EVERY: Duration = Duration::from_secs(2);

pub fn run(serve: &Serve, texts: &Texts) -> anyhow::Result<Exit> {
    stored::block_on(async {
        let door = Door::of(&serve.serving, texts)?;
        let options = Options {
            checkpoints: serve.serving.checkpoints.clone(),
            ..stored::options(&serve.stored)
        };
        let store = stored::open_with(&serve.stored, options).await?;
        if let Some(name) = &serve.municipality {
            store.set_municipality(name).await?;
        }
        let mut settings = settings(&store, &serve.stored.data).await?;
        settings.styleguide = serve.styleguide;
        pages(store, settings, door, &serve.serving, &serve.stored, texts).await
    })?;
    Ok(Exit::Clean)
}

/// The settings of a server on this store.
pub async fn settings(store: &Store, folder: &Path) -> anyhow::Result<Settings> {
    let mut settings = Settings::new(Arc::new(clock::now), secret(folder)?);
    settings.municipality = store.municipality().await?;
    settings.simulated = store.is_simulated().await?;
    settings.law_edition = store.book().edition.chars().take(8).collect();
    settings.law_checked_on = store.book().checked_on();
    Ok(settings)
}

/// Tells whoever runs the server what the work beside the pages could not do.
type Trouble = Arc<dyn Fn(StoreError) + Send + Sync>;

/// Where the pages will be, before anything is opened or made: a server that cannot be leaves nothing behind.
pub struct Door {
    /// Taken, but nobody is let in yet: whoever comes before the pages are there is refused and does not wait.
    socket: TcpSocket,
    provider: Option<ProviderSettings>,
}

impl Door {
    /// As the command line says it.
    pub fn of(serving: &Serving, texts: &Texts) -> anyhow::Result<Door> {
        let address = serving.listen;
        if !address.ip().is_loopback() && !serving.behind_tls {
            let address = address.to_string();
            return Err(anyhow!(Unusable(
                texts.with("serve-not-alone", &[("address", address.into())])
            )));
        }
        let provider = provider(serving, texts)?;
        let bound = || -> std::io::Result<TcpSocket> {
            let socket = match address {
                SocketAddr::V4(_) => TcpSocket::new_v4()?,
                SocketAddr::V6(_) => TcpSocket::new_v6()?,
            };
            // As a listener of tokio: an address that was just left can be taken at once.
            #[cfg(not(windows))]
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            Ok(socket)
        };
        let socket = bound().map_err(|error| refused(address, &error, texts))?;
        Ok(Door { socket, provider })
    }
}

/// Why there can be no pages at an address.
fn refused(address: SocketAddr, error: &std::io::Error, texts: &Texts) -> anyhow::Error {
    let address = ("address", address.to_string().into());
    anyhow!(Unusable(match error.kind() {
        ErrorKind::AddrInUse => texts.with("serve-address-taken", &[address]),
        _ => {
            let error = ("error", error.to_string().into());
            texts.with("serve-address-refused", &[address, error])
        }
    }))
}

/// Serves until the process is asked to end.
pub async fn pages(
    store: Arc<Store>,
    mut settings: Settings,
    door: Door,
    serving: &Serving,
    place: &Stored,
    texts: &Texts,
) -> anyhow::Result<()> {
    if !assets::complete() {
        tell(&texts.get("serve-no-assets"));
    }
    store.keep_room();
    settings.behind_tls = serving.behind_tls;
    settings.webhooks_inside = serving.webhooks_inside;
    let Door {
        socket,
        mut provider,
    } = door;
    let words = Texts::new(texts.lang());
    settings.incidents = Arc::new(move |reference, what| {
        let told = [("reference", reference.into()), ("what", what.into())];
        tell(&words.with("serve-incident", &told));
    });
    let derived = |cases: i64| {
        let cases = texts.lang().count(cases.unsigned_abs());
        say(&texts.with("serve-derives", &[("cases", cases.into())]));
    };
    store.catch_up(stored::now().today, derived).await?;
    let listener = socket
        .listen(WAITING)
        .map_err(|error| refused(serving.listen, &error, texts))?;
    let address = format!("http://{}", shown(listener.local_addr()?));
    say(&texts.with("serve-address", &[("address", (&address).into())]));
    if let Some(provider) = &mut provider {
        if provider.address.is_empty() {
            provider.address.clone_from(&address);
        }
        say(&told(provider, texts));
    }
    settings.provider = provider;
    let old_index = store.has_old_index().await?;
    if old_index {
        say(&texts.get("serve-old-index"));
    }
    if let Some(ticket) = store.first_run_token(stored::now()).await? {
        let told = [
            ("address", address.into()),
            ("ticket", ticket.text().into()),
        ];
        say(&texts.with("serve-first-run", &told));
    }
    let state = AppState::with_store(settings, Arc::clone(&store));
    let app = omhu_web::app(state.clone());
    let (words, database) = (Texts::new(texts.lang()), stored::address(place));
    let trouble: Trouble = Arc::new(move |error| {
        let told = stored::told(&error, &database, &words);
        tell(&told.unwrap_or_else(|| error.to_string()));
    });
    let keeping = keep(
        Arc::clone(&store),
        serving.checkpoints.clone(),
        Arc::clone(&trouble),
    );
    let keeping = tokio::spawn(keeping);
    let delivering = tokio::spawn(deliver(state, Arc::clone(&trouble)));
    let words = Texts::new(texts.lang());
    let indexing = old_index.then(|| tokio::spawn(index(Arc::clone(&store), words, trouble)));
    axum::serve(listener, app)
        .with_graceful_shutdown(asked_to_end())
        .await?;
    keeping.abort();
    delivering.abort();
    // The tasks hold the store until they are gone.
    let _ = keeping.await;
    let _ = delivering.await;
    if let Some(indexing) = indexing {
        // What is left of it is begun anew at the next start.
        indexing.abort();
        let _ = indexing.await;
    }
    store
        .checkpoint(stored::now().second, serving.checkpoints.as_deref())
        .await?;
    stored::close(store).await;
    tell(&texts.get("serve-stopped"));
    Ok(())
}

/// The provider that signs people in, as the options say. It is asked for nothing before somebody wants to sign in, so
/// the server starts without it too.
fn provider(serving: &Serving, texts: &Texts) -> anyhow::Result<Option<ProviderSettings>> {
    let wrong = |key: &str, name: &str, value: &str| {
        anyhow!(Unusable(texts.with(key, &[(name, value.into())])))
    };
    let address = serving.address.as_deref().unwrap_or("");
    let address = address.strip_suffix('/').unwrap_or(address);
    let host = address.split_once("://").map_or("", |(_, host)| host);
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    let begins = address.starts_with("https://") || address.starts_with("http://localhost:");
    let sound = begins && !host.is_empty() && host.chars().all(is_host);
    if !sound && !address.is_empty() {
        return Err(wrong("serve-address-wrong", "address", address));
    }
    let oidc = &serving.oidc;
    let (Some(issuer), Some(client)) = (&oidc.oidc_issuer, &oidc.oidc_client) else {
        return Ok(None);
    };
    if address.is_empty() && serving.behind_tls {
        return Err(anyhow!(Unusable(texts.get("serve-oidc-address"))));
    }
    let secret = match &oidc.oidc_secret_file {
        None => None,
        Some(file) => {
            let name = file.display().to_string();
            let refused = || wrong("serve-oidc-secret", "file", &name);
            let text = std::fs::read_to_string(file).map(Zeroizing::new);
            let text = text.map_err(|_| refused())?;
            let line = text.lines().next().unwrap_or("").trim();
            if line.is_empty() {
                return Err(refused());
            }
            Some(Zeroizing::new(line.to_owned()))
        }
    };
    let provider = ProviderSettings {
        issuer: issuer.clone(),
        client: client.clone(),
        secret,
        label: oidc.oidc_label.clone().unwrap_or_default(),
        levels: oidc.oidc_acr.clone(),
        address: address.to_owned(),
        inside: oidc.oidc_inside,
    };
    if !provider.is_sound() {
        return Err(wrong("serve-oidc-issuer", "issuer", issuer));
    }
    Ok(Some(provider))
}

/// What must stand at the provider.
fn told(provider: &ProviderSettings, texts: &Texts) -> String {
    let at = |path: &str| format!("{}{path}", provider.address);
    let told = [
        ("issuer", provider.issuer.as_str().into()),
        ("back", at(oidc::BACK_PATH).into()),
        ("out", at(oidc::SIGNED_OUT_PATH).into()),
        ("goodbye", at(oidc::GOODBYE_PATH).into()),
    ];
    texts.with("serve-oidc", &told)
}

/// Writes checkpoints, forgets what nobody needs any more, and once a day closes accounts that nobody uses.
async fn keep(store: Arc<Store>, also: Option<std::path::PathBuf>, trouble: Trouble) {
    let mut every = tokio::time::interval(CHECKPOINT_EVERY);
    let mut swept_on = None;
    loop {
        every.tick().await;
        let now = stored::now();
        let second = now.second;
        let kept = store.checkpoint(second, also.as_deref()).await.map(drop);
        let swept = store.sweep_accounts(second).await;
        let told = store.sweep_webhooks(second).await;
        let mut wrong = vec![kept.err(), swept.err(), told.err()];
        if swept_on != Some(now.today) {
            swept_on = Some(now.today);
            wrong.push(store.disable_dormant(now).await.err());
            wrong.push(store.sweep(second).await.err());
        }
        wrong.into_iter().flatten().for_each(|error| trouble(error));
    }
}

/// Tells other systems what they wait for.
async fn deliver(state: AppState, trouble: Trouble) {
    loop {
        let wait = match omhu_web::api::deliver(&state).await {
            // There may be more for those who took something.
            Ok(done) if done.taken > 0 => Duration::ZERO,
            Ok(_) => DELIVER_EVERY,
            Err(error) => {
                trouble(error);
                CHECKPOINT_EVERY
            }
        };
        tokio::time::sleep(wait).await;
    }
}

/// Makes the index of the search anew that an earlier omhu made, a few texts at a time beside whoever works.
async fn index(store: Arc<Store>, texts: Texts, trouble: Trouble) {
    match store.reindex(&mut |_, _| {}).await {
        Ok(count) => say(&texts.with("serve-reindexed", &[("texts", count.into())])),
        Err(error) => trouble(error),
    }
}

/// Ctrl-C, or the signal by which a supervisor ends a service.
async fn asked_to_end() {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = ctrl_c => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = ctrl_c.await;
}

/// The secret of tokens in forms: kept, so that a restart breaks no open form.
fn secret(folder: &Path) -> anyhow::Result<[u8; 32]> {
    let path = folder.join("forms.key");
    if let Ok(bytes) = std::fs::read(&path)
        && let Ok(secret) = bytes.try_into()
    {
        return Ok(secret);
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| anyhow!("no randomness: {error}"))?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(of_file(&path))?;
    file.write_all(&secret).map_err(of_file(&path))?;
    file.sync_all().map_err(of_file(&path))?;
    Ok(secret)
}

/// An address that a browser understands: cookies are bound to a name that counts as safe.
fn shown(address: SocketAddr) -> String {
    if address.ip().is_loopback() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    }
}

/// Tells on standard output at once: whoever started the server may read the address there.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let done = writeln!(out, "{text}").and_then(|()| out.flush());
    if done.is_err() && std::io::stderr().is_terminal() {
        tell(text);
    }
}
