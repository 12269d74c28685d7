// The fictional town in real processes, in a folder of its own, for one test file.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env.STAFETT_BINARY ?? new URL('../../../target/debug/stafett', import.meta.url).pathname;
const READY_MILLISECONDS = 120_000;

/** Four free ports in a row, below those that the system gives to whoever asks for any: nobody takes one in between. */
async function freePorts() {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all([0, 1, 2, 3].map((step) => isFree(first + step)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no four free ports in a row');
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Starts the demo; the answer has the address and process id of each service. */
export async function startTown({ data, port, env = {} } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'stafett-town-')));
  const first = port ?? (await freePorts());
  const launcher = spawn(BINARY, ['demo', '--json', '--data', folder, '--port', String(first)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let troubles = '';
  launcher.stderr.on('data', (piece) => { troubles += piece; });
  const services = await readyServices(launcher, () => troubles);
  const ended = new Promise((resolve) => launcher.once('exit', (code) => resolve(code)));
  return {
    services,
    data: folder,
    port: first,
    launcher,
    ended,
    troubles: () => troubles,
    async stop({ keep = false } = {}) {
      launcher.kill('SIGTERM');
      const code = await ended;
      if (!keep) await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

function readyServices(launcher, troubles) {
  return new Promise((resolve, reject) => {
    const services = {};
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the town was not ready in time\n${troubles()}`)), READY_MILLISECONDS);
    launcher.once('exit', (code) => reject(new Error(`the launcher ended with ${code}\n${troubles()}`)));
    launcher.stdout.on('data', (piece) => {
      text += piece;
      const lines = text.split('\n');
      text = lines.pop();
      for (const line of lines.filter(Boolean)) {
        const ready = JSON.parse(line);
        services[ready.service] = ready;
      }
      if (services.town) {
        clearTimeout(timer);
        resolve(services);
      }
    });
  });
}
