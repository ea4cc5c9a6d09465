//! The page for editors who embed the timeline: a question for their platform, the steps and the code that work there, and
//! a chooser with a preview. It can be read without script; `static/embed-chooser.js` shows the chooser, fills in the
//! code, and selects the platform.

use std::collections::BTreeMap;

use serde_json::json;
use yew::prelude::*;

use super::copy_button::{CopyLabels, copy_button, copy_row};
use super::masthead::{languages, translation};
use super::{entries, recipes};
use crate::content::case::key;
use crate::content::strings::{EmbedStep, Platform, Way};
use crate::site::context::PageContext;
use crate::site::document::escape;
use crate::site::page_kind::PageKind;
use crate::site::palette::{Theme, color};

/// What `show` names the chart; no record has this id, because it is an id of the page.
const CHART: &str = "chart";
/// The height of the whole timeline's frame, which scrolls inside.
const HEIGHT: u32 = 800;
/// What a box is higher than the frame inside it: the margins of the frame, and some room for the platform's own.
const BOX_MARGIN: u32 = 60;

/// The page with the ways to embed. They embed the whole timeline until the script fills in what the chooser selects.
pub fn embed_chooser(context: PageContext<'_>) -> Html {
    let labels = &context.strings.embed_chooser;
    let main = PageKind::Main.file(context);
    let check = PageKind::FrameCheck.file(context);
    let check_frame = format!(
        "<iframe src=\"{{folder}}{check}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT}\"></iframe>",
        escape(&context.strings.frame_check.title)
    );
    html! {
        <div class="page">
            <main id="main">
                {languages(context, PageKind::EmbedChooser)}
                <p class="kicker"><a href={main}>{&context.text.title}</a></p>
                <h1>{&labels.title}</h1>
                {translation(context, PageKind::EmbedChooser)}
                <p class="lede">{&labels.intro}</p>
                <div class="embedding">
                    <div>
                        <h2 id="platform">{&labels.platform}</h2>
                        {platform_choice(context)}
                        <h2 class="needs-script" hidden=true>{&labels.how}</h2>
                        <p class="needs-script" id="chosen" role="status" data-chosen={labels.chosen.clone()} hidden=true></p>
                        <p class="needs-script" hidden=true><a href="#chooser">{&labels.change}</a></p>
                        <p class="needs-script" id="unanswered" hidden=true>{&labels.unanswered}</p>
                        { for labels.platforms.iter().map(|one| platform(context, one)) }
                        {chooser(context)}
                    </div>
                    <section class="preview needs-script" aria-labelledby="preview-title" hidden=true>
                        <h2 id="preview-title">{&labels.preview}</h2>
                        <iframe id="preview" title={labels.preview.clone()} src={PageKind::Embed.file(context)}></iframe>
                    </section>
                </div>
                <h2>{&labels.check}</h2>
                <p>{&labels.check_text}{" "}<a href={check.clone()}>{check}</a></p>
                {snippet(context, "check-frame", &check_frame)}
                <h2>{&labels.policy}</h2>
                <p>{&labels.policy_text}</p>
                {snippet(context, "policy", &labels.policy_code)}
                <h2>{&labels.privacy}</h2>
                <blockquote id="privacy" data-recipe={labels.privacy_text.clone()}>{filled(&labels.privacy_text, context, &context.text.title)}</blockquote>
                {copy(context, "privacy")}
            </main>
        </div>
    }
}

/// The answers to the question for the platform, as radio buttons. Without script they are hidden, and the
/// platforms can be opened instead.
fn platform_choice(context: PageContext<'_>) -> Html {
    let labels = &context.strings.embed_chooser;
    let answer = |platform: &Platform| {
        let id = format!("platform-{}", platform.id);
        html! {
            <label><input {id} type="radio" name="platform" value={platform.id.clone()} />{" "}{&platform.name}</label>
        }
    };
    html! {
        <div class="platforms needs-script" role="radiogroup" aria-labelledby="platform" hidden=true>
            { for labels.platforms.iter().map(answer) }
        </div>
    }
}

