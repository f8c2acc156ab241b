// A stand-in for `lapwing serve` while the page is worked on: made-up claims from a seed, the shapes of its answers.
//   node mock/server.js [PORT] [--token WORD] [--slow MS] [--empty] [--fail]
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const flags = process.argv.slice(2);
const port = Number(flags.find((f) => /^\d+$/.test(f)) ?? 8484);
const after = (name) => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : "");
const token = after("--token");
const slow = Number(after("--slow") || 0);

let seed = 7;
const random = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32);
const pick = (items) => items[Math.floor(random() ** 1.6 * items.length)];
const DAY = 86400000;
const iso = (t) => new Date(t).toISOString().slice(0, 10);
const LAST = Date.parse("2026-11-23T00:00:00Z");

const countries = readFileSync(new URL("../../know/countries.tsv", import.meta.url), "utf8")
  .split("\n")
  .filter((l) => /^[A-Z]{3}\t/.test(l))
  .map((l) => l.split("\t"))
  .map((c) => ({ code: c[0], name: c[2], lat: Number(c[7]), lon: Number(c[8]) }));
const name = (code) => countries.find((c) => c.code === code)?.name ?? code;
const BUSY = "UKR RUS ISR PSE USA SDN CHN IRN SYR LBN MMR TWN IND PAK FRA DEU GBR TUR YEM ETH COD MLI VEN ARM AZE PRK KOR JPN SRB KOS MEX HTI NGA SOM POL".split(" ");
const TYPES = [
  ["ASSAULT", 4, "Assault", ["aerial", "drone", "heavy-weapons", "firearms", "explosives"], -10],
  ["ACCUSE", 3, "Accuse", ["disapprove", "investigate", "allege"], -3],
  ["CONSULT", 1, "Consult", ["visit", "phone", "multilateral", "third-party"], 2.5],
  ["COERCE", 4, "Coerce", ["arrest", "restrict", "seize", "curfew"], -7],
  ["REQUEST", 3, "Request", ["assist", "change", "meet"], -1.5],
  ["AGREE", 1, "Agree", [], 2.5],
  ["AID", 2, "Aid", [], 7],
  ["MOBILIZE", 4, "Mobilize", ["troops", "weapons"], -6],
  ["PROTEST", 4, "Protest", ["demo", "riot", "strike"], -6],
  ["THREATEN", 3, "Threaten", ["violence", "restrict"], -5],
  ["SANCTION", 4, "Sanction", ["convict", "expel", "discontinue"], -5],
  ["SUPPORT", 1, "Support", [], 3],
  ["COOPERATE", 2, "Cooperate", [], 5],
  ["REJECT", 3, "Reject", ["yield", "meet"], -4],
  ["RETREAT", 2, "Retreat", ["withdraw", "ceasefire", "release"], 5],
  ["CONCEDE", 1, "Concede", [], 2],
];
const PUBLISHERS = ["reuters.example", "apnews.example", "kyivpost.example", "aljazeera.example", "tass.example", "lemonde.example", "dawn.example", "hindu.example", "bbc.example", "news.example"];
const STATUSES = [["actual", "told as happened"], ["planned", "announced"], ["possible", "feared or expected"], ["conditional", "if something else happens"], ["negated", "told as not happened"]];
const CITIES = [["Kharkiv", "UKR", 49.98, 36.25], ["Donetsk", "UKR", 48.0, 37.8], ["Simferopol", "UKR", 44.95, 34.1], ["Kyiv", "UKR", 50.45, 30.52], ["Moscow", "RUS", 55.75, 37.62], ["Belgorod", "RUS", 50.6, 36.59], ["Gaza", "PSE", 31.5, 34.46], ["Rafah", "PSE", 31.29, 34.25], ["Tel Aviv", "ISR", 32.08, 34.78], ["Khartoum", "SDN", 15.55, 32.53], ["El Fasher", "SDN", 13.63, 25.35], ["Beijing", "CHN", 39.9, 116.4], ["Taipei", "TWN", 25.05, 121.53], ["Tehran", "IRN", 35.69, 51.42], ["Damascus", "SYR", 33.51, 36.29], ["Beirut", "LBN", 33.89, 35.5], ["Mandalay", "MMR", 21.97, 96.08], ["Washington", "USA", 38.9, -77.04], ["Srinagar", "IND", 34.09, 74.8], ["Paris", "FRA", 48.85, 2.35], ["Berlin", "DEU", 52.52, 13.4], ["Sanaa", "YEM", 15.35, 44.2], ["Goma", "COD", -1.68, 29.22], ["Bamako", "MLI", 12.65, -8.0], ["Caracas", "VEN", 10.49, -66.88], ["Port-au-Prince", "HTI", 18.54, -72.34], ["Pyongyang", "PRK", 39.03, 125.75], ["Mitrovica", "KOS", 42.89, 20.87], ["Stepanakert", "AZE", 39.82, 46.75]];

