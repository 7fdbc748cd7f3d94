//! Places by what a parent types: a name, or nearly a name.
//! A query is held against one place at a time, so that a catalogue of any size can pass by.

use crate::domain::Destination;
use crate::locate::fold;
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use strsim::{normalized_damerau_levenshtein, osa_distance};

/// Words of a query that are read, and letters of a word that is compared with its like: more is no name.
const MOST_WORDS: usize = 12;
const LONGEST_WORD: usize = 40;
/// How many of the nearest names are told when there is no match.
pub(super) const NEAREST: usize = 5;
/// How alike a name must be to be told at all, 0 to 1.
const FAINTLY_ALIKE: f64 = 0.4;
/// Words that tell no place from another.
const IDLE_WORDS: [&str; 7] = ["the", "and", "of", "at", "in", "a", "y"];
/// Words of passing places whose fit is remembered: a few megabytes.
const REMEMBERED: usize = 20_000;

/// Returns a name as it is compared whole: folded, without gaps, "and" and a leading "the".
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    let mut words = folded.split(' ').peekable();
    let mut first = words.next();
    if first == Some("the") && words.peek().is_some() {
        first = words.next();
    }
    let words = first.into_iter().chain(words);
    words.filter(|&word| word != "and").collect()
}

/// A query, and how it fits the words it has met.
#[derive(Debug)]
pub(super) struct Query {
    asked: Vec<Word>,
    /// How each word of the query fits a word; most words of a catalogue are met again and again.
    met: HashMap<String, Box<[Option<Fit>]>>,
    resembling: HashMap<String, Box<[f64]>>,
}

#[derive(Debug)]
struct Word {
    text: String,
    letters: usize,
}

/// How well a place answers a query; the better sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// What stands between the query and the name: a slip counts for two words.
    distance: usize,
    /// Letters that were slips.
    slips: usize,
    /// Words of the query that only begin a word, or are in the id alone.
    loose: usize,
    /// Words of the name that nobody asked for.
    unasked: usize,
}

/// How a typed word stands for another; the better sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    slips: usize,
    loose: usize,
}

impl Query {
    /// Returns the query `text`; one without words is like nothing.
    pub(super) fn of(text: &str) -> Self {
        let word = |text: String| {
            let letters = text.chars().count();
            Word { text, letters }
        };
        Self {
            asked: words_of(text).into_iter().map(word).collect(),
            met: HashMap::new(),
            resembling: HashMap::new(),
        }
    }

    /// Returns how well a place answers the query, `None` where it does not.
    ///
    /// Every word of the query must be a word of the name or the id, or begin one. Slips are forgiven, one in a word of
    /// four letters, two from seven on, three from eleven on.
    pub(super) fn likeness(&mut self, name: &str, id: &str) -> Option<Likeness> {
        if self.asked.is_empty() {
            return None;
        }
        let (mut words, named) = words_and_pairs(name);
        let mut best = self.best(&words, named);
        // The id is worth a look only where the name leaves something to wish for.
        let wanting =
            |fit: &Option<(Fit, usize)>| fit.is_none_or(|(fit, _)| fit.slips > 0 || fit.loose > 1);
        if best.iter().any(wanting) {
            words.extend(fold(id).split(' ').map(str::to_owned));
            best = self.best(&words, named);
        }
        let mut total = Fit { slips: 0, loose: 0 };
        let mut answered = Vec::with_capacity(best.len());
        for fit in best {
            let (fit, at) = fit?;
            total.slips += fit.slips;
            total.loose += fit.loose;
            answered.push(at);
        }
        let unasked = (0..named).filter(|at| !answered.contains(at)).count();
        Some(Likeness {
            distance: 2 * total.slips + total.loose + unasked,
            slips: total.slips,
            loose: total.loose,
            unasked,
        })
    }

    /// Returns how much the words of a place resemble the query's, 0 to 1, `None` where hardly at all.
    pub(super) fn resemblance(&mut self, name: &str, id: &str) -> Option<f64> {
        let (mut words, _) = words_and_pairs(name);
        words.extend(fold(id).split(' ').map(str::to_owned));
        let mut best = vec![0.0_f64; self.asked.len()];
        for word in &words {
            let asked = &self.asked;
            let alike = remembered(&mut self.resembling, word, |word| {
                asked.iter().map(|asked| asked.resembles(word)).collect()
            });
            for (best, alike) in best.iter_mut().zip(alike) {
                *best = best.max(*alike);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a dozen words at most")]
        let mean = best.iter().sum::<f64>() / best.len() as f64;
        (mean >= FAINTLY_ALIKE).then_some(mean)
    }

    /// Returns how each word of the query fits the best of `words`, and which that is; those from `named` on are not
    /// of the name, and count for less.
    fn best(&mut self, words: &[String], named: usize) -> Vec<Option<(Fit, usize)>> {
        let mut best = vec![None; self.asked.len()];
        for (at, word) in words.iter().enumerate() {
            let asked = &self.asked;
            let fits = remembered(&mut self.met, word, |word| {
                let word = Word {
                    letters: word.chars().count(),
                    text: word.to_owned(),
                };
                asked.iter().map(|asked| Fit::of(asked, &word)).collect()
            });
            for (best, fit) in best.iter_mut().zip(fits) {
                let Some(fit) = fit else { continue };
                let loose = fit.loose + usize::from(at >= named);
                let fit = (Fit { loose, ..*fit }, at);
                if best.is_none_or(|best| fit < best) {
                    *best = Some(fit);
                }
            }
        }
        best
    }
}

/// Returns what `told` says of a word, asking it once.
fn remembered<'m, T>(
    memory: &'m mut HashMap<String, Box<[T]>>,
    word: &str,
    told: impl FnOnce(&str) -> Box<[T]>,
) -> &'m [T] {
    if memory.len() >= REMEMBERED {
        memory.clear();
    }
    if !memory.contains_key(word) {
        memory.insert(word.to_owned(), told(word));
    }
    memory.get(word).map_or(&[], |known| known)
}

