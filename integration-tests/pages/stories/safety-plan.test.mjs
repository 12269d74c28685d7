// A safety plan made with her on a phone: in her words, by keyboard and without scripts, read aloud, and on a paper that tells nobody where it
// comes from. His is another plan, and none of hers is on his page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { dayIn, describeTheSituation, judgeConcern, logIn, passHarmTest, pick, send, takeHerYes } from '../stage/acts.mjs';
import { DESK, NARROW, PHONE, launch, screenshot, visit } from '../stage/browser.mjs';
import { enter, tabTo, tick, write } from '../stage/keyboard.mjs';
import { hasLargeTargets, hasNoSidewaysScroll, isAccessible } from '../stage/looks.mjs';
import { until } from '../stage/patience.mjs';
import { startTown } from '../stage/town.mjs';

let town;
let browser;
let sam;
let code;

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

const hers = () => `${town.services.social.url}/cases/${code}/safety-plan`;
const his = () => `${town.services.social.url}/cases/${code}/person-using-violence/safety-plan`;
const noted = (page) => page.getByText('Noterat.').waitFor();

/** A section is unfolded, if it is not. */
async function unfold(page, section) {
  const details = page.locator(`details#${section}`);
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
}

test('the plan is made in her words on a phone', async () => {
  const { page } = sam;
  await until(async () => {
    await page.goto(`${town.services.social.url}/cases/${code}`);
    return (await page.getByRole('link', { name: 'Säkerhetsplan', exact: true }).count()) > 0;
  }, 'the case is at the desk');
  await page.getByRole('link', { name: 'Säkerhetsplan', exact: true }).click();
  await page.getByRole('heading', { name: 'Säkerhetsplan', level: 1 }).waitFor();
  assert.equal(await page.locator('main input:checked').count(), 0, 'nothing is chosen beforehand');
  assert.equal(await page.locator('details[open]').count(), 0, 'the sections fold');
  await unfold(page, 'warning_signs');
  await page.locator('[name="words-warning_signs"]').fill('Det blir tyst först');
  await unfold(page, 'papers_and_keys');
  await page.locator('label.pick', { hasText: 'Nycklar' }).click();
  await page.locator('[name="words-papers_and_keys"]').fill('Hos Kim\nReservnyckeln också');
  await unfold(page, 'code_word');
  await page.locator('[name="words-code_word"]').fill('blåbärspaj');
  await page.locator('[name="goal-1"]').fill('Sova en hel natt');
  await page.locator('[name="goal-1-day"]').fill(dayIn(30));
  await page.getByRole('button', { name: 'Spara planen' }).click();
  await noted(page);
  assert.equal(await page.locator('details[open]').count(), 3, 'what is filled in stands open');
  assert.equal(await page.locator('[name="words-papers_and_keys"]').inputValue(), 'Hos Kim\nReservnyckeln också');
  await screenshot(page, 'safety-plan-390');
});

test('a wrong word is said at its field, and nothing is lost', async () => {
  const { page } = sam;
  await page.goto(hers());
  await unfold(page, 'people');
  await page.locator('[name="words-people"]').fill('Kim, 070-174 06 05');
  await page.getByRole('button', { name: 'Spara planen' }).click();
  await page.locator('#words-people-error').waitFor();
  await page.locator('.ds-error-summary a').click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'words-people', 'the summary leads to the field');
  assert.equal(await page.locator('[name="words-people"]').inputValue(), 'Kim, 070-174 06 05');
  assert.equal(await page.locator('[name="words-warning_signs"]').inputValue(), 'Det blir tyst först');
  await isAccessible(page, 'a plan with something wrong');
});

test('the pages of the plan are without a barrier', async () => {
  for (const [viewport, width] of [[PHONE, 390], [DESK, 1440], [NARROW, 320]]) {
    for (const colorScheme of ['light', 'dark']) {
      const seen = await visit(browser, { viewport, colorScheme, bypassCSP: true });
      await logIn(seen.page, town.services.social, 'Sam Lind');
      for (const [path, name] of [[hers(), 'hers'], [his(), 'his'], [`${hers()}/versions/1`, 'version'], [`${hers()}/read-aloud`, 'aloud'], [`${town.services.social.url}/safety-plans`, 'list']]) {
        await seen.page.goto(path);
        await seen.page.locator('details:not([open]):not(.menu) > summary').evaluateAll((all) => all.forEach((one) => { one.parentElement.open = true; }));
        await isAccessible(seen.page, `${name} ${width} ${colorScheme}`);
        await hasNoSidewaysScroll(seen.page, `${name} ${width}`);
        await hasLargeTargets(seen.page, `${name} ${width}`);
        if (width !== 320) await screenshot(seen.page, `safety-plan-${name}-${width}-${colorScheme}`);
      }
      assert.deepEqual(seen.strangers, []);
      await seen.context.close();
    }
  }
});

test('it is filled in and saved by the keyboard alone', async () => {
  const seen = await visit(browser, { viewport: DESK });
  const { page } = seen;
  await logIn(page, town.services.social, 'Sam Lind');
  await page.goto(hers());
  await tabTo(page, 'the section of whom to call', (stop) => stop.tag === 'summary' && stop.text.startsWith('När polisen'));
  await page.keyboard.press('Enter');
  await tick(page, 'items-call_police', 'threats');
  await write(page, 'words-call_police', 'Om det ringer på dörren');
  await tabTo(page, 'save', (stop) => stop.tag === 'button' && stop.text === 'Spara planen');
  await enter(page);
  await noted(page);
  assert.equal(await page.locator('[name="words-call_police"]').inputValue(), 'Om det ringer på dörren');
  await seen.context.close();
});

