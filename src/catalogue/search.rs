//! Places by what a parent types: an id, a name, or nearly a name.
//! Only an id or a whole name settles it; whatever is merely like a name is offered, never taken.

use crate::domain::Destination;
use crate::locate::fold;
use std::collections::HashMap;
use strsim::{normalized_damerau_levenshtein, osa_distance};

/// Words of a query that are read, and letters of a word that is compared with its like: more is no name.
const MOST_WORDS: usize = 12;
const LONGEST_WORD: usize = 40;
/// How many of the nearest names are told when there is no match.
const NEAREST: usize = 5;
/// How alike a name must be to be told at all, 0 to 1.
const FAINTLY_ALIKE: f64 = 0.4;
/// Words that tell no place from another.
const IDLE_WORDS: [&str; 7] = ["the", "and", "of", "at", "in", "a", "y"];

/// What a query means.
#[derive(Debug, Clone)]
pub enum Found<'a> {
    /// This place: the query is its id, or the whole name of no other.
    One(&'a Destination),
    /// One of these, the likeliest first: ask.
    Several(Vec<&'a Destination>),
    /// None; these have the nearest names, the nearest first.
    None(Vec<&'a Destination>),
}

/// Returns the place that `query` names.
///
/// An id wins over a name, and of two catalogues with the same id the later, which is the family's own. Case,
/// accents, punctuation, gaps and a leading "the" make no difference to a name.
#[must_use]
pub fn find<'a>(query: &str, places: &'a [Destination]) -> Found<'a> {
    let typed = query.trim();
    let by_id = |same: fn(&str, &str) -> bool| {
        let mut latest_first = places.iter().rev();
        latest_first.find(|place| same(&place.id, typed))
    };
    if let Some(place) = by_id(|id, typed| id == typed).or_else(|| by_id(str::eq_ignore_ascii_case))
    {
        return Found::One(place);
    }
    let key = key(typed);
    let namesakes: Vec<&Destination> = places
        .iter()
        .filter(|place| !key.is_empty() && (self::key(&place.name) == key))
        .collect();
    match namesakes.as_slice() {
        [] => {}
        [only] => return Found::One(only),
        _ => return Found::Several(namesakes),
    }
    let index = Index::of(places);
    let alike = index.matching(typed);
    if alike.is_empty() {
        Found::None(index.nearest(typed))
    } else {
        Found::Several(alike)
    }
}

/// Returns the places whose names answer `query`, the likeliest first.
///
/// Every word of the query must be a word of the name or the id, or begin one. Slips are forgiven, one in a word of
/// four letters, two from seven on, three from eleven on, unless other places are spelt so and as near.
#[must_use]
pub fn matching<'a>(query: &str, places: &'a [Destination]) -> Vec<&'a Destination> {
    Index::of(places).matching(query)
}

/// Returns the places with the names most like `query`, the nearest first, at most five.
#[must_use]
pub fn nearest<'a>(query: &str, places: &'a [Destination]) -> Vec<&'a Destination> {
    Index::of(places).nearest(query)
}

/// Returns a name as it is compared whole: folded, without gaps, "and" and a leading "the".
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let words = match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    words
        .iter()
        .copied()
        .filter(|&word| word != "and")
        .collect()
}

/// The words of every place, each word once.
struct Index<'a> {
    entries: Vec<Entry<'a>>,
    words: Vec<Word>,
}

struct Word {
    text: String,
    letters: usize,
}

impl Word {
    fn of(text: String) -> Self {
        let letters = text.chars().count();
        Self { text, letters }
    }
}

struct Entry<'a> {
    place: &'a Destination,
    /// The telling words of the name, then what the id adds to them, as numbers in the index.
    words: Vec<usize>,
    /// How many of them are the name's.
    named: usize,
}

/// How well a place answers a query; the better sorts first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Likeness<'a> {
    /// What stands between the query and the name: a slip counts for two words.
    distance: usize,
    /// Letters that were slips.
    slips: usize,
    /// Words of the query that only begin a word, or are in the id alone.
    loose: usize,
    /// Words of the name that nobody asked for.
    unasked: usize,
    name: &'a str,
    id: &'a str,
    catalogue: &'a str,
}

impl<'a> Index<'a> {
    fn of(places: &'a [Destination]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |word: &str| match numbers.get(word) {
            Some(&known) => known,
            None => {
                let next = numbers.len();
                numbers.insert(word.to_owned(), next);
                next
            }
        };
        let entries = places
            .iter()
            .map(|place| {
                let name = words_of(&place.name);
                let mut words: Vec<usize> = name.iter().map(|word| number(word)).collect();
                let named = words.len();
                // "Sea Life" is typed as one word as often as two.
                let pairs: Vec<String> = name
                    .iter()
                    .zip(name.iter().skip(1))
                    .map(|(one, two)| format!("{one}{two}"))
                    .collect();
                let id = fold(&place.id);
                for word in id.split(' ').chain(pairs.iter().map(String::as_str)) {
                    let word = number(word);
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
                Entry {
                    place,
                    words,
                    named,
                }
            })
            .collect();
        let mut numbered: Vec<(usize, String)> =
            numbers.into_iter().map(|(word, at)| (at, word)).collect();
        numbered.sort_unstable();
        let words = numbered.into_iter().map(|(_, word)| Word::of(word));
        Self {
            entries,
            words: words.collect(),
        }
    }

