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

    /// A setting of law stands in one place: what the configuration reads is what `law::settings` describes, name for name, default
    /// for default, and the remark above it names the rule.
    #[test]
    fn the_settings_of_law_are_those_that_law_describes() {
        let ours = serde_json::to_value(app::Settings::default()).unwrap();
        let laws = serde_json::to_value(law::settings::Settings::default()).unwrap();
        for (group, fields) in laws.as_object().unwrap() {
            assert_eq!(&ours[group], fields, "[{group}]");
        }
        let names: Vec<&str> = law::settings::DESCRIBED
            .iter()
            .map(|one| one.name)
            .collect();
        let mut group = "";
        let mut remark = String::new();
        let mut seen = 0;
        for line in SAMPLE.lines() {
            if let Some(name) = line.strip_prefix('[') {
                group = name.trim_end_matches(']');
            } else if line.starts_with('#') {
                remark.push_str(line);
            } else if let Some((key, _)) = line.split_once(" = ")
                && laws.get(group).is_some()
            {
                let name = format!("{group}.{key}");
                assert!(names.contains(&name.as_str()), "{name} is not described");
                let described = law::settings::DESCRIBED
                    .iter()
                    .find(|one| one.name == name)
                    .unwrap();
                assert!(
                    remark.contains(described.rule.id()),
                    "the remark on {name} does not name {}",
                    described.rule
                );
                seen += 1;
            }
            if !line.starts_with('#') {
                remark.clear();
            }
        }
        assert_eq!(seen, names.len());
    }

    #[test]
    fn a_misspelt_setting_is_refused_by_name() {
        let wrong = toml::from_str::<app::Settings>("sight_name = \"x\"\n").unwrap_err();
        assert!(wrong.to_string().contains("sight_name"), "{wrong}");
        let wrong = toml::from_str::<app::Settings>("[mail]\nhots = \"x\"\n").unwrap_err();
        assert!(wrong.to_string().contains("hots"), "{wrong}");
    }
}
