// A line of the log is for machines: one object, its fault with the stack, nothing that breaks the line.
import { expect, test } from 'vitest';
import { jsonLog, terminalLog } from './log.ts';

function written(say: (log: ReturnType<typeof jsonLog>) => void, make = jsonLog): string[] {
  const lines: string[] = [];
  say(make((line) => lines.push(line)));
  return lines;
}

test('a fault is written with its stack, on one line, whatever its message holds', () => {
  const [line, ...more] = written((log) => log.error({ fault: new Error('one\ntwo'), id: 'f-1' }, 'a request failed'));
  expect(more).toEqual([]);
  expect(line).not.toContain('\n');
  expect(JSON.parse(line!)).toMatchObject({
    level: 'error',
    message: 'a request failed',
    id: 'f-1',
    fault: expect.stringMatching(/^Error: one\ntwo\n\s+at /),
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  });
});

test('a person at a terminal reads a sentence with its details', () => {
  expect(written((log) => log.warn({ free: 3 }, 'disk low'), terminalLog)).toEqual([
    expect.stringMatching(/! disk low {2}free=3$/),
  ]);
});
