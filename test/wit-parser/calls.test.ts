import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText, type Result } from '../../base/index.js';
import { checkCalls, type CheckedLine } from '../../wit-parser/wave/index.js';
import { countersText } from '../support/counters.js';
import { worldIn } from '../support/embedded.js';
import { inRepository } from '../support/repository.js';

const WORLD = worldIn(countersText('wit'));

function check(text: string): Result<CheckedLine | null> {
  return checkCalls({ path: '<calls>', text }, WORLD);
}

/** What each statement of a line calls: `c = [constructor]counter`, `c: [method]counter.inc`. */
function calleesOf(text: string): readonly string[] {
  const { value, diagnostics } = check(text);
  expect(diagnostics).toEqual([]);
  return (value?.statements ?? []).map(({ name, receiver, calls }) => {
    const callees = calls.map(({ callee }) => callee.func.name).join(' . ');
    return `${name === null ? '' : `${name} = `}${receiver === null ? '' : `${receiver}: `}${callees}`;
  });
}

describe('a line of calls', () => {
  it.each([
    ['a function of the world', 'greet("a; b")', ['greet']],
    ['a function of an interface', 'nothing()', ['nothing']],
    ['an interface by its last part', 'other#start()', ['start']],
    ['an interface by its whole name', 'test:calls/other@1.0.0#start()', ['start']],
    ['an interface without its version', 'test:calls/other#start()', ['start']],
    ['the world itself', '#greet("you")', ['greet']],
    ['a constructor', 'counters#counter(3)', ['[constructor]counter']],
    ['a static function', 'counter.parse("7")', ['[static]counter.parse']],
    ['a method of what a call gives', 'counter(3).inc(2)', ['[constructor]counter . [method]counter.inc']],
    ['a method of the `ok` of a call', 'counter.parse("7").get()', ['[static]counter.parse . [method]counter.get']],
    ['a method of what was named', 'c = make(1); c.get()', ['c = make', 'c: [method]counter.get']],
    ['properties', 'level; #level = 7', ['[get]level', '[set]level']],
    ['properties of a resource', 'counter.limit', ['[static][get]counter.limit']],
    ['properties of what was named', 'c = make(1); c.value; c.value = 2', ['c = make', 'c: [method][get]counter.value', 'c: [method][set]counter.value']],
    ['names as arguments', 'a = make(1); b = make(2); sum(a, b); peek(b)', ['a = make', 'b = make', 'sum', 'peek']],
    ['a name for the payload of an option', 'n = make(1).get(); turn({x: n, y: n})', ['n = make . [method]counter.get', 'turn']],
    ['comments and line ends', '// first\nnothing(); // then\nnothing();\n', ['nothing', 'nothing']],
  ])('takes %s', (_, text, callees) => {
    expect(calleesOf(text)).toEqual(callees);
  }); // prettier-ignore

  it('lets options at the end be left out, and others not', () => {
    const world = worldIn(
      'package a:b;\nworld w { export f: func(a: u8, b: option<u8>, c: option<string>); }\n',
    );
    const codes = ['f(1)', 'f(1, 2)', 'f(1, none, "c")', 'f()', 'f(1, 2, "c", 4)'].map((text) =>
      checkCalls({ path: '<calls>', text }, world).diagnostics.map(({ code }) => code),
    );
    const wrong = ['call/wrong-argument-count'];
    expect(codes).toEqual([[], [], [], wrong, wrong]);
  });

  it('sets properties to values of any kind', () => {
    const world = worldIn(`package a:b;
      interface i { enum hue { red, green } color: get() -> option<hue>; color: set(to: option<hue>); }
      world w { export i; }`);
    const line = checkCalls(
      { path: '<calls>', text: 'i#color = red; i#color = some(%red); i#color = none; color' },
      world,
    );
    expect(line.diagnostics).toEqual([]);
    expect(line.value?.statements.map(({ calls }) => calls[0]?.callee.func.kind)).toEqual([
      'setter',
      'setter',
      'setter',
      'getter',
    ]);
  });

  it('lets a name hide a case, which is then written with `%`', () => {
    const world = worldIn(`package a:b;
      interface i { enum color { red, green } paint: func(it: color) -> color; count: func() -> u8; }
      world w { export i; }`);
    const codes = (text: string): readonly string[] =>
      checkCalls({ path: '<calls>', text }, world).diagnostics.map(({ code }) => code);
    expect(codes('paint(red); red = count(); paint(%red)')).toEqual([]);
    expect(codes('red = paint(green); paint(red)')).toEqual([]);
    expect(codes('red = count(); paint(red)')).toEqual(['call/type-mismatch']);
  });

  it('is explained where it is wrong, each fault once', async () => {
    const faults = [
      '', ';', 'greet("you"', 'greet("you") nothing()', 'greet(1, 2', 'x = 5', '5', 'c.', '.get()', '#', 'a#b#c()', 'nothing()();',
      'nothin()', 'countrs#nothing()', 'test:calls/counters@2.0.0#nothing()', '#nothing()', 'start()', 'nothing', 'counter', 'c', 'c.get()',
      'greet()', 'greet("a", "b")', 'greet(1)', 'turn({x: 1, z: 2})', 'counter(-1).inc(2)', 'counter(3).icn(2)', 'counter.zero()', 'counter.get()',
      'nothing().get()', 'make(1).get().get()', 'x = nothing()', 'c = make(1); c = make(2)', 'c = make(1); c', 'c = make(1); c(2)', 'c = make(1); c.get',
      'c = make(1); c.limit', 'c = make(1); c.vale = 2', 'c = make(1); greet(c)', 'c = make(1); sum(c, c)', 'c = make(1); d = make(2); sum(c, d); c.get()',
      'sum(1, none)', 'sum(x, y)', 'c = mak(1); c.get(); sum(c, c)', 'greet = nothing()', 'nothing() = 3', 'level = 3',
    ]; // prettier-ignore
    const drawn = faults.map((text) => {
      const { value, diagnostics } = check(text);
      expect([text, value]).toEqual([text, null]);
      return renderText(diagnostics);
    });
    const file = inRepository('fixtures', 'wit-parser', 'wave', 'call-faults.txt');
    await expect(drawn.join(`${'-'.repeat(80)}\n`)).toMatchFileSnapshot(file);
  });

  it('never hangs or throws', () => {
    const pieces = ['counter', 'c', 'get', 'make', 'greet', 'counters', '(', ')', '#', '.', ';', '=', ',', ' ', '"', '1', '%', '@', '/', ':', '\n', '//', '[', 'é']; // prettier-ignore
    const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, (text) => {
        const { value, diagnostics } = check(text);
        expect(value === null).toBe(diagnostics.length > 0);
      }),
      { numRuns: 5_000 },
    );
    for (const long of ['nothing();', 'c=', 'a.', 'a#', ';', 'greet(', 'a@'])
      expect(() => check(long.repeat(20_000))).not.toThrow();
  }, 60_000);
});
