// The briefing of a shift: one writes, another clears, a patrol reads card by card and takes a copy, and the copy is destroyed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { logIn, pick } from '../stage/acts.mjs';
import { DESK, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { startTown } from '../stage/town.mjs';

const TODAY = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
/** As wide as a line can be. */
const LONGEST = 'Mörkmålad vagnport '.repeat(5).slice(0, 80).trim();
const NAMES = ['Ture Påhittad', 'Sture Uppdiktad', 'Rune Fantasi', 'Arne Saga', 'Ingemar Overkligsson-Påhittadström von Exempelstads gård'];
const FACTORS = ['controlling', 'strangulation', 'outspoken_fear', 'mental_ill_health', 'suicide_threats', 'substance_misuse', 'escalating_violence', 'separation', 'earlier_crime'];

let town;
let browser;
let police;
let mika;
let kai;

before(async () => {
  town = await startTown();
  police = town.services.police;
  browser = await launch();
  mika = await visit(browser, { viewport: PHONE });
  await logIn(mika.page, police, 'Mika Dal');
  kai = await visit(browser, { viewport: DESK });
  await logIn(kai.page, police, 'Kai Rö');
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

/** A clock on the wall in Sweden, so many hours from now. */
const clock = (hours) => new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('sv-SE', { timeZone: 'Europe/Stockholm', hour: '2-digit', minute: '2-digit' });

async function write(page, name) {
  await page.goto(`${police.url}/focus-persons/new`);
  await page.getByLabel('Namn').fill(name);
  await page.getByLabel('Född').fill('1984-05-17');
  await page.getByRole('button', { name: 'Börja' }).click();
  await page.waitForURL(/\/focus-persons\/[0-9a-f-]{36}$/);
  return page.url();
}

async function add(page, person, kind, code, { line, until, source = 'call_out' } = {}) {
  await page.goto(`${person}/items?kind=${kind}`);
  if (code) await pick(page, 'code', code);
  if (line) await page.locator('input[name="line"]').fill(line);
  if (until) await page.locator('input[name="until"]').fill(until);
  await pick(page, 'source', source);
  await page.locator('input[name="source_on"]').fill(TODAY);
  await page.getByRole('button', { name: 'Lägg till uppgiften' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/items'));
}

/** All that a card may hold, in the longest words. */
async function fill(page, person) {
  await add(page, person, 'why_now', '', { line: LONGEST });
  for (const danger of ['violence_against_police', 'threats_against_police', 'knife']) await add(page, person, 'danger', danger);
  for (const order of ['monitored', 'specially_extended']) await add(page, person, 'order', order, { until: '2099-12-31', source: 'order_register' });
  for (const advice of ['check_order', 'keep_apart', 'wait_outside']) await add(page, person, 'advice', advice);
  for (const factor of FACTORS) await add(page, person, 'factor', factor, { line: LONGEST, source: 'order_register' });
  for (const place of ['own_home', 'often_there']) await add(page, person, 'address', place, { line: LONGEST });
}

async function clear(page, person) {
  await page.goto(person);
  for (const label of await page.locator('label.pick:has(input[name="items"])').all()) await label.click();
  await page.getByRole('button', { name: 'Klarera valda' }).click();
  await page.getByText('Klarerat.').waitFor();
}

async function looks(page, name) {
  for (const [width, height] of [[390, 844], [1440, 900]]) {
    await page.setViewportSize({ width, height });
    await hasNoSidewaysScroll(page, `${name} at ${width}`);
    await hasLargeTargets(page, `${name} at ${width}`);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await screenshot(page, `briefing-${name}-${width}-${colorScheme}`);
    }
  }
}

const persons = [];

test('one writes on the phone, and what nobody else has cleared is in no briefing', async () => {
  const { page } = mika;
  for (const name of NAMES.slice(0, 2)) persons.push(await write(page, name));
  await add(page, persons[0], 'why_now', '', { line: 'Släpps i morgon' });
  await add(page, persons[0], 'danger', 'dog');
  await add(page, persons[1], 'address', 'own_home', { line: 'Exempelvägen 7' });
  await page.goto(persons[0]);
  assert.equal(await page.getByRole('button', { name: 'Klarera valda' }).count(), 0, 'nobody clears the own');
  await looks(page, 'person');
  await kai.page.goto(`${police.url}/briefing/new`);
  await kai.page.getByText('Ingen uppgift är klarerad.').waitFor();
});

test('another clears and puts the briefing together', async () => {
  const { page } = kai;
  for (const person of persons) await clear(page, person);
  await page.goto(`${police.url}/briefing/new`);
  for (const label of await page.locator('label.pick:has(input[name="persons"])').all()) await label.click();
  await page.getByLabel('Passet börjar').fill(clock(0));
  await page.getByLabel('Passet slutar').fill(clock(8));
  await page.getByRole('button', { name: 'Gör utsättningen' }).click();
  await page.getByText('2 kort').waitFor();
});

test('a patrol reads card by card with the arrow keys', async () => {
  const robin = await visit(browser, { viewport: DESK });
  const { page } = robin;
  await logIn(page, police, 'Robin Ek');
  await page.goto(`${police.url}/call-outs`);
  await page.getByRole('link', { name: 'Utsättning' }).click();
  await page.getByRole('link', { name: 'Visa', exact: true }).click();
  await page.getByRole('heading', { name: 'Kort 1 av 2' }).waitFor();
  const first = await page.locator('main').innerText();
  assert.ok(first.includes(NAMES[0]) && first.includes('Farlig hund') && first.includes('Visas för Robin Ek'), first);
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: 'Kort 2 av 2' }).waitFor();
  assert.ok((await page.locator('main').innerText()).includes(NAMES[1]));
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('heading', { name: 'Kort 1 av 2' }).waitFor();
  assert.ok(!(await page.title()).includes('Ture') && !page.url().includes('Ture'), 'no name where the browser keeps it');
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: 'Kort 2 av 2' }).waitFor();
  await page.getByRole('button', { name: /^Passerad/ }).click();
  await page.getByText(/^Passerad \d/).waitFor();
  await looks(page, 'card');
  await page.goto(`${police.url}/briefing`);
  await looks(page, 'list');
  assert.deepEqual([...robin.faults, ...robin.strangers], []);
  await robin.context.close();
});