/// A platform with the ways that work there on this copy: the first with its steps, the others folded.
fn platform(context: PageContext<'_>, platform: &Platform) -> Html {
    let labels = &context.strings.embed_chooser;
    let works = |way: &Way| context.site.is_some() || !way.codes().any(recipes::needs_site);
    let (working, omitted): (Vec<_>, Vec<_>) = platform
        .ways
        .iter()
        .chain([&labels.link])
        .partition(|way| works(way));
    let way = |(index, way): (usize, &&Way)| {
        if index == 0 {
            return html! { <div class="way"><h4>{&way.name}</h4>{steps(context, platform, way)}</div> };
        }
        html! { <details class="way"><summary><h4>{&way.name}</h4></summary>{steps(context, platform, way)}</details> }
    };
    html! {
        <details class="platform" id={platform.id.clone()}>
            <summary><h3>{&platform.name}</h3></summary>
            { platform.intro.as_ref().map(|intro| html! { <p>{intro}</p> }) }
            { for working.iter().enumerate().map(way) }
            { (!omitted.is_empty()).then(|| html! { <p class="hint">{&labels.no_site}</p> }) }
        </details>
    }
}

/// The numbered steps of a way, each with what to copy and what the editor then sees.
fn steps(context: PageContext<'_>, platform: &Platform, way: &Way) -> Html {
    let labels = &context.strings.embed_chooser;
    let text = |text: &str| html! { <span data-recipe={text.to_owned()}>{filled(text, context, &context.text.title)}</span> };
    let step = |step: &EmbedStep| {
        html! {
            <li>
                <p>{text(&step.text)}</p>
                { step.code.map(|recipe| snippet(context, &format!("{}-{}", platform.id, key(recipe)), &recipes::code(recipe))) }
                { step.see.as_ref().map(|see| html! { <p class="hint"><b>{&labels.see}</b>{" "}{text(see)}</p> }) }
            </li>
        }
    };
    html! {
        <>
            <ol>{ for way.steps.iter().map(step) }</ol>
            { way.note.as_ref().map(|note| html! { <p class="hint">{text(note)}</p> }) }
        </>
    }
}

/// Code with its button that copies it.
fn snippet(context: PageContext<'_>, id: &str, code: &str) -> Html {
    html! {
        <>
            <pre tabindex="0"><code id={id.to_owned()} data-recipe={code.to_owned()}>{filled(code, context, &escape(&context.text.title))}</code></pre>
            {copy(context, id)}
        </>
    }
}

/// The button that copies the text of an element.
fn copy(context: PageContext<'_>, id: &str) -> Html {
    let labels = &context.strings.embed_chooser;
    let labels = CopyLabels {
        copy: &labels.copy,
        copied: &labels.copied,
        by_hand: &labels.copy_by_hand,
    };
    copy_row(copy_button(id, &labels, None))
}

/// A text or code with its placeholders replaced, for the whole timeline in the color scheme of the reader's system.
fn filled(pattern: &str, context: PageContext<'_>, title: &str) -> String {
    // The script replaces the placeholder with the address from which it was loaded; without script an editor does.
    let folder = context.site.unwrap_or("https://YOUR-SITE/FOLDER/");
    let origin = folder.split('/').take(3).collect::<Vec<_>>().join("/");
    let main = PageKind::Main.address(context, folder);
    let language = context.code().map(|code| format!(" lang=\"{code}\""));
    pattern
        .replace(
            "{address}",
            &format!("{folder}{}", PageKind::Embed.file(context)),
        )
        .replace("{folder}", folder)
        .replace("{origin}", &origin)
        .replace("{plain}", &main)
        .replace("{whole}", &main)
        .replace("{title}", title)
        .replace("{height}", &HEIGHT.to_string())
        .replace("{box}", &(HEIGHT + BOX_MARGIN).to_string())
        .replace("{more}", &context.strings.embed_chooser.read_more)
        .replace("{attributes}", &language.unwrap_or_default())
}

