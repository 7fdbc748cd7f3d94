//! The islands that no road leads to: between two of them a drive is a ferry.
//! Boxes of latitude and longitude, drawn around each coast; good to a kilometre or two, and only for these islands.

use super::Position;

/// A piece of land that one can drive across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landmass {
    /// Great Britain, with the islands that have a bridge (Skye, Anglesey, Hayling, Mersea); its own waters are [`super::Water`].
    GreatBritain,
    /// Ireland.
    Ireland,
    /// The Isle of Man.
    Man,
    /// The Isle of Wight.
    Wight,
    /// Brownsea, in Poole Harbour.
    Brownsea,
    /// Jersey.
    Jersey,
    /// Guernsey.
    Guernsey,
    /// The Isles of Scilly.
    Scilly,
    /// Arran.
    Arran,
    /// Bute.
    Bute,
    /// Great Cumbrae.
    Cumbrae,
    /// Islay and Jura.
    Islay,
    /// Mull.
    Mull,
    /// Lewis and Harris.
    Lewis,
    /// The Uists, Benbecula, Berneray and Eriskay.
    Uist,
    /// Barra.
    Barra,
    /// Orkney.
    Orkney,
    /// Shetland.
    Shetland,
}

/// South, north, west, east in degrees.
type Bounds = [f64; 4];

/// The first box that holds a position decides; Great Britain's is the last, around all the others.
const BOXES: [(Landmass, Bounds); 28] = [
    (Landmass::Man, [54.03, 54.43, -4.87, -4.28]),
    (Landmass::Wight, [50.57, 50.69, -1.60, -1.05]),
    (Landmass::Wight, [50.69, 50.715, -1.53, -1.05]),
    (Landmass::Wight, [50.715, 50.77, -1.46, -1.10]),
    (Landmass::Brownsea, [50.684, 50.697, -1.988, -1.953]),
    (Landmass::Jersey, [49.10, 49.30, -2.30, -1.98]),
    (Landmass::Guernsey, [49.38, 49.53, -2.72, -2.48]),
    (Landmass::Scilly, [49.84, 50.00, -6.50, -6.20]),
    (Landmass::Arran, [55.42, 55.73, -5.42, -5.05]),
    (Landmass::Bute, [55.71, 55.8586, -5.17, -5.00]),
    (Landmass::Bute, [55.8586, 55.885, -5.16, -5.064]),
    (Landmass::Bute, [55.885, 55.91, -5.19, -5.12]),
    (Landmass::Cumbrae, [55.72, 55.795, -4.965, -4.885]),
    (Landmass::Islay, [55.57, 56.15, -6.60, -5.80]),
    (Landmass::Mull, [56.25, 56.52, -6.45, -5.66]),
    (Landmass::Mull, [56.52, 56.66, -6.45, -5.86]),
    (Landmass::Lewis, [57.80, 58.60, -7.70, -6.10]),
    (Landmass::Lewis, [57.73, 57.80, -7.12, -6.10]),
    (Landmass::Uist, [57.045, 57.80, -7.80, -7.05]),
    (Landmass::Barra, [56.70, 57.045, -7.80, -7.30]),
    (Landmass::Orkney, [58.70, 59.42, -3.50, -2.30]),
    (Landmass::Shetland, [59.80, 60.90, -2.20, -0.70]),
    (Landmass::Ireland, [51.30, 55.45, -10.70, -5.99]),
    (Landmass::Ireland, [54.00, 54.95, -5.99, -5.40]),
    // East of Dungeness the coast below Dover is that of France.
    (Landmass::GreatBritain, [49.95, 50.95, -5.75, 1.05]),
    (Landmass::GreatBritain, [50.95, 55.45, -5.75, 1.80]),
    (Landmass::GreatBritain, [55.45, 58.70, -6.90, -1.50]),
    (Landmass::GreatBritain, [55.00, 55.50, -2.30, -1.30]),
];

/// The box around all of them: most of the Earth is outside.
const AROUND_ALL: Bounds = {
    let mut all = [f64::MAX, f64::MIN, f64::MAX, f64::MIN];
    let mut rest: &[(Landmass, Bounds)] = &BOXES;
    while let [(_, [south, north, west, east]), others @ ..] = rest {
        all = [
            all[0].min(*south),
            all[1].max(*north),
            all[2].min(*west),
            all[3].max(*east),
        ];
        rest = others;
    }
    all
};

impl Landmass {
    /// Returns the landmass that `position` is on; `None` beyond these islands.
    #[must_use]
    pub fn of(position: Position) -> Option<Self> {
        let holds = |&[south, north, west, east]: &Bounds| {
            (south..=north).contains(&position.lat()) && (west..=east).contains(&position.lon())
        };
        if !holds(&AROUND_ALL) {
            return None;
        }
        BOXES
            .iter()
            .find(|(_, bounds)| holds(bounds))
            .map(|&(landmass, _)| landmass)
    }

