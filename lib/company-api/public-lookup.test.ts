import { describe, expect, it } from 'vitest'
import { areAllPublic, checkLiteralAddress, publicLookup } from './public-lookup'

const publicAddresses = ['93.184.215.14', '1.1.1.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c']
const otherAddresses = [
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  'ff02::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
]

const answer = (...addresses: string[]) => addresses.map((address) => ({ address }))

describe('the check for public addresses', () => {
  it('accepts a name with only public addresses', () => {
    expect(areAllPublic(answer(...publicAddresses))).toBe(true)
  })

  it.each(otherAddresses)('rejects a name with %s among its addresses, in any position', (other) => {
    const [first = '', ...rest] = publicAddresses
    for (const addresses of [
      [other],
      [other, ...publicAddresses],
      [first, other, ...rest],
      [...publicAddresses, other],
    ])
      expect(areAllPublic(answer(...addresses))).toBe(false)
  })

  it.each([true, false])('rejects the name of this machine during the lookup (all: %s)', async (all) => {
    const error = await new Promise((resolve) => publicLookup('localhost', { all }, resolve))
    expect(error).toMatchObject({ code: 'address_not_allowed' })
  })

  it.each(otherAddresses)('rejects the literal address %s, which is never looked up', (other) => {
    const host = other.includes(':') ? `[${other}]` : other
    expect(() => checkLiteralAddress(new URL(`https://${host}/push`))).toThrow('not public')
  })
})
