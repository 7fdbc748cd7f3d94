//! Whether a place is within so many kilometres of a point, for millions of places.
//! The answer is [`Position::distance_km`]'s; for most places two products tell it without a sine.

use super::row::Window;
use crate::domain::Position;

/// IUGG mean radius, km: that of [`Position::distance_km`].
const RADIUS_KM: f64 = 6371.0088;
/// What rounding may cost, as a share.
const SLACK: f64 = 1e-9;
/// Added to each side of a window, degrees: a row's position is to a centimetre.
const MARGIN: f64 = 1e-6;
/// The farthest that the short way is taken for, and the northernmost edge, km and degrees.
const SHORT_WAY_KM: f64 = 1_000.0;
const SHORT_WAY_LAT: f64 = 85.0;
/// Half the widest difference of longitudes of the short way, radians.
const SHORT_WAY_HALF: f64 = 0.1;
/// sin(x)^2 is at least this share of x^2 up to [`SHORT_WAY_HALF`]: (1 - x^2/6)^2.
const SINE_SHARE: f64 = 0.996_669;

/// Tells which places are near a point.
#[derive(Debug, Clone, Copy)]
pub struct Gauge {
    centre: Position,
    most_km: f64,
    /// The least and the greatest product of cosines of the centre and of a place; `None` where sines are needed.
    cosines: Option<(f64, f64)>,
}

/// A distance to be compared with.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    km: f64,
    /// Its haversine: sin(km / 2R)^2.
    haversine: f64,
}

impl Gauge {
    /// Returns the gauge for distances of at most `most_km` from `centre`.
    #[must_use]
    pub fn new(centre: Position, most_km: f64) -> Self {
        let degrees = (most_km / RADIUS_KM).to_degrees();
        let north = centre.lat().abs() + degrees;
        let short_way = (0.0..=SHORT_WAY_KM).contains(&most_km) && north <= SHORT_WAY_LAT;
        let cosines = short_way.then(|| {
            let cosine = |lat: f64| lat.to_radians().cos();
            let nearest_equator = (centre.lat().abs() - degrees).max(0.0);
            let own = cosine(centre.lat());
            (own * cosine(north), own * cosine(nearest_equator))
        });
        Self {
            centre,
            most_km,
            cosines,
        }
    }

    /// Returns a box around all that the gauge may find within its farthest.
    pub(super) fn window(&self) -> Window {
        let wider = |degrees: f64| degrees * (1.0 + SLACK) + MARGIN;
        let (lat, lon) = (self.centre.lat(), self.centre.lon());
        let radius = self.most_km / RADIUS_KM;
        let high = wider(radius.to_degrees());
        // Where the circle touches a meridian it meets it at a right angle; around a pole it crosses them all.
        let wide = if lat.abs() + high < 90.0 {
            wider((radius.sin() / lat.to_radians().cos()).asin().to_degrees())
        } else {
            360.0
        };
        let sides = if lon - wide < -180.0 || lon + wide > 180.0 {
            [-180.0, 180.0]
        } else {
            [lon - wide, lon + wide]
        };
        Window::between([lat - high, lat + high], sides)
    }

    /// Returns `km`, at most what the gauge was made for, as a limit.
    #[must_use]
    pub fn limit(&self, km: f64) -> Limit {
        let km = km.min(self.most_km);
        Limit {
            km,
            haversine: (km / (2.0 * RADIUS_KM)).sin().powi(2),
        }
    }

    /// Returns whether `position` is at most `limit` away.
    #[must_use]
    pub fn within(&self, position: Position, limit: &Limit) -> bool {
        let north_km = (position.lat() - self.centre.lat()).abs().to_radians() * RADIUS_KM;
        if north_km > limit.km * (1.0 + SLACK) + SLACK {
            return false;
        }
        let exactly = || self.centre.distance_km(position) <= limit.km;
        let Some((least, greatest)) = self.cosines else {
            return exactly();
        };
        let half_lat = (position.lat() - self.centre.lat()).to_radians() / 2.0;
        let apart = (position.lon() - self.centre.lon()).abs();
        let half_lon = apart.min(360.0 - apart).to_radians() / 2.0;
        if half_lon > SHORT_WAY_HALF {
            return exactly();
        }
        let (lat, lon) = (half_lat * half_lat, half_lon * half_lon);
        if (lat + greatest * lon) * (1.0 + SLACK) <= limit.haversine {
            return true;
        }
        if (lat + least * lon) * SINE_SHARE > limit.haversine * (1.0 + SLACK) {
            return false;
        }
        exactly()
    }
}

