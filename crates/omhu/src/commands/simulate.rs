//! `omhu simulate`: a synthetic municipality and the truth about it.

use std::io::{self, BufWriter, Write};

use anyhow::anyhow;
use omhu_report::Texts;
use omhu_simulate::{Plan, calibration};

use crate::cli::Simulate;
use crate::output::whole_file;
use crate::progress;
use crate::session::{Exit, Unusable, tell};

pub fn run(simulate: &Simulate, texts: &Texts) -> anyhow::Result<Exit> {
    if simulate.calibration {
        let mut out = io::stdout().lock();
        for figure in calibration() {
            let name = texts.lang().pick(figure.da, figure.en);
            writeln!(out, "{name}: {} ({})", figure.target, figure.source)?;
        }
        return Ok(Exit::Clean);
    }
    let mut plan = Plan::over(simulate.first_year, simulate.years);
    plan.seed = simulate.seed;
    plan.teams = simulate.teams;
    plan.children = simulate.children;
    plan.dirty = simulate.dirty;
    if simulate.no_shock {
        plan.shock = None;
    }
    plan.check()
        .map_err(|error| anyhow!(Unusable(error.to_string())))?;
    let bar = progress::bar(plan.children, progress::COUNTED, texts.lang());
    let mut told = |done: u64| bar.set_position(done);
    let mut summary = None;
    let mut work = |facts: &mut dyn Write| -> anyhow::Result<()> {
        let mut made = |truth: &mut dyn Write| -> anyhow::Result<()> {
            summary = Some(omhu_simulate::simulate(&plan, facts, truth, &mut told)?);
            Ok(())
        };
        match &simulate.truth {
            Some(path) => whole_file(path, made),
            None => made(&mut io::sink()),
        }
    };
    match &simulate.out {
        Some(path) => whole_file(path, work)?,
        None => {
            let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
            work(&mut out)?;
            out.flush()?;
        }
    }
    bar.finish_and_clear();
    if let Some(summary) = summary {
        let planted: u64 = summary.planted.values().sum();
        tell(&texts.with(
            "check-simulated",
            &[
                ("children", summary.children.into()),
                ("families", summary.families.into()),
                ("facts", summary.facts.into()),
                ("planted", planted.into()),
            ],
        ));
    }
    Ok(Exit::Clean)
}
