//! The planner's numbers in one place, each with its source or marked as judgement.
//! The reasoning behind them is `docs/ranking.md`.

/// How much each factor counts in the weighted geometric mean. Configurable; only their ratios matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// The weather of the visit (halved when only typical weather is known).
    pub weather: f64,
    /// The worth of the journey.
    pub journey: f64,
    /// How long ago the family was last there.
    pub novelty: f64,
    /// How well it suits the party, and how much of it is known.
    pub fit: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            weather: 0.5,
            journey: 0.3,
            novelty: 0.1,
            fit: 0.1,
        }
    }
}

/// Share of the weather's weight that is left when only climate averages are known.
pub const TYPICAL_WEIGHT_SHARE: f64 = 0.5;

/// An hour counts as dry below this much rain, mm.
pub const DRY_BELOW_MM: f64 = 0.1;

/// Rain of a usual wet hour, mm: what a sum of rain is taken to fall as where its hours are not known (judgement).
pub const TYPICAL_WET_HOUR_MM: f64 = 0.7;

/// Rain of a visit, mm, from which it is not dry by any means, though another source has not one wet hour (judgement).
pub const DISAGREE_WITH_DRY_MM: f64 = 1.0;
/// What two sources' rain of a visit must differ by at least, mm, to disagree (judgement).
pub const DISAGREE_BY_MM: f64 = 2.0;
/// And how many times the one must be the other (judgement).
pub const DISAGREE_BY_TIMES: f64 = 3.0;

/// Window rain above which outdoor comfort is at most marginal, mm (CIT, de Freitas 2008).
pub const CAP_RAIN_MM: f64 = 5.0;
/// Apparent temperature above which outdoor comfort is at most marginal, Celsius (judgement).
pub const CAP_HOT_C: f64 = 32.0;
/// Apparent temperature below which outdoor comfort is at most marginal, Celsius (judgement).
pub const CAP_COLD_C: f64 = 0.0;
/// The cap itself, on the scale 0..=100.
pub const CAP: f64 = 50.0;

/// Gusts at which gardens, parks and playgrounds close, km/h (39-40 mph: Bushy Park, Cowden, Chelsea Physic).
pub const VETO_GUST_KMH: f64 = 63.0;
/// Gusts at which nobody should be sent to a beach or a hilltop, km/h (judgement).
pub const VETO_GUST_EXPOSED_KMH: f64 = 50.0;
/// Categories with nothing to shelter behind.
pub const EXPOSED_CATEGORIES: [&str; 2] = ["beach", "viewpoint"];

/// Points a place loses when the ground is sodden (judgement).
pub const WET_GROUND_POINTS: f64 = 3.0;
/// Rain of the hours before arrival that makes it so, mm.
pub const WET_GROUND_MM: f64 = 4.0;
/// How many hours before arrival count for it.
pub const WET_GROUND_HOURS: i64 = 12;
/// Categories where children meet the ground (judgement).
pub const WET_GROUND_CATEGORIES: [&str; 3] = ["playground", "woodland", "farm"];

/// Comfort of a visit indoors on a middling day, 0..=100.
pub const INDOOR_COMFORT: f64 = 66.0;
/// What indoors gains when outdoors is poor, and loses when it is good (judgement).
pub const INDOOR_SWING: f64 = 3.0;
/// Outdoor comfort below which a day is poor.
pub const POOR_BELOW: f64 = 50.0;
/// Outdoor comfort from which a day is good.
pub const GOOD_FROM: f64 = 70.0;

/// Minutes up to which a journey's worth is nearly flat (judgement).
pub const JOURNEY_KNEE_MIN: f64 = 45.0;
/// What the worth loses up to the knee, so that nearer still wins.
pub const JOURNEY_KNEE_LOSS: f64 = 0.02;
/// Minutes at which the worth is half (a survey of 2,000 families: ideal day out within 83 km).
pub const JOURNEY_HALF_MIN: f64 = 95.0;

/// Days after which half of a visit's dulling has worn off.
pub const NOVELTY_HALF_LIFE_DAYS: f64 = 60.0;
/// Novelty of a place visited today; factors stay above 0.
pub const NOVELTY_FLOOR: f64 = 0.2;

/// Whole years outside the age band beyond which a place is out (judgement).
pub const AGE_MARGIN_YEARS: u8 = 2;

/// Share of the climate mean in the weather factor when confidence is low (judgement).
pub const LOW_CONFIDENCE_PULL: f64 = 0.35;

/// Points that a day of fair or low confidence must be ahead of a surer one to be called the best (judgement).
pub const FAIR_DAY_DOUBT: f64 = 2.0;
/// The same for a day of low confidence.
pub const LOW_DAY_DOUBT: f64 = 5.0;

/// Points by which two days of one place differ too little to be told apart (judgement).
pub const ALIKE_POINTS: f64 = 2.0;
/// Points by which a day must be ahead over all the places shown to be called the better one (judgement).
pub const CLEARLY_BETTER_POINTS: f64 = 5.0;

/// Minutes beyond the best nearer place from which a drive is to say what it buys (judgement).
pub const MUCH_FARTHER_MIN: f64 = 20.0;
/// Gusts that a nearer place without them spares the family, km/h (judgement: those worth a warning).
pub const GUSTY_FROM_KMH: f64 = 50.0;

