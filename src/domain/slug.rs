//! The id that a name makes: what one types for it.

/// Returns a slug of `name`: lower case, letters and digits, single hyphens; empty where it has neither.
///
/// ```
/// use kidtrip::domain::slug;
/// assert_eq!(slug("Grandma's Garden"), "grandmas-garden");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let letters = name.to_lowercase().replace(['\'', '’'], "");
    let words: Vec<&str> = letters
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}
