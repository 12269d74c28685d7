// An edition of the rule book from the proposal to the officer's preview: proposed with a change, tried on the lawyers' cases,
// mended, signed by two persons in their own browsers, in force. And every page of it without a barrier.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { describeTheSituation, judgeConcern, logIn, passHarmTest, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, NARROW, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

const EDITOR = { name: 'Mika Lund', login: 'regelredaktor-lund' };
const LAWYER = { name: 'Ellis Falk', login: 'jurist-falk' };
/** All after the one that the hub begins with, whatever day it is. */
const [FIRST, SECOND, THIRD, FOURTH] = [101, 102, 103, 104].map((number) => `2026-11-28.${number}`);
const BINARY = process.env.STAFETT_BINARY ?? new URL('../../../target/debug/stafett', import.meta.url).pathname;

let town;
let browser;
let broker;
let active;
/** Where a decision of this night is in the log. */
let decision;

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

/** The number of the line that begins with the words, as an editor's program counts. */
const lineOf = (text, words) => text.split('\n').findIndex((line) => line.startsWith(words)) + 1;

/** Hands the form in; the answer is the status of the page that comes. */
async function handIn(page) {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: 'Föreslå' }).click(),
  ]);
  await page.waitForLoadState();
  return answer.status();
}

/**
 * Changes some words in a box, as who has found the place. Playwright types a whole text anew, which takes a minute for a
 * file of this length; no person does that.
 */
async function mend(page, box, from, to) {
  await page.locator(box).evaluate((element, [old, anew]) => { element.value = element.value.replace(old, anew); }, [from, to]);
}

test('a proposal with a fault keeps what was typed and says at the field which line or rule', async () => {
  const { page, context } = await somebody(EDITOR);
  const edition = changed(await fetched(page, `/rulebook/${active}/file`), FIRST);
  const wrong = edition.replace('kind = "duty"', 'kind = "whim"');
  const cases = 'nr;fall\n1;Ett fall\n';
  await page.goto(`${broker.url}/rulebook/new`);
  await page.getByLabel('Välj utgåvans fil (TOML)').setInputFiles({ name: 'utgava.toml', mimeType: 'application/toml', buffer: Buffer.from(wrong) });
  await page.getByLabel('Eller klistra in fallen här').fill(cases);
  assert.equal(await handIn(page), 422);
  // What is wrong is read first; a browser gives the focus of a new page a moment after the page is there.
  await page.locator('.ds-error-summary:focus').waitFor();
  assert.match(await page.locator('#text-error').innerText(), new RegExp(`Rad ${lineOf(wrong, 'kind = "whim"')}: .*\n[^]*whim`));
  assert.equal(await page.locator('#text').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('#text').inputValue(), wrong, 'the whole file stands in the box now');
  assert.equal(await page.locator('#cases').inputValue(), cases);
  await picture(page, 'rulebook-faults-desk-light');
  // The summary leads to the box.
  await page.locator('.ds-error-summary a').click();
  await page.locator('#text:focus').waitFor();
  // Another fault, which has no line but a rule.
  await mend(page, '#text', 'kind = "whim"', 'kind = "duty"');
  const opens = 'sources = ["osl-10-1", "osl-12-2"';
  assert.ok(edition.includes(opens));
  await mend(page, '#text', opens, 'sources = ["osl-99-1", "osl-12-2"');
  assert.equal(await handIn(page), 422);
  assert.match(await page.locator('#text-error').innerText(), /”CONSENT-VICTIM” nämner lagrummet osl-99-1, som inte finns i filen/);
  // Mended in the box, and the faults of the cases come then, each by its row or column.
  await mend(page, '#text', '"osl-99-1"', '"osl-10-1"');
  assert.equal(await handIn(page), 422);
  assert.equal(await page.locator('#text-error').count(), 0);
  assert.match(await page.locator('#cases-error').innerText(), /kolumnen ”dag”/);
  assert.equal(await page.locator('#text').inputValue(), edition, 'nothing of the file was lost on the way');
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
  await judgeConcern(officer.page);
  await passHarmTest(officer.page);
  await send(officer.page);
  await officer.page.getByText('Mottaget').first().waitFor({ timeout: 60_000 });
  await officer.context.close();
});

