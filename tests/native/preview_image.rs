//! The preview image: rendered in every language, deterministic, small, and linked in the head.

use std::collections::BTreeSet;
use std::io::Cursor;

use case_timeline::content::validate::Library;
use case_timeline::site::context::PageContext;
use case_timeline::site::document::page;
use case_timeline::site::page_kind::PageKind;
use case_timeline::site::preview_image::{self, DrawError};

use super::{published, small};

const BACKGROUND: [u8; 3] = [0xfb, 0xfa, 0xf7];
const BLUE: [u8; 3] = [0x2b, 0x4a, 0x8b];
const MAX_BYTES: usize = 60_000;

fn contexts<'a>(
    library: &'a Library,
    site: Option<&'a str>,
) -> impl Iterator<Item = PageContext<'a>> {
    PageContext::all(&library.case, &library.languages, site)
}

fn rendered(context: PageContext<'_>) -> Vec<u8> {
    preview_image::png(context, PageKind::Main)
        .unwrap_or_else(|error| panic!("{}: {error}", preview_image::file(context, PageKind::Main)))
}

/// A decoded image.
struct Image {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 3]>,
}

impl Image {
    fn decode(png: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG file");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut bytes).expect("an image");
        let (pixels, _) = bytes.as_chunks::<3>();
        Self {
            width: frame.width as usize,
            height: frame.height as usize,
            pixels: pixels.to_vec(),
        }
    }

    /// The columns that have a matching pixel in the rows from `from` up to `to`.
    fn columns(
        &self,
        from: usize,
        to: usize,
        is_match: impl Fn([u8; 3]) -> bool,
    ) -> BTreeSet<usize> {
        let rows = self.pixels.chunks(self.width).take(to).skip(from);
        rows.flat_map(|row| (0..).zip(row))
            .filter(|(_, pixel)| is_match(**pixel))
            .map(|(column, _)| column)
            .collect()
    }
}

#[test]
fn rendering_is_deterministic() {
    let library = published();
    for context in contexts(&library, None) {
        assert_eq!(
            rendered(context),
            rendered(context),
            "{}",
            preview_image::file(context, PageKind::Main)
        );
    }
}

#[test]
fn the_image_has_the_size_of_previews_and_few_bytes() {
    for library in [published(), small()] {
        for context in contexts(&library, None) {
            let png = rendered(context);
            let image = Image::decode(&png);

            assert_eq!([image.width, image.height], [1200, 630]);
            assert!(
                png.len() <= MAX_BYTES,
                "{}: {} bytes",
                preview_image::file(context, PageKind::Main),
                png.len()
            );
        }
    }
}

#[test]
fn the_title_is_aligned_to_the_start_of_the_writing_direction() {
    let library = published();
    for context in contexts(&library, None) {
        let image = Image::decode(&rendered(context));
        let title = image.columns(150, 280, |pixel| pixel != BACKGROUND);
        let first = title.first().copied().unwrap_or(0);
        let last = title.last().copied().unwrap_or(0);

        assert!(
            title.len() > 500,
            "{}: {} columns",
            preview_image::file(context, PageKind::Main),
            title.len()
        );
        assert!(
            first >= 50 && last < 1150,
            "{}: {first} to {last}",
            preview_image::file(context, PageKind::Main)
        );
        if context.strings.direction == "rtl" {
            assert!(
                last > 1120,
                "{}: ends at {last}",
                preview_image::file(context, PageKind::Main)
            );
        } else {
            assert!(
                first < 80,
                "{}: begins at {first}",
                preview_image::file(context, PageKind::Main)
            );
        }
    }
}

#[test]
fn the_band_spans_the_days_on_which_removals_were_paused() {
    let library = published();
    // June 22 to 30, of thirty days in 1080 pixels.
    let (left_to_right, right_to_left) = (816..1140, 60..384);
    for context in contexts(&library, None) {
        let image = Image::decode(&rendered(context));
        let days = if context.strings.direction == "rtl" {
            &right_to_left
        } else {
            &left_to_right
        };

        assert_eq!(
            image.columns(447, 449, |pixel| pixel == BLUE),
            days.clone().collect(),
            "{}",
            preview_image::file(context, PageKind::Main)
        );
    }
}

#[test]
fn a_day_without_events_has_no_icon() {
    let mut library = published();
    library.case.events.clear();
    let context = contexts(&library, None).next().expect("a first language");

    let icons = Image::decode(&rendered(context)).columns(310, 436, |pixel| pixel != BACKGROUND);

    assert_eq!(icons.len(), 0);
}

