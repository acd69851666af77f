import { hasErrors, nearest, type BinaryFile, type Result } from '../base/index.js';
import { decodeModule, decodeTree, wholeFile } from '../component/index.js';
import { decodeWit, type DecodedWit } from '../wit-component/index.js';
import { ComponentReport } from './component-report.js';
import { EXIT } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { drawModule } from './module-report.js';
import { report } from './report.js';

/** Draws a component, or answers `--why`. What is invalid is drawn all the same, as far as it can be read. */
export async function inspectComponent(
  file: BinaryFile,
  decoded: Result<DecodedWit | null>,
  why: string | undefined,
  io: CliIo,
): Promise<number> {
  const { value: tree, diagnostics } = decodeTree(wholeFile(file));
  if (hasErrors(diagnostics)) return await report(diagnostics, io);
  const world = decoded.value?.kind === 'component' ? decoded.value.world : null;
  const drawn = new ComponentReport(file, tree, world);
  if (why !== undefined) return await explainImport(drawn, why, io);
  io.stdout.write(drawn.draw());
  return await report(decoded.diagnostics, io);
}

/** Draws a core module. */
export async function inspectModule(file: BinaryFile, io: CliIo): Promise<number> {
  const { value: module, diagnostics } = decodeModule(wholeFile(file));
  if (hasErrors(diagnostics)) return await report(diagnostics, io);
  const isEmbedded = module.customSections.some(({ purpose }) => purpose === 'component type');
  const decoded = isEmbedded ? decodeWit(wholeFile(file)) : { value: null, diagnostics: [] };
  const world = decoded.value === null || decoded.value.kind === 'package' ? null : decoded.value.world;
  io.stdout.write(drawModule(file, module, world));
  return await report(decoded.diagnostics, io);
}

async function explainImport(drawn: ComponentReport, wanted: string, io: CliIo): Promise<number> {
  const { imports } = drawn;
  // A part of a name will do where only one import has it: `wasi:cli/exit`, `exit`.
  const matching = [...imports.keys()].filter((name) => name.replace(/@.*$/, '').endsWith(wanted));
  const use = imports.get(wanted) ?? (matching.length === 1 ? imports.get(matching[0] ?? '') : undefined);
  if (use === undefined) {
    const near = matching.length > 0 ? null : nearest(wanted, [...imports.keys()]);
    const names = matching.length > 0 ? matching : [...imports.keys()];
    const listed = names.length === 0 ? 'nothing' : names.map((name) => `\`${name}\``).join(', ');
    const help = near === null ? `it imports ${listed}` : `did you mean \`${near}\`?`;
    return await report([cliMessages.unknownImport.at(null, { name: wanted }, { help: [help] })], io);
  }
  io.stdout.write(drawn.drawUsers(use));
  return EXIT.ok;
}
