//! Facts of a place as they are typed, `key=value` by `key=value`.

use super::rejection::Rejection;
use super::text::{line, place_name};
use crate::catalogue::Categories;
use crate::domain::{Field, FieldValue, ProposedPlace};

/// Returns what the pairs of names and values mean.
///
/// # Errors
/// Names the first that is unknown, given twice or cannot be.
pub(super) fn read(
    typed: &[(String, String)],
    kinds: &Categories,
) -> Result<Vec<(Field, FieldValue)>, Rejection> {
    let mut facts: Vec<(Field, FieldValue)> = Vec::with_capacity(typed.len());
    for (key, value) in typed {
        let field = field(key)?;
        if facts.iter().any(|(known, _)| *known == field) {
            return Err(Rejection::new(format!("{} is given twice", field.name())));
        }
        facts.push((field, value_of(field, value, kinds)?));
    }
    Ok(facts)
}

/// Returns `place` with what is typed of it.
///
/// # Errors
/// As [`read`], and when the place would then be for no age at all.
pub(super) fn lay_over(
    mut place: ProposedPlace,
    facts: &[(Field, FieldValue)],
) -> Result<ProposedPlace, Rejection> {
    for (field, value) in facts {
        place.set(*field, value);
    }
    if let (Some(youngest), Some(oldest)) = (place.age_min, place.age_max)
        && youngest > oldest
    {
        let reason = format!("age_min {youngest} is more than age_max {oldest}");
        return Err(Rejection::new(reason));
    }
    Ok(place)
}

fn field(key: &str) -> Result<Field, Rejection> {
    line(key).parse::<Field>().map_err(|unknown| {
        let hint = match unknown.nearest {
            Some(nearest) => format!("did you mean {}?", nearest.name()),
            None => format!("there is {}", Field::ALL.map(Field::name).join(", ")),
        };
        Rejection::new(unknown.to_string()).hint(hint)
    })
}

fn value_of(field: Field, typed: &str, kinds: &Categories) -> Result<FieldValue, Rejection> {
    match field {
        Field::Name => place_name(typed).map(FieldValue::Text),
        Field::Kind => kind(typed, kinds).map(FieldValue::Text),
        _ => {
            let typed = line(typed);
            field.read(&typed).ok_or_else(|| {
                Rejection::new(format!("{} cannot be \"{}\"", field.name(), short(&typed)))
                    .hint(format!("it is {}", field.expects()))
            })
        }
    }
}

/// Returns the id of the kind of place that is typed.
pub(super) fn kind(typed: &str, kinds: &Categories) -> Result<String, Rejection> {
    let typed = line(typed).to_lowercase();
    match kinds.get(&typed) {
        Ok(kind) => Ok(kind.id.clone()),
        Err(unknown) => {
            let reason = format!("there is no kind of place called \"{}\"", short(&typed));
            let hint = match unknown.nearest {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => {
                    let ids: Vec<&str> = kinds.iter().map(|kind| kind.id.as_str()).collect();
                    format!("there is {}", ids.join(", "))
                }
            };
            Err(Rejection::new(reason).hint(hint))
        }
    }
}

/// Returns what was typed, cut where it would fill a screen.
fn short(typed: &str) -> String {
    const LONGEST: usize = 60;
    if typed.chars().count() <= LONGEST {
        return typed.to_owned();
    }
    let start: String = typed.chars().take(LONGEST).collect();
    format!("{start}…")
}
