import { Refused } from '@/lib/errors'
import { KeptContent, offContent, type PromptContent } from './content'

type Read = { content: PromptContent | null; isReadable: boolean }

/**
 * Parses stored content for pages and counts. Content of a newer version of Pushdesk is replaced by a prompt that
 * asks no one. If it forced lower levels off, so does the replacement.
 */
export function readContent(stored: unknown): Read {
  if (stored === null || stored === undefined) return { content: null, isReadable: true }
  const { data } = KeptContent.safeParse(stored)
  if (data) return { content: data, isReadable: true }
  return { content: { ...offContent, stopsBelow: isStop(stored) }, isReadable: false }
}

export const contentIn = (stored: unknown) => readContent(stored).content

/** Parses content that a change builds on. Rejects content of a newer version, which the change would lose. */
export function readableContent(stored: unknown, { called }: { called: string }): PromptContent | null {
  const { content, isReadable } = readContent(stored)
  if (isReadable) return content
  throw savedByNewer(called)
}

export const savedByNewer = (called: string) =>
  new Refused(
    'conflict',
    `${called} was saved by a newer version of Pushdesk. Update this server to work with it. Turning the prompt off always works.`,
    {},
    'newer_version',
  )

const isStop = (stored: unknown) =>
  typeof stored === 'object' &&
  stored !== null &&
  'isOn' in stored &&
  stored.isOn === false &&
  'stopsBelow' in stored &&
  stored.stopsBelow === true
