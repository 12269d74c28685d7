// A receipt from the desk's page, checked by anybody: in the browser, where nothing leaves the machine, and on the server.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { describeTheSituation, logIn, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, NARROW, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let broker;
let receipt;

before(async () => {
  town = await startTown();
  browser = await launch();
  broker = town.services.broker;
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const verdict = (page) => page.locator('#verdict');
const refuted = (page) => page.locator('#refuted');

test('the desk gives out a receipt of what came', async () => {
  const { police, social } = town.services;
  const officer = await visit(browser, { viewport: PHONE });
  await logIn(officer.page, police, 'Robin Ek');
  const code = await describeTheSituation(officer.page, police, { children: 'none' });
  await takeHerYes(officer.page);
  await send(officer.page);
  const desk = await visit(browser, { viewport: DESK });
  await logIn(desk.page, social, 'Sam Lind');
  await until(async () => {
    await desk.page.goto(`${social.url}/cases/${code}/handovers`);
    return (await desk.page.locator('a[href$="/why"]').count()) > 0;
  }, 'the handover has come');
  await desk.page.locator('a[href$="/why"]').first().click();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByRole('link', { name: 'Ladda ner kvittot' }).click()]);
  receipt = await readFile(await download.path(), 'utf8');
  assert.match(receipt, /offer_released/);
  await officer.context.close();
  await desk.context.close();
});

test('the browser checks it by itself and sends nothing', async () => {
  const { page, context, faults, strangers } = await visit(browser, { viewport: PHONE });
  await page.goto(`${broker.url}/`);
  await page.getByRole('link', { name: 'Kontrollera kvitto' }).click();
  const button = page.getByRole('button', { name: 'Kontrollera i webbläsaren' });
  await button.waitFor();
  const sent = [];
  page.on('request', (request) => sent.push(request.url()));
  await page.getByLabel('klistra in kvittots text').fill(receipt);
  await button.click();
  await verdict(page).waitFor();
  const said = await verdict(page).innerText();
  assert.match(said, /Kvittot stämmer[^]*Kontrollerat i din webbläsare[^]*En överlämning prövades och släpptes[^]*Rad \d+ .* i en logg med \d+ rader[^]*\/witness/);
  await isAccessible(page, 'verify, holds');
  await screenshot(page, 'verify-holds-phone-light');

  // Each thing that was signed, bent a little: whoever bends it is found.
  const bends = [
    [(text) => text.replace('offer_released', 'parcel_fetched'), /något i kvittot är ändrat/],
    [(text) => text.replace(/"index": (\d+)/, (_, index) => `"index": ${Number(index) - 1}`), /något i kvittot är ändrat/],
    [(text) => text.replace(/"salt": "(.)/, (_, first) => `"salt": "${first === 'A' ? 'B' : 'A'}`), /något i kvittot är ändrat/],
    [(text) => text.replace(/(\\n\\n\u2014 \S+ [^"\\]{20})(.)/, (_, begin, one) => begin + (one === 'A' ? 'B' : 'A')), /falsk eller skadad/],
    [(text) => text.slice(0, -20), /inget kvitto/],
    [() => 'hej', /inget kvitto/],
  ];
  for (const [bend, why] of bends) {
    const bent = bend(receipt);
    assert.notEqual(bent, receipt, String(why));
    await page.getByLabel('klistra in kvittots text').fill(bent);
    await button.click();
    await refuted(page).waitFor();
    assert.match(await refuted(page).innerText(), why);
    assert.equal(await verdict(page).isVisible(), false);
  }
  await isAccessible(page, 'verify, refuted');
  await screenshot(page, 'verify-refuted-phone-light');

  // With another log's key nothing holds: the page's own key is not baked in.
  await page.getByLabel('klistra in kvittots text').fill(receipt);
  const own = await page.getByLabel('Loggens nyckel').inputValue();
  const other = Buffer.concat([Buffer.of(1), Buffer.alloc(32, 9)]).toString('base64');
  await page.getByLabel('Loggens nyckel').fill(`${own.split('+').slice(0, 2).join('+')}+${other}`);
  await button.click();
  await refuted(page).waitFor();
  assert.deepEqual(sent, [], 'nothing leaves the machine');
  assert.deepEqual(faults, []);
  assert.deepEqual(strangers, []);
  await context.close();
});

test('without a script the server checks it, from a file', async () => {
  const { page, context } = await visit(browser, { viewport: DESK, javaScriptEnabled: false });
  await page.goto(`${broker.url}/verifiera`);
  assert.equal(await page.getByRole('button', { name: 'Kontrollera i webbläsaren' }).isVisible(), false);
  const file = join(town.data, 'a-receipt.json');
  await writeFile(file, receipt);
  await page.getByLabel('Välj kvittots fil').setInputFiles(file);
  await page.getByRole('button', { name: 'Kontrollera hos samordningen' }).click();
  await page.getByRole('heading', { name: 'Kvittot stämmer' }).waitFor();
  await screenshot(page, 'verify-holds-desk-light');
  await page.getByLabel('klistra in kvittots text').fill(receipt.replace('offer_released', 'parcel_fetched'));
  await page.getByRole('button', { name: 'Kontrollera hos samordningen' }).click();
  await page.getByRole('link', { name: /något i kvittot är ändrat/ }).waitFor();
  assert.match(await page.getByLabel('klistra in kvittots text').inputValue(), /parcel_fetched/, 'nothing typed is lost');
  await context.close();
});

for (const [locale, name] of [['sv-SE', 'sv'], ['en-GB', 'en']]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`the page has no barrier: ${name}, ${colorScheme}`, async () => {
      const { page, context } = await visit(browser, { viewport: NARROW, colorScheme, locale });
      await page.goto(`${broker.url}/verify`);
      await page.locator('#verify-in-browser').waitFor();
      await isAccessible(page, `verify ${name} ${colorScheme}`);
      await hasNoSidewaysScroll(page, `verify ${name} ${colorScheme}`);
      await hasLargeTargets(page, `verify ${name} ${colorScheme}`);
      await context.close();
    });
  }
}
