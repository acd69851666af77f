import { describe, expect, it } from 'vitest';
import {
  ALL_FEATURES,
  bytesOf,
  decodeModule,
  decodeTree,
  encodeComponent,
  layerOf,
  validate,
  wholeFile,
  type ComponentTree,
} from '../../component/index.js';
import { assembleCorpus, type CorpusBinary } from '../support/component-corpus.js';
import { conformanceDir, requireOrSkip, wasmTools } from '../support/oracles.js';

const root = conformanceDir();
const program = wasmTools();
const isSkipped = requireOrSkip(root, 'conformance') || requireOrSkip(program, 'wasmTools');

/** Valid binaries that are written with padded numbers, to see that they are read. */
const NOT_CANONICAL = ['component-model/binary/binary.wast:145', 'component-model/binary/binary.wast:1287'];

describe.skipIf(isSkipped)('the conformance data', async () => {
  const { binaries, notAssembled } = await assembleCorpus(root, program);
  const among = (verdict: CorpusBinary['verdict']): readonly CorpusBinary[] =>
    binaries.filter((binary) => binary.verdict === verdict);

  it('is assembled by the oracle', () => {
    // Left over from when a result could have a name; there is no `.wit` beside it.
    const stale = 'wit-component/interfaces/single-named-result.wat';
    expect(notAssembled.map((reason) => reason.split(':')[0])).toEqual([stale]);
    expect(among('valid').length).toBeGreaterThan(700);
  });

  it('decodes without a finding, down to the core modules, where it is valid', () => {
    const wrong = among('valid').flatMap((binary) =>
      findingsOf(binary).map((finding) => `${binary.name}: ${finding}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is valid where it is the output of wit-component', () => {
    const outputs = among('valid').filter(({ name }) => name.startsWith('wit-component/'));
    expect(outputs.length).toBeGreaterThan(200);
    const wrong = outputs.flatMap(({ name, bytes }) =>
      validate(wholeFile({ path: name, bytes }), { features: ALL_FEATURES, bodies: false }).diagnostics.map(
        ({ code, message }) => `${name}: ${code}: ${message}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('decodes where only a rule of validation is broken', () => {
    const wrong = among('invalid').flatMap((binary) =>
      findingsOf(binary).map((finding) => `${binary.name}: ${finding} (${binary.message})`),
    );
    expect(wrong).toEqual([]);
  });

  it('is refused where it is malformed', () => {
    const malformed = among('malformed');
    expect(malformed.length).toBeGreaterThanOrEqual(80);
    const accepted = malformed.filter((binary) => findingsOf(binary).length === 0);
    expect(accepted.map(({ name, message }) => `${name}: ${message}`)).toEqual([]);
  });

  it('is encoded to the same bytes, at every depth, unless it says that it is not canonical', () => {
    const trees = [...among('valid'), ...among('invalid')]
      .map(({ name, bytes }) => wholeFile({ path: name, bytes }))
      .filter((slice) => layerOf(slice) === 'component')
      .flatMap((slice) => allOf(decodeTree(slice).value));
    const wrong = trees.filter((component) => isSame(component) !== component.isCanonical);
    expect(wrong.map(nameOf)).toEqual([]);
    expect(trees.filter(({ isCanonical }) => !isCanonical).map(nameOf)).toEqual(NOT_CANONICAL);
  });
});

function findingsOf({ name, bytes }: CorpusBinary): string[] {
  const slice = wholeFile({ path: name, bytes });
  // What is malformed in its first bytes, or says to be the other, stands in scripts about components.
  const isModule = layerOf(slice) === 'core module' && !name.startsWith('component-model/binary');
  const { diagnostics } = isModule ? decodeModule(slice) : decodeTree(slice);
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

type Component = ComponentTree['component'];

function allOf({ component, components }: ComponentTree): Component[] {
  return [component, ...[...components.values()].flatMap(allOf)];
}

function isSame(component: Component): boolean {
  const { source } = component;
  return source !== null && Buffer.from(bytesOf(source)).equals(encodeComponent(component));
}

function nameOf({ source }: Component): string {
  return [source?.file.path, source?.path].filter(Boolean).join(' ');
}
