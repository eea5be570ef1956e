import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';

test('the token goes with the form, unseen', () => {
  expect(renderToString(examples[0]!.html)).toContain('<input type="hidden" name="_token" value="abc"/>');
});
