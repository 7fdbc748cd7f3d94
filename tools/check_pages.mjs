// Opens what kidtrip publishes in a real browser: `node tools/check_pages.mjs [target/debug] [folder for screenshots]`.
//
// Needs Debian's chromium, and playwright-core and axe-core beside it (npm install --prefix DIR playwright-core axe-core;
// NODE_PATH is not looked at by modules, so DIR is named by PAGES_MODULES). Every page is opened at 360 and 1280 pixels, light and
// dark: no message on the console, no request to anybody else, no serious fault by axe-core; the search works by keyboard.

import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import assert from "node:assert/strict";

const binaries = process.argv[2] ?? "target/debug";
const shots = process.argv[3];
const require = createRequire(join(process.env.PAGES_MODULES ?? process.cwd(), "node_modules", "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".png": "image/png" };

/** Returns a server of the files of a folder, and its address. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    const file = path.endsWith("/") ? join(path, "index.html") : path;
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, root: `http://127.0.0.1:${server.address().port}` };
}

/** Runs kidtrip; its output goes to a file where one is named. */
function kidtrip(home, port, ...words) {
  const done = spawnSync(join(binaries, "kidtrip"), words, {
    env: {
      KIDTRIP_NOW: "2026-11-27T18:00:00+00:00[Europe/London]",
      KIDTRIP_OPEN_METEO_URL: `http://127.0.0.1:${port}`,
      KIDTRIP_MET_NORWAY_URL: `http://127.0.0.1:${port + 1}`,
      KIDTRIP_CONFIG_DIR: join(home, "config"),
      KIDTRIP_DATA_DIR: join(home, "data"),
      KIDTRIP_CACHE_DIR: join(home, "cache"),
    },
    maxBuffer: 1 << 28,
  });
  assert.equal(done.status, 0, done.stderr?.toString());
  return done.stdout;
}

async function open(browser, root, path, width, colours, withScripts = true) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: colours,
    javaScriptEnabled: withScripts,
    // axe-core is put into the page by the test, past its policy.
    bypassCSP: false,
  });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(root) && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  await page.goto(`${root}/${path}`, { waitUntil: "load" });
  return { context, page, faults };
}

/** Returns the serious faults that axe-core finds. */
async function serious(page) {
  const found = await page.evaluate(async (source) => {
    new Function(source).call(window);
    return window.axe.run(document, { resultTypes: ["violations"] });
  }, axe);
  return found.violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
}

/** Filters by keyboard alone, and looks at what is left. */
async function search(page) {
  const shown = () => page.locator("ul.all > li:visible").count();
  const all = await shown();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q", "the search is next after the list's head");
  await page.keyboard.type("museum");
  const museums = await shown();
  assert.ok(museums > 0 && museums < all, `${museums} of ${all}`);
  assert.equal(await page.locator("#found").textContent(), museums === 1 ? "1 place" : `${museums} places`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("indoors");
  const indoors = await shown();
  assert.ok(indoors > 0 && indoors <= museums);
  await page.keyboard.press("Tab");
  await page.keyboard.type("20");
  const near = await shown();
  assert.ok(near <= indoors);
  for (const minutes of await page.locator("ul.all > li:visible").evaluateAll((items) => items.map((item) => Number(item.dataset.minutes)))) {
    assert.ok(minutes <= 20, `${minutes} min`);
  }
  return `${all} places, ${museums} by name, ${indoors} of them indoors, ${near} within 20 min`;
}

const home = mkdtempSync(join(tmpdir(), "kidtrip-pages-"));
mkdirSync(join(home, "config"));
writeFileSync(join(home, "config", "config.toml"), 'near = "M20 2RN"\n');
const port = 20_000 + (process.pid % 20_000) * 2;
const fake = spawn(join(binaries, "examples", "fake-weather"), ["random", "--now", "2026-11-27T18:00:00Z", "--port", String(port)], {
  stdio: "ignore",
});
let browser;
let served;
try {
  await new Promise((wait) => setTimeout(wait, 1_000));
  const site = join(home, "site");
  kidtrip(home, port, "publish", site);
  writeFileSync(join(site, "one-page.html"), kidtrip(home, port, "suggest", "--on", "weekend", "--each-day", "--format", "html"));
  served = await serve(site);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  for (const path of ["index.html", "places/chester-zoo.html", "one-page.html"]) {
    for (const width of [360, 1280]) {
      for (const colours of ["light", "dark"]) {
        const { context, page, faults } = await open(browser, served.root, path, width, colours);
        const name = `${path.replace(/\W+/g, "-")}-${width}-${colours}`;
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${name} is ${wide} pixels too wide`);
        // What axe-core does by itself is no fault of the page: what came before is looked at first.
        assert.deepEqual(faults, [], name);
        if (shots) {
          mkdirSync(shots, { recursive: true });
          await page.screenshot({ path: join(shots, `${name}.png`), fullPage: false });
        }
        await context.close();
        const looked = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: colours, bypassCSP: true });
        const again = await looked.newPage();
        await again.goto(`${served.root}/${path}`);
        assert.deepEqual(await serious(again), [], name);
        await looked.close();
      }
    }
    console.log(`${path}: no message, no other request, no serious fault, at 360 and 1280, light and dark`);
  }
  const { context, page, faults } = await open(browser, served.root, "index.html", 1280, "light");
  console.log(`search by keyboard: ${await search(page)}`);
  assert.deepEqual(faults, []);
  await context.close();
  const plain = await open(browser, served.root, "index.html", 360, "light", false);
  assert.ok(await plain.page.locator("ul.all > li").first().isVisible());
  assert.ok(!(await plain.page.locator("form.filter").isVisible()));
  await plain.page.locator("ul.all a").first().click();
  await plain.page.locator("text=The coming days").first().waitFor();
  console.log("without scripts: every place is listed and leads to its page");
  await plain.context.close();
} finally {
  await browser?.close();
  served?.server.close();
  fake.kill();
  rmSync(home, { recursive: true, force: true });
}
