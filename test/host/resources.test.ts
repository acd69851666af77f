import { describe, expect, it } from 'vitest';
import * as abi from '../../canonical-abi/index.js';
import { instantiateSync } from '../../host/index.js';
import { HostResource } from '../../host/resources/host-resource.js';
import { compiledDesk } from '../support/desk.js';
import { DiskFile, openDesk } from './desk.js';

describe.each(['spec', 'emitted'] as const)('with the engine `%s`', (engine) => {
  describe('a resource of a guest', () => {
    it('is a class with constructor, methods, accessors and statics', () => {
      const { Counter } = openDesk({ engine }).counters;
      using counter = new Counter(3);
      expect(counter).toBeInstanceOf(Counter);
      expect(counter.constructor).toBe(Counter);
      expect(Counter.name).toBe('Counter');
      expect(counter.inc(2)).toBe(5);
      counter.value = 10;
      expect(counter.value).toBe(10);
      expect(Counter.merge(new Counter(1), counter).value).toBe(11);
    });

    it('comes from functions as an object of its class', () => {
      const { counters } = openDesk({ engine });
      expect(counters.make(4)).toBeInstanceOf(counters.Counter);
      expect(counters.Token.take()).toBeInstanceOf(counters.Token);
    });

    it('can be added to by a subclass', () => {
      const { Counter } = openDesk({ engine }).counters;
      class Doubled extends Counter {
        twice(): number {
          return this.value * 2;
        }
      }
      const doubled = new Doubled(21);
      expect(doubled.twice()).toBe(42);
      expect(doubled).toBeInstanceOf(Doubled);
      expect(doubled).toBeInstanceOf(Counter);
    });

    it('has a constructor only if WIT says so', () => {
      const { counters } = openDesk({ engine });
      expect(() => Reflect.construct(counters.Token, [])).toThrow(
        new TypeError('the class `Token` has no constructor: functions of the component give its objects'),
      );
      expect(() => Reflect.apply(counters.Counter as never, undefined, [1])).toThrow(
        new TypeError('the class `Counter` is called without `new`'),
      );
    });

    it('is destructed by `using`, once', () => {
      const { counters } = openDesk({ engine });
      const counter = new counters.Counter(1);
      counter[Symbol.dispose]();
      counter[Symbol.dispose]();
      expect(counters.destructed()).toBe(1);
    });

    it('is no longer the host’s to destruct when a call took it', () => {
      const { counters } = openDesk({ engine });
      const counter = new counters.Counter(5);
      expect(counters.end(counter)).toBe(5);
      expect(counters.destructed()).toBe(1);
      counter[Symbol.dispose]();
      expect(counters.destructed()).toBe(1);
    });
  });

  describe('an object that stands for no resource any more, or for another', () => {
    it('is refused after it was disposed of', () => {
      const { counters } = openDesk({ engine });
      const counter = new counters.Counter(1);
      counter[Symbol.dispose]();
      expect(() => counter.inc(1)).toThrow(
        new TypeError('self: expected an object of the class `Counter`, found one that was disposed of'),
      );
    });

    it('is refused after a call took it', () => {
      const { counters } = openDesk({ engine });
      const counter = new counters.Counter(1);
      counters.end(counter);
      expect(() => counters.end(counter)).toThrow(
        new TypeError(
          'c: expected an object of the class `Counter`, found one that was given away: a call took ownership of it',
        ),
      );
    });

    it('is not gone when a call is refused for another argument', () => {
      const { counters } = openDesk({ engine, limits: { handles: 4 } });
      const [one, other] = [new counters.Counter(1), new counters.Counter(2)];
      for (let i = 0; i < 10; i++) {
        expect(() => counters.Counter.merge(one, undefined as never)).toThrow(
          new TypeError('b: expected an object of the class `Counter`, found undefined'),
        );
        expect(() => counters.Counter.merge(one, one)).toThrow(
          'found one that was given away: a call took ownership of it',
        );
      }
      expect(one.value).toBe(1);
      expect(counters.Counter.merge(one, other).value).toBe(3);
      expect(() => one.value).toThrow('given away');
    });

    it('is refused by another instance of the same component', () => {
      const [one, other] = [openDesk({ engine }), openDesk({ engine })];
      const counter = new one.counters.Counter(1);
      expect(() => other.counters.end(counter)).toThrow(
        new TypeError(
          'c: expected an object of the class `Counter`, found one of another instance of the component',
        ),
      );
      expect(counter.value).toBe(1);
    });

    it.each([
      [
        'another class',
        (desk: ReturnType<typeof openDesk>) => desk.counters.Token.take(),
        'one of the class `Token`',
      ],
      ['a class of the host', () => new DiskFile('a'), 'one of the class `DiskFile`'],
      ['an object that looks like it', () => ({ value: 1 }), 'an object that is no handle'],
      ['a number', () => 1, 'a value of type number'],
      ['nothing', () => undefined, 'undefined'],
    ])('is refused if it is %s', (_, make, found) => {
      const desk = openDesk({ engine });
      expect(() => desk.counters.end(make(desk) as never)).toThrow(
        new TypeError(`c: expected an object of the class \`Counter\`, found ${found}`),
      );
    });
  });

  describe('a borrow', () => {
    it('keeps the object from being disposed of while the call runs', () => {
      const desk = openDesk({ engine });
      const counter = new desk.counters.Counter(3);
      desk.meanwhile = () => counter[Symbol.dispose]();
      expect(() => counter.wait()).toThrow(
        new TypeError('the `Counter` cannot be disposed of: a running call borrows it'),
      );
    });

    it('keeps it from being given away, and no longer than the call runs', () => {
      const desk = openDesk({ engine });
      const counter = new desk.counters.Counter(3);
      let refused: unknown;
      desk.meanwhile = () => {
        try {
          desk.counters.end(counter);
        } catch (error) {
          refused = error;
        }
      };
      expect(counter.wait()).toBe(3);
      expect(refused).toEqual(
        new TypeError('c: expected an object of the class `Counter`, found one that a running call borrows'),
      );
      expect(desk.counters.end(counter)).toBe(3);
    });

    it('ends also when the call throws', () => {
      const desk = openDesk({ engine });
      const [counter, gone] = [new desk.counters.Counter(3), new desk.counters.Counter(4)];
      gone[Symbol.dispose]();
      expect(() => desk.counters.Counter.merge(gone, counter)).toThrow(TypeError);
      expect(() => desk.counters.Counter.merge(counter, gone)).toThrow(TypeError);
    });
  });

  describe('a resource of the host', () => {
    it('comes back as the object that it is', () => {
      const { counters } = openDesk({ engine });
      const file = new DiskFile('plan.txt');
      counters.keep(file);
      expect(counters.keptName()).toBe('plan.txt');
      expect(counters.keptSize(12)).toBe(12);
      expect(file.size).toBe(12);
      expect(counters.giveBack()).toBe(file);
    });

    it('is constructed, and its static functions and accessors are called, on the class that was given', () => {
      const { counters } = openDesk({ engine });
      counters.create('made.txt');
      const file = counters.giveBack();
      expect(file).toBeInstanceOf(DiskFile);
      expect(file.name()).toBe('made.txt');
      counters.open('opened.txt');
      expect(counters.keptName()).toBe('opened.txt');
      expect(counters.limit()).toBe(DiskFile.limit);
    });

    it('is disposed of when the guest drops it, and not when it gives it away', () => {
      const { counters, archived } = openDesk({ engine });
      const [dropped, kept] = [new DiskFile('dropped'), new DiskFile('kept')];
      counters.keep(dropped);
      counters.dropKept();
      counters.keep(kept);
      counters.archiveKept();
      expect(DiskFile.disposed).toContain(dropped);
      expect(DiskFile.disposed).not.toContain(kept);
      expect(archived).toEqual([kept]);
    });

    it('is disposed of with the last of its handles', () => {
      const { counters } = openDesk({ engine });
      const file = new DiskFile('twice');
      counters.keep(file);
      const disposed = (): number => DiskFile.disposed.filter((one) => one === file).length;
      counters.look(file);
      expect(disposed()).toBe(0);
      counters.dropKept();
      expect(disposed()).toBe(1);
    });

    it('can be any object that does what is asked of it', () => {
      const { counters } = openDesk({ engine });
      expect(counters.look({ name: () => 'a', size: 31 })).toBe(31);
    });

    it.each([undefined, null, 7, 'file'])('cannot be %s', (value) => {
      expect(() => openDesk({ engine }).counters.look(value as never)).toThrow(
        /^f: expected an object for the resource `file`, found /,
      );
    });

    it('can be the class of another instance', () => {
      const inner = openDesk({ engine });
      const { Counter } = inner.counters;
      const outer = instantiateSync(compiledDesk(), {
        'test:desk/store': {
          File: DiskFile,
          archive() {},
          peek: (file: { value: number }) => file.value,
          meanwhile() {},
        },
      }) as { counters: { keep(f: object): void; dropKept(): void; look(f: object): number } };
      const counter = new Counter(8);
      expect(outer.counters.look(counter)).toBe(8);
      outer.counters.keep(counter);
      outer.counters.dropKept();
      expect(inner.counters.destructed()).toBe(1);
    });
  });
});

