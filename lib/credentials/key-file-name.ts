/**
 * Returns the key ID in Apple's file name `AuthKey_ABC123DEFG.p8`, to which browsers may add ` (1)` or `.txt`. Safe in
 * a browser.
 */
export function keyIdInFileName(name: string): string | undefined {
  return /(?:Auth|Api)Key_([A-Z0-9]{10})\b/i.exec(name)?.[1]?.toUpperCase()
}
