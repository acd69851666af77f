import { expect, it } from 'vitest';
import { Trap } from '../../canonical-abi/index.js';
import { TRAP_NOTES, trapNote } from '../../host/trap-notes.js';
import { inRepository } from '../support/repository.js';
import { TRAP_CODES } from '../support/trap-codes.js';

it('each code of a trap has a message and a note, as docs/traps.md lists them', async () => {
  const rows = TRAP_CODES.map(
    (code) => `| \`${code}\` | ${new Trap(code).message} | ${trapNote(code).replaceAll('|', '\\|')} |`,
  );
  const page = [
    '# Traps',
    '',
    'A component that breaks a rule ends with a trap, and its instance is not entered again. `Trap.code` says which rule it was; the',
    'message says it in words, before them the function and the component, and behind them the value, as far as they are known.',
    '`trapNote(code)` of `witwright/host` says what the code means, and `witwright run` and `call` print it.',
    '',
    '| code | message | note |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot(inRepository('docs/traps.md'));
});

it('a note says more than the code does', () => {
  const repeating = TRAP_CODES.filter((code) => TRAP_NOTES[code].includes(code.replaceAll('-', ' ')));
  expect(repeating).toEqual([]);
});
