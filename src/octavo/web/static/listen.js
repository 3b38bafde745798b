// Listen: the browser's own voice reads what is in the queue, a sentence at a time, and marks it on
// its page. Loaded by app.js where the browser has speech; shown only where it has a voice.
const KEPT = "octavo.listen";
const MOST = 100; // of the queue: a day of listening
const RATES = [0.75, 1, 1.25, 1.5, 1.75, 2];
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const bar = one("[data-player]");
const part = (name) => one(`[data-${name}]`, bar);

const language = document.documentElement.lang;
const digits = new Intl.NumberFormat(language === "ar" ? "ar-u-nu-arab" : language);

const load = () => {
  const empty = { queue: [], at: 0, rate: 1, voices: {} };
  try { return { ...empty, ...JSON.parse(localStorage.getItem(KEPT)) }; } catch { return empty; }
};
let state = load();
const save = () => { try { localStorage.setItem(KEPT, JSON.stringify(state)); } catch { /* not kept then */ } };

let lines = null;      // of the first in the queue: {text, said, language}
let isPlaying = false;
let turn = 0;          // of what is spoken: events of what was cut off are not listened to
let problem = "";      // the name of a sentence in the player that says what is wrong

// ---------- voices
const SHOWN = 40; // of a language: some systems have hundreds, variants of one another (Name+Variant)
const tag = (voice) => voice.lang.replace("_", "-").toLowerCase();
const voicesOf = (language) => {
  const found = speechSynthesis.getVoices().filter((voice) => tag(voice).split("-")[0] === language);
  const plain = found.filter((voice) => !voice.name.includes("+"));
  return (plain.length ? plain : found).slice(0, SHOWN);
};
const voiceOf = (language) => {
  const voices = voicesOf(language);
  return voices.find((voice) => voice.voiceURI === state.voices[language])
    ?? voices.find((voice) => tag(voice) === navigator.language.toLowerCase())
    ?? voices.find((voice) => voice.default) ?? voices[0];
};

// ---------- the sentence on its page
const isHere = (item) => item && new URL(item.address, location.href).pathname === location.pathname;
let letters = null;    // every letter of the text that is read, with where it stands
const textOfPage = () => {
  if (letters) return letters;
  letters = { text: "", places: [] };
  for (const root of all("[data-spoken]")) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      for (let at = 0; at < walk.currentNode.length; at++) {
        if (/\s/.test(walk.currentNode.data[at])) continue;
        letters.text += walk.currentNode.data[at];
        letters.places.push([walk.currentNode, at]);
      }
    }
  }
  return letters;
};
const rangesOf = (chosen) => {
  const page = textOfPage();
  let from = 0;
  return chosen.map(({ text }) => {
    const bare = text.replace(/\s+/g, "");
    let start = page.text.indexOf(bare, from);
    if (start < 0) start = page.text.indexOf(bare);
    if (start < 0 || !bare) return null;
    from = start + bare.length;
    const range = new Range();
    range.setStart(...page.places[start]);
    const [node, at] = page.places[from - 1];
    range.setEnd(node, at + 1);
    return range;
  });
};
let ranges = null;
const unmark = () => {
  CSS.highlights?.delete("spoken");
  for (const block of all(".is-spoken")) block.classList.remove("is-spoken");
};
const mark = () => {
  unmark();
  if (!isHere(state.queue[0]) || !lines || (!isPlaying && !state.at)) return;
  ranges ??= rangesOf(lines);
  const range = ranges[state.at];
  if (!range) return;
  const block = range.startContainer.parentElement.closest("p, li, h1, h2, h3, h4, blockquote, td") ?? range.startContainer.parentElement;
  if (CSS.highlights) CSS.highlights.set("spoken", new Highlight(range));
  else block.classList.add("is-spoken");
  const box = range.getBoundingClientRect();
  if (isPlaying && (box.top < 0 || box.bottom > innerHeight - bar.offsetHeight)) {
    const smooth = matchMedia("(prefers-reduced-motion: no-preference)").matches;
    block.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
  }
};

