//! The compass map as PNG, for mail, where no program draws SVG.
//! Numbers and words on it are strokes of its own, so that no font is needed.

use super::compass::Compass;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// How many pixels a unit of the picture is: mail shows it at its size on dense screens.
const SCALE: f32 = 2.0;

/// Returns the map as PNG; `None` where there is no memory for it.
pub(in crate::report) fn of_map(map: &Compass) -> Option<Vec<u8>> {
    let drawn = map.to_strokes().into_string();
    let tree = Tree::from_str(&drawn, &Options::default()).ok()?;
    let size = tree.size().to_int_size().scale_by(SCALE)?;
    let mut pixels = Pixmap::new(size.width(), size.height())?;
    resvg::render(
        &tree,
        Transform::from_scale(SCALE, SCALE),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::telling::Worth;

    #[test]
    fn a_map_is_a_picture_with_something_on_it() {
        let places = [
            (1, Worth::Good, 14.0, 348.0),
            (2, Worth::Fair, 43.0, 230.0),
            (10, Worth::Poor, 20.0, 90.0),
        ];
        let png = of_map(&Compass::of(&places)).unwrap();
        let pixels = Pixmap::decode_png(&png).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (960, 960));
        let dark = pixels.pixels().iter().filter(|pixel| {
            let colour = pixel.demultiply();
            colour.red() < 60 && colour.alpha() > 200
        });
        assert!(dark.count() > 500);
        assert!(png.len() < 100_000, "{}", png.len());
    }

    #[test]
    fn the_same_map_is_the_same_bytes() {
        let map = Compass::of(&[(1, Worth::Good, 14.0, 348.0)]);
        assert_eq!(of_map(&map), of_map(&map));
    }
}
