// What the people do, in their own words. Each act ends where the page is ready for the next.

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
export async function describeTheSituation(page, service, { children = 'one', suspect = 'apprehended' } = {}) {
  await page.goto(`${service.url}/call-outs`);
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