/// What counts as a difference between the weather of two days or two places (judgement): the share of dry hours, mm of
/// rain an hour, the mean chance of rain, apparent Celsius, wind in km/h, percent of cloud.
pub const DRIER_SHARE: f64 = 0.2;
/// See [`DRIER_SHARE`].
pub const DRIER_MM_PER_HOUR: f64 = 0.15;
/// See [`DRIER_SHARE`].
pub const DRIER_CHANCE: f64 = 0.2;
/// See [`DRIER_SHARE`].
pub const WARMER_C: f64 = 2.0;
/// See [`DRIER_SHARE`].
pub const CALMER_KMH: f64 = 8.0;
/// See [`DRIER_SHARE`].
pub const SUNNIER_PCT: f64 = 25.0;
/// Apparent temperature up to which warmer is better, and from which less hot is, Celsius: the ends of the thermal peak.
pub const WARM_ENOUGH_C: f64 = 24.0;
/// See [`WARM_ENOUGH_C`].
pub const TOO_WARM_C: f64 = 26.0;

/// Kinds of which many shut for the winter (judgement).
pub const WINTER_CLOSERS: [&str; 7] = [
    "farm",
    "theme-park",
    "lido",
    "splash-pad",
    "high-ropes",
    "steam-railway",
    "mini-golf",
];
/// The months of that winter, north of the equator.
pub const WINTER_MONTHS: [i8; 4] = [11, 12, 1, 2];
/// The month and day of it on which what shuts for the winter is shut: after the holidays, before half-term (judgement).
pub const DEPTH_OF_WINTER: (i8, i8) = (1, 20);
/// What is left of the fit of such a place then, while its hours are not known (judgement).
pub const WINTER_FIT_SHARE: f64 = 0.5;

/// Chance of rain below which a dry hour is clearly dry (judgement).
pub const CLEARLY_DRY_CHANCE: f64 = 0.3;

/// The clock hour that parts the morning from the afternoon.
pub const NOON: i8 = 12;
/// Hours that the shorter half of a day has for it to be compared with the other (judgement).
pub const HALF_DAY_HOURS: usize = 2;
/// The share of its hours by which more of one half must be dry to be called the drier (judgement).
pub const CLEARLY_DRIER_SHARE: f64 = 0.5;

/// A stay shorter than this is not worth the drive, minutes (judgement).
pub const SHORTEST_STAY_MIN: f64 = 30.0;

/// Rain of an hour below which it is drizzle, whatever the weather code, mm (judgement).
pub const DRIZZLE_BELOW_MM: f64 = 0.3;
/// Rain of an hour below which what the codes call drizzle is that, mm (drizzle comes at up to 1 mm an hour: Met Office).
pub const DRIZZLE_MOST_MM: f64 = 1.0;
/// Rain of an hour below which it is light, mm (slight rain: Met Office).
pub const LIGHT_BELOW_MM: f64 = 0.5;
/// Rain of an hour from which it is heavy, mm (Met Office).
pub const HEAVY_FROM_MM: f64 = 4.0;
/// Chance of rain in a wet hour below which the rain is told to be unsure (judgement).
pub const UNSURE_RAIN: f64 = 0.3;
/// Hour of the day until which the rain of a night must last to be told, unless it soaks the ground (judgement).
pub const EARLY_RAIN_UNTIL: i8 = 5;

/// Cloud below which it is sunny, and from which it is grey, percent (judgement).
pub const SUNNY_BELOW_PCT: f64 = 30.0;
/// The latter.
pub const GREY_FROM_PCT: f64 = 70.0;
/// Percent of cloud by which a sky clearly changes (judgement).
pub const CLEARLY_PCT: f64 = 20.0;

/// Gusts from which it is breezy, windy or blows a gale, km/h: the lower bounds of Beaufort's forces 6 (umbrellas are
/// hard to use), 7 (so is walking against it) and 8 (twigs break).
pub const BREEZY_GUST_KMH: f64 = 39.0;
/// Force 7.
pub const WINDY_GUST_KMH: f64 = 50.0;
/// Force 8.
pub const GALE_KMH: f64 = 62.0;
/// Mean wind from which it is breezy where no gust is known, km/h: Beaufort's force 5 (small trees sway).
pub const BREEZY_WIND_KMH: f64 = 29.0;
/// The same for windy: force 6.
pub const WINDY_WIND_KMH: f64 = 39.0;

/// Apparent temperature from which it is hot, Celsius ("caution" from 27 C: heat index of the US National Weather Service).
pub const HOT_C: f64 = 28.0;
/// The same for very hot ("extreme caution" from 32 C).
pub const VERY_HOT_C: f64 = 32.0;
/// Air temperature at which there is frost, Celsius.
pub const FROST_C: f64 = 0.0;
/// Rain of the hours before on which frost makes ice, mm (judgement).
pub const ICY_AFTER_MM: f64 = 0.5;
/// Hour of the day from which the morning before a visit counts for frost (judgement).
pub const MORNING_FROM: i8 = 6;
/// Apparent temperature up to which hands and heads want covering, Celsius (judgement).
pub const COLD_HANDS_C: f64 = 3.0;

/// UV index from which skin wants protection (WHO: moderate from 3).
pub const SUN_CREAM_UV: f64 = 3.0;
/// UV index from which a hat is due too (WHO: high from 6).
pub const SUN_HAT_UV: f64 = 6.0;

/// Minutes between leaving and sunset up to which the sunset is told (judgement).
pub const LITTLE_LIGHT_MIN: i64 = 90;
/// Degrees by which the apparent temperature must differ to be told.
pub const FEELS_APART_C: f64 = 2.0;
/// Degrees by which the temperature must change to be told as a range (judgement).
pub const WIDE_RANGE_C: f64 = 5.0;
/// Rain of a visit from which the ground is wet at its end, mm (judgement).
pub const PUDDLES_MM: f64 = 1.0;
/// The hour from which a place without known hours may well be shut (judgement).
pub const LATE_FROM: i8 = 16;
