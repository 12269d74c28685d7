import { launch, visit, PHONE, DESK } from './stage/browser.mjs';
import { logIn, describeTheSituation, takeHerYes, pick } from './stage/acts.mjs';
import { isAccessible, hasNoSidewaysScroll, hasLargeTargets } from './stage/looks.mjs';
const police = { url: 'http://localhost:18081' }, social = { url: 'http://localhost:18082' };
const browser = await launch();
const { page, faults } = await visit(browser, { viewport: PHONE });
async function shot(name) {
  for (const [size, vp] of [['phone', PHONE], ['desk', DESK]]) {
    await page.setViewportSize(vp);
    await page.screenshot({ path: `/tmp/cwshots/${name}-${size}.png`, fullPage: true });
    for (const look of [hasNoSidewaysScroll, hasLargeTargets, isAccessible]) { try { await look(page, name + ' ' + size); } catch (e) { console.log('LOOK', e.message.slice(0, 900)); } }
  }
  await page.setViewportSize(PHONE);
}
try {
  await page.goto(police.url + '/login'); console.log(await page.locator('main').innerText());
  await logIn(page, police, process.argv[2] ?? /Lo /);
  const code = await describeTheSituation(page, police);
  await takeHerYes(page);
  await page.goto(`${police.url}/cases/${code}/handovers`);
  await shot('case-empty');
  await page.goto(`${police.url}/cases/${code}/handovers/new`); await shot('new');
  await page.goto(`${police.url}/cases/${code}/handovers/new?kind=ask`); await shot('ask');
  await page.goto(`${police.url}/cases/${code}/handovers`);
  await page.getByRole('button', { name: 'Frihetsberövande' }).click(); await page.waitForURL(/drafts/);
  await shot('draft-custody');
  const draft = page.url();
  await page.goto(draft + '/fields/custody_status'); await shot('field-custody');
  await pick(page, 'v-status', 'apprehended');
  await page.getByRole('button', { name: 'Spara uppgiften' }).click(); await page.waitForURL(draft);
  await shot('draft-one'); 
  await page.goto(draft + '/review'); await shot('review-custody'); console.log(await page.locator('main').innerText());
  // acute support
  await page.goto(`${police.url}/cases/${code}/handovers/new`);
  await page.locator('input[name=to]').first().check({ force: true });
  await pick(page, 'purpose', 'acute_support'); await pick(page, 'phase', 'care'); await pick(page, 'urgency', 'same_day');
  await page.getByRole('button', { name: 'Gå vidare' }).click(); await page.waitForURL(/drafts/);
  const d2 = page.url();
  for (const [cat, act] of [['identity', async () => { await pick(page, 'about', 'victim'); await page.fill('#v-name', 'Vide Påhittad'); await pick(page, 'v-protection', 'none'); }],
    ['incident', async () => { await pick(page, 'v-kind', 'violence'); await page.fill('#v-hour-day', '2026-11-22'); await page.fill('#v-hour-time', '02:14'); await pick(page, 'v-place', 'home'); }],
    ['children_present', async () => { await pick(page, 'v-count', 'two'); await page.selectOption('#v-children-1-age', '3_6'); await page.selectOption('#v-children-1-state', 'asleep'); }],
    ['danger_signs', async () => { await pick(page, 'v-signs', 'strangulation'); await pick(page, 'v-signs', 'escalating'); }],
    ['injury_level', async () => { await pick(page, 'about', 'victim'); await pick(page, 'v-level', 'minor'); await pick(page, 'v-strangulation', 'yes'); }],
    ['weapons', async () => { await pick(page, 'v-access', 'yes'); }]]) {
    const r = await page.goto(`${d2}/fields/${cat}`); if (r.status() !== 200) { console.log(cat, r.status()); continue; }
    if (cat === 'children_present' || cat === 'incident') await shot('field-' + cat);
    try { await act(); await page.getByRole('button', { name: 'Spara uppgiften' }).click(); await page.waitForURL(d2); } catch (e) { console.log(cat, e.message.slice(0, 200)); await shot('fail-' + cat); }
  }
  await page.goto(d2); await shot('draft-many');
  await page.goto(d2 + '/review'); await shot('review-many'); console.log(await page.locator('main').innerText());
  const links = await page.locator('a[href*="/permissions/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  console.log(links);
  if (links[0]) { await page.goto(police.url + links[0]); await shot('permission-police'); await page.getByRole('button', { name: 'Besluta' }).click(); await page.waitForTimeout(300); await shot('permission-police-errors'); }
  await page.goto(d2 + '/review?view=receiver'); await shot('review-receiver');
  await page.goto(d2 + '/review');
  await page.getByRole('button', { name: /^Skicka/ }).click(); await page.waitForURL(/handovers$/); await page.waitForTimeout(3000); await page.reload();
  await shot('case-sent');
  console.log('CODE', code);
} catch (e) { console.log('FAULT', e.message, page.url()); await shot('fault'); }
console.log(faults);
await browser.close();
