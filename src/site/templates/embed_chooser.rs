//! The pages for editors who embed the timeline: one offers code to paste, with a chooser; the other reports what a
//! frame may do. Both can be read without script: `static/embed-chooser.js` shows the chooser, `static/frame-check.js` fills in
//! the results.

use std::collections::BTreeMap;

use serde_json::json;
use yew::prelude::*;

use super::entries;
use super::masthead::{languages, translation};
use crate::content::strings::{PlatformStrings, Recipe};
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;
use crate::site::palette::{Theme, color};

/// What `show` names the chart; no record has this id, because it is an id of the page.
const CHART: &str = "chart";

/// The page with the recipes. They embed the whole timeline until the script fills in what the chooser selects.
pub fn embed_chooser(context: PageContext<'_>) -> Html {
    let labels = &context.strings.embed_chooser;
    // The script replaces the placeholder with the address from which it was loaded; without script an editor does.
    let folder = context.site.unwrap_or("https://YOUR-SITE/FOLDER/");
    let origin = folder.split('/').take(3).collect::<Vec<_>>().join("/");
    let recipe = |recipe: &Recipe| {
        let code = recipe.code.join("\n");
        html! {
            <li>
                <h3>{&recipe.name}</h3>
                <p>{&recipe.when}{ (recipe.id == "address" && context.site.is_none()).then(|| format!(" {}", labels.no_site)) }</p>
                <pre tabindex="0"><code id={recipe.id.clone()} data-recipe={code.clone()}>{filled(&code, context, folder)}</code></pre>
                <p class="needs-script" hidden=true><button type="button" data-copy={recipe.id.clone()} data-copied={labels.copied.clone()} data-by-hand={labels.copy_by_hand.clone()}>{&labels.copy}</button>{" "}<span role="status"></span></p>
            </li>
        }
    };
    let platform = |platform: &PlatformStrings| html! { <><dt>{&platform.name}</dt><dd>{&platform.steps}</dd></> };
    let check = PageKind::FrameCheck.file(context);
    let check_frame = format!(
        "<iframe src=\"{folder}{check}\" title=\"{}\" width=\"100%\" height=\"800\"></iframe>",
        context.strings.frame_check.title
    );
    html! {
        <div class="page">
            <main id="main">
                {languages(context, PageKind::EmbedChooser)}
                <h1>{&labels.title}</h1>
                {translation(context, PageKind::EmbedChooser)}
                <p class="lede">{&labels.intro}</p>
                {chooser(context)}
                <h2>{&labels.recipes}</h2>
                <ol class="recipes">{ for labels.recipe_list.iter().map(recipe) }</ol>
                <h2>{&labels.hosts}</h2>
                <dl class="hosts">{ for labels.host_list.iter().map(platform) }</dl>
                <h2>{&labels.policy}</h2>
                <p>{&labels.policy_text}</p>
                <pre tabindex="0"><code data-recipe={labels.policy_code.clone()}>{labels.policy_code.replace("{origin}", &origin)}</code></pre>
                <h2>{&labels.privacy}</h2>
                <blockquote data-recipe={labels.privacy_text.clone()}>{labels.privacy_text.replace("{origin}", &origin)}</blockquote>
                <h2>{&labels.check}</h2>
                <p>{&labels.check_text}{" "}<a href={check.clone()}>{check}</a></p>
                <pre tabindex="0"><code>{check_frame}</code></pre>
            </main>
        </div>
    }
}

