import { dirname, resolve } from 'node:path';
import type { Result, SourceFile } from '../base/index.js';
import { parseDirectory, type Policy, policyMessages, readPolicy } from '../host/index.js';
import { fullBudget, readText } from './read-text.js';
import type { Diagnostic } from '../base/index.js';

/**
 * The policy in the `run` section of a configuration file, its directories from that of the file on. Null after saying why
 * there is none; a file without the section gives nothing.
 */
export function readRunConfig(path: string, cwd: string): Result<Policy | null> {
  const diagnostics: Diagnostic[] = [];
  const onDisk = resolve(cwd, path);
  const text = readText(onDisk, path, fullBudget(), (diagnostic) => diagnostics.push(diagnostic));
  if (text === null) return { value: null, diagnostics };
  const file: SourceFile = { path, text };
  const config = parseConfig(file);
  if (config.value === null) return { value: null, diagnostics: config.diagnostics };
  const read = readPolicy(config.value.run ?? {}, { file, path: ['run'] });
  return { ...read, value: read.value === null ? null : fromDirectory(read.value, dirname(onDisk)) };
}

function parseConfig(file: SourceFile): Result<{ readonly run?: unknown } | null> {
  const refuse = (reason: string): Result<null> => ({
    value: null,
    diagnostics: [policyMessages.notJson.at({ file, start: 0, end: 0 }, { reason })],
  });
  try {
    const value: unknown = JSON.parse(file.text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value, diagnostics: [] }
      : refuse('it holds no object');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(error.message);
  }
}

/** `policy` with the directories of the host as paths that do not depend on where one is. */
export function fromDirectory(policy: Policy, directory: string): Policy {
  if (policy.dirs === undefined) return policy;
  const dirs = policy.dirs.map((text) => {
    const grant = parseDirectory(text);
    if (grant === null) return text;
    return `${resolve(directory, grant.host)}::${grant.guest}${grant.readOnly ? ':ro' : ''}`;
  });
  return { ...policy, dirs };
}
