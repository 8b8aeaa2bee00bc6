import { describe, expect, it } from 'vitest'
import { readPasted } from './read-pasted'

const token = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e9f0e'
const bytes = Buffer.from(token, 'hex')
const groups = token.match(/.{8}/g)?.join(' ')

describe('readPasted', () => {
  it.each([
    ['as it is', token],
    ['upper case', token.toUpperCase()],
    ['an old NSData description', `<${groups}>`],
    ['spaces', groups],
    ['colons', token.match(/../g)?.join(':')],
    ['dashes', token.match(/../g)?.join('-')],
    ['0x', `0x${token}`],
    [
      '0x before each byte',
      token
        .match(/../g)
        ?.map((byte) => `0x${byte}`)
        .join(', '),
    ],
    ['a Data description', `{length = 32, bytes = 0x${token} }`],
    ['quotes', `"${token}"`],
    ['space around', `\n  ${token}\t`],
    ['broken lines', token.match(/.{16}/g)?.join('\n')],
    ['base64', bytes.toString('base64')],
    ['base64url', bytes.toString('base64url')],
    ['a list of bytes', `[${[...bytes].join(', ')}]`],
  ])('knows a whole token in %s', (_, pasted = '') => {
    expect(readPasted(pasted).addresses).toContain(token)
  })

  it.each([
    ['masked, as Pushdesk shows it', 'a1b2…9f0e', 'a1b2', '9f0e'],
    ['masked with dots', 'A1B2...9F0E', 'a1b2', '9f0e'],
    [
      'shortened by Swift',
      '{length = 32, bytes = 0xa1b2c3d4 e5f60718 293a4b5c 6d7e8f90 ... 293a4b5c 6d7e9f0e }',
      'a1b2c3d4e5f60718293a4b5c6d7e8f90',
      '293a4b5c6d7e9f0e',
    ],
  ])('knows both ends of a token that is %s', (_, pasted, start, end) => {
    expect(readPasted(pasted).ends).toEqual({ start, end })
  })

  it('takes six characters for the start or the end of a token, and fewer not', () => {
    expect(readPasted('7E9F0E').parts).toContain('7e9f0e')
    expect(readPasted('e9f0e').parts).toEqual([])
  })

  it('keeps a UUID as it was given, and in both cases, because the company chose its letters', () => {
    const id = '0192F3C4-5678-7ABC-8DEF-0123456789AB'
    expect(readPasted(id)).toMatchObject({ id: id.toLowerCase(), text: id })
    expect(readPasted(id).addresses).toEqual(expect.arrayContaining([id, id.toLowerCase()]))
  })

  it('keeps a user id as it is, whatever its characters', () => {
    expect(readPasted(' Müller_50% ').text).toBe('Müller_50%')
    expect(readPasted('c-10').id).toBeUndefined()
  })

  it.each([
    ['ada,', 'ada'],
    ['ada;', 'ada'],
    ['<ada>', 'ada'],
    ['(ada).', 'ada'],
    ['"ada",', 'ada'],
    ['“ada”', 'ada'],
    ['[ada]', 'ada'],
    ['\u200bada\u200b', 'ada'],
    ['<>', '<>'],
    [',', ','],
  ])('reads %s as a name with and without what stands around it', (pasted, name) => {
    expect(readPasted(pasted).names).toContain(name)
  })

  it('knows an id of ours with a comma behind it', () => {
    const id = '0192f3c4-5678-7abc-8def-0123456789ab'
    expect(readPasted(`<${id.toUpperCase()}>,`)).toMatchObject({ id })
  })
})
