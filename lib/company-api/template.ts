/** What a body template may say, with what it stands for. */
export const placeholders = {
  authToken: 'the token of the authentication “in the body”',
  deviceToken: 'the device token, in hex; absent for a UUID',
  uuid: 'the UUID; absent for a device token',
  address: 'the device token or the UUID, whichever it is',
  user: 'the customer: { "id" } or { "anonymousId" }',
  userId: 'the customer’s user.id, or null',
  anonymousId: 'the customer’s anonymous id, or null',
  type: 'live, proactive or test',
  title: 'the title, or null',
  body: 'the text, or null',
  payload: 'the whole APNs payload',
  notificationId: 'the notification’s id',
  deliveryId: 'this delivery’s id: the same in a repeated request',
  conversationId: 'the conversation’s id, or null',
  unread: 'how many messages are unread, or null',
  sentAt: 'when the message was written, or null',
  expiresAt: 'when it is no longer worth showing',
} as const

export type Placeholder = keyof typeof placeholders
/** Undefined leaves the key out of the body; null stays null. */
export type TemplateValues = Partial<Record<Placeholder, unknown>>

export const defaultTemplate = JSON.stringify(
  {
    authToken: '{{authToken}}',
    deviceToken: '{{deviceToken}}',
    uuid: '{{uuid}}',
    user: '{{user}}',
    type: '{{type}}',
    payload: '{{payload}}',
  },
  null,
  2,
)

export const templateBytesMax = 16_384
const somePlaceholder = /\{\{\s*([^{}]*?)\s*\}\}/g
const onlyPlaceholder = /^\{\{\s*([^{}]*?)\s*\}\}$/

/** What is wrong with a template, in sentences; empty when it can be used. */
export function checkTemplate(template: string): string[] {
  if (new TextEncoder().encode(template).length > templateBytesMax) return ['The template is larger than 16 KiB.']
  const parsed = parse(template)
  if (!parsed.ok) return [parsed.message]
  if (typeof parsed.value !== 'object' || parsed.value === null) return ['The body must be a JSON object or array.']
  const names = [...template.matchAll(somePlaceholder)].map(([, name = '']) => name)
  const unknown = [...new Set(names.filter((name) => !Object.hasOwn(placeholders, name)))]
  const problems = unknown.map((name) => `There is no placeholder {{${name}}}.`)
  if (!names.some((name) => name === 'deviceToken' || name === 'uuid' || name === 'address'))
    problems.push('Without {{deviceToken}}, {{uuid}} or {{address}} nobody knows which device is meant.')
  return problems
}

/** A string that is one placeholder becomes its value, an object stays an object; within a text it becomes text. */
export function renderTemplate(template: string | null, values: TemplateValues): unknown {
  return fill(JSON.parse(template ?? defaultTemplate), values)
}

function fill(node: unknown, values: TemplateValues): unknown {
  if (typeof node === 'string') return fillText(node, values)
  if (Array.isArray(node)) return node.map((item) => fill(item, values) ?? null)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => [key, fill(value, values)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function fillText(text: string, values: TemplateValues): unknown {
  const only = onlyPlaceholder.exec(text)
  if (only) return namedValue(only[1] ?? '', values)
  return text.replaceAll(somePlaceholder, (_, name: string) => asText(namedValue(name, values)))
}

const namedValue = (name: string, values: TemplateValues): unknown =>
  Object.hasOwn(placeholders, name) ? values[name as Placeholder] : undefined

const asText = (value: unknown) =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

function parse(template: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(template) }
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return { ok: false, message: `This is not JSON; placeholders stand inside quotes: "{{payload}}". ${why}` }
  }
}
