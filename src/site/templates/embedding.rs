//! The pages for those who embed: ways to do it, and what a frame may do. Both are complete without
//! script; `static/embedding.js` adds the chooser, `static/check.js` fills in what it finds.

use std::collections::BTreeMap;

use serde_json::json;
use yew::prelude::*;

use super::entries;
use super::masthead::{languages, translation};
use crate::content::strings::{HostWords, Recipe};
use crate::site::context::Doc;
use crate::site::page_kind::Kind;

/// Ways to embed, first as they are for everything, then for what is chosen.
pub fn embedding(doc: Doc<'_>) -> Html {
    let words = &doc.ui.embedding;
    // The script knows the address it was loaded from; without either, an editor fills it in.
    let folder = doc.site.unwrap_or("https://YOUR-SITE/FOLDER/");
    let origin = folder.split('/').take(3).collect::<Vec<_>>().join("/");
    let recipe = |recipe: &Recipe| {
        let code = recipe.code.join("\n");
        html! {
            <li>
                <h3>{&recipe.name}</h3>
                <p>{&recipe.when}{ (recipe.id == "address" && doc.site.is_none()).then(|| format!(" {}", words.no_site)) }</p>
                <pre tabindex="0"><code id={recipe.id.clone()} data-recipe={code.clone()}>{filled(&code, doc, folder)}</code></pre>
                <p class="needs-script" hidden=true><button type="button" data-copy={recipe.id.clone()} data-copied={words.copied.clone()} data-by-hand={words.copy_by_hand.clone()}>{&words.copy}</button>{" "}<span role="status"></span></p>
            </li>
        }
    };
    let host = |host: &HostWords| html! { <><dt>{&host.name}</dt><dd>{&host.steps}</dd></> };
    let check = Kind::Check.file(doc);
    let check_frame = format!(
        "<iframe src=\"{folder}{check}\" title=\"{}\" width=\"100%\" height=\"800\"></iframe>",
        doc.ui.check.title
    );
    html! {
        <div class="page">
            <main id="main">
                {languages(doc, Kind::Embedding)}
                <h1>{&words.title}</h1>
                {translation(doc, Kind::Embedding)}
                <p class="lede">{&words.intro}</p>
                {chooser(doc)}
                <h2>{&words.recipes}</h2>
                <ol class="recipes">{ for words.recipe_list.iter().map(recipe) }</ol>
                <h2>{&words.hosts}</h2>
                <dl class="hosts">{ for words.host_list.iter().map(host) }</dl>
                <h2>{&words.policy}</h2>
                <p>{&words.policy_text}</p>
                <pre tabindex="0"><code data-recipe={words.policy_code.clone()}>{words.policy_code.replace("{origin}", &origin)}</code></pre>
                <h2>{&words.privacy}</h2>
                <blockquote data-recipe={words.privacy_text.clone()}>{words.privacy_text.replace("{origin}", &origin)}</blockquote>
                <h2>{&words.check}</h2>
                <p>{&words.check_text}{" "}<a href={check.clone()}>{check}</a></p>
                <pre tabindex="0"><code>{check_frame}</code></pre>
            </main>
        </div>
    }
}

/// A recipe for everything, in the colours of the reader's system.
fn filled(code: &str, doc: Doc<'_>, folder: &str) -> String {
    let main = Kind::Main.address(doc, folder);
    let language = doc.code().map(|code| format!(" lang=\"{code}\""));
    code.replace("{address}", &format!("{folder}{}", Kind::Embed.file(doc)))
        .replace("{folder}", folder)
        .replace("{plain}", &main)
        .replace("{whole}", &main)
        .replace("{title}", &doc.text.title)
        .replace("{height}", "800")
        .replace("{more}", &doc.ui.embedding.read_more)
        .replace("{attributes}", &language.unwrap_or_default())
}

/// A language to embed in, with what the recipes need of it: the code its pages carry, its title, the
/// names of its cards, and the words on AMP's button.
fn language(doc: Doc<'_>, other: Doc<'_>) -> Html {
    let ids = other.text.events.keys().chain(other.text.steps.keys());
    let names: BTreeMap<_, _> = ids
        .filter_map(|id| Some((id, entries::name(other, id)?)))
        .collect();
    let language = other.text.language.clone();
    html! {
        <option value={other.code().unwrap_or_default().to_owned()} lang={language} dir={other.ui.direction.clone()}
            selected={other.text.language == doc.text.language} data-title={other.text.title.clone()}
            data-names={json!(names).to_string()} data-more={other.ui.embedding.read_more.clone()}>{&other.ui.name}</option>
    }
}

