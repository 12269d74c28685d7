// The next day's contacts of one family at both agencies: who was rung, how it is agreed to go on, what a hint tells, and that
// nobody rings the person using violence first. Of the other agency each sees the day and the role of its last contact.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { HER, dayIn, handOverHisNumber, handOverTheNight, logIn, tap, takeTheNight } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { press, skip } from '../stage/keyboard.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { crawl } from '../stage/people.mjs';
import { startTown } from '../stage/town.mjs';

/** From the series reserved for fiction. */
const HIS = { phone: '070-174 06 99', dialled: /701740699|070-174 06 99/ };

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

const open = ({ page }, service) => page.goto(`${service.url}/cases/${code}/contacts`);
const atPolice = () => open(robin, town.services.police);
const atDesk = () => open(sam, town.services.social);
const main = ({ page }) => page.locator('main').innerText();
const lines = (page) => page.locator('article');
const gate = (page, question, answer) => tap(page, page.locator(`form:has(input[value="${question}"]) button[value="${answer}"]`));
const toRing = (page, dialled) => page.locator(`main a[href^="tel:"][href*="${dialled.slice(1)}"]`);

test('the night is taken at the desk, and his number comes the next day', async () => {
  code = await handOverTheNight(robin.page, town.services.police);
  await takeTheNight(sam.page, town.services.social, code);
  await handOverHisNumber(robin.page, town.services.police, code, HIS.phone);
  await until(async () => {
    await sam.page.goto(`${town.services.social.url}/cases/${code}/handovers`);
    return (await main(sam)).includes('Säkert nummer: misstänkt');
  }, 'his number has come to the desk');
});

test('three times yes opens nothing before she has been reached: his number is on no page of the desk', async () => {
  const { page } = sam;
  await atDesk();
  for (const one of ['protection_offered', 'not_too_dangerous', 'no_added_danger']) await gate(page, one, 'yes');
  const his = page.locator('section', { has: page.getByRole('heading', { name: 'Misstänkt', exact: true }) });
  assert.match(await his.innerText(), /Ingen kontakt än/);
  assert.equal(await his.getByRole('button').count(), 0, 'nothing to tap');
  const from = [`/cases/${code}`, `/cases/${code}/handovers`, `/cases/${code}/contacts`, `/cases/${code}/care`, '/duty'];
  const seen = await crawl(page, town.services.social, from);
  assert.ok(seen.length > 15, 'the desk has pages');
  for (const { path } of seen) {
    await page.goto(`${town.services.social.url}${path}`);
    assert.doesNotMatch(await page.content(), HIS.dialled, `${path} does not show his number`);
  }
});

test('a failed attempt is one tap, by the keyboard too, and is no contact', async () => {
  const { page } = sam;
  await atDesk();
  await skip(page);
  await press(page, /^Inget svar Våldsutsatt/);
  assert.match(await lines(page).first().innerText(), /^Våldsutsatt · inget svar · telefon/);
  const seen = await main(sam);
  assert.ok(seen.includes('Härifrån: försök') && seen.includes('Nej. Ett försök räcker inte.'), 'and the gate stays shut');
});

test('a talk gets its way and topics on the same line, and a correction leaves what was said', async () => {
  const { page } = sam;
  await tap(page, page.getByRole('button', { name: /^Vi pratade Våldsutsatt/ }));
  const newest = lines(page).first();
  assert.equal(await newest.locator('input[name="channel"]:checked').count(), 0, 'nobody has said by which way');
  for (const value of ['phone', 'safety_planning', 'check_in']) {
    await newest.locator(`label.pick:has(input[value="${value}"])`).click();
  }
  await tap(page, newest.getByRole('button', { name: /^Spara/ }));
  assert.match(await newest.innerText(), /^Våldsutsatt · nådd · telefon · säkerhetsplanering, avstämning/);
  const older = lines(page).nth(1);
  await older.locator('summary').click();
  await older.locator('label.pick:has(input[value="did_not_happen"])').click();
  await tap(page, older.getByRole('button', { name: /^Spara/ }));
  assert.match(await older.innerText(), /^Våldsutsatt · det här hände inte/);
  assert.match(await older.locator('del').innerText(), /Våldsutsatt · inget svar · telefon/);
  assert.match(await older.innerText(), /Rättad .* av Sam Lind/);
});

test('pace and day are agreed without scripts, and a day that has been is told at its field', async () => {
  const plain = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  const { page } = plain;
  await logIn(page, town.services.social, 'Sam Lind');
  await open(plain, town.services.social);
  await page.getByRole('button', { name: 'Varje vecka' }).click();
  await page.getByRole('button', { name: '✓ Varje vecka' }).waitFor();
  await page.locator('input[name="next"]').fill(dayIn(-2));
  await page.getByRole('button', { name: 'Spara dagen' }).click();
  await page.locator('input[name="next"][aria-invalid="true"]').waitFor();
  assert.equal(await page.locator('input[name="next"]').inputValue(), dayIn(-2), 'what was typed is kept');
  await page.locator('input[name="next"]').fill(dayIn(5));
  await page.getByRole('button', { name: 'Spara dagen' }).click();
  await page.getByText('Sparat.').waitFor();
  assert.match(await main(plain), /Varje vecka · Nästa kontakt/);
  await plain.context.close();
});

