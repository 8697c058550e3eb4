//! The truth file: JSON Lines that say what is simulated, hidden and planted.

use std::io::Write;

use crate::dirt::{DIRTY_KINDS, DirtyKind, Planted};
use crate::national::calibration;
use crate::people::Office;
use crate::plan::Plan;
use crate::row::{Thing, write_case, write_row_id, write_team, write_when};

/// Writing into memory does not fail; this says so once.
macro_rules! say {
    ($out:expr, $($text:tt)*) => {
        write!($out, $($text)*).unwrap_or_default()
    };
}

fn team(number: u32) -> String {
    let mut text = Vec::new();
    write_team(number, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// The plan, the hidden parameters, the calibration and the kinds of dirt.
pub(crate) fn header(plan: &Plan, office: &Office, out: &mut Vec<u8>) {
    say!(
        out,
        "{{\"simulated\":true,\"seed\":{},\"teams\":{},\"children\":{},\"first_year\":{},\"years\":{},\
         \"dirty\":{},\"first_day\":\"{}\",\"last_day\":\"{}\",\"note\":\"Synthetic data: no child, \
         caseworker or municipality in this file exists.\"}}\n",
        plan.seed,
        plan.teams,
        plan.children,
        plan.first_year,
        plan.years,
        plan.dirty,
        office.first,
        office.last
    );
    for (place, one) in office.teams.iter().enumerate() {
        say!(
            out,
            "{{\"hidden\":\"team_quality\",\"team\":\"{}\",\"role\":\"{}\",\"odds\":{:.4},\"tenure_days\":{},\
             \"what\":\"the odds of doing a thing in time are the nation's times this\"}}\n",
            team(place as u32 + 1),
            one.role,
            one.odds,
            one.tenure_days
        );
        if one.role == "improves" {
            say!(
                out,
                "{{\"hidden\":\"initiative\",\"team\":\"{}\",\"from\":\"{}\",\"odds_before\":{:.4},\"odds_after\":{:.4},\
                 \"what\":\"after this day the team's odds rise within 180 days to the new level\"}}\n",
                team(place as u32 + 1),
                office.initiative_on,
                one.odds,
                one.odds * 4.0
            );
        }
    }
    if let Some(shock) = office.shock {
        say!(
            out,
            "{{\"hidden\":\"shock\",\"team\":\"{}\",\"from\":\"{}\",\"share_leaving\":{},\"odds_factor\":0.2,\
             \"what\":\"caseworkers leave, posts are vacant 90 to 210 days; odds recover from day 120 to day 360\"}}\n",
            team(shock.team),
            shock.on,
            shock.share_leaving
        );
    }
    for (months, odds) in [
        ("July", 0.6),
        ("1-10 August", 0.7),
        ("18 December-4 January", 0.75),
    ] {
        say!(
            out,
            "{{\"hidden\":\"season\",\"period\":\"{months}\",\"odds_factor\":{odds},\
             \"what\":\"less is done in time in the holidays\"}}\n"
        );
    }
    for aim in calibration() {
        let year = aim.year.map_or("null".to_owned(), |year| year.to_string());
        say!(
            out,
            "{{\"calibrated\":\"{}\",\"year\":{year},\"target\":{},\"tolerance\":{},\"da\":\"{}\",\"en\":\"{}\",\"source\":\"{}\"}}\n",
            aim.figure,
            aim.target,
            aim.tolerance,
            aim.da,
            aim.en,
            aim.source
        );
    }
    for DirtyKind { name, da, en } in DIRTY_KINDS {
        say!(
            out,
            "{{\"dirty_kind\":\"{name}\",\"da\":\"{da}\",\"en\":\"{en}\"}}\n"
        );
    }
}

/// One planted thing.
pub(crate) fn planted(thing: &Planted, out: &mut Vec<u8>) {
    let row = &thing.truth;
    say!(out, "{{\"planted\":\"{}\",\"case\":\"", thing.kind);
    write_case(row.case, out);
    out.extend_from_slice(b"\",\"fact\":\"");
    out.extend_from_slice(row.kind.as_bytes());
    for (name, cell) in [("about", row.about), ("ref", row.re)] {
        say!(out, "\",\"{name}\":\"");
        if cell != Thing::None {
            row.write_thing(cell, out);
        }
    }
    out.extend_from_slice(b"\",\"true_on\":\"");
    write_when(row.when, out);
    out.extend_from_slice(b"\",\"row_id\":");
    let ids = [("", thing.row), (",\"other_row_id\":", thing.other)];
    for (place, (name, id)) in ids.into_iter().enumerate() {
        match id {
            Some(id) => {
                out.extend_from_slice(name.as_bytes());
                out.push(b'"');
                write_row_id(row.case, id, out);
                out.push(b'"');
            }
            None if place == 0 => out.extend_from_slice(b"null"),
            None => {}
        }
    }
    say!(
        out,
        ",\"written\":\"{}\",\"what\":\"{}\"}}\n",
        thing.written,
        thing.what
    );
}
