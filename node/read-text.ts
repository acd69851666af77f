import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Diagnostic } from '../base/index.js';
import { errorCode, reasonOf } from './fs-error.js';
import { isWasm } from './generated.js';
import { projectMessages } from './messages.js';
import { nearestPath } from './nearest-path.js';

const MIB = 2 ** 20;
/** The most text that one run reads, in MiB: well below what a V8 string can hold. */
const INPUT_LIMIT = 256;
const BINARY_NAME = /\.(?:wasm|wat|wast)$/;

/** How much may still be read; shared by all files of a run. */
export interface Budget {
  bytesLeft: number;
}

export function fullBudget(): Budget {
  return { bytesLeft: INPUT_LIMIT * MIB };
}

/** The WIT text at `path`, called `shown` in messages. Returns null after reporting why there is none. */
export function readText(
  path: string,
  shown: string,
  budget: Budget,
  report: (diagnostic: Diagnostic) => void,
): string | null {
  if (BINARY_NAME.test(shown)) {
    report(binaryInput(shown));
    return null;
  }
  try {
    // Asked before reading: a file of gigabytes must not be loaded to learn that it is one.
    budget.bytesLeft -= statSync(path).size;
    if (budget.bytesLeft < 0) {
      report(projectMessages.tooLarge.at(null, { path: shown, limit: INPUT_LIMIT }));
      return null;
    }
    return decodeText(readFileSync(path), shown, report);
  } catch (error) {
    report(readFailure(error, path, shown));
    return null;
  }
}

/** `bytes` as text, called `shown` in messages. Returns null after reporting that they are no text. */
export function decodeText(
  bytes: Buffer,
  shown: string,
  report: (diagnostic: Diagnostic) => void,
): string | null {
  if (isWasm(bytes)) {
    report(binaryInput(shown));
    return null;
  }
  if (!isUtf8(bytes)) {
    const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const help = utf16 ? ['it begins like UTF-16: save it as UTF-8'] : [];
    report(projectMessages.notUtf8.at(null, { path: shown, offset: firstBadByte(bytes) }, { help }));
    return null;
  }
  return bytes.toString('utf8');
}

/** What to say when the file or directory `path` could not be opened. */
export function readFailure(error: unknown, path: string, shown: string): Diagnostic {
  if (errorCode(error) !== 'ENOENT') {
    return projectMessages.unreadable.at(null, { path: shown, reason: reasonOf(error) });
  }
  const near = nearestPath(path, shown);
  return projectMessages.notFound.at(
    null,
    { path: shown },
    near === null ? {} : { help: [`did you mean \`${near}\`?`] },
  );
}

function binaryInput(shown: string): Diagnostic {
  const help = /\.wast?$/.test(shown)
    ? 'assemble it with `wasm-tools parse`: binaries can be read'
    : shown.endsWith('.wasm')
      ? `\`witwright inspect ${shown} --format wit\` prints the WIT that is in it`
      : 'a package in binary form is read from a file that is called `.wasm`';
  return projectMessages.binaryInput.at(null, { path: shown }, { help: [help] });
}

/** Where the first byte is that fits no character: decoding put U+FFFD there, and the text has no such character. */
function firstBadByte(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let offset = 0;
  let decoded = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', decoded)) {
    offset += Buffer.byteLength(text.slice(decoded, at));
    if (bytes.toString('latin1', offset, offset + 3) !== '\xef\xbf\xbd') return offset;
    offset += 3;
    decoded = at + 1;
  }
  return offset;
}