const entity = (code, sector, who) => ({ ...(who ? { name: who } : {}), country: code, sector, code: `${code} ${sector}` });
const span = (text, part) => {
  const start = [...text.slice(0, text.indexOf(part))].length;
  return { text: part, start, end: start + [...part].length };
};
let ids = 0x1000;
const newId = () => (Math.imul(ids++, 2654435761) >>> 0).toString(16).padStart(8, "0") + "a1b2c3d4";
const documents = [];
const claims = [];
const records = [];

function tell(claim, n, story) {
  const publisher = pick(PUBLISHERS);
  const published = iso(Math.min(LAST, Date.parse(claim.day) + Math.floor(random() ** 3 * 4) * DAY));
  const a = claim.actor?.[0];
  const r = claim.recipient?.[0];
  const place = claim.place?.[0];
  const verb = claim.label.toLowerCase();
  const subject = a ? `The ${a.sector === "MIL" ? "army" : "government"} of ${name(a.country)}` : "Officials";
  const tail = `${r ? ` toward ${name(r.country)}` : ""}${place ? ` in ${place.name}` : ""}`;
  const source = random() < 0.4 ? "a spokesman" : "";
  const sentence = `${subject} moved to ${verb}${tail} on Monday${source ? `, ${source} said` : ""}.`;
  const text = `${sentence} Nobody in ${place?.name ?? "the capital"} expected it. More talks are planned for the week.`;
  const id = `${publisher}/${published}/${n}`;
  const denied = random() < 0.06;
  const dead = claim.quad === 4 && random() < 0.4 ? Math.ceil(random() * 20) : 0;
  const record = {
    id: newId(), doc: id, sentence: 0, event: claim.event, mode: claim.mode, quad: claim.quad, scale: claim.scale,
    actor: claim.actor?.map((e) => ({ ...e, ...span(text, subject) })),
    recipient: r ? [{ ...r, ...span(text, name(r.country)) }] : undefined,
    trigger: span(text, verb), evidence: span(text, sentence),
    date: { ...span(text, "on Monday"), from: claim.day, to: claim.day, grain: "day" },
    place: place ? [{ ...place, ...span(text, place.name) }] : undefined,
    quantity: dead ? [{ what: "dead", value: dead, bound: "exact", unit: "people" }] : undefined,
    status: claim.status,
    according_to: source ? [{ ...entity(a?.country ?? "UNK", "GOV"), ...span(text, source), cue: span(text, "said"), medium: "statement" }] : undefined,
    disputed_by: denied ? [entity(r?.country ?? "UNK", "GOV")] : undefined,
    confidence: Math.round((0.5 + random() / 2) * 1000) / 1000,
  };
  documents.push({ id, title: sentence.slice(0, -1), date: published, publisher, url: `https://${id}`, story: story ?? id, language: "en", revision: 1, text, events: [record] });
  records.push({ ...record, claim: claim.id, published, publisher, title: sentence });
  claim.tellings.push({ record: record.id, doc: id, url: `https://${id}`, publisher, published, story: story ?? id, stance: denied ? "denies" : "asserts", according_to: record.according_to, disputed_by: record.disputed_by, quantity: record.quantity, evidence: sentence, because: n ? "day, place, parties" : undefined });
  return story ?? id;
}

