import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  componentMessages,
  decodeModule,
  decodeTree,
  encodeComponent,
  layerOf,
  wholeFile,
  type ComponentTree,
} from '../../component/index.js';
import { assembleCorpus } from '../support/component-corpus.js';
import { damaged } from '../support/damaged.js';
import { component, coreModule, hexOf, name, section, vector } from '../support/hex.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';
import { seededRandom } from '../support/seeded-random.js';

const CODES = new Set(Object.values(componentMessages).map(({ code }) => code));
const a = name('a');

/** A component with something of everything. */
const MIXED = component(
  section(3, vector('60 01 7f 00', `50 ${vector(`00 ${a} ${a} 02 00 01`, '02 10 01 01 00')}`, '4e 01 50 00 5f 00')),
  section(1, hexOf(coreModule(section(1, '01 60 00 00'), section(6, '01 7f 00 41 2a 0b')))),
  section(2, vector(`00 00 ${vector(`${a} 12 00`)}`, `01 ${vector(`${a} 02 00`)}`)),
  section(4, hexOf(component(section(7, '02 73 69 00'), section(11, vector(`00 ${a} 03 00 01 03 01`))))),
  section(5, vector(`00 00 ${vector(`${a} 05 00`)}`, `01 ${vector(`00 ${a} 01 00`)}`)),
  section(6, vector(`03 00 00 ${a}`, `00 02 01 00 ${a}`, '04 02 00 00')),
  section(7, vector(`72 ${vector(`${a} 73`)}`, `40 ${vector(`${a} 00`)} 00 01`, '6a 01 7d 00', '41 01 01 66 01 7d')),
  section(8, vector('00 00 00 02 03 00 04 01 01', '01 00 00 00', '09 01 00 00', '20 00 00', '41 00 01 02')),
  section(10, vector(`02 ${a} ${vector(`00 ${name('a:b/c')}`)} 05 00`, `01 ${a} 02 01 73`)),
  section(12, '01 73 03 02 68 69'),
  section(9, '00 01 00 01'),
  section(0, name('component-name'), '00 02 01 61'),
); // prettier-ignore

/** What is wrong with how `bytes` were answered: nothing, whatever they are. */
function faultOf(bytes: Uint8Array): string | null {
  const slice = wholeFile({ path: 'test.wasm', bytes });
  const isModule = layerOf(slice) === 'core module';
  const { diagnostics } = isModule ? decodeModule(slice) : decodeTree(slice);
  for (const { code, primary } of diagnostics) {
    if (!CODES.has(code)) return `the code ${code}`;
    const at = primary?.at;
    if (at === undefined || at.start > at.end || at.start < 0 || at.end > bytes.length)
      return `${code} has no place`;
  }
  if (isModule || diagnostics.length > 0) return null;
  return treeFaultOf(decodeTree(slice).value);
}

/** Whether what was accepted can be written, and read again as the same. */
function treeFaultOf({ component: value, components }: ComponentTree): string | null {
  const written = encodeComponent(value);
  const isSame = value.source !== null && Buffer.from(bytesOf(value.source)).equals(written);
  if (isSame !== value.isCanonical)
    return isSame ? 'the same bytes, not canonical' : 'other bytes, canonical';
  const again = decodeTree(wholeFile({ path: 'again.wasm', bytes: written }));
  if (again.diagnostics.length > 0) return `written so that it is refused: ${again.diagnostics[0]?.message}`;
  if (!again.value.component.isCanonical) return 'written so that it is not canonical';
  return [...components.values()].map(treeFaultOf).find((fault) => fault !== null) ?? null;
}

function faultsOf(binaries: readonly Uint8Array[], rounds: number): string[] {
  return binaries.flatMap((bytes, seed) => {
    const random = seededRandom(seed);
    return Array.from({ length: rounds }, () => damaged(bytes, random)).flatMap((input) => {
      const fault = faultOf(input);
      return fault === null ? [] : [`${fault}: ${hexOf(input)}`];
    });
  });
}

describe('any bytes are answered: with a component, or with where and why they are none', () => {
  it('however a component is damaged', () => {
    expect(faultOf(MIXED)).toBeNull();
    expect(faultsOf([MIXED], 10_000)).toEqual([]);
  });

  it('wherever it is cut off', () => {
    const cuts = Array.from(MIXED, (_, length) => MIXED.slice(0, length));
    expect(cuts.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });

  it('even when they are noise behind a preamble', () => {
    const random = seededRandom(7);
    const noise = Array.from({ length: 2_000 }, () => Buffer.concat([component(), random.bytes(40)]));
    expect(noise.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });
});

const root = conformanceDir();
const program = wasmTools();
const isSkipped = requireOrSkip(root, 'conformance') || requireOrSkip(program, 'wasmTools');

describe.skipIf(isSkipped)('the binaries of the conformance data', async () => {
  const { binaries } =
    root === null || program === null ? { binaries: [] } : await assembleCorpus(root, program);

  it('are answered however they are damaged', () => {
    const valid = binaries.filter(({ verdict }) => verdict === 'valid').map(({ bytes }) => bytes);
    expect(faultsOf(valid, 10)).toEqual([]);
  });
});
