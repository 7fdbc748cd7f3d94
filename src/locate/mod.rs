//! Where the family starts from: what was typed, resolved to a point.
