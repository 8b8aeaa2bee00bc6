import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import type { Check } from '@/lib/diagnosis/schema'
import { UtcTime } from './utc-time'

const words: Record<Check['status'], string> = {
  ok: 'OK',
  warning: 'Warning',
  stopped: 'Blocked here',
  not_reached: 'Not reached',
}

/** The steps as they were when the case was shared. */
export function CaseSteps({ checks }: { checks: Check[] }) {
  return (
    <Section title="Steps">
      <ol aria-label="Checks" className="flex flex-col gap-3">
        {checks.map(({ name, title, status, sentence, facts }) => (
          <li key={name} className="flex flex-col gap-0.5">
            <h3 className={status === 'not_reached' ? 'text-faint' : 'font-medium'}>
              {title} <span className="font-normal text-quiet text-sm">{words[status]}</span>
            </h3>
            {status !== 'not_reached' && (
              <p className="text-quiet">
                <Outside>{sentence}</Outside>
              </p>
            )}
            {facts.length > 0 && (
              <dl className="flex flex-wrap gap-x-5 text-sm">
                {facts.map(({ label, value, at }) => (
                  <div key={`${label}:${value}:${at}`} className="flex min-w-0 flex-wrap gap-x-1.5">
                    <dt className="text-faint">{label}</dt>
                    <dd className="flex min-w-0 flex-wrap gap-x-1.5">
                      {at && <UtcTime at={at} />}
                      {value && <Outside>{value}</Outside>}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </Section>
  )
}
