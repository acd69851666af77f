import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ComponentBuilder,
  encodeComponent,
  encodeModule,
  limitMemories,
  planLink,
  wholeFile,
  type CoreItem,
  type LinkPlan,
} from '../../component/index.js';
import {
  checkedComponent,
  LINK_FIXTURES,
  linkFixture,
  linkFixtureFile,
  linkPlan,
} from '../support/link-fixtures.js';
import { linkText } from '../support/link-text.js';
import { nativeTools } from '../support/native.js';
import { wasmTools } from '../support/oracles.js';

const substitutes = { components: new Map([['number', linkFixture('answer')]]) };

describe('the plan of a link', () => {
  it.each(LINK_FIXTURES)('of %s', async (name) => {
    const plan = linkPlan(linkFixture(name), substitutes);
    await expect(linkText(plan)).toMatchFileSnapshot(linkFixtureFile(name, 'plan.txt'));
  });

  it('refers backwards only: each step uses what earlier ones made', () => {
    const plans = LINK_FIXTURES.map((name) => linkPlan(linkFixture(name), substitutes));
    expect(plans.flatMap(forwardUses)).toEqual([]);
  });

  it('gives each instance of a component resources of its own', () => {
    const { resources, functions } = linkPlan(linkFixture('two-instances'));
    expect(resources.map(({ name, origin }) => [name, origin.kind])).toEqual([
      ['counter', 'defined'],
      ['counter', 'defined'],
    ]);
    const made = functions.filter(({ name }) => name.includes('constructor'));
    const positions = made.map(({ type, resources: known }) => {
      const { result } = type;
      return typeof result === 'object' && result?.kind === 'own' ? known.get(result.resource) : null;
    });
    expect(positions).toEqual([0, 1]);
  });

  it('has a core module once, however many instances it has', () => {
    const { modules, steps } = linkPlan(linkFixture('passed-on'));
    expect(modules.map((module) => (module.kind === 'inside' ? module.path : ''))).toEqual([
      'module[0]',
      'module[1]',
    ]);
    const made = steps.flatMap((step) => (step.kind === 'instantiate' ? [step.module] : []));
    expect(made).toEqual([0, 0, 1]);
  });

  it('names functions after the interface that the component exports', () => {
    const { functions } = linkPlan(linkFixture('passed-on'));
    expect(functions.map(({ name }) => name)).toEqual(['test:sums/api#first', 'number', 'test:sums/api#sum']);
  });
});

const oracle = wasmTools();

describe.skipIf(oracle === null)('the fixtures', () => {
  it.each(LINK_FIXTURES)('%s.hex is what wasm-tools makes of its WAT', async (name) => {
    const tools = nativeTools(oracle ?? '');
    try {
      const folder = tools.onDisk(new Map());
      const output = path.join(path.dirname(folder), `${name}.wasm`);
      const { stderr } = await tools.run(['parse', linkFixtureFile(name, 'wat'), '-o', output]);
      expect(stderr).toBe('');
      const rows = (
        readFileSync(output)
          .toString('hex')
          .match(/.{1,64}/g) ?? []
      ).join('\n');
      await expect(`${rows}\n`).toMatchFileSnapshot(linkFixtureFile(name, 'hex'));
    } finally {
      tools.dispose();
    }
  });
});

