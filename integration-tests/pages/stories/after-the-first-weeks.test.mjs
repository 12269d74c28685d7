// What comes after the first weeks: services from a pasted list, a referral and what came of it, the close and the way back for who has lost
// the card, and the two sides of a partner contact, which never meet on a page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { HER, handOverTheNight, logIn, pick, takeTheNight } from '../stage/acts.mjs';
import { DESK, NARROW, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { startTown } from '../stage/town.mjs';

const LIST = 'Stadsdel\tSlag\tNamn\tTelefon\tTider\nNorr\tRVC\tCentrum Påhittat\t08-465 004 20\tvardagar 9–16\n\tkriminalvården\tFrivården Påhittad\t08-465 004 21\t';

let town;
let browser;
let sam;
let code;

before(async () => {
  town = await startTown();
  browser = await launch();
  const robin = await visit(browser, { viewport: PHONE });
  await logIn(robin.page, town.services.police, 'Robin Ek');
  code = await handOverTheNight(robin.page, town.services.police);
  await robin.context.close();
  sam = await visit(browser, { viewport: PHONE });
  await logIn(sam.page, town.services.social, 'Sam Lind');
  await takeTheNight(sam.page, town.services.social, code);
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const social = (path) => `${town.services.social.url}${path}`;
const noted = (page) => page.getByText('Noterat.').waitFor();

async function somebody(name, options = {}) {
  const seen = await visit(browser, { viewport: PHONE, ...options });
  await logIn(seen.page, town.services.social, name);
  return seen;
}

test('a list of services is tried before it is taken in', async () => {
  const { page, context } = await somebody('Alva Rönn');
  await page.goto(social('/services'));
  await page.getByText('Ingen lista är inläst än.').waitFor();
  await page.getByRole('link', { name: 'Läs in en lista' }).click();
  await page.getByLabel('Raderna').fill(`${LIST}\nVäster\tRVT\tTeamet\t08-465 004 22\t`);
  await page.getByRole('button', { name: 'Pröva listan' }).click();
  await page.getByRole('cell', { name: 'Stadsdelen finns inte.' }).waitFor();
  await isAccessible(page, 'a list with something wrong');
  await screenshot(page, 'services-wrong-390');
  await page.getByLabel('Raderna').fill(LIST);
  await page.getByRole('button', { name: 'Pröva listan' }).click();
  await page.getByText('2 verksamheter i listan').waitFor();
  await page.getByRole('button', { name: 'Läs in den' }).click();
  await page.getByText('Frivården Påhittad').waitFor();
  await context.close();
});

test('she is offered a service, says not now, and later yes', async () => {
  const { page } = sam;
  await page.goto(social(`/cases/${code}/referrals`));
  await page.getByRole('button', { name: 'Spara erbjudandet' }).click();
  await page.locator('.ds-error-summary a').first().click();
  for (const answer of ['later', 'yes']) {
    await pick(page, 'subject', 'victim');
    await pick(page, 'kind', 'violence_centre');
    await page.getByLabel('Vilken verksamhet?').selectOption({ label: 'Centrum Påhittat, 08-465 004 20' });
    await pick(page, 'answer', answer);
    if (answer === 'yes') await pick(page, 'way', 'calls_herself');
    await page.getByRole('button', { name: 'Spara erbjudandet' }).click();
    await noted(page);
  }
  assert.equal(await page.locator('article').count(), 2, 'not now closes nothing');
  await page.getByText('Kom det i gång?', { exact: true }).first().click();
  const article = page.locator('article').first();
  await article.locator('label.pick', { hasText: 'Kom i gång' }).first().click();
  await article.locator('label.pick', { hasText: 'Personen själv' }).click();
  await article.getByRole('button', { name: 'Spara' }).click();
  await noted(page);
  await page.getByRole('button', { name: 'Skriv samtal 1' }).click();
  await page.getByText('1 av 5 öppna samtal').waitFor();
  await page.goto(social(`/cases/${code}/person-using-violence/referrals`));
  await page.getByText('Inget är erbjudet än.').waitFor();
});

test('the case is closed without scripts, and she who lost the card is found by her number', async () => {
  const plain = await somebody('Mio Hassel', { javaScriptEnabled: false });
  await plain.page.goto(social(`/cases/${code}/closing`));
  await pick(plain.page, 'reason', 'in_place');
  await plain.page.getByRole('button', { name: 'Avsluta hos oss' }).click();
  await plain.page.getByText('stöd och skydd finns på plats').first().waitFor();
  await plain.page.goto(social('/ways-back'));
  await plain.page.getByLabel('Telefonnummer').fill(HER.phone);
  await plain.page.getByRole('button', { name: 'Sök', exact: true }).last().click();
  await plain.page.getByRole('link', { name: 'Ta upp igen' }).click();
  await pick(plain.page, 'why', 'came_back');
  await plain.page.getByRole('button', { name: 'Ta upp igen' }).click();
  await plain.page.getByText('Pågår').waitFor();
  await plain.context.close();
});

test('the therapist and the contact person work side by side, and his page does not change', async () => {
  const frej = await somebody('Frej Öst', { viewport: DESK });
  const { page } = frej;
  await page.goto(social('/treatments/new'));
  await page.locator('.dock button').click();
  await page.locator('.ds-error-summary').waitFor();
  await isAccessible(page, 'a treatment with something missing');
  await page.locator('[name="person"]').fill('Kurt Påhittad');
  await page.locator('label.pick', { hasText: 'Saga Ny' }).click();
  await page.locator('.dock button').click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const treatment = page.url();
  for (const part of ['in_treatment', 'safety']) {
    await pick(page, 'part', part);
    await pick(page, 'answer', 'given');
    await pick(page, 'form', 'written');
    await page.locator('form[action$="/answers"] button').click();
    await noted(page);
  }
  await page.locator('[name="name"]').fill('Vide Påhittad');
  await page.locator('[name="phone"]').fill(HER.phone);
  await pick(page, 'answers', 'nobody');
  await pick(page, 'letters', 'nobody');
  await page.locator('form[action$="/partners"] button').click();
  await noted(page);
  await page.goto(treatment);
  const before = await page.locator('main').innerText();

  const saga = await somebody('Saga Ny');
  await saga.page.goto(social('/partner-contacts'));
  await saga.page.locator('article a').first().click();
  await saga.page.locator('form[action$="/contacts"]:has([value="phone"]) button[value="failed"]').click();
  await noted(saga.page);
  await page.goto(treatment);
  assert.equal(await page.locator('main').innerText(), before, 'nothing of the attempt is on his page');

  for (const [person, path, name] of [[frej, treatment, 'treatment'], [saga, saga.page.url(), 'contact'], [saga, social('/partner-contacts'), 'contacts']]) {
    await person.page.goto(path);
    await isAccessible(person.page, name);
    await hasNoSidewaysScroll(person.page, name);
    await hasLargeTargets(person.page, name);
    await screenshot(person.page, `partner-${name}`);
  }
  await frej.context.close();
  await saga.context.close();
});

test('the pages are without a barrier', async () => {
  const paths = [['/services', 'services'], ['/ways-back', 'ways-back'], [`/cases/${code}/referrals`, 'referrals'],
    [`/cases/${code}/person-using-violence/referrals`, 'referrals-his'], [`/cases/${code}/closing`, 'closing']];
  for (const [viewport, colorScheme] of [[PHONE, 'light'], [PHONE, 'dark'], [DESK, 'light'], [NARROW, 'light']]) {
    const seen = await somebody('Sam Lind', { viewport, colorScheme, bypassCSP: true });
    for (const [path, name] of paths) {
      await seen.page.goto(social(path));
      await seen.page.locator('details:not([open]):not(.menu) > summary').evaluateAll((all) => all.forEach((one) => { one.parentElement.open = true; }));
      const where = `${name} ${viewport.width} ${colorScheme}`;
      await isAccessible(seen.page, where);
      await hasNoSidewaysScroll(seen.page, where);
      await hasLargeTargets(seen.page, where);
      if (viewport !== NARROW) await screenshot(seen.page, `after-${name}-${viewport.width}-${colorScheme}`);
    }
    assert.deepEqual(seen.strangers, []);
    await seen.context.close();
  }
});
