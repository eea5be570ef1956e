// What people who mean harm, or programs that mean nothing, put where a word was expected.

export const MARK = '1337*7331';
/** What a template engine would make of it. */
export const PRODUCT = '9801547';

export const texts: readonly string[] = [
  '',
  ' ',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  "' or '1'='1' --",
  "'; drop table people_staff; --",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  `{{${MARK}}}\${${MARK}}<%= ${MARK} %>#{${MARK}}`,
  '\u0000',
  'a\u0000b',
  '%00%2525%0d%0aset-cookie:x=1',
  '\r\nx-injected: 1',
  '👩‍👩‍👧‍👦𠮷\u202e龘',
  '\ud800',
  '香'.repeat(5000),
  '99999999999999999999999',
  '-1',
  '1e308',
  'NaN',
  '0x10',
  '2026-02-31',
  '9999-12-31',
  '0001-01-01',
  '__proto__',
  'constructor',
  '[]',
  '{"type":"doc","content":[{"type":"paragraph","content":{"__proto__":1}}]}',
  '00000000-0000-0000-0000-000000000000',
  "=cmd|'/c calc'!A1",
];

/** The same inside one segment of an address, as it travels; those that cannot be encoded are sent raw. */
export const segments: readonly string[] = [
  ...texts.filter((t) => t !== '' && t.length < 300 && t !== '\ud800').map((t) => encodeURIComponent(t)),
  encodeURIComponent('香'.repeat(100)),
  'x'.repeat(5000),
  '%00',
  '%2525',
  '%252e%252e%252f',
  '%ff',
  '%E0%A4%A',
  '%',
  '..',
  '.',
  '%2e%2e',
  '..%2f..%2f',
  ';x=1',
  'a;b',
];

/** Queries that are more than one value for a name. */
export const oddQueries: readonly string[] = [
  'page=1&page=2&q=a&q=b&organ=1&organ=2&state=a&state=b&cursor=a&cursor=b&limit=1&limit=2&year=1&year=2',
  'page[]=1&q[]=a&organ[]=x&q[a][b]=c&cursor[]=a&limit[]=1',
  '__proto__=1&__proto__[x]=1&constructor[prototype][x]=1&q[__proto__][x]=1&hasOwnProperty=1',
  'page=0&limit=0',
  'page=-9223372036854775809&limit=-1',
  'page=1e400&limit=1e400',
  '&&&===&?&%&%zz&q=%',
  'q=%00&page=%00&organ=%00&item=%00&state=%00&cursor=%00',
  `${'a=1&'.repeat(1500)}q=x`,
];
