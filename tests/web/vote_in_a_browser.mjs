// SPDX-License-Identifier: Apache-2.0
// vote_in_a_browser.mjs MODULES PAGE_SERVER FOLDER: see vote_in_a_browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { Visitor } from "./browser_steps.mjs";

const [modules, server, folder] = process.argv.slice(2);
const require = createRequire(path.join(modules, "package.json"));
const { chromium } = require("playwright-core");
const axeSource = require("axe-core").source;

// Two codes that tests/vote/intake_bench.h gives to the shareholders of the sample meeting.
const CODE_ONE = "DNBY-BKTC-NW3A-EDDV-Z";
const CODE_TWO = "V2FH-VJAK-3NXV-00WS-Z";

async function startServer() {
  const child = spawn(server, [path.join(folder, "certificate.pem"), path.join(folder, "key.pem")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  const address = await next();
  assert.ok(address, "the server did not start");
  return {
    address: `https://localhost:${address.split(":").pop()}`,
    async tell(line) {
      child.stdin.write(`${line}\n`);
      assert.equal(await next(), line);
    },
    stop: () => child.stdin.end(),
  };
}

async function identify(visitor, address, voter, code) {
  await visitor.open(`${address}/${visitor.language}/identify`);
  await visitor.type("voter", voter);
  await visitor.type("code", code);
  await visitor.press("main button[type=submit]");
}

async function openPages(visitor, address) {
  for (const [name, page] of [["welcome", ""], ["about", "about"], ["check", "check"], ["left", "left"], ["unknown", "nowhere"]]) {
    await visitor.open(`${address}/${visitor.language}/${page}`);
    await visitor.judge(name);
  }
}

// From the first page to the receipt, with everything wrong once on the way.
async function wholeAct(visitor, address, voter, code, choices) {
  await visitor.open(`${address}/${visitor.language}/`);
  await visitor.press('main a[href$="/identify"]');
  await visitor.judge("identify");
  await visitor.press("main button[type=submit]");
  await visitor.judge("identify-errors");
  await identify(visitor, address, voter, code);
  await visitor.judge("read");
  await visitor.press('a[href$="/vote"]');
  await visitor.judge("vote");
  await visitor.press('main form[action$="/review"] button[type=submit]');
  assert.equal(await visitor.page.evaluate(() => document.activeElement.id), "summary", "the summary has the focus");
  await visitor.judge("vote-errors");
  for (const [name, value] of choices) await visitor.choose(name, value);
  await visitor.press('main form[action$="/review"] button[type=submit]');
  await visitor.judge("review");
  await visitor.press('form[action$="/cast"] button[type=submit]');
  await visitor.judge("receipt");
  const downloading = visitor.page.waitForEvent("download");
  await visitor.tabTo('a[href$="/receipt.json"]');
  await visitor.page.keyboard.press("Enter");
  const file = path.join(folder, `${visitor.language}.json`);
  await (await downloading).saveAs(file);
  assert.equal(JSON.parse(fs.readFileSync(file)).receipt_id.length, 40);
  await visitor.press('footer form[action$="/leave"] button');
}

async function proxyAct(visitor, address, voter, code) {
  await identify(visitor, address, voter, code);
  await visitor.press('a[href$="/proxy"]');
  await visitor.judge("proxy");
  await visitor.choose("proxy", "named");
  await visitor.choose("new", "named");
  await visitor.press('main form[action$="/review"] button[type=submit]');
  await visitor.judge("proxy-errors");
  await visitor.type("person-surname", "Durand");
  await visitor.type("person-first-name", "Paul");
  await visitor.type("person-domicile", "12, quai de la Fosse, Nantes");
  await visitor.tabTo('[name="person-relation"]');
  await visitor.page.keyboard.press("ArrowDown");
  await visitor.press('main form[action$="/review"] button[type=submit]');
  await visitor.judge("proxy-review", { sameTitleAs: "review" });
  await visitor.press('form[action$="/leave"] button');
}

// Everything chosen in time; the clock passes the close, and the end of the session too, before it is sent. The choices
// are carried through the new identification, and the form is late.
async function lateAct(visitor, running, voter, code, choices) {
  await identify(visitor, running.address, voter, code);
  await visitor.press('a[href$="/vote"]');
  for (const [name, value] of choices) await visitor.choose(name, value);
  await visitor.press('main form[action$="/review"] button[type=submit]');
  return async () => {
    await visitor.press('form[action$="/cast"] button[type=submit]');
    await visitor.judge("session-ended", { sameTitleAs: "identify" });
    await visitor.type("voter", voter);
    await visitor.type("code", code);
    await visitor.press("main button[type=submit]");
    await visitor.press('form[action$="/cast"] button[type=submit]');
    await visitor.judge("late");
    await visitor.press('footer form[action$="/leave"] button');
    await visitor.open(`${running.address}/${visitor.language}/`);
    await visitor.judge("welcome-closed", { sameTitleAs: "welcome" });
  };
}

const running = await startServer();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const visitors = [];
  for (const language of ["fr", "en"]) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, acceptDownloads: true, viewport: { width: 1280, height: 900 } });
    visitors.push(new Visitor(await context.newPage(), axeSource, language));
  }
  const [french, english] = visitors;
  const choices = [["r1", "for"], ["r2", "against"], ["r3", "abstain"], ["new", "against"]];
  const suspended = [["r1", "against"], ["r2", "abstain"], ["r3", "for"], ["new", "chair"]];
  const abstentions = [["r1", "abstain"], ["r2", "abstain"], ["r3", "abstain"], ["new", "abstain"]];
  for (const visitor of visitors) await openPages(visitor, running.address);
  await wholeAct(french, running.address, "s1", CODE_ONE, choices);
  await wholeAct(english, running.address, "s4", CODE_TWO, suspended);
  await proxyAct(french, running.address, "s2", CODE_TWO);
  await proxyAct(english, running.address, "s2", CODE_TWO);
  const ends = [await lateAct(french, running, "s2", CODE_TWO, choices), await lateAct(english, running, "s5", CODE_ONE, abstentions)];
  await running.tell("late");
  for (const end of ends) await end();
  for (const visitor of visitors) console.log(`${visitor.language}: ${visitor.judged.size} pages without a violation`);
} finally {
  await browser.close();
  running.stop();
}
