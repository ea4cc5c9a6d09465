//! The picture for previews: drawn in every language, the same twice, small, and named in the head.

use std::collections::BTreeSet;
use std::io::Cursor;

use case_timeline::content::validate::Library;
use case_timeline::site::context::PageContext;
use case_timeline::site::document::page;
use case_timeline::site::page_kind::PageKind;
use case_timeline::site::preview_image::{self, DrawError};

use super::{published, small};

const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf7];
const BLUE: [u8; 3] = [0x2b, 0x4a, 0x8b];
const MOST_BYTES: usize = 60_000;

fn in_all<'a>(
    library: &'a Library,
    site: Option<&'a str>,
) -> impl Iterator<Item = PageContext<'a>> {
    PageContext::all(&library.case, &library.languages, site)
}

fn drawn(context: PageContext<'_>) -> Vec<u8> {
    preview_image::png(context)
        .unwrap_or_else(|error| panic!("{}: {error}", preview_image::file(context)))
}

/// A picture, read again from its file.
struct Seen {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 3]>,
}

impl Seen {
    fn of(png: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG file");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut bytes).expect("a picture");
        let (pixels, _) = bytes.as_chunks::<3>();
        Self {
            width: frame.width as usize,
            height: frame.height as usize,
            pixels: pixels.to_vec(),
        }
    }

    /// The columns in which something like `wanted` stands, between two heights.
    fn columns(&self, from: usize, to: usize, wanted: impl Fn([u8; 3]) -> bool) -> BTreeSet<usize> {
        let rows = self.pixels.chunks(self.width).take(to).skip(from);
        rows.flat_map(|row| (0..).zip(row))
            .filter(|(_, pixel)| wanted(**pixel))
            .map(|(column, _)| column)
            .collect()
    }
}

#[test]
fn drawing_twice_gives_the_same_bytes() {
    let library = published();
    for context in in_all(&library, None) {
        assert_eq!(
            drawn(context),
            drawn(context),
            "{}",
            preview_image::file(context)
        );
    }
}

#[test]
fn a_picture_has_the_size_that_previews_ask_for_and_few_bytes() {
    for library in [published(), small()] {
        for context in in_all(&library, None) {
            let png = drawn(context);
            let seen = Seen::of(&png);

            assert_eq!([seen.width, seen.height], [1200, 630]);
            assert!(
                png.len() <= MOST_BYTES,
                "{}: {} bytes",
                preview_image::file(context),
                png.len()
            );
        }
    }
}

#[test]
fn the_title_begins_at_the_edge_at_which_reading_begins() {
    let library = published();
    for context in in_all(&library, None) {
        let seen = Seen::of(&drawn(context));
        let title = seen.columns(150, 280, |pixel| pixel != PAPER);
        let first = title.first().copied().unwrap_or(0);
        let last = title.last().copied().unwrap_or(0);

        assert!(
            title.len() > 500,
            "{}: {} columns",
            preview_image::file(context),
            title.len()
        );
        assert!(
            first >= 50 && last < 1150,
            "{}: {first} to {last}",
            preview_image::file(context)
        );
        if context.strings.direction == "rtl" {
            assert!(
                last > 1120,
                "{}: ends at {last}",
                preview_image::file(context)
            );
        } else {
            assert!(
                first < 80,
                "{}: begins at {first}",
                preview_image::file(context)
            );
        }
    }
}

#[test]
fn the_band_lies_under_the_days_on_which_removals_were_paused() {
    let library = published();
    // June 22 to 30, of thirty days in 1080 pixels.
    let (left_to_right, right_to_left) = (816..1140, 60..384);
    for context in in_all(&library, None) {
        let seen = Seen::of(&drawn(context));
        let days = if context.strings.direction == "rtl" {
            &right_to_left
        } else {
            &left_to_right
        };

        assert_eq!(
            seen.columns(447, 449, |pixel| pixel == BLUE),
            days.clone().collect(),
            "{}",
            preview_image::file(context)
        );
    }
}

#[test]
fn a_day_without_events_has_no_mark() {
    let mut library = published();
    library.case.events.clear();
    let context = in_all(&library, None).next().expect("a first language");

    let marks = Seen::of(&drawn(context)).columns(310, 436, |pixel| pixel != PAPER);

    assert_eq!(marks.len(), 0);
}

#[test]
fn a_letter_that_no_font_has_stops_the_build() {
    let change: [fn(&mut Library); 3] = [
        |library| library.languages[0].0.title = "Eleven 日 Days".to_owned(),
        |library| library.languages[0].0.kicker = "Detroit 日".to_owned(),
        |library| library.languages[0].0.outcome.lead = "日".to_owned(),
    ];
    for change in change {
        let mut library = published();
        change(&mut library);
        let context = in_all(&library, None).next().expect("a first language");

        let error = preview_image::png(context).err();

        assert_eq!(error, Some(DrawError::Letters("日".to_owned())));
    }
}

#[test]
fn a_long_title_takes_two_lines_and_stays_inside() {
    let mut library = published();
    library.languages[0].0.title =
        "What happened to 114 families & <others> in one summer".to_owned();
    let context = in_all(&library, None).next().expect("a first language");
    let seen = Seen::of(&drawn(context));

    let [upper, lower] =
        [(140, 190), (215, 270)].map(|(from, to)| seen.columns(from, to, |pixel| pixel != PAPER));

    assert!(
        upper.len() > 400 && lower.len() > 400,
        "{} {}",
        upper.len(),
        lower.len()
    );
    assert!(upper.last().max(lower.last()) < Some(&1150));
}

#[test]
fn the_head_names_the_picture_only_where_its_whole_address_is_known() {
    let library = small();
    let shell = include_str!("../../index.html");
    let head = |context, kind| page(context, kind, shell, "").expect("index.html has all places");
    for context in in_all(&library, Some("https://example.org/june/")) {
        let address = format!(
            "<meta property=\"og:image\" content=\"https://example.org/june/{}\">",
            preview_image::file(context)
        );
        for kind in [PageKind::Main, PageKind::Embed, PageKind::Card("notice")] {
            let html = head(context, kind);
            assert!(html.contains(&address), "{kind:?}");
            assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
            assert!(html.contains("<meta property=\"og:image:alt\" content=\""));
        }
        assert!(!head(context, PageKind::Bulletin).contains("og:image"));
    }
    for context in in_all(&library, None) {
        let html = head(context, PageKind::Main);
        assert!(!html.contains("og:image") && !html.contains("twitter:card"));
    }
}
