//! Renders SVG and encodes it as an indexed PNG file.

use std::collections::BTreeMap;

use resvg::tiny_skia::{Pixmap, Transform};

use super::lettering::tree;
use super::{DrawError, SIZE, drawing};

/// The pixels of a rendered SVG, as red, green and blue, row by row.
pub(super) fn pixels(svg: &str) -> Result<Vec<[u8; 3]>, DrawError> {
    let [width, height] = SIZE;
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| drawing("no memory"))?;
    resvg::render(&tree(svg)?, Transform::identity(), &mut pixmap.as_mut());
    let pixels = pixmap.pixels().iter();
    Ok(pixels
        .map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect())
}

/// Encodes pixels as PNG with a palette of the 256 most frequent colors. Each other color, which occurs only at the
/// edges of letters, is replaced by the closest one; the difference is not visible.
pub(super) fn encode(pixels: &[[u8; 3]]) -> Result<Vec<u8>, DrawError> {
    let mut counts = BTreeMap::<_, usize>::new();
    // Most pixels have the same color as the pixel before.
    let runs = || pixels.chunk_by(|one, next| one == next);
    for run in runs() {
        *counts.entry(run[0]).or_default() += run.len();
    }
    let mut palette: Vec<_> = counts
        .iter()
        .map(|(color, count)| (*count, *color))
        .collect();
    palette.sort_unstable_by(|one, other| other.cmp(one));
    palette.truncate(256);
    let indices: BTreeMap<_, _> = counts
        .keys()
        .map(|color| {
            let nearest = (0..=u8::MAX)
                .zip(&palette)
                .min_by_key(|(_, (_, other))| distance(*color, *other));
            (*color, nearest.map_or(0, |(index, _)| index))
        })
        .collect();
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, SIZE[0], SIZE[1]);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(
        palette
            .iter()
            .flat_map(|(_, color)| *color)
            .collect::<Vec<_>>(),
    );
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let bytes: Vec<_> = runs()
        .flat_map(|run| std::iter::repeat_n(indices[&run[0]], run.len()))
        .collect();
    let mut writer = encoder.write_header().map_err(drawing)?;
    writer.write_image_data(&bytes).map_err(drawing)?;
    writer.finish().map_err(drawing)?;
    Ok(png)
}

/// The squared Euclidean distance of two colors.
fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    let parts = one.iter().zip(other);
    parts
        .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
        .sum()
}
