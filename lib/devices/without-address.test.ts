import { describe, expect, it } from 'vitest'
import { withoutAddress } from './without-address'

const request = (address: string) => ({
  method: 'POST',
  url: `https://push.example.com/notify?to=${encodeURIComponent(address)}`,
  headers: { ':path': `/3/device/${address}`, 'apns-priority': '10', 'content-length': '123' },
  body: { uuid: address, count: 1, isNew: true, nothing: null, list: [1, address], text: JSON.stringify({ address }) },
})

describe('withoutAddress', () => {
  it.each([
    ['a digit', '1', '…'],
    ['a letter', 'e', '…'],
    ['two characters', 'ab', '…'],
    ['a word of JSON', 'null', 'n…'],
    ['a quote', '"', '…'],
    ['a backslash', '\\', '…'],
    ['what a pattern means something by', '$&.*+?^{}()|[]', '$&…[]'],
    ['what JSON means something by', '{"a":[1]}', '{"…]}'],
    ['an emoji', '😀', '…'],
    ['emojis', '😀😀😀😀😀😀😀😀', '😀😀…😀😀'],
    ['spaces', '   ', ' …'],
    ['a slash and a percent sign', 'a/b%20c d', 'a/… d'],
    ['400 characters', 'x'.repeat(400), 'xxxx…xxxx'],
  ])('masks the address and changes nothing else: %s', (_, address, masked) => {
    const shown = withoutAddress(request(address), address)
    expect(shown.body).toMatchObject({ uuid: masked, count: 1, isNew: true, nothing: null, list: [1, masked] })
    expect(shown.url).toBe(`https://push.example.com/notify?to=${masked}`)
    expect(shown.headers[':path']).toBe(`/3/device/${masked}`)
    expect(shown.headers['content-length']).toBe('123')
    expect(shown.method).toBe('POST')
  })

  it('masks a long address within other text', () => {
    const body = { text: 'for device-0011223344, thanks', 'device-0011223344': 1 }
    expect(withoutAddress({ body }, '0011223344')).toEqual({
      body: { text: 'for device-00…44, thanks', 'device-00…44': 1 },
    })
  })

  it('doesn’t mask a short address within a number or a longer word', () => {
    const part = { status: 'code 410, 1 of 11', one: 'a1 1a' }
    expect(withoutAddress(part, '1')).toEqual({ status: 'code 410, … of 11', one: 'a1 1a' })
  })

  it('returns a missing request unchanged', () => {
    expect(withoutAddress(null, '1')).toBeNull()
    expect(withoutAddress(undefined, '1')).toBeUndefined()
  })
})
