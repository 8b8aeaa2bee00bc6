/** Returns what a PEM text is if it isn't a .p8 file, and what to do. Safe in a browser. */
export function otherKind(text: string): string | undefined {
  if (/BEGIN CERTIFICATE/.test(text))
    return 'This is a certificate. Pushdesk uses an APNs authentication key (.p8), which works for all push types and doesn’t expire.'
  if (/BEGIN ENCRYPTED PRIVATE KEY/.test(text))
    return 'This key is protected with a password. Upload the .p8 file as you downloaded it from Apple.'
  if (/BEGIN (EC|RSA) PRIVATE KEY/.test(text))
    return 'This key is in another format (SEC1 or PKCS#1). Upload the .p8 file as you downloaded it from Apple.'
  if (/BEGIN PUBLIC KEY/.test(text)) return 'This is a public key. Upload the private one, the .p8 file.'
  return undefined
}
