// The outreach of the police after the night: how a case came in, its first day and first week, a visit to which nobody of the
// social services comes along without her yes beforehand, and what was promised. Nobody outside the unit sees any of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { dayIn, logIn, pick, tap } from '../stage/acts.mjs';
import { DESK, PHONE, launch, visit } from '../stage/browser.mjs';
import { choose, press, skip } from '../stage/keyboard.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let police;
let lo;
let code;

before(async () => {
  town = await startTown();
  browser = await launch();
  ({ police } = town.services);
  lo = await visit(browser, { viewport: PHONE });
  await logIn(lo.page, police, 'Lo Sjö');
});

after(async () => {
  await browser?.close();
  await town?.stop();
});

const main = () => lo.page.locator('main').innerText();
const theCase = () => lo.page.goto(`${police.url}/outreach/${code}`);
const unfold = (words) => lo.page.locator('summary', { hasText: words }).first().click();

test('a case comes in by the keyboard alone, by one of four routes', async () => {
  const { page } = lo;
  await page.goto(`${police.url}/outreach`);
  await skip(page);
  await press(page, /^Nytt uppsökande ärende/);
  assert.equal(await page.locator('main input:checked').count(), 0, 'nothing is chosen beforehand');
  assert.equal(await page.locator('input[name="route"]').count(), 4);
  await skip(page);
  await choose(page, 'route', 'police_tip');
  await page.locator('input[name="event_on"]').fill(dayIn(-1));
  await choose(page, 'children', 'yes');
  await press(page, /^Öppna/);
  await page.waitForURL(/\/outreach\/[A-Z0-9]+-\d+$/);
  code = new URL(page.url()).pathname.split('/').pop();
  assert.match(await main(), /Tips från polisen\s+1 dag sedan händelsen[\s\S]*Barn finns/);
  assert.match(await main(), /Hos socialtjänsten: inget är överlämnat härifrån/);
});

test('without scripts: a day that has not been is told at its field, and what was chosen is kept', async () => {
  const { page, context } = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await logIn(page, police, 'Lo Sjö');
  await page.goto(`${police.url}/outreach/new`);
  await pick(page, 'route', 'rvt');
  await pick(page, 'children', 'unknown');
  await page.locator('input[name="event_on"]').fill(dayIn(3));
  await page.getByRole('button', { name: 'Öppna' }).click();
  await page.locator('input[name="event_on"][aria-invalid="true"]').waitFor();
  assert.equal(await page.locator('input[name="route"]:checked').inputValue(), 'rvt');
  await page.locator('input[name="event_on"]').fill('');
  await page.getByRole('button', { name: 'Öppna' }).click();
  assert.match(await page.locator('main').innerText(), /Från relationsvåldsteamet\s+Okänd dag för händelsen/);
  await context.close();
});

test('the first day is followed up from the list by one tap; the first week does not apply for a reason', async () => {
  const { page } = lo;
  await page.goto(`${police.url}/outreach`);
  const row = page.locator('article', { has: page.locator(`a[href="/outreach/${code}"]`) });
  assert.match(await row.innerText(), /Första dygnet/);
  await tap(page, row.getByRole('button', { name: /^Uppföljd/ }));
  assert.match(await row.innerText(), /Första veckan/);
  await theCase();
  await unfold('Ej aktuellt');
  await tap(page, page.locator('details[open]').getByRole('button', { name: 'Spara' }));
  await page.locator('details[open] .ds-validation-message').waitFor();
  await page.locator('details[open] label.pick', { hasText: 'Vill vänta' }).click();
  await tap(page, page.locator('details[open]').getByRole('button', { name: 'Spara' }));
  assert.match(await page.locator('article', { hasText: 'Första veckan' }).innerText(), /Vill vänta|Ej aktuellt/);
});

test('without her yes beforehand nobody of the social services comes along to the door', async () => {
  const { page } = lo;
  await theCase();
  await unfold('Planera besök');
  await page.locator('input[name="planned_on"]').fill(dayIn(0));
  await pick(page, 'place', 'at_home');
  await pick(page, 'with', 'socialtjansten-exempelstad/socialnamnden');
  assert.equal(await page.locator('input[name="identity"][value="by_consent"]').count(), 0, 'her name can not be chosen');
  await pick(page, 'identity', 'left_out');
  await tap(page, page.locator('form[action$="/visits"] button'));
  await page.getByText('Utan samtycke i förväg följer ingen från socialtjänsten med').first().waitFor();
  await theCase();
  assert.match(await main(), /Inget besök är planerat\./, 'and nothing is planned');
});