const total = flags.includes("--empty") ? 0 : 6000;
for (let i = 0; i < total; i++) {
  const age = Math.floor(random() ** 1.4 * 500);
  const day = iso(LAST - age * DAY);
  const [event, quad, label, modes, scale] = pick(TYPES);
  const actor = pick(BUSY);
  const other = random() < 0.7 ? pick(BUSY) : "";
  const recipient = other && other !== actor ? other : "";
  const cities = CITIES.filter((c) => c[1] === (recipient || actor));
  const city = cities.length && random() < 0.6 ? pick(cities) : null;
  const land = random() < 0.5;
  const claim = {
    id: newId(), event, mode: modes.length && random() < 0.7 ? pick(modes) : undefined, quad, scale, status: random() < 0.85 ? "actual" : pick(STATUSES)[0], day, from: day, to: day,
    actor: [entity(actor, random() < 0.5 ? "GOV" : "MIL")],
    recipient: recipient ? [entity(recipient, random() < 0.5 ? "GOV" : "CVL")] : undefined,
    place: city ? [{ name: city[0], country: city[1], lat: city[2], lon: city[3], grain: "city", relation: "in" }] : land ? [{ name: name(recipient || actor), country: recipient || actor, grain: "country", relation: "in" }] : undefined,
    tellings: [], label,
  };
  const tellings = 1 + Math.floor(random() ** 4 * 14);
  let story;
  for (let n = 0; n < tellings; n++) story = tell(claim, n, random() < 0.4 ? story : undefined);
  const days = claim.tellings.map((t) => t.published).sort();
  Object.assign(claim, { first_reported: days[0], last_reported: days.at(-1), reports: tellings, documents: tellings, stories: new Set(claim.tellings.map((t) => t.story)).size, publishers: new Set(claim.tellings.map((t) => t.publisher)).size, denials: claim.tellings.filter((t) => t.stance === "denies").length, doubts: 0 });
  claims.push(claim);
}
claims.sort((a, b) => (a.day < b.day ? 1 : -1));

