// What must hold for every page: nobody is shut out, nothing scrolls sideways, the two capture steps fit a phone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { beginExtract, describeTheSituation, judgeConcern, logIn, passHarmTest, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, NARROW, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { fitsTheScreen, hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
/** Addresses of pages in a night that has happened. */
let pages;

before(async () => {
  town = await startTown();
  browser = await launch();
  const { police, social, broker, town: home } = town.services;
  const officer = await visit(browser, { viewport: PHONE });
  await logIn(officer.page, police, 'Robin Ek');
  const open = await describeTheSituation(officer.page, police);
  await takeHerYes(officer.page);
  const sent = await describeTheSituation(officer.page, police);
  await takeHerYes(officer.page);
  await judgeConcern(officer.page);
  await passHarmTest(officer.page);
  await send(officer.page);
  await officer.page.getByText('Mottaget').first().waitFor({ timeout: 60_000 });
  await officer.context.close();
  const worker = await visit(browser, { viewport: DESK });
  await logIn(worker.page, social, 'Sam Lind');
  const extract = await beginExtract(worker.page, social, sent);
  await worker.context.close();
  pages = [
    { name: 'town', url: `${home.url}/` },
    { name: 'police-login', url: `${police.url}/login` },
    { name: 'call-outs', url: `${police.url}/call-outs`, as: [police, 'Robin Ek'] },
    { name: 'situation', url: `${police.url}/call-outs/${open}/situation`, as: [police, 'Robin Ek'], fits: true },
    { name: 'consent', url: `${police.url}/call-outs/${open}/consent`, as: [police, 'Robin Ek'], fits: true },
    { name: 'review', url: `${police.url}/call-outs/${open}/review`, as: [police, 'Robin Ek'] },
    { name: 'receipt', url: `${police.url}/call-outs/${sent}`, as: [police, 'Robin Ek'] },
    { name: 'withdrawal', url: `${police.url}/call-outs/${sent}/withdrawal`, as: [police, 'Robin Ek'] },
    { name: 'by-code', url: `${police.url}/withdraw-by-code`, as: [police, 'Robin Ek'] },
    { name: 'by-code-desk', url: `${social.url}/withdraw-by-code`, as: [social, 'Sam Lind'] },
    { name: 'desk', url: `${social.url}/duty`, as: [social, 'Sam Lind'] },
    { name: 'case', url: `${social.url}/cases/${sent}`, as: [social, 'Sam Lind'] },
    { name: 'extracts', url: `${police.url}/extracts`, as: [police, 'Robin Ek'] },
    { name: 'extract', url: extract, as: [social, 'Sam Lind'] },
    { name: 'broker', url: `${broker.url}/` },
    { name: 'not-found', url: `${police.url}/nothing-here`, as: [police, 'Robin Ek'] },
  ];
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

async function eachPage(settings, look) {
  const faults = [];
  const visitors = new Map();
  for (const { name, url, as, fits } of pages) {
    const key = as ? as[0].service : 'nobody';
    if (!visitors.has(key)) {
      const visitor = await visit(browser, settings);
      if (as) await logIn(visitor.page, ...as);
      visitors.set(key, visitor);
    }
    const { page } = visitors.get(key);
    await page.goto(url);
    try {
      await look(page, name, { fits });
    } catch (error) {
      faults.push(error.message);
    }
  }
  for (const { context } of visitors.values()) await context.close();
  assert.deepEqual(faults, []);
}

for (const colorScheme of ['light', 'dark']) {
  test(`no barrier that axe can find, ${colorScheme}`, async () => {
    for (const [word, viewport] of [['phone', PHONE], ['desk', DESK]]) {
      await eachPage({ viewport, colorScheme, bypassCSP: true }, async (page, name) => {
        await screenshot(page, `${name}-${word}-${colorScheme}`);
        await isAccessible(page, `${name}, ${word}, ${colorScheme}`);
      });
    }
  });
}

test('nothing scrolls sideways at 320 pixels', () => eachPage({ viewport: NARROW }, hasNoSidewaysScroll));

test('the two capture steps fit one screen of a phone, and a thumb can hit what is on them', () =>
  eachPage({ viewport: PHONE }, async (page, name, { fits }) => {
    if (!fits) return;
    await fitsTheScreen(page, name);
    await hasLargeTargets(page, name);
  }));

test('pages are in the browser’s language, Swedish when in doubt, and can be switched', async () => {
  const { police } = town.services;
  for (const [locale, language, heading] of [['sv-SE', 'sv', 'Nattens larm'], ['en-GB', 'en', /call-outs/i], ['de-DE', 'sv', 'Nattens larm']]) {
    const visitor = await visit(browser, { viewport: PHONE, locale });
    await logIn(visitor.page, police, 'Robin Ek');
    await visitor.page.goto(`${police.url}/call-outs`);
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), language);
    await visitor.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await visitor.page.locator('details.menu summary').click();
    await visitor.page.locator('form[action="/language"] button').click();
    await visitor.page.waitForLoadState();
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), language === 'sv' ? 'en' : 'sv');
    await visitor.context.close();
  }
});

test('the capture page is light: under 45 kB with everything it loads', async () => {
  const visitor = await visit(browser, { viewport: PHONE });
  await logIn(visitor.page, town.services.police, 'Robin Ek');
  let bytes = 0;
  visitor.page.on('response', async (response) => {
    const body = await response.body().catch(() => Buffer.alloc(0));
    bytes += gzipSync(body, { level: 9 }).length;
  });
  await visitor.page.goto(pages.find((page) => page.name === 'situation').url, { waitUntil: 'networkidle' });
  assert.ok(bytes > 1_000 && bytes < 45_000, `${bytes} bytes`);
  await visitor.context.close();
});