test('who goes alone says for how long, stands on the list while out, and comes back', async () => {
  const { page } = lo;
  await unfold('Planera besök');
  await page.locator('input[name="planned_on"]').fill(dayIn(0));
  await pick(page, 'place', 'agreed_place');
  await pick(page, 'with', 'alone');
  await tap(page, page.locator('form[action$="/visits"] button'));
  await tap(page, page.getByRole('button', { name: '1 timme' }));
  await page.goto(`${police.url}/outreach`);
  assert.match(await page.locator('.ds-alert').innerText(), /Ute på besök: Uppsökande polis, tillbaka/);
  await theCase();
  await tap(page, page.locator('button[name="act"][value="back"]'));
  await tap(page, page.getByRole('button', { name: /^Besöket gjordes/ }));
  await page.goto(`${police.url}/outreach`);
  assert.equal(await page.locator('.ds-alert').count(), 0);
});

test('help that was promised is done, the case is closed with a reason and can come back', async () => {
  const { page } = lo;
  await theCase();
  await unfold('Lova hjälp');
  await pick(page, 'kind', 'pet');
  await page.locator('input[name="promised_on"]').fill(dayIn(1));
  await tap(page, page.getByRole('button', { name: 'Lova hjälp' }));
  await tap(page, page.getByRole('button', { name: /^Gjort/ }));
  assert.match(await main(), /Husdjur till trygg plats[\s\S]*Gjort/);
  await tap(page, page.getByRole('button', { name: 'Avsluta här' }));
  await page.locator('#reason-error').waitFor();
  await pick(page, 'reason', 'helped_elsewhere');
  await tap(page, page.getByRole('button', { name: 'Avsluta här' }));
  assert.match(await main(), /Avslutade senaste 30 dagarna[\s\S]*Får hjälp av andra/);
  await theCase();
  await tap(page, page.getByRole('button', { name: /öppna igen/ }));
  assert.match(await main(), /Här: pågår/);
});

test('patrols and investigators of another unit, and the desk, see none of it', async () => {
  for (const [name, service] of [['Robin Ek', police], ['Noor Alm', police], ['Sam Lind', town.services.social]]) {
    const { page, context } = await visit(browser, { viewport: DESK });
    await logIn(page, service, name);
    for (const path of [`/outreach/${code}`, `/cases/${code}/contacts`, `/cases/${code}/handovers`]) {
      const answer = await page.goto(`${service.url}${path}`);
      assert.ok([403, 404].includes(answer.status()), `${name} ${path}: ${answer.status()}`);
    }
    await page.goto(`${service.url}/outreach`);
    assert.doesNotMatch(await page.content(), new RegExp(`${code}|Tips från polisen`), `${name} has a list without it`);
    await context.close();
  }
});

test('nothing of anybody waits too long, and the list says so to both agencies', async () => {
  for (const [name, service] of [['Lo Sjö', police], ['Sam Lind', town.services.social]]) {
    const { page, context } = await visit(browser, { viewport: PHONE, bypassCSP: true });
    await logIn(page, service, name);
    await page.getByRole('link', { name: 'Obesvarat' }).click();
    assert.match(await page.locator('main').innerText(), /Inget väntar för länge\./);
    await isAccessible(page, `${name} /unanswered`);
    await context.close();
  }
});

test('no barrier, nothing sideways and room for a thumb', async () => {
  for (const [viewport, colorScheme] of [[PHONE, 'dark'], [DESK, 'light']]) {
    const { page, context } = await visit(browser, { viewport, colorScheme, bypassCSP: true });
    await logIn(page, police, 'Lo Sjö');
    for (const path of ['/outreach', '/outreach/new', `/outreach/${code}`]) {
      await page.goto(`${police.url}${path}`);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      await hasNoSidewaysScroll(page, path);
      await hasLargeTargets(page, path);
      await isAccessible(page, path);
    }
    await context.close();
  }
});
