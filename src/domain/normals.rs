//! Typical weather: what averages over many years say of a place and a day of the year.
//! It is not a forecast, and nothing here may be shown as one.

/// The years that averages are taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The climate normals of 1991-2020, by the month, interpolated to the place and the day.
    Normals,
    /// The same days of these years, at one place for all around it.
    Years {
        /// The first year.
        first: i16,
        /// The last year.
        last: i16,
    },
}

/// Averages of one point around one day of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normals {
    /// Which years they are of.
    pub period: Period,
    /// Mean daily maximum temperature, degrees Celsius.
    pub tmax_c: f64,
    /// Mean daily minimum temperature, degrees Celsius.
    pub tmin_c: f64,
    /// Mean rain of a month at this time of year, millimetres; `None` where the source has none.
    pub rain_mm_month: Option<f64>,
    /// Share of days with at least 1 mm, 0..=1; `None` where the source has none.
    pub wet_day_share: Option<f64>,
    /// Mean bright sunshine a day, hours; `None` where the source has none.
    pub sun_hours: Option<f64>,
}
