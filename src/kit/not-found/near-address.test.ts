import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearAddress } from './near-address.ts';

test('nothing is offered that is not another address of this site', () => {
  expect(nearAddress('/nothing')).toBeNull();
  expect(nearAddress('/')).toBeNull();
  expect(nearAddress('//evil.example/')).toBeNull();
  expect(nearAddress('/\\evil.example/')).toBeNull();
  expect(nearAddress('/"><script>/')).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      const near = nearAddress(`/${text}`);
      expect(near === null || /^\/[\w\-.%][\w\-./%]*$/.test(near)).toBe(true);
    }),
  );
});

test('a stroke too many, small letters and left-out noughts are forgiven', () => {
  expect(nearAddress('/organs/')).toBe('/organs');
  expect(nearAddress('/catalogue/04/?page=2')).toBe('/catalogue/04');
  expect(nearAddress('/catalogue/4')).toBe('/catalogue/04');
  expect(nearAddress('/documents/11341899999900011f/202601-17')).toBe('/documents/11341899999900011F/202601-00017');
  expect(nearAddress('/documents/11341899999900011F/202601-00017')).toBeNull();
});
