import { describe, expect, it } from 'vitest';
import {
  ComponentInstance,
  createSpecGlue,
  createStraightGlue,
  ResourceType,
  Trap,
} from '../../canonical-abi/index.js';
import { wholeFile } from '../../component/index.js';
import {
  CompileError,
  compileModules,
  compileModulesAsync,
  LimitError,
  runLink,
  runLinkAsync,
} from '../../host/link/index.js';
import { bytesOfHex } from '../support/hex.js';
import { linkFixture, linkPlan } from '../support/link-fixtures.js';
import { exported, linked, partsFor, preparedLink } from '../support/linked.js';

const GLUES = [
  ['as the specification is written', createSpecGlue()],
  ['with emitted text', createStraightGlue()],
] as const;

describe.each(GLUES)('a linked component, %s', (_, glue) => {
  it('calls the host, and is called, with strings', () => {
    const heard: unknown[] = [];
    const shout = (text: unknown): string => {
      heard.push(text);
      return `${String(text).toUpperCase()}! 🎉`;
    };
    const { exports } = linked(linkPlan(linkFixture('strings')), {
      glue,
      functions: { 'test:strings/host#shout': shout },
    });
    const greet = exported(exports, 'test:strings/api', 'greet');
    expect(greet('wörld')).toBe('WÖRLD! 🎉');
    expect(heard).toEqual(['wörld']);
  });

  it('has functions that are made once', () => {
    const { exports } = linked(linkPlan(linkFixture('answer')), { glue });
    expect(exported(exports, 'answer')).toBe(exported(exports, 'answer'));
  });

  it('takes components and modules from around, and as arguments', () => {
    const { exports } = linked(linkPlan(linkFixture('passed-on')), { glue });
    expect(exported(exports, 'test:sums/api', 'sum')()).toBe(14);
    expect(exported(exports, 'test:sums/api', 'first')()).toBe(7);
  });

  it('takes a core module from outside', () => {
    const plan = linkPlan(linkFixture('module-import'));
    const answer = moduleOf('answer');
    const { exports } = linked(plan, { glue, modules: { engine: answer } });
    expect(exported(exports, 'answer')()).toBe(42);
  });

  it('takes a component from outside', () => {
    const components = new Map([['number', linkFixture('answer')]]);
    const { exports } = linked(linkPlan(linkFixture('component-import'), { components }), { glue });
    expect(exported(exports, 'answer')()).toBe(42);
  });

  it('frees a result that was lifted', () => {
    const { exports } = linked(linkPlan(linkFixture('post-return')), { glue });
    expect(exported(exports, 'text')()).toBe('hello');
    expect(exported(exports, 'freed')()).toBe(1);
  });

  it('traps if a core module traps when it starts', () => {
    const trap = caught(() => linked(linkPlan(linkFixture('start-trap')), { glue }));
    expect(trap).toMatchObject({ code: 'unreachable', component: 'component[0]' });
    expect(trap.message).toBe('component[0] › start of module[0]: `unreachable` was executed');
  });
});

describe('instances of one plan', () => {
  it('share nothing', () => {
    const prepared = preparedLink(linkPlan(linkFixture('post-return')));
    const parts = partsFor(prepared.plan, {});
    const [first, second] = [runLink(prepared, parts), runLink(prepared, parts)];
    exported(first.exports, 'text')();
    exported(first.exports, 'text')();
    expect(exported(first.exports, 'freed')()).toBe(2);
    expect(exported(second.exports, 'freed')()).toBe(0);
  });

  it('are made without blocking where the engine wants that', async () => {
    const plan = linkPlan(linkFixture('passed-on'));
    const modules = await compileModulesAsync(plan);
    const linkedLater = await runLinkAsync(preparedLink(plan), partsFor(plan, { parts: { modules } }));
    expect(exported(linkedLater.exports, 'test:sums/api', 'sum')()).toBe(14);
  });

  it('have a state for each component instance, all in one store', () => {
    const { instances } = linked(linkPlan(linkFixture('two-instances')));
    expect(instances.map(({ path }) => path)).toEqual(['', 'component[0]', 'component[0]', 'component[1]']);
    expect(new Set(instances.map(({ store }) => store)).size).toBe(1);
  });

  it('have no more handles than they may', () => {
    const newInstance = (): ComponentInstance => new ComponentInstance({ maxHandles: 0 });
    const { exports } = linked(linkPlan(linkFixture('host-resource')), {
      parts: { newInstance },
      resources: { 'test:things/host#thing': new ResourceType(null) },
      functions: {
        'test:things/host#[constructor]thing': () => 1,
        'test:things/host#[method]thing.size': () => 1,
      },
    });
    expect(caught(() => exported(exports, 'measure')(1))).toMatchObject({ code: 'table-full' });
  });
});

