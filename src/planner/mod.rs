//! The planner: (outing, places, forecasts, journal, weights) -> suggestions, without touching the world.
//! [`shortlist`] applies the hard rules, [`Selection`] asks for the forecasts that matter and ranks.

mod assess;
mod better_day;
#[cfg(test)]
pub(crate) mod british_year;
mod candidates;
pub mod comfort;
mod coming_days;
mod contrast;
mod day_weather;
mod daylight;
mod disagreement;
mod factors;
#[cfg(test)]
pub(crate) mod fixture;
mod journey;
#[cfg(test)]
mod laws;
mod opening;
mod outlook;
mod roads;
pub mod rules;
mod selection;
mod story;
mod suggestion;
mod veto;
mod visit;
mod way_round;
mod winter;
mod worth_the_drive;

pub use assess::{Assessment, Circumstances, Refusal, assess};
pub use better_day::{BetterDay, DaySide, better_of_each_day, better_of_together};
pub use candidates::{
    Asked, Candidate, Dropped, NearMiss, Rule, Shortlist, Standing, only_too_far, shortlist,
    shortlist_by,
};
pub use coming_days::{
    ComingDay, all_are_wet, best_day, coming_days, opening_today, span_of_days, span_of_visit,
};
pub use contrast::{Contrast, other_day_contrasts};
pub use day_weather::{ClockHour, DAYTIME, DayWeather, span_of_day};
pub use daylight::Daylight;
pub use disagreement::Disagreement;
pub use factors::{Factor, combine};
pub use journey::{estimate_journey, farthest_km, hopeful_reach, in_reach};
pub use opening::{Calendars, Holidays, HoursRead, Opening, WhyUnknown};
pub use outlook::{Confidence, Hours, Outlook, OutlookHour, Weather, forecast_outlook};
pub use roads::worth_routing;
pub use rules::Weights;
pub use selection::{FORECAST_DAYS, Need, Selection, Wanted};
pub use story::{
    Fall, Force, Heat, Heaviest, Light, Rain, Range, Shape, Sky, Story, Stretch, ToldOnce, Turn,
    When, Wind,
};
pub use suggestion::{Ranking, Suggestion, Vetoed};
pub use veto::Veto;
pub use visit::{NoVisit, Visit, departure};
pub use worth_the_drive::{DriveSide, Gain, WorthTheDrive};