/// An option of the language select, with the data that the recipes need: the language code in file names, the title,
/// the names of the cards, and the label of AMP's button.
fn language(context: PageContext<'_>, other: PageContext<'_>) -> Html {
    let ids = other.text.events.keys().chain(other.text.steps.keys());
    let mut names: BTreeMap<_, _> = ids
        .filter_map(|id| Some((id.as_str(), entries::name(other, id)?)))
        .collect();
    names.insert(CHART, other.strings.page.chart.clone());
    let language = other.text.language.clone();
    html! {
        <option value={other.code().unwrap_or_default().to_owned()} lang={language} dir={other.strings.direction.clone()}
            selected={other.text.language == context.text.language} data-title={other.text.title.clone()}
            data-names={json!(names).to_string()} data-more={other.strings.embed_chooser.read_more.clone()}>{&other.strings.name}</option>
    }
}

/// The chooser: what to embed, its language, and, folded, its appearance. It is hidden until the script runs.
fn chooser(context: PageContext<'_>) -> Html {
    let labels = &context.strings.embed_chooser;
    let PageContext { case, text, .. } = context;
    let option = |id: &str, name: String| html! { <option value={id.to_owned()}>{name}</option> };
    // With the date: an editor looks for the day that the article is about.
    let events = case.events.iter().map(|event| {
        let date = context.strings.dates.when(event.when).date;
        let headline = &text.events[&event.id].headline;
        option(&event.id, format!("{date}: {headline}"))
    });
    let steps = case.steps.iter();
    let steps = steps.map(|step| option(&step.id, text.steps[&step.id].title.clone()));
    html! {
        <section class="chooser needs-script" id="chooser" aria-labelledby="chooser-title" hidden=true
            data-refused={labels.accent_refused.clone()} data-light={paper(Theme::Light)} data-dark={paper(Theme::Dark)} data-box-margin={BOX_MARGIN.to_string()}>
            <h2 id="chooser-title">{&labels.what}</h2>
            <p><label for="show">{&labels.content}</label>
                <select id="show" autocomplete="off">
                    <option value="">{&labels.all}</option>
                    <option value={CHART}>{&context.strings.page.chart}</option>
                    <optgroup label={labels.events.clone()}>{ for events }</optgroup>
                    <optgroup label={labels.steps.clone()}>{ for steps }</optgroup>
                </select></p>
            <p><label for="language">{&labels.language}</label>
                <select id="language" autocomplete="off">{ for context.in_all().map(|other| language(context, other)) }</select></p>
            <p class="hint" id="appearance-fixed" hidden=true>{&labels.appearance_fixed}</p>
            <details id="appearance">
                <summary>{&labels.appearance}</summary>
                <p><label for="theme">{&labels.theme}</label>
                    <select id="theme" autocomplete="off">
                        <option value="">{&labels.theme_auto}</option>
                        <option value="light">{&labels.theme_light}</option>
                        <option value="dark">{&labels.theme_dark}</option>
                    </select></p>
                <p><label for="accent">{&labels.accent}</label>{" "}<input id="accent" type="text" maxlength="7" spellcheck="false" autocomplete="off" />
                    {" "}<input id="pick" type="color" value="#24468c" aria-label={labels.pick.clone()} />
                    {" "}<span id="refused" role="status"></span></p>
                <p><span class="chooser__check"><input id="background" type="checkbox" aria-describedby="background-hint" /><label for="background">{&labels.background}</label></span>
                    {" "}<span id="background-hint">{&labels.background_hint}</span></p>
                <p><label for="heading">{&labels.heading}</label>
                    <select id="heading" autocomplete="off">{ for ["1", "2", "3", "4"].map(|level| html! { <option value={level}>{level}</option> }) }</select></p>
                <p><label for="height">{&labels.height}</label>{" "}<input id="height" type="number" min="200" max="4000" step="10" value={HEIGHT.to_string()} autocomplete="off" /></p>
            </details>
        </section>
    }
}

/// The background of a theme, as six hexadecimal digits.
fn paper(theme: Theme) -> &'static str {
    color(theme, "paper").trim_start_matches('#')
}
