//! stub
pub const ATTRIBUTION: &str = "Typical weather";
pub fn normals(_: crate::domain::Position, _: jiff::civil::Date) -> Option<crate::domain::Normals> {
    Some(crate::domain::Normals {
        tmax_c: 9.0,
        tmin_c: 4.0,
        rain_mm_month: None,
        wet_day_share: Some(0.5),
        sun_hours: Some(1.8),
    })
}
