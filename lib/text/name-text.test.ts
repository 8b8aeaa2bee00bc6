import { describe, expect, it } from 'vitest'
import { nameText } from './name-text'

const Name = nameText(40, 'Enter a name.')

describe('a name', () => {
  it.each([
    '\u202eknab',
    'a\u2066b',
    'Bank\u200f',
    'Ba\u200bnk',
    'a\u0000b',
    'a\nb',
    'a\u2028b',
    'a\ufeffx',
    'a\u{e0041}',
    '\u061cx',
    'a\u2060b',
  ])('can’t contain invisible characters: %j', (name) => {
    expect(Name.safeParse(name).success).toBe(false)
  })

  it.each(['Müller & Söhne', 'بنك الشمال', 'می\u200cخواهم', '👩\u200d💻 Team', '銀行', 'O’Neill'])(
    'can be written in any script: %s',
    (name) => {
      expect(Name.parse(` ${name} `)).toBe(name)
    },
  )
})
