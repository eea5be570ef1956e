import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newSigningKey, sha256 } from '../crypto.ts';
import { COSIGNATURE, ED25519, formatVkey, keyIdOf, type VerifierKey } from './note.ts';
import { formatPolicy, type Policy, parsePolicy, quorumMet, witnessesAmong } from './policy.ts';

function keyNamed(name: string, type: number, publicKey = newSigningKey().publicKey): VerifierKey {
  return { name, type, publicKey, keyId: keyIdOf(sha256, name, type, publicKey) };
}

const log = formatVkey(keyNamed('gk.example.gov.cn/ledger', ED25519));
const witnesses = ['x1', 'x2', 'x3', 'y1', 'y2', 'y3'].map((n) => keyNamed(`${n}.example.org`, COSIGNATURE));
const [x1, x2, x3, y1, y2, y3] = witnesses.map(formatVkey) as [string, string, string, string, string, string];
const reused = formatVkey(keyNamed('again.example.org', COSIGNATURE, witnesses[0]!.publicKey));

/** The example of the specification. */
const example = `log ${log}

witness X1 ${x1}
witness X2 ${x2}
witness X3 ${x3}
group X-witnesses 2 X1 X2 X3

witness Y1 ${y1}
witness Y2 ${y2}
witness Y3 ${y3}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

function policyOf(text: string): Policy {
  const parsed = parsePolicy(sha256, text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.why}`);
  return parsed.policy;
}

const isMet = (text: string, ...names: string[]): boolean => quorumMet(policyOf(text), new Set(names));
const three = `witness a ${x1}\nwitness b ${x2}\nwitness c ${x3}\n`;

describe('a policy is refused, with its line', () => {
  test.each<[string, number, string]>([
    ['', 1, 'no-quorum'],
    [`log ${log}\n`, 2, 'no-quorum'],
    ['quorum none', 1, 'line-not-ended'],
    ['quorum none\nquorum none\n', 2, 'quorum-twice'],
    ['quorum\n', 1, 'wrong-number-of-words'],
    ['quorum none none\n', 1, 'wrong-number-of-words'],
    ['quorum a\n', 1, 'name-unknown'],
    [`quorum a\nwitness a ${x1}\n`, 1, 'name-unknown'],
    ['Quorum none\n', 1, 'unknown-line'],
    ['quorum none\r\n', 1, 'not-text'],
    ['quorum none\u0000\n', 1, 'not-text'],
    ['quorum none\u007f\n', 1, 'not-text'],
    ['# \u000b\nquorum none\n', 1, 'not-text'],
    ['# \ud800\nquorum none\n', 1, 'not-text'],
    ['quorum\u00a0none\n', 1, 'unknown-line'],
    ['quorum\u3000none\n', 1, 'unknown-line'],
    ['\nlog\nquorum none\n', 2, 'wrong-number-of-words'],
    [`log ${log} https://a.example b\n`, 1, 'wrong-number-of-words'],
    ['log nonsense\n', 1, 'bad-key'],
    [`log ${log.replace('gk.', 'gl.')}\n`, 1, 'bad-key'],
    [`log ${x1}\n`, 1, 'wrong-kind-of-key'],
    [`log ${log}\nlog ${log} https://b.example/\n`, 2, 'key-twice'],
    ['witness a\n', 1, 'wrong-number-of-words'],
    [`witness a ${x1} https://a.example b\n`, 1, 'wrong-number-of-words'],
    [`witness a ${log}\n`, 1, 'wrong-kind-of-key'],
    [`witness a ${x1.toUpperCase()}\n`, 1, 'bad-key'],
    [`witness none ${x1}\n`, 1, 'name-reserved'],
    [`witness a ${x1}\nwitness a ${x2}\n`, 2, 'name-twice'],
    [`witness a ${x1}\nwitness b ${x1}\n`, 2, 'key-twice'],
    [`witness a ${x1}\nwitness b ${reused}\n`, 2, 'key-twice'],
    [`${three}group g all\n`, 4, 'wrong-number-of-words'],
    [`${three}group g\n`, 4, 'wrong-number-of-words'],
    [`${three}group g 0 a b\n`, 4, 'bad-threshold'],
    [`${three}group g 3 a b\n`, 4, 'bad-threshold'],
    [`${three}group g 01 a b\n`, 4, 'bad-threshold'],
    [`${three}group g 1.5 a b\n`, 4, 'bad-threshold'],
    [`${three}group g -1 a b\n`, 4, 'bad-threshold'],
    [`${three}group g most a b\n`, 4, 'bad-threshold'],
    [`${three}group g any a d\n`, 4, 'name-unknown'],
    [`${three}group g any A\n`, 4, 'name-unknown'],
    [`${three}group g any g\n`, 4, 'name-unknown'],
    [`${three}group g any none\n`, 4, 'name-reserved'],
    [`${three}group none any a\n`, 4, 'name-reserved'],
    [`${three}group a any b\n`, 4, 'name-twice'],
    [`${three}group g any a a\n`, 4, 'member-twice'],
    [`${three}group g any a b\ngroup h any b c\n`, 5, 'member-twice'],
    [`${three}group g any a\ngroup h any g\ngroup i any g\n`, 6, 'member-twice'],
    [`group g any h\n${three}`, 1, 'name-unknown'],
  ])('%j', (text, line, why) => {
    expect(parsePolicy(sha256, text)).toEqual({ ok: false, line, why });
  });

  test('when it is cut anywhere', () => {
    for (let n = 0; n < example.length; n++) expect(parsePolicy(sha256, example.slice(0, n)).ok).toBe(false);
  });
});

