//! The phrases: short, exact, in daytime words, never contradicting the numbers beside them.
//! Every sentence about a suggestion that any format prints is made here.

mod compare;
mod dates;
mod day;
mod events;
mod facts;
mod numbers;
mod reasons;
mod weather;
mod worth;

pub use compare::{better_day, compared, left_out_days, other_days, why_left_out};
pub use dates::{
    age, clock, day_and_date, day_name, days_and_dates, days_in_short, part_of_month, short_date,
    short_day_name,
};
pub use day::{
    best_day_title, daytime, daytime_rain_mm, felt, rain_and_dry_spell, strongest_gust_kmh, sun,
    warmest_c,
};
pub use events::{happened, passed_over};
pub use facts::{Known, KnownFact, facts, opening_days, price, region, said_by};
pub use numbers::{
    capitalised, counted, degrees, drive, drive_round_water, drive_warnings, drives_note,
    hour_of_rain, reach, round_to, round_water, thousands,
};
pub use reasons::{
    WHILE_THERE, cautions, dark_from, disagreement, factor_reason, notes, opening_detail, reasons,
    shelter, unknowns, warnings, weather_reason,
};
pub use weather::{
    About, DayStory, Remark, breeze, bring, day_story, doubt, header_typical, how_sure, rain_days,
    remarks, story, summary, temperature, veto_reason,
};
pub use worth::{drive_side, gains, longer_drive, worth_the_drive};
