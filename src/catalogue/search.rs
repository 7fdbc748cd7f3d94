//! Places by what a parent types: a name, or nearly a name.
//! A query is held against one place at a time, so that a catalogue of any size can pass by.

use crate::domain::Destination;
use crate::locate::{fold, fold_into};
use std::borrow::Borrow;
use std::collections::BTreeMap;
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

/// Returns whether `typed` is the whole name of a place; case, accents, punctuation, gaps and a leading "the" make no
/// difference.
#[must_use]
pub fn is_called(name: &str, typed: &str) -> bool {
    let key = key(typed);
    !key.is_empty() && key == self::key(name)
}

/// A query that is held against one place after another.
#[derive(Debug)]
pub(super) struct Query {
    asked: Vec<Word<String>>,
    /// What the names and ids of places are folded into.
    scratch: [String; 2],
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

/// The best fit of each word of a query, and which word of the place it is.
type Best = Vec<Option<(Fit, usize)>>;

impl Query {
    /// Returns the query `text`; one without words is like nothing.
    pub(super) fn of(text: &str) -> Self {
        let folded = fold(text);
        let asked = words_of(&folded).into_iter();
        Self {
            asked: asked.map(|word| Word::of(word.to_owned())).collect(),
            scratch: Default::default(),
        }
    }

    /// Returns how well a place answers the query, `None` where it does not.
    ///
    /// Every word of the query must be a word of the name or the id, or begin one. Slips are forgiven, one in a word of
    /// four letters, two from seven on, three from eleven on; in numbers none.
    pub(super) fn likeness(&mut self, name: &str, id: &str) -> Option<Likeness> {
        if self.asked.is_empty() {
            return None;
        }
        let [folded, id_folded] = &mut self.scratch;
        fold_into(name, folded);
        let words = words_of(folded);
        let named = words.len();
        let mut best: Best = vec![None; self.asked.len()];
        for (at, word) in words.iter().enumerate() {
            fit(&self.asked, &mut best, word, at, 0);
        }
        // Pairs and the id are worth a look only where the name leaves something to wish for.
        let wanting = |fit: &Option<(Fit, usize)>| fit.is_none_or(|(fit, _)| fit.slips > 0);
        if best.iter().any(wanting) {
            for (at, pair) in pairs(&words).into_iter().enumerate() {
                fit(&self.asked, &mut best, &pair, named + at, 1);
            }
            fold_into(id, id_folded);
            for word in id_folded.split(' ') {
                fit(&self.asked, &mut best, word, usize::MAX, 1);
            }
        }
        let mut total = Fit { slips: 0, loose: 0 };
        let mut unasked = named;
        for (at, found) in best.iter().enumerate() {
            let (fit, word) = (*found)?;
            total.slips += fit.slips;
            total.loose += fit.loose;
            let before = best.get(..at).unwrap_or_default();
            let again = before.iter().flatten().any(|&(_, other)| other == word);
            if word < named && !again {
                unasked -= 1;
            }
        }
        Some(Likeness {
            distance: 2 * total.slips + total.loose + unasked,
            slips: total.slips,
            loose: total.loose,
            unasked,
        })
    }

    /// Returns how much the words of a place resemble the query's, 0 to 1, `None` where that is below `least` or hardly
    /// at all.
    pub(super) fn resemblance(&mut self, name: &str, id: &str, least: f64) -> Option<f64> {
        let [folded, id_folded] = &mut self.scratch;
        fold_into(name, folded);
        fold_into(id, id_folded);
        let words = words_of(folded);
        let pairs = pairs(&words);
        let all = words
            .iter()
            .copied()
            .chain(pairs.iter().map(String::as_str));
        let words: Vec<Word<&str>> = all.chain(id_folded.split(' ')).map(Word::of).collect();
        // What each word can come to at best is told by lengths and letters; most places need no closer look.
        let at_best = |asked: &Word<String>| {
            let best = words.iter().map(|word| asked.at_best(word));
            best.fold(0.0, f64::max)
        };
        #[expect(clippy::cast_precision_loss, reason = "a dozen words at most")]
        let count = self.asked.len() as f64;
        let least = least.max(FAINTLY_ALIKE) * count;
        let mut sum: f64 = self.asked.iter().map(at_best).sum();
        for asked in &self.asked {
            if sum < least {
                return None;
            }
            let mut alike = 0.0_f64;
            for word in &words {
                if asked.at_best(word) > alike {
                    alike = alike.max(asked.resembles(word));
                }
            }
            sum += alike - at_best(asked);
        }
        (count > 0.0 && sum >= least).then_some(sum / count)
    }
}

/// Notes how `word`, at `at`, fits each word of a query, `loose` being what it counts for less than a word of the name.
fn fit(asked: &[Word<String>], best: &mut Best, word: &str, at: usize, loose: usize) {
    let word = Word::of(word);
    for (asked, best) in asked.iter().zip(best) {
        if let Some(fit) = Fit::of(asked, &word) {
            let loose = fit.loose + loose;
            let fit = (Fit { loose, ..fit }, at);
            if best.is_none_or(|best| fit < best) {
                *best = Some(fit);
            }
        }
    }
}

/// A word, with what tells it from most others at a glance.
#[derive(Debug)]
struct Word<T> {
    text: T,
    letters: usize,
    /// A bit for each letter that is in it.
    alphabet: u64,
    is_number: bool,
}

impl<T: AsRef<str>> Word<T> {
    fn of(text: T) -> Self {
        let (mut letters, mut alphabet, mut is_number) = (0, 0, true);
        for letter in text.as_ref().chars() {
            letters += 1;
            alphabet |= 1 << (u32::from(letter) % 64);
            is_number &= letter.is_ascii_digit();
        }
        Self {
            text,
            letters,
            alphabet,
            is_number,
        }
    }

