// The night goes on through the next day for one family: both agencies work by their own lists, and each sees of the other
// how far it has come and nothing else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { describeTheSituation, judgeConcern, logIn, passHarmTest, send, takeHerYes, takeTheNight } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { judge } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { crawl } from '../stage/people.mjs';
import { startTown } from '../stage/town.mjs';

/** What each agency writes in free text, and nobody else may read. */
const OWN = { police: 'KANARIE-7714', social: 'Kanariegul dörr, tre trappor' };

let town;
let browser;
let robin;
let sam;
let code;

before(async () => {
  town = await startTown();
  browser = await launch();
  robin = await visit(browser, { viewport: PHONE });
  await logIn(robin.page, town.services.police, 'Robin Ek');
  sam = await visit(browser, { viewport: DESK });
  await logIn(sam.page, town.services.social, 'Sam Lind');
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const board = (person, service, phase) => person.page.goto(`${service.url}/cases/${code}/phases?phase=${phase}`);

const item = (page, text) => page.locator('li.item', { hasText: text });

/** One tap, and the page is back at the item. */
async function done(page, text) {
  await item(page, text).getByRole('button', { name: /^Klart/ }).click();
  await item(page, text).and(page.locator('[data-state="done"]')).waitFor();
}

/** Chooses what is to be told, and sends it. */
async function tell(page, what) {
  await page.locator('#told label', { hasText: what }).click();
  await page.getByRole('button', { name: 'Skicka det valda' }).click();
  await page.getByText('Läget är skickat.').waitFor();
}

test('the officer ticks on the phone what was done at the door', async () => {
  const { page } = robin;
  code = await describeTheSituation(page, town.services.police, { eventNumber: OWN.police });
  await takeHerYes(page);
  await judgeConcern(page);
  await passHarmTest(page);
  await board(robin, town.services.police, 'alarm');
  await item(page, 'Sära på').first().waitFor();
  assert.ok(await page.getByText('Det finns barn i familjen').count(), 'what the call-out says brings its items');
  await done(page, 'Fråga alltid om barn');
  assert.equal(await page.locator('#told').count(), 0, 'nobody at the other agency knows of the case yet');
  await page.goto(`${town.services.police.url}/call-outs/${code}/review`);
  await send(page);
});

test('the desk works by its own list, and tells how far it has come', async () => {
  const { page } = sam;
  await takeTheNight(page, town.services.social, code);
  await page.locator('.notes textarea').fill(OWN.social);
  await Promise.all([page.waitForResponse('**/notes/*'), page.locator('.notes').getByRole('button', { name: 'Spara' }).click()]);
  await page.goto(`${town.services.social.url}/cases/${code}`);
  assert.equal(await page.locator('.notes textarea').inputValue(), OWN.social, 'the note is kept');
  await page.getByRole('link', { name: 'Faser och checklistor' }).click();
  await done(page, 'Ta samtalet');
  // By the keyboard alone: what an answer calls for comes with it.
  const weapons = item(page, 'Fråga vad ni behöver veta').getByRole('button', { name: 'Vapen', exact: true });
  await weapons.focus();
  await page.keyboard.press('Enter');
  await item(page, 'Fråga vad ni behöver veta').getByRole('button', { name: '✓ Vapen' }).waitFor();
  assert.ok((await page.locator('main').innerText()).includes('Läget:'));
  await done(page, 'Bestäm om ni åker ut');
  await tell(page, 'Mötesplats är bestämd');
});

test('each sees of the other the state and the time, and no word of what was done', async () => {
  const { page } = robin;
  await until(async () => {
    await board(robin, town.services.police, 'alarm');
    return (await page.locator('main').innerText()).includes('Socialtjänsten');
  }, 'the state has come to the police');
  const seen = await page.locator('main').innerText();
  assert.match(seen, /Mötesplats är bestämd: Klart|Socialtjänsten: Klart/);
  for (const content of ['Ta samtalet', 'Fråga vad ni behöver veta', 'Bestäm om ni åker ut']) assert.ok(!seen.includes(content), `${content} is the desk's own`);
  await tell(page, 'Barnen är kartlagda');
  await until(async () => {
    await board(sam, town.services.social, 'alarm');
    return (await sam.page.locator('main').innerText()).includes('Polisen');
  }, 'the state has come to the desk');
  assert.match(await sam.page.locator('main').innerText(), /Polisen: Klart|Barnen är kartlagda: Klart/);
});

test('the work moves on with open items, without scripts and on paper', async () => {
  const plain = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await logIn(plain.page, town.services.social, 'Sam Lind');
  await board(plain, town.services.social, 'care');
  await plain.page.getByRole('button', { name: 'Gå över till den här fasen' }).click();
  await plain.page.getByText('Arbetet är i den här fasen nu.').waitFor();
  const informed = item(plain.page, 'Berätta för den utsatta om utredning');
  await informed.locator('summary').click();
  await informed.getByRole('button', { name: 'Ej aktuellt' }).click();
  await plain.page.locator('#reason-error').waitFor();
  await plain.page.locator('#reason label', { hasText: 'Personen vill inte' }).click();
  await plain.page.locator('#reason').getByRole('button', { name: 'Ej aktuellt' }).click();
  await plain.page.locator('li.item[data-state="not_applicable"]').first().waitFor();
  await plain.page.getByRole('button', { name: 'Numrerad kopia' }).click();
  await plain.page.getByText('Kopia 1,').waitFor();
  await plain.page.emulateMedia({ media: 'print' });
  const paper = await plain.page.locator('body').innerText();
  assert.ok(paper.includes('Förstörs senast') && paper.includes('☐'), 'boxes and when it is destroyed');
  assert.ok(!paper.includes('Numrerad kopia') && !paper.includes('Påhittad'), 'neither buttons nor names');
  await plain.context.close();
});

test('a reason and a note stay where they were written: on no page of the other agency, and in no log', async () => {
  const { police, social } = town.services;
  await board(sam, social, 'care');
  assert.match(await item(sam.page, 'Berätta för den utsatta').locator('.state').innerText(), /Ej aktuellt: Personen vill inte/);
  await tell(sam.page, 'Våldsutsatt är informerad');
  await until(async () => {
    await board(robin, police, 'care');
    return /(Socialtjänsten|informerad om stöd och skydd): Ej aktuellt \d/.test(await robin.page.locator('main').innerText());
  }, 'the state has come to the police, with its time and no reason');

  const cases = ['phases', 'phases?phase=care', 'handovers', 'contacts', 'consents', 'risks'].map((page) => `/cases/${code}/${page}`);
  const seen = {
    police: await words(robin, police, [`/call-outs/${code}`, `/call-outs/${code}/situation`, ...cases]),
    social: await words(sam, social, [`/cases/${code}`, `/cases/${code}/care`, ...cases]),
  };
  for (const own of ['police', 'social']) assert.ok(seen[own].includes(OWN[own]), `control: ${own} have their own words`);
  assert.ok(!seen.police.includes(OWN.social) && !seen.social.includes(OWN.police), 'neither reads the words of the other');
  assert.ok(town.troubles().includes('stafett'), 'control: there is a log');
  for (const word of [...Object.values(OWN), 'person_declined', 'Personen vill inte']) {
    assert.ok(!town.troubles().includes(word), `${word} is in no log`);
  }
});

/** The source of every page that is reached from some. */
async function words({ page }, service, from) {
  const pages = await crawl(page, service, from);
  const sources = [];
  for (const { path } of pages) {
    await page.goto(`${service.url}${path}`);
    sources.push(await page.content());
  }
  return sources.join('\n');
}

test('no barrier on either board', async () => {
  for (const [name, service] of [['Robin Ek', town.services.police], ['Sam Lind', town.services.social]]) {
    const looked = await visit(browser, { viewport: PHONE, bypassCSP: true });
    await logIn(looked.page, service, name);
    for (const phase of ['alarm', 'care', 'coordination']) {
      await board(looked, service, phase);
      const { violations } = await judge(looked.page);
      assert.deepEqual(violations, [], `${name} ${phase}`);
    }
    await looked.context.close();
  }
});
