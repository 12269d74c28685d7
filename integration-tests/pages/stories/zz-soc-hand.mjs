import { startTown } from '../stage/town.mjs';
import { launch, visit, DESK, PHONE } from '../stage/browser.mjs';
import * as act from '../stage/acts.mjs';
const wait = (ms) => new Promise((r) => setTimeout(r, ms));
const town = await startTown({});
const { police, social } = town.services;
const browser = await launch();
const log = (...a) => console.log(...a);
try {
  const officer = await visit(browser, { viewport: PHONE });
  const duty = await visit(browser, { viewport: DESK });
  const other = await visit(browser, { viewport: DESK });
  const nojs = await visit(browser, { viewport: DESK, javaScriptEnabled: false });
  await officer.page.goto(`${police.url}/`); log((await officer.page.locator('main').innerText()).slice(0, 400));
  await duty.page.goto(`${social.url}/`); log((await duty.page.locator('main').innerText()).slice(0, 600));
  const names = await duty.page.locator('main button').allInnerTexts();
  const who = names.filter((n) => /jour|leder|grupp/i.test(n)); log('desk people', names.join(' | '));
  const first = names.find((n) => /socialjour/i.test(n)) ?? names[0];
  const second = names.find((n) => /grupp/i.test(n)) ?? names[1];
  for (const [one, name] of [[duty, first], [other, second], [nojs, first]]) { await one.page.goto(`${social.url}/`); await one.page.locator('main button', { hasText: name.split('\n')[0] }).first().click(); await one.page.waitForURL((u) => u.pathname === '/duty'); }
  const pnames = await officer.page.locator('main button').allInnerTexts(); 
  await officer.page.locator('main button').first().click();
  async function alarm() {
    const code = await act.describeTheSituation(officer.page, police, {});
    await act.takeHerYes(officer.page);
    if (act.judgeConcern) await act.judgeConcern(officer.page).catch((e) => log('judge', e.message.slice(0,200)));
    await act.send(officer.page);
    return code;
  }
  await duty.page.getByRole('button', { name: 'Starta passet' }).click();
  await duty.page.waitForURL(/shifts/); log('tone', await duty.page.getByText('Hörde du tonen?').count());
  await duty.page.getByRole('button', { name: 'Ja', exact: true }).click(); await duty.page.waitForURL(/duty$/);
  const c1 = await alarm(); log('c1', c1);
  const row = (p, c) => p.locator(`#rows [data-row="${c}"]`);
  await row(duty.page, c1).first().waitFor({ timeout: 30000 }); log('row came by itself');
  await wait(3000);
  // pointer over the list, a new alarm must not move anything
  await row(duty.page, c1).first().hover();
  const before = await row(duty.page, c1).first().boundingBox();
  const c2 = await alarm();
  await duty.page.locator('[data-live-new]:not([hidden])').waitFor({ timeout: 30000 });
  await wait(3000);
  log('bar:', await duty.page.locator('[data-live-new]').innerText(), 'rows c2:', await row(duty.page, c2).count());
  const after = await row(duty.page, c1).first().boundingBox(); log('moved', before.y, after.y, before.height, after.height);
  log('title', await duty.page.title());
  // keyboard: focus c1's acknowledge by J then Q
  await duty.page.mouse.move(5, 5);
  await wait(200); await duty.page.keyboard.press('j'); log('focused', await duty.page.evaluate(() => document.activeElement.outerHTML.slice(0, 120)));
  await duty.page.keyboard.press('q'); await wait(2500);
  log('row text', (await row(duty.page, c1).first().innerText()).replace(/\n/g, ' | ').slice(0, 300));
  const after2 = await row(duty.page, c1).first().boundingBox(); log('moved by ack', before.y, after2.y, before.height, after2.height);
  log('bar', await duty.page.locator('[data-live-new]').innerText(), await duty.page.evaluate(() => document.activeElement.outerHTML.slice(0, 100)));
  log('other window', (await row(other.page, c1).first().innerText()).replace(/\n/g, ' | ').slice(0, 200));
  await duty.page.screenshot({ path: '/tmp/soc-1.png', fullPage: true });
  await duty.page.locator('[data-live-new]').focus(); await duty.page.keyboard.press('Enter'); await wait(2000);
  log('after bar: c2 rows', await row(duty.page, c2).count(), 'focus', await duty.page.evaluate(() => document.activeElement.outerHTML.slice(0, 100)), 'bar hidden', await duty.page.locator('[data-live-new]').isHidden());
  // go to c1 in Pagar, N
  await row(duty.page, c1).first().locator('a').first().focus(); await duty.page.keyboard.press('n'); await wait(1500);
  log('url', duty.page.url(), await duty.page.evaluate(() => document.activeElement.tagName));
  await duty.page.keyboard.type('Ring moster. Hemligt'); await wait(3500);
  log('kept', await duty.page.locator('[id^=kept-]').first().innerText(), 'focus', await duty.page.evaluate(() => document.activeElement.tagName));
  await duty.page.keyboard.type(' mera'); 
  await duty.page.locator('details.menu summary').click(); await duty.page.getByRole('button', { name: 'Logga ut' }).click(); await wait(2500); log('after logout', duty.page.url());
  await nojs.page.goto(`${social.url}/duty`); log('note kept', (await nojs.page.locator('textarea').first().inputValue()));
  await nojs.page.screenshot({ path: '/tmp/soc-nojs.png', fullPage: true });
  await other.page.goto(`${social.url}/cases/${c1}`); await other.page.screenshot({ path: '/tmp/soc-case.png', fullPage: true });
  log('R on row'); await other.page.goto(`${social.url}/duty`); await row(other.page, c1).first().locator('a').first().focus(); await other.page.keyboard.press('r'); await wait(2000);
  log((await row(other.page, c1).first().innerText()).replace(/\n/g, ' | ').slice(0, 400));
  await other.page.screenshot({ path: '/tmp/soc-2.png', fullPage: true });
  for (const [n, one] of Object.entries({ officer, duty, other, nojs })) log(n, one.faults, one.strangers);
} catch (e) { console.error(e); }
finally { await browser.close(); await town.stop(); }
