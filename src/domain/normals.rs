//! Typical weather: what the climate averages of 1991-2020 say of a place and a day of the year.
//! It is not a forecast, and nothing here may be shown as one.

/// Climate normals of one point, interpolated to one day of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normals {
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
