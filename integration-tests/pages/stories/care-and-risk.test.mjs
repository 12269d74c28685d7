// Risk and care of one family in the days after: a high screening calls for the telephone before anything else, an assessment
// has its next day, what was done on the scene is a tap a line, and nobody notes a talk with a child before an inquiry.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { dayIn, goOn, handOverTheNight, logIn, openInquiry, pick, tap, takeTheNight } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { choose, press, skip, write } from '../stage/keyboard.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { startTown } from '../stage/town.mjs';

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
  code = await handOverTheNight(robin.page, town.services.police);
  await takeTheNight(sam.page, town.services.social, code);
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const main = (page) => page.locator('main').innerText();
const calls = (page) => page.locator('.ds-alert[data-color="danger"]', { hasText: 'ring stödlinjen nu' });
const topic = (page, name) => page.locator(`#${name}`);
const care = (page) => page.goto(`${town.services.social.url}/cases/${code}/care`);

/** The outcome of an instrument, up to the button that keeps it. */
async function assess(page, service, instrument, who, level) {
  await page.goto(`${service.url}/cases/${code}/risks/new`);
  await pick(page, 'instrument', instrument);
  await page.locator('#person label.pick', { hasText: who }).click();
  await goOn(page);
  assert.equal(await page.locator('main input:checked').count(), 0, 'no level is preset');
  await pick(page, 'level', level);
  await page.locator('input[name="day"]').fill(dayIn(0));
  await page.locator('#assessor label.pick').first().click();
}

test('a high screening puts the call first on every page of the case, until somebody says that it was rung', async () => {
  const { page } = robin;
  await assess(page, town.services.police, 'lap', 'Våldsutsatt', 'high');
  await goOn(page);
  await page.getByText('Välj vad det bygger på').first().waitFor();
  assert.equal(await page.locator('input[name="level"]:checked').inputValue(), 'high', 'what was chosen is kept');
  await page.locator('#reasons label.pick').first().click();
  await goOn(page);
  for (const place of ['risks', 'handovers']) {
    await page.goto(`${town.services.police.url}/cases/${code}/${place}`);
    assert.match(await calls(page).getByRole('link').getAttribute('href'), /^tel:0846500400$/);
    const [alert, heading] = [await calls(page).boundingBox(), await page.getByRole('heading', { level: 1 }).boundingBox()];
    assert.ok(alert.y < heading.y, `it stands before the heading of ${place}`);
  }
  await sam.page.goto(`${town.services.social.url}/cases/${code}/risks`);
  assert.match(await main(sam.page), /Ingen riskbedömning är noterad\./, 'nothing of it goes to the other agency by itself');
  await page.goto(`${town.services.police.url}/cases/${code}/risks`);
  await tap(page, calls(page).getByRole('button', { name: 'Ringt' }));
  assert.equal(await calls(page).count(), 0);
  assert.match(await main(page), /Stödlinjen: Ringt/);
});

test('an assessment is noted by the keyboard alone, with its level and the day of its next review', async () => {
  const { page } = robin;
  await page.goto(`${town.services.police.url}/cases/${code}/risks/new`);
  const suspect = await page.locator('#person label.pick', { hasText: 'Misstänkt' }).locator('input').inputValue();
  await skip(page);
  await choose(page, 'instrument', 'sara');
  await choose(page, 'person', suspect);
  await press(page, /^Gå vidare/);
  await skip(page);
  await choose(page, 'level', 'elevated');
  await page.locator('input[name="day"]').fill(dayIn(0));
  await choose(page, 'assessor', 'investigator');
  await write(page, 'version', '3');
  await page.locator('input[name="next"]').fill(dayIn(7));
  await press(page, /^Notera/);
  assert.match(await main(page), /SARA, version 3: Misstänkt\s+Förhöjd[\s\S]*utredare[\s\S]*Om 7 dagar/);
});

test('a review meeting is held without scripts, and the list of the unit holds codes alone', async () => {
  const { page, context } = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await logIn(page, town.services.police, 'Robin Ek');
  await page.goto(`${town.services.police.url}/risk-reviews`);
  assert.doesNotMatch(await main(page), /SARA|Misstänkt|Förhöjd/);
  await page.locator('main a', { hasText: code.slice(0, 3) }).click();
  await page.getByRole('link', { name: /^Följ upp SARA/ }).click();
  await page.locator('.dock button').click();
  await page.locator('#outcome-error').waitFor();
  await pick(page, 'outcome', 'kept');
  await page.locator('input[name="next"]').fill(dayIn(28));
  await page.locator('.dock button').click();
  assert.match(await main(page), /Möte hållet: bedömningen står kvar/);
  assert.match(await main(page), /Om 28 dagar/);
  await context.close();
});