const has = (claim, codes, keys) => keys.some((k) => claim[k]?.some((e) => codes.includes(e.country)));
function filtered(q) {
  const list = (key) => q.get(key)?.split(",").filter(Boolean) ?? [];
  const [from, to] = list("pair");
  const between = list("between");
  const status = q.get("status") ? list("status") : ["actual"];
  return claims.filter(
    (c) =>
      (!q.get("since") || c.day >= q.get("since")) && (!q.get("until") || c.day <= q.get("until")) &&
      (!q.get("country") || has(c, list("country"), ["actor", "recipient", "place"])) &&
      (!from || (has(c, [from], ["actor"]) && has(c, [to], ["recipient"]))) &&
      (!between.length || between.every((b) => has(c, [b], ["actor", "recipient"]))) &&
      (!q.get("type") || list("type").includes(c.event)) && (status.includes("any") || status.includes(c.status)) &&
      (!q.get("publisher") || c.tellings.some((t) => t.publisher === q.get("publisher"))) &&
      c.stories >= Number(q.get("min_sources") ?? 1) &&
      (!q.get("text") || c.tellings[0].evidence.toLowerCase().includes(q.get("text").toLowerCase())),
  );
}
const sum = (items, key) => items.reduce((n, c) => n + c[key], 0);
const counts = (items) => ({ claims: items.length, reports: sum(items, "reports"), sources: sum(items, "stories"), scale: items.length ? Math.round((sum(items, "scale") / items.length) * 100) / 100 : null });
const quads = (items) => [1, 2, 3, 4].map((q) => items.filter((c) => c.quad === q).length);
function groups(items, keysOf) {
  const map = new Map();
  for (const item of items) for (const key of new Set(keysOf(item))) map.set(key, [...(map.get(key) ?? []), item]);
  return [...map].sort((a, b) => b[1].length - a[1].length);
}
function weekly(items, last) {
  const inDays = (from, to) => items.filter((c) => { const age = (last - Date.parse(c.day)) / DAY; return age >= from && age < to; }).length;
  return { week: inDays(0, 7), mean4: inDays(7, 35) / 4, mean52: inDays(7, 371) / 52 };
}
function periodOf(day, per) {
  if (per === "day") return day;
  if (per === "month") return `${day.slice(0, 7)}-01`;
  const t = Date.parse(day);
  return iso(t - ((new Date(t).getUTCDay() + 6) % 7) * DAY);
}
function pairRows(items, last) {
  return groups(items, (c) => (c.recipient ? [`${c.actor[0].country},${c.recipient[0].country}`] : [])).map(([key, own]) => {
    const [actor, recipient] = key.split(",");
    const days = own.map((c) => c.day).sort();
    const { week, mean4 } = weekly(own, last);
    return { actor, recipient, ...counts(own), quad: quads(own), first: days[0], last: days.at(-1), week, mean4 };
  });
}
function summary(q) {
  const items = filtered(q);
  const days = items.map((c) => c.day).sort();
  const spanned = days.length ? (Date.parse(days.at(-1)) - Date.parse(days[0])) / DAY : 0;
  const per = q.get("per") ?? (spanned < 120 ? "day" : spanned < 840 ? "week" : "month");
  const published = new Map(groups(documents, (d) => [periodOf(d.date, per)]).map(([k, own]) => [k, own.length]));
  const last = Math.min(q.get("until") ? Date.parse(q.get("until")) : LAST, LAST);
  return {
    revision: 4211, ...counts(items), documents: sum(items, "documents"), publishers: PUBLISHERS.length, first_day: days[0] ?? null, last_day: claims.length ? iso(last) : null, per,
    timeline: groups(items, (c) => [periodOf(c.day, per)]).sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([period, own]) => ({ period, ...counts(own), documents: sum(own, "documents"), published: published.get(period) ?? 0, quad: quads(own) })),
    countries: groups(items, (c) => [...(c.actor ?? []), ...(c.recipient ?? [])].map((e) => e.country)).map(([country, own]) => ({ country, ...counts(own), located: own.filter((c) => c.place?.[0].country === country).length, ...weekly(own, last) })),
    pairs: pairRows(items, last).slice(0, 20),
    types: groups(items, (c) => [c.event, ...(c.mode ? [`${c.event} ${c.mode}`] : [])]).map(([key, own]) => ({ event: key.split(" ")[0], mode: key.split(" ")[1], claims: own.length, reports: sum(own, "reports") })),
    statuses: groups(filtered(new URLSearchParams([...q].filter(([k]) => k !== "status").concat([["status", "any"]]))), (c) => [c.status]).map(([status, own]) => ({ status, claims: own.length })),
    top_publishers: groups(items.flatMap((c) => c.tellings), (t) => [t.publisher]).map(([publisher, own]) => ({ publisher, reports: own.length })),
  };
}
function paged(q, items, map = (x) => x) {
  const limit = Number(q.get("limit") ?? 50);
  const at = Number(q.get("cursor") ?? 0);
  return { items: items.slice(at, at + limit).map(map), total: items.length, next: at + limit < items.length ? String(at + limit) : null };
}
const head = ({ tellings, label, ...claim }) => ({ ...claim, evidence: tellings[0].evidence, said_by: tellings.flatMap((t) => t.according_to ?? []).slice(0, 3), denied_by: tellings.flatMap((t) => t.disputed_by ?? []).slice(0, 3) });
const ORDERS = { old: (a, b) => (a.day < b.day ? -1 : 1), reports: (a, b) => b.reports - a.reports, denials: (a, b) => b.denials - a.denials };
const codes = {
  countries: [...countries.map(({ code, name }) => ({ code, name })), { code: "KOS", name: "Kosovo" }, { code: "UNO", name: "United Nations" }, { code: "EUR", name: "European Union" }],
  types: TYPES.map(([event, quad, label, modes]) => ({ event, quad, label, modes: modes.map((mode) => ({ mode, label: mode.replaceAll("-", " ") })) })), statuses: STATUSES.map(([status, label]) => ({ status, label })),
  sectors: [["GOV", "government"], ["MIL", "armed forces"], ["CVL", "civilians"], ["REB", "armed opposition"]].map(([sector, label]) => ({ sector, label })),
  whats: [["dead", "killed"], ["injured", "injured"], ["arrested", "arrested"]].map(([what, label]) => ({ what, label })), version: "lapwing 0.1.0 (stand-in)",
};
function answer(path, q, body) {
  const [, kind, id, more] = path.split("/").map(decodeURIComponent);
  const items = filtered(q);
  if (kind === "codes") return codes;
  if (kind === "summary") return summary(q);
  if (kind === "pairs") { const rows = pairRows(items, LAST); return { items: rows.slice(0, Number(q.get("limit") ?? 60)), total: rows.length }; }
  if (kind === "places") {
    const rows = groups(items, (c) => c.place?.map((p) => p.name) ?? []).map(([, own]) => ({ ...own[0].place[0], ...counts(own), last: own[0].day }));
    return { items: rows, total: rows.length, unlocated: items.filter((c) => !c.place).length };
  }
  if (kind === "series") return { items: groups(items, (c) => [periodOf(c.day, q.get("per") ?? "week")]).map(([period, own]) => ({ period, ...counts(own), documents: own.length, published: own.length * 3 })) };
  if (kind === "numbers") { const rows = items.flatMap((c) => c.tellings.flatMap((t) => (t.quantity ?? []).map((n) => ({ claim: c.id, event: c.event, mode: c.mode, day: c.day, published: t.published, ...n, by: t.according_to, publisher: t.publisher, record: t.record, doc: t.doc })))); return { items: rows.slice(0, 5000), total: rows.length }; }
  if (kind === "claims" && !id) return paged(q, ORDERS[q.get("order")] ? [...items].sort(ORDERS[q.get("order")]) : items, head);
  if (kind === "claims") { const c = claims.find((c) => c.id === id); return c && { ...head(c), tellings: c.tellings, rulings: [] }; }
  if (kind === "events" && !id) { const own = new Set(items.map((c) => c.id)); return paged(q, records.filter((r) => own.has(r.claim))); }
  if (kind === "events") return records.find((r) => r.id === id);
  if (kind === "documents" && !id) return paged(q, documents, ({ text, events, ...d }) => ({ ...d, events: events.length }));
  if (kind === "documents") {
    const d = documents.find((d) => d.id === id);
    if (d && more === "explain") return "sentence 0\n  rule ASSAULT.move  trigger moved\n";
    return d && { ...d, events: d.events.map((e) => ({ ...e, claim: records.find((r) => r.id === e.id).claim })), copies: documents.filter((o) => o.story === d.story && o !== d).map((o) => o.id) };
  }
  if (kind === "code") { const { text } = JSON.parse(body); return { text, events: documents[0].text === text ? documents[0].events : [], explain: "nothing\n", sentences: [[0, text.length]] }; }
}
createServer(async (request, response) => {
  let body = "";
  for await (const piece of request) body += piece;
  if (slow) await new Promise((done) => setTimeout(done, slow));
  const { pathname, searchParams: q } = new URL(request.url, "http://x");
  const path = pathname.replace("/api/v1", "");
  const problem = (status, title) => response.writeHead(status, { "Content-Type": "application/problem+json" }).end(JSON.stringify({ status, title, detail: "made up" }));
  if (token && request.headers.authorization !== `Bearer ${token}`) return problem(401, "A token is needed");
  if (flags.includes("--fail")) return problem(503, "The ledger is busy");
  if (path === "/stream") {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    setTimeout(() => response.write(`event: revision\ndata: ${JSON.stringify({ revision: 4212, claims: [claims[0]?.id] })}\n\n`), 5000);
    return;
  }
  const found = answer(path, q, body);
  if (found === undefined) return problem(404, "There is no such thing");
  const type = typeof found === "string" ? "text/plain" : "application/json";
  response.writeHead(200, { "Content-Type": type, ETag: '"4211-lapwing 0.1.0"', "Lapwing-Revision": "4211", "Cache-Control": "no-cache" }).end(type === "text/plain" ? found : JSON.stringify(found));
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
