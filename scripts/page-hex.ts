// `node scripts/run-ts.mjs scripts/page-hex.ts [WORD…]`: assembles the `wat` blocks of the pages in docs/diagnostics whose
// paths contain one of the words, with native wasm-tools, and writes the bytes into the `hex` blocks behind them.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { nativeTools } from '../test/support/native.js';
import { HOW_TO_GET, wasmTools } from '../test/support/oracles.js';
import { withHex } from '../test/support/page-binaries.js';
import { inRepository } from '../test/support/repository.js';

const words = process.argv.slice(2);
const program = wasmTools();
if (program === null) throw new Error(`no native wasm-tools: ${HOW_TO_GET.wasmTools}`);
const native = nativeTools(program);
try {
  const pages = readdirSync(inRepository('docs', 'diagnostics'), { recursive: true, encoding: 'utf8' });
  for (const name of pages.filter((each) => each.endsWith('.md') && isWanted(each))) {
    const file = inRepository('docs', 'diagnostics', name);
    const before = readFileSync(file, 'utf8');
    const after = await withHex(native, before);
    if (after === before) continue;
    writeFileSync(file, after);
    process.stdout.write(`${name}\n`);
  }
} finally {
  native.dispose();
}

function isWanted(name: string): boolean {
  return words.length === 0 || words.some((word) => name.includes(word));
}
