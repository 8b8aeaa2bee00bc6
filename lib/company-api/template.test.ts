import { describe, expect, it } from 'vitest'
import { quickest } from '@/lib/testing/quickest'
import { checkTemplate, defaultTemplate, renderTemplate } from './template'

describe('a body template', () => {
  it('inserts a value as is where a string is one placeholder, and as text within other text', () => {
    const template =
      '{"to":"{{address}}","n":"{{unread}}","data":"{{payload}}","line":"{{title}}: {{body}} ({{unread}})"}'
    expect(
      renderTemplate(template, { address: 'ab12', unread: 3, payload: { aps: {} }, title: 'Ann', body: 'Hi "you"' }),
    ).toEqual({
      to: 'ab12',
      n: 3,
      data: { aps: {} },
      line: 'Ann: Hi "you" (3)',
    })
  })

  it.each(['{{', '{{ ', '{{a ', '{{ a\t', '{', ' }} {{'])('is parsed and rendered in linear time: %j', (start) => {
    const template = JSON.stringify({
      to: `{{ address }}`,
      text: start + ' '.repeat(15_000),
      more: start.repeat(2_000),
    })
    const { milliseconds } = quickest(50, () => checkTemplate(template.slice(0, 16_000).concat('"}')))
    const rendering = quickest(50, () => renderTemplate(template, { address: 'ab12' }))
    expect(Math.max(milliseconds, rendering.milliseconds)).toBeLessThan(50)
  })

  it('can’t be broken out of by a value', () => {
    const body = '","admin":true,"x":"{{authToken}}'
    expect(renderTemplate('{"text":"{{body}}"}', { body, authToken: 'secret' })).toEqual({ text: body })
    expect(renderTemplate('{"text":"a {{body}}"}', { body, authToken: 'secret' })).toEqual({ text: `a ${body}` })
  })

  it('leaves out values that a delivery doesn’t have, in the default template too', () => {
    expect(renderTemplate(null, { uuid: 'u-1', user: { id: 'ann' }, type: 'live', payload: { aps: {} } })).toEqual({
      uuid: 'u-1',
      user: { id: 'ann' },
      type: 'live',
      payload: { aps: {} },
    })
  })

  it('is rejected if it isn’t JSON, has an unknown placeholder, or names no device', () => {
    expect(checkTemplate(defaultTemplate)).toEqual([])
    expect(checkTemplate('{"a": {{payload}}}')[0]).toMatch(/isn’t JSON/)
    expect(checkTemplate('{"a":"{{adress}}"}')).toEqual([
      '{{adress}} isn’t a placeholder.',
      'Add {{deviceToken}}, {{uuid}}, or {{address}} so that the company API knows which device is meant.',
    ])
    expect(checkTemplate('"{{address}}"')).toEqual(['The body must be a JSON object or array.'])
    expect(checkTemplate('{"a":"{{constructor}}","b":"{{uuid}}"}')).toEqual(['{{constructor}} isn’t a placeholder.'])
  })
})
