/** The placeholders of a body template, with what each stands for. */
export const placeholders = {
  authToken: 'the token of “Token in the body” authentication',
  deviceToken: 'the device token in hex; absent for a UUID',
  uuid: 'the UUID; absent for a device token',
  address: 'the device token or the UUID, whichever it is',
  user: 'the customer: { "id" } or { "anonymousId" }',
  userId: 'the customer’s user.id, or null',
  anonymousId: 'the customer’s anonymous ID, or null',
  type: 'live, proactive, test, or probe (a question to the phone)',
  title: 'the title, or null',
  body: 'the text, or null',
  payload: 'the whole APNs payload',
  notificationId: 'the notification’s ID',
  deliveryId: 'the delivery’s ID, the same in a retried request',
  conversationId: 'the conversation’s ID, or null',
  unread: 'the number of unread messages, or null',
  sentAt: 'when the agent sent the message, or null',
  expiresAt: 'when the notification expires',
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
const somePlaceholder = /\{\{([^{}]*)\}\}/g
const onlyPlaceholder = /^\{\{([^{}]*)\}\}$/

/** Returns a template's problems as sentences. Empty if it can be used. */
export function checkTemplate(template: string): string[] {
  if (new TextEncoder().encode(template).length > templateBytesMax) return ['The template is larger than 16 KiB.']
  const parsed = parse(template)
  if (!parsed.ok) return [parsed.message]
  if (typeof parsed.value !== 'object' || parsed.value === null) return ['The body must be a JSON object or array.']
  const names = [...template.matchAll(somePlaceholder)].map(([, name = '']) => name.trim())
  const unknown = [...new Set(names.filter((name) => !Object.hasOwn(placeholders, name)))]
  const problems = unknown.map((name) => `{{${name}}} isn’t a placeholder.`)
  if (!names.some((name) => name === 'deviceToken' || name === 'uuid' || name === 'address'))
    problems.push('Add {{deviceToken}}, {{uuid}}, or {{address}} so that the company API knows which device is meant.')
  return problems
}

/** Whether the template sends this value to the company. */
export const isPlaceholderIn = (template: string | null, name: Placeholder) =>
  [...(template ?? defaultTemplate).matchAll(somePlaceholder)].some(([, named]) => named === name)

/** Fills a template. A string of one placeholder becomes its value, even an object; within text, it becomes text. */
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
  if (only) return namedValue(only[1]?.trim() ?? '', values)
  return text.replaceAll(somePlaceholder, (_, name: string) => asText(namedValue(name.trim(), values)))
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
    return { ok: false, message: `This isn’t JSON. Put placeholders inside quotes: "{{payload}}". ${why}` }
  }
}