describe('a quorum is not met', () => {
  test('by names that are not of its witnesses: groups, keys, the quorum itself', () => {
    const all = ['X-and-Y', 'X-witnesses', 'Y-witnesses', 'none', 'x1.example.org', 'x1', ''];
    expect(isMet(example, ...all)).toBe(false);
    expect(isMet(example, ...all, 'X1', 'Y1')).toBe(false);
    expect(isMet(`${three}group g any a\nquorum g\n`, 'g')).toBe(false);
  });

  test.each([[], ['X1'], ['X1', 'X2'], ['X1', 'X2', 'X3'], ['Y1', 'Y2', 'Y3'], ['X1', 'Y1', 'Y2']])(
    'by %j in the example',
    (...names) => {
      expect(isMet(example, ...(names as string[]))).toBe(false);
    },
  );
});

describe('a quorum', () => {
  test.each([
    ['X1', 'X2', 'Y1'],
    ['X2', 'X3', 'Y3'],
    ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'],
  ])('of the example is met by %s %s %s', (...names) => {
    expect(isMet(example, ...names)).toBe(true);
  });

  test('of none is met by nobody, of one witness by that one', () => {
    expect(isMet('quorum none\n')).toBe(true);
    const one = `witness a ${x1}\nwitness b ${x2}\nquorum a\n`;
    expect([isMet(one, 'a'), isMet(one, 'b'), isMet(one)]).toEqual([true, false, false]);
  });

  test('asks for any, all or so many, as counted by hand', () => {
    const names = ['a', 'b', 'c'];
    const some = fc.subarray(names);
    fc.assert(
      fc.property(some, fc.constantFrom('any', 'all', '1', '2', '3'), (given, need) => {
        const least = need === 'any' ? 1 : need === 'all' ? 3 : Number(need);
        return isMet(`${three}group g ${need} a b c\nquorum g\n`, ...given) === given.length >= least;
      }),
    );
  });

  test('reaches through as many groups as anybody nests', () => {
    const chain = Array.from({ length: 5000 }, (_, i) => `group g${i + 1} any g${i}`);
    const deep = `witness a ${x1}\ngroup g0 any a\n${chain.join('\n')}\nquorum g5000\n`;
    expect([isMet(deep, 'a'), isMet(deep)]).toEqual([true, false]);
  });
});

describe('a policy', () => {
  test('says whom it names, with addresses where it has them', () => {
    const policy = policyOf(
      `\t# ours\n  log\t${log}  https://gk.example.gov.cn/ledger \n\nwitness 县档案馆 ${x1}\t\nquorum 县档案馆\n`,
    );
    expect(policy.logs).toMatchObject([{ vkey: log, url: 'https://gk.example.gov.cn/ledger' }]);
    expect(policy.witnesses).toMatchObject([{ name: '县档案馆', vkey: x1, url: null }]);
    expect(policy.quorum).toBe('县档案馆');
  });

  test('may define after its quorum, and a group may be called like a keyword', () => {
    expect(policyOf(`quorum none\nwitness a ${x1}\n`).witnesses.length).toBe(1);
    expect(isMet(`${three}group all any a\ngroup any all b all\nquorum any\n`, 'a', 'b')).toBe(true);
  });

  test('is read again as it was written', () => {
    for (const text of [example, 'quorum none\n', `log ${log} https://gk.example.gov.cn/\n${three}group g 2 a b c\nquorum g\n`]) {
      const policy = policyOf(text);
      expect(policyOf(formatPolicy(policy))).toEqual(policy);
    }
  });

  test('finds its witnesses among keys, by the whole key', () => {
    const policy = policyOf(example);
    const other = keyNamed('x2.example.org', COSIGNATURE);
    expect([...witnessesAmong(policy, [witnesses[3]!, witnesses[0]!, other])]).toEqual(['X1', 'Y1']);
    expect(witnessesAmong(policy, [])).toEqual(new Set());
  });
});
