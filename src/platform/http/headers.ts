// Security headers, by kind of page (see SECURITY.md).

/** Public pages are complete without script and send none. */
export const publicPolicy = publicPolicyWith("'none'");

/** The page that asks for a receipt besides: one script, known by its hash, that fills in what the receipt's QR carries behind #. */
export function receiptPolicy(scriptHash: string): string {
  return publicPolicyWith(`'${scriptHash}'`);
}

function publicPolicyWith(scripts: string): string {
  return `default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src ${scripts}`;
}

/** The page that checks proofs: its one script, known by its hash, and addresses of our own to read from. */
export function verifyPolicy(scriptHash: string): string {
  return `default-src 'none'; script-src '${scriptHash}'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;
}

export function consolePolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'`;
}

/** Stored files are downloads, never pages of ours. */
export const filePolicy = "default-src 'none'; sandbox";

export function commonHeaders(secure: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
