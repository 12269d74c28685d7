// A talk with a person in custody, held by telephone at the desk: on a phone with the line cut in the middle, and without scripts. Nothing that
// was tapped is lost, nothing is kept twice, and she is called first.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { describeTheSituation, judgeConcern, logIn, passHarmTest, pick, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let sam;
let code;

const ANSWERS = {
  agreed: 'prosecutor',
  officer: 'present',
  decisions: 'no',
  police_first: 'yes',
  danger: 'both',
  children: 'with_police',
  inquiry: 'keep',
  interpreter: 'not_needed',
  colleague: 'yes',
};

before(async () => {
  town = await startTown();
  browser = await launch();
  const robin = await visit(browser, { viewport: PHONE });
  await logIn(robin.page, town.services.police, 'Robin Ek');
  code = await describeTheSituation(robin.page, town.services.police);
  await takeHerYes(robin.page);
  await judgeConcern(robin.page);
  await passHarmTest(robin.page);
  await send(robin.page);
  await robin.context.close();
  sam = await visit(browser, { viewport: PHONE });
  await logIn(sam.page, town.services.social, 'Sam Lind');
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const talk = () => `${town.services.social.url}/cases/${code}/custody-talk`;
const press = (page, name) => page.locator('#player').getByRole('button', { name, exact: true }).first().click();
const says = (page, words) => page.locator('#now .words').getByText(words).first().waitFor();
const saved = (page) => page.locator('#player .unsaved').isHidden();

/** The exposed person was reached, and the gate answered with yes. */
async function openTheGate(page) {
  const contacts = `${town.services.social.url}/cases/${code}/contacts`;
  await until(async () => {
    await page.goto(contacts);
    return (await page.locator('section.card-receipt').count()) > 0;
  }, 'the case is at the desk');
  await page.getByRole('button', { name: /^Vi pratade Våldsutsatt/ }).click();
  await page.getByText('nådd', { exact: false }).first().waitFor();
  for (const question of ['protection_offered', 'not_too_dangerous', 'no_added_danger']) {
    const form = page.locator('form', { has: page.locator(`input[name="question"][value="${question}"]`) });
    await form.getByRole('button', { name: 'Ja', exact: true }).click();
    await form.getByRole('button', { name: '✓ Ja' }).waitFor();
  }
}

async function begin(page) {
  await page.goto(talk());
  for (const [name, value] of Object.entries(ANSWERS)) await pick(page, name, value);
  await page.getByLabel('Klockan när det godkändes').fill('02:10');
  await page.getByRole('button', { name: 'Börja samtalet' }).click();
  await says(page, 'Samtalet är frivilligt');
}

test('without the gate there is one sentence and nothing to fill in', async () => {
  const { page } = sam;
  await until(async () => {
    await page.goto(talk());
    return (await page.locator('main').innerText()).includes('Inget samtal än');
  }, 'the case is at the desk');
  assert.equal(await page.locator('form#begin').count(), 0);
  await openTheGate(page);
});

test('the line is cut in the middle of the talk, and nothing is lost', async () => {
  const { page, context } = sam;
  await begin(page);
  await press(page, 'Ja');
  await says(page, 'planera det som händer nu');
  await context.setOffline(true);
  await press(page, 'Gå vidare');
  await page.getByText('Inte sparat ännu').waitFor();
  await says(page, 'Vi ska inte prata om vad som hände hemma');
  await press(page, 'Okej');
  await says(page, 'någon annanstans du kan vara i natt');
  // A guard works too, and leads back.
  await press(page, 'Börjar prata om händelsen');
  await says(page, 'Jag avbryter dig här');
  await press(page, 'Tillbaka till samtalet');
  await says(page, 'någon annanstans du kan vara i natt');
  await press(page, 'Ja');
  await says(page, 'Hos vem, eller var');
  await page.locator('summary', { hasText: 'Hela manuset' }).click();
  assert.ok(await page.locator('.whole article').getByText('Du ska veta en sak').isVisible(), 'the script can be read on');
  await screenshot(page, 'custody-talk-offline-390');
  await context.setOffline(false);
  await until(() => saved(page), 'what waited is saved');
  await says(page, 'Hos vem, eller var');
  assert.equal(await page.locator('#player').getAttribute('data-after'), '6', 'each tap once, in order');
  assert.match(await page.locator('#player').innerText(), /Gånger om händelsen: 1/);
  await page.reload();
  await says(page, 'Hos vem, eller var');
});

test('the player is large, in words, and without a barrier', async () => {
  const { page } = sam;
  for (const [viewport, width] of [[PHONE, 390], [DESK, 1440]]) {
    for (const colorScheme of ['light', 'dark']) {
      const seen = await visit(browser, { viewport, colorScheme, bypassCSP: true });
      await logIn(seen.page, town.services.social, 'Sam Lind');
      await seen.page.goto(talk());
      await isAccessible(seen.page, `player ${width} ${colorScheme}`);
      await hasNoSidewaysScroll(seen.page, `player ${width}`);
      await hasLargeTargets(seen.page, `player ${width}`);
      await screenshot(seen.page, `custody-talk-player-${width}-${colorScheme}`);
      assert.deepEqual(seen.strangers, []);
      await seen.context.close();
    }
  }
  // By the keyboard alone.
  await page.locator('#now h2').focus();
  await page.keyboard.press('h');
  await says(page, 'Jag avbryter dig här');
  await press(page, 'Tillbaka till samtalet');
});

test('the outcome is filled in by the talk, and she is called first', async () => {
  const { page } = sam;
  const steps = [['Hos en vän', 'Till när'], ['Till i morgon', 'Hur tar du dig dit'], ['Vi ordnar resan', 'Du ska veta en sak'], ['Gå vidare', 'Hur mår du själv'], ['Nej', 'samma nummer'], ['Ja, får ringa', 'Då säger vi så']];
  for (const [answer, next] of steps) {
    await press(page, answer);
    await says(page, next);
  }
  await press(page, 'Gå vidare');
  await page.getByRole('heading', { name: 'Utfall' }).waitFor();
  for (const value of ['other_place', 'tomorrow', 'arranged', 'yes']) assert.ok(await page.locator(`input[value="${value}"]:checked`).count(), value);
  await screenshot(page, 'custody-talk-outcome-390');
  await pick(page, 'concern', 'no');
  await page.getByRole('button', { name: 'Spara utfallet' }).click();
  await page.getByRole('heading', { name: 'Ring henne först' }).waitFor();
  assert.ok((await page.locator('main').innerText()).includes('Samtalet är ingen del av hennes säkerhetsplan'));
  await screenshot(page, 'custody-talk-done-390');
  await page.getByRole('button', { name: 'Hon är ringd' }).click();
  await page.getByText('✓ Ringd').waitFor();
});

test('the same talk without scripts', async () => {
  const plain = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  const { page } = plain;
  await logIn(page, town.services.social, 'Sam Lind');
  await begin(page);
  await press(page, 'Ja');
  await says(page, 'planera det som händer nu');
  await press(page, 'Tankar på självmord, eller oklart svar');
  await says(page, 'Jag lämnar dig inte med det här');
  await press(page, 'Krimjouren vet nu');
  await page.getByRole('heading', { name: 'Utfall' }).waitFor();
  await page.getByRole('button', { name: 'Spara utfallet' }).click();
  await page.locator('#plan-error').waitFor();
  for (const [name, value] of [['plan', 'none'], ['contact', 'not_stated'], ['concern', 'yes']]) await pick(page, name, value);
  await page.getByRole('button', { name: 'Spara utfallet' }).click();
  await page.getByRole('heading', { name: 'Ring henne först' }).waitFor();
  await plain.context.close();
});

test('the paper has words to read and nothing of the case', async () => {
  const { page } = sam;
  await page.goto(`${talk()}/paper?children=yes`);
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('body').innerText();
  assert.ok(paper.includes('Jag heter …………') && paper.includes('☐'), 'words and boxes');
  for (const hers of ['Vide', '070', 'henne', 'ledsna']) assert.ok(!paper.includes(hers), hers);
  const file = await page.pdf({ format: 'A4' });
  assert.equal((file.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length, 1, 'one page');
});

test('the gate is without a barrier too', async () => {
  for (const [viewport, width] of [[PHONE, 390], [DESK, 1440]]) {
    const seen = await visit(browser, { viewport, bypassCSP: true });
    await logIn(seen.page, town.services.social, 'Sam Lind');
    await seen.page.goto(talk());
    await isAccessible(seen.page, `gate ${width}`);
    await hasNoSidewaysScroll(seen.page, `gate ${width}`);
    await screenshot(seen.page, `custody-talk-gate-${width}`);
    await seen.context.close();
  }
});
