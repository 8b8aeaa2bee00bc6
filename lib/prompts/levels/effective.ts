import type { PromptScopeKind } from '@/db/schema/prompts'
import { offContent, type PromptContent } from '@/lib/prompts/content/content'

export type Level = {
  configurationId: string
  scopeKind: PromptScopeKind
  revision: number
  content: PromptContent | null
  /** False if a newer version of Pushdesk saved it. `content` is then a stand-in. */
  isReadable: boolean
  updatedAt: Date
}

export type Levels = Partial<Record<PromptScopeKind, Level>>

export type Effective = {
  /** `none`: no level is configured. */
  source: PromptScopeKind | 'none'
  /** A level that a company or the platform forces off stays off, whatever its own configuration. */
  isStopped: boolean
  content: PromptContent
  isReadable: boolean
  revision: string
  updatedAt: Date | undefined
}

export const noRevision = 'none:0'

/** The nearest configured level applies as a whole, unless a level above it forces it off. */
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
