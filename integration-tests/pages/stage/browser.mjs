// Debian's Chromium, driven by playwright-core. Nothing is downloaded, nothing leaves this machine.

import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

const SCREENSHOTS = new URL('../screenshots/', import.meta.url).pathname;
const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };
export const NARROW = { width: 320, height: 640 };

export function launch() {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A fresh person at a fresh device. Requests to other origins than this machine are counted as faults. */
export async function visit(browser, { viewport, colorScheme = 'light', javaScriptEnabled = true, locale = 'sv-SE', bypassCSP = false }) {
  const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled, locale, bypassCSP, hasTouch: viewport.width < 600 });
  const strangers = [];
  context.on('request', (request) => {
    const host = new URL(request.url()).hostname;
    if (host !== 'localhost' && host !== '127.0.0.1') strangers.push(request.url());
  });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  page.on('pageerror', (error) => faults.push(String(error)));
  return { context, page, strangers, faults };
}

export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
}
