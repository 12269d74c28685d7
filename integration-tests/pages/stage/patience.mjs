// Waiting without failing on a slow machine.

import assert from 'node:assert/strict';

/** Looks again until it holds; a minute is generous, and only a thing that never comes fails. */
export async function until(holds, what) {
  for (let look = 0; look < 600; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`never: ${what}`);
}