    fn matching(&self, query: &str) -> Vec<&'a Destination> {
        let asked = words_of(query);
        if asked.is_empty() {
            return Vec::new();
        }
        let fits: Vec<HashMap<usize, Fit>> = asked.iter().map(|word| self.fits(word)).collect();
        let mut found: Vec<(Likeness<'a>, &'a Destination)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((entry.likeness(&fits)?, entry.place)))
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        // Where something is spelt as it was typed, slips are forgiven only to what is about as near: "castle" is no
        // slip for "cattle", but "west park" may well be Wrest Park.
        let spelt = found.iter().find(|(likeness, _)| likeness.slips == 0);
        let most = spelt.map_or(usize::MAX, |(best, _)| best.distance + 1);
        found
            .into_iter()
            .filter(|(likeness, _)| likeness.slips == 0 || likeness.distance <= most)
            .map(|(_, place)| place)
            .collect()
    }

    /// Returns the words of the index that `asked` may stand for.
    fn fits(&self, asked: &str) -> HashMap<usize, Fit> {
        let asked = Word::of(asked.to_owned());
        let numbered = self.words.iter().enumerate();
        numbered
            .filter_map(|(number, word)| Some((number, Fit::of(&asked, word)?)))
            .collect()
    }

    fn nearest(&self, query: &str) -> Vec<&'a Destination> {
        let asked = words_of(query);
        if asked.is_empty() {
            return Vec::new();
        }
        let alike: Vec<Vec<f64>> = asked
            .iter()
            .map(|asked| {
                self.words
                    .iter()
                    .map(|word| alike(asked, &word.text))
                    .collect()
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a dozen words at most")]
        let count = asked.len() as f64;
        let mut found: Vec<(f64, &Entry<'a>)> = self
            .entries
            .iter()
            .map(|entry| {
                let best = |alike: &Vec<f64>| {
                    let words = entry.words.iter().filter_map(|&word| alike.get(word));
                    words.copied().fold(0.0, f64::max)
                };
                (alike.iter().map(best).sum::<f64>() / count, entry)
            })
            .filter(|&(likeness, _)| likeness >= FAINTLY_ALIKE)
            .collect();
        found.sort_by(|(a, one), (b, two)| {
            b.total_cmp(a).then_with(|| {
                (one.named, &one.place.id, &one.place.catalogue).cmp(&(
                    two.named,
                    &two.place.id,
                    &two.place.catalogue,
                ))
            })
        });
        found
            .into_iter()
            .take(NEAREST)
            .map(|(_, entry)| entry.place)
            .collect()
    }
}

impl<'a> Entry<'a> {
    /// Returns how well the place answers words that fit so, or `None` where one fits none of its own.
    fn likeness(&self, fits: &[HashMap<usize, Fit>]) -> Option<Likeness<'a>> {
        let mut total = Fit { slips: 0, loose: 0 };
        let mut answered: Vec<usize> = Vec::with_capacity(fits.len());
        for fit in fits {
            let own = self.words.iter().enumerate();
            let (best, at) = own
                .filter_map(|(at, word)| {
                    let fit = fit.get(word)?;
                    let beyond_name = usize::from(at >= self.named);
                    let loose = fit.loose + beyond_name;
                    Some((Fit { loose, ..*fit }, at))
                })
                .min()?;
            total.slips += best.slips;
            total.loose += best.loose;
            answered.push(at);
        }
        let unasked = (0..self.named).filter(|at| !answered.contains(at)).count();
        Some(Likeness {
            distance: 2 * total.slips + total.loose + unasked,
            slips: total.slips,
            loose: total.loose,
            unasked,
            name: &self.place.name,
            id: &self.place.id,
            catalogue: &self.place.catalogue,
        })
    }
}

/// How a typed word stands for another; the better sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    slips: usize,
    loose: usize,
}

impl Fit {
    fn of(asked: &Word, word: &Word) -> Option<Self> {
        if asked.text == word.text {
            return Some(Self { slips: 0, loose: 0 });
        }
        if word.text.starts_with(&asked.text) {
            return Some(Self { slips: 0, loose: 1 });
        }
        let forgiven = match asked.letters {
            ..=3 => 0,
            4..=6 => 1,
            7..=10 => 2,
            _ => 3,
        };
        if asked.letters > LONGEST_WORD || asked.letters.abs_diff(word.letters) > forgiven {
            return None;
        }
        let slips = osa_distance(&asked.text, &word.text);
        (slips <= forgiven).then_some(Self { slips, loose: 0 })
    }
}

/// Returns the words of a name that tell places apart; all of them where none does.
fn words_of(query: &str) -> Vec<String> {
    let folded = fold(query);
    let all = || folded.split(' ').filter(|word| !word.is_empty());
    let telling: Vec<String> = all()
        .filter(|word| !IDLE_WORDS.contains(word))
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect();
    if telling.is_empty() {
        all().take(MOST_WORDS).map(str::to_owned).collect()
    } else {
        telling
    }
}

fn alike(asked: &str, word: &str) -> f64 {
    let length = asked.chars().count();
    if length > LONGEST_WORD {
        return 0.0;
    }
    normalized_damerau_levenshtein(asked, word)
}

#[cfg(test)]
mod tests;
