// Reads a part of the page aloud, without its source numbers and closed details, and highlights the sentence that is
// read. Highlights change no node, and the bar of controls is outside #app, so hydration and the app are not affected.
//
// Each sentence is an utterance of its own. Pausing cancels it, and resuming reads the sentence again from its beginning,
// because on Android pausing cancels an utterance anyway.

const { lang } = document.documentElement;
const bar = document.getElementById("listen-bar");
const [pauseButton, resumeButton, nextButton, stopButton] = bar.querySelectorAll("button");
// How abbreviations are read, by abbreviation. The longest comes first: "U.S.C." before "U.S.".
const spoken = JSON.parse(bar.dataset.spoken);
const abbreviations = Object.keys(spoken)
  .sort((one, other) => other.length - one.length)
  .map((written) => written.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s/g, "\\s"));
const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])(${abbreviations.join("|") || "(?!)"})(?![\\p{L}\\p{N}])`, "gu");

// What is not read: references to sources, controls, text that repeats a heading for screen readers, closed details.
const SKIPPED = "sup, button, .record-link, .vh, .summary-sources, [aria-hidden=true], details:not([open])";

let button, voice, sentences, index, current;

// Returns the text nodes that are read, by the block that contains them.
const blocksOf = (part) => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const blocks = new Map();
  while (walker.nextNode()) {
    let block = walker.currentNode.parentElement;
    while (/^(inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
    blocks.set(block, [...(blocks.get(block) ?? []), walker.currentNode]);
  }
  return [...blocks.values()];
};

// Splits text into sentences. Abbreviations are masked, because a period in them does not end a sentence.
const split = (text) => {
  if (!Intl.Segmenter) return [text];
  const masked = text.replace(pattern, (_, before, written) => before + "x".repeat(written.length));
  const segments = [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(masked)];
  return segments.map(({ index, segment }) => text.slice(index, index + segment.length));
};

// Returns a range of the text of several nodes.
const rangeOf = (nodes, start, end) => {
  const range = document.createRange();
  let from = 0;
  for (const node of nodes) {
    const to = from + node.length;
    if (start >= from && start < to) range.setStart(node, start - from);
    if (end > from && end <= to) range.setEnd(node, end - from);
    from = to;
  }
  return range;
};

const sentencesOf = (part) =>
  blocksOf(part).flatMap((nodes) => {
    let start = 0;
    return split(nodes.map(({ data }) => data).join("")).flatMap((text) => {
      const range = rangeOf(nodes, start, start + text.trimEnd().length);
      start += text.length;
      return /[\p{L}\p{N}]/u.test(text) ? [{ text, range }] : [];
    });
  });

// The text of a sentence, with abbreviations in words.
const spokenText = (text) =>
  text
    .replace(pattern, (_, before, written) => before + spoken[written.replace(/\s/g, " ")])
    .replace(/\s+/g, " ")
    .trim();

// Scrolls to the sentence that is read. In a frame the embedding page may scroll, not this one.
const scrollToSentence = (range) => {
  const { top, bottom } = range.getBoundingClientRect();
  if (parent !== window || (top > innerHeight * 0.25 && bottom < innerHeight * 0.75)) return;
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
};

const cancel = () => {
  current = undefined;
  speechSynthesis.cancel();
};

const speak = () => {
  cancel();
  if (index >= sentences.length) {
    stop();
    return;
  }
  const { text, range } = sentences[index];
  const utterance = new SpeechSynthesisUtterance(spokenText(text));
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.onend = () => {
    if (utterance === current) next();
  };
  utterance.onerror = () => {
    if (utterance === current) stop();
  };
  current = utterance;
  setPaused(false);
  CSS.highlights?.set("reading", new Highlight(range));
  scrollToSentence(range);
  speechSynthesis.speak(utterance);
};

// Shows the button to pause or the one to resume. The focus moves from one to the other.
const setPaused = (isPaused) => {
  const [shown, hidden] = isPaused ? [resumeButton, pauseButton] : [pauseButton, resumeButton];
  shown.hidden = false;
  if (document.activeElement === hidden) shown.focus();
  hidden.hidden = true;
};

const next = () => {
  index += 1;
  speak();
};

const stop = () => {
  cancel();
  CSS.highlights?.delete("reading");
  const hadFocus = bar.contains(document.activeElement);
  bar.hidden = true;
  if (hadFocus) button.focus();
};

pauseButton.addEventListener("click", () => {
  cancel();
  setPaused(true);
});
resumeButton.addEventListener("click", speak);
nextButton.addEventListener("click", next);
stopButton.addEventListener("click", stop);
bar.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") stop();
});
// Browsers go on reading when a page is left.
addEventListener("pagehide", stop);

// Reads the part of the page that a button belongs to, instead of what is being read.
export const read = (pressed, chosen) => {
  [button, voice, index] = [pressed, chosen, 0];
  sentences = sentencesOf(button.closest("article, .masthead__text"));
  bar.hidden = false;
  // A frame may be as high as its content, so its bar is at the button; otherwise at the edge of the window.
  if (parent !== window) {
    bar.classList.add("listen-bar--at-button");
    bar.style.insetBlockStart = `${button.getBoundingClientRect().top + scrollY}px`;
  }
  speak();
  pauseButton.focus({ preventScroll: true });
};
