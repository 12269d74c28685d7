// What comes out of the printer: Chromium's own PDF of the page, read back as text. Codes, copy number, who, when and until
// when; no names, no numbers of hers, no navigation.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { ADDRESS, HER, answerYes, describeTheSituation, logIn, pick } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { fitsTheScreen, hasNoSidewaysScroll } from '../stage/looks.mjs';
import { aNight } from '../stage/people.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let night;

before(async () => {
  town = await startTown();
  browser = await launch();
  night = await aNight(town, browser);
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const spoken = (code) => `${code.slice(0, 3)} ${code.slice(3, 5)}`;

/** The text of a page as it is printed, on one sheet when it is a small one. */
async function printed(page, format = 'A4') {
  const pdf = await page.pdf({ format });
  if (format !== 'A4') assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'one sheet');
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replaceAll(/\s+/g, ' ');
}

function holdsNothingOfHers(text, name) {
  for (const secret of [HER.name, HER.phone, HER.dialled, '+46701740605', ADDRESS]) assert.ok(!text.includes(secret), `${name}: ${secret} is not on paper`);
}

function holdsNoNavigation(text, name) {
  for (const word of ['Hoppa till innehållet', 'Logga ut', 'Meny', 'Byt till engelska', 'English', 'Mörkt']) assert.ok(!text.includes(word), `${name}: “${word}” is not on paper`);
}

test('the hand-over list of the morning: codes, copy number, who, when, when to destroy it', async () => {
  const { page, context } = await visit(browser, { viewport: DESK });
  await logIn(page, town.services.social, 'Sam Lind');
  await page.goto(`${town.services.social.url}/morning`);
  // The district that has something to hand over.
  const lists = await page.locator('main a[href^="/morning/"]').evaluateAll((all) => all.map((link) => link.href));
  for (const list of lists) {
    await page.goto(list);
    if ((await page.locator('main').innerText()).includes(spoken(night.sent))) break;
  }
  const another = async () => {
    await Promise.all([page.waitForEvent('load'), page.locator('button[form="copy"]').click()]);
    return printed(page);
  };
  const first = await another();
  const second = await another();
  for (const [n, text] of [[1, first], [2, second]]) {
    assert.match(text, new RegExp(`\\b${n}\\b`), 'its number');
    assert.match(text, /Sam Lind/, 'who made it');
    assert.match(text, /\d{1,2}[:.]\d\d/, 'when');
    assert.match(text, /[Ff]örstör/, 'when to destroy it');
    assert.ok(text.includes(spoken(night.sent)), `the code is on it: ${text}`);
    holdsNothingOfHers(text, 'the list of the morning');
    holdsNoNavigation(text, 'the list of the morning');
  }
  assert.notEqual(first, second, 'two copies can be told apart');
  await context.close();
});

test('the list of the desk: codes alone', async () => {
  const { page, context } = await visit(browser, { viewport: DESK });
  await logIn(page, town.services.social, 'Sam Lind');
  await page.goto(`${town.services.social.url}/duty`);
  // What is folded is not printed: whoever wants it on paper unfolds it first.
  await page.locator('#rows details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  const text = await printed(page);
  assert.ok(text.includes(spoken(night.sent)), text);
  holdsNothingOfHers(text, 'the list of the desk');
  holdsNoNavigation(text, 'the list of the desk');
  await context.close();
});

test('the contact card: a number and a code, and nothing that says what it is about', async () => {
  const { page, context } = await visit(browser, { viewport: DESK });
  await logIn(page, town.services.police, 'Robin Ek');
  await page.goto(`${town.services.police.url}/call-outs/${night.sent}/card`);
  const text = await printed(page);
  assert.ok(text.includes(spoken(night.sent)), text);
  assert.match(text, /08-465 004/, 'a number to ring');
  holdsNothingOfHers(text, 'the contact card');
  holdsNoNavigation(text, 'the contact card');
  for (const word of ['våld', 'polis', 'misshandel', 'brott', 'samtycke']) assert.ok(!text.toLowerCase().includes(word), `the card does not say “${word}”: ${text}`);
  await context.close();
});

test('the card that is left with a yes: its code as well, on one page, and shown once', async () => {
  const { page, context } = await visit(browser, { viewport: PHONE });
  await logIn(page, town.services.police, 'Robin Ek');
  const code = await describeTheSituation(page, town.services.police);
  await answerYes(page);
  await pick(page, 'card', 'yes');
  await fitsTheScreen(page, 'step 2 with a card');
  await page.getByRole('button', { name: 'Granska' }).click();
  const shown = (await page.locator('.card-code').last().innerText()).trim();
  assert.match(shown, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await hasNoSidewaysScroll(page, 'the card');
  const text = await printed(page, 'A6');
  assert.ok(text.startsWith('Att komma ihåg') && text.includes(shown) && text.includes(spoken(code)), text);
  holdsNothingOfHers(text, 'the card with a code');
  holdsNoNavigation(text, 'the card with a code');
  for (const word of ['våld', 'polis', 'social', 'brott', 'samtycke', 'visas bara nu']) assert.ok(!text.toLowerCase().includes(word), `the card does not say “${word}”: ${text}`);
  await page.getByRole('link', { name: 'Granska' }).click();
  assert.ok(!(await page.content()).includes(shown), 'the review does not show it');
  // Not kept by the browser either: it would have to send the form again, and that gives another code.
  await assert.rejects(page.goBack(), /ERR_CACHE_MISS/);
  await context.close();
});

test('a case: printed by its code, without the links around it', async () => {
  const { page, context } = await visit(browser, { viewport: DESK });
  await logIn(page, town.services.social, 'Sam Lind');
  await page.goto(`${town.services.social.url}/cases/${night.sent}`);
  const text = await printed(page);
  assert.ok(text.includes(spoken(night.sent)), text);
  assert.ok(text.includes(HER.name), 'control: what is on the page is on the paper');
  holdsNoNavigation(text, 'the case');
  await context.close();
});
