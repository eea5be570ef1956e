import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64, utf8 } from './bytes.ts';
import { formatExtra, formatProof, type ProofFile, parseExtra, parseProof } from './proof-file.ts';

const checkpoint =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
const hash = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const proof: ProofFile = { extra: utf8('extra'), index: 73_894, hashes: [hash(1), hash(2)], checkpoint };
const text = formatProof(proof);
const [h1, h2] = [toBase64(hash(1)), toBase64(hash(2))];

describe('a file is no proof', () => {
  test.each([
    ['when empty', ''],
    ['with another first line', text.replace('@v1', '@v2')],
    ['with an empty first line', `\n${text}`],
    ['with a mark before it', `\ufeff${text}`],
    ['without an index', text.replace('index 73894\n', '')],
    ['with an index with a leading zero', text.replace('73894', '073894')],
    ['with a negative index', text.replace('73894', '-1')],
    ['with an index past counting', text.replace('73894', '9007199254740992')],
    ['with two spaces before the index', text.replace('index ', 'index  ')],
    ['with an index twice', text.replace('index 73894\n', 'index 73894\nindex 73894\n')],
    ['with the extra behind the index', text.replace(/(extra .*\n)(index .*\n)/, '$2$1')],
    ['with the extra twice', text.replace(/(extra .*\n)/, '$1$1')],
    ['with an empty extra', text.replace(/extra .*\n/, 'extra \n')],
    ['with an extra without a space', text.replace(/extra .*\n/, 'extra\n')],
    ['with an extra with stray bits', text.replace(/extra .*\n/, 'extra YR==\n')],
    ['with a short hash', text.replace(h1, toBase64(hash(1).subarray(1)))],
    ['with a hash without padding', text.replace(h1, h1.replace('=', ''))],
    ['with two hashes on a line', text.replace(`${h1}\n`, `${h1} `)],
    ['with more hashes than any tree is high', text.replace(h1, Array(63).fill(h1).join('\n'))],
    ['without an empty line', text.replace(`${h2}\n\n`, `${h2}\n`)],
    ['with two empty lines', text.replace(`${h2}\n\n`, `${h2}\n\n\n\n`).replace('\n— ', '— ')],
    ['without a checkpoint', text.slice(0, text.indexOf('\n\n') + 2)],
    ['with an unsigned checkpoint', text.slice(0, text.lastIndexOf('\n\n') + 1)],
    ['with a checkpoint cut short', text.slice(0, -1)],
    ['with carriage returns', text.replaceAll('\n', '\r\n')],
  ])('%s', (_why, odd) => expect(parseProof(odd)).toBeNull());

  test('and is not written', () => {
    for (const bad of [
      { index: -1 },
      { index: 1.5 },
      { extra: new Uint8Array() },
      { hashes: [new Uint8Array(31)] },
      { hashes: Array<Uint8Array>(64).fill(hash(1)) },
      { checkpoint: 'no note' },
    ]) {
      expect(() => formatProof({ ...proof, ...bad })).toThrow(RangeError);
    }
  });
});

describe('a proof', () => {
  test('is spelt as c2sp.org/tlog-proof says', () => {
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nextra ZXh0cmE=\nindex 73894\n${h1}\n${h2}\n\n${checkpoint}`);
    expect(formatProof({ ...proof, extra: null, index: 0, hashes: [] })).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`);
  });

  test('is read as it was written, the checkpoint to the byte', () => {
    const proofs = fc.record({
      extra: fc.option(fc.uint8Array({ minLength: 1, maxLength: 100 })),
      index: fc.maxSafeNat(),
      hashes: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
      checkpoint: fc.constantFrom(checkpoint, checkpoint.replace('\n\n', '\nan extension\n\n')),
    });
    fc.assert(fc.property(proofs, (p) => void expect(parseProof(formatProof(p))).toEqual(p)));
  });
});

describe('the extra of a receipt', () => {
  const salt = '00112233445566778899aabbccddeeff';
  test.each([
    ['no JSON', 'entry'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no salt', '{"entry":"{}"}'],
    ['a field too many', `{"entry":"{}","salt":null,"x":1}`],
    ['an entry that is no text', '{"entry":{},"salt":null}'],
    ['a salt in capitals', `{"entry":"{}","salt":"${salt.toUpperCase()}"}`],
    ['a short salt', `{"entry":"{}","salt":"${salt.slice(2)}"}`],
    ['another order', `{"salt":null,"entry":"{}"}`],
    ['a space', `{"entry":"{}", "salt":null}`],
    ['a field twice', `{"entry":"{}","entry":"{}","salt":null}`],
  ])('is refused with %s', (_why, odd) => expect(parseExtra(utf8(odd))).toBeNull());

  test('is refused when it is not UTF-8, and is not written with a wrong salt', () => {
    expect(parseExtra(Uint8Array.of(0xff))).toBeNull();
    expect(() => formatExtra({ entry: '{}', salt: 'salt' })).toThrow(RangeError);
  });

  test('comes back with and without a salt', () => {
    for (const x of [
      { entry: '{"v":1}', salt },
      { entry: '{"ground":"条例2019#14"}', salt: null },
    ]) {
      expect(parseExtra(formatExtra(x))).toEqual(x);
    }
  });
});
