//! Weather made to order: functions of a place and an hour that the fake services report.
//! Hours are unix seconds; what falls "from 10 to 16" is stamped 11 to 16, at the end of each hour.

/// The weather stamped with one hour; `None` is reported as `null`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hour {
    pub(crate) temperature: Option<f64>,
    pub(crate) apparent: Option<f64>,
    pub(crate) rain_mm: Option<f64>,
    pub(crate) rain_chance: Option<f64>,
    pub(crate) code: Option<f64>,
    pub(crate) cloud: Option<f64>,
    pub(crate) wind: Option<f64>,
    pub(crate) gusts: Option<f64>,
    pub(crate) uv: Option<f64>,
}

/// 20 degrees, 20 % cloud, calm, dry.
pub(crate) fn fine(_lat: f64, _lon: f64, _stamp: i64) -> Hour {
    Hour {
        temperature: Some(20.0),
        apparent: Some(20.0),
        rain_mm: Some(0.0),
        rain_chance: Some(0.0),
        code: Some(1.0),
        cloud: Some(20.0),
        wind: Some(5.0),
        gusts: Some(10.0),
        uv: Some(3.0),
    }
}

/// Returns a cool, grey day on which `mm` fall in all, evenly over the local hours `from..to`, at `offset` seconds
/// from UTC.
pub(crate) fn rain(mm: f64, from: i64, to: i64, offset: i64) -> impl Fn(f64, f64, i64) -> Hour {
    move |lat, lon, stamp| {
        // The hour that ends at midnight is hour 23 of the day before.
        let hour = (stamp + offset - 3600).rem_euclid(86_400) / 3600;
        let wet = (from..to).contains(&hour);
        let dry = Hour {
            temperature: Some(15.0),
            apparent: Some(14.0),
            cloud: Some(40.0),
            ..fine(lat, lon, stamp)
        };
        if !wet {
            return dry;
        }
        Hour {
            rain_mm: Some(mm / (to - from) as f64),
            rain_chance: Some(95.0),
            code: Some(63.0),
            cloud: Some(100.0),
            ..dry
        }
    }
}

/// A washout: 8 mm between 10 and 16 o'clock.
pub(crate) fn all_wet(offset: i64) -> impl Fn(f64, f64, i64) -> Hour {
    rain(8.0, 10, 16, offset)
}

/// A washout on Saturdays, and fine on every other day (UTC).
pub(crate) fn wet_saturday(lat: f64, lon: f64, stamp: i64) -> Hour {
    if is_saturday(stamp) {
        all_wet(0)(lat, lon, stamp)
    } else {
        fine(lat, lon, stamp)
    }
}

/// Returns whether the hour that ends at `stamp` is one of a Saturday (UTC).
pub(crate) fn is_saturday(stamp: i64) -> bool {
    // The first day of 1970 was a Thursday.
    (stamp - 3600).div_euclid(86_400).rem_euclid(7) == 2
}

/// A wet night before a dry day: 10 mm between midnight and 6 o'clock.
pub(crate) fn night_rain(offset: i64) -> impl Fn(f64, f64, i64) -> Hour {
    rain(10.0, 0, 6, offset)
}

/// A dry day with gusts of 70 km/h.
pub(crate) fn gusty(lat: f64, lon: f64, stamp: i64) -> Hour {
    Hour {
        wind: Some(35.0),
        gusts: Some(70.0),
        ..fine(lat, lon, stamp)
    }
}

/// A winter's day: frost until 10 o'clock after a wet night, fog until 11, then cold sunshine.
pub(crate) fn frosty(lat: f64, lon: f64, stamp: i64) -> Hour {
    let hour = stamp.rem_euclid(86_400) / 3600;
    let foggy = hour < 11;
    let air = (hour as f64 - 10.0).clamp(-4.0, 3.0);
    Hour {
        temperature: Some(air),
        apparent: Some(air - 4.0),
        // Stamped 1 to 4: it falls until four o'clock.
        rain_mm: Some(if (1..=4).contains(&hour) { 0.4 } else { 0.0 }),
        code: Some(if foggy { 45.0 } else { 1.0 }),
        cloud: Some(if foggy { 100.0 } else { 10.0 }),
        wind: Some(10.0),
        gusts: Some(20.0),
        uv: Some(0.5),
        ..fine(lat, lon, stamp)
    }
}

