// Everybody of the fictional town, and every page they can reach by following links.

import { beginHandover, describeTheSituation, handOverTheNight, logIn, pick, takeHerYes, takeTheNight, tap } from './acts.mjs';
import { PHONE, visit } from './browser.mjs';

/** Who works where. */
export const PEOPLE = [
  ['police', 'Robin Ek'],
  ['police', 'Noor Alm'],
  ['police', 'Ali Berg'],
  ['social', 'Sam Lind'],
  ['social', 'Alva Rönn'],
  ['social', 'Tove Mark'],
];

/** A night with something of everything: the codes of an open call-out and of one that was sent and opened. */
export async function aNight(town, browser) {
  const { police, social } = town.services;
  const officer = await visit(browser, { viewport: PHONE });
  await logIn(officer.page, police, 'Robin Ek');
  const open = await describeTheSituation(officer.page, police);
  await takeHerYes(officer.page);
  const sent = await handOverTheNight(officer.page, police);
  const duty = await visit(browser, { viewport: { width: 1440, height: 900 } });
  await logIn(duty.page, social, 'Sam Lind');
  await takeTheNight(duty.page, social, sent);
  await tap(duty.page, duty.page.locator('form[action$="/district"] button').first());
  const drafts = {
    police: await aDraft(officer.page, police, sent, 'acute_support', 'identity'),
    social: await aDraft(duty.page, social, sent, 'prevention_of_serious_crime', 'new_violence'),
  };
  await officer.context.close();
  await duty.context.close();
  return { open, sent, drafts };
}

/** A handover that is begun, with the form of one field open in another window. */
async function aDraft(page, service, code, purpose, category) {
  const draft = await beginHandover(page, service, code, { purpose });
  await page.goto(`${service.url}${draft}/fields/${category}`);
  if (category === 'identity') {
    await pick(page, 'about', 'victim');
    await page.locator('input[name="v-name"]').fill('Vide Påhittad');
    await pick(page, 'v-protection', 'none');
  } else {
    await pick(page, 'about', 'victim');
    await page.locator('input[name="v-day"]').fill('2026-11-20');
    await pick(page, 'v-kind', 'violence');
  }
  await page.locator('button[form="field"]').click();
  await page.waitForURL((url) => url.pathname === draft);
  return draft;
}

/** Where each person begins: what is linked from the start, and what only a step of the night leads to. */
export function beginnings({ open, sent, drafts }) {
  return {
    'Robin Ek': ['/call-outs', `/call-outs/${open}/situation`, `/call-outs/${open}/consent`, `/call-outs/${open}/review`, `/call-outs/${sent}`, `/cases/${sent}/handovers`, `/cases/${sent}/contacts`, drafts.police],
    'Noor Alm': ['/call-outs', '/clearances'],
    'Ali Berg': ['/call-outs', `/cases/${sent}/handovers`],
    'Sam Lind': ['/duty', '/shifts', `/cases/${sent}`, `/cases/${sent}/handovers`, `/cases/${sent}/contacts`, `/cases/${sent}/inquiry`, drafts.social],
    'Alva Rönn': ['/duty', '/morning'],
    'Tove Mark': ['/'],
  };
}

/**
 * Every kind of page by following links; forms are not pressed. A kind is a path without ids; what is known is left out,
 * save where the person begins, and so are files to keep, which are no pages.
 */
export async function crawl(page, service, from, known = new Set()) {
  const waiting = [...from];
  for (const path of from) known.add(kindOf(path));
  const found = [];
  while (waiting.length) {
    const path = waiting.shift();
    const answer = await page.goto(`${service.url}${path}`);
    found.push({ path, status: answer.status() });
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    for (const link of links.map((one) => one.split('#')[0])) {
      if (!link.startsWith('/') || link.startsWith('//') || link.endsWith('.json') || known.has(kindOf(link))) continue;
      known.add(kindOf(link));
      waiting.push(link);
    }
  }
  return found;
}

function kindOf(path) {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/[A-Z0-9]{5}-\d{4}/g, 'code').replace(/n=\d+/, 'n');
}