#[test]
fn a_character_missing_from_the_fonts_is_an_error() {
    let change: [fn(&mut Library); 3] = [
        |library| library.languages[0].0.title = "Eleven 日 Days".to_owned(),
        |library| library.languages[0].0.kicker = "Detroit 日".to_owned(),
        |library| library.languages[0].0.outcome.lead = "日".to_owned(),
    ];
    for change in change {
        let mut library = published();
        change(&mut library);
        let context = contexts(&library, None).next().expect("a first language");

        let error = preview_image::png(context, PageKind::Main).err();

        assert_eq!(error, Some(DrawError::Letters("日".to_owned())));
    }
}

#[test]
fn a_long_title_wraps_to_two_lines_inside_the_image() {
    let mut library = published();
    library.languages[0].0.title =
        "What happened to 114 families & <others> in one summer".to_owned();
    let context = contexts(&library, None).next().expect("a first language");
    let image = Image::decode(&rendered(context));

    let [upper, lower] = [(140, 190), (215, 270)]
        .map(|(from, to)| image.columns(from, to, |pixel| pixel != BACKGROUND));

    assert!(
        upper.len() > 400 && lower.len() > 400,
        "{} {}",
        upper.len(),
        lower.len()
    );
    assert!(upper.last().max(lower.last()) < Some(&1150));
}

#[test]
fn the_head_links_to_the_image_only_if_the_address_is_known() {
    let library = small();
    let shell = include_str!("../../index.html");
    let head =
        |context, kind| page(context, kind, shell, "").expect("index.html has all placeholders");
    for context in contexts(&library, Some("https://example.org/june/")) {
        let address = format!(
            "<meta property=\"og:image\" content=\"https://example.org/june/{}\">",
            preview_image::file(context, PageKind::Main)
        );
        for kind in [PageKind::Main, PageKind::Embed, PageKind::Card("notice")] {
            let html = head(context, kind);
            assert!(html.contains(&address), "{kind:?}");
            assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
            assert!(html.contains("<meta property=\"og:image:alt\" content=\""));
        }
        assert!(!head(context, PageKind::Bulletin).contains("og:image"));
    }
    for context in contexts(&library, None) {
        let html = head(context, PageKind::Main);
        assert!(!html.contains("og:image") && !html.contains("twitter:card"));
    }
}

#[test]
fn each_order_has_an_image_that_says_what_became_of_it() {
    let library = published();
    for context in contexts(&library, None) {
        let with_outcome: Vec<_> = context
            .case
            .events
            .iter()
            .filter(|event| context.text.events[&event.id].outcome.is_some())
            .map(|event| PageKind::Card(&event.id))
            .collect();
        let kinds: Vec<_> = preview_image::kinds(context).collect();
        assert_eq!(kinds, [&[PageKind::Main], &with_outcome[..]].concat());
        for kind in with_outcome {
            let file = preview_image::file(context, kind);
            let png =
                preview_image::png(context, kind).unwrap_or_else(|error| panic!("{file}: {error}"));
            let image = Image::decode(&png);
            assert_eq!([image.width, image.height], [1200, 630]);
            assert!(png.len() <= MAX_BYTES, "{file}: {} bytes", png.len());
            // The outcome is in the lower part, and nothing is cut off at an edge.
            assert!(
                image.columns(450, 610, |pixel| pixel != BACKGROUND).len() > 300,
                "{file}: no outcome"
            );
            assert!(
                image
                    .columns(615, 630, |pixel| pixel != BACKGROUND)
                    .is_empty(),
                "{file}: cut off at the bottom"
            );
            let all = image.columns(0, 630, |pixel| pixel != BACKGROUND);
            assert!(
                all.first() > Some(&40) && all.last() < Some(&1160),
                "{file}: cut off at a side"
            );
        }
    }
}

#[test]
fn a_card_without_an_outcome_has_the_image_of_the_case() {
    let library = published();
    for context in contexts(&library, None) {
        let without = context
            .case
            .steps
            .iter()
            .map(|step| PageKind::Card(&step.id));
        for kind in without.chain([PageKind::Embed, PageKind::ChartCard]) {
            assert_eq!(
                preview_image::file(context, kind),
                preview_image::file(context, PageKind::Main)
            );
        }
    }
}