test('what is done on the scene is a tap a line: by the keyboard, with the time where the police are met', async () => {
  const { page } = sam;
  await care(page);
  await skip(page);
  await press(page, /^Åker dit/);
  assert.equal(new URL(page.url()).hash, '#going_out', 'where the thumb was');
  await care(page);
  await skip(page);
  await press(page, /^Skydd behövs nu/);
  const done = { protection_tonight: 'with_relative', pets: 'boarded', belongings: 'fetched_with_police', medical: 'offered', informed: 'victim' };
  for (const [name, answer] of Object.entries(done)) {
    await tap(page, topic(page, name).locator(`button[value="${answer}"]`));
    assert.equal(await topic(page, name).locator('button[aria-pressed="true"]').getAttribute('value'), answer);
  }
  await page.locator('#meets').fill('27.80');
  await tap(page, topic(page, 'meeting_point').locator('button[value="hospital"]'));
  assert.equal(await page.locator('#meets').inputValue(), '27.80', 'what was typed is kept');
  assert.equal(await topic(page, 'meeting_point').locator('li').count(), 0, 'and nothing is noted');
  await page.locator('#meets').fill('23.45');
  await tap(page, topic(page, 'meeting_point').locator('button[value="hospital"]'));
  assert.match(await topic(page, 'meeting_point').innerText(), /Sjukhuset, klockan 23:45/);
  await page.goto(`${town.services.social.url}/cases/${code}`);
  assert.match(await main(page), /Skyddsbedömning dokumenterad/, 'the clock of the desk has stopped');
});

test('a line that is wrong is corrected by another and stays, struck out; a promised call stands on the case', async () => {
  const { page } = sam;
  await care(page);
  await page.getByRole('link', { name: /^Rätta Åker dit/ }).click();
  await page.locator('label.pick', { hasText: 'På telefon' }).click();
  await goOn(page);
  assert.equal(await topic(page, 'going_out').locator('del').innerText(), 'Åker dit');
  assert.equal(await topic(page, 'going_out').locator('button[aria-pressed="true"]').innerText(), '✓ På telefon');
  await page.getByRole('link', { name: 'Ringlogg och lovade samtal' }).click();
  await tap(page, page.getByRole('button', { name: 'om 30 min' }));
  assert.match(await main(page), /Lovat|lovat/);
});

test('a talk with a child is refused before the inquiry is opened, and noted after it, without scripts', async () => {
  const { page, context } = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await logIn(page, town.services.social, 'Sam Lind');
  await care(page);
  assert.equal(await page.locator('#talk').count(), 0, 'there is no form for it');
  assert.match(await main(page), /Besluta först att inleda utredning/);
  const csrf = await page.locator('input[name="csrf"]').first().inputValue();
  const refused = await context.request.post(`${page.url()}/child-talks`, {
    form: { csrf, child: 'another', police_present: 'yes', feelings: 'sad' },
    headers: { origin: town.services.social.url },
    maxRedirects: 0,
  });
  assert.equal(refused.status(), 422);
  await care(page);
  assert.doesNotMatch(await main(page), /ledset; polis var med/);
  await openInquiry(page, town.services.social, code);
  await care(page);
  await page.getByRole('button', { name: 'Notera samtalet' }).click();
  await page.locator('#child-error').waitFor();
  for (const [name, value] of [['child', 'another'], ['police_present', 'yes'], ['feelings', 'sad']]) await pick(page, name, value);
  await page.getByRole('button', { name: 'Notera samtalet' }).click();
  assert.match(await main(page), /ledset; polis var med/);
  await context.close();
});

test('the police are told nothing of care, nor the desk of risk', async () => {
  const { page } = robin;
  for (const place of ['phases?phase=care', 'handovers', 'contacts', 'risks']) {
    await page.goto(`${town.services.police.url}/cases/${code}/${place}`);
    assert.doesNotMatch(await main(page), /Inackorderade|Hos anhörig eller vän|klockan 23:45|ledset/, place);
  }
  await sam.page.goto(`${town.services.social.url}/cases/${code}/risks`);
  assert.doesNotMatch(await main(sam.page), /SARA|LAP/);
});

test('no barrier, nothing sideways and room for a thumb', async () => {
  for (const [name, service, paths] of [
    ['Robin Ek', town.services.police, [`/cases/${code}/risks`, `/cases/${code}/risks/new`, '/risk-reviews']],
    ['Sam Lind', town.services.social, [`/cases/${code}/care`, `/cases/${code}/risks`, `/cases/${code}/inquiry`]],
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
