import { describe, expect, it } from 'vitest';
import { renderText, type SourceFile } from '../../base/index.js';
import { readPolicy } from '../../host/index.js';
import { call, errorOf, wasiFor } from '../support/wasi.js';

/** What is said of the `run` section of a configuration. */
function findings(text: string): readonly string[] {
  const file: SourceFile = { path: 'witwright.config.json', text };
  const { run } = JSON.parse(text) as { run: unknown };
  const { value, diagnostics } = readPolicy(run, { file, path: ['run'] });
  expect(value === null).toBe(diagnostics.length > 0);
  return diagnostics.map(({ code, message, primary }) => {
    const place = primary === null ? '' : text.slice(primary.at.start, primary.at.end);
    return `${code}: ${message} @ ${place}`;
  });
}

describe('a policy', () => {
  it('is what the configuration says', () => {
    const policy = {
      args: ['a'], env: { A: '1' }, inheritEnv: ['PATH'], stdio: ['stdout'], clocks: true, random: false,
      dirs: ['.::/work', '/data:ro'], net: ['*.example.com:443', '[::1]:80', '10.0.0.0/8'], http: true,
    }; // prettier-ignore
    expect(readPolicy(policy)).toEqual({ value: policy, diagnostics: [] });
    expect(findings('{ "run": {} }')).toEqual([]);
  });

  it.each([
    ['{ "run": [] }', 'policy/wrong-type: `run` is a list where an object is expected @ []'],
    ['{ "run": { "clock": true } }', 'policy/unknown-field: `run` has no field `clock` @ true'],
    ['{ "run": { "random": 1 } }', 'policy/wrong-type: `run.random` is the number 1 where `true` or `false` is expected @ 1'],
    ['{ "run": { "args": ["a", 2] } }', 'policy/wrong-type: `run.args[1]` is the number 2 where a string is expected @ 2'],
    ['{ "run": { "env": { "A": null } } }', 'policy/wrong-type: `run.env.A` is `null` where a string is expected @ null'],
    ['{ "run": { "env": { "A=": "x" } } }', 'policy/bad-variable: `A=` at `run.env.A=` is no name of an environment variable @ "x"'],
    ['{ "run": { "inheritEnv": [""] } }', 'policy/bad-variable: `` at `run.inheritEnv[0]` is no name of an environment variable @ ""'],
    ['{ "run": { "stdio": ["in"] } }', 'policy/wrong-type: `run.stdio[0]` is the string "in" where `stdin`, `stdout` or `stderr` is expected @ "in"'],
    ['{ "run": { "dirs": ["a::b::c"] } }', 'policy/bad-directory: `a::b::c` at `run.dirs[0]` is no directory to be given @ "a::b::c"'],
    ['{ "run": { "net": ["1.2.3.4/33"] } }', 'policy/bad-net-rule: `1.2.3.4/33` at `run.net[0]` is no network address @ "1.2.3.4/33"'],
    ['{ "run": { "http": ["ftp://a"] } }', 'policy/bad-http-rule: `ftp://a` at `run.http[0]` is no origin of HTTP @ "ftp://a"'],
  ])('%s is refused', (text, finding) => {
    expect(findings(text)).toEqual([finding]);
  }); // prettier-ignore

  it('is drawn with the place and the way out', () => {
    const text = '{\n  "run": {\n    "net": ["example.com", "example.com:99999"]\n  }\n}\n';
    const { diagnostics } = readPolicy(JSON.parse(text).run, {
      file: { path: 'c.json', text },
      path: ['run'],
    });
    const [first, , line, carets, , help] = renderText(diagnostics).split('\n');
    expect(first).toBe(
      'c.json:3:28: error: `example.com:99999` at `run.net[1]` is no network address [policy/bad-net-rule]',
    );
    expect([line, carets]).toEqual([
      '3 |     "net": ["example.com", "example.com:99999"]',
      '  |                            ^^^^^^^^^^^^^^^^^^^',
    ]);
    expect(help).toMatch(/^ {2}= help: write `HOST`, `HOST:PORT` or /);
  });

  it('names the options of a command line', () => {
    const { diagnostics } = readPolicy(
      { dirs: [':ro'] },
      { file: null, path: [], options: { dirs: '--dir' } },
    );
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`:ro` at `--dir` is no directory to be given',
    ]);
  });
});

describe('a rule of the network', () => {
  const v4 = (...address: number[]): object => ({ tag: 'ipv4', val: { port: 80, address } });
  const v6 = (...address: number[]): object => ({
    tag: 'ipv6',
    val: { port: 80, address, flowInfo: 0, scopeId: 0 },
  });

  /** Whether a socket may be bound to an address. Which it can be is another question. */
  async function allows(rule: string, address: object): Promise<boolean> {
    const wasi = await wasiFor({ net: [rule] });
    try {
      const family = (address as { tag: string }).tag;
      const socket = call(wasi.of('wasi:sockets/tcp-create-socket'), 'createTcpSocket', family) as never;
      const network = call(wasi.of('wasi:sockets/instance-network'), 'instanceNetwork');
      return errorOf(() => {
        call(socket, 'startBind', network, address);
        call(socket, 'startBind', network, address);
      }) !== 'access-denied';
    } finally {
      wasi.close();
    }
  } // prettier-ignore

  const local = [127, 0, 0, 1];
  it.each([
    ['*', v4(...local), true],
    ['*:80', v4(...local), true],
    ['*:81', v4(...local), false],
    ['127.0.0.1', v4(...local), true],
    ['127.0.0.1:80', v4(...local), true],
    ['127.0.0.1:81', v4(...local), false],
    ['127.0.0.2', v4(...local), false],
    ['127.0.0.0/8:80', v4(...local), true],
    ['126.0.0.0/7', v4(...local), true],
    ['128.0.0.0/1', v4(...local), false],
    ['0.0.0.0/0', v4(...local), true],
    ['localhost', v4(...local), false],
    ['[::1]:80', v6(0, 0, 0, 0, 0, 0, 0, 1), true],
    ['[::]/127', v6(0, 0, 0, 0, 0, 0, 0, 1), true],
    ['[::2]', v6(0, 0, 0, 0, 0, 0, 0, 1), false],
    // An IPv4 address in the clothes of IPv6 is an IPv4 address.
    ['127.0.0.1', v6(0, 0, 0, 0, 0, 0xffff, 0x7f00, 1), true],
    ['[::]/0', v6(0, 0, 0, 0, 0, 0xffff, 0x7f00, 1), false],
  ])('%s, asked for %j: %s', async (rule, address, allowed) => {
    expect(await allows(rule, address)).toBe(allowed);
  });
});
