//! `mingbai config`: every setting with its default and what it means.

use std::process::ExitCode;

/// The same file that `docs` holds; a test compares it with the settings of the program.
pub const SAMPLE: &str = include_str!("../../../docs/config.sample.toml");

#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    /// Only the settings, without the remarks.
    #[arg(long)]
    pub bare: bool,
}

#[expect(clippy::print_stdout, reason = "the file is this command's output")]
pub fn run(args: &ConfigArgs) -> anyhow::Result<ExitCode> {
    if args.bare {
        let settings: app::Settings = toml::from_str(SAMPLE)?;
        print!("{}", toml::to_string(&settings)?);
    } else {
        print!("{SAMPLE}");
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::SAMPLE;

    #[test]
    fn the_sample_holds_every_setting_with_its_default() {
        let sample: toml::Table = SAMPLE.parse().unwrap();
        let settings: app::Settings = toml::from_str(SAMPLE).unwrap();
        let defaults = toml::Table::try_from(app::Settings::default()).unwrap();
        assert_eq!(
            toml::Table::try_from(&settings).unwrap(),
            defaults,
            "the sample shows other values than the defaults"
        );
        assert_eq!(
            sample, defaults,
            "the sample lacks a setting or has one too many"
        );
    }

    #[test]
    fn every_setting_of_the_sample_is_explained() {
        let mut explained = false;
        for line in SAMPLE.lines() {
            if line.starts_with('#') {
                explained = true;
            } else if line.trim().is_empty() {
                explained = false;
            } else if !line.starts_with('[') {
                assert!(explained, "no remark above: {line}");
                explained = false;
            }
        }
    }

    #[test]
    fn a_misspelt_setting_is_refused_by_name() {
        let wrong = toml::from_str::<app::Settings>("sight_name = \"x\"\n").unwrap_err();
        assert!(wrong.to_string().contains("sight_name"), "{wrong}");
        let wrong = toml::from_str::<app::Settings>("[mail]\nhots = \"x\"\n").unwrap_err();
        assert!(wrong.to_string().contains("hots"), "{wrong}");
    }
}
