import { describe, expect, it } from 'vitest'
import { checkPush } from './check-push'

const alert = { aps: { alert: 'hello' } }
const silent = { aps: { 'content-available': 1 } }
const background = { 'apns-push-type': 'background', 'apns-priority': '5' }
const start = {
  timestamp: 1_790_000_000,
  event: 'start',
  'content-state': {},
  'attributes-type': 'Queue',
  attributes: {},
  alert: { title: { 'loc-key': 'T' }, body: 'b', sound: 'x' },
}
const liveactivity = { 'apns-push-type': 'liveactivity', 'apns-priority': '10' }
const aps = (keys: object) => ({ aps: { alert: 'x', ...keys } })
const sized = (bytes: number) => ({ aps: { alert: 'x' }, fill: 'a'.repeat(bytes - 31) })

describe('checkPush', () => {
  it.each<[string, unknown, Record<string, string>?]>([
    ['a plain alert', alert],
    [
      'an alert with everything',
      aps({
        alert: { title: 't', subtitle: 's', body: 'b', 'title-loc-key': null, 'loc-args': ['a'] },
        badge: 3,
        sound: { critical: 1, name: 'x', volume: 0.5 },
        'thread-id': 't',
        'interruption-level': 'time-sensitive',
        'relevance-score': 1,
        'mutable-content': 1,
      }),
    ],
    ['a badge alone', { aps: { badge: 0 } }],
    ['a silent push without a push type', silent],
    ['a silent push', silent, background],
    ['custom keys beside aps', { ...alert, pushdesk: { v: 1 } }],
    ['a Live Activity that starts', { aps: start }, liveactivity],
    ['a Live Activity whose relevance is above 1', { aps: { ...start, 'relevance-score': 75 } }, liveactivity],
    ['a widget', { aps: { 'content-changed': true } }, { 'apns-push-type': 'widgets' }],
    ['a VoIP push without aps', { call: 1 }, { 'apns-push-type': 'voip' }],
    ['4,096 bytes', sized(4096)],
    ['5,120 bytes over VoIP', sized(5120), { 'apns-push-type': 'voip' }],
    ['a collapse id of 64 bytes', alert, { 'apns-collapse-id': 'é'.repeat(32) }],
    ['expiration 0', alert, { 'apns-expiration': '0' }],
    ['a topic of its type', alert, { 'apns-push-type': 'voip', 'apns-topic': 'com.example.app.voip' }],
  ])('accepts %s', (_, payload, headers) => {
    expect(checkPush({ payload, headers })).toEqual([])
  })

  it.each<[string, unknown, Record<string, string> | undefined, string]>([
    ['a payload that isn’t an object', 'text', undefined, 'payload'],
    ['a list', [], undefined, 'payload'],
    ['an empty object', {}, undefined, 'payload'],
    ['4,097 bytes', sized(4097), undefined, 'payload'],
    ['4,097 bytes that are fewer characters', { aps: { alert: 'é'.repeat(2040) } }, undefined, 'payload'],
    ['5,121 bytes over VoIP', sized(5121), { 'apns-push-type': 'voip' }, 'payload'],
    ['no aps', { alert: 'x' }, undefined, 'payload.aps'],
    ['an aps that isn’t a dictionary', { aps: 'x' }, undefined, 'payload.aps'],
    ['nothing to see or hear', { aps: { 'thread-id': 'x' } }, undefined, 'payload.aps'],
    ['a custom key inside aps', aps({ mine: 1 }), undefined, 'payload.aps.mine'],
    ['an MDM push', { mdm: 'magic' }, { 'apns-push-type': 'mdm' }, 'headers.apns-push-type'],
    ['an empty alert', { aps: { alert: {} } }, undefined, 'payload.aps.alert'],
    ['an alert without text', { aps: { alert: '' } }, undefined, 'payload.aps.alert'],
    ['an alert of a blank', { aps: { alert: ' \u200b\n' } }, undefined, 'payload.aps.alert'],
    ['an alert without text next to a badge', { aps: { alert: '', badge: 1 } }, undefined, 'payload.aps.alert'],
    [
      'an alert of empty texts',
      { aps: { alert: { title: '', subtitle: ' ', body: '' } } },
      undefined,
      'payload.aps.alert',
    ],
    ['an alert with arguments alone', { aps: { alert: { 'loc-args': ['a'] } } }, undefined, 'payload.aps.alert'],
    ['a sound without a name', { aps: { sound: '' } }, undefined, 'payload.aps'],
    ['an alert that is a number', { aps: { alert: 1 } }, undefined, 'payload.aps.alert'],
    ['a title that is a number', { aps: { alert: { title: 1 } } }, undefined, 'payload.aps.alert.title'],
    ['loc-args that are not strings', { aps: { alert: { 'loc-args': [1] } } }, undefined, 'payload.aps.alert.loc-args'],
    ['an unknown key of alert', { aps: { alert: { heading: 'x' } } }, undefined, 'payload.aps.alert.heading'],
    ['a badge that is text', aps({ badge: '1' }), undefined, 'payload.aps.badge'],
    ['a badge below zero', aps({ badge: -1 }), undefined, 'payload.aps.badge'],
    ['a sound too loud', aps({ sound: { name: 'x', volume: 2 } }), undefined, 'payload.aps.sound'],
    ['content-available true', aps({ 'content-available': true }), undefined, 'payload.aps.content-available'],
    ['mutable-content as text', aps({ 'mutable-content': '1' }), undefined, 'payload.aps.mutable-content'],
    [
      'an unknown interruption level',
      aps({ 'interruption-level': 'loud' }),
      undefined,
      'payload.aps.interruption-level',
    ],
    ['a relevance above 1', aps({ 'relevance-score': 2 }), undefined, 'payload.aps.relevance-score'],
    ['a thread id that is a number', aps({ 'thread-id': 1 }), undefined, 'payload.aps.thread-id'],
    ['a background push with an alert', aps({ 'content-available': 1 }), background, 'payload.aps.alert'],
    ['a background push with a badge', { aps: { 'content-available': 1, badge: 1 } }, background, 'payload.aps.badge'],
    ['a background push without content-available', { aps: {} }, background, 'payload.aps.content-available'],
    ['a background push of priority 10', silent, { ...background, 'apns-priority': '10' }, 'headers.apns-priority'],
    ['priority 10 for a silent push', silent, { 'apns-priority': '10' }, 'headers.apns-priority'],
    [
      'a Live Activity of priority 1',
      { aps: start },
      { ...liveactivity, 'apns-priority': '1' },
      'headers.apns-priority',
    ],
    [
      'a Live Activity without a timestamp',
      { aps: { ...start, timestamp: undefined } },
      liveactivity,
      'payload.aps.timestamp',
    ],
    [
      'a Live Activity in milliseconds',
      { aps: { ...start, timestamp: 1_790_000_000_000 } },
      liveactivity,
      'payload.aps.timestamp',
    ],
    ['a Live Activity with an unknown event', { aps: { ...start, event: 'stop' } }, liveactivity, 'payload.aps.event'],
    [
      'a start without attributes',
      { aps: { ...start, attributes: undefined } },
      liveactivity,
      'payload.aps.attributes',
    ],
    [
      'an update without content state',
      { aps: { event: 'update', timestamp: 1 } },
      liveactivity,
      'payload.aps.content-state',
    ],
    ['controls without content-changed', { aps: {} }, { 'apns-push-type': 'controls' }, 'payload.aps.content-changed'],
    ['MDM without its magic', { aps: {} }, { 'apns-push-type': 'mdm' }, 'payload.mdm'],
    ['an unknown push type', alert, { 'apns-push-type': 'loud' }, 'headers.apns-push-type'],
    ['a push type of Object', alert, { 'apns-push-type': 'constructor' }, 'headers.apns-push-type'],
    ['priority 7', alert, { 'apns-priority': '7' }, 'headers.apns-priority'],
    ['an expiration in milliseconds', alert, { 'apns-expiration': '1790000000000' }, 'headers.apns-expiration'],
    ['an expiration with a fraction', alert, { 'apns-expiration': '1.5' }, 'headers.apns-expiration'],
    ['a collapse id of 65 bytes', alert, { 'apns-collapse-id': `a${'é'.repeat(32)}` }, 'headers.apns-collapse-id'],
    ['a collapse id with a line break', alert, { 'apns-collapse-id': 'a\nb' }, 'headers.apns-collapse-id'],
    ['an apns-id in capitals', alert, { 'apns-id': '0198A0B0-0000-7000-8000-000000000000' }, 'headers.apns-id'],
    [
      'a topic of another type',
      alert,
      { 'apns-push-type': 'voip', 'apns-topic': 'com.example.app' },
      'headers.apns-topic',
    ],
  ])('rejects %s', (_, payload, headers, path) => {
    const problems = checkPush({ payload, headers })
    expect(problems.map((problem) => problem.path)).toContain(path)
    for (const { message } of problems) expect(message).toMatch(/\S.*\.$/)
  })
})
