// SPDX-License-Identifier: Apache-2.0
// What a person does with a keyboard, and what is looked at on every page.
import assert from "node:assert/strict";
import path from "node:path";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

export class Visitor {
  constructor(page, axeSource, language) {
    this.page = page;
    this.axeSource = axeSource;
    this.language = language;
    this.judged = new Map();
  }

  // Tab until the element that has the focus fits; every stop on the way must show that it has the focus.
  async tabTo(selector) {
    for (let stops = 0; stops < 300; stops += 1) {
      await this.page.keyboard.press("Tab");
      const seen = await this.page.evaluate((wanted) => {
        const at = document.activeElement;
        const style = getComputedStyle(at);
        return { fits: at.matches(wanted), tag: at.tagName, outline: style.outlineStyle !== "none" };
      }, selector);
      if (seen.tag !== "BODY") assert.ok(seen.outline, `a focus that cannot be seen on the way to ${selector}`);
      if (seen.fits) return;
    }
    assert.fail(`the keyboard does not get to ${selector} on ${this.page.url()}`);
  }

  async press(selector) {
    await this.tabTo(selector);
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press("Enter")]);
  }

  // The first radio button of a group is chosen by the space bar, the others by arrows from there.
  async choose(name, value) {
    await this.tabTo(`input[name="${name}"]`);
    await this.page.keyboard.press("Space");
    for (let steps = 0; steps < 10; steps += 1) {
      const at = await this.page.evaluate(() => document.activeElement.value);
      if (at === value) return;
      await this.page.keyboard.press("ArrowDown");
    }
    assert.fail(`${name} has no ${value}`);
  }

  async type(name, text) {
    await this.tabTo(`[name="${name}"]`);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(text);
  }

  async open(address) {
    await this.page.goto(address);
  }

  // No violation of axe, the right language, no scrolling sideways at 320 pixels (WCAG 2.2, 1.4.10), which is also what
  // 200 % and 400 % of zoom come to.
  async judge(name, { sameTitleAs = name } = {}) {
    await this.page.evaluate(this.axeSource);
    const result = await this.page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
    const told = result.violations.map(
      (one) => `${one.id}: ${one.help}\n    ${one.nodes.map((node) => node.target.join(" ") + " " + node.failureSummary).join("\n    ")}`,
    );
    assert.deepEqual(told, [], `axe on ${name} (${this.language})`);
    assert.ok(result.passes.length > 5, "axe looked at the page");
    assert.equal(await this.page.getAttribute("html", "lang"), this.language);
    await this.takePicture(name, 1280);
    await this.page.setViewportSize({ width: 320, height: 800 });
    const sideways = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(sideways <= 0, `${name} scrolls sideways by ${sideways} pixels at a width of 320`);
    await this.takePicture(`${name}-narrow`, 320);
    await this.page.setViewportSize({ width: 1280, height: 900 });
    const title = await this.page.title();
    const other = [...this.judged].find(([known, one]) => one === title && known !== name && known !== sameTitleAs);
    assert.equal(other, undefined, `${name} has the title of ${other}: ${title}`);
    this.judged.set(name, title);
  }

  async takePicture(name, width) {
    const folder = process.env.SCEAU_WEB_SHOTS;
    if (!folder) return;
    await this.page.setViewportSize({ width, height: 900 });
    await this.page.screenshot({ path: path.join(folder, `${this.language}-${name}.png`), fullPage: true });
  }
}
