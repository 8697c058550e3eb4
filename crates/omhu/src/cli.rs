//! The command line: words, options, and their help in Danish and English.
//!
//! Must not know: what a command does.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use omhu_law::calendar::Day;
use omhu_report::{Lang, Texts};

use crate::refusal;
use crate::session::tell;

/// omhu
#[derive(Parser)]
#[command(name = "omhu", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Language
    #[arg(long, global = true, value_name = "da|en")]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    Check(Check),
    Figures(Figures),
    Law(Law),
    Simulate(Simulate),
    Serve(Serve),
    Demo(Demo),
    Import(Import),
    Export(Export),
    Verify(Verify),
    Backup(Backup),
    Restore(Restore),
    Reindex(Reindex),
}

impl Command {
    /// The store that it works on, where there is one.
    pub fn stored(&self) -> Option<&Stored> {
        Some(match self {
            Command::Check(_) | Command::Figures(_) | Command::Law(_) | Command::Simulate(_) => {
                return None;
            }
            Command::Serve(serve) => &serve.stored,
            Command::Demo(demo) => &demo.stored,
            Command::Import(import) => &import.stored,
            Command::Export(export) => &export.stored,
            Command::Verify(verify) => &verify.stored,
            Command::Backup(backup) => &backup.stored,
            Command::Restore(restore) => &restore.stored,
            Command::Reindex(reindex) => &reindex.stored,
        })
    }
}

/// How a file is read.
#[derive(Args, Clone)]
pub struct Reading {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "FILE.toml")]
    pub mapping: Option<PathBuf>,
    #[arg(long, value_name = "csv|jsonl")]
    pub input: Option<Input>,
    #[arg(long, value_name = "FILE.csv")]
    pub rejected: Option<PathBuf>,
    #[arg(long, value_name = "MiB", default_value_t = 1024)]
    pub memory: usize,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    #[arg(long, value_name = "DIR")]
    pub spill_dir: Option<PathBuf>,
}

/// What is asked about the facts.
#[derive(Args, Clone, Default)]
pub struct Asking {
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Day>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub known_at: Option<Day>,
    #[arg(long, value_name = "ID")]
    pub local: Vec<String>,
    #[arg(long)]
    pub further: bool,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, conflicts_with = "further")]
    pub further_since: Option<Day>,
    #[arg(long, value_name = "NAME=VALUE")]
    pub assume: Vec<String>,
    #[arg(long, value_name = "DIR")]
    pub law: Option<PathBuf>,
}

/// Where the answer goes, and in which form.
#[derive(Args, Clone)]
pub struct Answering {
    #[arg(
        long,
        default_value = "table",
        value_name = "table|jsonl|csv|html|xlsx|pdf"
    )]
    pub format: Format,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    #[arg(long)]
    pub simulated: bool,
}

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub asking: Asking,
    #[command(flatten)]
    pub answering: Answering,
    #[arg(long, value_name = "CASE")]
    pub explain: Option<String>,
    #[arg(long)]
    pub suggest_mapping: bool,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<Day>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Option<Day>,
}

#[derive(Args)]
pub struct Figures {
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub asking: Asking,
    #[command(flatten)]
    pub answering: Answering,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Day,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Day,
    #[arg(long, default_value = "month", value_name = "month|quarter|year")]
    pub by: By,
    #[arg(long, default_value = "none", value_name = "team|caseworker|none")]
    pub per: Per,
}

#[derive(Args)]
pub struct Law {
    #[arg(long, global = true, value_name = "DIR")]
    pub law: Option<PathBuf>,
    #[command(subcommand)]
    pub command: LawCommand,
}

