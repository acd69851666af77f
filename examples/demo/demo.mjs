// A tour of witwright, with the built command. Run it with `npm run demo`. It stops with an error at the first surprise.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { greeterModule } from './greeter-module.mjs';

const DEMO = path.dirname(fileURLToPath(import.meta.url));
const REPOSITORY = path.resolve(DEMO, '../..');
const WITWRIGHT = path.join(REPOSITORY, 'dist/cli/main.js');
const TSC = path.join(REPOSITORY, 'node_modules/typescript/bin/tsc');
const TSC_OPTIONS =
  '--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2023,esnext.disposable --module nodenext'.split(
    ' ',
  );

const folder = mkdtempSync(path.join(tmpdir(), 'witwright-demo-'));
try {
  for (const name of ['wit', 'broken', 'command', 'host.ts', 'guest.ts']) {
    cpSync(path.join(DEMO, name), path.join(folder, name), { recursive: true });
  }
  tour();
  say('That was all. `npx witwright --help` shows the commands, docs/ has the rest.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tour() {
  say(
    '1. A package: examples/demo/wit/guestbook.wit. It uses the clock and the randomness of WASI, which are built in.',
  );
  show(readFileSync(path.join(folder, 'wit/guestbook.wit'), 'utf8'));
  const checked = witwright('check wit --verbose', 0);
  expect(checked, 'uses the built-in package wasi:clocks@0.2.6');
  expect(checked, 'no errors in 4 packages');

  say('2. The same with four mistakes. Each is reported, with its place and what to do.');
  const broken = witwright('check broken', 1);
  for (const code of ['missing-comma', 'unknown-type', 'duplicate-name', 'unknown-interface']) {
    expect(broken, `[wit/${code}]`);
  }
  const found = JSON.parse(witwright('check broken --format json', 1, { quiet: true }));
  if (found.version !== 1 || found.diagnostics.length !== 4) fail('the JSON form does not hold the findings');
  say('   `--format json` gives the same to programs. Every code has a page:');
  expect(witwright('explain wit/missing-comma', 0), '# wit/missing-comma');

  say('3. The formatter has one layout for a text, however it was spaced.');
  const file = path.join(folder, 'wit/guestbook.wit');
  const tidy = readFileSync(file, 'utf8');
  writeFileSync(file, tidy.replaceAll(/^ +/gm, '').replaceAll(': ', ':'));
  witwright('format --check wit', 1);
  witwright('format --write wit', 0);
  if (readFileSync(file, 'utf8') !== tidy) fail('the formatted text is not the one that it was');

  say('4. TypeScript declarations of the world, for its host and for its guest.');
  witwright('types wit --world app -o host', 0);
  witwright('types wit --world app --guest -o guest', 0);
  show(readFileSync(path.join(folder, 'host/interfaces/demo-guestbook-entries.d.ts'), 'utf8'));
  witwright('types wit --world app -o host --check', 0);

  say('5. A host and a guest written against them (examples/demo/*.ts) pass the strictest check of tsc …');
  typeCheck(0);
  say('   … and a wrong type does not.');
  const host = readFileSync(path.join(folder, 'host.ts'), 'utf8');
  writeFileSync(path.join(folder, 'host.ts'), host.replace("mood: 'delighted'", "mood: 'angry'"));
  expect(typeCheck(2), `'"angry"' is not assignable`);

  say(
    '6. A core module becomes a component. A compiler would make one for this world; a dummy does for a tour.',
  );
  witwright('embed wit --world app --dummy-names legacy -o module.wasm', 0);
  witwright('new module.wasm -o app.wasm', 0);
  expect(witwright('validate app.wasm', 0), 'a valid component');
  say('   What it asks for, what that costs, and who needs it:');
  expect(witwright('inspect app.wasm', 0), 'wasi:clocks/wall-clock@0.2.6');
  expect(witwright('inspect app.wasm --why wall-clock', 0), 'module[0] main');
  expect(witwright('targets wit app.wasm --world app', 0), 'app.wasm fits');

  say('7. A command that does something: it greets, and tries to reach the network (examples/demo/command).');
  writeFileSync(path.join(folder, 'greeter-module.wasm'), greeterModule());
  witwright('embed command --world greeter greeter-module.wasm -o greeter-embedded.wasm', 0);
  witwright('new greeter-embedded.wasm -o greeter.wasm', 0);
  say('   A component may do nothing that it was not granted. What it was refused can be listed:');
  const refused = witwright('run --env NAME=Ada --explain-denied greeter.wasm', 0);
  expect(refused, 'Hello, Ada!');
  expect(refused, 'The network was refused.');
  expect(refused, 'create-tcp-socket');
  expect(witwright('run --net localhost greeter.wasm', 0), 'The network is open.');
}

/** Runs a command line of witwright and shows it with what it prints; any other exit code is a surprise. */
function witwright(line, exitCode, { quiet = false } = {}) {
  console.log(`\n$ witwright ${line}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [WITWRIGHT, ...line.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  if (!quiet) process.stdout.write(stdout + stderr);
  if (status !== exitCode) fail(`\`witwright ${line}\` ended with ${status}, not ${exitCode}\n${stderr}`);
  return withoutColors(quiet ? stdout : stdout + stderr);
}

function typeCheck(exitCode) {
  const sources = ['host.ts', 'guest.ts'];
  console.log(`\n$ tsc --strict --exactOptionalPropertyTypes ${sources.join(' ')}`);
  const { status, stdout } = spawnSync(process.execPath, [TSC, ...TSC_OPTIONS, ...sources], {
    cwd: folder,
    encoding: 'utf8',
  });
  process.stdout.write(stdout === '' ? 'no errors\n' : stdout);
  if (status !== exitCode) fail(`tsc ended with ${status}, not ${exitCode}`);
  return stdout;
}

function withoutColors(text) {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001b\[\d+m/g, '');
}

function say(text) {
  console.log(`\n${text}`);
}

function show(text) {
  console.log(`\n${text.trimEnd().replaceAll(/^(?=.)/gm, '    ')}`);
}

function expect(text, part) {
  if (!text.includes(part)) fail(`the output does not hold: ${part}`);
}

function fail(reason) {
  throw new Error(`the demo met a surprise: ${reason}`);
}