// ---------- speaking
const open = async () => {
  const item = state.queue[0];
  if (lines || !item) return;
  let found = [];
  try {
    const answer = await fetch(item.lines, { headers: { Accept: "application/json" } });
    if (answer.ok) found = (await answer.json()).chapters.flatMap(
      (chapter, part) => chapter.lines.map((line) => ({ ...line, part })));
    else problem = "gone";
  } catch { problem = "offline"; }
  if (item !== state.queue[0]) return;
  lines = found;
  ranges = null;
  state.at = Math.max(0, Math.min(state.at, lines.length - 1));
};
const stop = () => { turn++; isPlaying = false; speechSynthesis.cancel(); };
const speak = async () => {
  const mine = ++turn;
  speechSynthesis.cancel();
  problem = "";
  await open();
  if (mine !== turn) return;
  const line = lines?.[state.at];
  const voice = line && voiceOf(line.language);
  if (!line || !voice) {
    isPlaying = false;
    problem ||= line ? "voiceless" : "gone";
    if (!line) lines = null;
    show();
    return;
  }
  isPlaying = true;
  const words = new SpeechSynthesisUtterance(line.said);
  words.lang = voice.lang;
  words.voice = voice;
  words.rate = state.rate;
  words.onend = () => { if (mine === turn) step(1); };
  words.onerror = (event) => {
    if (mine !== turn || ["canceled", "interrupted"].includes(event.error)) return;
    stop();
    problem = "failed";
    show();
  };
  speechSynthesis.speak(words);
  show();
};
const turnTo = (index) => {
  state.queue.splice(0, index);
  state.at = 0;
  lines = ranges = null;
};
const step = (by) => {
  const to = state.at + by;
  if (lines && to >= lines.length) {
    turnTo(1);
    if (!state.queue.length) stop();
  } else state.at = Math.max(0, to);
  save();
  if (isPlaying) speak(); else open().then(show);
};
// To the next story or subhead, or else to what comes next in the queue.
const skip = async () => {
  await open();
  const part = lines?.[state.at]?.part;
  const to = lines?.findIndex((line, at) => at > state.at && line.part !== part) ?? -1;
  step(to < 0 ? Math.max(1, (lines?.length ?? 0) - state.at) : to - state.at);
};
const play = () => { if (isPlaying) stop(); else if (state.queue.length) { isPlaying = true; speak(); } show(); };

// ---------- the queue
const add = (items, isFirst = false) => {
  const news = items.filter(Boolean);
  const rest = state.queue.filter((old) => !news.some((item) => item.lines === old.lines));
  const playing = state.queue[0];
  state.queue = (isFirst ? [...news, ...rest] : [...state.queue, ...news.filter(
    (item) => !state.queue.some((old) => old.lines === item.lines))]).slice(0, MOST);
  if (state.queue[0]?.lines !== playing?.lines) turnTo(0);
  save();
  show();
};
const remove = (index) => {
  if (index === 0) { const was = isPlaying; stop(); turnTo(1); isPlaying = was && state.queue.length > 0; } else state.queue.splice(index, 1);
  save();
  if (isPlaying && index === 0) speak(); else show();
};
const ofLink = (link) => {
  const address = link && new URL(link.href, location.href).pathname;
  if (!address || !/\/(article|story)\/\d+$/.test(address)) return null;
  const place = link.closest("[lang]");
  return { address, lines: `${address}/lines`, title: link.textContent.trim(), language: place.lang, direction: getComputedStyle(place).direction };
};
const ofPage = () => {
  const here = one("main [data-listen]");
  return here && { address: location.pathname, lines: here.dataset.listen, title: here.dataset.title, language: here.dataset.language, direction: here.dataset.direction };
};

