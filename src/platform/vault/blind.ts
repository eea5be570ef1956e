// Equal values, told without the values: keyed hashes to look things up by, and keyed numbers for sketches of texts. Their keys are
// derived from a root that a rotation wraps anew and never changes, so what was written years ago is still found.
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const PURPOSE = /^[a-z][a-z0-9.-]{0,63}$/;

export interface Blind {
  index(purpose: string, value: string): string;
  number(purpose: string, value: string): number;
}

/** @param root asked for at the first use of a purpose. */
export function blindBy(root: () => Buffer): Blind {
  const keys = new Map<string, KeyObject>();
  const keyed = (kind: 'index' | 'number', purpose: string, value: string): Buffer => {
    const name = `gongkai blind ${kind}|${purpose}`;
    let key = keys.get(name);
    if (key === undefined) {
      // Purposes are words of the program; a value in their place would fill the memory.
      if (!PURPOSE.test(purpose)) throw new RangeError('not the name of a purpose');
      key = createSecretKey(Buffer.from(hkdfSync('sha256', root(), '', name, 32)));
      keys.set(name, key);
    }
    return createHmac('sha256', key).update(value, 'utf8').digest();
  };
  return {
    index: (purpose, value) => keyed('index', purpose, value).subarray(0, 16).toString('base64url'),
    number: (purpose, value) => keyed('number', purpose, value).readUInt32BE(0),
  };
}
