// The main job in a real browser against the three real processes: an officer records a call-out, asks consent,
// previews, sends; the duty desk rings, opens, acknowledges; the officer sees it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ADDRESS, HER, describeTheSituation, judgeConcern, logIn, passHarmTest, pick, send, takeHerNo, takeHerYes } from '../stage/acts.mjs';
import { DESK, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { fitsTheScreen, hasLargeTargets } from '../stage/looks.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;

before(async () => {
  town = await startTown();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (town) assert.equal(await town.stop(), 0, 'the town stops cleanly when it is asked to');
});

async function tellTheStory(javaScriptEnabled) {
  const { police, social } = town.services;
  const officer = await visit(browser, { viewport: PHONE, javaScriptEnabled });
  const duty = await visit(browser, { viewport: DESK, javaScriptEnabled });
  const word = javaScriptEnabled ? 'with' : 'without';

  await logIn(officer.page, police, 'Robin Ek');
  await logIn(duty.page, social, 'Sam Lind');
  await duty.page.goto(`${social.url}/duty`);

  const code = await describeTheSituation(officer.page, police);
  const spoken = `${code.slice(0, 3)} ${code.slice(3, 5)}`;
  await takeHerYes(officer.page);
  await judgeConcern(officer.page);
  await passHarmTest(officer.page);
  const goes = officer.page.locator('dl.out');
  await assertHolds(goes, [HER.name, ADDRESS, 'Oro för barn']);
  await officer.page.getByText('Underrätta förundersökningsledaren').waitFor();
  await screenshot(officer.page, `review-phone-${word}-scripts`);
  await send(officer.page);

  // The desk's list: code and clocks, never a name. With scripts the row comes by itself.
  const row = duty.page.locator('#rows tbody', { hasText: spoken });
  await until(async () => {
    if (!javaScriptEnabled) await duty.page.goto(`${social.url}/duty`);
    const shown = (await row.allInnerTexts()).join(' ');
    return shown.includes('Orosanmälan') && shown.includes('Samtycket gäller till');
  }, 'both handovers are opened on the desk');
  const list = await duty.page.content();
  for (const secret of [HER.name, HER.phone, HER.dialled, ADDRESS]) assert.ok(!list.includes(secret), `${secret} is not in the list`);
  await screenshot(duty.page, `desk-${word}-scripts`);
  assert.match(await duty.page.title(), /^\(1\)/, 'the title counts what waits, also in a tab nobody looks at');

  await row.getByRole('button', { name: /^Kvittera/ }).click();
  await row.getByRole('button', { name: /^Kvittera/ }).waitFor({ state: 'detached' });
  assert.match(await row.first().innerText(), /Du\b/, 'the row says who owns it');
  await duty.page.goto(`${social.url}/cases/${code}`);
  const opened = await duty.page.locator('main').innerText();
  for (const value of [HER.name, ADDRESS, 'Oro för barn', 'såg eller hörde']) assert.ok(opened.toLowerCase().includes(value.toLowerCase()), `${value} is in the opened case`);
  assert.equal(await duty.page.locator(`a[href="tel:${HER.dialled}"]`).count() > 0, true, 'her number can be rung');
  assert.ok((await duty.page.title()).includes(spoken) && !(await duty.page.title()).includes(HER.name), 'the title is the code');
  await screenshot(duty.page, `case-${word}-scripts`);
  await duty.page.getByRole('button', { name: 'Kontakt nådd' }).first().click();

  // Back in the stairwell: who owns it, and that contact was made.
  await until(async () => {
    if (!javaScriptEnabled) await officer.page.goto(`${police.url}/call-outs/${code}`);
    const receipt = await officer.page.locator('main').innerText();
    return receipt.includes('Kvitterat') && receipt.includes('Kontakt nådd');
  }, 'the officer sees acknowledgement and state');
  await screenshot(officer.page, `receipt-phone-${word}-scripts`);

  for (const person of [officer, duty]) {
    assert.deepEqual(person.strangers, [], 'no request leaves this machine');
    assert.deepEqual(person.faults, [], 'no fault in the console, the content-security policy included');
    await person.context.close();
  }
}

async function assertHolds(locator, words) {
  const text = (await locator.allInnerTexts()).join('\n');
  for (const word of words) assert.ok(text.includes(word), `“${word}” is shown as what goes`);
}

/** Looks again until it holds; a minute is generous, and only a thing that never comes fails. */
async function until(holds, what) {
  for (let look = 0; look < 240; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail(`never: ${what}`);
}

test('a call-out reaches the duty desk, with scripts', () => tellTheStory(true));

test('a call-out reaches the duty desk, without scripts', () => tellTheStory(false));

/** Counts what a thumb does on the pages of a person: taps, not letters. */
async function counting(person) {
  let taps = 0;
  await person.context.exposeBinding('tapped', () => { taps += 1; });
  // A telephone call leaves the page; here it only counts.
  await person.context.addInitScript(() => {
    addEventListener('pointerdown', (event) => { if (event.isTrusted) globalThis.tapped(); }, { capture: true });
    addEventListener('click', (event) => { if (event.target.closest?.('a[href^="tel:"]')) event.preventDefault(); });
  });
  return () => taps;
}

test('from “new call-out” to “send” it takes ten to fourteen taps and the number', async () => {
  const { police } = town.services;
  const officer = await visit(browser, { viewport: PHONE });
  const { page } = officer;
  await logIn(page, police, 'Robin Ek');
  const taps = await counting(officer);
  await page.goto(`${police.url}/call-outs`);
  const said = await page.locator('.next-code .code').innerText();
  const before = taps();
  await page.getByRole('button', { name: 'Nytt larm' }).click();
  await page.waitForURL(/\/situation$/);
  assert.equal(await page.locator('.top .code').innerText(), said, 'the code that could be said is the code of the call-out');
  await page.getByRole('link', { name: 'Ring Socialjouren', exact: true }).first().click();
  await pick(page, 'children', 'none');
  await pick(page, 'suspect', 'left_the_scene');
  await pick(page, 'acute', 'protection_tonight');
  await page.getByRole('button', { name: 'Nästa: samtycke' }).click();
  await page.waitForURL(/\/consent$/);
  await pick(page, 'out_of_earshot', 'yes');
  await pick(page, 'answer', 'yes');
  await page.getByLabel('Säkert nummer').click();
  await page.keyboard.type(HER.dialled);
  await pick(page, 'protection', 'no');
  await pick(page, 'windows', 'now');
  await page.getByRole('button', { name: 'Granska' }).click();
  await page.waitForURL(/\/review$/);
  await page.getByRole('button', { name: /^Skicka \d+ uppgift/ }).click();
  await page.waitForURL(/\/call-outs\/[^/]+$/);
  const needed = taps() - before;
  assert.ok(needed >= 10 && needed <= 14, `${needed} taps`);
  await until(async () => /Ringt 1 gång/.test(await page.locator('main').innerText()), 'the tap on the number is kept with its time');
  await officer.context.close();
});

test('both steps fit the screen of a phone with everything unfolded that an answer unfolds', async () => {
  const { police } = town.services;
  for (const locale of ['sv-SE', 'en-GB']) {
    const { page, context } = await visit(browser, { viewport: PHONE, locale });
    await logIn(page, police, 'Robin Ek');
    await page.goto(`${police.url}/call-outs`);
    await page.locator('form[action="/call-outs"] button').click();
    await page.waitForURL(/\/situation$/);
    await pick(page, 'children', 'one');
    await fitsTheScreen(page, `step 1, ${locale}`);
    await page.locator('.dock [name=then][value=next]').click();
    await page.waitForURL(/\/consent$/);
    await pick(page, 'out_of_earshot', 'yes');
    await pick(page, 'answer', 'yes');
    await fitsTheScreen(page, `step 2, ${locale}`);
    await hasLargeTargets(page, `step 2, ${locale}`);
    await context.close();
  }
});

test('the number of the event comes from a deep link without ever being sent in an address', async () => {
  const { police } = town.services;
  const { page, context } = await visit(browser, { viewport: PHONE });
  await logIn(page, police, 'Robin Ek');
  const addresses = [];
  context.on('request', (request) => addresses.push(request.url()));
  await page.goto(`${police.url}/call-outs#event=5000-K77-26`);
  await page.getByRole('button', { name: 'Nytt larm' }).click();
  await page.waitForURL(/\/situation$/);
  await page.getByText('Tolk och händelsenummer').waitFor();
  assert.equal(await page.getByLabel('Händelsenummer').inputValue(), '5000-K77-26');
  for (const address of addresses) assert.ok(!new URL(address).pathname.includes('5000') && !new URL(address).search.includes('5000'), address);
  assert.ok(!page.url().includes('5000'), 'nor is it left in the address bar');
  await context.close();
});

test('a no is respected: only the report of concern leaves, and nothing of her is at the desk', async () => {
  const { police, social } = town.services;
  const officer = await visit(browser, { viewport: PHONE });
  const duty = await visit(browser, { viewport: DESK });
  await logIn(officer.page, police, 'Kim Asp');
  await logIn(duty.page, social, 'Mio Hassel');
  const code = await describeTheSituation(officer.page, police);
  await takeHerNo(officer.page);
  await judgeConcern(officer.page);
  await send(officer.page);
  await until(async () => {
    await duty.page.goto(`${social.url}/cases/${code}`);
    return (await duty.page.locator('main').innerText()).includes('Oro för barn');
  }, 'the report of concern is at the desk');
  const page = await duty.page.content();
  assert.ok(!page.includes('Överlämning med samtycke'), 'nothing came by consent');
  for (const word of ['vägra', 'nekat', 'sa nej till', 'avstod']) assert.ok(!page.toLowerCase().includes(word), 'her answer is nobody else’s');
  await officer.context.close();
  await duty.context.close();
});

test('what was previewed is what is sent: a changed answer stops the sending and shows the difference', async () => {
  const { police } = town.services;
  const first = await visit(browser, { viewport: PHONE });
  await logIn(first.page, police, 'Robin Ek');
  const code = await describeTheSituation(first.page, police, { children: 'none' });
  await takeHerYes(first.page);
  await passHarmTest(first.page);
  // The same officer, another window: the consent is limited while the preview is open.
  const second = await first.context.newPage();
  await second.goto(`${police.url}/call-outs/${code}/review`);
  await second.getByRole('button', { name: 'Skicka inte: Säkert nummer' }).click();
  await second.getByText('Du har valt att inte skicka.').waitFor();
  const answer = first.page.waitForResponse((response) => response.url().endsWith('/send'));
  await first.page.getByRole('button', { name: /^Skicka \d+ uppgift/ }).click();
  assert.equal((await answer).status(), 409, 'the old preview is not sent');
  await first.page.getByText('Ingenting har skickats.').waitFor();
  await first.page.goto(`${police.url}/call-outs/${code}`);
  await first.page.getByText('Inget är skickat än.').waitFor();
  await first.context.close();
});
