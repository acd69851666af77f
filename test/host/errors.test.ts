import { describe, expect, it } from 'vitest';
import {
  CannotWaitError,
  compileSync,
  ComponentError,
  instantiateSync,
  LimitError,
  Trap,
} from '../../host/index.js';
import { deskBytes } from '../support/desk.js';
import { openDesk } from './desk.js';

describe.each(['spec', 'emitted'] as const)('with the engine `%s`', (engine) => {
  describe('a trap', () => {
    it('says where it was: in which function, and which value', () => {
      const trap = caught(() => openDesk({ engine }).counters.badText());
      expect(trap).toBeInstanceOf(Trap);
      expect(trap).toMatchObject({
        name: 'Trap',
        code: 'invalid-utf8',
        component: '',
        function: 'test:desk/counters@0.1.0#bad-text',
        path: ['result'],
      });
    });

    it('of core code has what the engine threw for its cause', () => {
      const trap = caught(() => openDesk({ engine }).counters.fail());
      expect(trap).toMatchObject({ code: 'unreachable', function: 'test:desk/counters@0.1.0#fail' });
      expect((trap as Trap).cause).toBeInstanceOf(WebAssembly.RuntimeError);
    });

    it('locks the instance down, and no other', () => {
      const [desk, other] = [openDesk({ engine }), openDesk({ engine })];
      const first = caught(() => desk.counters.fail());
      const second = caught(() => desk.exports.greet('you'));
      expect(second).toMatchObject({ code: 'cannot-enter', cause: first });
      expect(other.exports.greet('you')).toBe('you');
    });

    it('leaves nothing to destruct', () => {
      const desk = openDesk({ engine });
      const counter = new desk.counters.Counter(1);
      caught(() => desk.counters.fail());
      expect(() => counter[Symbol.dispose]()).not.toThrow();
    });
  });

  describe('an error of a `result`', () => {
    it('goes from host to guest and from guest to host as its payload', () => {
      const desk = openDesk({ engine });
      const error = caught(() => desk.counters.open(''));
      expect(error).toBeInstanceOf(ComponentError);
      expect(error).toMatchObject({ payload: 'a file has a name', message: 'a file has a name' });
      expect(desk.exports.greet('you')).toBe('you');
    });
  });

  describe('what a host function throws otherwise', () => {
    it('is what the caller catches, and locks the instance down', () => {
      const desk = openDesk({ engine });
      const reason = new RangeError('not now');
      desk.meanwhile = () => {
        throw reason;
      };
      const counter = new desk.counters.Counter(1);
      expect(caught(() => counter.wait())).toBe(reason);
      expect(caught(() => desk.exports.greet('you'))).toMatchObject({ code: 'cannot-enter', cause: reason });
    });
  });

  describe('a value of another type', () => {
    it('is the mistake of the caller, and harms nobody', () => {
      const { exports } = openDesk({ engine });
      expect(() => exports.greet(7 as never)).toThrow(new TypeError('name: expected a string, found 7'));
      expect(exports.greet('you')).toBe('you');
    });

    it('is converted where that was asked for', () => {
      expect(openDesk({ engine, coerce: true }).exports.greet(7 as never)).toBe('7');
    });
  });

  describe('a promise of a host function', () => {
    it('is refused where the call cannot wait for it', () => {
      const desk = openDesk({ engine });
      desk.meanwhile = (async () => {}) as never;
      const error = caught(() => new desk.counters.Counter(1).wait());
      expect(error).toBeInstanceOf(CannotWaitError);
      expect(error).toMatchObject({ code: 'cannot-wait', function: 'test:desk/store@0.1.0#meanwhile' });
    });
  });

  describe('a limit', () => {
    it('on memory is one on each memory, from the beginning', () => {
      const limits = { memory: 65_536 };
      expect(() => compileSync(deskBytes(), { limits })).not.toThrow();
      expect(() => compileSync(deskBytes(), { limits: { memory: 65_535 } })).toThrow(LimitError);
    });

    it('on instances counts those of components and of core modules', () => {
      const count = (): number => {
        const { plan } = compileSync(deskBytes());
        return plan.instances.length + plan.steps.filter(({ kind }) => kind === 'instantiate').length;
      };
      expect(() => compileSync(deskBytes(), { limits: { instances: count() } })).not.toThrow();
      expect(() => compileSync(deskBytes(), { limits: { instances: count() - 1 } })).toThrow(
        new LimitError(`expected a component of at most ${count() - 1} instances, found one of ${count()}`),
      );
    });

    it('on handles is a trap', () => {
      const { counters } = openDesk({ engine, limits: { handles: 2 } });
      const file = { name: () => 'a', size: 1 };
      counters.keep(file);
      counters.keep(file);
      expect(caught(() => counters.keep(file))).toMatchObject({ code: 'table-full' });
    });
  });

  it('100,000 calls with resources both ways need no more than a handful of handles', () => {
    const { counters } = openDesk({ engine, limits: { handles: 4 }, finalizers: false });
    for (let i = 0; i < 20_000; i++) {
      const file = { name: () => 'a', size: i };
      counters.keep(file);
      expect(counters.look(file)).toBe(i);
      counters.dropKept();
      using counter = new counters.Counter(i);
      counters.end(counters.Counter.merge(counters.make(1), counter));
    }
    expect(counters.destructed()).toBe(60_000);
  }, 60_000);
});

it('bytes that are no component are refused with diagnostics', () => {
  expect(() => instantiateSync(new Uint8Array([0, 97, 115, 109, 13, 0, 1]), {})).toThrow(
    expect.objectContaining({ name: 'DiagnosticError' }),
  );
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