#[derive(Subcommand)]
pub enum LawCommand {
    List {
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<Day>,
    },
    Show {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<Day>,
    },
    Check {
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    Pages {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

#[derive(Args)]
pub struct Simulate {
    #[arg(long, default_value_t = 7, value_name = "N")]
    pub seed: u64,
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub teams: u32,
    #[arg(long, default_value_t = 3000, value_name = "N")]
    pub children: u64,
    #[arg(long, default_value_t = 2021, value_name = "YYYY")]
    pub first_year: i32,
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub years: u32,
    #[arg(long, default_value_t = 0.02, value_name = "0-1")]
    pub dirty: f64,
    #[arg(long)]
    pub no_shock: bool,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "FILE.jsonl")]
    pub truth: Option<PathBuf>,
    #[arg(long)]
    pub calibration: bool,
}

/// Which store.
#[derive(Args, Clone)]
pub struct Stored {
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    #[arg(long, value_name = "NAME", default_value = "omhu")]
    pub schema: String,
    #[arg(long, value_name = "FILE")]
    pub master_key: Option<PathBuf>,
    #[arg(long)]
    pub further: bool,
    #[arg(long, conflicts_with = "further")]
    pub contract_only: bool,
    #[arg(long)]
    pub accept_older: bool,
}

/// How pages are served.
#[derive(Args, Clone)]
pub struct Serving {
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: std::net::SocketAddr,
    #[arg(long)]
    pub behind_tls: bool,
    #[arg(long)]
    pub webhooks_inside: bool,
    #[arg(long, value_name = "FILE")]
    pub checkpoints: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    #[command(flatten)]
    pub oidc: Oidc,
}

/// The provider that signs people in.
#[derive(Args, Clone)]
pub struct Oidc {
    #[arg(long, value_name = "URL", requires = "oidc_client")]
    pub oidc_issuer: Option<String>,
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    pub oidc_client: Option<String>,
    #[arg(long, value_name = "FILE", requires = "oidc_issuer")]
    pub oidc_secret_file: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "oidc_issuer")]
    pub oidc_label: Option<String>,
    #[arg(long, value_name = "ACR", requires = "oidc_issuer")]
    pub oidc_acr: Vec<String>,
    #[arg(long, requires = "oidc_issuer")]
    pub oidc_inside: bool,
}

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    pub stored: Stored,
    #[command(flatten)]
    pub serving: Serving,
    #[arg(long, value_name = "NAME")]
    pub municipality: Option<String>,
    #[arg(long)]
    pub styleguide: bool,
}

#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    pub stored: Stored,
    #[command(flatten)]
    pub serving: Serving,
    #[arg(long, default_value_t = 7, value_name = "N")]
    pub seed: u64,
    #[arg(long, default_value_t = 4, value_name = "N")]
    pub teams: u32,
    #[arg(long, default_value_t = 600, value_name = "N")]
    pub children: u64,
    // `--from` of other commands is a day: its line of help is another.
    #[arg(long = "from", id = "histories", value_name = "FILE.csv")]
    pub from: Option<PathBuf>,
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub stored: Stored,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    pub stored: Stored,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    pub stored: Stored,
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
}

#[derive(Args)]
pub struct Reindex {
    #[command(flatten)]
    pub stored: Stored,
}

#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    pub stored: Stored,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    #[arg(long)]
    pub new_key: bool,
}

#[derive(Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    pub from_backup: PathBuf,
    #[command(flatten)]
    pub stored: Stored,
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Jsonl,
    Csv,
    Html,
    Xlsx,
    Pdf,
}

