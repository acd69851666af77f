import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../base/index.js';
import { validate, wholeFile, type Features } from '../../component/index.js';
import { assembleScript, type CorpusBinary } from '../support/component-corpus.js';
import type { NativeTools } from '../support/native.js';
import { inRepository } from '../support/repository.js';
import type { Case, Failure } from './suite.js';

/** One rule: the messages with which wasm-tools says that it is broken, and our code for it. */
interface MessageRow {
  readonly code: string;
  /** The heading of the specification that the rule is from. */
  readonly spec: string;
  readonly messages: readonly string[];
}

/** A script with valid core modules that not every engine knows, which may be called not validated. */
interface NotValidatedRow {
  /** Its path in the suite, without `.wast`. */
  readonly script: string;
  /** The proposals that the modules need. */
  readonly modules: readonly string[];
  /** The newest release of Node that was seen to lack them. */
  readonly engine: string;
}

function readTable<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(inRepository('test', 'conformance', name), 'utf8')) as readonly T[];
}

/** Says that a component uses what the specification does not have, and nothing else against it. */
const NOT_SUPPORTED = 'component/gc-abi-not-supported';

/** How the scripts of a suite are to be read. */
export interface ScriptOptions {
  /** The features with which the script of this text is to be read. */
  featuresOf(script: string): Features;
  /** Messages that mean several rules in these scripts. */
  readonly ambiguous: readonly string[];
}

/** One case for each script under `folder`, with all its modules and assertions. */
export function scriptCases(
  folder: string,
  native: NativeTools,
  { featuresOf, ambiguous }: ScriptOptions,
): readonly Case[] {
  const codes = new Map([...codesByMessage()].filter(([message]) => !ambiguous.includes(message)));
  const notValidated = readTable<NotValidatedRow>('not-validated.json');
  const notSupported = new Set(readTable<string>('not-supported.json'));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wast'))
    .map((name) => name.replaceAll(path.sep, '/'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.wast'.length);
      const expected: Expected = {
        codes,
        lacking: notValidated.find(({ script }) => script === name)?.modules ?? [],
        mayBeUnsupported: notSupported.has(name),
      };
      const run = async (): Promise<Failure> => {
        const binaries = await assembleScript(native, folder, file);
        if (typeof binaries === 'string') return `not assembled: ${binaries}`;
        return judgeAll(binaries, featuresOf(readFileSync(path.join(folder, file), 'utf8')), expected);
      };
      return { name, run };
    });
}

function codesByMessage(): ReadonlyMap<string, ReadonlySet<string>> {
  const codes = new Map<string, Set<string>>();
  for (const { code, messages } of readTable<MessageRow>('component-messages.json')) {
    for (const message of messages) codes.set(message, (codes.get(message) ?? new Set()).add(code));
  }
  return codes;
}

interface Expected {
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  /** The proposals that an engine may lack. */
  readonly lacking: readonly string[];
  readonly mayBeUnsupported: boolean;
}

const SHOWN = 3;

function judgeAll(binaries: readonly CorpusBinary[], features: Features, expected: Expected): Failure {
  const failures = binaries.flatMap((binary) => {
    const slice = wholeFile({ path: binary.name, bytes: binary.bytes });
    const failure = judge(binary, validate(slice, { features }).diagnostics, expected);
    return failure === null ? [] : [`line ${lineOf(binary)}: ${failure}`];
  });
  if (failures.length === 0) return null;
  const more = failures.length > SHOWN ? `; and ${failures.length - SHOWN} more` : '';
  return `${failures.slice(0, SHOWN).join('; ')}${more} (of ${binaries.length})`;
}

function lineOf({ name }: CorpusBinary): number {
  return Number(name.slice(name.lastIndexOf(':') + 1));
}

/** What is wrong with the verdict on `binary`, or null. */
function judge(binary: CorpusBinary, diagnostics: readonly Diagnostic[], expected: Expected): Failure {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isUnsupported = expected.mayBeUnsupported && errors.some(({ code }) => code === NOT_SUPPORTED);
  const said = errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
  if (binary.verdict === 'valid') {
    const against = errors.filter(({ code }) => !isUnsupported || code !== NOT_SUPPORTED);
    if (against.length > 0) return `refused: ${said}`;
    return diagnostics.find((found) => isUnexpected(found, expected))?.message ?? null;
  }
  if (errors.length === 0) return `accepted, but expected: ${binary.message}`;
  // Some of what is malformed is expected without a message, and wasm-tools' own scripts have further messages.
  const allowed = expected.codes.get(binary.message);
  if (isUnsupported || allowed === undefined || errors.some(({ code }) => allowed.has(code))) return null;
  return `expected ${[...allowed].join(' or ')} for "${binary.message}", found ${said}`;
}

/** Whether a module is said not to be validated for want of another proposal than those that engines may lack. */
function isUnexpected({ code, message }: Diagnostic, { lacking }: Expected): boolean {
  if (code !== 'component/core-module-not-validated') return false;
  const needs = [...message.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return needs.some((name) => !lacking.includes(name));
}
