// A person who uses the keyboard alone. At every stop it is seen where one is, and nothing lies over it.

import assert from 'node:assert/strict';

/** Looks at where the focus is. */
const look = (page) => page.evaluate(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return { nowhere: true };
  const shown = one.closest('label.pick') ?? one;
  const ringed = [one, shown, ...shown.querySelectorAll('span')].some((part) => {
    const style = getComputedStyle(part);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
  const { left, top, width, height } = shown.getBoundingClientRect();
  // The way past is nowhere on the page until it has the focus: that it stands there is the sign.
  const appears = one.matches('.ds-skip-link') && width > 40 && height > 20 && top >= 0;
  // The calendar inside a date has the ring of the browser.
  const ofTheBrowser = one.matches('input[type="date"]:focus-within:not(:focus)');
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  const covered = !over || !(shown.contains(over) || over.contains(shown) || over.closest('label')?.contains(one));
  return {
    name: one.name ?? '',
    value: one.value ?? '',
    text: (one.textContent || one.getAttribute('aria-label') || '').trim().replaceAll(/\s+/g, ' '),
    label: one.getAttribute('aria-label') ?? '',
    tag: one.tagName.toLowerCase(),
    inMain: Boolean(one.closest('main')),
    place: [...document.querySelectorAll('*')].indexOf(one),
    top: top + scrollY,
    tabIndex: one.tabIndex,
    what: `${one.tagName.toLowerCase()}[${one.name ?? ''}=${one.value ?? ''}] “${(shown.textContent ?? '').trim().slice(0, 30)}”`,
    ringed: ringed || appears || ofTheBrowser,
    covered: covered && width > 0,
    by: over ? `${over.tagName.toLowerCase()}.${over.className}` : 'nothing',
  };
});

function check(stop, where) {
  assert.ok(stop.ringed, `${where}: it is seen that ${stop.what} has the focus`);
  assert.ok(!stop.covered, `${where}: ${stop.what} lies under ${stop.by}`);
  assert.ok(stop.tabIndex <= 0, `${where}: ${stop.what} jumps the order`);
}

/** Presses Tab until the focus is on what is looked for. Each stop on the way is checked, and comes later on the page. */
export async function tabTo(page, what, is) {
  const where = new URL(page.url()).pathname;
  let before = await look(page);
  for (let press = 0; press < 150; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await look(page);
    if (stop.nowhere) continue;
    check(stop, where);
    if (stop.inMain && before.inMain && stop.place > before.place) {
      assert.ok(stop.top >= before.top - 60, `${where}: ${stop.what} is read before ${before.what} and comes after it`);
    }
    if (is(stop)) return stop;
    before = stop;
  }
  return assert.fail(`${where}: ${what} can't be reached by Tab`);
}

export const button = (words) => (stop) => ['button', 'a', 'summary'].includes(stop.tag) && words.test(stop.label || stop.text);

export async function press(page, words) {
  await tabTo(page, words, button(words));
  await enter(page);
}

/** Enter on something that leads to another page. */
export async function enter(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** One of several: Tab to the group, Space for the first, arrows from there. */
export async function choose(page, name, value) {
  const first = await tabTo(page, `${name}=${value}`, (stop) => stop.name === name);
  await page.keyboard.press('Space');
  let now = first;
  for (let step = 0; step < 20 && now.value !== value; step += 1) {
    await page.keyboard.press('ArrowRight');
    now = await look(page);
    check(now, new URL(page.url()).pathname);
  }
  assert.equal(now.value, value, `${name} can be chosen by arrows`);
}

/** One of many that may be ticked. */
export async function tick(page, name, value) {
  await tabTo(page, `${name}=${value}`, (stop) => stop.name === name && stop.value === value);
  await page.keyboard.press('Space');
}

export async function write(page, name, text) {
  await tabTo(page, name, (stop) => stop.name === name);
  await page.keyboard.type(text);
}

/** The first stop of a page leads past everything above its content. */
export async function skip(page) {
  await page.keyboard.press('Tab');
  const stop = await look(page);
  assert.match(stop.text, /innehåll/i, `the first stop is the way past: ${stop.what}`);
  check(stop, 'the way past');
  await page.keyboard.press('Enter');
  const there = await page.evaluate(() => document.activeElement?.id);
  assert.equal(there, 'main', 'and it leads to the content');
}
