// `node scripts/run-ts.mjs test/differential/host/main.ts [NAME…]`: the same calls of the same components on our host, with
// each of its engines, on wasmtime, and on what the peer transpiles. Results, calls of the host and traps must be the same.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { peerTranspile } from '../../../bench/peers.js';
import { compileSync, instantiateSync, Trap } from '../../../host/index.js';
import { requireOrSkip, wasmtimePython } from '../../support/oracles.js';
import { inRepository } from '../../support/repository.js';
import { COMPONENTS, type Compared } from './components.js';
import { type Outcome, runOnJs } from './run-js.js';
import { type Session, sessionsFor, surfaceOf } from './script.js';
import { asWasmtimeSees, trapCodeOf } from './traps.js';

type Outcomes = readonly (readonly Outcome[])[];

const names = process.argv.slice(2);
const python = wasmtimePython();
if (requireOrSkip(python, 'wasmtimePython')) process.exit(0);
const folder = mkdtempSync(path.join(tmpdir(), 'witwright-hosts-'));
const wasmtime = startWasmtime(python);
let failed = 0;
try {
  for (const compared of COMPONENTS) {
    const { name, bytes } = compared;
    if (names.length > 0 && !names.includes(name)) continue;
    const component = await bytes();
    if (component === null) {
      process.stderr.write(`SKIPPED: ${name}: its compiler is absent\n`);
      continue;
    }
    if (!(await compare(compared, component))) failed++;
  }
} finally {
  wasmtime.end();
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${failed} components differ\n`);
// The peer keeps handles open: the process is ended, not waited for.
process.exit(failed === 0 ? 0 : 1);

async function compare({ name, not, notByPeer }: Compared, bytes: Uint8Array): Promise<boolean> {
  const component = compileSync(bytes);
  const surface = surfaceOf(component.plan);
  const planned = without(sessionsFor(component.plan, 1), not);
  const sessions = planned.length > 0 ? planned : [[]];
  const forPeer = without(sessions, notByPeer);
  const onOurs = (engine: 'emitted' | 'spec'): Promise<Outcomes> =>
    each(sessions, (session) =>
      runOnJs(surface, session, (imports) => instantiateSync(component, imports, { engine }), ourCode),
    );
  const emitted = await onOurs('emitted');
  const others: readonly (readonly [string, () => Promise<Outcomes>, (outcomes: Outcomes) => Outcomes])[] = [
    ['the spec-shaped engine', () => onOurs('spec'), (outcomes) => outcomes],
    [
      'wasmtime',
      () => wasmtime.run(name, bytes, sessions),
      (outcomes) => withCodes(outcomes, asWasmtimeSees),
    ],
    ['the peer', () => onPeer(bytes, surface, forPeer), withoutCodes],
  ];
  let same = true;
  for (const [host, run, comparable] of others) {
    if (host === 'the peer' && forPeer.length === 0) continue;
    let theirs: Outcomes;
    try {
      theirs = await run();
    } catch (error) {
      process.stdout.write(`FAIL ${name}: ${host}: ${String(error)}\n`);
      same = false;
      continue;
    }
    const asked = host === 'the peer' ? forPeer : sessions;
    const ours = comparable(emitted.filter((_, i) => asked.includes(sessions[i] ?? [])));
    const at = ours.findIndex((outcome, i) => !isDeepStrictEqual(outcome, theirs[i]));
    if (at < 0) continue;
    same = false;
    const show = (value: unknown): string => JSON.stringify(value).slice(0, 1500);
    process.stdout.write(
      `FAIL ${name}: ${host} differs\n  calls ${show(asked[at])}\n  ours ${show(ours[at])}\n  theirs ${show(theirs[at])}\n`,
    );
  }
  const calls = sessions.reduce((sum, session) => sum + session.length, 0);
  const traps = emitted.filter((outcomes) => outcomes.some((outcome) => 'trap' in outcome)).length;
  process.stdout.write(`${same ? 'same' : 'DIFFERS'} ${name}: ${calls} calls, ${traps} traps\n`);
  return same;
}

function without(sessions: readonly Session[], not: RegExp | undefined): readonly Session[] {
  return not === undefined ? sessions : sessions.filter((calls) => !calls.some(({ func }) => not.test(func)));
}

async function each(
  sessions: readonly Session[],
  run: (session: Session) => Promise<readonly Outcome[]>,
): Promise<Outcomes> {
  const outcomes: (readonly Outcome[])[] = [];
  for (const session of sessions) outcomes.push(await run(session));
  return outcomes;
}

function ourCode(error: unknown): string | null {
  return error instanceof Trap ? error.code : null;
}

/** The peer's traps are errors of the engine or of its own, which no code tells apart. */
function withoutCodes(outcomes: Outcomes): Outcomes {
  return withCodes(outcomes, () => 'trap');
}

function withCodes(outcomes: Outcomes, code: (trap: string) => string): Outcomes {
  return outcomes.map((list) => list.map((one) => ('trap' in one ? { trap: code(one.trap) } : one)));
}

async function onPeer(
  bytes: Uint8Array,
  surface: ReturnType<typeof surfaceOf>,
  sessions: readonly Session[],
): Promise<Outcomes> {
  const top = mkdtempSync(path.join(folder, 'peer-'));
  writeFileSync(path.join(top, 'package.json'), '{ "type": "module" }');
  const modules = new Map<string, WebAssembly.Module>();
  for (const [name, content] of await peerTranspile(bytes, 'component')) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), content);
    if (name.endsWith('.wasm')) modules.set(name, new WebAssembly.Module(Uint8Array.from(content)));
  }
  const { instantiate } = (await import(pathToFileURL(path.join(top, 'component.js')).href)) as {
    instantiate(
      module: (name: string) => WebAssembly.Module | undefined,
      imports: object,
    ): Promise<Record<string, unknown>>;
  };
  return await each(sessions, (session) =>
    runOnJs(
      surface,
      session,
      (imports) => instantiate((name) => modules.get(name), imports),
      (error) => (error instanceof Error && !('payload' in error) ? 'trap' : null),
    ),
  );
}

interface Wasmtime {
  run(name: string, bytes: Uint8Array, sessions: readonly Session[]): Promise<Outcomes>;
  end(): void;
}

/** One process for all components. */
function startWasmtime(program: string): Wasmtime {
  const script = inRepository('test', 'differential', 'host', 'calls_on_wasmtime.py');
  const child = spawn(program, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async run(name, bytes, sessions) {
      const component = path.join(folder, 'component.wasm');
      writeFileSync(component, bytes);
      child.stdin.write(`${JSON.stringify({ name, component, sessions })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('wasmtime ended');
      const { outcomes } = JSON.parse(value) as { readonly outcomes: Outcomes };
      return withCodes(outcomes, trapCodeOf);
    },
    end: () => child.kill(),
  };
}