test('two at once: the second is told and keeps what was typed, without scripts too', async () => {
  const other = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
  await logIn(other.page, town.services.social, 'Mio Hassel');
  await other.page.goto(hers());
  const { page } = sam;
  await page.goto(hers());
  await unfold(page, 'people');
  await page.locator('[name="words-people"]').fill('Kim');
  await page.getByRole('button', { name: 'Spara planen' }).click();
  await noted(page);
  await unfold(other.page, 'people');
  await other.page.locator('[name="words-people"]').fill('Alex');
  await other.page.getByRole('button', { name: 'Spara planen' }).click();
  await other.page.getByText('Någon annan hann spara.').waitFor();
  assert.equal(await other.page.locator('[name="words-people"]').inputValue(), 'Alex');
  await screenshot(other.page, 'safety-plan-changed-390');
  await other.page.getByRole('button', { name: 'Spara planen' }).click();
  await noted(other.page);
  assert.equal(await other.page.locator('[name="words-people"]').inputValue(), 'Alex');
  await other.context.close();
});

test('it is read aloud one section at a time', async () => {
  const { page } = sam;
  await page.goto(hers());
  await page.getByRole('link', { name: 'Läs upp' }).click();
  await page.getByRole('heading', { name: 'Varningstecken', level: 1 }).waitFor();
  assert.equal(await page.locator('main :is(input:not([type="hidden"]), textarea)').count(), 0, 'nothing to write in');
  assert.ok(parseFloat(await page.locator('.say').first().evaluate((one) => getComputedStyle(one).fontSize)) >= 24, 'large');
  await page.getByRole('link', { name: 'Nästa' }).click();
  await page.getByRole('heading', { name: 'Personer som hjälper', level: 1 }).waitFor();
  await screenshot(page, 'safety-plan-aloud-390');
});

test('there is a paper only once she wants one, and it tells nobody where it comes from', async () => {
  const { page } = sam;
  const answer = await page.goto(`${hers()}/print`);
  assert.equal(answer.status(), 409);
  await page.goto(hers());
  assert.ok(await page.locator('input[name="paper"][value="none"]').isChecked(), 'no paper is the default');
  await pick(page, 'paper', 'keeps_safe');
  await page.getByRole('button', { name: 'Notera valet' }).click();
  await noted(page);
  await page.getByRole('link', { name: 'Skriv ut neutralt' }).click();
  for (const section of ['Varningstecken', 'Papper och nycklar', 'Kodord']) await page.locator('label.pick', { hasText: section }).click();
  await page.getByRole('button', { name: 'Visa papperet' }).click();
  await page.getByRole('heading', { name: 'Att komma ihåg', level: 1 }).waitFor();
  assert.equal(await page.title(), 'Att komma ihåg');
  await hasNoSidewaysScroll(page, 'the paper on a phone');
  await screenshot(page, 'safety-plan-paper-390');
  const pdf = await page.pdf({ format: 'A4', displayHeaderFooter: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, 'one sheet');
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8');
  for (const on of ['Att komma ihåg', 'Det blir tyst först', 'Nycklar', 'Reservnyckeln också', 'blåbärspaj']) assert.ok(text.includes(on), `${on}: ${text}`);
  for (const never of [code, 'localhost', '127.0.0.1', 'safety-plan', 'Socialtjänst', 'Socialjour', 'Sam Lind', 'Polis', 'Varning', 'Säkerhetsplan', 'Tillbaka', 'DEMO', 'Alex']) {
    assert.ok(!text.toLowerCase().includes(never.toLowerCase()), `${never} is not on paper: ${text}`);
  }
  await page.getByRole('link', { name: 'Tillbaka' }).click();
  await page.getByText('Utskrivet').first().waitFor();
});

test('the paper itself is without a barrier', async () => {
  const seen = await visit(browser, { viewport: PHONE, bypassCSP: true });
  await logIn(seen.page, town.services.social, 'Sam Lind');
  await seen.page.goto(`${hers()}/print`);
  await isAccessible(seen.page, 'what is to be on the paper');
  await seen.page.locator('label.pick', { hasText: 'Kodord' }).click();
  await seen.page.getByRole('button', { name: 'Visa papperet' }).click();
  await seen.page.getByRole('heading', { name: 'Att komma ihåg' }).waitFor();
  await isAccessible(seen.page, 'the paper');
  await seen.context.close();
});

test('the code word goes into a draft that a person looks through', async () => {
  const { page } = sam;
  await page.goto(hers());
  await page.locator('label.pick', { hasText: 'Kodordet' }).click();
  await page.locator('[name="phone"]').fill('070-174 06 05');
  await page.locator('label.pick', { has: page.locator('[name="may_call"][value="now"]') }).click();
  await page.getByRole('button', { name: 'Börja ett utkast' }).click();
  await page.waitForURL(/\/drafts\//);
  assert.match(await page.locator('main').innerText(), /blåbärspaj/);
  assert.doesNotMatch(await page.locator('main').innerText(), /Det blir tyst först/);
});

test('his plan is another, with none of hers', async () => {
  const { page } = sam;
  await page.goto(his());
  await unfold(page, 'staying_calm');
  await page.locator('label.pick', { hasText: 'Går ut en stund' }).click();
  await page.getByRole('button', { name: 'Spara planen' }).click();
  await noted(page);
  const words = await page.locator('main').innerText();
  for (const one of ['blåbärspaj', 'Det blir tyst först', 'Alex', 'Kodord', 'Läs upp', 'Papper']) assert.ok(!words.includes(one), one);
  await page.goto(hers());
  assert.doesNotMatch(await page.locator('main').innerText(), /Går ut en stund/);
});
