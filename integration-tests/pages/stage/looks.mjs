// What must hold for every page, whatever it shows.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds of WCAG 2.2 AA, and what it leaves to a person. The window is made as high as the page: what the sticky
 * bars cover at the moment is not too small, it is a scroll away.
 */
export async function judge(page) {
  const { width, height } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole + 200) });
  const found = await page.evaluate(async ([axe, rules]) => {
    if (!globalThis.axe) new Function(axe)();
    const result = await globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations', 'incomplete'] });
    const lines = (all) => all.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    return { violations: lines(result.violations), incomplete: lines(result.incomplete) };
  }, [AXE, RULES]);
  await page.setViewportSize({ width, height });
  return found;
}

/** No violation that axe can find. */
export async function isAccessible(page, name) {
  const { violations } = await judge(page);
  assert.deepEqual(violations, [], `${name}: accessibility`);
}

export async function hasNoSidewaysScroll(page, name) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `${name}: ${content} px of content in a window of ${window} px`);
}

/** Everything on one screen: nothing to scroll down to. */
export async function fitsTheScreen(page, name) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.clientHeight]);
  assert.ok(content <= window, `${name}: ${content} px high on a screen of ${window} px`);
}

/** Targets a thumb can hit (44 px), save links inside running text and what is there for the key Enter alone. */
export async function hasLargeTargets(page, name) {
  const small = await page.evaluate(() => [...document.querySelectorAll('main button:not([aria-hidden="true"]), main .ds-button, main label.pick, .dock .ds-button')]
    .filter((target) => target.checkVisibility())
    .map((target) => ({ text: target.textContent.trim().slice(0, 30), height: target.getBoundingClientRect().height }))
    .filter(({ height }) => height > 0 && height < 44));
  assert.deepEqual(small, [], `${name}: targets under 44 px`);
}
