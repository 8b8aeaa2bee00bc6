import type { PromptContent } from '@/lib/prompts/content'

export type Field = { name: string; label: string; placeholder: string }

const always: Field[] = [
  { name: 'targetingKey', label: 'Customer (targeting key)', placeholder: 'customer-1' },
  { name: 'permission', label: 'Permission', placeholder: '' },
  { name: 'locale', label: 'Language', placeholder: 'de-AT' },
]
const known: Record<string, Field> = {
  appVersion: { name: 'appVersion', label: 'App version', placeholder: '4.2.0' },
  sdkVersion: { name: 'sdkVersion', label: 'SDK version', placeholder: '3.2.0' },
  osVersion: { name: 'osVersion', label: 'iOS version', placeholder: '17.4' },
  country: { name: 'country', label: 'Country', placeholder: 'DE' },
}

/** Exactly the attributes that the configuration reads. */
export function attributesRead({ rules, sdkVersionMin }: PromptContent): Field[] {
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
  return [...fields.values()]
}

/** Values with which the first look tells something: versions that the configuration names. */
export function likely({ rules, sdkVersionMin }: PromptContent): Record<string, string> {
  const values: Record<string, string> = { targetingKey: 'customer-1', permission: 'notDetermined' }
  if (sdkVersionMin) values.sdkVersion = sdkVersionMin
  for (const { attribute, values: given } of rules.flatMap((rule) => rule.conditions))
    if (known[attribute] && given[0]) values[attribute] ??= given[0]
  return values
}

type Client = { targetingKey: string; context: Record<string, unknown> }

export function valuesOf(client: Client | undefined): Record<string, string> {
  const plain = Object.entries(client?.context ?? {}).filter(([, value]) => typeof value !== 'object')
  return {
    ...Object.fromEntries(plain.map(([name, value]) => [name, String(value)])),
    targetingKey: client?.targetingKey ?? '',
  }
}

export function contextOf(fields: Field[], values: Record<string, string>) {
  const given = fields.flatMap(({ name }) => {
    const value = values[name]?.trim()
    return value ? [[name, name === 'timesAsked' ? Number(value) : value] as const] : []
  })
  return Object.fromEntries(given)
}

export const curlOf = (context: Record<string, unknown>) =>
  [
    `curl -s ${typeof location === 'undefined' ? '' : location.origin}/ofrep/v1/evaluate/flags/push-permission-prompt`,
    `-H 'Authorization: Bearer YOUR_PUBLISHABLE_KEY'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ context }).replaceAll("'", "'\\''")}'`,
  ].join(' \\\n  ')
