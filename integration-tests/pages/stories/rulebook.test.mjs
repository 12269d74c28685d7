// An edition of the rule book from the proposal to the officer's preview: proposed with a change, tried on the lawyers' cases,
// mended, signed by two persons in their own browsers, in force. And every page of it without a barrier.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { describeTheSituation, logIn, takeHerYes } from '../stage/acts.mjs';
import { DESK, NARROW, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

const EDITOR = { name: 'Mika Lund', login: 'regelredaktor-lund' };
const LAWYER = { name: 'Ellis Falk', login: 'jurist-falk' };
/** Both after the one that the hub begins with, whatever day it is. */
const [FIRST, SECOND] = ['2026-11-28.101', '2026-11-28.102'];

let town;
let browser;
let broker;
let active;

before(async () => {
  town = await startTown();
  browser = await launch();
  broker = town.services.broker;
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

/** Somebody at the broker's pages. */
async function somebody(person, settings = { viewport: DESK }) {
  const visitor = await visit(browser, settings);
  await visitor.page.goto(`${broker.url}/login?back=/rulebook`);
  await visitor.page.getByRole('button', { name: person.name }).click();
  await visitor.page.waitForURL((url) => url.pathname !== '/login');
  return visitor;
}

async function fetched(page, path) {
  const answer = await page.request.get(`${broker.url}${path}`);
  assert.equal(answer.status(), 200, path);
  return answer.text();
}

/** The edition in force under another id, in which her practical needs do not go by her consent any more. */
function changed(edition, id) {
  const opens = '"referral", "practical_help"], roles = ["victim"] },';
  assert.ok(edition.includes(opens) && edition.includes(`id = "${active}"`));
  return edition.replace(`id = "${active}"`, `id = "${id}"`).replace(opens, '"referral"], roles = ["victim"] },');
}

async function propose(page, edition, cases) {
  await page.goto(`${broker.url}/rulebook/new`);
  await page.getByLabel('Välj utgåvans fil (TOML)').setInputFiles({ name: 'utgava.toml', mimeType: 'application/toml', buffer: Buffer.from(edition) });
  if (cases) await page.getByLabel('Eller klistra in fallen här').fill(cases);
  await page.getByRole('button', { name: 'Föreslå' }).click();
}

/** A picture, save of a page that is longer than a picture may be. */
async function picture(page, name) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height < 12_000) await screenshot(page, name);
}

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(new Date());

test('the first page tells what is in force and when the law must be read again', async () => {
  const { page, context } = await somebody(EDITOR);
  await page.goto(`${broker.url}/`);
  await page.getByRole('link', { name: 'Regelboken', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Regelboken' }).waitFor();
  active = (await page.locator('section[aria-labelledby="g-active"] .edition-name').innerText()).trim();
  assert.match(active, /^\d{4}-\d{2}-\d{2}\.\d+$/);
  assert.match(await page.locator('section[aria-labelledby="texts"] tbody tr').first().innerText(), /dag(ar)? (kvar|för sent)/);
  await context.close();
});

test('the editor sees what changes and which case fails, and proposes anew with mended cases', async () => {
  const { page, context } = await somebody(EDITOR);
  const edition = await fetched(page, `/rulebook/${active}/file`);
  await propose(page, changed(edition, FIRST));
  await page.waitForURL(`**/rulebook/${FIRST}`);
  const gone = await page.locator('.ways > li[data-step="gone"]').first().innerText();
  assert.match(gone, /praktisk hjälp om den utsatta lämnas inte längre med samtycke/);
  const failing = page.locator('article.case');
  await failing.first().waitFor();
  const numbers = await failing.evaluateAll((all) => all.map((one) => one.id.replace('case-', '')));
  assert.match(await failing.first().innerText(), /Givet[^]*När[^]*Så[^]*Kom i stället/);
  assert.equal(await page.locator('#sign').count(), 0, 'nobody can sign it');
  await picture(page, 'rulebook-failing-desk-light');
  // The failing rows are taken out of the table: a lawyer would write what is meant now.
  const table = await fetched(page, `/rulebook/${FIRST}/cases.csv`);
  const kept = table.split('\n').filter((line) => !numbers.some((number) => line.startsWith(`${number};`)));
  assert.equal(table.split('\n').length - kept.length, numbers.length, 'each failing case is one row');
  await page.getByText('Ta tillbaka förslaget …').click();
  await page.getByRole('button', { name: 'Ta tillbaka förslaget' }).click();
  await page.getByText('Förslaget är tillbakataget.').waitFor();
  await propose(page, changed(edition, SECOND), kept.join('\n'));
  await page.waitForURL(`**/rulebook/${SECOND}`);
  await page.getByText(/Alla \d+ fall går igenom/).waitFor();
  await context.close();
});

/** Chooses the key file of the person, which stays on this machine, and hands the signature in. */
async function sign(person) {
  const visitor = await somebody(person);
  const { page } = visitor;
  const key = `${town.data}/keys/rule-signers/${person.login}/signer.key`;
  const secret = (await readFile(key, 'utf8')).trim();
  const sent = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(`${broker.url}/rulebook/${SECOND}?day=${today()}`);
  const chooser = page.getByLabel('Välj din nyckelfil');
  await chooser.waitFor();
  await chooser.setInputFiles({ name: 'other.key', mimeType: 'text/plain', buffer: Buffer.from('no key') });
  await page.getByText('Det är ingen nyckelfil.').waitFor();
  await chooser.setInputFiles({ name: 'other.key', mimeType: 'text/plain', buffer: Buffer.from(Buffer.alloc(32, 7).toString('base64')) });
  await page.getByText('Det är en annan nyckel').waitFor();
  assert.equal(await page.getByLabel('Underskrivet godkännande').inputValue(), '');
  await chooser.setInputFiles(key);
  await page.getByText('Underskrivet. Läs').waitFor();
  if (person === LAWYER) await picture(page, 'rulebook-signed-desk-light');
  await page.getByRole('button', { name: 'Lämna in underskriften' }).click();
  await page.locator('.status .ds-alert').waitFor();
  const seed = Buffer.from(secret, 'base64');
  const traces = [secret, encodeURIComponent(secret), seed.toString('hex')];
  assert.ok(sent.length > 1 && sent.every((one) => traces.every((trace) => !one.includes(trace))), 'the key never leaves the browser');
  assert.deepEqual(visitor.strangers, []);
  assert.deepEqual(visitor.faults, [], 'the page keeps its own rules for scripts');
  return visitor;
}

test('a lawyer and an editor sign in their browsers, and it comes into force', async () => {
  const lawyer = await sign(LAWYER);
  assert.match(await lawyer.page.locator('section[aria-labelledby="approvals"]').innerText(), /Ellis Falk[^]*Du har skrivit under/);
  const editor = await sign(EDITOR);
  await until(async () => {
    await editor.page.goto(`${broker.url}/rulebook`);
    return (await editor.page.locator('section[aria-labelledby="g-active"]').innerText()).includes(SECOND);
  }, 'the edition is in force');
  await lawyer.context.close();
  await editor.context.close();
});

test('the officer’s preview is made by the new edition', async () => {
  const { police } = town.services;
  const officer = await visit(browser, { viewport: PHONE });
  await logIn(officer.page, police, 'Robin Ek');
  const code = await describeTheSituation(officer.page, police);
  await takeHerYes(officer.page);
  await until(async () => {
    await officer.page.goto(`${police.url}/call-outs/${code}/review`);
    return (await officer.page.locator('main').innerText()).includes(`Regelbok ${SECOND}`);
  }, 'the preview names the new edition');
  await officer.context.close();
});
