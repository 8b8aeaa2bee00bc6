/** `a1b2…9f0e`. Short strings, which a UUID may be, show less, so that masking never shows most of one. */
export function maskAddress(address: string): string {
  const shown = address.length >= 16 ? 4 : address.length >= 8 ? 2 : 1
  return `${address.slice(0, shown)}…${address.length >= 8 ? address.slice(-shown) : ''}`
}
