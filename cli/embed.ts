import { Option, type Command } from 'commander';
import { hasErrors, type BinaryFile, type Diagnostic, type Result } from '../base/index.js';
import { wholeFile } from '../component/index.js';
import {
  checkEncodable,
  mergeWorldImportsBySemver,
  selectWorld,
  worldId,
  type World,
} from '../wit-parser/index.js';
import {
  dummyModule,
  embed,
  embeddedMetadata,
  type DummyForm,
  type StringEncoding,
} from '../wit-component/index.js';
import {
  addBinaryOutputOptions,
  readInput,
  refusesTerminal,
  writeResult,
  type BinaryOutputFlags,
} from './binary-io.js';
import { exitCodeOf } from './exit-code.js';
import type { CliIo } from './io.js';
import { cliMessages } from './messages.js';
import { addExamples, addFeatureOptions, type Host } from './options.js';
import { toolProducers } from './package-root.js';
import { loadProject, type ProjectFlags } from './project-flags.js';
import { report } from './report.js';

interface EmbedFlags extends ProjectFlags, BinaryOutputFlags {
  readonly world?: string;
  readonly encoding: string;
  readonly dummy?: boolean;
  readonly dummyNames?: 'legacy' | 'standard32';
  readonly asyncCallback?: boolean;
  readonly asyncStackful?: boolean;
  readonly onlyCustom?: boolean;
  readonly emitCanonicalNames?: boolean;
}

/** wasm-tools' name of an encoding, and the specification's. */
const ENCODINGS: Readonly<Record<string, StringEncoding>> = {
  utf8: 'utf8',
  utf16: 'utf16',
  'compact-utf16': 'latin1+utf16',
  'latin1+utf16': 'latin1+utf16',
};

/** How `witwright embed` is called. */
export function defineEmbed(command: Command, { io, exit }: Host): void {
  command
    .description(
      'Write into a core module for which world it is made, so that `witwright new` can make a component of it. Bindings generators do this by themselves.',
    )
    .action(async (wit: string, module: string | undefined, flags: EmbedFlags) => {
      exit(await embedWorld(wit, module, flags, io));
    });
  addExamples(command, [
    ['witwright embed wit app.wasm -o embedded.wasm', 'the only world of the package in wit/'],
    [
      'witwright embed wit app.wasm -w app --encoding utf16 -o e.wasm',
      'strings are UTF-16, as in AssemblyScript',
    ],
    ['witwright embed wit --dummy-names legacy --wat', 'the names and types that a module must have'],
  ]);
  command
    .option('-w, --world <world>', 'the world, where there are several')
    .addOption(
      new Option('--encoding <encoding>', 'how strings lie in memory')
        .choices(Object.keys(ENCODINGS))
        .default('utf8'),
    )
    .option('--only-custom', 'write the content of the custom section alone')
    .option('--emit-canonical-names', 'write the versions of interfaces as a track and a suffix');
  addBinaryOutputOptions(command);
  addFeatureOptions(command);
  command
    .optionsGroup('Placeholders instead of a module:')
    .option('--dummy', 'instead of reading a module, make one whose functions trap, with standard names')
    .addOption(
      new Option('--dummy-names <names>', 'likewise, with these names').choices(['legacy', 'standard32']),
    )
    .addOption(
      new Option('--async-callback', 'dummy functions are async with a callback').conflicts('asyncStackful'),
    )
    .option('--async-stackful', 'dummy functions are async with a stack of their own');
}

/** `witwright embed`. */
async function embedWorld(
  wit: string,
  module: string | undefined,
  flags: EmbedFlags,
  io: CliIo,
): Promise<number> {
  const misuse = refusesTerminal(flags, io) ?? misuseOf(module, flags);
  if (misuse !== null) return await report([misuse], io);
  const world = await worldOf(wit, flags, io);
  if (world.value === null) return await report(world.diagnostics, io);
  const embedded = await embedInto(module, world.value, flags, io);
  const all = [...world.diagnostics, ...embedded.diagnostics];
  await report(all, io);
  if (embedded.value === null || hasErrors(all)) return exitCodeOf(all);
  return await writeResult(embedded.value, flags, io);
}

async function worldOf(wit: string, flags: EmbedFlags, io: CliIo): Promise<Result<World | null>> {
  const { value, diagnostics } = await loadProject([wit], flags, io);
  if (value.resolve === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  const all: Diagnostic[] = [...diagnostics, ...checkEncodable(value.resolve)];
  if (hasErrors(all)) return { value: null, diagnostics: all };
  const world = selectWorld(value.resolve, flags.world);
  all.push(...world.diagnostics);
  if (world.value === null || flags.emitCanonicalNames !== true)
    return { value: world.value, diagnostics: all };
  // On one track there can be one canonical name.
  const merged = mergeWorldImportsBySemver(value.resolve, world.value);
  all.push(...merged.diagnostics);
  if (hasErrors(all)) return { value: null, diagnostics: all };
  return { value: selectWorld(merged.value, worldId(world.value)).value, diagnostics: all };
}

async function embedInto(
  module: string | undefined,
  world: World,
  flags: EmbedFlags,
  io: CliIo,
): Promise<Result<Uint8Array | null>> {
  const options = {
    encoding: ENCODINGS[flags.encoding] ?? 'utf8',
    canonicalNames: flags.emitCanonicalNames === true,
    producers: toolProducers(),
  };
  if (flags.onlyCustom === true) return embeddedMetadata(world, options);
  const form = dummyFormOf(flags);
  if (form !== null) {
    const dummy: BinaryFile = { path: 'dummy.wasm', bytes: dummyModule(world, form) };
    return embed(wholeFile(dummy), world, options);
  }
  const input = await readInput(module, io);
  return input.value === null
    ? { value: null, diagnostics: input.diagnostics }
    : embed(wholeFile(input.value), world, options);
}

/** Which dummy module the flags ask for; null for none. */
function dummyFormOf({ dummy, dummyNames, asyncCallback, asyncStackful }: EmbedFlags): DummyForm | null {
  if (asyncCallback === true) return 'async-callback';
  if (asyncStackful === true) return 'async-stackful';
  return dummyNames ?? (dummy === true ? 'standard32' : null);
}

function misuseOf(module: string | undefined, flags: EmbedFlags): Diagnostic | null {
  const { dummy, dummyNames, asyncCallback, asyncStackful, onlyCustom } = flags;
  const conflict = (option: string, other: string): Diagnostic =>
    cliMessages.conflictingOptions.at(null, { option, other });
  const asyncOption =
    asyncCallback === true ? '--async-callback' : asyncStackful === true ? '--async-stackful' : null;
  if (dummy === true && dummyNames !== undefined) return conflict('--dummy', '--dummy-names');
  if (asyncOption !== null && dummyNames !== 'legacy') {
    return cliMessages.missingOption.at(null, {
      option: '--dummy-names legacy',
      command: `witwright embed ${asyncOption}`,
    });
  }
  const makesDummy = dummyFormOf(flags) !== null;
  if (makesDummy && module !== undefined)
    return conflict(dummy === true ? '--dummy' : '--dummy-names', module);
  if (onlyCustom === true && module !== undefined) return conflict('--only-custom', module);
  return null;
}
