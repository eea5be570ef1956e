// The Luhn check of payment-card numbers (ISO/IEC 7812), to find one that must not be published.

/** Digits only, two at least, whose last fits the others. Nothing but zeros is not a number anyone holds. */
export function checkLuhn(digits: string): boolean {
  if (!/^\d{2,32}$/.test(digits) || /^0+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const value = Number(digits[digits.length - 1 - i]) * (1 + (i % 2));
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
