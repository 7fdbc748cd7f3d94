//! Places by what a parent types: a name, or nearly a name.
//! A query is held against one place at a time, so that a catalogue of any size can pass by.

pub(super) use self::kept::{Likeliest, Nearest};

use self::glance::Letters;
use crate::domain::Destination;
use crate::locate::{fold, fold_into};
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
        if self.asked.is_empty() || !self.may_be_like(Letters::of(name, id)) {
            return None;
        }
        self.likeness_looked_at(name, id)
    }

    fn likeness_looked_at(&mut self, name: &str, id: &str) -> Option<Likeness> {
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
        #[expect(clippy::cast_precision_loss, reason = "a dozen words at most")]
        let count = self.asked.len() as f64;
        let least = least.max(FAINTLY_ALIKE) * count;
        if !self.may_resemble(Letters::of(name, id), least) {
            return None;
        }
        Some(self.resemblance_looked_at(name, id, least)? / count)
    }

    /// Returns the sum over the words of the query, where it is at least `least`.
    fn resemblance_looked_at(&mut self, name: &str, id: &str, least: f64) -> Option<f64> {
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
        (!self.asked.is_empty() && sum >= least).then_some(sum)
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
    /// Returns how many slips are forgiven: in a number none.
    fn forgiven(&self) -> usize {
        match self.letters {
            _ if self.is_number => 0,
            ..=3 => 0,
            4..=6 => 1,
            7..=10 => 2,
            _ => 3,
        }
    }

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
        let forgiven = if word.is_number { 0 } else { asked.forgiven() };
        if asked.letters > LONGEST_WORD || asked.least_slips(word) > forgiven {
            return None;
        }
        let slips = osa_distance(&asked.text, word.text);
        (slips <= forgiven).then_some(Self { slips, loose: 0 })
    }
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

mod glance;
mod kept;
#[cfg(test)]
mod tests;
