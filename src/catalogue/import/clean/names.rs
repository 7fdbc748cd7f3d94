//! The name of a place: its own if that tells it from others, else that of the park around it or the village next to it.

use super::super::Feature;
use super::super::areas::{Areas, Points};
use super::super::kinds::KindNames;
use super::super::plain::plain_line;
use super::{Candidate, Naming};
use crate::locate;
use crate::locate::fold;

/// Characters of a name that are kept.
const LONGEST_NAME: usize = 120;
/// How far the village may be that a place is called after.
const NEAR_KM: f64 = 2.0;

/// Names that say what a thing is and not which, folded, besides those of the kinds themselves.
const GENERIC: [&str; 106] = [
    "adventure golf",
    "adventure playground",
    "aire de jeux",
    "allotments",
    "amusement arcade",
    "amusements",
    "arcade",
    "area giochi",
    "basketball court",
    "bibliotheque",
    "bibliothek",
    "biblioteca",
    "bmx track",
    "bowling alley",
    "bowling green",
    "burg",
    "bus stop",
    "cafe",
    "car park",
    "carousel",
    "chateau",
    "childrens play area",
    "childrens playground",
    "church",
    "common",
    "community centre",
    "community garden",
    "crazy golf",
    "cricket ground",
    "dog park",
    "entrance",
    "exhibition",
    "football pitch",
    "freibad",
    "garten",
    "gift shop",
    "green",
    "gym",
    "information centre",
    "jardin",
    "kids play area",
    "kinderspielplatz",
    "kiosk",
    "lake",
    "leisure centre",
    "lighthouse",
    "maze",
    "mini golf course",
    "minigolf",
    "monument",
    "muga",
    "multi use games area",
    "musee",
    "museo",
    "museu",
    "muzeum",
    "open space",
    "outdoor gym",
    "paddling pool",
    "parc",
    "parco",
    "parco giochi",
    "park ride",
    "parking",
    "parque",
    "parque infantil",
    "picnic area",
    "picnic site",
    "piscina",
    "piscine",
    "plac zabaw",
    "plage",
    "play area",
    "play park",
    "playa",
    "playground area",
    "playing field",
    "playing fields",
    "playpark",
    "pond",
    "pool",
    "pub",
    "public garden",
    "public library",
    "public park",
    "public toilets",
    "pump track",
    "rec",
    "recreation ground",
    "ruins",
    "school",
    "schloss",
    "shop",
    "skate park",
    "skatepark",
    "speeltuin",
    "spiaggia",
    "spielplatz",
    "sports centre",
    "sports field",
    "strand",
    "toilet",
    "toilets",
    "village green",
    "visitor centre",
    "workshop",
];

/// What a name of the map is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// It tells the place from others.
    Proper,
    /// It is what many are called.
    Generic,
    /// There is none.
    None,
}

/// Returns the name that the map gives an object, fit to be kept: the sign's own, whatever it is in English.
pub(super) fn own(feature: &Feature) -> Option<String> {
    let name = plain_line(feature.tag("name")?, LONGEST_NAME);
    (!name.is_empty()).then_some(name)
}

/// Returns what `name` is worth.
pub(super) fn judged(name: &str, kinds: &KindNames) -> Own {
    let key = key(name);
    let letters = key.chars().filter(|c| c.is_alphabetic()).count();
    if key.is_empty() {
        Own::None
    } else if letters < 2 || GENERIC.contains(&key.as_str()) || kinds.is_a_kind(&key) {
        Own::Generic
    } else {
        Own::Proper
    }
}

/// Returns what a name comes down to: "The V & A Museum" and "V and A museum" are one.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|word| !matches!(*word, "the" | "and" | ""))
        .collect();
    words.join(" ")
}

/// What is around: the named areas and the villages.
pub(super) struct Surroundings<'a> {
    areas: Areas,
    /// The names of the areas, under their numbers.
    names: Vec<&'a str>,
    villages: Points,
    settings: &'a [Feature],
}

