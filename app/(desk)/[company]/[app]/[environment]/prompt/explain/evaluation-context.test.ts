import { expect, it } from 'vitest'
import { offContent } from '@/lib/prompts/content/content'
import { attributesRead, contextOfClient, shownValue, typedContext } from './evaluation-context'

const client = {
  targetingKey: 'anna',
  context: { roles: ['staff', 'beta'], user: { id: 'anna', plan: 'free' }, timesAsked: 2, isNew: true },
}
const said = contextOfClient(client)

it('keeps every attribute that a recent client sent', () => {
  expect(typedContext(said, {})).toEqual({ ...client.context, targetingKey: 'anna' })
})

it.each([
  ['roles', '["staff","beta"]'],
  ['user.plan', 'free'],
  ['timesAsked', '2'],
  ['isNew', 'true'],
  ['user.name', ''],
])('shows %s as %s', (name, shown) => {
  expect(shownValue(said, name)).toBe(shown)
  expect(typedContext(said, { [name]: shown })).toEqual(typedContext(said, {}))
})

it.each<[string, string, object]>([
  ['roles', '["guest"]', { roles: ['guest'] }],
  ['roles', '[guest', { roles: '[guest' }],
  ['user.plan', 'premium', { user: { id: 'anna', plan: 'premium' } }],
  ['user.plan', ' ', { user: { id: 'anna', plan: undefined } }],
  ['shop.plan', 'premium', { 'shop.plan': 'premium' }],
  ['timesAsked', 'many', { timesAsked: 'many' }],
  ['targetingKey', '', { targetingKey: undefined }],
])('overrides %s with typed %j', (name, text, changed) => {
  expect(typedContext(said, { [name]: text })).toEqual({ ...client.context, targetingKey: 'anna', ...changed })
  expect(said).toEqual({ ...client.context, targetingKey: 'anna' })
})

it('has a field for everything that decides whether a customer is asked again', () => {
  const names = attributesRead(offContent).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['permission', 'timesAsked', 'lastDismissedAt']))
})
