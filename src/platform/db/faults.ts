// Database faults in one shape for both engines, so that rooms ask "which constraint?" and never "which driver?".

export class DatabaseFault extends Error {
  constructor(
    message: string,
    /** SQLSTATE, or null when the driver gave none. */
    readonly code: string | null,
    readonly constraint: string | null,
    /** First words of the statement; parameters are left out because they may be personal. */
    readonly statement: string,
  ) {
    super(message);
    this.name = 'DatabaseFault';
  }
}

export function isUniqueViolation(fault: unknown, constraint?: string): boolean {
  return (
    fault instanceof DatabaseFault && fault.code === '23505' && (constraint === undefined || fault.constraint === constraint)
  );
}

/** Serialisation failure or deadlock: the whole act may be tried again. */
export function isRetryable(fault: unknown): boolean {
  return fault instanceof DatabaseFault && (fault.code === '40001' || fault.code === '40P01');
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** The database does not answer, or sends everybody away: nothing is wrong with what was asked, it can be asked again later. */
export function isUnavailable(fault: unknown): boolean {
  const { code, message } = fault as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08'))) return true;
  return /timeout exceeded when trying to connect|Connection terminated/.test(String(message));
}
