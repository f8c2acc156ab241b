// The page in a real browser: browser.mjs MODULES ADDRESS LOCKED LAPWING DB [PICTURES]
//
// MODULES is a folder of npm with playwright-core and axe-core; ADDRESS a running `lapwing serve` over DB, the sample
// articles, which LAPWING can write to; LOCKED one over an empty store that asks for the word "open-sesame-and-come-in"; PICTURES a
// folder for pictures of the views. Prints a line for each test that fails, last how many passed;
// each test is a page of its own, and an error on its console or a request to another host is a fault.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, address, locked, lapwing, db, pictures] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(path.resolve(modules, "axe-core/axe.min.js"), "utf-8");
const hosts = [new URL(address).host, new URL(locked).host];
const results = { passed: 0, failed: 0 };

function check(holds, what) {
  if (!holds) throw new Error(what);
}

/** Waits until the page asks the server for nothing more. */
async function settle(page) {
  await page.waitForFunction(() => document.querySelector('[role="status"][aria-live]')?.textContent === "Done");
  await page.waitForTimeout(150);
}

async function open(page, query) {
  await page.goto(`${address}/${query}`);
  await settle(page);
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A test in a page of its own. */
async function test(name, run, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && !hosts.includes(url.host)) faults.push(`asks ${url.host}`);
  });
  try {
    await run(page);
    if (!options.mayFail) check(faults.length === 0, faults.join("; "));
    results.passed++;
  } catch (error) {
    results.failed++;
    console.log(`FAILED browser: ${name}: ${String(error.message).split("\n").slice(0, 3).join(" ")}`);
  }
  await context.close();
}

/** The file that a click brings, as text. */
async function download(page, click) {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf-8") };
}

const asked = async (query) => (await fetch(`${address}/api/v1${query}`)).json();
const claims = (await asked("/claims?order=reports&limit=3")).items;
const documents = (await asked("/documents?limit=200")).items;
const told = documents.find((d) => d.events >= 4);
const pair = (await asked("/pairs?limit=1")).items[0];
const between = `${pair.actor},${pair.recipient}`;

const views = [
  ["overview", "?view=overview", "Overview"],
  ["claims", "?view=ledger", "Claims"],
  ["claim", `?view=claim&id=${claims[0].id}`, "Claim"],
  ["article", `?view=article&id=${encodeURIComponent(told.id)}`, "Articles"],
  ["articles", "?view=article", "Articles"],
  ["pair", `?view=pair&between=${between}`, "Two countries"],
  ["network", "?view=network", "Network"],
  ["try", "?view=try", "Try it"],
];

