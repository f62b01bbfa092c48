//! `mingbai doctor`: what is wrong with this installation, in words, and what to do about it.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::ExitCode};

use app::doctor::{Complaint, Urgency, look};
use law::Lang;

use crate::{
    opening::{self, Place},
    say,
};

/// Below so many bytes on the disk writes will soon be refused.
const LITTLE_ROOM: u64 = 2 * 1024 * 1024 * 1024;
/// Below so many they are about to be.
const NO_ROOM: u64 = 256 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    pub place: Place,
    /// `json` for one JSON document on stdout.
    #[arg(long, value_parser = ["text", "json"], default_value = "text")]
    pub format: String,
}

/// Exit code 0: nothing to complain of but advice; 1: something; 2: it could not be looked at.
#[expect(
    clippy::print_stdout,
    reason = "what was found is this command's output"
)]
pub async fn run(args: DoctorArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    opening::exists(&args.place, lang)?;
    // Opening it closes the folder to others: looked at first.
    let mut found = machine(&args.place.data)?;
    let app = opening::open(&args.place).await?;
    found.extend(look(&app).await?);
    found.sort_by_key(|one| one.urgency);
    if args.format == "json" {
        println!("{}", serde_json::to_string_pretty(&found)?);
    } else {
        print!("{}", text(&found, lang));
    }
    let ill = found.iter().any(|one| one.urgency != Urgency::Advice);
    Ok(ExitCode::from(u8::from(ill)))
}

/// What only the machine knows.
fn machine(data: &Path) -> anyhow::Result<Vec<Complaint>> {
    let disk = rustix::fs::statvfs(data)?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let mut found: Vec<Complaint> = room(free).into_iter().collect();
    let key = data.join("master.key");
    for path in [data, &key] {
        let Ok(about) = fs::metadata(path) else {
            continue;
        };
        if about.permissions().mode() & 0o077 != 0 {
            let path = path.display();
            found.push(Complaint::new(
                "open_folder",
                Urgency::Broken,
                (
                    &format!("{path} 可以被本机其他用户读取"),
                    &format!("{path} can be read by other users of this machine"),
                ),
                (
                    "chmod 700（文件为600），并查明是谁放开的",
                    "chmod 700 (600 for a file), and find out who opened it",
                ),
            ));
        }
    }
    Ok(found)
}

/// A complaint about the room on the disk, in bytes.
fn room(free: u64) -> Option<Complaint> {
    let urgency = match free {
        0..NO_ROOM => Urgency::Broken,
        NO_ROOM..LITTLE_ROOM => Urgency::Soon,
        _ => return None,
    };
    let megabytes = free / 1024 / 1024;
    Some(Complaint::new(
        "disk",
        urgency,
        (
            &format!("数据所在的磁盘只剩{megabytes} MB"),
            &format!("{megabytes} MB are left on the disk of the data"),
        ),
        (
            "清理磁盘或者换更大的磁盘；写满以后不能受理和公开",
            "Make room: on a full disk nothing is filed and nothing is published",
        ),
    ))
}

fn text(found: &[Complaint], lang: Lang) -> String {
    if found.is_empty() {
        return say(lang, "没有发现问题\n", "nothing found\n").into();
    }
    let mut out = String::new();
    for one in found {
        let mark = match one.urgency {
            Urgency::Broken => "✕",
            Urgency::Soon => "▲",
            Urgency::Advice => "○",
        };
        let (said, mend) = (
            say(lang, &one.zh, &one.en),
            say(lang, &one.mend_zh, &one.mend_en),
        );
        let rule = one
            .rule
            .map_or_else(String::new, |rule| format!(" ({rule})"));
        out.push_str(&format!("{mark} {said}{rule} [{}]\n  → {mend}\n", one.id));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LITTLE_ROOM, NO_ROOM, Urgency, room};

    #[test]
    fn room_is_complained_of_before_it_is_gone() {
        assert!(room(LITTLE_ROOM).is_none());
        assert_eq!(room(LITTLE_ROOM - 1).unwrap().urgency, Urgency::Soon);
        assert_eq!(room(NO_ROOM - 1).unwrap().urgency, Urgency::Broken);
    }
}
