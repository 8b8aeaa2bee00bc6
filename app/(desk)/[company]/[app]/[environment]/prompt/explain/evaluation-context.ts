import type { PromptContent } from '@/lib/prompts/content/content'
import { attributeReader } from '@/lib/prompts/evaluation/own-attribute'

export type ContextField = { name: string; label: string; placeholder: string }

const always: ContextField[] = [
  { name: 'targetingKey', label: 'Customer (targeting key)', placeholder: 'customer-1' },
  { name: 'permission', label: 'Permission', placeholder: '' },
  { name: 'locale', label: 'Language', placeholder: 'de-AT' },
]
const known: Record<string, ContextField> = {
  appVersion: { name: 'appVersion', label: 'App version', placeholder: '4.2.0' },
  sdkVersion: { name: 'sdkVersion', label: 'SDK version', placeholder: '3.2.0' },
  osVersion: { name: 'osVersion', label: 'iOS version', placeholder: '17.4' },
  country: { name: 'country', label: 'Country', placeholder: 'DE' },
}

/** Returns a field for each attribute that the configuration reads. */
export function attributesRead({ rules, sdkVersionMin }: PromptContent): ContextField[] {
  const fields = new Map(always.map((field) => [field.name, field]))
  if (sdkVersionMin && known.sdkVersion) fields.set('sdkVersion', known.sdkVersion)
  for (const condition of rules.flatMap((rule) => rule.conditions)) {
    const field = known[condition.attribute]
    if (field) fields.set(field.name, field)
    if (condition.attribute === 'custom' && condition.name)
      fields.set(condition.name, {
        name: condition.name,
        label: condition.name,
        placeholder: condition.values[0] ?? '',
      })
  }
  fields.set('timesAsked', { name: 'timesAsked', label: 'Times asked so far', placeholder: '0' })
  fields.set('lastDismissedAt', {
    name: 'lastDismissedAt',
    label: 'Last dismissed',
    placeholder: '2026-01-15T10:00:00Z',
  })
  return [...fields.values()]
}

/** Initial values for a useful first result: the ones that the configuration names. */
export function likely({ rules, sdkVersionMin }: PromptContent): Record<string, string> {
  const values: Record<string, string> = { targetingKey: 'customer-1', permission: 'notDetermined' }
  if (sdkVersionMin) values.sdkVersion = sdkVersionMin
  for (const { attribute, values: given } of rules.flatMap((rule) => rule.conditions))
    if (known[attribute] && given[0]) values[attribute] ??= given[0]
  return values
}

type Client = { targetingKey: string; context: Record<string, unknown> }
type Context = Record<string, unknown>

/** Everything a client sent, as the evaluator read it. */
export const contextOfClient = (client: Client | undefined): Context =>
  client ? { ...client.context, targetingKey: client.targetingKey } : {}

/** The text shown in the field of that name. Lists and objects are shown as JSON. */
export function shownValue(said: Context, name: string): string {
  const value = attributeReader(name)(said)
  if (value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Returns the context with typed values applied. An emptied field removes its attribute. */
export function typedContext(said: Context, typed: Record<string, string>): Context {
  const context = structuredClone(said)
  for (const [name, text] of Object.entries(typed))
    if (text.trim() !== shownValue(said, name)) put(context, name, parsed(text.trim()))
  return context
}

/** Writes where the evaluator reads: at the key of that name, or at the end of the path. */
function put(context: Context, name: string, value: unknown) {
  const path = name.split('.')
  const last = path.pop() ?? name
  const nested = Object.hasOwn(context, name) ? undefined : objectAt(context, path)
  if (nested) nested[last] = value
  else context[name] = value
}

function objectAt(context: Context, path: string[]): Context | undefined {
  let place = context
  for (const key of path) {
    const next = Object.hasOwn(place, key) ? place[key] : undefined
    if (!isObject(next)) return undefined
    place = next
  }
  return place
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  if (!/^[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const isObject = (value: unknown): value is Context =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const evaluationCurl = (context: Record<string, unknown>) =>
  [
    `curl -s ${typeof location === 'undefined' ? '' : location.origin}/ofrep/v1/evaluate/flags/push-permission-prompt`,
    `-H 'Authorization: Bearer YOUR_PUBLISHABLE_KEY'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ context }).replaceAll("'", "'\\''")}'`,
  ].join(' \\\n  ')
