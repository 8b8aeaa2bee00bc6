import type { Route } from 'next'
import { countWords, outcomes, outcomeWords } from '@/components/desk/outcome-words'
import { classNames } from '@/components/ui/class-names'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import type { DayOfDeliveries } from '@/lib/companies/week-of-deliveries'
import { formatWeekday } from '@/lib/format/date'
import { pluralWord } from '@/lib/format/number'
import { sentenceCase } from '@/lib/format/sentence-case'

const fills = {
  accepted: 'bg-status-accepted',
  suppressed: 'bg-status-suppressed/60',
  failed: 'bg-status-failed',
  expired: 'bg-status-expired',
  waiting: 'bg-status-waiting',
} as const

type Props = { path: string; week: readonly DayOfDeliveries[] }

/**
 * Uses plain elements so that it renders with the page: each day links to its deliveries, and a button shows the table.
 */
export function WeekChart({ path, week }: Props) {
  const most = Math.max(...week.map(({ total }) => total), 1)
  const shown = outcomes.filter(({ key }) => week.some((day) => day[key] > 0))
  return (
    <Section title="Deliveries, last 7 days" description="Days are in UTC. Select a day to see its deliveries.">
      <ol className="grid h-56 grid-cols-7 gap-2 sm:gap-4">
        {week.map((day) => (
          <li key={day.day} className="min-w-0">
            <DayBar day={day} most={most} href={hrefOf(path, day)} />
          </li>
        ))}
      </ol>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {shown.map(({ key, name }) => (
          <li key={key} className="flex items-center gap-1.5 text-quiet">
            <span aria-hidden className={classNames('size-2 rounded-sm', fills[key])} />
            {countWords(
              sum(week, key),
              week.some(({ cappedOutcomes }) => cappedOutcomes.includes(key)),
            )}{' '}
            {name}
          </li>
        ))}
      </ul>
      <details>
        <summary className="w-fit rounded-sm py-1 text-accent-text text-sm">Show as a table</summary>
        <WeekTable path={path} week={week} />
      </details>
    </Section>
  )
}

function DayBar({ day, most, href }: { day: DayOfDeliveries; most: number; href: Route }) {
  const parts = outcomes.filter(({ key }) => day[key] > 0)
  const words = parts.map(({ key, name }) => `${outcomeWords(day, key)} ${name}`).join(', ')
  const total = countWords(day.total, day.isCapped)
  const [weekday, date] = dayWords(day).split(', ')
  return (
    <Link
      href={href}
      aria-label={`${dayWords(day)}: ${total} ${pluralWord(day.total, 'delivery', 'deliveries')}${words && `, ${words}`}`}
      title={words || 'No deliveries'}
      className="group flex h-full flex-col items-center gap-1 rounded-control focus-visible:outline-offset-0"
    >
      <span className="flex w-full flex-1 flex-col items-center justify-end gap-1">
        <span className="text-quiet text-sm">{total}</span>
        <span
          style={{ height: `${(day.total / most) * 82}%` }}
          className="flex w-3 flex-col-reverse gap-px overflow-hidden rounded-sm group-hover:opacity-80 sm:w-5"
        >
          {parts.map(({ key }) => (
            <span key={key} style={{ flexGrow: day[key] }} className={classNames('min-h-px', fills[key])} />
          ))}
        </span>
      </span>
      <span className="w-full truncate border-t pt-1 text-center text-faint text-sm group-hover:text-text">
        {weekday}
        <span className="hidden sm:block">{date}</span>
      </span>
    </Link>
  )
}

function WeekTable({ path, week }: Props) {
  return (
    <Table label="Deliveries by day" className="mt-2">
      <TableHead>
        <TableHeader>Day</TableHeader>
        {outcomes.map(({ key, name }) => (
          <TableHeader key={key} align="right">
            {sentenceCase(name)}
          </TableHeader>
        ))}
        <TableHeader align="right">Total</TableHeader>
      </TableHead>
      <tbody>
        {week.map((day) => (
          <TableRow key={day.day}>
            <TableName>
              <Link href={hrefOf(path, day)} className="hover:underline">
                {dayWords(day)}
              </Link>
            </TableName>
            {outcomes.map(({ key }) => (
              <TableCell key={key} align="right">
                {outcomeWords(day, key)}
              </TableCell>
            ))}
            <TableCell align="right">{countWords(day.total, day.isCapped)}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

const hrefOf = (path: string, day: DayOfDeliveries) =>
  `${path}/deliveries?from=${day.from.toISOString()}&until=${day.until.toISOString()}` as Route

const dayWords = ({ from }: DayOfDeliveries) => formatWeekday(from, { timeZone: 'UTC' })

const sum = (week: readonly DayOfDeliveries[], key: (typeof outcomes)[number]['key']) =>
  week.reduce((total, day) => total + day[key], 0)
