// The officer's main job and the desk's with the keyboard alone, from the login to the acknowledgement.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { HER } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { choose, enter, press, skip, tabTo, tick, write } from '../stage/keyboard.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;

before(async () => {
  town = await startTown();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

/** Nobody clicks: a mouse that is used is a fault of the test. */
async function withKeys(viewport, service, name) {
  const person = await visit(browser, { viewport });
  await person.page.goto(`${service.url}/`);
  await skip(person.page);
  await press(person.page, new RegExp(name));
  await person.page.waitForURL((url) => url.pathname !== '/login');
  return person;
}

test('from the stairwell to the acknowledgement without a mouse', async () => {
  const { police, social } = town.services;
  const officer = (await withKeys(PHONE, police, 'Robin Ek')).page;
  await skip(officer);
  await press(officer, /^Nytt larm/);
  await officer.waitForURL(/\/situation$/);
  const code = new URL(officer.url()).pathname.split('/')[2];
  await skip(officer);
  await choose(officer, 'children', 'none');
  await choose(officer, 'suspect', 'left_the_scene');
  await tick(officer, 'acute', 'very_afraid');
  await choose(officer, 'kind', 'violence');
  await press(officer, /^Nästa: samtycke/);
  await officer.waitForURL(/\/consent$/);
  await skip(officer);
  await choose(officer, 'out_of_earshot', 'yes');
  await choose(officer, 'answer', 'yes');
  await write(officer, 'name', HER.name);
  await write(officer, 'phone', HER.phone);
  await choose(officer, 'protection', 'no');
  await tick(officer, 'windows', 'now');
  await press(officer, /^Granska/);
  await officer.waitForURL(/\/review$/);
  await skip(officer);
  await press(officer, /^Ja, det är klart/);
  await officer.getByRole('button', { name: 'Ta tillbaka' }).waitFor();
  await press(officer, /^Skicka \d+ uppgift/);
  await officer.waitForURL(/\/call-outs\/[^/]+$/);

  const desk = (await withKeys(DESK, social, 'Sam Lind')).page;
  await skip(desk);
  await press(desk, /^Starta passet/);
  await desk.goto(`${social.url}/duty`);
  await until(async () => (await desk.locator(`#rows [data-row="${code}"] form[action*="/acknowledge"]`).count()) === 1, 'the row has come');
  await skip(desk);
  // J goes to the row, Q takes it.
  await desk.keyboard.press('j');
  const row = await desk.evaluate(() => document.activeElement.closest('[data-row]')?.dataset.row);
  assert.equal(row, code, 'J leads to the row');
  await desk.keyboard.press('q');
  await until(async () => (await desk.locator(`#rows [data-row="${code}"][data-ring]`).count()) === 0, 'it does not ring any more');
  const kept = await desk.evaluate(() => document.activeElement && document.activeElement !== document.body);
  assert.ok(kept, 'the focus is not lost when the row changes');
  await desk.keyboard.press('j');
  await desk.keyboard.press('Enter');
  await desk.waitForURL(/\/cases\//);
  await skip(desk);
  await press(desk, /^Kontakt nådd/);
  await until(async () => /Kvitterat[\s\S]*Kontakt nådd|Kontakt nådd[\s\S]*Kvitterat/.test(await officer.locator('main').innerText()), 'the officer sees both');
});

test('the keys can be switched off, and then nothing happens by one letter', async () => {
  const { social } = town.services;
  const desk = (await withKeys(DESK, social, 'Mio Hassel')).page;
  await desk.goto(`${social.url}/duty/keys`);
  await tabTo(desk, 'the switch', (stop) => stop.name === 'keys' && stop.value === 'off');
  await enter(desk);
  await desk.goto(`${social.url}/duty`);
  const before = await desk.evaluate(() => document.activeElement.tagName);
  await desk.keyboard.press('j');
  assert.equal(await desk.evaluate(() => document.activeElement.tagName), before, 'J does nothing');
});
