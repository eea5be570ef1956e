import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ledgerBell } from './ledger-bell.ts';

const gone = async (gathered: Promise<void>): Promise<boolean> => {
  let is = false;
  void gathered.then(() => {
    is = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return is;
};

describe('gathering acts for a round', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('goes at once when nothing is under way', async () => {
    const bell = ledgerBell();
    bell.began()();
    expect(await gone(bell.gathered())).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for all that were under way, not for those begun since', async () => {
    const bell = ledgerBell();
    const [first, second] = [bell.began(), bell.began()];
    const gathered = bell.gathered();
    bell.began();
    first();
    expect(await gone(gathered)).toBe(false);
    second();
    second();
    expect(await gone(gathered)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait for an act that takes long', async () => {
    const bell = ledgerBell();
    bell.began();
    const gathered = bell.gathered();
    await vi.advanceTimersByTimeAsync(39);
    expect(await gone(gathered)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await gone(gathered)).toBe(true);
  });
});
