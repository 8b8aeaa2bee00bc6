'use client'

import { ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import type { PromptView } from '@/lib/prompts/show-prompt'
import { levelName, type PromptEnvironment, type PromptLevel } from './prompt-place'

const levels = ['platform', 'company', 'app'] as const

/** Platform › company › app. Marks the level in effect for the app. Each level opens its own configuration. */
export function LevelChain({
  level,
  effective,
  environment,
}: {
  level: PromptLevel
  /** The configuration in effect for the app, whichever level is open. */
  effective: PromptView['effective']
  environment: PromptEnvironment
}) {
  return (
    <nav aria-label="Levels" className="flex flex-wrap items-center gap-2">
      {levels.map((one, index) => (
        <span key={one} className="flex items-center gap-2">
          <Link
            href={`${environment.path}/prompt${one === 'app' ? '' : `?level=${one}`}` as Route}
            aria-current={one === level ? 'page' : undefined}
            className={classNames(
              'flex h-8 items-center gap-2 rounded-control',
              one === level
                ? 'border border-line-control bg-raised px-2.5 font-medium'
                : 'text-quiet hover:text-text hover:underline',
            )}
          >
            {levelName(one, environment)}
            {effective.source === one && (
              <Badge tone={effective.isStopped ? 'failed' : 'accent'}>
                {effective.isStopped ? 'Forced off' : 'In effect'}
              </Badge>
            )}
          </Link>
          {index < levels.length - 1 && <ChevronRight aria-hidden className="size-3.5 text-faint" />}
        </span>
      ))}
    </nav>
  )
}