impl Format {
    /// A document for people, made by `omhu-report`.
    pub fn is_document(self) -> bool {
        matches!(self, Format::Html | Format::Xlsx | Format::Pdf)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Input {
    Csv,
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    Month,
    Quarter,
    Year,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Per {
    Team,
    Caseworker,
    None,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text.as_bytes()).ok_or_else(|| "YYYY-MM-DD".to_owned())
}

/// The help texts: option or command, and its message.
const HELP: &[(&str, &str)] = &[
    ("help", "cli-help"),
    ("version", "cli-version"),
    ("lang", "cli-lang"),
    ("check", "cli-check"),
    ("figures", "cli-figures"),
    ("law", "cli-law"),
    ("simulate", "cli-simulate"),
    ("list", "cli-law-list"),
    ("show", "cli-law-show"),
    ("pages", "cli-law-pages"),
    ("file", "cli-file"),
    ("mapping", "cli-mapping"),
    ("input", "cli-input"),
    ("rejected", "cli-rejected"),
    ("memory", "cli-memory"),
    ("threads", "cli-threads"),
    ("spill_dir", "cli-spill-dir"),
    ("as_of", "cli-as-of"),
    ("known_at", "cli-known-at"),
    ("local", "cli-local"),
    ("further", "cli-further"),
    ("further_since", "cli-further-since"),
    ("contract_only", "cli-contract-only"),
    ("assume", "cli-assume"),
    ("format", "cli-format"),
    ("out", "cli-out"),
    ("title", "cli-title"),
    ("simulated", "cli-simulated"),
    ("explain", "cli-explain"),
    ("suggest_mapping", "cli-suggest-mapping"),
    ("from", "cli-from"),
    ("to", "cli-to"),
    ("by", "cli-by"),
    ("per", "cli-per"),
    ("on", "cli-on"),
    ("name", "cli-name"),
    ("folder", "cli-folder"),
    ("seed", "cli-seed"),
    ("teams", "cli-teams"),
    ("children", "cli-children"),
    ("first_year", "cli-first-year"),
    ("years", "cli-years"),
    ("dirty", "cli-dirty"),
    ("no_shock", "cli-no-shock"),
    ("truth", "cli-truth"),
    ("calibration", "cli-calibration"),
    ("serve", "cli-serve"),
    ("demo", "cli-demo"),
    ("import", "cli-import"),
    ("export", "cli-export"),
    ("verify", "cli-verify"),
    ("backup", "cli-backup"),
    ("restore", "cli-restore"),
    ("reindex", "cli-reindex"),
    ("data", "cli-data"),
    ("database", "cli-database"),
    ("schema", "cli-schema"),
    ("master_key", "cli-master-key"),
    ("accept_older", "cli-accept-older"),
    ("listen", "cli-listen"),
    ("behind_tls", "cli-behind-tls"),
    ("webhooks_inside", "cli-webhooks-inside"),
    ("address", "cli-address"),
    ("oidc_issuer", "cli-oidc-issuer"),
    ("oidc_client", "cli-oidc-client"),
    ("oidc_secret_file", "cli-oidc-secret-file"),
    ("oidc_label", "cli-oidc-label"),
    ("oidc_acr", "cli-oidc-acr"),
    ("oidc_inside", "cli-oidc-inside"),
    ("checkpoints", "cli-checkpoints"),
    ("municipality", "cli-municipality"),
    ("styleguide", "cli-styleguide"),
    ("histories", "cli-histories"),
    ("no_serve", "cli-no-serve"),
    ("dry_run", "cli-dry-run"),
    ("against", "cli-against"),
    ("key", "cli-key"),
    ("from_backup", "cli-from-backup"),
    ("new_key", "cli-new-key"),
];

fn help_of(id: &str, texts: &Texts) -> Option<String> {
    HELP.iter()
        .find(|(name, _)| *name == id)
        .map(|(_, key)| texts.get(key))
}

fn localised(command: clap::Command, texts: &Texts) -> clap::Command {
    let parent = command.get_name().to_owned();
    let help = clap::Arg::new("help")
        .short('h')
        .long("help")
        .action(clap::ArgAction::Help);
    let command = command
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|arg| {
            let help = match arg.get_id().as_str() {
                // A command has this name too.
                "law" => Some(texts.get("cli-law-folder")),
                id => help_of(id, texts),
            };
            let heading = match arg.is_positional() {
                true => texts.get("cli-heading-arguments"),
                false => texts.get("cli-heading-options"),
            };
            match help {
                Some(help) => arg.help(help).help_heading(heading),
                None => arg,
            }
        })
        .subcommand_help_heading(texts.get("cli-heading-commands"))
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            texts.get("cli-heading-usage")
        ));
    command.mut_subcommands(|sub| {
        let key = match (parent.as_str(), sub.get_name()) {
            ("law", "check") => Some(texts.get("cli-law-check")),
            (_, name) => help_of(name, texts),
        };
        let sub = localised(sub, texts);
        match key {
            Some(about) => sub.about(about),
            None => sub,
        }
    })
}

/// The language asked for: `--lang`, else `OMHU_LANG`, else Danish.
pub fn language(args: &[String]) -> Lang {
    let named = args
        .iter()
        .position(|arg| arg == "--lang")
        .and_then(|place| args.get(place + 1));
    let joined = args
        .iter()
        .find_map(|arg| arg.strip_prefix("--lang=").map(str::to_owned));
    let asked = named
        .cloned()
        .or(joined)
        .or_else(|| std::env::var("OMHU_LANG").ok());
    asked.and_then(|tag| tag.parse().ok()).unwrap_or_default()
}

/// Reads the command line; prints help or an error in the user's language and ends, where asked to.
pub fn parse(args: &[String], texts: &Texts) -> Cli {
    let version = clap::Arg::new("version")
        .short('V')
        .long("version")
        .action(clap::ArgAction::Version);
    let command = Cli::command().disable_version_flag(true).arg(version);
    let command = localised(command, texts)
        .about(texts.get("cli-about"))
        .after_help(texts.get("cli-after"));
    let mut words = args.iter().skip(1);
    let named = words.find(|word| command.find_subcommand(word).is_some());
    let asked = named.map_or_else(|| "omhu".to_owned(), |name| format!("omhu {name}"));
    let refuse = |error: clap::Error| -> Cli {
        match refusal::told(&error, &asked, texts) {
            Some(told) => {
                tell(&told);
                std::process::exit(error.exit_code())
            }
            None => error.exit(),
        }
    };
    let matches = command.try_get_matches_from(args);
    let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    cli.unwrap_or_else(refuse)
}