    /// Returns how many slips at least make `other` of this word: a slip mends one letter that the other lacks.
    fn least_slips<U>(&self, other: &Word<U>) -> usize {
        let lacking = |one: u64, other: u64| (one & !other).count_ones() as usize;
        self.letters
            .abs_diff(other.letters)
            .max(lacking(self.alphabet, other.alphabet))
            .max(lacking(other.alphabet, self.alphabet))
    }
}

impl Word<String> {
    /// Returns how much another word resembles this one at best, 0 to 1.
    fn at_best(&self, word: &Word<&str>) -> f64 {
        if self.letters > LONGEST_WORD {
            return 0.0;
        }
        if self.is_number || word.is_number {
            return f64::from(u8::from(self.text == word.text));
        }
        let longest = self.letters.max(word.letters).max(1);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a name has a few thousand letters at most"
        )]
        let share = self.least_slips(word) as f64 / longest as f64;
        1.0 - share
    }

    fn resembles(&self, word: &Word<&str>) -> f64 {
        if self.is_number || word.is_number {
            return self.at_best(word);
        }
        normalized_damerau_levenshtein(&self.text, word.text)
    }
}

/// How a typed word stands for another; the better sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    slips: usize,
    loose: usize,
}

impl Fit {
    fn of(asked: &Word<String>, word: &Word<&str>) -> Option<Self> {
        if asked.text == word.text {
            return Some(Self { slips: 0, loose: 0 });
        }
        if word.text.starts_with(&asked.text) {
            return Some(Self { slips: 0, loose: 1 });
        }
        let forgiven = match asked.letters {
            ..=3 => 0,
            _ if asked.is_number || word.is_number => 0,
            4..=6 => 1,
            7..=10 => 2,
            _ => 3,
        };
        if asked.letters > LONGEST_WORD || asked.least_slips(word) > forgiven {
            return None;
        }
        let slips = osa_distance(&asked.text, word.text);
        (slips <= forgiven).then_some(Self { slips, loose: 0 })
    }
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
pub(super) struct Nearest<T> {
    kept: Vec<(f64, T)>,
    /// What a place must resemble the query to be worth adding.
    pub(super) least: f64,
}

impl<T: Borrow<Destination>> Nearest<T> {
    pub(super) fn new() -> Self {
        Self {
            kept: Vec::new(),
            least: 0.0,
        }
    }

    pub(super) fn add(&mut self, resemblance: f64, place: T) {
        self.kept.push((resemblance, place));
        if self.kept.len() >= 16 * NEAREST {
            self.sort();
            // Twins are merged in the end, so that some more are kept than are told.
            self.kept.truncate(4 * NEAREST);
            self.least = self.kept.last().map_or(0.0, |last| last.0);
        }
    }

    /// Returns the most alike first.
    pub(super) fn finish(mut self) -> Vec<T> {
        self.sort();
        self.kept.into_iter().map(|(_, place)| place).collect()
    }

    fn sort(&mut self) {
        let words = |place: &T| words_of(&fold(&place.borrow().name)).len();
        self.kept.sort_by(|(a, one), (b, two)| {
            b.total_cmp(a)
                .then_with(|| words(one).cmp(&words(two)))
                .then_with(|| names(one)[1..].cmp(&names(two)[1..]))
        });
    }
}

/// Returns the words of a name two by two: "Sea Life" is typed as one word as often as two.
fn pairs(words: &[&str]) -> Vec<String> {
    words.windows(2).map(<[&str]>::concat).collect()
}

/// Returns the words of a folded name that tell places apart; all of them where none does.
fn words_of(folded: &str) -> Vec<&str> {
    let all = || folded.split(' ').filter(|word| !word.is_empty());
    let telling = all().filter(|word| !IDLE_WORDS.contains(word));
    let telling: Vec<&str> = telling.take(MOST_WORDS).collect();
    if telling.is_empty() {
        all().take(MOST_WORDS).collect()
    } else {
        telling
    }
}

#[cfg(test)]
mod tests;