test('of the last contact the other agency learns the day and the role, and no word more', async () => {
  await atPolice();
  assert.ok(!(await main(robin)).includes('Den andra myndigheten'), 'nothing goes by itself');
  await sam.page.goto(`${town.services.social.url}/cases/${code}`);
  await tap(sam.page, sam.page.getByRole('button', { name: 'Kontakt nådd' }).first());
  await until(async () => {
    await atPolice();
    return (await main(robin)).includes('Den andra myndigheten');
  }, 'the police see it');
  const seen = await main(robin);
  assert.match(seen, /Den andra myndigheten: kontakt \d+ \S+ \d{4}, socialjouren/);
  const content = [/säkerhetsplanering/i, /avstämning/i, /Sam Lind/, /Nästa kontakt \d/, /Samtal de senaste sju dagarna: [1-9]/];
  for (const one of content) assert.doesNotMatch(seen, one);
  assert.match(seen, /Takt: ej angivet/, 'the pace was agreed with the desk');
});

test('whom nobody may call has no number to ring, and the police are not told', async () => {
  const { page } = sam;
  await atDesk();
  assert.equal(await toRing(page, HER.dialled).count(), 1);
  await tap(page, page.getByRole('button', { name: 'Någon nära' }));
  assert.match(await page.locator('.ds-alert[data-color="danger"]').innerText(), /Ring inte\. Våldsutsatt\. Sagt av någon nära/);
  assert.equal(await toRing(page, HER.dialled).count(), 0);
  await page.goto(`${town.services.social.url}/cases/${code}`);
  assert.equal(await toRing(page, HER.dialled).count(), 0);
  assert.ok((await main(sam)).includes('Ring inte.'));
  await atPolice();
  assert.equal(await robin.page.locator('.ds-alert').count(), 0);
  await atDesk();
  await tap(page, page.getByRole('button', { name: 'Personen själv' }));
  assert.equal(await toRing(page, HER.dialled).count(), 1, 'she has taken it back');
});

test('that she told of a crime is one tap; the investigators learn that, and when, and from which role', async () => {
  await atPolice();
  await tap(robin.page, robin.page.getByRole('button', { name: /berättade om brott/ }));
  assert.ok((await main(robin)).includes('Ingen utredare har tagit emot det än.'));
  const noor = await visit(browser, { viewport: PHONE });
  await logIn(noor.page, town.services.police, 'Noor Alm');
  await noor.page.goto(`${town.services.police.url}/call-outs`);
  await noor.page.getByRole('link', { name: 'Berättade om brott' }).click();
  const hint = lines(noor.page).first();
  const spoken = `${code.slice(0, 3)} ${code.slice(3, 5)}`;
  assert.match(await hint.innerText(), new RegExp(`^${spoken}\\s+\\d.*, hördes av polis i yttre tjänst`));
  assert.doesNotMatch(await main(noor), new RegExp(`${HER.name}|Robin|telefon`, 'i'));
  await tap(noor.page, hint.getByRole('button', { name: /^Tagit emot/ }));
  assert.match(await main(noor), /Inget väntar\.[\s\S]*mottaget .* förundersökningsledare/);
  await noor.context.close();
  await atPolice();
  assert.match(await main(robin), /Mottaget .* förundersökningsledare/);
  await atDesk();
  assert.ok(!(await main(sam)).includes('Berättade om brott'), 'the social services have nothing of it');
});

test('once she has been reached his number is there, and one no takes it away', async () => {
  const { page } = sam;
  await atDesk();
  assert.match(await main(sam), /Alla svar är ja: kontakt får tas\./);
  assert.match(await page.content(), HIS.dialled);
  await gate(page, 'no_added_danger', 'no');
  assert.match(await main(sam), /Ett svar är nej: ta ingen kontakt\./);
  assert.doesNotMatch(await page.content(), HIS.dialled);
  await atPolice();
  assert.match(await main(robin), /Ingen kontakt än: alla svar måste vara ja\./, 'the police have a gate of their own');
});

test('no barrier, nothing sideways and room for a thumb on either page', async () => {
  for (const [name, service, paths] of [
    ['Robin Ek', town.services.police, [`/cases/${code}/contacts`, `/cases/${code}/consents`, `/cases/${code}/consents/new`]],
    ['Noor Alm', town.services.police, ['/told-hints']],
    ['Sam Lind', town.services.social, [`/cases/${code}/contacts`, `/cases/${code}/consents`]],
  ]) {
    for (const [viewport, colorScheme] of [[PHONE, 'dark'], [DESK, 'light']]) {
      const looked = await visit(browser, { viewport, colorScheme, bypassCSP: true });
      await logIn(looked.page, service, name);
      for (const path of paths) {
        await looked.page.goto(`${service.url}${path}`);
        await hasNoSidewaysScroll(looked.page, `${name} ${path}`);
        await hasLargeTargets(looked.page, `${name} ${path}`);
        await isAccessible(looked.page, `${name} ${path}`);
      }
      await looked.context.close();
    }
  }
});
