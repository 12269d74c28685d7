// A night at the desk: nine alarms while somebody uses the list, two windows, sound, a service that dies and comes back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { describeTheSituation, logIn, passHarmTest, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let officer;
let sam;
let mio;

before(async () => {
  town = await startTown();
  browser = await launch();
  officer = await visit(browser, { viewport: PHONE });
  await logIn(officer.page, town.services.police, 'Robin Ek');
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

/** One alarm from the stairwell to the broker. */
async function alarm() {
  const { page } = officer;
  const code = await describeTheSituation(page, town.services.police, { children: 'none', suspect: 'left_the_scene' });
  await takeHerYes(page);
  await passHarmTest(page);
  await send(page);
  return code;
}

/** Somebody at the desk; every tone that is played in any of their windows is counted. */
async function atTheDesk(name) {
  const person = await visit(browser, { viewport: DESK });
  await person.context.addInitScript(() => {
    const make = AudioContext.prototype.createOscillator;
    globalThis.tonesPlayed = 0;
    AudioContext.prototype.createOscillator = function count() {
      globalThis.tonesPlayed += 1;
      return make.call(this);
    };
  });
  await logIn(person.page, town.services.social, name);
  await toTheDesk(person.page);
  return person;
}

async function toTheDesk(page) {
  await page.goto(`${town.services.social.url}/duty`);
  await page.locator('[data-live-state][data-state="connected"]').waitFor();
}

const rowsOf = (page) => page.locator('#rows [data-part="waiting"] tbody[data-row]');

/** Codes from the top, and where each row stands on the screen. */
const standing = (page) => page.evaluate(() => [...document.querySelectorAll('#rows tbody[data-row]')].map((row) => {
  const { top, left, height } = row.getBoundingClientRect();
  return `${row.dataset.row} ${Math.round(top)} ${Math.round(left)} ${Math.round(height)}`;
}));

/** What the bar says; nothing when it is not there. */
const bar = (page) => page.evaluate(() => {
  const button = document.querySelector('[data-live-new]');
  return button.hidden ? '' : button.textContent;
});

const tones = (page) => page.evaluate(() => globalThis.tonesPlayed);

/** The next request to this address waits until it is released. */
function holdNext(page, address) {
  let release;
  const gate = new Promise((resolve) => { release = resolve; });
  const held = new Promise((caught) => {
    page.route(address, async (route) => { caught(); await gate; await route.continue(); }, { times: 1 });
  });
  return { held, release };
}

test('nine alarms: no row moves under a focus or a pointer, and the new ones come when they are asked for', async () => {
  sam = await atTheDesk('Sam Lind');
  const { page } = sam;
  await page.getByRole('button', { name: 'Starta passet' }).click();
  await toTheDesk(page);
  await alarm();
  await until(async () => (await rowsOf(page).count()) === 1, 'the first row has come by itself');

  // Somebody stands on a button of the row.
  const button = rowsOf(page).first().getByRole('button', { name: /^Kvittera/ });
  await button.focus();
  const held = await page.evaluateHandle(() => document.activeElement);
  const before = await standing(page);
  for (let n = 1; n <= 4; n += 1) {
    await alarm();
    await until(async () => (await bar(page)).startsWith(`${n} `), `the bar says ${n} new`);
    assert.deepEqual(await standing(page), before, 'no row moved under the focus');
    assert.ok(await page.evaluate((one) => document.activeElement === one && one.isConnected, held), 'the focus is where it was');
  }
  assert.match(await page.title(), /^\(5\)/, 'the title counts what waits');

  // The hand goes from the keyboard to the mouse.
  const first = await rowsOf(page).first().boundingBox();
  await page.mouse.move(first.x + 40, first.y + first.height / 2);
  await page.evaluate(() => document.activeElement.blur());
  for (let n = 5; n <= 7; n += 1) {
    await alarm();
    await until(async () => (await bar(page)).startsWith(`${n} `), `the bar says ${n} new`);
    assert.deepEqual(await standing(page), before, 'no row moved under the pointer');
  }

  // Enter on the bar brings them, also while the list is being fetched for the eighth, and the focus goes to the first
  // that is new.
  await page.locator('[data-live-new]').focus();
  const list = holdNext(page, '**/duty');
  await alarm();
  await list.held;
  await page.keyboard.press('Enter');
  list.release();
  await until(async () => (await rowsOf(page).count()) === 9, 'all nine rows are there');
  // A row may have changed since, as when its parcel was opened: that is said without a number.
  assert.doesNotMatch(await bar(page), /^\d/, 'nothing new is left');
  const focused = await page.evaluate(() => document.activeElement.closest('[data-row]')?.dataset.row);
  assert.ok(focused && !before[0].startsWith(focused), 'the focus is on a new row');
  const live = await page.locator('[aria-live], [role="status"], [role="alert"]').evaluateAll((parts) => parts.filter((part) => part.closest('#rows') && part.matches('[aria-live], [role="status"]')).length);
  assert.equal(live, 0, 'only the bar is announced, never a row');
});

test('two windows: who acknowledges in one is seen in the other, and nothing moves there', async () => {
  mio = await atTheDesk('Mio Hassel');
  const { page } = mio;
  const second = await sam.context.newPage();
  await toTheDesk(second);
  const target = rowsOf(page).nth(1);
  const code = await target.getAttribute('data-row');
  for (const window of [page, second]) {
    await rowsOf(window).nth(0).getByRole('button', { name: /^Kvittera/ }).focus();
  }
  const before = [await standing(page), await standing(second)];
  // In the first window, by key: Q on the row.
  await sam.page.locator(`#rows tbody[data-row="${code}"] a.code`).first().focus();
  await sam.page.keyboard.press('q');
  for (const [window, stood] of [[page, before[0]], [second, before[1]]]) {
    const row = window.locator(`#rows tbody[data-row="${code}"]`);
    await until(async () => (await row.getAttribute('data-ring')) === null, 'the row does not ring any more');
    assert.deepEqual(await standing(window), stood, 'and has not moved');
    assert.doesNotMatch(await row.innerText(), /^Kvittera$/m, 'nobody else can take it by mistake');
  }
  // Nobody is told twice: acknowledging is not done by opening.
  const other = await rowsOf(page).nth(0).getAttribute('data-row');
  await second.goto(`${town.services.social.url}/cases/${other}`);
  await page.reload();
  assert.equal(await page.locator(`#rows tbody[data-row="${other}"][data-ring]`).count(), 1, 'to open is not to acknowledge');
  await second.close();
});

test('it sounds for what nobody has acknowledged, and a worker in a talk silences the own tab alone', async () => {
  const { page } = sam;
  await toTheDesk(page);
  await page.mouse.click(5, 5);
  const sound = page.locator('[data-live-sound]');
  if (await sound.isVisible()) await sound.click();
  const unheard = await tones(page);
  await alarm();
  await until(async () => (await tones(page)) > unheard, 'the new alarm is heard');

  await page.locator('[data-live-silent]').click();
  assert.equal(await page.locator('[data-live-silent]').getAttribute('aria-pressed'), 'true');
  const silent = await tones(page);
  const waiting = await rowsOf(page).count();
  await alarm();
  await until(async () => (await rowsOf(page).count()) > waiting || (await bar(page)) !== '', 'the row comes all the same');
  assert.equal(await tones(page), silent, 'nothing sounds in the tab that was silenced');
  await page.locator('[data-live-silent]').click();

  // Everything is acknowledged: what happens then makes no sound.
  await page.mouse.move(5, 5);
  await toTheDesk(page);
  while (await rowsOf(page).count()) {
    const row = rowsOf(page).first();
    const code = await row.getAttribute('data-row');
    await row.getByRole('button', { name: /^Kvittera/ }).click();
    await until(async () => {
      await toTheDesk(page);
      return (await page.locator(`#rows [data-part="waiting"] tbody[data-row="${code}"]`).count()) === 0;
    }, 'it is acknowledged');
  }
  await page.mouse.click(5, 5);
  const quiet = await tones(page);
  const owned = page.locator('#rows [data-part="ongoing"] tbody[data-row]').first();
  await page.goto(`${town.services.social.url}/cases/${await owned.getAttribute('data-row')}`);
  await page.getByRole('button', { name: 'Kontakt nådd' }).first().click();
  await toTheDesk(page);
  assert.equal(await tones(page), 0, `nothing rings once everything is acknowledged (${quiet} before)`);
});

test('a list that may be old says so, and after the restart it goes on by itself', async () => {
  const { page } = sam;
  await toTheDesk(page);
  const state = page.locator('[data-live-state]');
  assert.equal(await state.getAttribute('data-state'), 'connected');
  process.kill(town.services.social.pid, 'SIGKILL');
  await town.ended;
  await page.locator('[data-live-state][data-state="stale"]').waitFor({ timeout: 90_000 });
  assert.match(await state.innerText(), /kan vara gammal.*\d\d:\d\d/i, 'with the time it was last good');

  const { data, port } = town;
  town = await startTown({ data, port });
  await page.locator('[data-live-state][data-state="connected"]').waitFor({ timeout: 90_000 });
  const before = await rowsOf(page).count();
  await page.mouse.move(5, 5);
  const code = await alarm();
  await until(async () => (await page.locator(`#rows tbody[data-row="${code}"]`).count()) === 1, 'what came afterwards is in the list');
  assert.equal(await rowsOf(page).count(), before + 1);
});