/// Returns kilometres that no place in the box (west, south, east, north in millionths of a degree) is nearer to
/// `centre` than; nought where the centre is in it.
pub(super) fn least_km(centre: Position, [west, south, east, north]: [i32; 4]) -> f64 {
    let degrees = |millionths: i32| f64::from(millionths) / 1e6;
    let (lat, lon) = (centre.lat(), centre.lon());
    let beyond_lat = (degrees(south) - lat).max(lat - degrees(north)).max(0.0);
    // East or west around the Earth to the nearer meridian that bounds the box.
    let (eastward, westward) = (degrees(west) - lon, lon - degrees(east));
    let beyond_lon = if eastward <= 0.0 && westward <= 0.0 {
        0.0
    } else {
        eastward.rem_euclid(360.0).min(westward.rem_euclid(360.0))
    };
    // The nearest point of a meridian is where the great circle meets it at a right angle, or else the pole.
    let to_meridian = if beyond_lon >= 90.0 {
        90.0 - lat.abs()
    } else {
        let sine = lat.to_radians().cos() * beyond_lon.to_radians().sin();
        sine.clamp(-1.0, 1.0).asin().to_degrees()
    };
    let km = beyond_lat.max(to_meridian).to_radians() * RADIUS_KM;
    (km * (1.0 - SLACK) - SLACK).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::packed::Row;
    use crate::domain::Price;
    use proptest::prelude::*;

    fn position() -> impl Strategy<Value = Position> {
        let lat = prop_oneof![-90.0..=90.0, 89.0..=90.0, -1.0..=1.0, Just(-90.0)];
        let lon = prop_oneof![-180.0..=180.0, 179.0..=180.0, -180.0..=-179.0];
        (lat, lon).prop_map(|(lat, lon)| Position::new(lat, lon).unwrap())
    }

    proptest! {
        #[test]
        fn the_short_way_says_what_the_distance_says(
            centre in position(), far in position(), share in 0.0_f64..1.0, km in 0.0_f64..1_500.0, less in 0.0_f64..1.0,
        ) {
            // Somewhere between the two, so that near is as likely as far.
            let between = |a: f64, b: f64| a + (b - a) * share.powi(3);
            let place = Position::new(between(centre.lat(), far.lat()), between(centre.lon(), far.lon())).unwrap();
            let gauge = Gauge::new(centre, km);
            for km in [km, km * less, centre.distance_km(place).min(km)] {
                let expected = centre.distance_km(place) <= km;
                prop_assert_eq!(gauge.within(place, &gauge.limit(km)), expected, "{} km", km);
            }
        }

        #[test]
        fn what_is_near_is_in_the_window(centre in position(), far in position(), share in 0.0_f64..1.0, farther in 0.0_f64..0.1) {
            let between = |a: f64, b: f64| a + (b - a) * share.powi(3);
            let place = Position::new(between(centre.lat(), far.lat()), between(centre.lon(), far.lon())).unwrap();
            let row = Row::new(place, 0, 0, None, Price::Unknown);
            let km = centre.distance_km(place) * (1.0 + farther.powi(3));
            prop_assert!(row.is_in(&Gauge::new(centre, km).window()), "{km} km");
        }

        #[test]
        fn no_place_in_a_box_is_nearer_than_its_least(
            centre in position(), one in position(), other in position(), (x, y) in (0.0_f64..=1.0, 0.0_f64..=1.0),
        ) {
            let millionths = |degrees: f64| (degrees * 1e6) as i32;
            let edges = |a: f64, b: f64| (millionths(a.min(b)), millionths(a.max(b)));
            let ((south, north), (west, east)) = (edges(one.lat(), other.lat()), edges(one.lon(), other.lon()));
            let at = |from: i32, to: i32, share: f64| (f64::from(from) + (f64::from(to) - f64::from(from)) * share) / 1e6;
            let place = Position::new(at(south, north, y), at(west, east, x)).unwrap();
            let least = least_km(centre, [west, south, east, north]);
            prop_assert!(least <= centre.distance_km(place), "{least}");
        }
    }

    #[test]
    fn a_window_is_hardly_wider_than_its_circle() {
        let window = Gauge::new(Position::new(47.0, 8.0).unwrap(), 60.0).window();
        let holds = |lat, lon| {
            let place = Position::new(lat, lon).unwrap();
            Row::new(place, 0, 0, None, Price::Unknown).is_in(&window)
        };
        assert!(holds(47.539, 8.0) && !holds(47.540, 8.0));
        assert!(holds(47.0, 7.209) && !holds(47.0, 7.208));
    }

    #[test]
    fn a_box_beyond_the_antimeridian_is_near() {
        let centre = Position::new(0.0, 179.9).unwrap();
        let km = least_km(centre, [-180_000_000, -1_000_000, -179_000_000, 1_000_000]);
        assert!((11.0..11.2).contains(&km), "{km}");
    }
}
