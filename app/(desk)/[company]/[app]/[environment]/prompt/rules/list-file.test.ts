import { expect, it } from 'vitest'
import { textOfFile } from './list-file'

const bytes = (encoding: BufferEncoding, text: string, ...mark: number[]) =>
  new Uint8Array([...mark, ...Buffer.from(text, encoding)])
const text = 'id\tname\r\n1\tMüller\r\n'

it.each([
  ['UTF-8', bytes('utf8', text)],
  ['UTF-8 with its mark', bytes('utf8', text, 0xef, 0xbb, 0xbf)],
  ['UTF-16, as Excel writes “Unicode text”', bytes('utf16le', text, 0xff, 0xfe)],
  ['UTF-16, the other way round', new Uint8Array([0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()])],
  ['Windows-1252, as Excel writes “CSV”', bytes('latin1', text)],
])('reads %s', (_, file) => {
  expect(textOfFile(file)).toBe(text)
})

it('explains what to do with a spreadsheet that is not text', () => {
  expect(() => textOfFile(new Uint8Array([0x50, 0x4b, 3, 4, 20]))).toThrow('Save it as CSV')
})
