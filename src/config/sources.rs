//! `weather.sources`: who is asked for forecasts, and in which order.

use crate::domain::Source;
use std::str::FromStr;

/// Sources of forecasts in the order in which they are asked, each once; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources(pub Vec<Source>);

impl FromStr for Sources {
    type Err = String;

    /// Reads names between commas.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut sources = Vec::new();
        for name in text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let source = Source::named(name).ok_or_else(|| unknown(name))?;
            if sources.contains(&source) {
                return Err(format!("{name} is named twice"));
            }
            sources.push(source);
        }
        if sources.is_empty() {
            return Err(format!("expected at least one of {}", names()));
        }
        Ok(Self(sources))
    }
}

fn names() -> String {
    Source::ALL.map(Source::as_str).join(", ")
}

/// Says that nobody of that name makes forecasts, and who is most like it.
fn unknown(name: &str) -> String {
    let likeness = |source: &Source| strsim::normalized_damerau_levenshtein(source.as_str(), name);
    let best = Source::ALL
        .into_iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .filter(|best| likeness(best) > 0.4);
    match best {
        Some(best) => format!(
            "there is no source \"{name}\": did you mean {}?",
            best.as_str()
        ),
        None => format!("there is no source \"{name}\": expected {}", names()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::both("open-meteo, met-norway", &[Source::OpenMeteo, Source::MetNorway])]
    #[case::the_other_way_round("met-norway,open-meteo", &[Source::MetNorway, Source::OpenMeteo])]
    #[case::one(" met-norway ", &[Source::MetNorway])]
    fn sources_keep_their_order(#[case] text: &str, #[case] expected: &[Source]) {
        assert_eq!(text.parse::<Sources>().unwrap().0, expected);
    }

    #[rstest]
    #[case::a_slip("open-metoe", "did you mean open-meteo?")]
    #[case::the_name_of_its_site("met-norge", "did you mean met-norway?")]
    #[case::somebody_else("accuweather", "expected open-meteo, met-norway")]
    #[case::twice("open-meteo, open-meteo", "open-meteo is named twice")]
    #[case::nobody(" , ", "at least one of open-meteo, met-norway")]
    fn others_are_refused_with_the_nearest(#[case] text: &str, #[case] words: &str) {
        let why = text.parse::<Sources>().unwrap_err();
        assert!(why.contains(words), "{why}");
    }
}
