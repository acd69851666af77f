import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assemblyScript, clang, requireOrSkip, wasmTools } from '../support/oracles.js';
import { inRepository } from '../support/repository.js';
import { runCli } from '../support/run-cli.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** A fenced block of the page: its language, and after it a file name or `skip`. */
interface Block {
  readonly section: string;
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

const blocks = readBlocks(readFileSync(inRepository('docs', 'components.md'), 'utf8'));
const native = wasmTools();

/** The sections whose commands are run one after the other in a fresh folder: what a reader of one language does. */
const READERS = [
  { language: 'C', what: 'clang', compiler: clang(), sections: ['The world', 'In C', 'What you have now'] },
  {
    language: 'AssemblyScript',
    what: 'assemblyScript',
    compiler: assemblyScript(),
    sections: ['The world', 'In AssemblyScript', 'What you have now'],
  },
] as const;

describe.each(READERS)('docs/components.md in $language', ({ what, compiler, sections }) => {
  it.skipIf(requireOrSkip(compiler, what))(
    'leads to a component of the world that it begins with',
    async () => {
      const folder = temporaryDirectory();
      let output = '';
      for (const block of blocks.filter(({ section }) => (sections as readonly string[]).includes(section))) {
        if (block.language !== 'sh') writeFileSync(path.join(folder, block.info), block.text);
        else if (block.info !== 'skip') output += await runCommands(block.text, compiler ?? '', folder);
      }
      expect(output).toContain('import host-name: func() -> string;');
      expect(output).toContain('export greet: func(name: string) -> string;');
      const component = path.join(folder, 'greeter.component.wasm');
      expect(existsSync(component)).toBe(true);
      if (native !== null) execFileSync(native, ['validate', component]);
    },
  );
});

/** Runs the commands, those that are not of witwright with `compiler`; returns what they print. Each must end well. */
async function runCommands(text: string, compiler: string, cwd: string): Promise<string> {
  let printed = '';
  for (const line of text.trim().split('\n')) {
    const [program = '', ...words] = line.split(/\s+/);
    const { exitCode, stdout, stderr } =
      program === 'witwright'
        ? await runCli(words, { cwd })
        : compile(compiler, program === 'npx' ? words.slice(1) : words, cwd);
    expect(`${line}: ${exitCode} ${exitCode === 0 ? '' : stderr}`).toBe(`${line}: 0 `);
    printed += stdout;
  }
  return printed;
}

function compile(compiler: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(compiler, args, { cwd, encoding: 'utf8' });
  return { exitCode: status, stdout, stderr };
}

function readBlocks(page: string): Block[] {
  return page.split(/^## /m).flatMap((part) => {
    const section = part.slice(0, part.indexOf('\n'));
    return [...part.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
      ([, language = '', info = '', text = '']) => ({ section, language, info, text }),
    );
  });
}
