import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const START_MILLIS_MAX = 180_000;
const STOP_MILLIS_MAX = 8_000;

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** What `./nigiwai demo` writes when it serves. */
export interface Ready {
  readonly http: string;
  readonly ops: string;
  readonly rtmp: string;
  readonly pid: number;
  readonly show: string;
  readonly streamKey: string;
  readonly staff: Readonly<Record<'owner' | 'producer' | 'presenter' | 'cs', Login>>;
  readonly products: readonly string[];
}

export function ready(): Ready {
  return JSON.parse(readFileSync(readyFile(), 'utf8')) as Ready;
}

function readyFile(): string {
  const file = process.env['NIGIWAI_READY'];
  if (file === undefined) throw new Error('the server was not started');
  return file;
}

async function until(what: string, millisMax: number, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + millisMax;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what} took longer than ${millisMax} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts one demo for all journeys on free ports, unless NIGIWAI_READY names a running one. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env['NIGIWAI_READY'] !== undefined) return () => Promise.resolve();
  const data = mkdtempSync(join(tmpdir(), 'nigiwai-journeys-'));
  const server: ChildProcess = spawn(
    join(ROOT, 'nigiwai'),
    ['demo', '--data', data, '--port', '0', '--rtmp-port', '0', '--ops-port', '0'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const file = join(data, 'ready.json');
  await until('starting the demo', START_MILLIS_MAX, () => {
    if (server.exitCode !== null) throw new Error(`the demo ended with ${server.exitCode}`);
    return existsSync(file);
  });
  process.env['NIGIWAI_READY'] = file;
  return async () => {
    server.kill('SIGTERM');
    await until('stopping the demo', STOP_MILLIS_MAX, () => server.exitCode !== null || server.signalCode !== null);
    rmSync(data, { recursive: true, force: true });
  };
}
