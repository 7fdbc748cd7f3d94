//! Whether a way that ends where it began is the area within or only the line around.
//! The format does not say; the map's editors go by the tags, and so does this.

/// Keys of things that are lines however they run.
const LINES: [&str; 7] = [
    "aerialway",
    "barrier",
    "highway",
    "power",
    "railway",
    "route",
    "waterway",
];

/// Keys of things that are areas, whatever line also runs around them.
const AREAS: [&str; 13] = [
    "amenity",
    "area:highway",
    "boundary",
    "building",
    "historic",
    "landuse",
    "leisure",
    "natural",
    "office",
    "place",
    "shop",
    "sport",
    "tourism",
];

/// Values of those keys that are lines all the same.
const LINES_ALL_THE_SAME: [(&str, &[&str]); 4] = [
    ("historic", &["citywalls", "railway"]),
    ("leisure", &["slipway", "track"]),
    (
        "natural",
        &["arete", "cliff", "coastline", "ridge", "tree_row"],
    ),
    ("tourism", &["route"]),
];

/// Returns whether a closed way with these tags is an area: anything that is not clearly a line.
pub fn is_area(tags: &[(String, String)]) -> bool {
    let says = |wanted: &str| tags.iter().find(|(key, _)| key == wanted);
    match says("area").map(|(_, value)| value.as_str()) {
        Some("no") => return false,
        Some(_) => return true,
        None => {}
    }
    let covers = |key: &str, value: &str| {
        let lines = LINES_ALL_THE_SAME.iter().find(|(line, _)| *line == key);
        AREAS.contains(&key) && !lines.is_some_and(|(_, values)| values.contains(&value))
    };
    let line = |key: &str, value: &str| {
        LINES.contains(&key) || AREAS.contains(&key) && !covers(key, value)
    };
    tags.iter().any(|(key, value)| covers(key, value))
        || !tags.iter().any(|(key, value)| line(key, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_park(&[("leisure", "park")], true)]
    #[case::a_park_with_a_fence(&[("leisure", "park"), ("barrier", "fence")], true)]
    #[case::a_fence(&[("barrier", "fence")], false)]
    #[case::a_roundabout(&[("highway", "primary"), ("junction", "roundabout")], false)]
    #[case::a_square(&[("highway", "pedestrian"), ("area", "yes")], true)]
    #[case::what_says_it_is_none(&[("leisure", "park"), ("area", "no")], false)]
    #[case::a_running_track(&[("leisure", "track")], false)]
    #[case::a_stadium_with_its_track(&[("leisure", "track"), ("building", "yes")], true)]
    #[case::a_coastline(&[("natural", "coastline")], false)]
    #[case::an_island(&[("natural", "coastline"), ("place", "island")], true)]
    #[case::a_miniature_railway(&[("railway", "miniature"), ("name", "Line")], false)]
    #[case::something_else(&[("man_made", "works")], true)]
    #[case::nothing(&[], true)]
    fn a_closed_way_is_an_area_unless_it_is_clearly_a_line(
        #[case] tags: &[(&str, &str)],
        #[case] area: bool,
    ) {
        let owned = tags
            .iter()
            .map(|(key, value)| ((*key).into(), (*value).into()));
        assert_eq!(is_area(&owned.collect::<Vec<_>>()), area);
    }
}
