// Runs a TypeScript entry of this repository: `node scripts/run-ts.mjs ENTRY.ts [ARG…]`.
// The oldest supported Node cannot run TypeScript, so the entry and the rooms it imports are bundled first (0.1 s);
// npm packages stay outside. The conformance, differential and fuzz runners start this way.
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './bundle.mjs';
import { generateWitPackages } from './wit-packages.mjs';

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) {
  process.stderr.write('usage: node scripts/run-ts.mjs ENTRY.ts [ARG…]\n');
  process.exit(2);
}
generateWitPackages();
const file = await bundleForNode(entry);
process.argv.splice(1, process.argv.length - 1, entry, ...args);
await import(pathToFileURL(file).href);
