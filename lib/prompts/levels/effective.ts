import type { PromptScopeKind } from '@/db/schema/prompts'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'

export type Level = {
  configurationId: string
  scopeKind: PromptScopeKind
  revision: number
  content: PromptContent | null
  /** False: a newer version of Pushdesk saved it, and `content` stands in for it. */
  isReadable: boolean
  updatedAt: Date
}

export type Levels = Partial<Record<PromptScopeKind, Level>>

export type Effective = {
  /** `none`: nothing is set at any level. */
  source: PromptScopeKind | 'none'
  /** A company's or the platform's stop holds below it, whatever is set there. */
  isStopped: boolean
  content: PromptContent
  isReadable: boolean
  revision: string
  updatedAt: Date | undefined
}

export const noRevision = 'none:0'

/** The nearest level that is set applies whole, unless one above it is off for all below. */
export function effectiveOf(levels: Levels): Effective {
  for (const level of [levels.platform, levels.company]) {
    if (level?.content && !level.content.isOn && level.content.stopsBelow) return from(level, level.content, true)
  }
  for (const level of [levels.app, levels.company, levels.platform]) {
    if (level?.content) return from(level, level.content, false)
  }
  return {
    source: 'none',
    isStopped: false,
    content: offContent,
    isReadable: true,
    revision: noRevision,
    updatedAt: undefined,
  }
}

const from = (level: Level, content: PromptContent, isStopped: boolean): Effective => ({
  source: level.scopeKind,
  isStopped,
  content,
  isReadable: level.isReadable,
  revision: revisionOf(level),
  updatedAt: level.updatedAt,
})

export const revisionOf = ({ configurationId, revision }: { configurationId: string; revision: number }) =>
  `${configurationId}:${revision}`
