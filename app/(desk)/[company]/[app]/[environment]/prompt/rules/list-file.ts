/**
 * Decodes a chosen file in the encodings that spreadsheets write: UTF-8, UTF-16 with a byte order mark, Windows-1252.
 */
export function textOfFile(bytes: Uint8Array): string {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04))
    throw new NotText('This is a spreadsheet. Save it as CSV, then choose that file.')
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The message is shown to the person who chose the file. */
export class NotText extends Error {}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte)