    /// Returns whether the way between two positions is known to cross water that no road does.
    #[must_use]
    pub fn between(from: Position, to: Position) -> bool {
        match (Self::of(from), Self::of(to)) {
            (Some(from), Some(to)) => from != to,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::manchester(53.48, -2.24, Landmass::GreatBritain)]
    #[case::dover(51.13, 1.31, Landmass::GreatBritain)]
    #[case::penzance(50.12, -5.54, Landmass::GreatBritain)]
    #[case::st_davids(51.88, -5.27, Landmass::GreatBritain)]
    #[case::stranraer(54.90, -5.03, Landmass::GreatBritain)]
    #[case::campbeltown(55.42, -5.61, Landmass::GreatBritain)]
    #[case::oban(56.41, -5.47, Landmass::GreatBritain)]
    #[case::portree_by_the_bridge(57.41, -6.19, Landmass::GreatBritain)]
    #[case::thurso(58.59, -3.52, Landmass::GreatBritain)]
    #[case::holyhead(53.31, -4.63, Landmass::GreatBritain)]
    #[case::lymington(50.76, -1.54, Landmass::GreatBritain)]
    #[case::portsmouth(50.79, -1.09, Landmass::GreatBritain)]
    #[case::berwick(55.77, -2.00, Landmass::GreatBritain)]
    #[case::lochaline(56.54, -5.78, Landmass::GreatBritain)]
    #[case::belfast(54.60, -5.93, Landmass::Ireland)]
    #[case::portaferry(54.38, -5.55, Landmass::Ireland)]
    #[case::dublin(53.35, -6.26, Landmass::Ireland)]
    #[case::ballycastle(55.20, -6.24, Landmass::Ireland)]
    #[case::douglas(54.15, -4.48, Landmass::Man)]
    #[case::newport_wight(50.70, -1.29, Landmass::Wight)]
    #[case::yarmouth(50.705, -1.50, Landmass::Wight)]
    #[case::brownsea(50.689, -1.957, Landmass::Brownsea)]
    #[case::sandbanks(50.686, -1.945, Landmass::GreatBritain)]
    #[case::poole_quay(50.712, -1.987, Landmass::GreatBritain)]
    #[case::st_helier(49.19, -2.11, Landmass::Jersey)]
    #[case::stornoway(58.21, -6.39, Landmass::Lewis)]
    #[case::leverburgh(57.767, -7.02, Landmass::Lewis)]
    #[case::berneray(57.72, -7.18, Landmass::Uist)]
    #[case::eriskay(57.08, -7.30, Landmass::Uist)]
    #[case::castlebay(56.955, -7.49, Landmass::Barra)]
    #[case::kirkwall(58.98, -2.96, Landmass::Orkney)]
    #[case::lerwick(60.15, -1.14, Landmass::Shetland)]
    #[case::tobermory(56.62, -6.07, Landmass::Mull)]
    #[case::rothesay(55.84, -5.06, Landmass::Bute)]
    #[case::toward_across_from_it(55.866, -4.99, Landmass::GreatBritain)]
    #[case::colintraive_across_from_it(55.923, -5.153, Landmass::GreatBritain)]
    #[case::tighnabruaich_across_from_it(55.905, -5.23, Landmass::GreatBritain)]
    #[case::millport(55.755, -4.925, Landmass::Cumbrae)]
    #[case::largs(55.795, -4.87, Landmass::GreatBritain)]
    #[case::brodick(55.58, -5.15, Landmass::Arran)]
    fn a_town_is_on_its_island(#[case] lat: f64, #[case] lon: f64, #[case] expected: Landmass) {
        assert_eq!(
            Landmass::of(Position::new(lat, lon).unwrap()),
            Some(expected)
        );
    }

    #[rstest]
    #[case::dungeness(50.92, 0.98, true)]
    #[case::folkestone(51.08, 1.18, true)]
    #[case::eastbourne(50.77, 0.28, true)]
    #[case::the_lizard(49.96, -5.20, true)]
    #[case::boulogne(50.726, 1.613, false)]
    #[case::calais(50.951, 1.858, false)]
    #[case::dieppe(49.923, 1.077, false)]
    #[case::le_treport(50.06, 1.37, false)]
    #[case::wissant(50.886, 1.663, false)]
    fn the_coast_of_france_is_not_britains(
        #[case] lat: f64,
        #[case] lon: f64,
        #[case] british: bool,
    ) {
        let landmass = Landmass::of(Position::new(lat, lon).unwrap());
        assert_eq!(landmass.is_some(), british, "{landmass:?}");
    }

    #[test]
    fn beyond_these_islands_nothing_is_known() {
        let lyon = Position::new(45.76, 4.84).unwrap();
        assert_eq!(Landmass::of(lyon), None);
        assert!(!Landmass::between(lyon, Position::new(51.5, -0.1).unwrap()));
    }
}
