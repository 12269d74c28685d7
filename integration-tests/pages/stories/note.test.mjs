// A note that can't be kept: nobody is logged out over it without being told.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { describeTheSituation, logIn, passHarmTest, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let page;
let path;

before(async () => {
  town = await startTown();
  browser = await launch();
  const officer = await visit(browser, { viewport: PHONE });
  await logIn(officer.page, town.services.police, 'Robin Ek');
  const code = await describeTheSituation(officer.page, town.services.police, { children: 'none', suspect: 'left_the_scene' });
  await takeHerYes(officer.page);
  await passHarmTest(officer.page);
  await send(officer.page);
  ({ page } = await visit(browser, { viewport: DESK }));
  await logIn(page, town.services.social, 'Sam Lind');
  path = `${town.services.social.url}/cases/${code}`;
  await until(async () => {
    await page.goto(path);
    return (await page.locator('textarea[name="text"]').count()) === 1;
  }, 'the case is at the desk');
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const logOut = () => page.evaluate(() => {
  const form = document.querySelector('form[action="/logout"]');
  form.requestSubmit(form.querySelector('button'));
});
const note = () => page.locator('textarea[name="text"]');

test('to log out waits for the answer of a note that is on its way', async () => {
  await page.goto(path);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/notes/*', async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  const sent = page.waitForRequest('**/notes/*');
  await note().fill('Ring efter sju.');
  await sent;
  await logOut();
  await page.waitForTimeout(300);
  assert.equal(page.url(), path, 'the note has not been answered yet');
  const out = page.waitForURL(/login/);
  release();
  await out;
  await page.unrouteAll();
  await logIn(page, town.services.social, 'Sam Lind');
  await page.goto(path);
  assert.equal(await note().inputValue(), 'Ring efter sju.');
});

test('a note that can not be kept holds the page, says so, and only a second press leaves', async () => {
  await page.goto(path);
  await page.route('**/notes/*', (route) => route.abort());
  await note().fill('Bara här.');
  await logOut();
  const said = page.locator('[id^="kept-"][role="alert"]');
  await said.waitFor();
  assert.match(await said.innerText(), /Inte sparad\..*Tryck en gång till/);
  assert.equal(page.url(), path);
  assert.equal(await note().inputValue(), 'Bara här.');
  assert.ok(await note().evaluate((one) => document.activeElement === one), 'the writing goes on where it was');

  // The line is back: the same press keeps it and goes.
  await page.unrouteAll();
  const out = page.waitForURL(/login/);
  await logOut();
  await out;
  await logIn(page, town.services.social, 'Sam Lind');
  await page.goto(path);
  assert.equal(await note().inputValue(), 'Bara här.');

  // And who presses twice has been told.
  await page.route('**/notes/*', (route) => route.abort());
  await note().fill('Utan den.');
  await logOut();
  await said.waitFor();
  const left = page.waitForURL(/login/);
  await logOut();
  await left;
});
