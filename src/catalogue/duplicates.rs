//! The same place in several catalogues: shown once, with what each of them knows for certain.
//! Same name, same kind, within 300 m, and not twice in one catalogue: whoever lists two means two.

mod filling;

use self::filling::filled;
use super::search::key;
use crate::domain::{Destination, FactSource, Position, Price};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// How far apart two catalogues may put one place, km.
pub const TWIN_KM: f64 = 0.3;

/// Which catalogue a place is from: the lower wins where nothing else decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The family's own table. What the family writes down is meant, however little it is.
    Own,
    /// The places that come with the program, whose ids are for ever and known to journals.
    BuiltIn,
    /// An imported catalogue, by the order of their names.
    Imported(u16),
}

/// A place of one of the catalogues.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which.
    pub source: Source,
    /// The place as it has it.
    pub place: Destination,
}

/// Returns the places, each once, in the order in which the first entry of each comes.
///
/// Of the entries of one place the family's own leads, else that with the most known facts, else the built-in one, else that
/// of the newest map, else the first source's.
/// It keeps its id, name and position; what it does not know it takes from the others, from the most knowing first.
/// The outcome does not depend on the order of the entries but for its own order.
#[must_use]
pub fn merged(entries: Vec<Entry>) -> Vec<Destination> {
    let first = entries.first().map(|entry| entry.source);
    if entries.iter().all(|entry| Some(entry.source) == first) {
        // No place has a twin in its own catalogue.
        return entries.into_iter().map(|entry| entry.place).collect();
    }
    let mut slots: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    let mut places: Vec<(usize, Destination)> = Vec::with_capacity(slots.len());
    for group in twins(&slots) {
        let first = group.iter().copied().min().unwrap_or_default();
        let mut members = group.iter().filter_map(|&at| slots.get_mut(at)?.take());
        if let Some(leader) = members.next() {
            let fill = |place, other: Entry| filled(place, &other.place);
            places.push((first, members.fold(leader.place, fill)));
        }
    }
    let alone = slots.into_iter().enumerate();
    places.extend(alone.filter_map(|(at, entry)| Some((at, entry?.place))));
    places.sort_by_key(|&(at, _)| at);
    places.into_iter().map(|(_, place)| place).collect()
}

/// Returns whether two entries are of one place.
#[must_use]
pub fn are_twins(a: &Entry, b: &Entry) -> bool {
    a.source != b.source
        && a.place.category.id == b.place.category.id
        && a.place.position.distance_km(b.place.position) <= TWIN_KM
        && key(&a.place.name) == key(&b.place.name)
}

/// Returns the entries of each place that has several, the leader first, as numbers.
fn twins(slots: &[Option<Entry>]) -> Vec<Vec<usize>> {
    let mut namesakes: HashMap<(String, &str), Vec<usize>> = HashMap::new();
    for (at, entry) in slots.iter().enumerate() {
        let Some(entry) = entry else { continue };
        let name = key(&entry.place.name);
        if !name.is_empty() {
            let of_kind = (name, entry.place.category.id.as_str());
            namesakes.entry(of_kind).or_default().push(at);
        }
    }
    let source = |at: usize| slots.get(at)?.as_ref().map(|entry| entry.source);
    namesakes
        .into_values()
        .filter(|group| {
            let first = group.first().and_then(|&at| source(at));
            group.iter().any(|&at| source(at) != first)
        })
        .flat_map(|group| clusters(slots, group))
        .filter(|cluster| cluster.len() > 1)
        .collect()
}

/// Parts namesakes of a kind by where they are: each joins the nearest leader within [`TWIN_KM`] that has nobody of
/// its source yet, or leads.
fn clusters(slots: &[Option<Entry>], group: Vec<usize>) -> Vec<Vec<usize>> {
    let mut ranked: Vec<(usize, &Entry)> = group
        .into_iter()
        .filter_map(|at| Some((at, slots.get(at)?.as_ref()?)))
        .collect();
    ranked.sort_by(|(_, a), (_, b)| rank(a).cmp(&rank(b)));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut grid: HashMap<[i32; 3], Vec<usize>> = HashMap::new();
    for (at, entry) in ranked {
        let here = cube(entry.place.position);
        let around = neighbours(here).filter_map(|cube| grid.get(&cube));
        let joined = around
            .flatten()
            .filter_map(|&number| {
                let cluster = clusters.get(number)?;
                if cluster.sources.contains(&entry.source) {
                    return None;
                }
                let km = cluster.position.distance_km(entry.place.position);
                (km <= TWIN_KM).then_some((km, number))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        match joined.and_then(|(_, number)| clusters.get_mut(number)) {
            Some(cluster) => {
                cluster.members.push(at);
                cluster.sources.insert(entry.source);
            }
            None => {
                grid.entry(here).or_default().push(clusters.len());
                clusters.push(Cluster {
                    position: entry.place.position,
                    members: vec![at],
                    sources: BTreeSet::from([entry.source]),
                });
            }
        }
    }
    clusters
        .into_iter()
        .map(|cluster| cluster.members)
        .collect()
}

struct Cluster {
    position: Position,
    members: Vec<usize>,
    sources: BTreeSet<Source>,
}

/// What decides which entry leads.
type Rank<'a> = (
    bool,
    Reverse<usize>,
    bool,
    Reverse<Option<&'a str>>,
    Source,
    &'a str,
);

/// Returns what decides which entry leads; the least does.
fn rank(entry: &Entry) -> Rank<'_> {
    let map = entry.place.map.as_ref();
    // Instants are all written alike, so that the later is the greater text; a map without one is older than any.
    let as_of = map.and_then(|object| object.map.as_of.as_deref());
    (
        entry.source != Source::Own,
        Reverse(known_facts(&entry.place)),
        entry.source != Source::BuiltIn,
        Reverse(as_of),
        entry.source,
        &*entry.place.id,
    )
}

/// Returns how many facts are known for certain: stated of this very place, whatever they are.
fn known_facts(place: &Destination) -> usize {
    let (facts, sources) = (&place.facts, &place.sources);
    let stated = |source: FactSource| source != FactSource::Category;
    let known = [
        place.price != Price::Unknown,
        facts.buggy.known().is_some(),
        facts.dog.known().is_some(),
        facts.toilets.known().is_some(),
        facts.baby_change.known().is_some(),
        facts.food.known().is_some(),
        facts.booking.known().is_some(),
        place.opening_hours.is_some(),
        place.url.is_some(),
        place.postcode.is_some(),
        stated(sources.exposure),
        stated(sources.typical_hours),
        stated(sources.age_min),
        stated(sources.age_max),
    ];
    known.into_iter().filter(|&known| known).count()
}

/// Returns the cube of the Earth's box that holds a position; its edge is [`TWIN_KM`], so that twins are at most one
/// cube apart anywhere, at the poles too.
#[expect(
    clippy::cast_possible_truncation,
    reason = "at most 6,371 km of cubes either way"
)]
fn cube(position: Position) -> [i32; 3] {
    let (lat, lon) = (position.lat().to_radians(), position.lon().to_radians());
    let unit = [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()];
    unit.map(|share| (share * 6371.0088 / TWIN_KM).floor() as i32)
}

fn neighbours([x, y, z]: [i32; 3]) -> impl Iterator<Item = [i32; 3]> {
    let three = |at: i32| at - 1..=at + 1;
    three(x).flat_map(move |x| three(y).flat_map(move |y| three(z).map(move |z| [x, y, z])))
}

#[cfg(test)]
mod tests;
