// Every kind of page that anybody reaches by following links, in both services: nobody is shut out, nothing scrolls
// sideways, nothing is asked of another machine, and what axe can't decide by itself is listed for a person to look at.

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
/** Paths of each person; a kind of page that somebody before has seen in the same service is not looked at again. */
const pages = new Map();

before(async () => {
  town = await startTown();
  browser = await launch();
  const from = beginnings(await aNight(town, browser));
  const known = { police: new Set(), social: new Set() };
  for (const [service, name] of PEOPLE) {
    const { page, context } = await visit(browser, { viewport: DESK });
    await logIn(page, town.services[service], name);
    const found = await crawl(page, town.services[service], from[name], known[service]);
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
    const person = await visit(browser, { ...settings, bypassCSP: true });
    await logIn(person.page, town.services[service], name);
    for (const path of pages.get(name)) {
      await person.page.goto(`${town.services[service].url}${path}`);
      await look(person.page, `${name} ${path}`, faults);
    }
    faults.push(...person.strangers.map((url) => `${name} is led away: ${url}`));
    await person.context.close();
  }
  assert.deepEqual(faults, []);
}

async function sideways(page, name, faults) {
  for (const width of [320, 360, 390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    await hasNoSidewaysScroll(page, `${name} at ${width}`).catch((error) => faults.push(error.message));
  }
}

const undecided = new Map();

async function barriers(page, name, faults, { viewport, colorScheme }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  const { violations, incomplete } = await judge(page);
  faults.push(...violations.map((one) => `${name}, ${viewport.width}, ${colorScheme}: ${one}`));
  for (const one of incomplete) undecided.set(one, [...(undecided.get(one) ?? []), `${name}, ${colorScheme}`]);
}

test('there are pages to look at', () => {
  const count = [...pages.values()].flat().length;
  assert.ok(count > 45, `${count} pages: ${JSON.stringify([...pages])}`);
});

test('in Swedish: no barrier that axe can find on a phone in the dark or a desk in the light, nothing scrolls sideways', () =>
  eachPage({ viewport: PHONE }, async (page, name, faults) => {
    if ((await page.locator('html').getAttribute('lang')) !== 'sv') faults.push(`${name}: not in Swedish`);
    await barriers(page, name, faults, { viewport: PHONE, colorScheme: 'dark' });
    await barriers(page, name, faults, { viewport: DESK, colorScheme: 'light' });
    await sideways(page, name, faults);
  }));

test('in English: the same at a desk in the dark', () =>
  eachPage({ viewport: DESK, locale: 'en-GB' }, async (page, name, faults) => {
    if ((await page.locator('html').getAttribute('lang')) !== 'en') faults.push(`${name}: not in English`);
    await barriers(page, name, faults, { viewport: DESK, colorScheme: 'dark' });
    await sideways(page, name, faults);
  }));

test('what axe leaves to a person is written down', async () => {
  const folder = new URL('../screenshots/', import.meta.url).pathname;
  await mkdir(folder, { recursive: true });
  const lines = [...undecided].map(([one, where]) => `${one}\n  ${where.length} pages, first ${where[0]}`);
  await writeFile(`${folder}undecided.txt`, `${lines.join('\n')}\n`);
});

test('no page breaks its own rules for scripts and styles', async () => {
  const faults = [];
  for (const [service, name] of PEOPLE) {
    const person = await visit(browser, { viewport: DESK });
    await logIn(person.page, town.services[service], name);
    for (const path of pages.get(name)) await person.page.goto(`${town.services[service].url}${path}`);
    faults.push(...person.strangers, ...person.faults.map((fault) => `${name}: ${fault}`));
    await person.context.close();
  }
  assert.deepEqual(faults, []);
});
