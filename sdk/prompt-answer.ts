/** The prompt's text in the customer's language, from the configuration. */
export type PromptWords = {
  title: string
  body: string
  accept: string
  dismiss: string
  locale?: string
}

/** How often one customer may be asked on one device. */
export type ReaskPolicy = { afterDays: number; timesMax: number }

/** The current configuration for this customer and device. */
export type PromptAnswer = {
  isOn: boolean
  /** OFREP's reason, for logs. */
  reason: string
  /** The step that decided, as the server names it: `off`, `asked`, `permission`, … */
  decidedBy: string | undefined
  revision: string | undefined
  words: PromptWords | undefined
  reask: ReaskPolicy
}

export const promptFlag = 'push-permission-prompt'
export const contentFlag = 'push-permission-prompt-content'

/** By default, the app may ask once. */
const reaskDefault: ReaskPolicy = { afterDays: 0, timesMax: 1 }

type Flag = Record<string, unknown>

/** Reads an OFREP bulk response. A missing or unexpected value means that the customer isn't asked. */
export function promptAnswerIn(body: unknown): PromptAnswer {
  const flags = listOf(recordOf(body)?.flags).map(recordOf)
  const named = (key: string): Flag => flags.find((flag) => flag?.key === key) ?? {}
  const shown = named(promptFlag)
  const content = named(contentFlag)
  const words = wordsIn(content.value)
  const metadata = { ...recordOf(content.metadata), ...recordOf(shown.metadata) }
  return {
    isOn: shown.value === true && words !== undefined,
    reason: textOf(shown.reason) ?? textOf(shown.errorCode) ?? 'UNKNOWN',
    decidedBy: textOf(metadata.decidedBy),
    revision: textOf(metadata.revision),
    words,
    reask: {
      afterDays: countOf(metadata.reaskAfterDays) ?? reaskDefault.afterDays,
      timesMax: countOf(metadata.timesMax) ?? reaskDefault.timesMax,
    },
  }
}

function wordsIn(value: unknown): PromptWords | undefined {
  const given = recordOf(value)
  const [title, body, accept, dismiss] = [given?.title, given?.body, given?.accept, given?.dismiss].map(textOf)
  if (!title || !body || !accept || !dismiss) return undefined
  const locale = textOf(given?.locale)
  return { title, body, accept, dismiss, ...(locale ? { locale } : {}) }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const countOf = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined)
const recordOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
