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
  ])('recognizes a whole token as %s', (_, pasted = '') => {
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
  ])('recognizes both ends of a token that is %s', (_, pasted, start, end) => {
    expect(readPasted(pasted).ends).toEqual({ start, end })
  })

  it('requires six characters for the start or end of a token', () => {
    expect(readPasted('7E9F0E').parts).toContain('7e9f0e')
    expect(readPasted('e9f0e').parts).toEqual([])
  })

  it('keeps a UUID as given and tries both cases, because the company chose the case', () => {
    const id = '0192F3C4-5678-7ABC-8DEF-0123456789AB'
    expect(readPasted(id)).toMatchObject({ ids: [id.toLowerCase()], text: id })
    expect(readPasted(id).addresses).toEqual(expect.arrayContaining([id, id.toLowerCase()]))
  })

  it('keeps a user ID unchanged, whatever its characters', () => {
    expect(readPasted(' Müller_50% ').text).toBe('Müller_50%')
    expect(readPasted('c-10').ids).toEqual([])
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
  ])('reads %s as a name with and without the punctuation around it', (pasted, name) => {
    expect(readPasted(pasted).names).toContain(name)
  })

  it('recognizes a Pushdesk ID followed by a comma', () => {
    const id = '0192f3c4-5678-7abc-8def-0123456789ab'
    expect(readPasted(`<${id.toUpperCase()}>,`)).toMatchObject({ ids: [id] })
  })

  const id = '0192f3c4-5678-7abc-8def-0123456789ab'
  it.each([
    ['a header', `apns-id: ${id.toUpperCase()}`, id],
    ['a header of a curl call', `curl -H 'apns-id: ${id}' https://api.push.apple.com/3/device/${token}`, id],
    ['a line of a log', `2026-11-27T14:05:00Z INFO push apns_id=${id} status=410`, id],
    ['JSON', `{"delivery": {"id": "${id}"}, "state": "failed"}`, id],
    ['JSON in JSON', `{"body":"{\\"deviceId\\":\\"${id}\\"}"}`, id],
    ['a URN', `urn:uuid:${id}`, id],
    ['no dashes', id.replaceAll('-', ''), id],
    ['braces', `{${id.toUpperCase()}}`, id],
    ['a page of another host', `https://push.example.com/nb/ios/production/deliveries/${id}?x=1#top`, id],
    ['a path alone', `/nb/ios/sandbox/devices/${id}`, id],
    ['a query of a page', `https://push.example.com/nb/ios/production/deliveries?open=${id}&state=failed`, id],
    ['a sentence', `Why did ${id} not arrive?`, id],
    ['Markdown', `**${id}**`, id],
  ])('finds a Pushdesk ID in %s', (_, pasted, wanted) => {
    expect(readPasted(pasted).ids).toContain(wanted)
  })

  it.each([
    ['user_id=maria-1', 'maria-1'],
    ['User ID: maria-1', 'maria-1'],
    ['user id: maria 1', 'maria 1'],
    ['"messageId": "msg 7",', 'msg 7'],
    ['messageId: msg-7', 'msg-7'],
    ['"user": {"id": "maria-1"}', 'maria-1'],
    ["user: { id: 'maria-1' }", 'maria-1'],
    ['user.id => maria-1', 'maria-1'],
    ['conversation-id: "c/9"', 'c/9'],
    ['X-User-Id: maria@example.com', 'maria@example.com'],
    ['?userId=maria-1&limit=5', 'maria-1'],
    ['{"sub":"mar\\u00eda"}', 'maría'],
    ['Kunde: maria-1', 'maria-1'],
    ['`maria-1`', 'maria-1'],
    ['https://push.example.com/api/v1/customers/maria%401', 'maria@1'],
    ['https://push.example.com/api/v1/customers/%E0%A4%A', '%E0%A4%A'],
    ['https://push.example.com/nb/ios/production/deliveries?conversation=c%2F9', 'c/9'],
    ['\uff4d\uff41\uff52\uff49\uff41', 'maria'],
    ['GET /api/v1/customers/maria-1 HTTP/1.1', 'maria-1'],
  ])('reads the name in %s', (pasted, name) => {
    expect(readPasted(pasted).names).toContain(name)
    expect(readPasted(pasted).names).toContain(readPasted(pasted).text)
  })

  it.each([
    ['a label and angle brackets', `token: <${groups}>`],
    ['a label and groups', `Device token: ${groups}`],
    ['a label and base64', `"deviceToken":"${bytes.toString('base64')}"`],
    ['a label and a Data description', `token = {length = 32, bytes = 0x${token}}`],
    ['the path of a request to APNs', `:path: /3/device/${token}`],
    ['the address of a request to APNs', `https://api.sandbox.push.apple.com/3/device/${token.toUpperCase()}`],
    ['a sentence', `The token ${token} is dead.`],
    ['signed bytes', `[${[...bytes].map((byte) => (byte > 127 ? byte - 256 : byte)).join(', ')}]`],
  ])('recognizes a whole token in %s', (_, pasted) => {
    expect(readPasted(pasted).addresses).toContain(token)
  })

  it.each([
    ['7a…9c', '7a', '9c'],
    ['7a...9c', '7a', '9c'],
    ['7a****9c', '7a', '9c'],
    ['7a••••9c', '7a', '9c'],
    ['token: <7a…9c>', '7a', '9c'],
    ['…9f0e', '', '9f0e'],
    ['a1b2…', 'a1b2', ''],
  ])('recognizes both ends in %s', (pasted, start, end) => {
    expect(readPasted(pasted).ends).toEqual({ start, end })
  })

  it('recognizes the URL of a Pushdesk page, whatever its host', () => {
    const place = { company: 'nb', app: 'ios', environment: 'production' }
    expect(readPasted('https://push.example.com/nb/ios/production/deliveries?state=failed#x').page).toEqual({
      path: '/nb/ios/production/deliveries?state=failed',
      place,
    })
    expect(readPasted(`https://a.example/nb/ios/production/customers/${id}/why`).page).toEqual({
      path: `/nb/ios/production/customers/${id}/why`,
      place,
      subject: id,
    })
    expect(readPasted('https://example.com/a/b').page).toBeUndefined()
  })

  it('searches for longer names only by the labeled value, not by the text around it', () => {
    expect(readPasted('user_id=maria-1').beginnings).toEqual(['maria-1'])
    expect(readPasted('maria-1').beginnings).toEqual(['maria-1'])
  })

  it.each([
    ['a very long text', 'a'.repeat(1_000_000)],
    ['many labels', 'id=a '.repeat(10_000)],
    ['many quotes', '"\\'.repeat(20_000)],
    ['many brackets', '<'.repeat(100_000)],
    ['many dots', '.'.repeat(100_000)],
    ['many addresses', 'https://a.example/customers/b '.repeat(5_000)],
    ['spaces', ' '.repeat(100_000)],
    ['letters and spaces', 'ab cd '.repeat(20_000)],
    ['NUL and half characters', '\0\ud800x\udc00'],
    ['signs of a pattern', '%_\\'],
    ['a word far from the next', `x${' '.repeat(19_000)}y`],
    ['many backslashes', '\\'.repeat(100_000)],
    ['nothing', ''],
  ])('reads %s safely, into only a few values', (_, pasted) => {
    const { names, beginnings, ids, addresses, parts } = readPasted(pasted)
    for (const list of [names, beginnings, ids, addresses, parts]) expect(list.length).toBeLessThanOrEqual(36)
    expect(JSON.stringify([names, beginnings, parts]).length).toBeLessThan(60_000)
    expect(readPasted('x\0\ud800').text).toBe('x')
  })
})
