import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each([
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  'evil.example',
  '@evil.example',
  '.evil.example',
  '/\u0000/evil.example',
  '/\u0085/evil.example',
  '',
  `/${'a'.repeat(1001)}`,
  '/console/sign-out',
  '/console/sign-in?next=/console/sign-in',
  '/console/invitations/abc',
  '/a/../console/sign-out',
])('a way back that is not ours, or goes in circles, leads to the desk: %s', (given) => {
  expect(ownPath(given)).toBe('/console');
});

test.each([
  ['/console/documents?state=due&page=2', '/console/documents?state=due&page=2'],
  ['/console/documents/港口镇#part', '/console/documents/%E6%B8%AF%E5%8F%A3%E9%95%87'],
  ['/', '/'],
  ['/search?q=//evil.example', '/search?q=//evil.example'],
])('a path of ours is kept: %s', (given, kept) => {
  expect(ownPath(given)).toBe(kept);
});

test('whatever is given, a browser stays on this site and the header can carry it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('/', '\\', '.', ':', '@', '%2f', '%5c', 'a', 'http:', '?', '#', '\t', '港'), { maxLength: 12 }),
      (parts) => {
        const path = ownPath(parts.join(''));
        expect(new URL(path, 'https://town.example').host).toBe('town.example');
        expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
      },
    ),
    { numRuns: 2000 },
  );
});
