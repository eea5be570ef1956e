// Why a dispatch did not go out: a reason of our own list and at most a code. What the other side said is never kept,
// since servers like to quote the address back.

export type DispatchReason =
  | 'slow'
  | 'unreachable'
  | 'refused'
  | 'sign-in'
  | 'no-tls'
  | 'unexpected'
  /** Nothing more is tried for these three. */
  | 'address-refused'
  | 'address-malformed'
  | 'address-erased';

const final: ReadonlySet<DispatchReason> = new Set(['address-refused', 'address-malformed', 'address-erased']);

/** All an adapter may throw. Whatever else it throws is replaced by `unexpected` with the name of its class. */
export class DispatchFault extends Error {
  /** What is stored and logged of it, `refused 451 4.3.0`. */
  readonly noted: string;

  constructor(
    readonly reason: DispatchReason,
    code: string | number | null = null,
  ) {
    const noted = code === null || !/^[\w. -]{1,40}$/.test(String(code)) ? reason : `${reason} ${code}`;
    super(`dispatch not sent: ${noted}`);
    this.name = 'DispatchFault';
    this.noted = noted;
  }

  get isFinal(): boolean {
    return final.has(this.reason);
  }
}

export function asDispatchFault(fault: unknown): DispatchFault {
  if (fault instanceof DispatchFault) return fault;
  return new DispatchFault('unexpected', fault instanceof Error ? fault.name : typeof fault);
}