test('a copy has a number and a name, and is destroyed with a tick', async () => {
  const plain = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await logIn(plain.page, police, 'Robin Ek');
  await plain.page.goto(`${police.url}/briefing`);
  await plain.page.getByRole('button', { name: 'Numrerad kopia' }).click();
  await plain.page.waitForURL(/\/copies\/1$/);
  assert.ok((await plain.page.locator('main').innerText()).includes('Kopia 1 · Robin Ek'));
  await plain.page.goto(`${police.url}/briefing`);
  await plain.page.getByRole('button', { name: /^Förstörd/ }).click();
  await plain.page.getByText('✓ Förstörd').waitFor();
  await plain.context.close();
});

test('five cards with all they may hold are one sheet of A4', async () => {
  const { page } = kai;
  for (const name of NAMES) {
    const person = await write(mika.page, name);
    await fill(mika.page, person);
    await clear(page, person);
  }
  await page.goto(`${police.url}/briefing`);
  await page.getByRole('button', { name: 'Ta ner' }).click();
  await page.getByText('Nedtagen.').waitFor();
  await page.goto(`${police.url}/briefing/new`);
  for (const label of (await page.locator('label.pick:has(input[name="persons"])').all()).slice(-5)) await label.click();
  await page.getByLabel('Passet börjar').fill(clock(0));
  await page.getByLabel('Passet slutar').fill(clock(8));
  await page.getByRole('button', { name: 'Gör utsättningen' }).click();
  await page.getByText('5 kort').waitFor();
  await page.getByRole('link', { name: 'Visa', exact: true }).click();
  await page.getByRole('heading', { name: 'Kort 1 av 5' }).waitFor();
  await looks(page, 'full-card');
  await page.goto(`${police.url}/briefing`);
  await page.getByRole('button', { name: 'Numrerad kopia' }).click();
  await page.waitForURL(/\/copies\/1$/);
  await looks(page, 'paper');
  await page.emulateMedia({ colorScheme: 'light' });
  const pdf = await page.pdf({ format: 'A4', ...(process.env.STAFETT_KEEP_PDF ? { path: process.env.STAFETT_KEEP_PDF } : {}) });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'one sheet');
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replaceAll(/\s+/g, ' ');
  for (const name of NAMES) assert.ok(text.includes(name), `${name}: ${text}`);
  for (const words of ['Kopia 1 · Kai Rö', 'Förstörs', 'Register över kontaktförbud, i dag', 'Kontaktförbud med elektronisk övervakning']) assert.ok(text.includes(words), `${words}: ${text}`);
  for (const navigation of ['Skriv ut', 'Meny', 'Logga ut', 'Hoppa till']) assert.ok(!text.includes(navigation), `${navigation} is not on paper`);
});

test('no barrier on any of the pages', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const looked = await visit(browser, { viewport: PHONE, colorScheme, bypassCSP: true });
    await logIn(looked.page, police, 'Kai Rö');
    const list = `${police.url}/briefing`;
    await looked.page.goto(list);
    const shown = await looked.page.getByRole('link', { name: 'Visa', exact: true }).evaluate((link) => link.href);
    const paths = [list, shown, `${shown}/copies/1`, `${list}/new`, `${police.url}/focus-persons`, `${police.url}/focus-persons/new`, persons[0], `${persons[0]}/items?kind=factor`];
    for (const path of paths) {
      assert.equal((await looked.page.goto(path)).status(), 200, path);
      await isAccessible(looked.page, `${path} ${colorScheme}`);
    }
    await looked.context.close();
  }
});
