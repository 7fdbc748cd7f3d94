//! Digits and a few letters as strokes, for pictures that can count on no font.

use std::fmt::Write;

/// Width of a sign and the gap after it, by the height of one.
const ADVANCE: f64 = 0.72;

/// The strokes of a sign in a box of 0.5 by 1: from the left, from the top.
const fn strokes(sign: char) -> &'static [&'static [(f64, f64)]] {
    match sign {
        '0' => &[&[
            (0.1, 0.0),
            (0.4, 0.0),
            (0.5, 0.2),
            (0.5, 0.8),
            (0.4, 1.0),
            (0.1, 1.0),
            (0.0, 0.8),
            (0.0, 0.2),
            (0.1, 0.0),
        ]],
        '1' => &[&[(0.05, 0.2), (0.3, 0.0), (0.3, 1.0)]],
        '2' => &[&[
            (0.0, 0.2),
            (0.12, 0.0),
            (0.38, 0.0),
            (0.5, 0.2),
            (0.5, 0.38),
            (0.0, 1.0),
            (0.5, 1.0),
        ]],
        '3' => &[&[
            (0.0, 0.0),
            (0.5, 0.0),
            (0.22, 0.4),
            (0.4, 0.45),
            (0.5, 0.62),
            (0.5, 0.8),
            (0.38, 1.0),
            (0.12, 1.0),
            (0.0, 0.85),
        ]],
        '4' => &[&[(0.38, 1.0), (0.38, 0.0), (0.0, 0.7), (0.52, 0.7)]],
        '5' => &[&[
            (0.48, 0.0),
            (0.06, 0.0),
            (0.0, 0.45),
            (0.3, 0.38),
            (0.5, 0.55),
            (0.5, 0.8),
            (0.38, 1.0),
            (0.12, 1.0),
            (0.0, 0.85),
        ]],
        '6' => &[&[
            (0.42, 0.0),
            (0.2, 0.15),
            (0.0, 0.55),
            (0.0, 0.8),
            (0.12, 1.0),
            (0.38, 1.0),
            (0.5, 0.8),
            (0.5, 0.62),
            (0.38, 0.45),
            (0.12, 0.45),
            (0.0, 0.62),
        ]],
        '7' => &[&[(0.0, 0.0), (0.5, 0.0), (0.18, 1.0)]],
        '8' => &[
            &[
                (0.12, 0.0),
                (0.38, 0.0),
                (0.48, 0.12),
                (0.48, 0.34),
                (0.38, 0.46),
                (0.12, 0.46),
                (0.02, 0.34),
                (0.02, 0.12),
                (0.12, 0.0),
            ],
            &[
                (0.12, 0.46),
                (0.38, 0.46),
                (0.5, 0.62),
                (0.5, 0.86),
                (0.38, 1.0),
                (0.12, 1.0),
                (0.0, 0.86),
                (0.0, 0.62),
                (0.12, 0.46),
            ],
        ],
        '9' => &[&[
            (0.08, 1.0),
            (0.3, 0.85),
            (0.5, 0.45),
            (0.5, 0.2),
            (0.38, 0.0),
            (0.12, 0.0),
            (0.0, 0.2),
            (0.0, 0.38),
            (0.12, 0.55),
            (0.38, 0.55),
            (0.5, 0.38),
        ]],
        'N' => &[&[(0.0, 1.0), (0.0, 0.0), (0.5, 1.0), (0.5, 0.0)]],
        'm' => &[
            &[(0.0, 1.0), (0.0, 0.35)],
            &[(0.0, 0.5), (0.12, 0.37), (0.24, 0.5), (0.24, 1.0)],
            &[(0.24, 0.5), (0.38, 0.37), (0.5, 0.5), (0.5, 1.0)],
        ],
        'i' => &[&[(0.25, 0.37), (0.25, 1.0)], &[(0.25, 0.12), (0.25, 0.17)]],
        'n' => &[
            &[(0.05, 1.0), (0.05, 0.35)],
            &[
                (0.05, 0.52),
                (0.2, 0.37),
                (0.4, 0.37),
                (0.45, 0.52),
                (0.45, 1.0),
            ],
        ],
        _ => &[],
    }
}

/// Returns `text` as the outline of an SVG path, `height` high, its middle at `x` and its foot at `y`. Signs that there
/// are no strokes for are gaps.
pub(super) fn path(text: &str, x: f64, y: f64, height: f64) -> String {
    let signs = text.chars().count();
    #[expect(clippy::cast_precision_loss, reason = "a label has a few signs")]
    let width = height * (signs as f64 * ADVANCE - (ADVANCE - 0.5)).max(0.0);
    let mut path = String::new();
    let mut left = x - width / 2.0;
    for sign in text.chars() {
        for stroke in strokes(sign) {
            for (at, (right, down)) in stroke.iter().enumerate() {
                let letter = if at == 0 { 'M' } else { 'L' };
                let (to_x, to_y) = (left + right * height, y - height + down * height);
                let _ = write!(path, "{letter}{to_x:.2} {to_y:.2}");
            }
        }
        left += height * ADVANCE;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_and_every_sign_of_a_label_has_strokes_of_its_own() {
        let signs = "0123456789Nmin";
        for sign in signs.chars() {
            assert!(!strokes(sign).is_empty(), "{sign}");
            assert!(strokes(sign).iter().all(|stroke| stroke.len() > 1));
        }
        let digits: Vec<_> = "0123456789".chars().map(strokes).collect();
        for (at, one) in digits.iter().enumerate() {
            assert!(!digits[..at].contains(one), "{at}");
        }
    }

    #[test]
    fn a_label_stands_in_its_middle() {
        let path = path("1", 100.0, 50.0, 10.0);
        assert!(path.starts_with('M'), "{path}");
        assert!(path.contains("98.00"), "{path}");
    }
}