impl<'a> Surroundings<'a> {
    /// Returns the areas with a proper name among `candidates` and `settings`, and the villages among the latter; what
    /// itself is called after others lends its name to none.
    pub(super) fn of(
        candidates: &'a [Candidate],
        settings: &'a [Feature],
        kinds: &KindNames,
        is_called_after_itself: impl Fn(&Candidate) -> bool,
    ) -> Self {
        let parks = candidates
            .iter()
            .filter(|candidate| is_called_after_itself(candidate))
            .map(|candidate| {
                (
                    candidate.name.as_str(),
                    candidate.feature.outline.as_slice(),
                )
            });
        let greens = settings
            .iter()
            .filter(|setting| setting.tag("place").is_none())
            .map(|setting| {
                (
                    setting.tag("name").unwrap_or_default(),
                    setting.outline.as_slice(),
                )
            });
        let (names, outlines): (Vec<&str>, Vec<_>) = parks
            .chain(greens)
            .filter(|(name, outline)| !outline.is_empty() && judged(name, kinds) == Own::Proper)
            .unzip();
        let villages = settings
            .iter()
            .enumerate()
            .filter(|(_, setting)| setting.tag("place").is_some())
            .map(|(index, setting)| (index, setting.position));
        Self {
            areas: Areas::new(outlines.into_iter().enumerate()),
            names,
            villages: Points::new(villages),
            settings,
        }
    }

    /// Returns a name for what has none: the smallest area around it, its street, or the nearest village or town.
    pub(super) fn name(&self, candidate: &Candidate) -> Option<(String, Naming)> {
        let what = noun(&candidate.kind);
        let at = candidate.feature.position;
        let name = |text: String, naming| Some((plain_line(&text, LONGEST_NAME), naming));
        if let Some(park) = self.around(candidate).next() {
            return name(format!("{what} in {park}"), Naming::Within);
        }
        if let Some(street) = candidate
            .feature
            .tag("addr:street")
            .filter(|street| !street.trim().is_empty())
        {
            return name(format!("{what} on {street}"), Naming::Within);
        }
        let village = self
            .villages
            .nearest(at)
            .and_then(|index| self.settings.get(index));
        let village = village
            .filter(|village| village.position.distance_km(at) <= NEAR_KM)
            .and_then(own);
        let near = village.or_else(|| locate::area_at(at))?;
        name(format!("{what} near {near}"), Naming::Near)
    }

    /// Returns whether the map only repeats the name of the park around it: "Victoria Park" for its playground.
    pub(super) fn is_called_the_same(&self, candidate: &Candidate) -> bool {
        let own = key(&candidate.name);
        self.around(candidate).any(|park| key(park) == own)
    }

    fn around(&self, candidate: &Candidate) -> impl Iterator<Item = &'a str> {
        let around = self.areas.around(candidate.feature.position);
        around
            .into_iter()
            .filter_map(|(owner, _)| self.names.get(owner).copied())
    }
}

/// Returns what a place of a kind is called that has no name.
fn noun(kind: &str) -> String {
    let words = kind.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Categories;
    use rstest::rstest;

    #[rstest]
    #[case::proper("Chester Zoo", Own::Proper)]
    #[case::proper_and_short("M&D's", Own::Proper)]
    #[case::of_another_script("Зоопарк Москвы", Own::Proper)]
    #[case::a_kind("Museum", Own::Generic)]
    #[case::a_kind_with_its_article("The Park", Own::Generic)]
    #[case::a_half_of_a_label("Paddling Pool", Own::Generic)]
    #[case::what_many_are_called("Recreation Ground", Own::Generic)]
    #[case::childrens("Children's Play Area", Own::Generic)]
    #[case::elsewhere("Musée", Own::Generic)]
    #[case::a_number("12", Own::Generic)]
    #[case::signs_only("---", Own::None)]
    #[case::nothing("", Own::None)]
    fn a_name_is_worth_what_it_tells(#[case] name: &str, #[case] expected: Own) {
        let kinds = KindNames::of(&Categories::built_in().unwrap());
        assert_eq!(judged(name, &kinds), expected);
    }

    #[test]
    fn the_generic_names_are_as_they_are_compared() {
        for name in GENERIC {
            assert_eq!(key(name), name);
        }
    }

    #[test]
    fn small_words_and_signs_tell_no_names_apart() {
        assert_eq!(
            key("The Victoria & Albert Museum"),
            key("victoria and albert museum")
        );
    }
}