test('a past decision is tried by a proposal, and explained', async () => {
  const { page, context } = await somebody(EDITOR);
  const edition = await fetched(page, `/rulebook/${SECOND}/file`);
  const opens = 'categories = ["identity", "safe_contact", "incident", ';
  assert.equal(edition.split(opens).length, 2, 'one rule alone: her own consent');
  await propose(page, edition.replace(SECOND, FOURTH).replace(opens, 'categories = ["safe_contact", "incident", '));
  await page.waitForURL(`**/rulebook/${FOURTH}`);
  await page.getByRole('link', { name: 'Se vilka tidigare beslut som skulle bli annorlunda' }).click();
  const row = page.locator('section[aria-labelledby="came"] tbody tr').first();
  assert.match(await row.innerText(), /Lämnas CONSENT-VICTIM[^]*Stannar/);
  await row.locator('th a').click();
  await page.waitForURL('**/rulebook/decisions/*');
  decision = new URL(page.url()).pathname;
  assert.match(await page.locator('main').innerText(), /OSL\s10\skap\.\s1\s§ och 12\skap\.\s2\s§/);
  await context.close();
});

/** A link of the page saved as the browser saves it, by its own name, in a folder. */
async function saved(page, link, folder) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  await download.saveAs(join(folder, download.suggestedFilename()));
}

test('without scripts an edition is proposed, read, and signed by the command', async () => {
  const { page, context } = await somebody(EDITOR, { viewport: DESK, javaScriptEnabled: false });
  const folder = await mkdtemp(join(tmpdir(), 'stafett-signer-'));
  const edition = await fetched(page, `/rulebook/${SECOND}/file`);
  await propose(page, edition.replace(SECOND, THIRD));
  await page.waitForURL(`**/rulebook/${THIRD}`);
  assert.match(await page.locator('main').innerText(), /Inget lämnas på annat sätt än förut[^]*Alla \d+ fall går igenom/);
  assert.ok(await page.locator('#sign-here').isHidden(), 'nobody is asked for a key that nothing would read');
  assert.match(await page.locator('#payload').innerText(), new RegExp(`"replaces":\\{[^}]*"id":"${SECOND}"`));
  await picture(page, 'rulebook-sign-desk-light');
  // As the page says: fetch, run, paste.
  for (const link of await page.locator('#sign ol li').first().getByRole('link').all()) await saved(page, link, folder);
  const command = (await page.locator('#sign ol pre').innerText()).split(' ');
  assert.deepEqual(command.slice(0, 3), ['stafett', 'rulebook', 'approve']);
  const key = `${town.data}/keys/rule-signers/${EDITOR.login}/signer.key`;
  const envelope = execFileSync(BINARY, command.slice(1).map((word) => (word === 'signer.key' ? key : word)), { cwd: folder, encoding: 'utf8' });
  await rm(folder, { recursive: true });
  // What is cut off is refused and stays in the box.
  const box = page.getByLabel('Underskrivet godkännande');
  const handed = page.getByRole('button', { name: 'Lämna in underskriften' });
  await box.fill(envelope.slice(0, 40));
  await handed.click();
  assert.match(await page.locator('#envelope-error').innerText(), /inget underskrivet godkännande/);
  assert.equal(await box.inputValue(), envelope.slice(0, 40));
  await box.fill(envelope);
  await handed.click();
  await page.getByText('Din underskrift är mottagen.').waitFor();
  assert.match(await page.locator('section[aria-labelledby="approvals"]').innerText(), /Mika Lund[^]*Saknas: en jurists underskrift/);
  await context.close();
});

