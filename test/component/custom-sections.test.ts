import { describe, expect, it } from 'vitest';
import { componentNames, readProducers } from '../../component/index.js';
import { decoded } from '../support/decode-hex.js';
import { bytesOfHex, component, name, section, vector } from '../support/hex.js';

function namesOf(...subsections: readonly string[]): ReturnType<typeof componentNames> {
  return componentNames(decoded(component(section(0, name('component-name'), ...subsections))));
}

describe('the name section', () => {
  it('names the component and its definitions', () => {
    const names = namesOf(
      section(0, name('demo')),
      section(1, '01', vector(`00 ${name('run')}`, `02 ${name('stop')}`)),
      section(1, '00 11', vector(`00 ${name('main')}`)),
    );
    expect(names.component).toBe('demo');
    expect(names.definitions.get('func')).toEqual(
      new Map([
        [0, 'run'],
        [2, 'stop'],
      ]),
    );
    expect(names.definitions.get('core module')).toEqual(new Map([[0, 'main']]));
  });

  it('is never a fault: what is malformed is left out', () => {
    expect(namesOf('ff ff ff').component).toBeNull();
    const names = namesOf(section(1, '01 02 00', name('run')), section(9, '00'), section(0, name('demo')));
    expect(names.component).toBe('demo');
    expect(names.definitions.get('func')).toEqual(new Map([[0, 'run']]));
  });
});

describe('the producers section', () => {
  it('has fields with names and versions', () => {
    const field = vector(`${name('rustc')} ${name('1.90')}`, `${name('clang')} ${name('')}`);
    expect(readProducers(bytesOfHex(vector(`${name('processed-by')} ${field}`)))).toEqual(
      new Map([
        [
          'processed-by',
          [
            { name: 'rustc', version: '1.90' },
            { name: 'clang', version: '' },
          ],
        ],
      ]),
    );
  });

  it('is nothing when it is malformed', () => {
    expect(readProducers(bytesOfHex('02'))).toBeNull();
    expect(readProducers(bytesOfHex('00 00'))).toBeNull();
  });
});