/// What to show, in which language and colours, how high; it appears where script can run.
fn chooser(doc: Doc<'_>) -> Html {
    let words = &doc.ui.embedding;
    let option =
        |id: &str, name: Option<&String>| html! { <option value={id.to_owned()}>{name}</option> };
    let events = doc.case.events.iter().map(|event| {
        option(
            &event.id,
            doc.text.events.get(&event.id).map(|told| &told.headline),
        )
    });
    let steps = doc.case.steps.iter().map(|step| {
        option(
            &step.id,
            doc.text.steps.get(&step.id).map(|told| &told.title),
        )
    });
    html! {
        <section class="chooser needs-script" id="chooser" aria-labelledby="chooser-title" hidden=true
            data-refused={words.accent_refused.clone()}>
            <h2 id="chooser-title">{&words.choose}</h2>
            <p><label for="show">{&words.what}</label>
                <select id="show">
                    <option value="">{&words.all}</option>
                    <optgroup label={words.events.clone()}>{ for events }</optgroup>
                    <optgroup label={words.steps.clone()}>{ for steps }</optgroup>
                </select></p>
            <p><label for="language">{&words.language}</label>
                <select id="language" autocomplete="off">{ for doc.in_all().map(|other| language(doc, other)) }</select></p>
            <p><label for="theme">{&words.theme}</label>
                <select id="theme">
                    <option value="">{&words.theme_auto}</option>
                    <option value="light">{&words.theme_light}</option>
                    <option value="dark">{&words.theme_dark}</option>
                </select></p>
            <p><label for="accent">{&words.accent}</label>{" "}<input id="accent" type="text" maxlength="7" spellcheck="false" autocomplete="off" />
                {" "}<input id="pick" type="color" value="#24468c" aria-label={words.pick.clone()} />
                {" "}<span id="refused" role="status"></span></p>
            <p><span class="chooser__check"><input id="ground" type="checkbox" aria-describedby="ground-hint" /><label for="ground">{&words.ground}</label></span>
                {" "}<span id="ground-hint">{&words.ground_hint}</span></p>
            <p><label for="heading">{&words.heading}</label>
                <select id="heading">{ for ["1", "2", "3", "4"].map(|level| html! { <option value={level}>{level}</option> }) }</select></p>
            <p><label for="height">{&words.height}</label>{" "}<input id="height" type="number" min="200" max="4000" step="10" value="800" /></p>
            <h3>{&words.preview}</h3>
            <iframe id="preview" title={words.preview.clone()} src={Kind::Embed.file(doc)}></iframe>
        </section>
    }
}

/// What a frame may do: each row is filled in by the script, and says without it that scripts are blocked.
pub fn check(doc: Doc<'_>) -> Html {
    let words = &doc.ui.check;
    let row = |id: &str, name: &str, found: &str, remedy: &str, yes: &str, no: &str| {
        html! {
            <tr id={id.to_owned()} data-remedy={remedy.to_owned()} data-yes={yes.to_owned()} data-no={no.to_owned()}>
                <th scope="row">{name.to_owned()}</th><td>{found.to_owned()}</td><td></td>
            </tr>
        }
    };
    // What only a trial can tell, made by the embedder's own press of a button.
    let trial = |id: &str, name: &str, remedy: &str, yes: &str, no: &str| {
        html! {
            <tr id={id.to_owned()} data-remedy={remedy.to_owned()} data-yes={yes.to_owned()} data-no={no.to_owned()} data-untried={words.untried.clone()}>
                <th scope="row">{name.to_owned()}</th>
                <td><span role="status"></span>{" "}<button type="button" hidden=true>{&words.try_it}<span class="vh">{": "}{name.to_owned()}</span></button></td><td></td>
            </tr>
        }
    };
    html! {
        <div class="page">
            <main id="main">
                {languages(doc, Kind::Check)}
                <h1>{&words.title}</h1>
                {translation(doc, Kind::Check)}
                <p class="section__intro">{&words.intro}</p>
                <table class="check" data-unknown={words.unknown.clone()} data-allowed={words.allowed.clone()} data-refused={words.refused.clone()}>
                    <thead><tr><th scope="col">{&words.fact}</th><th scope="col">{&words.found}</th><th scope="col">{&words.remedy}</th></tr></thead>
                    <tbody>
                        <tr id="scripts" data-yes={words.wasm_yes.clone()}><th scope="row">{&words.scripts}</th><td>{&words.scripts_blocked}</td><td>{&words.scripts_remedy}</td></tr>
                        {row("framed", &words.framed, "", "", &words.framed_yes, &words.framed_no)}
                        {row("host", &words.host, "", &words.host_remedy, "", &words.host_none)}
                        {row("width", &words.width, "", &words.width_remedy, "", "")}
                        {row("height", &words.height, "", "", "", "")}
                        {row("shown", &words.shown, "", &words.shown_remedy, "", "")}
                        <tr id="sandbox" data-remedy={words.sandbox_remedy.clone()} data-none={words.sandbox_none.clone()} data-unknown={words.sandbox_hidden.clone()}><th scope="row">{&words.sandbox}</th><td></td><td></td></tr>
                        {row("origin", &words.origin, "", &words.origin_remedy, "", &words.origin_none)}
                        {row("wasm", &words.wasm, "", &words.wasm_remedy, &words.wasm_yes, &words.wasm_no)}
                        {row("files", &words.files, "", &words.files_remedy, &words.files_yes, &words.files_no)}
                        {trial("popups", &words.popups, &words.popups_remedy, &words.popups_yes, &words.popups_no)}
                        {row("escape", &words.escape, "", &words.escape_remedy, &words.allowed, &words.refused)}
                        {trial("printing", &words.printing, &words.printing_remedy, &words.printing_yes, &words.printing_no)}
                        {row("downloads", &words.downloads, "", &words.downloads_remedy, &words.allowed, &words.refused)}
                        {row("clipboard", &words.clipboard, "", &words.clipboard_remedy, &words.clipboard_yes, &words.clipboard_no)}
                    </tbody>
                </table>
            </main>
        </div>
    }
}
