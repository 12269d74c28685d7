// What the people do, in their own words. Each act ends where the page is ready for the next.

import { until } from './patience.mjs';

/** Fictional, from the series reserved for fiction. */
export const HER = { name: 'Vide Påhittad', phone: '070-174 06 05', dialled: '0701740605' };
export const ADDRESS = 'Exempelgatan 3';

/** Chooses a large pick by the code of its answer. */
export async function pick(page, name, value) {
  await page.locator(`label.pick:has(input[name="${name}"][value="${value}"])`).click();
}

export async function logIn(page, service, person) {
  await page.goto(`${service.url}/`);
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
}

/** Step 1; the answer is the case code from the address. */
export async function describeTheSituation(page, service, { children = 'one', suspect = 'apprehended', eventNumber } = {}) {
  await page.goto(`${service.url}/call-outs`);
  if (eventNumber) {
    await page.locator('summary', { hasText: 'Händelsenummer' }).click();
    await page.getByLabel('Händelsenummer').fill(eventNumber);
  }
  await page.getByRole('button', { name: 'Nytt larm' }).click();
  await page.waitForURL(/\/call-outs\/[^/]+\/situation$/);
  const code = new URL(page.url()).pathname.split('/')[2];
  await pick(page, 'children', children);
  if (children !== 'none') await pick(page, 'children_state', 'saw_or_heard');
  await pick(page, 'suspect', suspect);
  await pick(page, 'acute', 'protection_tonight');
  await pick(page, 'kind', 'violence');
  await page.getByRole('button', { name: 'Nästa: samtycke' }).click();
  await page.waitForURL(/\/consent$/);
  return code;
}

/** Step 2 with a yes out of earshot. */
export async function takeHerYes(page) {
  await answerYes(page);
  await page.getByRole('button', { name: 'Granska' }).click();
  await page.waitForURL(/\/review$/);
}

/** The same, before the button. */
export async function answerYes(page) {
  await pick(page, 'out_of_earshot', 'yes');
  await pick(page, 'answer', 'yes');
  await page.getByLabel('Namn').fill(HER.name);
  await page.getByLabel('Säkert nummer').fill(HER.phone);
  await pick(page, 'protection', 'no');
  await pick(page, 'windows', 'now');
}

/** Step 2 with a no. */
export async function takeHerNo(page) {
  await pick(page, 'out_of_earshot', 'yes');
  await pick(page, 'answer', 'no');
  await page.getByRole('button', { name: 'Granska' }).click();
  await page.waitForURL(/\/review$/);
}

/** The officer's own judgement, each time. */
export async function judgeConcern(page) {
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Misstänker du att barnet far illa?' }) });
  await section.getByRole('button', { name: 'Ja', exact: true }).click();
  await page.getByText('Vad bygger det på?').waitFor();
  await pick(page, 'grounds', 'saw_or_heard_violence');
  await pick(page, 'immediate', 'no');
  await pick(page, 'place', 'at_home');
  await page.getByLabel(/Adress dit någon ska åka/).fill(ADDRESS);
  // Chosen already when it was answered with the consent.
  if (await page.locator('input[name="protection"]').count()) await pick(page, 'protection', 'no');
  await pick(page, 'all_belongs', 'yes');
  await page.getByRole('button', { name: 'Spara oron' }).click();
  await page.getByText('Oro för barn', { exact: false }).first().waitFor();
}

export async function passHarmTest(page) {
  await page.getByRole('button', { name: 'Ja, det är klart' }).click();
  await page.getByRole('button', { name: 'Ta tillbaka' }).waitFor();
}

export async function send(page) {
  await page.getByRole('button', { name: /^Skicka \d+ uppgift/ }).click();
  await page.waitForURL(/\/call-outs\/[^/]+$/);
}

/** A night from the situation to the handovers, with a yes and a concern; the answer is the case code. */
export async function handOverTheNight(page, service) {
  const code = await describeTheSituation(page, service);
  await takeHerYes(page);
  await judgeConcern(page);
  await passHarmTest(page);
  await send(page);
  return code;
}

/** Both handovers of a night are opened at the desk, and somebody takes them; ends on the page of the case. */
export async function takeTheNight(page, service, code) {
  const mine = page.getByRole('button', { name: /Kvittera|Jag tar/ });
  await until(async () => {
    await page.goto(`${service.url}/cases/${code}`);
    const text = await page.locator('main').innerText();
    return text.includes('Orosanmälan') && text.includes('samtycke') && (await mine.count()) > 0;
  }, 'both handovers are opened and can be owned');
  await tap(page, mine.first());
  await page.goto(`${service.url}/cases/${code}`);
}

/** Presses one button, and waits for the page that comes. */
export async function tap(page, button) {
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** The way on, in the dock. */
export const goOn = (page) => tap(page, page.locator('.dock :is(button, a.ds-button)').last());

/** A handover that is begun; the answer is the path of its draft. */
export async function beginHandover(page, service, code, { purpose, phase = 'care', urgency = 'same_day' }) {
  await page.goto(`${service.url}/cases/${code}/handovers/new`);
  await page.locator('#to label.pick').first().click();
  await pick(page, 'purpose', purpose);
  await pick(page, 'phase', phase);
  await pick(page, 'urgency', urgency);
  await goOn(page);
  await page.waitForURL(/\/drafts\/[^/]+$/);
  return new URL(page.url()).pathname;
}

/** The person using violence says yes to his number being told, and it is handed over with nothing else. */
export async function handOverHisNumber(page, service, code, phone) {
  await page.goto(`${service.url}/cases/${code}/consents/new`);
  await page.locator('#person label.pick', { hasText: 'Misstänkt' }).click();
  await page.locator('#to label.pick').first().click();
  await pick(page, 'purpose', 'acute_support');
  await goOn(page);
  const said = { earshot: 'no', categories: 'safe_contact', answer: 'yes', form: 'spoken_on_scene', interpreter: 'no' };
  for (const [name, value] of Object.entries(said)) await pick(page, name, value);
  await goOn(page);
  const draft = await beginHandover(page, service, code, { purpose: 'acute_support' });
  await page.goto(`${service.url}${draft}/fields/safe_contact`);
  await pick(page, 'about', 'person_using_violence');
  await page.locator('input[name="v-phone"]').fill(phone);
  await goOn(page);
  await page.goto(`${service.url}${draft}/review`);
  await goOn(page);
}

/** An inquiry about the child was opened just now. */
export async function openInquiry(page, service, code) {
  await page.goto(`${service.url}/cases/${code}/inquiry`);
  await pick(page, 'outcome', 'opened');
  await page.getByLabel('Dag').fill(dayIn(0));
  await page.getByLabel('Klockslag').fill('00:00');
  await goOn(page);
}

/** A day some days from now, as a form has it; in Sweden. */
export function dayIn(days) {
  return new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
}

/** Somebody asks what is held about her; the address of the extract that is being put together. */
export async function beginExtract(page, service, code) {
  await page.goto(`${service.url}/extracts`);
  await page.getByLabel('Ärendekod').fill(code);
  await pick(page, 'about', 'victim');
  await pick(page, 'asked_by', 'person');
  await pick(page, 'identity', 'in_person');
  await pick(page, 'language', 'sv');
  await page.getByRole('button', { name: 'Börja' }).click();
  await page.waitForURL(/\/extracts\/[^/]+$/);
  return page.url();
}