/// The code of a recipe that embeds the whole timeline, in the color scheme of the reader's system.
fn filled(code: &str, context: PageContext<'_>, folder: &str) -> String {
    let main = PageKind::Main.address(context, folder);
    let language = context.code().map(|code| format!(" lang=\"{code}\""));
    code.replace(
        "{address}",
        &format!("{folder}{}", PageKind::Embed.file(context)),
    )
    .replace("{folder}", folder)
    .replace("{plain}", &main)
    .replace("{whole}", &main)
    .replace("{title}", &context.text.title)
    .replace("{height}", "800")
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

/// The chooser: what to embed, its language, its colors and its height. It is hidden until the script runs.
fn chooser(context: PageContext<'_>) -> Html {
    let labels = &context.strings.embed_chooser;
    let option =
        |id: &str, name: Option<&String>| html! { <option value={id.to_owned()}>{name}</option> };
    let events = context.case.events.iter().map(|event| {
        option(
            &event.id,
            context
                .text
                .events
                .get(&event.id)
                .map(|event_text| &event_text.headline),
        )
    });
    let steps = context.case.steps.iter().map(|step| {
        option(
            &step.id,
            context
                .text
                .steps
                .get(&step.id)
                .map(|step_text| &step_text.title),
        )
    });
    html! {
        <section class="chooser needs-script" id="chooser" aria-labelledby="chooser-title" hidden=true
            data-refused={labels.accent_refused.clone()} data-light={paper(Theme::Light)} data-dark={paper(Theme::Dark)}>
            <h2 id="chooser-title">{&labels.choose}</h2>
            <p><label for="show">{&labels.what}</label>
                <select id="show">
                    <option value="">{&labels.all}</option>
                    <option value={CHART}>{&context.strings.page.chart}</option>
                    <optgroup label={labels.events.clone()}>{ for events }</optgroup>
                    <optgroup label={labels.steps.clone()}>{ for steps }</optgroup>
                </select></p>
            <p><label for="language">{&labels.language}</label>
                <select id="language" autocomplete="off">{ for context.in_all().map(|other| language(context, other)) }</select></p>
            <p><label for="theme">{&labels.theme}</label>
                <select id="theme">
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
                <select id="heading">{ for ["1", "2", "3", "4"].map(|level| html! { <option value={level}>{level}</option> }) }</select></p>
            <p><label for="height">{&labels.height}</label>{" "}<input id="height" type="number" min="200" max="4000" step="10" value="800" /></p>
            <h3>{&labels.preview}</h3>
            <iframe id="preview" title={labels.preview.clone()} src={PageKind::Embed.file(context)}></iframe>
        </section>
    }
}

/// The page that reports what a frame may do. The script fills in the rows; without script, the first row says that
/// scripts are blocked.
pub fn frame_check(context: PageContext<'_>) -> Html {
    let labels = &context.strings.frame_check;
    let row = |id: &str, name: &str, found: &str, remedy: &str, yes: &str, no: &str| {
        html! {
            <tr id={id.to_owned()} data-remedy={remedy.to_owned()} data-yes={yes.to_owned()} data-no={no.to_owned()}>
                <th scope="row">{name.to_owned()}</th><td>{found.to_owned()}</td><td></td>
            </tr>
        }
    };
    // Features that can only be tested by trying them, which needs a click of the editor.
    let trial = |id: &str, name: &str, remedy: &str, yes: &str, no: &str| {
        html! {
            <tr id={id.to_owned()} data-remedy={remedy.to_owned()} data-yes={yes.to_owned()} data-no={no.to_owned()} data-untried={labels.untried.clone()}>
                <th scope="row">{name.to_owned()}</th>
                <td><span role="status"></span>{" "}<button type="button" hidden=true>{&labels.try_it}<span class="vh">{": "}{name.to_owned()}</span></button></td><td></td>
            </tr>
        }
    };
    html! {
        <div class="page">
            <main id="main">
                {languages(context, PageKind::FrameCheck)}
                <h1>{&labels.title}</h1>
                {translation(context, PageKind::FrameCheck)}
                <p class="section__intro">{&labels.intro}</p>
                <table class="check" data-unknown={labels.unknown.clone()} data-allowed={labels.allowed.clone()} data-refused={labels.refused.clone()}>
                    <thead><tr><th scope="col">{&labels.fact}</th><th scope="col">{&labels.found}</th><th scope="col">{&labels.remedy}</th></tr></thead>
                    <tbody>
                        <tr id="scripts" data-yes={labels.wasm_yes.clone()}><th scope="row">{&labels.scripts}</th><td>{&labels.scripts_blocked}</td><td>{&labels.scripts_remedy}</td></tr>
                        {row("framed", &labels.framed, "", "", &labels.framed_yes, &labels.framed_no)}
                        {row("host", &labels.host, "", &labels.host_remedy, "", &labels.host_none)}
                        {row("width", &labels.width, "", &labels.width_remedy, "", "")}
                        {row("height", &labels.height, "", "", "", "")}
                        {row("shown", &labels.shown, "", &labels.shown_remedy, "", "")}
                        <tr id="sandbox" data-remedy={labels.sandbox_remedy.clone()} data-none={labels.sandbox_none.clone()} data-unknown={labels.sandbox_hidden.clone()}><th scope="row">{&labels.sandbox}</th><td></td><td></td></tr>
                        {row("origin", &labels.origin, "", &labels.origin_remedy, "", &labels.origin_none)}
                        {row("wasm", &labels.wasm, "", &labels.wasm_remedy, &labels.wasm_yes, &labels.wasm_no)}
                        {row("files", &labels.files, "", &labels.files_remedy, &labels.files_yes, &labels.files_no)}
                        {trial("popups", &labels.popups, &labels.popups_remedy, &labels.popups_yes, &labels.popups_no)}
                        {row("escape", &labels.escape, "", &labels.escape_remedy, &labels.allowed, &labels.refused)}
                        {trial("printing", &labels.printing, &labels.printing_remedy, &labels.printing_yes, &labels.printing_no)}
                        {row("downloads", &labels.downloads, "", &labels.downloads_remedy, &labels.allowed, &labels.refused)}
                        {row("clipboard", &labels.clipboard, "", &labels.clipboard_remedy, &labels.clipboard_yes, &labels.clipboard_no)}
                    </tbody>
                </table>
            </main>
        </div>
    }
}

/// The background of a theme, as six hexadecimal digits.
fn paper(theme: Theme) -> &'static str {
    color(theme, "paper").trim_start_matches('#')
}
