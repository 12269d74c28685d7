// Every page that anybody reaches by following links, in both services: nobody is shut out, nothing scrolls sideways, and
// what axe can't decide by itself is listed for a person to look at.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { logIn } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { hasNoSidewaysScroll, judge } from '../stage/looks.mjs';
import { PEOPLE, aNight, beginnings, crawl } from '../stage/people.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
/** Paths of each person. */
const pages = new Map();

before(async () => {
  town = await startTown();
  browser = await launch();
  const from = beginnings(await aNight(town, browser));
  for (const [service, name] of PEOPLE) {
    const { page, context } = await visit(browser, { viewport: DESK });
    await logIn(page, town.services[service], name);
    const found = await crawl(page, town.services[service], from[name]);
    for (const { path, status } of found) assert.ok(status === 200, `${name} is led to ${path} and gets ${status}`);
    pages.set(name, found.map(({ path }) => path));
    await context.close();
  }
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

async function eachPage(settings, look) {
  const faults = [];
  for (const [service, name] of PEOPLE) {
    const { page, context } = await visit(browser, settings);
    await logIn(page, town.services[service], name);
    for (const path of pages.get(name)) {
      await page.goto(`${town.services[service].url}${path}`);
      await look(page, `${name} ${path}`, faults);
    }
    await context.close();
  }
  assert.deepEqual(faults, []);
}

test('there are pages to look at', () => {
  const count = [...pages.values()].flat().length;
  assert.ok(count > 60, `${count} pages: ${JSON.stringify([...pages])}`);
});

for (const [word, settings] of [
  ['a phone in the dark', { viewport: PHONE, colorScheme: 'dark' }],
  ['a desk in the light', { viewport: DESK, colorScheme: 'light' }],
  ['a desk in the dark, in English', { viewport: DESK, colorScheme: 'dark', locale: 'en-GB' }],
]) {
  test(`no barrier that axe can find: ${word}`, async () => {
    const undecided = new Map();
    await eachPage({ ...settings, bypassCSP: true }, async (page, name, faults) => {
      const { violations, incomplete } = await judge(page);
      faults.push(...violations.map((one) => `${name}: ${one}`));
      for (const one of incomplete) undecided.set(one, [...(undecided.get(one) ?? []), name]);
      const language = await page.locator('html').getAttribute('lang');
      if (language !== (settings.locale === 'en-GB' ? 'en' : 'sv')) faults.push(`${name}: in ${language}`);
    });
    const folder = new URL('../screenshots/', import.meta.url).pathname;
    await mkdir(folder, { recursive: true });
    const lines = [...undecided].map(([one, where]) => `${one}\n  ${where.length} pages, first ${where[0]}`);
    await writeFile(`${folder}undecided-${settings.viewport.width}-${settings.colorScheme}.txt`, `${lines.join('\n')}\n`);
  });
}

for (const width of [320, 360, 390, 1440]) {
  test(`nothing scrolls sideways at ${width} pixels`, () => eachPage({ viewport: { width, height: 844 } }, async (page, name, faults) => {
    try {
      await hasNoSidewaysScroll(page, name);
    } catch (error) {
      faults.push(error.message);
    }
  }));
}

test('no request leaves the machine and no page breaks its own rules', async () => {
  const all = [];
  for (const [service, name] of PEOPLE) {
    const person = await visit(browser, { viewport: DESK });
    await logIn(person.page, town.services[service], name);
    for (const path of pages.get(name)) await person.page.goto(`${town.services[service].url}${path}`);
    all.push(...person.strangers, ...person.faults.map((fault) => `${name}: ${fault}`));
    await person.context.close();
  }
  assert.deepEqual(all, []);
});
