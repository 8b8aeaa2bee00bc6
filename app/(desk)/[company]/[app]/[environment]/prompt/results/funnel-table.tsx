import { Meter } from '@/components/ui/meter'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { formatNumber, formatPercent } from '@/lib/format/number'
import type { Funnel } from '@/lib/prompts/prompt-results'

const steps = [
  ['eligible', 'Eligible'],
  ['displayed', 'Displayed'],
  ['accepted', 'Prompt accepted'],
  ['dismissed', 'Prompt dismissed'],
  ['system_authorized', 'Allowed in iOS'],
  ['system_denied', 'Denied in iOS'],
  ['registered', 'Registered'],
] as const

/**
 * The funnel of each revision, from evaluation to registration. Percentages are of clients that displayed the prompt.
 */
export function FunnelTable({ funnels }: { funnels: Funnel[] }) {
  return (
    <>
      <Table label="Funnel by revision" className="hidden xl:block">
        <TableHead>
          <TableHeader>Revision</TableHeader>
          {steps.map(([step, label]) => (
            <TableHeader key={step} align="right">
              {label}
            </TableHeader>
          ))}
        </TableHead>
        <tbody>
          {funnels.map(({ revision, label, counts }) => (
            <TableRow key={revision}>
              <TableName>{label}</TableName>
              {steps.map(([step]) => (
                <TableCell key={step} align="right">
                  {formatNumber(counts[step])}
                  {step !== 'eligible' && step !== 'displayed' && (
                    <span className="inline-block w-12 text-faint">{shareOf(counts, step)}</span>
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
      <ul aria-label="Funnel by revision" className="flex flex-col gap-5 xl:hidden">
        {funnels.map(({ revision, label, counts }) => (
          <li key={revision} className="flex flex-col gap-2">
            <h3 className="font-medium">{label}</h3>
            {steps.map(([step, word]) => (
              <Meter
                key={step}
                label={word}
                value={counts[step]}
                max={Math.max(counts.eligible, counts.displayed)}
                text={[formatNumber(counts[step]), step !== 'eligible' && step !== 'displayed' && shareOf(counts, step)]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}

const shareOf = (counts: Funnel['counts'], step: keyof Funnel['counts']) =>
  counts.displayed > 0 ? formatPercent(counts[step] / counts.displayed, 0) : ''
