//! The kinds of page: their file names, addresses, properties, and style sheets.

use super::context::PageContext;
use crate::content::case::Case;

/// A kind of page in the built folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind<'a> {
    /// The main page.
    Main,
    /// The main page for a frame, with its sections folded.
    Embed,
    /// One event or one step, by its id, without the app.
    Card(&'a str),
    /// The chart with the status panel and the outcome, with the app.
    ChartCard,
    /// The page for sharing, citing, printing and downloading.
    TakeAway,
    /// The printable short edition, of a few sheets.
    ShortEdition,
    /// The printable bulletin insert, twice on one sheet.
    Bulletin,
    /// The printable poster, of one sheet.
    Poster,
    /// The main page as a single file, without the app.
    SingleFile,
    /// The page for editors with code to embed the timeline, and a chooser.
    EmbedChooser,
    /// The page for editors that reports what their frame may do.
    FrameCheck,
}

impl<'a> PageKind<'a> {
    /// All pages of a language: one of each kind, and a card for each event and each step.
    pub fn all(case: &'a Case) -> impl Iterator<Item = Self> {
        let events = case.events.iter().map(|event| event.id.as_str());
        let steps = case.steps.iter().map(|step| step.id.as_str());
        let whole = [
            Self::Main,
            Self::Embed,
            Self::ChartCard,
            Self::TakeAway,
            Self::ShortEdition,
            Self::Bulletin,
            Self::Poster,
            Self::SingleFile,
            Self::EmbedChooser,
            Self::FrameCheck,
        ];
        whole.into_iter().chain(events.chain(steps).map(Self::Card))
    }

    /// The file name of the page in the built folder. Translations add their language code.
    pub fn file(self, context: PageContext<'_>) -> String {
        let name = match self {
            Self::Main => "index".to_owned(),
            Self::Embed => "embed".to_owned(),
            Self::Card(id) => format!("card-{id}"),
            Self::ChartCard => "card-chart".to_owned(),
            Self::TakeAway => "take-away".to_owned(),
            Self::ShortEdition => "short-edition".to_owned(),
            Self::Bulletin => "bulletin".to_owned(),
            Self::Poster => "poster".to_owned(),
            // Readers save this file elsewhere, so its name contains that of the case.
            Self::SingleFile => {
                return format!("{}.{}.html", context.case.name, context.text.language);
            }
            Self::EmbedChooser => "embed-chooser".to_owned(),
            Self::FrameCheck => "frame-check".to_owned(),
        };
        match context.code() {
            Some(code) => format!("{name}.{code}.html"),
            None => format!("{name}.html"),
        }
    }

    /// The address of the page. `site` ends with a slash, and is itself the address of the original's main page.
    pub fn address(self, context: PageContext<'_>, site: &str) -> String {
        match (self, context.code()) {
            (Self::Main, None) => site.to_owned(),
            _ => format!("{site}{}", self.file(context)),
        }
    }

    /// Whether the page is the main page, its embed or a card. Such pages have an oEmbed response and a preview image
    /// if the address of the site is known.
    pub fn shows_the_case(self) -> bool {
        matches!(
            self,
            Self::Main | Self::Embed | Self::Card(_) | Self::ChartCard
        )
    }

    /// Whether the page is read without the other files of the folder, on paper or as a saved file.
    pub fn is_self_contained(self) -> bool {
        self.is_for_paper() || self == Self::SingleFile
    }

    /// Whether the page is laid out for sheets of paper.
    pub fn is_for_paper(self) -> bool {
        matches!(self, Self::ShortEdition | Self::Bulletin | Self::Poster)
    }

    /// Whether the page is made for frames in other pages, whose appearance it can match.
    pub fn is_for_embedding(self) -> bool {
        matches!(
            self,
            Self::Embed | Self::Card(_) | Self::ChartCard | Self::FrameCheck
        )
    }

    /// Whether the records that the page links to are on the main page: its links open that page.
    pub fn links_to_main(self) -> bool {
        matches!(
            self,
            Self::Card(_) | Self::ChartCard | Self::ShortEdition | Self::Poster
        )
    }

    /// Whether the page has the app.
    pub fn has_app(self) -> bool {
        matches!(self, Self::Main | Self::Embed | Self::ChartCard)
    }

    /// Whether the page has the chart.
    pub fn has_chart(self) -> bool {
        matches!(
            self,
            Self::Main | Self::Embed | Self::ChartCard | Self::SingleFile
        )
    }

    /// The value of the attribute `data-page`, for styles and scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Embed => "embed",
            Self::Card(_) | Self::ChartCard => "card",
            Self::TakeAway => "take-away",
            Self::ShortEdition => "short-edition",
            Self::Bulletin => "bulletin",
            Self::Poster => "poster",
            Self::SingleFile => "main",
            Self::EmbedChooser => "embed-chooser",
            Self::FrameCheck => "frame-check",
        }
    }

    /// The files of `static/style` that the page needs, without extension, in the order of the cascade.
    pub fn styles(self) -> Vec<&'static str> {
        const TIMELINE: &[&str] = &[
            "base",
            "masthead",
            "search_box",
            "chart",
            "status_panel",
            "controls",
            "timeline",
            "case_map",
            "steps",
            "lists",
            "popover",
            "listen",
            "summary",
        ];
        match self {
            Self::Main | Self::SingleFile => [TIMELINE, &["print"]].concat(),
            Self::Embed => [TIMELINE, &["embed", "print"]].concat(),
            Self::ShortEdition => vec!["base", "chart", "paper", "short_edition"],
            Self::Bulletin => vec!["base", "paper", "bulletin"],
            Self::Poster => vec!["base", "chart", "paper", "poster"],
            Self::Card(_) => vec![
                "base", "masthead", "timeline", "steps", "lists", "listen", "embed",
            ],
            Self::ChartCard => vec![
                "base",
                "masthead",
                "chart",
                "status_panel",
                "embed",
                "print",
            ],
            Self::TakeAway | Self::EmbedChooser | Self::FrameCheck => {
                vec!["base", "masthead", "embed_chooser"]
            }
        }
    }
}