describe.each(GLUES)('an instance that trapped, %s', (_, glue) => {
  it('refuses further calls, whichever of its component instances they are for', () => {
    const { exports } = linked(linkPlan(linkFixture('two-instances')), { glue });
    const trap = caught(() => exported(exports, 'mixed')());
    const refused = caught(() => exported(exports, 'dropped-a')());
    expect(refused).toMatchObject({ code: 'cannot-enter', cause: trap });
  });

  it('does not end the other instances of its plan', () => {
    const plan = linkPlan(linkFixture('two-instances'));
    const [first, second] = [linked(plan, { glue }), linked(plan, { glue })];
    caught(() => exported(first.exports, 'mixed')());
    expect(exported(second.exports, 'use')(3)).toBe(3);
  });
});

describe('compiling', () => {
  it('gives the modules of a plan, and nothing for those that are imported', () => {
    expect(compileModules(linkPlan(linkFixture('passed-on')))).toEqual([
      expect.any(WebAssembly.Module),
      expect.any(WebAssembly.Module),
    ]);
    expect(compileModules(linkPlan(linkFixture('module-import')))).toEqual([null]);
  });

  it('limits how far memories grow', () => {
    const plan = linkPlan(linkFixture('post-return'));
    const [module] = compileModules(plan, { memoryBytes: 2 * 65_536 });
    const { memory } = new WebAssembly.Instance(module as WebAssembly.Module).exports;
    expect((memory as WebAssembly.Memory).grow(1)).toBe(1);
    expect(() => (memory as WebAssembly.Memory).grow(1)).toThrow(RangeError);
  });

  it('refuses what is larger than the limit from the beginning', () => {
    const plan = linkPlan(linkFixture('post-return'));
    expect(() => compileModules(plan, { memoryBytes: 1000 })).toThrow(
      new LimitError(
        'expected memories of at most 1000 bytes: the core module `module[0]` has a memory of 65536 bytes from the beginning',
      ),
    );
  });

  it('says which module the engine refuses', () => {
    const content = wholeFile({ path: 'm.wasm', bytes: bytesOfHex('00 61 73 6d 01 00 00 00  01 01 ff') });
    const modules = [{ kind: 'inside', path: 'module[0]', content }] as const;
    const plan = { ...linkPlan(linkFixture('answer')), modules };
    expect(() => compileModules(plan)).toThrow(CompileError);
    expect(() => compileModules(plan)).toThrow('the engine does not compile the core module `module[0]`: ');
  });
});

describe.each(GLUES)('resources, %s', (_, glue) => {
  it('pass from component to component, and are destructed by the one that defines them', () => {
    const { exports } = linked(linkPlan(linkFixture('two-instances')), { glue });
    expect(exported(exports, 'use')(5)).toBe(5);
    expect(exported(exports, 'use')(8)).toBe(8);
    expect(exported(exports, 'dropped-a')()).toBe(13);
    expect(exported(exports, 'dropped-b')()).toBe(0);
  });

  it('are those of one instance of the component that defines them', () => {
    const { exports } = linked(linkPlan(linkFixture('two-instances')), { glue });
    expect(caught(() => exported(exports, 'mixed')())).toMatchObject({ code: 'wrong-handle-type' });
  });

  it('are another in each instance of a link', () => {
    const plan = linkPlan(linkFixture('two-instances'));
    const [first, second] = [linked(plan, { glue }), linked(plan, { glue })];
    expect(first.resource(0)).not.toBe(second.resource(0));
    exported(first.exports, 'use')(5);
    expect(exported(second.exports, 'dropped-a')()).toBe(0);
  });

  it('of the host are values of the host', () => {
    const dropped: number[] = [];
    const things = [undefined, { size: 3 }, { size: 40 }];
    const thing = new ResourceType(null, (rep) => dropped.push(rep), {
      fromRep: (rep) => things[rep],
      toRep: (value) => {
        const rep = things.indexOf(value as { size: number });
        return rep > 0 ? rep : null;
      },
    });
    const { exports } = linked(linkPlan(linkFixture('host-resource')), {
      glue,
      resources: { 'test:things/host#thing': thing },
      functions: {
        'test:things/host#[constructor]thing': (size) => things.find((each) => each?.size === size),
        'test:things/host#[method]thing.size': (self) => (self as { size: number }).size,
      },
    });
    expect(exported(exports, 'measure')(40)).toBe(40);
    expect(dropped).toEqual([2]);
    expect(exported(exports, 'weigh')(things[1])).toBe(3);
    expect(dropped).toEqual([2, 1]);
    expect(() => exported(exports, 'weigh')({ size: 3 })).toThrow(TypeError);
  });
});

/** The first core module of a fixture, compiled. */
function moduleOf(name: string): WebAssembly.Module {
  const [module] = linkPlan(linkFixture(name)).modules;
  if (module?.kind !== 'inside') throw new Error(`${name} has no core module`);
  const { file, start, end } = module.content;
  return new WebAssembly.Module(file.bytes.slice(start, end));
}

function caught(run: () => unknown): Trap {
  try {
    run();
  } catch (error) {
    if (error instanceof Trap) return error;
    throw error;
  }
  throw new Error('it did not trap');
}