// ---------- what is seen
const option = (value, text, isChosen = false) => new Option(text, value, isChosen, isChosen);
const say = (place, text, item) => {
  place.textContent = text;
  place.lang = item?.language ?? "";
  place.dir = item?.direction ?? "auto";
};
const row = (item, index) => {
  const line = one("template", part("list")).content.cloneNode(true);
  const link = one("a", line);
  link.href = item.address;
  say(link, item.title, item);
  if (index === 0) link.setAttribute("aria-current", "true");
  one("button", line).addEventListener("click", () => {
    remove(index);
    (all("button", part("list"))[index] ?? one("summary", bar)).focus();
  });
  return line;
};
let voiced = "";       // the language whose voices are offered
const showVoices = (language) => {
  if (language === voiced) return;
  voiced = language;
  const voices = voicesOf(language);
  const chosen = voiceOf(language);
  part("voice").closest("label").hidden = voices.length < 2;
  part("voice").replaceChildren(...voices.map((voice) => option(voice.voiceURI, voice.name, voice === chosen)));
};
const show = () => {
  const item = state.queue[0];
  bar.hidden = !item;
  document.body.classList.toggle("has-player", Boolean(item));
  bar.dataset.state = isPlaying ? "playing" : "paused";
  part("play").setAttribute("aria-label", isPlaying ? part("play").dataset.pause : part("play").dataset.go);
  for (const button of all("[data-listen-play]")) button.setAttribute("aria-pressed", String(isPlaying && isHere(item)));
  for (const note of all("[data-problem]", bar)) note.hidden = note.dataset.problem !== problem;
  mark();
  if (!item) return;
  say(part("title"), item.title, item);
  part("title").href = item.address;
  say(part("now"), isHere(item) || !lines?.length ? "" : lines[state.at].text, item);
  part("count").textContent = digits.format(state.queue.length);
  part("list").replaceChildren(one("template", part("list")), ...state.queue.map(row));
  showVoices(lines?.[state.at]?.language ?? item.language);
  part("rate").value = String(state.rate);
};

// ---------- the reader
const begin = () => {
  for (const place of all("main [data-voiced]")) place.hidden = false;
  part("rate").replaceChildren(...RATES.map((rate) => option(rate, `${digits.format(rate)}×`)));
  for (const button of all("[data-listen-play]")) button.addEventListener("click", () => {
    if (!isHere(state.queue[0])) { stop(); add([ofPage()], true); }
    play();
  });
  for (const button of all("[data-listen-later]")) button.addEventListener("click", () => add([ofPage()]));
  for (const button of all("[data-listen-all]")) button.addEventListener("click", () => {
    const was = state.queue.length;
    add(all("[data-row] a[data-open]").map(ofLink));
    if (!was && !isPlaying) play();
  });
  part("play").addEventListener("click", play);
  part("back").addEventListener("click", () => step(-1));
  part("on").addEventListener("click", () => step(1));
  part("skip").addEventListener("click", skip);
  part("close").addEventListener("click", () => { stop(); state.queue = []; turnTo(0); save(); show(); one("[data-listen-play]")?.focus(); });
  part("rate").addEventListener("change", (event) => { state.rate = Number(event.target.value); save(); if (isPlaying) speak(); });
  part("voice").addEventListener("change", (event) => {
    state.voices[lines?.[state.at]?.language ?? state.queue[0].language] = event.target.value;
    save();
    if (isPlaying) speak();
  });
  document.addEventListener("octavo:listen", (event) => {
    if (event.detail === "play") (one("[data-listen-play]") ?? part("play")).click();
    else add([ofLink(document.activeElement?.closest("[data-row]")?.querySelector("a[data-open]")) ?? ofPage()]);
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) { state = load(); lines = ranges = null; show(); } });
  addEventListener("storage", (event) => { if (event.key === KEPT && !isPlaying) { state = load(); lines = ranges = null; show(); } });
  open().then(show);
};

// Voices come when they are ready; a browser without any shows nothing.
let hasBegun = false;
const tryToBegin = () => {
  if (hasBegun || !bar || !speechSynthesis.getVoices().length) return;
  hasBegun = true;
  begin();
};
tryToBegin();
speechSynthesis.addEventListener?.("voiceschanged", () => { voiced = ""; tryToBegin(); if (hasBegun) show(); });
for (const wait of [250, 1000, 3000]) setTimeout(tryToBegin, wait);