describe('an object of the host', () => {
  it.each([
    ['spec', abi.createSpecGlue()],
    ['emitted', abi.createStraightGlue()],
  ])('belongs to no guest after a call of it was refused, with the engine `%s`', (_, glue) => {
    const inst = new abi.ComponentInstance();
    const { type } = new HostResource('file');
    const core = { kind: 'core', encoding: 'utf8', memory: null, hasRealloc: false } as const;
    const callee = { ...core, hasPostReturn: false, async: false, hasCallback: false };
    const params = [
      { label: 'file', type: { kind: 'own', resource: type } },
      { label: 'n', type: 'u8' },
    ] as const;
    const plan = abi.planFunc(
      { params, result: null, async: false },
      { name: 'take', caller: { kind: 'js' }, callee },
    );
    const end = { inst, memory: null, realloc: null, postReturn: null, callback: null };
    const drop: abi.CoreFunction = (i) => void abi.canonResourceDrop(inst, type, Number(i)) as undefined;
    const take = glue.exported(plan, end, drop, [type]);
    let disposed = 0;
    const file = { [Symbol.dispose]: () => (disposed += 1) };
    expect(() => take(file, 256)).toThrow(TypeError);
    expect(disposed).toBe(0);
    take(file, 255);
    expect(disposed).toBe(1);
  });
});