/** Where everything of the rule book is read: a proposal that fails, one to sign, one in force, one taken back. */
const places = () => ({
  'rulebook-list': '/rulebook',
  'rulebook-new': '/rulebook/new',
  'rulebook-edition': `/rulebook/${SECOND}`,
  'rulebook-to-sign': `/rulebook/${THIRD}`,
  'rulebook-failing': `/rulebook/${FOURTH}`,
  'rulebook-withdrawn': `/rulebook/${FIRST}`,
  'rulebook-rules': `/rulebook/${SECOND}/rules`,
  'rulebook-cases': `/rulebook/${FOURTH}/cases`,
  'rulebook-cases-of-rule': `/rulebook/${SECOND}/cases?rule=CONSENT-VICTIM`,
  'rulebook-replay': `/rulebook/${FOURTH}/replay`,
  'rulebook-decision': decision,
  'rulebook-status': '/',
  'rulebook-login': '/login',
});

/**
 * Leaves the first two rules of each kind, and of all one that is off and one whose law was not read whole. The whole page
 * is 200 000 pixels high on a phone and takes axe six minutes. Every rule is written by one template, and all of them have
 * been looked at once without a finding.
 */
function fewerRules(page) {
  return page.evaluate(() => {
    const kept = new Set([...document.querySelectorAll('section')].flatMap((section) => [...section.querySelectorAll('article.rule')].slice(0, 2)));
    for (const color of ['info', 'warning']) kept.add(document.querySelector(`article.rule .ds-alert[data-color="${color}"]`)?.closest('article'));
    for (const rule of document.querySelectorAll('article.rule')) if (!kept.has(rule)) rule.remove();
    return document.querySelectorAll('article.rule').length;
  });
}

// Each language, each colour and each width with each other, two by two: all eight would take twice the time.
for (const [locale, colorScheme, word, viewport] of [
  ['sv-SE', 'light', 'phone', PHONE],
  ['sv-SE', 'dark', 'desk', DESK],
  ['en-GB', 'dark', 'phone', PHONE],
  ['en-GB', 'light', 'desk', DESK],
]) {
  test(`no barrier on any page, ${locale}, ${colorScheme}, ${word}`, async () => {
    const { page, context } = await somebody(LAWYER, { viewport, colorScheme, locale, bypassCSP: true });
    const faults = [];
    for (const [name, path] of Object.entries(places())) {
      await page.goto(`${broker.url}${path}`);
      if ((await page.locator('html').getAttribute('lang')) !== locale.slice(0, 2)) faults.push(`${name}: not in ${locale}`);
      await picture(page, `${name}-${word}-${colorScheme}`);
      if (word === 'phone') await hasLargeTargets(page, name).catch((error) => faults.push(error.message));
      if (name === 'rulebook-rules') assert.ok((await fewerRules(page)) > 8);
      await isAccessible(page, `${name}, ${word}, ${locale}, ${colorScheme}`).catch((error) => faults.push(error.message));
    }
    await context.close();
    assert.deepEqual(faults, []);
  });
}

test('nothing scrolls sideways, on a narrow screen or a wide one', async () => {
  const { page, context } = await somebody(LAWYER, { viewport: NARROW });
  const faults = [];
  for (const [name, path] of Object.entries(places())) {
    await page.goto(`${broker.url}${path}`);
    for (const width of [320, 390, 768, 1440]) {
      await page.setViewportSize({ width, height: 844 });
      await hasNoSidewaysScroll(page, `${name} at ${width}`).catch((error) => faults.push(error.message));
    }
  }
  await context.close();
  assert.deepEqual(faults, []);
});

test('no page of the rule book breaks its own rules for scripts and styles', async () => {
  const visitor = await somebody(LAWYER);
  for (const path of Object.values(places())) await visitor.page.goto(`${broker.url}${path}`);
  await visitor.context.close();
  assert.deepEqual([...visitor.strangers, ...visitor.faults], []);
});