describe('what cannot be linked', () => {
  const refusals = (component: Uint8Array, options = {}): readonly string[] => {
    const { value, diagnostics } = planLink(checkedComponent(component), options);
    expect(value).toBeNull();
    return diagnostics.map(({ code, message }) => `${code}: ${message}`);
  };

  it('is a component that imports one that nobody gave', () => {
    const { value, diagnostics } = planLink(linkFixture('component-import'));
    expect(value).toBeNull();
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'link/component-not-given: expected a component for the import `number`, found none among those that were given',
    ]);
  });

  it('is one that is given a component of another type', () => {
    const components = new Map([['number', linkFixture('strings')]]);
    const { value, diagnostics } = planLink(linkFixture('component-import'), { components });
    expect(value).toBeNull();
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'component/unexpected-import: in the component that was given for the import `number`: expected no import `test:strings/host`, found a component that has it',
    ]);
  });

  it('is one that imports a value', () => {
    const builder = new ComponentBuilder();
    builder.import('a', { kind: 'value', bound: { kind: 'type', type: 'u32', isBare: false } });
    builder.export('b', 'value', 0);
    expect(refusals(encodeComponent(builder.finish()))).toEqual([
      'link/values-not-supported: expected functions, resources and instances to link, found the import `a` of a value: values at the component level are not supported',
    ]);
  });

  it('is one that instantiates itself into exponentially many', () => {
    // Each component instantiates the one inside twice, 40 deep.
    let inner = new ComponentBuilder().finish();
    for (let depth = 0; depth < 40; depth++) {
      const builder = new ComponentBuilder();
      const nested = builder.component(inner);
      builder.instantiate(nested, []);
      builder.instantiate(nested, []);
      inner = builder.finish();
    }
    expect(refusals(encodeComponent(inner))).toEqual([
      'component/limit-exceeded: 10001 instances are more than the 10000 that implementations accept',
    ]);
  });

  it('is one that is linked deeper than the stack could bear', () => {
    // Component n instantiates component n - 1, which it takes from the scope around.
    const builder = new ComponentBuilder();
    builder.component(new ComponentBuilder().finish());
    for (let index = 0; index < 600; index++) {
      const each = new ComponentBuilder();
      each.instantiate(each.aliasOuter(1, index, 'component'), []);
      builder.component(each.finish());
    }
    builder.instantiate(600, []);
    expect(refusals(encodeComponent(builder.finish()))).toEqual([
      'component/nesting-too-deep: component instances are nested more than 500 deep',
    ]);
  });
});

describe('a limit on memories', () => {
  const limits = (minimum: bigint, maximum: bigint | null) => ({
    limits: { minimum, maximum, is64: false, shared: false },
    pageSizeLog2: null,
  });
  const limited = (bytes: Uint8Array, maximum: number) =>
    limitMemories(wholeFile({ path: 'm.wasm', bytes }), maximum);
  const moduleWith = (...memories: ReturnType<typeof limits>[]) => encodeModule({ memories });

  it('lowers the maximum of what a module defines', () => {
    const result = limited(moduleWith(limits(1n, null)), 3 * 65_536 + 5);
    expect(result).toEqual({ kind: 'limited', bytes: moduleWith(limits(1n, 3n)) });
  });

  it('leaves a lower one as it is', () => {
    const bytes = moduleWith(limits(1n, 2n));
    expect(limited(bytes, 3 * 65_536)).toEqual({ kind: 'limited', bytes });
  });

  it('is not for a module that is larger from the beginning', () => {
    expect(limited(moduleWith(limits(5n, null)), 65_536)).toEqual({
      kind: 'too large',
      minimumBytes: 5n * 65_536n,
    });
  });
});

/** What a step of the plan uses that no step before it made; and numbers that are not those of their order. */
function forwardUses({ steps, memories }: LinkPlan): readonly CoreItem[] {
  const found: CoreItem[] = [];
  let coreInstances = 0;
  let coreFuncs = 0;
  const use = (item: CoreItem | null | undefined): void => {
    if (item?.kind === 'core export' && item.coreInstance >= coreInstances) found.push(item);
    if (item?.kind === 'core func' && item.coreFunc >= coreFuncs) found.push(item);
  };
  for (const step of steps) {
    if (step.kind === 'resource') use(step.dtor);
    if (step.kind === 'instantiate') {
      for (const { item } of step.arguments) use(item);
      coreInstances = step.coreInstance + 1;
    }
    if (step.kind === 'lower') {
      use(step.options.realloc);
      use(step.options.memory === null ? null : memories[step.options.memory]?.item);
    }
    if (step.kind === 'lower' || step.kind === 'builtin') coreFuncs = step.coreFunc + 1;
  }
  return found;
}
