import type { Route } from 'next'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button-link'
import { Meter } from '@/components/ui/meter'
import { Section } from '@/components/ui/section'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import { formatNumber, formatPercent } from '@/lib/format/number'
import { roleMay } from '@/lib/permissions'
import type { Role } from '@/lib/staff/roles'

const sources = {
  none: 'not configured at any level',
  platform: 'from the platform',
  company: 'from the company',
  app: 'customized here',
} as const

type Props = { path: string; health: EnvironmentHealth; role: Role }

export function PromptSummary({ path, health, role }: Props) {
  const { prompt, funnel } = health
  const steps = [
    { name: 'Saw the prompt', count: funnel.displayed },
    { name: 'Accepted the prompt', count: funnel.accepted },
    { name: 'Allowed in iOS', count: funnel.allowed },
  ]
  return (
    <Section
      title="Prompt"
      actions={
        <ButtonLink size="small" href={`${path}/prompt` as Route}>
          {roleMay(role, 'prompt.publish') ? 'Change' : 'Open'}
        </ButtonLink>
      }
    >
      <p className="flex flex-wrap items-center gap-2 text-md">
        <Badge tone={prompt.isAsking ? 'accepted' : 'suppressed'}>{prompt.word}</Badge>
        <span className="text-quiet">
          {prompt.isStopped ? `forced off by the ${prompt.source}` : sources[prompt.source]}
        </span>
      </p>
      {funnel.displayed === 0 ? (
        <p className="text-quiet">No app has reported showing the prompt in the last 7 days.</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {steps.map(({ name, count }) => (
            <li key={name}>
              <Meter
                label={name}
                value={Math.min(count, funnel.displayed)}
                max={funnel.displayed}
                text={`${formatNumber(count)} · ${formatPercent(count / funnel.displayed, 0)}`}
              />
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