/// The places that answer a query best, as they pass by.
#[derive(Debug)]
pub(super) struct Likeliest<T> {
    most: usize,
    kept: Vec<(Likeness, T)>,
    /// How many are spelt as typed, and how many are slips, by distance.
    spelt: usize,
    slipped: BTreeMap<usize, usize>,
    nearest_spelt: Option<usize>,
}

impl<T: Borrow<Destination>> Likeliest<T> {
    /// Returns a list of the best `most`.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            kept: Vec::new(),
            spelt: 0,
            slipped: BTreeMap::new(),
            nearest_spelt: None,
        }
    }

    pub(super) fn add(&mut self, likeness: Likeness, place: T) {
        if likeness.slips == 0 {
            self.spelt += 1;
            let nearest = self.nearest_spelt.unwrap_or(usize::MAX);
            self.nearest_spelt = Some(nearest.min(likeness.distance));
        } else {
            *self.slipped.entry(likeness.distance).or_default() += 1;
        }
        self.kept.push((likeness, place));
        if self.kept.len() >= self.most.saturating_mul(2).max(64) {
            self.sort();
            self.kept.truncate(self.most);
        }
    }

    /// Returns the likeliest first, and how many there are with those that are not kept.
    ///
    /// Where something is spelt as it was typed, slips are forgiven only to what is about as near: "castle" is no
    /// slip for "cattle", but "west park" may well be Wrest Park.
    pub(super) fn finish(mut self) -> (Vec<T>, usize) {
        self.sort();
        let most = self.nearest_spelt.map_or(usize::MAX, |best| best + 1);
        let slipped: usize = self.slipped.range(..=most).map(|(_, count)| count).sum();
        let forgiven = |likeness: &Likeness| likeness.slips == 0 || likeness.distance <= most;
        let kept = self.kept.into_iter();
        let places = kept.filter(|(likeness, _)| forgiven(likeness));
        let places = places.map(|(_, place)| place).take(self.most).collect();
        (places, self.spelt + slipped)
    }

    fn sort(&mut self) {
        self.kept
            .sort_by(|(a, one), (b, two)| a.cmp(b).then_with(|| names(one).cmp(&names(two))));
    }
}

fn names<T: Borrow<Destination>>(place: &T) -> [&str; 3] {
    let place: &Destination = place.borrow();
    [&place.name, &place.id, &place.catalogue]
}

/// Returns the places whose names answer `query`, the likeliest first.
#[must_use]
pub fn matching<'a>(query: &str, places: &'a [Destination]) -> Vec<&'a Destination> {
    let mut query = Query::of(query);
    let mut found = Likeliest::new(usize::MAX);
    for place in places {
        if let Some(likeness) = query.likeness(&place.name, &place.id) {
            found.add(likeness, place);
        }
    }
    found.finish().0
}

/// The places whose names are most like a query, as they pass by.
#[derive(Debug)]
pub(super) struct Nearest<T>(Vec<(f64, T)>);

impl<T: Borrow<Destination>> Nearest<T> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn add(&mut self, resemblance: f64, place: T) {
        // Twins and ties are sorted out in the end; many more would only take room.
        self.0.push((resemblance, place));
        if self.0.len() >= 64 * NEAREST {
            self.sort();
            self.0.truncate(4 * NEAREST);
        }
    }

    /// Returns the most alike first.
    pub(super) fn finish(mut self) -> Vec<T> {
        self.sort();
        self.0.into_iter().map(|(_, place)| place).collect()
    }

    fn sort(&mut self) {
        let words = |place: &T| words_of(place.borrow().name.as_str()).len();
        self.0.sort_by(|(a, one), (b, two)| {
            b.total_cmp(a)
                .then_with(|| words(one).cmp(&words(two)))
                .then_with(|| names(one)[1..].cmp(&names(two)[1..]))
        });
    }
}

impl Word {
    fn resembles(&self, word: &str) -> f64 {
        if self.letters > LONGEST_WORD {
            return 0.0;
        }
        normalized_damerau_levenshtein(&self.text, word)
    }
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

/// Returns the words of a name, those of two put together behind them, and how many are the name's: "Sea Life" is typed
/// as one word as often as two.
fn words_and_pairs(name: &str) -> (Vec<String>, usize) {
    let mut words = words_of(name);
    let named = words.len();
    let pairs: Vec<String> = words.windows(2).map(<[String]>::concat).collect();
    words.extend(pairs);
    (words, named)
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

#[cfg(test)]
mod tests;