/// A heatwave's day: 33 degrees that feel like 35, and strong sun.
pub(crate) fn hot(lat: f64, lon: f64, stamp: i64) -> Hour {
    Hour {
        temperature: Some(33.0),
        apparent: Some(35.0),
        uv: Some(7.0),
        ..fine(lat, lon, stamp)
    }
}

/// A fine day of a service that knows neither gusts, chances of rain, what it feels like, nor the sun's strength.
pub(crate) fn sparse(lat: f64, lon: f64, stamp: i64) -> Hour {
    Hour {
        apparent: None,
        rain_chance: None,
        gusts: None,
        uv: None,
        ..fine(lat, lon, stamp)
    }
}

/// Weather that differs from place to place and changes from hour to hour as a model's does: fronts some 150 km
/// long move over a daily course, every place is a little off its neighbours for good (height, coast, town), and
/// each hour wavers in the last digit. Showers are patchy.
pub(crate) fn random(lat: f64, lon: f64, stamp: i64) -> Hour {
    let hours = stamp as f64 / 3600.0;
    let place = hash((lat * 100.0).round() as i64, (lon * 100.0).round() as i64);
    let always = |salt| unit(hash(place, salt));
    let noise = |salt| unit(hash(hash(place, stamp), salt));
    let wave = |period: f64, phase: f64| {
        ((hours / period + lat * 0.4 + lon * 0.25 + phase) * std::f64::consts::TAU).sin()
    };
    let course = ((hours.rem_euclid(24.0) - 9.0) / 24.0 * std::f64::consts::TAU).sin();
    let temperature =
        11.0 + 4.0 * course + 2.5 * wave(40.0, 0.0) + 2.0 * always(1) + 0.2 * noise(1);
    let wind = (16.0 + 8.0 * wave(17.0, 0.2) + 5.0 * always(2) + 0.6 * noise(2)).max(0.0);
    // It rains in about one hour in ten, as it does in most of Britain.
    let wetness = wave(13.0, 0.5) + 0.3 * always(3) - 0.9;
    let rain_mm = if wetness > 0.0 {
        2.4 * wetness * noise(4)
    } else {
        0.0
    };
    let cloud =
        (60.0 + 45.0 * wave(13.0, 0.45) + 15.0 * always(5) + 4.0 * noise(5)).clamp(0.0, 100.0);
    let code = match rain_mm {
        mm if mm >= 1.0 => 63.0,
        mm if mm >= 0.1 => 61.0,
        _ if cloud > 85.0 => 3.0,
        _ if cloud > 40.0 => 2.0,
        _ => 1.0,
    };
    Hour {
        temperature: Some(temperature),
        apparent: Some(temperature - wind / 8.0),
        rain_mm: Some(rain_mm),
        rain_chance: Some(((wetness + 1.0) * 55.0).clamp(0.0, 100.0)),
        code: Some(code),
        cloud: Some(cloud),
        wind: Some(wind),
        gusts: Some(wind * (1.7 + 0.2 * always(6) + 0.1 * noise(6))),
        uv: Some((course * 3.0).max(0.0) * (1.0 - cloud / 150.0)),
    }
}

/// Mixes two numbers into one that looks like neither.
fn hash(a: i64, b: i64) -> i64 {
    let mut x = a.rotate_left(32) ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as i64);
    x = (x ^ (x >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9_u64 as i64);
    x = (x ^ (x >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB_u64 as i64);
    x ^ (x >> 32)
}

/// Returns a number in 0..1.
fn unit(hash: i64) -> f64 {
    hash.rem_euclid(10_000) as f64 / 10_000.0
}

/// Every value unknown.
pub(crate) fn nothing_known(_lat: f64, _lon: f64, _stamp: i64) -> Hour {
    Hour {
        temperature: None,
        apparent: None,
        rain_mm: None,
        rain_chance: None,
        code: None,
        cloud: None,
        wind: None,
        gusts: None,
        uv: None,
    }
}