for (const [name, query, title] of views) {
  await test(`${name} shows its title and no fault`, async (page) => {
    await open(page, query);
    check((await page.title()).startsWith(`${title} – `), await page.title());
    check((await page.locator("main").innerText()).trim().length > 40, "nothing is shown");
    if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  });
  for (const scheme of ["light", "dark"])
    await test(
      `${name} is accessible in ${scheme} colours`,
      async (page) => {
        await open(page, query);
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const grave = found.violations.filter((v) => ["serious", "critical"].includes(v.impact));
        check(grave.length === 0, grave.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`).join("; "));
      },
      { colorScheme: scheme, bypassCSP: true },
    );
  await test(
    `${name} fits a narrow screen`,
    async (page) => {
      // The widest that it is, also while it loads.
      await page.addInitScript(() => {
        window.widest = 0;
        const look = () => {
          window.widest = Math.max(window.widest, document.documentElement.scrollWidth);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await open(page, query);
      const [wide, seen] = await page.evaluate(() => [Math.max(window.widest, document.documentElement.scrollWidth), window.innerWidth]);
      check(wide <= seen + 1, `${wide} wide on a screen of ${seen}`);
    },
    { viewport: { width: 390, height: 800 } },
  );
}

await test("the overview is filtered by a country in the address, and says how many claims are left", async (page) => {
  await open(page, "");
  const all = await page.locator("header.top").innerText();
  await open(page, "?country=FIN");
  const some = await page.locator("header.top").innerText();
  check(all !== some, "the same figures with and without a filter");
  check((await asked("/summary?country=FIN")).claims > 0, "no claims about Finland in the sample");
});

await test("the filter bar writes the address, and going back takes it away", async (page) => {
  await open(page, "");
  await page.getByRole("searchbox", { name: "Words" }).fill("bridge");
  await page.keyboard.press("Enter");
  await settle(page);
  check(page.url().includes("text=bridge"), page.url());
  await page.goBack();
  await settle(page);
  check(!page.url().includes("text=bridge"), page.url());
});

await test("a stretch of the timeline becomes the time range", async (page) => {
  await open(page, "");
  const box = await page.getByRole("application", { name: /Claims per/ }).boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await settle(page);
  check(/since=\d{4}-\d\d-\d\d/.test(page.url()) && page.url().includes("until="), page.url());
});

await test("every picture of the overview has a table beside it", async (page) => {
  await open(page, "");
  for (const region of ["Where", "Claims over time"]) {
    const panel = page.getByRole("region", { name: region, exact: true });
    await panel.getByRole("button", { name: "Table" }).click();
    check((await panel.getByRole("row").count()) > 2, `no table in ${region}`);
  }
});

await test("a view is exported with its citation", async (page) => {
  await open(page, "");
  const panel = page.getByRole("region", { name: "Most active pairs" });
  await panel.getByText("Export").click();
  const csv = await download(page, () => panel.getByText("CSV", { exact: false }).first().click());
  check(/actor|from/i.test(csv.text.split("\n")[0]), csv.text.slice(0, 80));
});

await test("the evidence of a claim opens in its row", async (page) => {
  await open(page, "?view=ledger&between=" + between);
  const rows = page.getByRole("table", { name: "Claims" }).getByRole("row");
  const before = await rows.count();
  await rows.nth(1).getByRole("button").first().click();
  await settle(page);
  check((await rows.count()) > before || (await page.getByRole("dialog").count()) > 0, "nothing opened");
});

await test("claims are sorted by reports, and more are shown", async (page) => {
  await open(page, "?view=ledger");
  await page.getByRole("combobox", { name: "Sorted" }).selectOption({ label: "most reports first" });
  await settle(page);
  const first = await page.getByRole("table", { name: "Claims" }).getByRole("row").nth(1).innerText();
  check(first.includes(String(claims[0].reports)), first.slice(0, 200));
  const before = await page.getByRole("row").count();
  await page.getByRole("button", { name: /more/i }).last().click();
  await settle(page);
  check((await page.getByRole("row").count()) > before, "no more rows");
});

await test("a text is marked with what was read in it, and says why", async (page) => {
  await open(page, `?view=article&id=${encodeURIComponent(told.id)}`);
  const text = page.getByRole("region", { name: "Text of the article" });
  check((await text.locator(".role").count()) > 3, "no marked spans");
  await page.locator("main button[aria-expanded=false]").first().click();
  await page.getByRole("button", { name: "Why?" }).click();
  await settle(page);
  check(/trigger|frame|because/i.test(await page.locator("main").innerText()), "no reasons");
});

await test("a pasted text is read", async (page) => {
  await open(page, "?view=try");
  await page
    .getByRole("textbox", { name: "Text", exact: true })
    .fill("Police arrested 40 protesters in Minsk on Sunday, the interior ministry said.");
  await page.getByRole("button", { name: "Read it" }).click();
  await settle(page);
  const shown = await page.locator("main").innerText();
  check(/arrest/i.test(shown) && /40/.test(shown) && /Minsk/.test(shown), shown.slice(0, 200));
});

await test("two countries have both directions apart, and what each side is told to have done", async (page) => {
  await open(page, `?view=pair&between=${between}`);
  const shown = await page.locator("main").innerText();
  const labels = (await asked("/codes")).countries;
  const [a, b] = between.split(",").map((code) => labels.find((c) => c.code === code).name);
  check(shown.includes(`${a} → ${b}`) && shown.includes(`${b} → ${a}`), "a direction is missing");
  await page.getByRole("button", { name: "Table" }).first().click();
  check((await page.getByRole("table").first().getByRole("row").count()) > 2, "no table");
});

await test("the network's matrix leads to its pairs, and is saved as a picture", async (page) => {
  await open(page, "?view=network");
  const panel = page.getByRole("region", { name: "Matrix" });
  await panel.getByText("Export").click();
  const svg = await download(page, () => panel.getByText("SVG", { exact: false }).first().click());
  check(svg.text.includes("<svg") && /revision/i.test(svg.text), "no picture with its citation");
});

await test("the keyboard is enough", async (page) => {
  await open(page, "");
  await page.keyboard.press("Tab");
  check((await page.evaluate(() => document.activeElement.textContent)).includes("Skip"), "no skip link first");
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement.textContent)) === "Claims") break;
  }
  await page.keyboard.press("Enter");
  await settle(page);
  check(page.url().includes("view=ledger"), page.url());
  const link = page.getByRole("table", { name: "Claims" }).getByRole("link").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await settle(page);
  check(page.url().includes("view=claim"), page.url());
});

await test("an unknown claim is an answer, not a blank page", async (page) => {
  await page.goto(`${address}/?view=claim&id=0000000000000000`);
  await page.waitForTimeout(800);
  check(/no claim|not|unknown/i.test(await page.locator("main").innerText()), "nothing is said");
}, { mayFail: true });

await test("a locked server is opened by its word, and an empty store says that it is", async (page) => {
  await page.goto(`${locked}/`);
  const word = page.getByLabel("Token", { exact: true });
  await word.fill("not-this-one");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(600);
  check(await word.isVisible(), "a wrong word opens it");
  await word.fill("open-sesame-and-come-in");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1200);
  check(!(await word.isVisible()), "the right word does not open it");
  check(/no claims|nothing|empty|no documents/i.test(await page.locator("main").innerText()), "an empty store says nothing");
}, { mayFail: true });

await test("what comes into the store is offered, and shown when asked for", async (page) => {
  await open(page, "");
  const before = await page.locator("header.top").innerText();
  execFileSync(lapwing, ["ingest", "--db", db, "examples/demo/updates.jsonl"]);
  await page.locator("header.top").getByRole("button", { name: /new|show/i }).click({ timeout: 15000 });
  await settle(page);
  check((await page.locator("header.top").innerText()) !== before, "the figures stay");
});

await browser.close();
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
